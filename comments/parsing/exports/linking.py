"""Reply trees: from the ids that a source gives to parents and depths, repaired where it errs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from comments.parsing.reading import ReadComment


@dataclass(frozen=True, slots=True)
class Entry:
    """One comment with the source's own id of it and of the comment that it answers.

    `key` is None where the source gives none; nothing can answer such a comment. `parent_key` is
    None for a comment on the article.
    """

    key: str | None
    parent_key: str | None
    comment: ReadComment


def link(entries: Sequence[Entry]) -> tuple[tuple[ReadComment, ...], tuple[str, ...]]:
    """The comments in the order given, with `parent` and `depth` set, and what had to be repaired.

    A parent may come later than its reply. Where several comments have one key, replies go to the
    first. Everything else is repaired as `repair` says. The warnings are sentences with counts.
    """
    first: dict[str, int] = {}
    repeated = 0
    for index, entry in enumerate(entries):
        if entry.key is not None and first.setdefault(entry.key, index) != index:
            repeated += 1
    asked = [
        None if entry.parent_key is None else first.get(entry.parent_key, -1) for entry in entries
    ]
    parents, depths, warnings = repair(asked)
    comments = tuple(
        replace(entry.comment, parent=parent, depth=depth)
        for entry, parent, depth in zip(entries, parents, depths, strict=True)
    )
    if repeated:
        told = _counted(
            repeated, "{} has the id of an earlier one", "{} have the ids of earlier ones"
        )
        warnings = (f"{told}; replies to that id go to the earliest.", *warnings)
    return comments, warnings


def repair(
    parents: Sequence[int | None],
) -> tuple[tuple[int | None, ...], tuple[int, ...], tuple[str, ...]]:
    """Parents without contradictions, the depths that follow from them, and what was repaired.

    `parents[i]` is the index of the comment that comment i answers, in any order. A comment whose
    parent is not there (an index outside the list) or is itself becomes one on the article. Where
    comments answer each other in a circle, the one of them that comes first becomes a comment on
    the article: its edge is cut, and the rest of the circle keeps its order.

    (1, 2, 0, 9) -> parents (None, 2, 0, None), depths (0, 2, 1, 0)
    """
    mended: list[int | None] = list(parents)
    orphans = selves = 0
    for index, parent in enumerate(mended):
        if parent == index:
            mended[index] = None
            selves += 1
        elif parent is not None and not 0 <= parent < len(mended):
            mended[index] = None
            orphans += 1
    circles = _cut_circles(mended)
    counted = (
        (
            orphans,
            "{} answers a comment that is not there",
            "{} answer comments that are not there",
        ),
        (selves, "{} answers itself", "{} answer themselves"),
        (circles, "{} stands first in a circle of replies", "{} stand first in circles of replies"),
    )
    warnings = tuple(
        f"{_counted(*case)}; read as {'a comment' if case[0] == 1 else 'comments'} on the article."
        for case in counted
        if case[0]
    )
    return tuple(mended), _depths(mended), warnings


def _counted(count: int, one: str, many: str) -> str:
    return one.format("1 comment") if count == 1 else many.format(f"{count:,} comments")


def _cut_circles(parents: list[int | None]) -> int:
    """Cuts one edge of every circle, in place; the number of circles."""
    settled = bytearray(len(parents))
    cut = 0
    for start in range(len(parents)):
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and not settled[at] and at not in path:
            path[at] = None
            at = parents[at]
        if at is not None and at in path:
            walked = list(path)
            parents[min(walked[walked.index(at) :])] = None
            cut += 1
        for index in path:
            settled[index] = True
    return cut


def _depths(parents: Sequence[int | None]) -> tuple[int, ...]:
    depths = [-1] * len(parents)
    for start in range(len(parents)):
        path = []
        at: int | None = start
        while at is not None and depths[at] < 0:
            path.append(at)
            at = parents[at]
        depth = -1 if at is None else depths[at]
        for index in reversed(path):
            depth += 1
            depths[index] = depth
    return tuple(depths)
