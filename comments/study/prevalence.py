"""How common each class is: counts, shares with 95 % intervals, and means of probabilities.

Two estimates of the same share stand side by side. The first counts labels and gives a Wilson
score interval. The second is the mean of the calibrated probabilities, which does not lose the
comments that fall just short of a class. Both speak of comments, not of readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.study.intervals import Interval, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

FEWEST = 10
"""Comments that a group needs before its shares are shown: at n = 9 a 95 % interval can be 54
percentage points wide, and a share of few comments can point at one person."""

CUMULATIVE = {"uncivil": 1, "hostile": 2}
"""Names of the cumulative shares, with the lowest hostility level that each one takes in."""

PROBABILITIES = {
    ("sentiment", "negative"): "p_negative",
    ("sentiment", "neutral"): "p_neutral",
    ("sentiment", "positive"): "p_positive",
    ("hostility", "violent"): "p_violent",
    ("hostility_from", "uncivil"): "p_uncivil",
    ("hostility_from", "hostile"): "p_hostile",
    ("sectarian", "sectarian"): "p_sectarian",
    ("sectarian", "bridging"): "p_bridging",
}
"""Column of calibrated probabilities for (measure, class), where scoring gives one."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n` scored comments are of class `value`.

    `measure` is the score's column (`hostility_from` for the cumulative levels). `n` leaves out
    the comments that the model abstained on; they are in `abstained`. `expected` is the mean of
    the class's calibrated probabilities over the same `n` comments, None where there are none.
    """

    measure: str
    value: str
    count: int
    n: int
    abstained: int = 0
    expected: float | None = None

    @property
    def is_sayable(self) -> bool:
        """Whether there are enough comments to state the share."""
        return self.n >= FEWEST

    @property
    def share(self) -> float | None:
        """`count / n`, None where no comment was scored."""
        return self.count / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95 % interval of `share`, None where no comment was scored."""
        return wilson(self.count, self.n) if self.n else None

    @property
    def estimates_differ(self) -> bool:
        """Whether the mean of the probabilities lies outside the interval of the labels' share.

        Then the class is often probable and seldom probable enough to be the label, or the other
        way about, and neither estimate should be stated without the other.
        """
        if self.expected is None or self.interval is None:
            return False
        return not self.interval.low <= self.expected <= self.interval.high


@dataclass(frozen=True, slots=True)
class Prevalence:
    """The shares of one group of comments, each tuple in the codebook's order.

    `hostility` holds the exact levels, `hostility_from` the shares at or above a level. Types,
    targets, frames and communities can occur together in one comment, so that their shares need
    not add up to 1; all are of the comments scored, not only of the hostile or sectarian ones.
    """

    comments: int
    sentiment: tuple[Share, ...]
    hostility: tuple[Share, ...]
    hostility_from: tuple[Share, ...]
    sectarian: tuple[Share, ...]
    hostility_types: tuple[Share, ...]
    hostility_target: tuple[Share, ...]
    frames: tuple[Share, ...]
    groups: tuple[Share, ...]

    @property
    def all_shares(self) -> tuple[Share, ...]:
        """Every share, in the order of the fields."""
        return (
            *self.sentiment,
            *self.hostility,
            *self.hostility_from,
            *self.sectarian,
            *self.hostility_types,
            *self.hostility_target,
            *self.frames,
            *self.groups,
        )

    def of(self, measure: str, value: str) -> Share:
        """The share of one class; KeyError where there is no such class."""
        for share in self.all_shares:
            if (share.measure, share.value) == (measure, value):
                return share
        raise KeyError(f"no share of {value} in {measure}")


