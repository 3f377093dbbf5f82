"""Disqus's XML export of a forum: all its discussions in one file, their posts mixed.

Documented in https://help.disqus.com/en/articles/1717164-comments-export and by the schema
https://disqus.com/api/schemas/1.0/disqus.xsd. A `thread` is an article, a `post` a comment. Posts
marked as spam never stood on the page and are counted only. The export does not say who deleted a
post, nor how often it was liked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_stream import Json
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.markup import to_text
from comments.parsing.exports.threads import Hidden, discussed, gather, thread
from comments.parsing.exports.values import address, host, iso, line
from comments.parsing.exports.xml_stream import begins_xml, by_name, children, local_name, text
from comments.parsing.reading import ReadComment, Reading

DELETED = "This comment was deleted."
"""What Disqus shows in the place of a deleted post that has replies."""

_ID = "{http://disqus.com/disqus-internals}id"
_ROOT = re.compile(rb"<disqus\s[^>]{0,500}xmlns:dsq=")


def _matches(head: bytes) -> bool:
    return begins_xml(head) and _ROOT.search(head) is not None


def _threads(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_rows(file, name))
    read = (_thread(f"{name}/{key}", rows, warnings) for key, rows, warnings in gathered)
    return discussed(read, name, "a Disqus export")


def _rows(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    """Threads and posts as plain data, each with the id of its thread."""
    for element in children(file, name, "disqus"):
        kind, inner = local_name(element), by_name(element)
        row = {
            "created": text(inner.get("createdAt")),
            "deleted": text(inner.get("isDeleted")),
        }
        if kind == "thread":
            about = {key: text(inner.get(key)) for key in ("title", "link", "forum")}
            yield _id(element) or "", row | about
        elif kind == "post":
            author = by_name(inner.get("author", ()))
            yield (
                _id(inner.get("thread")) or "",
                {
                    **row,
                    "post": _id(element),
                    "parent": _id(inner.get("parent")),
                    "message": text(inner.get("message")),
                    "name": text(author.get("name")),
                    "username": text(author.get("username")),
                    "spam": text(inner.get("isSpam")),
                },
            )


def _id(element: Any) -> str | None:
    return None if element is None else element.get(_ID)


def _thread(name: str, rows: list[Json], warnings: tuple[str, ...]) -> Thread:
    about = next((row for row in rows if "post" not in row), {})
    url = address(about.get("link"))
    if about.get("deleted") == "true":
        warnings = (*warnings, "Disqus marks this discussion as deleted.")
    reading = Reading(
        title=line(about.get("title")),
        body="",
        parser="export:disqus",
        published_at=iso(about.get("created")),
        outlet=line(about.get("forum")) or host(url),
        url=url,
        reasons=("structured export: Disqus XML",),
        warnings=warnings,
    )
    return thread(name, reading, (_record(row) for row in rows if "post" in row))


def _record(row: Json) -> Entry | Hidden:
    said = to_text(row["message"])
    if row["spam"] == "true":
        return Hidden("spam", said)
    is_deleted = row["deleted"] == "true"
    return Entry(
        row["post"],
        row["parent"],
        ReadComment(
            text=DELETED if is_deleted else said,
            author=line(row["name"]) or line(row["username"]),
            posted_at=iso(row["created"]),
            original_id=row["post"],
            removal="unknown" if is_deleted else None,
        ),
    )


FORMAT = Format("Disqus XML", _matches, _threads)
