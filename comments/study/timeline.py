"""Groups of comments over time: their shares in each day, week, month or year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.study.grouping import keys, periods
from comments.study.prevalence import Prevalence, Scored, share_frame
from comments.study.shares import FEWEST

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

MOST_PERIODS = 16
MOMENTS = ("posted", "published")
LENGTHS = {"day": 1, "week": 7, "month": 31, "year": 366}
"""Lengths of a period, with the most days that one has."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Shares of each group in each of the `periods`, all in order, those without comments too.

    `moment` is "posted" or "published", `length` is "day", "week", "month" or "year"; keys of
    periods are those of `grouping.periods`. `whole` has the shares of all comments, `groups` those
    of each group. `outside` is the number of comments whose period is not known or lies outside.
    """

    moment: str
    length: str
    periods: tuple[str, ...]
    whole: dict[str, Prevalence]
    groups: dict[str, dict[str, Prevalence]]
    outside: int


def timeline(comments: pd.DataFrame | Scored, articles: pd.DataFrame, by: str) -> Timeline | None:
    """Shares over time of the groups that `by` makes (`grouping.keys`); None where there is no time
    of two periods or more.

    Time is when comments were posted if at least half of them say so exactly enough, else when
    their article was published. The periods are the shortest of which at most `MOST_PERIODS` lead
    from the first with `FEWEST` comments to the last.
    """
    scored = Scored.of(comments)
    comments = scored.comments
    for moment in MOMENTS:
        for length in LENGTHS:
            found = keys(comments, articles, f"{moment}_{length}")
            if found.notna().sum() * 2 < len(comments):
                continue
            names = _between(keys(comments, articles, f"{moment}_day"), found, length)
            if 2 <= len(names) <= MOST_PERIODS:
                return _timeline(scored, keys(comments, articles, by), moment, length, found, names)
    return None


def timeline_frame(found: Timeline) -> pd.DataFrame:
    """The shares as a tidy table: `share_frame` with a column `period` before; `group` is empty for
    all comments.
    """
    import pandas as pd

    tables = []
    for group, shares in [("", found.whole), *found.groups.items()]:
        for period, own in shares.items():
            table = share_frame({group: own})
            table.insert(0, "period", period)
            tables.append(table)
    return pd.concat(tables, ignore_index=True)


def _between(days: pd.Series, found: pd.Series, length: str) -> list[str]:
    """Every period from the first with enough comments to the last, those between without comments
    too where days are known; none where they would be more than `MOST_PERIODS`.
    """
    import pandas as pd

    counts = found.value_counts()
    full = counts.index[counts >= FEWEST]
    inside = pd.to_datetime(days[found.isin(full)], format="%Y-%m-%d", errors="coerce").dropna()
    if inside.empty:
        return sorted(full)
    if (inside.max() - inside.min()).days > MOST_PERIODS * LENGTHS[length]:
        return []
    every = pd.Series(pd.date_range(inside.min(), inside.max()).strftime("%Y-%m-%d"))
    return list(periods(every, length).unique())


def _timeline(
    scored: Scored,
    group: pd.Series,
    moment: str,
    length: str,
    found: pd.Series,
    names: list[str],
) -> Timeline:
    import numpy as np

    within = {name: (found == name).to_numpy() for name in names}

    def cut(members: NDArray[np.bool_]) -> dict[str, Prevalence]:
        return {
            name: scored.prevalence(np.flatnonzero(members & own)) for name, own in within.items()
        }

    everyone = np.ones(len(found), dtype=bool)
    return Timeline(
        moment=moment,
        length=length,
        periods=tuple(names),
        whole=cut(everyone),
        groups={
            str(name): cut((group == name).to_numpy()) for name in sorted(group.dropna().unique())
        },
        outside=int((~found.isin(names)).sum()),
    )
