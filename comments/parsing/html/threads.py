"""Reply trees: parents from nesting and levels, repaired where a page contradicts itself."""

from __future__ import annotations

from comments.parsing.html.evidence import Found


def thread(comments: list[Found]) -> list[str]:
    """Sets `parent` and `depth` of every comment; tells what had to be repaired.

    A comment nested in another answers it. Where a page only gives levels, a comment answers the
    last one before it that stands one level higher.
    """
    warnings = []
    levels = [c.depth for c in comments]
    base = min(levels, default=0)
    open_at: list[tuple[int, int]] = []
    for i, comment in enumerate(comments):
        level = comment.depth - base
        while open_at and open_at[-1][0] >= level:
            open_at.pop()
        if comment.parent is None and open_at and level > 0:
            comment.parent = open_at[-1][1]
        open_at.append((level, i))
    selves = orphans = 0
    for i, comment in enumerate(comments):
        if comment.parent == i:
            comment.parent = None
            selves += 1
        elif comment.parent is not None and not 0 <= comment.parent < len(comments):
            comment.parent = None
            orphans += 1
    cycles = _cut_cycles(comments)
    for count, what in (
        (selves, "answered themselves"),
        (orphans, "answered a comment that is not on the page"),
        (cycles, "answered each other in a circle"),
    ):
        if count:
            warnings.append(f"{count} of the comments {what}; read as comments on the article")
    set_depths(comments)
    return warnings


def _cut_cycles(comments: list[Found]) -> int:
    settled: set[int] = set()
    cut = 0
    for i in range(len(comments)):
        path: list[int] = []
        on_path: set[int] = set()
        k: int | None = i
        while k is not None and k not in settled and k not in on_path:
            path.append(k)
            on_path.add(k)
            k = comments[k].parent
        if k is not None and k in on_path:
            comments[k].parent = None
            cut += 1
        settled.update(path)
    return cut


def set_depths(comments: list[Found]) -> None:
    """Depths that follow from the parents, which must be free of cycles."""
    known: dict[int, int] = {}
    for i in range(len(comments)):
        path = []
        k: int | None = i
        while k is not None and k not in known:
            path.append(k)
            k = comments[k].parent
        depth = -1 if k is None else known[k]
        for k in reversed(path):
            depth += 1
            known[k] = depth
    for i, comment in enumerate(comments):
        comment.depth = known[i]
