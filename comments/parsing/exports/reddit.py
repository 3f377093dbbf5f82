"""Reddit: a discussion's own `.json`, and the dumps of Pushshift and Arctic Shift.

A discussion is saved from its address with `.json` behind it: the listing of the post, then that of
its comments with the replies in them; what hides behind "load more" is counted and not there. The
dumps (https://github.com/ArthurHeitmann/arctic_shift) have a comment or a post a line, of all
discussions mixed; their interfaces answer with the same records under `data`.

Likes are Reddit's score, the one number that readers see beside a comment: votes up less votes
down, which may be below 0. Reddit shows a notice where a comment was: "[deleted]" by its author,
"[removed]" by moderators. A post's author is a reader too, and so is not kept as a byline, which
would never be pseudonymised. Markdown stays as it was typed, but for entities and quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any, BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import json_paths
from comments.parsing.exports.json_stream import Json, objects, places
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.platforms import prose
from comments.parsing.exports.threads import discussed, gather, thread
from comments.parsing.exports.values import at, count, epoch, identity, line, members, string
from comments.parsing.reading import ReadComment, Reading
from comments.records import Removal

Rows = Iterator[tuple[str, Json]]

_SITE = "https://www.reddit.com"
_KEPT = (
    "id name parent_id body author created_utc score score_hidden _meta permalink subreddit "
    "title selftext is_self url num_comments count"
).split()
"""What is read of a record; a dump's records have some sixty fields more."""

_KINDS = frozenset(("t1", "t3", "more"))
_NOTICES: dict[str, Removal] = {
    "[deleted]": "author",
    "[deleted by user]": "author",
    "[removed]": "moderator",
    "[removed by reddit]": "moderator",
    "[ removed by reddit ]": "moderator",
    "[unavailable]": "unknown",
}
_QUOTED = re.compile(r"(?:>(?!!)\s*)+")
_EMPTY = "\u200b"
"""What the editor puts into a paragraph without a text."""

_ADDRESS = re.compile(r"/r/[^/]+/comments/[^/]+/(?:[^/]+/)?")
_DIGITS36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def _listed(file: BinaryIO, name: str) -> Rows:
    post = ""
    lists = ("item.data.children.item", "data.children.item")
    for _, child in places(file, name, *lists):
        data = at(child, "data")
        if at(child, "kind") == "t3":
            post = identity(at(data, "name")) or f"t3_{identity(at(data, 'id'))}"
        yield from _tree(child, identity(at(data, "link_id")) or post)


def _tree(child: Any, key: str) -> Rows:
    """A comment with all that answers it, in the order of the page; or a post."""
    waiting: list[tuple[Any, str | None]] = [(child, None)]
    while waiting:
        node, above = waiting.pop()
        data, kind = at(node, "data"), string(at(node, "kind"))
        if not isinstance(data, dict) or kind not in _KINDS:
            continue
        yield key, {"parent_id": above} | _kept(data) | {"kind": kind}
        name = identity(data.get("name")) or f"{kind}_{identity(data.get('id'))}"
        replies = members(at(data, "replies", "data", "children"))
        waiting += [(reply, name) for reply in reversed(replies)]


def _dumped(file: BinaryIO, name: str) -> Rows:
    return _records(objects(file, name))


def _answered(file: BinaryIO, name: str) -> Rows:
    return _records(
        value for _, value in places(file, name, "data.item") if isinstance(value, dict)
    )


def _records(found: Iterator[Json]) -> Rows:
    for item in found:
        if "body" in item:
            yield identity(item.get("link_id")) or "", _kept(item) | {"kind": "t1"}
        elif "title" in item:
            yield f"t3_{identity(item.get('id')) or ''}", _kept(item) | {"kind": "t3"}


def _kept(item: Json) -> Json:
    return {key: item[key] for key in _KEPT if key in item}


def _format(
    name: str, marks: tuple[tuple[str, ...], ...], rows: Callable[[BinaryIO, str], Rows]
) -> Format:
    def matches(head: bytes) -> bool:
        paths = json_paths(head)
        return any(paths.issuperset(each) for each in marks)

    def threads(file: BinaryIO, source: str) -> Iterator[Thread]:
        read = (
            _discussion(f"{source}/{key}" if key else source, found, told)
            for key, found, told in gather(rows(file, source))
        )
        return discussed(read, source, "Reddit data")

    return Format(name, matches, threads)


