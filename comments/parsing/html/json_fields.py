"""Fields of a comment object in JSON, under the names that sites and services give them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from comments.parsing.html.dom import parse
from comments.parsing.html.rendering import text_of

Json = dict[str, Any]

TEXT_KEYS = (
    "text",
    "body",
    "commentBody",
    "commentText",
    "message",
    "raw_message",
    "content",
    "bodyHtml",
    "body_html",
    "comment",
    "textOriginal",
    "html",
)
AUTHOR_KEYS = (
    "author",
    "user",
    "userProfile",
    "creator",
    "author_name",
    "authorName",
    "userDisplayName",
    "user_display_name",
    "userAlias",
    "username",
    "displayName",
    "nickname",
    "name",
)
NAME_KEYS = (
    "name",
    "displayName",
    "display_name",
    "username",
    "userName",
    "nickname",
    "alternateName",
)
TIME_KEYS = (
    "dateCreated",
    "datePublished",
    "createdAt",
    "created_at",
    "commentTime",
    "isoDateTime",
    "createDate",
    "date",
    "date_gmt",
    "written_at",
    "timestamp",
    "time",
    "publishedAt",
    "created",
)
LIKE_KEYS = (
    "upvoteCount",
    "likes",
    "likeCount",
    "numRecommends",
    "recommendations",
    "upvotes",
    "total_likes",
    "voteRating",
)
REPLY_KEYS = ("comment", "comments", "replies", "responses", "children", "childContent")
ID_KEYS = ("@id", "id", "commentID", "comment_id", "identifier", "content_uuid", "url")
PARENT_KEYS = (
    "parentItem",
    "parentID",
    "parentId",
    "parent_id",
    "parent",
    "inReplyTo",
    "responseTo",
)


def first(item: Json, keys: tuple[str, ...]) -> Any:
    """The first of `keys` that holds anything."""
    return next((item[k] for k in keys if item.get(k) not in (None, "", [], {})), None)


def text_field(item: Json) -> str:
    """Text of a comment object, "" where it has none."""
    for key in TEXT_KEYS:
        value = item.get(key)
        if isinstance(value, str) and value.strip():
            return plain(value)
    return ""


def plain(markup: str) -> str:
    """Text of a field that may hold HTML."""
    if "<" in markup:
        tree = parse(markup)
        return text_of(tree, 0) if len(tree) else ""
    lines = (" ".join(line.split()) for line in unescape(markup).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def author_field(item: Json) -> str | None:
    """Name of who wrote it, as a string or in a person object."""
    value = first(item, AUTHOR_KEYS)
    if isinstance(value, list):
        value = value[0]
    if isinstance(value, dict):
        value = first(value, NAME_KEYS)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def time_field(item: Json) -> str | None:
    """When it was written, as the page gives it."""
    value = first(item, TIME_KEYS)
    return (
        str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else None
    )


def parent_field(item: Json) -> str | None:
    """Id of the comment that it answers."""
    value = first(item, PARENT_KEYS)
    if isinstance(value, dict):
        value = first(value, ID_KEYS)
    return str(value) if isinstance(value, (str, int)) and value else None


def integer(value: Any) -> int | None:
    """A whole number that JSON gives as a number or as digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return (
        int(value)
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10
        else None
    )
