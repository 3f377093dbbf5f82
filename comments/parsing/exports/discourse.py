"""Discourse: a topic as its forum gives it (`/t/….json`), or as embedded under an article.

Documented in https://docs.discourse.org (getTopic); the embedded form, which leaves out the first
post, is that of https://github.com/discourse/wp-discourse. The first post is the article. A long
topic comes in pages; put into one file, as an array or one a line, they are one discussion.
Whispers are for staff only, and small actions ("closed this topic") are not by readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import has_fields
from comments.parsing.exports.json_stream import Json, objects
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.markup import to_text
from comments.parsing.exports.threads import Hidden, discussed, gather, thread
from comments.parsing.exports.values import at, count, identity, iso, line, members, string
from comments.parsing.reading import ReadComment, Reading
from comments.records import Removal

_LIKE = 2
_NOT_BY_READERS = {3: "system notice", 4: "for staff only"}
"""Discourse's post types `small_action` and `whisper` (models/post.rb)."""

_NOTICES: dict[Removal, str] = {
    "author": "(post deleted by author)",
    "moderator": "This post was flagged by the community and is temporarily hidden.",
}
"""Discourse's own, in English (locales/server.en.yml)."""

_FURNITURE = "aside.quote > .title, .lightbox-wrapper .meta"
"""The name over a quotation, and the file name and size under a picture."""


def _threads(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_topics(file, name))
    read = (_thread(f"{name}/{key}", pages, told) for key, pages, told in gathered)
    return discussed(read, name, "a Discourse topic")


def _topics(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    for topic in objects(file, name):
        yield identity(topic.get("id")) or "topic", topic


def _posts(topic: Json) -> list[Json]:
    return members(at(topic, "post_stream", "posts")) or members(topic.get("posts"))


def _thread(name: str, pages: list[Json], warnings: tuple[str, ...]) -> Thread:
    posts = [post for page in pages for post in _posts(page)]
    first = next((post for post in posts if post.get("post_number") == 1), {})
    about = pages[0]
    total = count(about.get("posts_count"))
    reading = Reading(
        title=line(about.get("title")),
        body=to_text(string(first.get("cooked")), without=_FURNITURE),
        parser="export:discourse",
        byline=line(first.get("name")) or line(first.get("username")),
        published_at=iso(first.get("created_at")) or iso(about.get("created_at")),
        declared_comments=None if total is None else max(0, total - 1),
        reasons=("structured export: Discourse topic",),
        warnings=warnings,
    )
    return thread(name, reading, [_post(post) for post in posts if post.get("post_number") != 1])


def _post(post: Json) -> Entry | Hidden:
    said = to_text(string(post.get("cooked")), without=_FURNITURE)
    if (reason := _NOT_BY_READERS.get(count(post.get("post_type")) or 1)) is not None:
        return Hidden(reason, said)
    removal = _removal(post)
    shown = post.get("user_deleted") is True or post.get("cooked_hidden") is True
    answered = count(post.get("reply_to_post_number"))
    return Entry(
        identity(post.get("post_number")),
        # An answer to the first post is one to the article.
        None if answered in {None, 1} else str(answered),
        ReadComment(
            text=said if removal is None or (shown and said) else _NOTICES[removal],
            author=line(post.get("username")),
            posted_at=iso(post.get("created_at")),
            likes=_likes(post),
            original_id=identity(post.get("id")),
            removal=removal,
        ),
    )


def _removal(post: Json) -> Removal | None:
    if post.get("user_deleted") is True:
        return "author"
    return "moderator" if post.get("hidden") is True or iso(post.get("deleted_at")) else None


def _likes(post: Json) -> int | None:
    """Likes of a post whose counts are given; Discourse leaves out counts of zero."""
    if not isinstance(post.get("actions_summary"), list):
        return None
    liked = (a for a in members(post["actions_summary"]) if a.get("id") == _LIKE)
    return count(next(liked, {"count": 0}).get("count", 0))


_is_topic = has_fields("post_stream.posts.item.cooked", "post_stream.posts.item.username")
_is_embedded = has_fields("posts_count", "posts.item.cooked", "posts.item.username")

FORMAT = Format("Discourse", lambda head: _is_topic(head) or _is_embedded(head), _threads)
