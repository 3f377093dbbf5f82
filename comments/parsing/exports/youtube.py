"""YouTube's Data API, version 3: `commentThreads`, lists of replies, and the videos themselves.

Answers of https://developers.google.com/youtube/v3/docs/commentThreads/list and …/comments/list,
one a file, an array of them, one a line, or only their items. An answer has at most five replies
of a thread; the others come in lists of their own. Neither has the video's title: it is told where
an answer of …/videos/list is in the same file. What moderators hold back was never on the page and
is counted only; a deleted comment leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import json_paths
from comments.parsing.exports.json_stream import Json, objects, places
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.markup import to_text
from comments.parsing.exports.platforms import missing_replies, prose
from comments.parsing.exports.threads import Hidden, discussed, gather, thread
from comments.parsing.exports.values import at, count, identity, iso, line, members, string
from comments.parsing.reading import ReadComment, Reading

_HELD = frozenset(("heldForReview", "likelySpam", "rejected"))
_MARKS = ("snippet.topLevelComment", "snippet.textDisplay", "snippet.textOriginal")
_LISTS = ("items.item", "item.items.item")

Rows = Callable[[BinaryIO, str], Iterator[Json]]


def _listed(file: BinaryIO, name: str) -> Iterator[Json]:
    """Items of answers."""
    found = places(file, name, *_LISTS)
    return (item for _, item in found if isinstance(item, dict))


def _format(name: str, prefixes: tuple[str, ...], rows: Rows) -> Format:
    marks = {f"{prefix}{mark}" for prefix in prefixes for mark in _MARKS}

    def matches(head: bytes) -> bool:
        return not marks.isdisjoint(json_paths(head))

    def threads(file: BinaryIO, name: str) -> Iterator[Thread]:
        read = (
            _video(f"{name}/{key}" if key else name, key, items, told)
            for key, items, told in gather(_keyed(rows(file, name)))
        )
        return discussed(read, name, "YouTube data")

    return Format(name, matches, threads)


def _keyed(items: Iterator[Json]) -> Iterator[tuple[str, Json]]:
    """Items with their video's id, "" where nothing tells; a reply is with its thread."""
    videos: dict[str, str] = {}
    for item in items:
        snippet = at(item, "snippet")
        key = identity(item.get("id")) or ""
        if item.get("kind") == "youtube#video":
            yield key, item
            continue
        parent = identity(at(snippet, "parentId"))
        video = (
            identity(at(snippet, "videoId"))
            or identity(at(snippet, "topLevelComment", "snippet", "videoId"))
            or videos.get(parent or "", "")
        )
        if (count(at(snippet, "totalReplyCount")) or 0) > len(_replies(item)):
            videos[key] = video
        yield video, item


def _replies(item: Json) -> list[Json]:
    return members(at(item, "replies", "comments"))


def _video(name: str, video: str, items: list[Json], told: tuple[str, ...]) -> Thread:
    about = next((item for item in items if item.get("kind") == "youtube#video"), {})
    records: list[Entry | Hidden] = []
    stated: dict[str, int] = {}
    for item in items:
        top = at(item, "snippet", "topLevelComment")
        if isinstance(top, dict):
            key = identity(top.get("id")) or identity(item.get("id"))
            stated[key or ""] = count(at(item, "snippet", "totalReplyCount")) or 0
            records.append(_record(top, key, None))
            records += [_record(reply, identity(reply.get("id")), key) for reply in _replies(item)]
        elif item is not about:
            records.append(_record(item, identity(item.get("id")), None))
    declared = count(at(about, "statistics", "commentCount"))
    if declared is None:
        told = (*told, *missing_replies(stated, records))
    reading = Reading(
        title=line(at(about, "snippet", "title")),
        body=prose(at(about, "snippet", "description")),
        parser="export:youtube",
        published_at=iso(at(about, "snippet", "publishedAt")),
        outlet=line(at(about, "snippet", "channelTitle")),
        url=f"https://www.youtube.com/watch?v={video}" if video else None,
        declared_comments=declared,
        reasons=("structured export: YouTube Data API",),
        warnings=told,
    )
    return thread(name, reading, records)


def _record(item: Json, key: str | None, above: str | None) -> Entry | Hidden:
    snippet = at(item, "snippet")
    text = prose(at(snippet, "textOriginal")) or to_text(string(at(snippet, "textDisplay")))
    if string(at(snippet, "moderationStatus")) in _HELD:
        return Hidden("held back by moderators", text)
    return Entry(
        key,
        above or identity(at(snippet, "parentId")),
        ReadComment(
            text=text,
            author=line(at(snippet, "authorDisplayName")),
            posted_at=iso(at(snippet, "publishedAt")),
            likes=count(at(snippet, "likeCount")),
            original_id=key,
        ),
    )


FORMATS = (
    _format("YouTube Data API", tuple(f"{prefix}." for prefix in _LISTS), _listed),
    _format("YouTube Data API, items", ("", "item."), objects),
)
