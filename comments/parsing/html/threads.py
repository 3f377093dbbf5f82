"""Reply trees: parents from nesting and levels, repaired where a page contradicts itself."""

from __future__ import annotations

from comments.parsing.exports.linking import repair
from comments.parsing.html.evidence import Found


def thread(comments: list[Found]) -> list[str]:
    """Sets `parent` and `depth` of every comment; tells what had to be repaired.

    A comment nested in another answers it. Where a page only gives levels, a comment answers the
    last one before it that stands one level higher; where it only names somebody, the last comment of
    that name before it.
    """
    base = min((c.depth for c in comments), default=0)
    open_at: list[tuple[int, int]] = []
    for i, comment in enumerate(comments):
        level = comment.depth - base
        while open_at and open_at[-1][0] >= level:
            open_at.pop()
        if comment.parent is None and open_at and level > 0:
            comment.parent = open_at[-1][1]
        open_at.append((level, i))
    last: dict[str, int] = {}
    for i, comment in enumerate(comments):
        if comment.parent is None and comment.answered:
            comment.parent = last.get(comment.answered)
        if comment.author:
            last[comment.author] = i
    parents, depths, warnings = repair([c.parent for c in comments])
    for comment, parent, depth in zip(comments, parents, depths, strict=True):
        comment.parent, comment.depth = parent, depth
    return list(warnings)
