"""Fields of a comment object in JSON, under the names that sites and services give them."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from comments.parsing.html.dom import parse
from comments.parsing.html.quotes import marked, quotes_among, unmarked
from comments.records import Removal

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
    "cooked",
    "rendered",
    "extendedPreviewContent",
    "previewContent",
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
PERSON_KEYS = ("user_id", "userId", "authorId", "author_id", "actor_uuid")
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
    "date_created",
    "written_at",
    "timestamp",
    "time",
    "publishedAt",
    "created",
    "firstPublishedAt",
)
LIKE_KEYS = (
    "upvoteCount",
    "likes",
    "likeCount",
    "like_count",
    "numRecommends",
    "recommendations",
    "upvotes",
    "total_likes",
    "voteRating",
    "ranks_up",
    "clapCount",
)
DISLIKE_KEYS = (
    "downvoteCount",
    "dislikes",
    "dislikeCount",
    "dislike_count",
    "downvotes",
    "total_dislikes",
    "ranks_down",
)
COUNTERS = ("rank", "rating", "votes", "actionCounts", "reaction", "reactions", "annotations")
"""Objects in which a comment keeps its likes."""
COUNTER_LIKES = ("ranks_up", "up", "positive", "positiveCount", "total", "likes", "upvotes")
COUNTER_DISLIKES = ("ranks_down", "down", "negative", "negativeCount", "dislikes", "downvotes")
REPLY_KEYS = (
    "comment",
    "comments",
    "replies",
    "responses",
    "children",
    "childContent",
    "allChildComments",
)
ID_KEYS = (
    "id",
    "commentID",
    "comment_id",
    "commentId",
    "identifier",
    "content_uuid",
    "post_number",
    "@id",
    "url",
)
PARENT_KEYS = (
    "parentItem",
    "parentID",
    "parentId",
    "parent_id",
    "parent_uuid",
    "parent",
    "inReplyToId",
    "inReplyTo",
    "responseTo",
    "reply_to_post_number",
    "inResponseToPostResult",
)
_TAKEN_AWAY = ("deleted", "isDeleted", "is_deleted", "removed", "isRemoved", "tombstone")
_BY_STATUS: dict[str, Removal] = {
    "rejected": "moderator",
    "removed": "moderator",
    "spam": "moderator",
    "blocked": "moderator",
    "deleted": "unknown",
}
_MAX_DIGITS = 10


def first(item: Json, keys: tuple[str, ...]) -> Any:
    """The first of `keys` that holds anything."""
    return next((item[k] for k in keys if item.get(k) not in (None, "", [], {})), None)


def text_field(item: Json) -> str:
    """Text of a comment object, "" where it has none."""
    for key in TEXT_KEYS:
        value = item.get(key)
        if isinstance(value, dict):
            model = value.get("bodyModel")
            paragraphs = model.get("paragraphs") if isinstance(model, dict) else None
            value = value.get("rendered") or value.get("text") or paragraphs
        if isinstance(value, list):
            parts = (part.get("text") if isinstance(part, dict) else None for part in value)
            value = "\n\n".join(part for part in parts if isinstance(part, str))
        if isinstance(value, str) and value.strip():
            return plain(value)
    return ""


def plain(markup: str) -> str:
    """Text of a field that may hold HTML, with quoted lines marked."""
    if "<" in markup:
        tree = parse(markup)
        if not len(tree):
            return ""
        whole = range(len(tree))
        return unmarked("\n\n".join(marked(tree, 0, len(tree), (), quotes_among(tree, whole))))
    lines = (" ".join(line.split()) for line in unescape(markup).split("\n"))
    return unmarked(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip())


def author_field(item: Json, people: Json | None = None) -> str | None:
    """Name of who wrote it, as a string, in a person object, or by an id among `people`."""
    value = first(item, AUTHOR_KEYS)
    if value is None and people:
        value = people.get(str(first(item, PERSON_KEYS)))
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
        value = first(value, (*ID_KEYS, "commentId"))
    return str(value) if isinstance(value, (str, int)) and value else None


def id_field(item: Json) -> str | None:
    """The site's own id of it, never an address."""
    for key in ID_KEYS:
        value = item.get(key)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and value != "":
            text = str(value)
            if "/" not in text:
                return text.removeprefix("#").removeprefix("comment-")
    return None


def count_field(item: Json, keys: tuple[str, ...], in_counters: tuple[str, ...]) -> int | None:
    """A number of votes, on the object itself or in one of the objects that count."""
    number = integer(first(item, keys))
    inner = [item]
    for name in COUNTERS if number is None else ():
        inner += [box for holder in list(inner) if isinstance(box := holder.get(name), dict)]
    for box in inner[1:]:
        if number is None:
            number = integer(next((box[k] for k in in_counters if k in box), None))
    return number


def removal_field(item: Json) -> Removal | None:
    """Who took it away, where the object says that it is no longer shown."""
    if any(item.get(key) is True for key in _TAKEN_AWAY):
        by = str(item.get("deletedBy") or item.get("deleted_by") or "").lower()
        return "author" if by in {"author", "user", "owner"} else "moderator" if by else "unknown"
    status = item.get("status") or item.get("state")
    return _BY_STATUS.get(status.lower()) if isinstance(status, str) else None


def integer(value: Any) -> int | None:
    """A whole number that JSON gives as a number or as digits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return (
        int(value)
        if isinstance(value, str) and value.strip().isdecimal() and len(value) < _MAX_DIGITS
        else None
    )
