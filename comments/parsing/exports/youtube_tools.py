"""Comments under videos as two programs save them: yt-dlp, and youtube-comment-downloader.

yt-dlp writes all it knows of a video to one `.info.json`, with the comments in it where it was told
to fetch them (https://github.com/yt-dlp/yt-dlp, `--write-comments`), from other sites too.
youtube-comment-downloader (https://github.com/egbertbouman/youtube-comment-downloader) writes one
comment a line, without a word on the video; a reply's id is its parent's, a dot and its own.

Both count times back from "2 years ago", so that a time is as exact as that. Likes are as YouTube
shows them, "1.2K" for 1,200.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import json_paths
from comments.parsing.exports.json_stream import Json, objects, places
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.platforms import prose
from comments.parsing.exports.threads import discussed, gather, thread
from comments.parsing.exports.values import at, count, epoch, identity, iso, line, members, string
from comments.parsing.reading import ReadComment, Reading
from comments.parsing.relative import parse_relative
from comments.records import Precision

_ABOUT = (
    "id title description channel uploader webpage_url timestamp upload_date comment_count"
).split()
_ROOTS = ("", "item.")
_INFO = (
    ("comments.item.id", "comments.item.parent", "comments.item.text", "comments.item.timestamp"),
    ("id", "title", "formats.item.format_id"),
)
_LINE = ("cid", "text", "votes")
_DIGITS: dict[Precision, int] = {
    "year": 4,
    "month": 7,
    "week": 10,
    "day": 10,
    "hour": 13,
    "minute": 16,
}
_ROUNDED = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?\s?([KMB])", re.IGNORECASE | re.ASCII)
_THOUSANDS = {"K": 10**3, "M": 10**6, "B": 10**9}


def _is_info(head: bytes) -> bool:
    return _has_any(head, *_INFO)


def _is_lines(head: bytes) -> bool:
    return _has_any(head, _LINE, tuple(f"comments.item.{field}" for field in _LINE))


def _has_any(head: bytes, *marks: tuple[str, ...]) -> bool:
    """Whether all of one of `marks` occur, for one object or in an array of them."""
    paths = json_paths(head)
    return any(paths.issuperset(root + path for path in each) for each in marks for root in _ROOTS)


def _videos(file: BinaryIO, name: str) -> Iterator[Thread]:
    read = (_video(f"{name}/{key}", rows, told) for key, rows, told in gather(_parts(file, name)))
    return discussed(read, name, "a video's data")


def _parts(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    """Fields and comments of each video with its number."""
    fields = {f"{root}{field}": field for root in _ROOTS for field in _ABOUT}
    listed = {f"{root}comments.item" for root in _ROOTS}
    number = 1
    for place, value in places(file, name, "", "item", *fields, *listed):
        if place in fields:
            yield str(number), {"field": fields[place], "value": value}
        elif place in listed:
            yield str(number), {"comment": value}
        else:
            number += 1


def _video(name: str, rows: list[Json], told: tuple[str, ...]) -> Thread:
    about = {row["field"]: row["value"] for row in rows if "field" in row}
    comments = [row["comment"] for row in rows if "comment" in row]
    # yt-dlp writes the number that it fetched over the number that the page states.
    stated = count(about.get("comment_count"))
    reading = Reading(
        title=line(about.get("title")),
        body=prose(about.get("description")),
        parser="export:yt-dlp",
        published_at=epoch(about.get("timestamp")) or _day(about.get("upload_date")),
        outlet=line(about.get("channel")) or line(about.get("uploader")),
        url=string(about.get("webpage_url")).strip() or None,
        declared_comments=None if stated == len(comments) else stated,
        reasons=("structured export: yt-dlp",),
        warnings=told,
    )
    return thread(name, reading, map(_video_comment, comments))


def _video_comment(item: Any) -> Entry:
    key, above = identity(at(item, "id")), identity(at(item, "parent"))
    posted_at, precision = _counted_back(at(item, "timestamp"), at(item, "_time_text"))
    return Entry(
        key,
        None if above == "root" else above,
        ReadComment(
            text=prose(at(item, "text")),
            author=line(at(item, "author")),
            posted_at=posted_at,
            precision=precision,
            likes=count(at(item, "like_count")),
            dislikes=count(at(item, "dislike_count")),
            original_id=key,
        ),
    )


def _day(value: Any) -> str | None:
    """ "2023-04-12" of "20230412"."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", string(value), re.ASCII)
    return iso("-".join(found.groups())) if found else None


def _lines(file: BinaryIO, name: str) -> Iterator[Thread]:
    read = (_comments(name, rows, told) for _, rows, told in gather(_each(file, name)))
    return discussed(read, name, "comments of a video")


def _each(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    """Comments, alone or, as the program's option `--pretty` writes them, in one object."""
    for item in objects(file, name):
        for comment in members(item.get("comments")) if "comments" in item else [item]:
            yield "", comment


def _comments(name: str, rows: list[Json], told: tuple[str, ...]) -> Thread:
    reading = Reading(
        title=None,
        body="",
        parser="export:youtube-comment-downloader",
        reasons=("structured export: youtube-comment-downloader",),
        warnings=told,
    )
    return thread(name, reading, map(_comment, rows))


def _comment(item: Json) -> Entry:
    key = identity(item.get("cid"))
    posted_at, precision = _counted_back(item.get("time_parsed"), item.get("time"))
    return Entry(
        key,
        key.partition(".")[0] if key and "." in key else None,
        ReadComment(
            text=prose(item.get("text")),
            author=line(item.get("author")),
            posted_at=posted_at,
            precision=precision,
            likes=_votes(item.get("votes")),
            original_id=key,
        ),
    )


def _counted_back(moment: Any, text: Any) -> tuple[str | None, Precision | None]:
    """A time with the digits that "2 years ago" allows, and how exact it is.

    (1672531200, "2 years ago (edited)") -> ("2023", "year"). Where the words cannot be read, only
    the year is believed; where there are none, the time was not counted back.
    """
    at_second, words = epoch(moment), string(text).strip()
    if at_second is None or not words:
        return at_second, None
    found = parse_relative(words)
    unit: Precision = found.unit if found else "year"
    digits = _DIGITS.get(unit, len(at_second))
    return at_second[:digits].removesuffix("Z") + ("Z" if digits > _DIGITS["day"] else ""), unit


def _votes(value: Any) -> int | None:
    """1200 of "1.2K", 1234 of "1,234"."""
    if found := _ROUNDED.fullmatch(string(value).strip()):
        size = _THOUSANDS[found[3].upper()]
        return round(float(f"{found[1]}.{found[2] or 0}") * size)
    return count(re.sub(r"[.,]", "", value) if isinstance(value, str) else value)


FORMATS = (
    Format("yt-dlp", _is_info, _videos),
    Format("youtube-comment-downloader", _is_lines, _lines),
)
