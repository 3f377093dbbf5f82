"""The site's own id of a comment, out of the attributes of its record."""

from __future__ import annotations

import re
from functools import lru_cache

from comments.parsing.html.dom import TEXT, Tree

_DATA_NAMES = (
    "data-comment-id",
    "data-commentid",
    "data-message-id",
    "data-comment",
    "data-cid",
    "data-post-id",
    "data-id",
)
_PREFIX = re.compile(
    r"(?:[a-z0-9]{1,12}[-_]{1,2}){0,3}?(?:(?:id)?comments?|comm?|cmt|post|message|reply|response|answer|discussion"
    r"|kommentar|commentaire|comentario|commento|komentar|yorum|isso)(?![a-z])[-_]?"
    r"(?:(?:item|entry|id|body|no|nr|number|box|block|wrapper|container|anchor|row|card|link)[-_]?){0,2}"
    r"(?=[a-z]{0,3}[0-9]|[0-9a-f]{6}|[0-9a-z_]{16})|c(?=[0-9]{2})",
    re.IGNORECASE,
)
"""What systems put before the id in an `id` attribute."""
_VALUE = re.compile(r"[0-9A-Za-z_:.=-]{1,80}")
_REACH = 4


def own_id(tree: Tree, start: int, stop: int) -> str | None:
    """The id of the record at `start`: on it, on the first nodes in it, or on an anchor before it."""
    before = start - 1
    empty = before > 0 and tree.tag[before] == "a" and tree.words_in(before) == 0
    for k in (*range(start, min(stop, start + _REACH)), *((before,) if empty else ())):
        own: dict[str, str | None] = tree.attributes[k]
        if not own or tree.tag[k] == TEXT:
            continue
        for name in _DATA_NAMES:
            value = own.get(name)
            if value and any(map(str.isdigit, value)) and _VALUE.fullmatch(value):
                return value
        if (named := own.get("id") or own.get("name")) and (found := _bare_id(named)):
            return found
    return None


@lru_cache(maxsize=8_192)
def _bare_id(value: str) -> str | None:
    """An `id` without what a system puts before the number; None where it names no comment."""
    match = _PREFIX.match(value)
    rest = value[match.end() :] if match else value
    if not any(map(str.isdigit, rest)) or not _VALUE.fullmatch(rest):
        return None
    return rest.strip("-_") if match or rest.isdecimal() else None