def _discussion(name: str, rows: list[Json], told: tuple[str, ...]) -> Thread:
    posts = [row for row in rows if row["kind"] == "t3"]
    comments = [row for row in rows if row["kind"] == "t1"]
    post = posts[0] if posts else {}
    any_row = post or next(iter(comments), {})
    subreddit = line(any_row.get("subreddit"))
    body = _text(post.get("selftext"))
    if body.casefold() in _NOTICES:
        told, body = (*told, f"The text of the post is gone: {body}"), ""
    declared = count(post.get("num_comments"))
    reading = Reading(
        title=line(unescape(string(post.get("title")))),
        body="\n\n".join(filter(None, (body, _linked(post)))),
        parser="export:reddit",
        published_at=_moment(post.get("created_utc")),
        outlet=f"r/{subreddit}" if subreddit else None,
        url=_url(any_row.get("permalink")),
        declared_comments=declared if comments else None,
        reasons=("structured export: Reddit (likes are scores: votes up less votes down)",),
        warnings=(*told, *_losses(rows)),
    )
    return thread(name, reading, map(_comment, comments))


def _losses(rows: list[Json]) -> Iterator[str]:
    more = [count(row.get("count")) or 0 for row in rows if row["kind"] == "more"]
    if hidden := sum(more):
        yield f'Comments behind "load more", which are not in the file: {hidden:,}.'
    if unknown := more.count(0):
        yield f"Discussions that go on at a page of their own, which is not in the file: {unknown:,}."
    if later := sum(at(row, "_meta", "was_deleted_later") is True for row in rows):
        yield f"Taken away later, but kept by the archive: {later:,}."


def _comment(row: Json) -> Entry:
    text = _text(row.get("body"))
    author = line(row.get("author"))
    found = identity(row.get("id"))
    above = row.get("parent_id")
    if isinstance(above, int):
        above = f"t1_{_base36(above)}"
    above = identity(above)
    return Entry(
        identity(row.get("name")) or (f"t1_{found}" if found else None),
        None if above is None or above.startswith("t3_") else above,
        ReadComment(
            text=text,
            author=None if author in _NOTICES else author,
            posted_at=_moment(row.get("created_utc")),
            likes=None if row.get("score_hidden") is True else count(row.get("score")),
            original_id=found,
            removal=_NOTICES.get(text.casefold()),
        ),
    )


def _text(value: Any) -> str:
    """Markdown as it was typed: the interface escapes it once, and readers see entities decoded."""
    lines = prose(unescape(unescape(string(value)))).split("\n")
    return prose("\n".join(map(_quote, lines)))


def _quote(text: str) -> str:
    """ "> > so" of ">>so"; a quotation mark with nothing behind it is the gap between two paragraphs."""
    marks = _QUOTED.match(text)
    if marks is None:
        return text.strip(_EMPTY)
    quoted = text[marks.end() :]
    return "> " * marks[0].count(">") + quoted if quoted else ""


def _linked(post: Json) -> str | None:
    """What a post without a text of its own points to, such as an article."""
    url = string(post.get("url")).strip()
    is_own = post.get("is_self") is True or "/comments/" in url
    return None if is_own or not url.startswith(("http://", "https://")) else url


def _url(permalink: Any) -> str | None:
    found = _ADDRESS.match(string(permalink))
    return f"{_SITE}{found[0]}" if found else None


def _moment(value: Any) -> str | None:
    return epoch(count(value) if isinstance(value, str) else value)


def _base36(number: int) -> str:
    digits = ""
    while number > 0:
        number, digit = divmod(number, 36)
        digits = _DIGITS36[digit] + digits
    return digits


def _marks(roots: tuple[str, ...], *fields: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(root + field for field in each) for root in roots for each in fields)


_COMMENT = ("body", "link_id", "subreddit")
_POST = ("title", "selftext", "subreddit")

FORMATS = (
    _format(
        "Reddit discussion",
        _marks(("", "item."), ("data.children.item.kind", "data.children.item.data.subreddit")),
        _listed,
    ),
    _format("Reddit dump", _marks(("", "item."), _COMMENT, _POST), _dumped),
    _format("Reddit interface", _marks(("data.item.",), _COMMENT, _POST), _answered),
)
