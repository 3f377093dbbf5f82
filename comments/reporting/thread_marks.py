"""What is drawn of a thread: marks by level, arcs of replies, tone; gathered where there are many."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import isnan
from statistics import fmean
from typing import TYPE_CHECKING

from comments.records import HOSTILITY_LEVELS
from comments.study.thread import tone_along

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

MOST = 500
"""Comments up to which each has a mark of its own."""
STRETCHES = 120
"""Stretches of a longer thread, of equal numbers of comments as nearly as can be."""

HOSTILE_FROM = 2
UNSCORED = -1  # the level of a comment that has none


@dataclass(frozen=True, slots=True)
class Mark:
    """Comments of one lane that are drawn together, `place` being the middle of their places."""

    place: float
    count: int


@dataclass(frozen=True, slots=True)
class Arc:
    """Replies that are drawn together, with the places of the comments answered and of theirs."""

    parent: float
    reply: float
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn of a thread.

    `lanes` has the marks of each lane by its key in the catalogue, from top to bottom. `arcs` has
    those of replies that are not hostile, then of hostile ones. `tones` and `trend` are places and
    tones in [-1, 1]; `window` is the number of comments that a value of the trend rests on, None
    where there are too few for one. `last` is the last place, `together` the comments to a mark.
    """

    lanes: dict[str, list[Mark]]
    arcs: tuple[list[Arc], list[Arc]]
    tones: list[tuple[float, float]]
    trend: list[tuple[float, float]]
    window: int | None
    last: int
    together: int


def picture_of(comments: pd.DataFrame) -> Picture:
    """What to draw of one article's comments, a frame with the columns of `scored_schema`."""
    thread = tone_along(comments)
    rows = comments.sort_values("position", kind="stable", ignore_index=True)
    positions = rows["position"].tolist()
    last = max(positions)
    together = 1 if len(rows) <= MOST else -(-last // STRETCHES)
    place = [(at - 1) // together * together + (together + 1) / 2 for at in positions]
    removed = rows["removal"].notna().to_numpy()
    scored = rows["hostility"].notna().to_numpy() & ~removed
    levels = rows["hostility"].fillna(0).astype("int64").where(scored, UNSCORED).tolist()
    trend = thread.points["trend"].tolist()
    return Picture(
        lanes=dict(_lanes(levels, removed.tolist(), place)),
        arcs=_arcs(rows, levels, place),
        tones=_means(place, thread.points["tone"].tolist()),
        trend=[(float(x), y) for x, y in zip(positions, trend, strict=True) if not isnan(y)],
        window=thread.window,
        last=last,
        together=together,
    )


def _lanes(
    levels: Sequence[int], removed: Sequence[bool], place: Sequence[float]
) -> Iterator[tuple[str, list[Mark]]]:
    """The four levels, and lanes of comments that were not scored or removed if there are any."""
    names = {f"hostility.{name}": (number, False) for number, name in enumerate(HOSTILITY_LEVELS)}
    names |= {"thread_unscored": (UNSCORED, False), "thread_removed": (UNSCORED, True)}
    found: dict[tuple[int, bool], list[float]] = {kind: [] for kind in names.values()}
    for level, gone, at in zip(levels, removed, place, strict=True):
        found[level, gone].append(at)
    for key, kind in names.items():
        if key.startswith("hostility") or found[kind]:
            yield key, [Mark(at, count) for at, count in sorted(Counter(found[kind]).items())]


def _arcs(
    rows: pd.DataFrame, levels: Sequence[int], place: Sequence[float]
) -> tuple[list[Arc], list[Arc]]:
    """Arcs of replies whose parent is on the page; those within one stretch are too short to see."""
    where = dict(zip(rows["comment_id"], place, strict=True))
    counts: tuple[Counter[tuple[float, float]], ...] = (Counter(), Counter())
    for parent, level, at in zip(rows["parent_id"], levels, place, strict=True):
        above = where.get(parent)
        if above is not None and above != at:
            counts[level >= HOSTILE_FROM][above, at] += 1
    civil, hostile = ([Arc(*ends, n) for ends, n in sorted(kind.items())] for kind in counts)
    return civil, hostile


def _means(place: Sequence[float], tones: Sequence[float]) -> list[tuple[float, float]]:
    """Mean of the tones at each place where there are any."""
    found = defaultdict[float, list[float]](list)
    for at, tone in zip(place, tones, strict=True):
        if not isnan(tone):
            found[at].append(tone)
    return [(at, fmean(own)) for at, own in sorted(found.items())]
