"""Facebook: answers of the Graph API, documented in
https://developers.facebook.com/docs/graph-api/reference/comment/.

A page with its `posts`, one post, the posts of a page, or the comments of a post, one answer a file,
an array of them, or one a line. Ids are `PAGE_POST` for posts and `POST_COMMENT` for comments, which
brings later pages of comments to their post. Without the right to see them, names are not in the file.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import json_paths
from comments.parsing.exports.json_stream import Json, places
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.platforms import missing_replies, prose, title_of
from comments.parsing.exports.threads import Hidden, discussed, gather, thread
from comments.parsing.exports.values import at, count, identity, iso, line, members, string
from comments.parsing.reading import ReadComment, Reading

_LISTS = ("data", "posts.data", "feed.data", "published_posts.data")
_FIELDS = (
    "id name message story created_time from permalink_url comments parent like_count comment_count"
).split()
"""What is kept of an object that stands alone or in an array without more around it."""

_POST_ONLY = frozenset(
    "story status_type shares full_picture updated_time is_published attachments link".split()
)
_COMMENT_ONLY = frozenset(
    "like_count comment_count parent user_likes can_remove can_comment can_like attachment".split()
)
"""Fields of the API's reference that only one of the two kinds has."""

_SAMPLE = 100
"""Objects looked at before those that may be a post or a comment are settled: one answer's worth."""

_FURTHER = "Facebook offers further pages of these comments, which are not in the file."


def _is_graph(head: bytes) -> bool:
    """Whether anything has the two fields that the API gives without being asked."""
    paths = json_paths(head)
    times = (path for path in paths if path.endswith("created_time"))
    return any(path.removesuffix("created_time") + "message" in paths for path in times)


def _graph(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_rows(_nodes(file, name)))
    read = (_discussion(f"{name}/{key}", found, told) for key, found, told in gathered)
    return discussed(read, name, "Facebook posts")


def _rows(nodes: Iterator[Json]) -> Iterator[tuple[str, Json]]:
    """Posts and comments with the id of their post, once it is settled which of them they are."""
    sample: list[Json] = []
    broken: SourceError | None = None
    try:
        for node in itertools.islice(nodes, _SAMPLE):
            sample.append(node)  # noqa: PERF402 - those before a break count
    except SourceError as error:
        broken = error
    default = "post" if any(_kind(node) == "post" for node in sample) else "comment"
    for node in itertools.chain(sample, nodes):
        kind = _kind(node) or default
        start, _, end = (identity(node.get("id")) or "").rpartition("_")
        yield (end if kind == "post" else start), {"kind": kind, "node": node}
    if broken:
        raise broken


def _nodes(file: BinaryIO, name: str) -> Iterator[Json]:
    """Posts and comments as they come; `page` in them is the page's name, where it came before."""
    roots = ("", "item.")
    fields = {f"{root}{key}": key for root in roots for key in _FIELDS}
    listed = {f"{root}{key}.item" for root in roots for key in _LISTS}
    alone: Json = {}
    for place, value in places(file, name, "", "item", *fields, *listed):
        if place in fields:
            alone[fields[place]] = value
        elif place not in listed:
            yield from _whole(alone)
            alone = {}
        elif isinstance(value, dict):
            yield value | {"page": alone.get("name")}
    yield from _whole(alone)


def _whole(alone: Json) -> Iterator[Json]:
    if "message" in alone or "comments" in alone:
        yield alone


def _kind(node: Json) -> str | None:
    """`post` or `comment`, None where it may be either."""
    start, _, end = (identity(node.get("id")) or "").rpartition("_")
    replies = members(at(node, "comments", "data"))
    for reply in replies:
        origin = (identity(reply.get("id")) or "").rpartition("_")[0]
        if origin and origin in {start, end}:
            return "post" if origin == end else "comment"
    if node.keys() & _POST_ONLY:
        return "post"
    if node.keys() & _COMMENT_ONLY:
        return "comment"
    return "post" if replies else None


def _discussion(name: str, rows: list[Json], told: tuple[str, ...]) -> Thread:
    posts = [row["node"] for row in rows if row["kind"] == "post"]
    post = posts[0] if posts else {}
    top = [row["node"] for row in rows if row["kind"] == "comment"]
    top[:0] = itertools.chain.from_iterable(members(at(each, "comments", "data")) for each in posts)
    records = list(_records(top))
    body = prose(post.get("message")) or prose(post.get("story"))
    declared = _declared(post, top)
    if declared is None:
        stated = {identity(node.get("id")) or "": _replies(node) for node in top}
        told = (*told, *missing_replies(stated, records))
        if len(rows) == 1 and at(post, "comments", "paging", "next"):
            told = (*told, _FURTHER)
    reading = Reading(
        title=title_of(body),
        body=body,
        parser="export:facebook",
        published_at=iso(post.get("created_time")),
        outlet=line(at(post, "from", "name")) or line(post.get("page")),
        url=string(post.get("permalink_url")).strip() or None,
        declared_comments=declared,
        reasons=("structured export: Facebook Graph API",),
        warnings=told,
    )
    return thread(name, reading, records)


def _records(nodes: Sequence[Json]) -> Iterator[Entry | Hidden]:
    """Comments, each followed by its replies; what stands under a hidden one is hidden too."""
    waiting: list[tuple[Json, str | None, bool]] = [(node, None, False) for node in reversed(nodes)]
    for number in itertools.count():
        if not waiting:
            return
        node, above, is_hidden = waiting.pop()
        is_hidden = is_hidden or node.get("is_hidden") is True
        found = identity(node.get("id"))
        key = found or f"without id, {number}"
        text = prose(node.get("message"))
        if is_hidden:
            yield Hidden("hidden by the page", text)
        else:
            yield Entry(
                key,
                identity(at(node, "parent", "id")) or above,
                ReadComment(
                    text=text,
                    author=line(at(node, "from", "name")),
                    posted_at=iso(node.get("created_time")),
                    likes=_likes(node),
                    original_id=found,
                ),
            )
        replies = members(at(node, "comments", "data"))
        waiting += [(reply, key, is_hidden) for reply in reversed(replies)]


def _likes(node: Json) -> int | None:
    given = count(node.get("like_count"))
    return count(at(node, "likes", "summary", "total_count")) if given is None else given


def _replies(node: Json) -> int:
    """Number of replies that Facebook states, or else that are in the file."""
    stated = count(node.get("comment_count")), count(at(node, "comments", "summary", "total_count"))
    return max((number for number in stated if number is not None), default=0) or len(
        members(at(node, "comments", "data"))
    )


def _declared(post: Json, top: list[Json]) -> int | None:
    """Comments and replies that Facebook counts: its own sum leaves replies out unless all are in it."""
    total = count(at(post, "comments", "summary", "total_count"))
    if total is None or any(at(node, "parent", "id") for node in top):
        return total
    return total + sum(map(_replies, top))


FORMAT = Format("Facebook Graph API", _is_graph, _graph)