def prevalence(comments: pd.DataFrame) -> Prevalence:
    """Shares of all classes in `comments`, a frame with the columns of `scored_schema`.

    The order of the rows changes nothing. A null score is an abstention: it is counted as such
    and is in no denominator.
    """
    comments = comments.reset_index(drop=True)
    levels = comments["hostility"].dropna()
    names = levels.map(lambda level: HOSTILITY_LEVELS[int(level)])
    abstained = len(comments) - len(levels)
    return Prevalence(
        comments=len(comments),
        sentiment=_classes(comments, "sentiment", comments["sentiment"].dropna(), SENTIMENTS),
        hostility=_classes(comments, "hostility", names, HOSTILITY_LEVELS),
        hostility_from=tuple(
            Share(
                "hostility_from",
                name,
                int((levels >= lowest).sum()),
                len(levels),
                abstained,
                _expected(comments, "hostility_from", name, levels.index),
            )
            for name, lowest in CUMULATIVE.items()
        ),
        sectarian=_classes(comments, "sectarian", comments["sectarian"].dropna(), FRAMINGS),
        hostility_types=_labels(comments, "hostility_types", HOSTILITY_TYPES),
        hostility_target=_labels(comments, "hostility_target", HOSTILITY_TARGETS),
        frames=_labels(comments, "frames", FRAMES),
        groups=_labels(comments, "groups", _named(comments["groups"])),
    )


def prevalence_by(
    comments: pd.DataFrame, articles: pd.DataFrame, column: str
) -> dict[str, Prevalence]:
    """Shares of each group of comments whose articles have the same value in `column`.

    Keys are in the order in which `articles` has them; comments of articles without a value in
    `column` belong to no group. A group without comments has shares of 0 of 0.
    """
    keys = comments["article_id"].map(
        dict(zip(articles["article_id"], articles[column], strict=True))
    )
    present = articles[column].dropna().unique()
    grouped = dict(tuple(comments.groupby(keys, sort=False)))
    return {str(key): prevalence(grouped.get(key, comments.iloc[:0])) for key in present}


def share_frame(groups: Mapping[str, Prevalence]) -> pd.DataFrame:
    """The numbers behind a chart, one row a group and class.

    Columns: group, measure, value, count, n, abstained, share, low, high, mean_probability. The
    last four are empty where `n` is under `FEWEST`.
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "group": group,
                "measure": share.measure,
                "value": share.value,
                "count": share.count,
                "n": share.n,
                "abstained": share.abstained,
                "share": share.share if share.is_sayable else None,
                "low": share.interval.low if share.is_sayable and share.interval else None,
                "high": share.interval.high if share.is_sayable and share.interval else None,
                "mean_probability": share.expected if share.is_sayable else None,
            }
            for group, found in groups.items()
            for share in found.all_shares
        ],
        columns=[
            *("group", "measure", "value", "count", "n", "abstained"),
            *("share", "low", "high", "mean_probability"),
        ],
    )


def _classes(
    comments: pd.DataFrame, measure: str, labels: pd.Series[str], values: Sequence[str]
) -> tuple[Share, ...]:
    """Shares of classes that exclude each other."""
    return tuple(
        Share(
            measure,
            value,
            int((labels == value).sum()),
            len(labels),
            len(comments) - len(labels),
            _expected(comments, measure, value, labels.index),
        )
        for value in values
    )


def _labels(comments: pd.DataFrame, measure: str, values: Iterable[str]) -> tuple[Share, ...]:
    """Shares of labels that can occur together in one comment's list."""
    lists = [set(found) for found in comments[measure] if _is_list(found)]
    return tuple(
        Share(
            measure,
            value,
            sum(value in found for found in lists),
            len(lists),
            len(comments) - len(lists),
        )
        for value in values
    )


def _named(column: pd.Series[str]) -> list[str]:
    """Communities named in any comment, most often named first, then by name."""
    counts: dict[str, int] = {}
    for found in column:
        for name in set(found) if _is_list(found) else ():
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def _is_list(cell: object) -> bool:
    """Whether a list column's cell holds a list (from Parquet: an array), and not null."""
    return hasattr(cell, "__len__") and not isinstance(cell, str)


def _expected(
    comments: pd.DataFrame, measure: str, value: str, scored: pd.Index[int]
) -> float | None:
    """Mean of a class's probabilities over the scored comments, if every one of them has one."""
    column = PROBABILITIES.get((measure, value))
    if column is None or scored.empty:
        return None
    probabilities = comments.loc[scored, column]
    return None if probabilities.isna().any() else float(probabilities.astype("float64").mean())
