"""Shares of comments with their two estimates, and when they are too few to state."""

from __future__ import annotations

from dataclasses import dataclass

from comments.study.intervals import Interval, wilson_share

FEWEST = 10
"""Comments that a group needs before its shares are shown: at n = 9 a 95 % interval can be 54
percentage points wide, and a share of few comments can point at one person."""

FEWEST_AUTHORS = 5
"""Authors that a group needs, where they are known: a share of fewer is a verdict on persons."""


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n` scored comments are of class `value`.

    `measure` is the score's column (`hostility_from` for the cumulative levels). `n` leaves out
    the comments that the model abstained on; they are in `abstained`. `expected` is the mean of
    the class's calibrated probabilities over the same `n` comments, None where there are none.
    `effective_n` is the number of independent comments that would make the share as uncertain, and
    `expected_n` the same of `expected`; without them comments count as independent. `clusters` is
    the number of clusters of each kind that was allowed for: articles, threads, authors. `authors`
    is the number of people who wrote the `n` comments, None where the page names nobody.
    """

    measure: str
    value: str
    count: int
    n: int
    abstained: int = 0
    expected: float | None = None
    effective_n: float | None = None
    expected_n: float | None = None
    clusters: tuple[tuple[str, int], ...] = ()
    authors: int | None = None

    @property
    def is_sayable(self) -> bool:
        """Whether there are enough comments, of enough people, to state the share."""
        return self.n >= FEWEST and (self.authors is None or self.authors >= FEWEST_AUTHORS)

    @property
    def share(self) -> float | None:
        """`count / n`, None where no comment was scored."""
        return self.count / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """The 95 % interval of `share`, None where no comment was scored."""
        return None if self.share is None else wilson_share(self.share, self.effective_n or self.n)

    @property
    def expected_interval(self) -> Interval | None:
        """The 95 % interval of `expected`."""
        if self.expected is None:
            return None
        return wilson_share(self.expected, self.expected_n or self.n)

    @property
    def method(self) -> str:
        """What the intervals allow for: "independent comments", "threads", "articles, authors" …

        With "articles" among them the share stands for more than the articles at hand.
        """
        return ", ".join(kind for kind, _ in self.clusters) or "independent comments"

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

    `comments` leaves out those that were removed and of which the page still shows the place; they
    are in `removed`, and in no share.

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
    removed: int = 0

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
