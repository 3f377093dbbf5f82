"""Hacker News: discussions from Algolia's API (nested), and items of the official API (single).

Documented in https://hn.algolia.com/api (`items`) and https://github.com/HackerNews/API. The
official items are joined by their parents, wherever they stand in the file. A story's text, if it
has any, is the article, and the address that it links to is the article's. Dead comments, which
moderators or readers' flags took away, keep their places.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, BinaryIO

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import has_fields
from comments.parsing.exports.json_stream import Json, objects
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.markup import to_text
from comments.parsing.exports.threads import discussed, gather, thread
from comments.parsing.exports.values import (
    address,
    count,
    epoch,
    identity,
    iso,
    line,
    members,
    string,
)
from comments.parsing.reading import ReadComment, Reading
from comments.records import Removal

_PAGE = "https://news.ycombinator.com/item?id="
_NOTICES: dict[Removal, str] = {
    "author": "[deleted]",
    "moderator": "[dead]",
    "unknown": "[deleted]",
}
"""What the site shows in the place of a comment that is gone."""


def _algolia(file: BinaryIO, name: str) -> Iterator[Thread]:
    read = (_nested(item, name) for item in objects(file, name))
    return discussed(read, name, "Hacker News data")


def _nested(item: Json, name: str) -> Thread:
    """The discussion under an item of Algolia's; of a comment, the part that begins with it."""
    is_story = item.get("type") != "comment"
    top = members(item.get("children")) if is_story else [item]
    stack: list[tuple[Json, str | None]] = [(child, None) for child in top[::-1]]
    records: list[Entry] = []
    while stack:
        child, parent_key = stack.pop()
        is_gone = child.get("text") is None and child.get("author") is None
        entry = _entry(
            child,
            parent_key=parent_key,
            author=child.get("author"),
            posted_at=iso(child.get("created_at")) or epoch(child.get("created_at_i")),
            removal="unknown" if is_gone else None,
        )
        records.append(entry)
        stack += [(reply, entry.key) for reply in members(child.get("children"))[::-1]]
    number = identity(item.get("id"))
    reading = _reading(
        item if is_story else {},
        item.get("author"),
        iso(item.get("created_at")),
        number=identity(item.get("story_id")) or number,
        kind="Algolia",
    )
    return thread(f"{name}/{number or 'item'}", reading, records)


def _firebase(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_rooted(file, name))
    read = (_joined(f"{name}/{root}", root, rows, told) for root, rows, told in gathered)
    return discussed(read, name, "Hacker News data")


def _rooted(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    """Items with the id of the story that they are under, also where that is not in the file."""
    errors: list[SourceError] = []
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE items (id TEXT, parent TEXT, root TEXT, data TEXT)")
        database.execute("CREATE INDEX by_id ON items (id)")
        database.execute("BEGIN")
        try:
            for item in objects(file, name):
                key, parent = identity(item.get("id")), identity(item.get("parent"))
                database.execute(
                    "INSERT INTO items VALUES (?, ?, NULL, ?)",
                    (key, parent, json.dumps(item, default=float)),
                )
        except SourceError as error:
            errors.append(error)
        for (key,) in database.execute("SELECT id FROM items WHERE id IS NOT NULL"):
            _find_root(database, key)
        for root, data in database.execute("SELECT root, data FROM items ORDER BY rowid"):
            yield root or "", json.loads(data)
    if errors:
        raise errors[0]


def _find_root(database: sqlite3.Connection, key: str) -> None:
    """Sets the root of an item and of all above it; of a circle it is the least id in it."""
    path: dict[str, None] = {}
    at: str = key
    while True:
        row = database.execute("SELECT parent, root FROM items WHERE id = ?", (at,)).fetchone()
        if row is None:
            break
        parent, root = row
        if root is not None:
            at = root
            break
        path[at] = None
        if parent is None:
            break
        if parent in path:
            walked = list(path)
            at = min(walked[walked.index(parent) :])
            break
        at = parent
    database.executemany("UPDATE items SET root = ? WHERE id = ?", ((at, step) for step in path))


def _joined(name: str, root: str, rows: list[Json], warnings: tuple[str, ...]) -> Thread:
    story = next(
        (r for r in rows if identity(r.get("id")) == root and r.get("type") != "comment"), {}
    )
    if not story:
        warnings = (*warnings, "The story itself is not in the file.")
    reading = _reading(
        story, story.get("by"), epoch(story.get("time")), number=root, kind="API", warnings=warnings
    )
    comments = [row for row in rows if row is not story]
    # Answers to the story are comments on the article, also where the story is missing.
    is_comment = any(identity(row.get("id")) == root for row in comments)
    article = None if is_comment else root
    return thread(name, reading, [_item(row, article) for row in comments])


def _item(row: Json, article: str | None) -> Entry:
    parent_key = identity(row.get("parent"))
    removal: Removal | None = "moderator" if row.get("dead") is True else None
    return _entry(
        row,
        parent_key=None if parent_key == article else parent_key,
        author=row.get("by"),
        posted_at=epoch(row.get("time")),
        removal="author" if row.get("deleted") is True else removal,
    )


def _entry(
    row: Json,
    *,
    parent_key: str | None,
    author: Any,
    posted_at: str | None,
    removal: Removal | None,
) -> Entry:
    key = identity(row.get("id"))
    comment = ReadComment(
        text=to_text(string(row.get("text"))) if removal is None else _NOTICES[removal],
        author=line(author),
        posted_at=posted_at,
        likes=count(row.get("points")),
        original_id=key,
        removal=removal,
    )
    return Entry(key, parent_key, comment)


def _reading(
    story: Json,
    author: Any,
    published_at: str | None,
    *,
    number: str | None,
    kind: str,
    warnings: tuple[str, ...] = (),
) -> Reading:
    page = f"{_PAGE}{number}" if number else None
    return Reading(
        title=line(story.get("title")),
        body=to_text(string(story.get("text"))),
        parser=f"export:hackernews-{kind.lower()}",
        byline=line(author) if story else None,
        published_at=published_at if story else None,
        outlet="Hacker News",
        url=address(story.get("url")) or page,
        declared_comments=count(story.get("descendants")),
        reasons=(f"structured export: Hacker News {kind}",),
        warnings=warnings,
    )


_is_nested = has_fields("id", "author", "children", "created_at_i")
_is_answer = has_fields("id", "by", "time", "type", "parent")
_is_story = has_fields("id", "by", "time", "type", "descendants")

NESTED = Format("Hacker News Algolia", _is_nested, _algolia)
ITEMS = Format("Hacker News API", lambda head: _is_answer(head) or _is_story(head), _firebase)
