"""What is drawn of a thread: marks by level, arcs of replies, tone; gathered where there are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.records import HOSTILITY_LEVELS
from comments.study.thread import tone_along

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

MOST = 500
"""Comments up to which each has a mark of its own."""
STRETCHES = 120
"""Stretches of a longer thread, of equal numbers of comments as nearly as can be."""

HOSTILE_FROM = 2


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
    last = int(rows["position"].max())
    together = 1 if len(rows) <= MOST else -(-last // STRETCHES)
    stretch = (rows["position"].astype("int64") - 1) // together
    place = stretch * together + (together + 1) / 2
    points = thread.points.assign(place=place)
    middle = points.dropna(subset="tone").groupby("place")["tone"].mean()
    trend = points.dropna(subset="trend")
    level = rows["hostility"].where(rows["removal"].isna())
    return Picture(
        lanes=dict(_lanes(level, rows["removal"].notna(), place)),
        arcs=_arcs(rows, level, place),
        tones=list(zip(middle.index.tolist(), middle.tolist(), strict=True)),
        trend=list(zip(trend["position"].astype(float), trend["trend"], strict=True)),
        window=thread.window,
        last=last,
        together=together,
    )


def _lanes(
    level: pd.Series, removed: pd.Series, place: pd.Series
) -> Iterator[tuple[str, list[Mark]]]:
    """The four levels, and lanes of comments that were not scored or removed if there are any."""
    lanes = {
        f"hostility.{name}": level.eq(number).fillna(False).astype(bool)
        for number, name in enumerate(HOSTILITY_LEVELS)
    }
    lanes |= {"thread_unscored": level.isna() & ~removed, "thread_removed": removed}
    for key, those in lanes.items():
        if key.startswith("hostility") or those.any():
            counts = place[those].value_counts().sort_index()
            yield (
                key,
                [
                    Mark(at, count)
                    for at, count in zip(counts.index.tolist(), counts.tolist(), strict=True)
                ],
            )


def _arcs(rows: pd.DataFrame, level: pd.Series, place: pd.Series) -> tuple[list[Arc], list[Arc]]:
    """Arcs of replies whose parent is on the page; those within one stretch are too short to see."""
    where = dict(zip(rows["comment_id"], place, strict=True))
    pairs = rows.assign(parent=rows["parent_id"].map(where), place=place)
    pairs["hostile"] = level.ge(HOSTILE_FROM).fillna(False).astype(bool)
    pairs = pairs[pairs["parent"].notna() & (pairs["parent"] != pairs["place"])]
    sizes = pairs.groupby(["hostile", "parent", "place"]).size().rename("count").reset_index()
    drawn = [
        sizes.loc[sizes["hostile"] == hostile, ["parent", "place", "count"]]
        for hostile in (False, True)
    ]
    civil, hostile = ([Arc(*row) for row in some.itertuples(index=False)] for some in drawn)
    return civil, hostile
