"""The file of comments in Facebook's "Download your information", of a page or of a profile.

It does not say which post a comment answers: comments are one discussion for each group in which
they stand, and one for all others. The bytes of UTF-8 are written as single characters
("\\u00d9\\u0085" for "م"), which is mended.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import json_paths
from comments.parsing.exports.json_stream import Json, places
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.platforms import prose
from comments.parsing.exports.threads import discussed, gather, thread
from comments.parsing.exports.values import at, epoch, line, members, string
from comments.parsing.reading import ReadComment, Reading

_LOOSE = "Facebook's download does not say which post or comment these comments answer."
_LISTS = ("comments_v2.item", "group_comments_v2.item", "comments.item", "item")


def _matches(head: bytes) -> bool:
    return any(path.endswith("item.data.item.comment.comment") for path in json_paths(head))


def _threads(file: BinaryIO, name: str) -> Iterator[Thread]:
    read = (
        _discussion(f"{name}/{group}" if group else name, group, rows, told)
        for group, rows, told in gather(_rows(file, name))
    )
    return discussed(read, name, "a Facebook download")


def _rows(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    for _, value in places(file, name, *_LISTS):
        for part in members(at(value, "data")):
            comment = at(part, "comment")
            if isinstance(comment, dict):
                moment = {"timestamp": at(value, "timestamp")}
                yield line(_mended(comment.get("group"))) or "", moment | comment


def _discussion(name: str, group: str, rows: list[Json], told: tuple[str, ...]) -> Thread:
    reading = Reading(
        title=None,
        body="",
        parser="export:facebook-download",
        outlet=group or None,
        reasons=("structured export: Facebook, Download your information",),
        warnings=(*told, _LOOSE),
    )
    entries = (
        Entry(
            None,
            None,
            ReadComment(
                text=prose(_mended(row.get("comment"))),
                author=line(_mended(row.get("author"))),
                posted_at=epoch(row.get("timestamp")),
            ),
        )
        for row in rows
    )
    return thread(name, reading, entries)


def _mended(value: Any) -> str:
    """The text whose UTF-8 bytes stand as characters: "Ã¼" is "ü". Other texts as they are."""
    text = string(value)
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


FORMAT = Format("Facebook download", _matches, _threads)
