"""Coral, formerly Talk: what its comment stream loads, and its database exported line by line.

The stream is GraphQL (https://docs.coralproject.net/api/schema): a story, its comments as edges,
replies nested in them; in Talk up to version 4 an asset with nodes. One payload is one page of a
story's comments, and several may be put into one file, as an array or one a line. The database's
collections `comments` and `stories` come from `mongoexport`, as JSON lines; they name authors by
id only. Their fields: server/src/core/server/models in https://github.com/coralproject/talk.

Readers see comments of status NONE and APPROVED. A REJECTED one keeps its place, as taken away by
a moderator, though some were rejected before anybody saw them. PREMOD and SYSTEM_WITHHELD wait for
approval and are counted only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import has_fields
from comments.parsing.exports.json_stream import Json, objects
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.markup import lines_to_text, to_text
from comments.parsing.exports.threads import Hidden, discussed, gather, thread
from comments.parsing.exports.values import (
    address,
    at,
    count,
    epoch,
    host,
    identity,
    iso,
    line,
    members,
    string,
)
from comments.parsing.reading import ReadComment, Reading
from comments.records import Removal

_NOTICES: dict[Removal, str] = {
    "author": "This comment is no longer available. The commenter has deleted their account.",
    "moderator": "This comment has been removed by a moderator for violating our community "
    "guidelines.",
}
"""Coral's own, of locales/en-US/stream.ftl (comments-tombstone-deleted and -rejected)."""

_WAITING = frozenset(("PREMOD", "SYSTEM_WITHHELD"))
_PUBLISHED = ("NONE", "APPROVED")


def _stream(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_payloads(file, name))
    read = (_story(f"{name}/{key}", stories, told) for key, stories, told in gathered)
    return discussed(read, name, "a Coral stream")


def _payloads(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    for payload in objects(file, name):
        story = at(payload, "data", "story") or at(payload, "data", "asset")
        if isinstance(story, dict):
            yield identity(story.get("id")) or string(story.get("url")), story


def _story(name: str, stories: list[Json], warnings: tuple[str, ...]) -> Thread:
    """The discussion of one story from the pages of its comments."""
    about = stories[0]
    declared = at(about, "commentCounts", "totalPublished")
    reading = _reading(
        about,
        kind="stream",
        declared=count(about.get("commentCount") if declared is None else declared),
        warnings=warnings,
    )
    return thread(name, reading, chain.from_iterable(_nodes(s.get("comments")) for s in stories))


def _nodes(connection: Any) -> Iterator[Entry | Hidden]:
    """Comments of a connection, each followed by its replies, however deep they nest."""
    stack: list[tuple[Json, str | None]] = [(node, None) for node in _members(connection)[::-1]]
    while stack:
        node, parent_key = stack.pop()
        key = identity(node.get("id"))
        yield _comment(
            key=key,
            parent_key=parent_key or identity(at(node, "parent", "id")),
            said=_words(node),
            author=line(at(node, "author", "username")) or line(at(node, "user", "username")),
            posted_at=iso(node.get("createdAt")) or iso(node.get("created_at")),
            likes=_likes(node),
            status=string(node.get("status")),
            is_deleted=node.get("deleted") is True,
        )
        stack += [(reply, key) for reply in _members(node.get("replies"))[::-1]]


def _members(connection: Any) -> list[Json]:
    edges = members(at(connection, "edges"))
    if edges:
        return [edge["node"] for edge in edges if isinstance(edge.get("node"), dict)]
    return members(at(connection, "nodes"))


def _words(node: Json) -> str:
    """Text of a node: HTML, but up to version 4 plain text, whose line breaks are meant."""
    body = string(node.get("body"))
    return lines_to_text(body) if "created_at" in node else to_text(body)


def _likes(node: Json) -> int | None:
    total = count(at(node, "actionCounts", "reaction", "total"))
    if total is None:
        for summary in members(node.get("action_summaries")):
            if string(summary.get("__typename")) in {"LikeActionSummary", "RespectActionSummary"}:
                return count(summary.get("count"))
    return total


def _database(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_documents(file, name))
    read = (_stored_story(f"{name}/{key}", rows, told) for key, rows, told in gathered)
    return discussed(read, name, "a Coral export")


def _documents(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    for document in objects(file, name):
        if "revisions" in document:
            yield identity(document.get("storyID")) or "", document
        elif "commentCounts" in document and "url" in document:
            yield identity(document.get("id")) or "", document


def _stored_story(name: str, rows: list[Json], warnings: tuple[str, ...]) -> Thread:
    about = next((row for row in rows if "revisions" not in row), {})
    published = [count(at(about, "commentCounts", "status", status)) for status in _PUBLISHED]
    known = [number for number in published if number is not None]
    reading = _reading(
        about, kind="export", declared=sum(known) if known else None, warnings=warnings
    )
    return thread(name, reading, [_stored(row) for row in rows if "revisions" in row])


def _stored(row: Json) -> Entry | Hidden:
    revisions = members(row.get("revisions"))
    return _comment(
        key=identity(row.get("id")),
        parent_key=identity(row.get("parentID")),
        said=to_text(string(revisions[-1].get("body"))) if revisions else "",
        author=identity(row.get("authorID")),
        posted_at=_mongo_time(row.get("createdAt")),
        likes=count(at(row, "actionCounts", "REACTION")),
        status=string(row.get("status")),
        is_deleted=_mongo_time(row.get("deletedAt")) is not None,
    )


def _mongo_time(value: Any) -> str | None:
    """ISO 8601 of MongoDB's extended JSON: {"$date": "2021-05-11T15:45:51.229Z"}."""
    date = at(value, "$date")
    milliseconds = at(date, "$numberLong")
    if milliseconds is None:
        return iso(date) or iso(value)
    whole = string(milliseconds)
    return epoch(int(whole) // 1000) if whole.isdecimal() and len(whole) < 15 else None


def _reading(about: Json, *, kind: str, declared: int | None, warnings: tuple[str, ...]) -> Reading:
    url = address(about.get("url"))
    published_at = at(about, "metadata", "publishedAt")
    return Reading(
        title=line(at(about, "metadata", "title")) or line(about.get("title")),
        body="",
        parser=f"export:coral-{kind}",
        byline=line(at(about, "metadata", "author")),
        published_at=iso(published_at) or _mongo_time(published_at),
        outlet=line(at(about, "site", "name")) or host(url),
        url=url,
        declared_comments=declared,
        reasons=(f"structured export: Coral {kind}",),
        warnings=warnings,
    )


def _comment(
    *,
    key: str | None,
    parent_key: str | None,
    said: str,
    author: str | None,
    posted_at: str | None,
    likes: int | None,
    status: str,
    is_deleted: bool,
) -> Entry | Hidden:
    if status in _WAITING:
        return Hidden("not approved", said)
    removal: Removal | None = (
        "author" if is_deleted else "moderator" if status == "REJECTED" else None
    )
    return Entry(
        key,
        parent_key,
        ReadComment(
            text=said if removal is None else _NOTICES[removal],
            author=author,
            posted_at=posted_at,
            likes=likes,
            original_id=key,
            removal=removal,
        ),
    )


_is_story = has_fields("data.story.comments.edges")
_is_asset = has_fields("data.asset.comments.nodes")
_is_comments = has_fields("storyID", "revisions.item.body", "status")
_is_stories = has_fields("tenantID", "url", "commentCounts.status")

STREAM = Format("Coral stream", lambda head: _is_story(head) or _is_asset(head), _stream)
DATABASE = Format("Coral export", lambda head: _is_comments(head) or _is_stories(head), _database)
