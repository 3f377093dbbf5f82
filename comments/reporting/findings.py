"""What the documents and charts on a whole run say, found once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.reporting.groups import Group, article_groups
from comments.study.comparison import Comparison, compare
from comments.study.duplicates import Repeat, find_repeats
from comments.study.dynamics import Answer, after_hostility, by_depth, by_position
from comments.study.headline import Drift, drift
from comments.study.prevalence import Prevalence, Scored, prevalence
from comments.study.timeline import Timeline, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from comments.study.comparison import Against

PAIRED = 4
"""Groups that are compared each with each other; of more, each with all the rest."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The tables of a run and what was found in them.

    `comparison` is of the groups by `by`; the other parts of the study are of all comments.
    `only_equal` says that nearly equal texts were not looked for among the `repeats`.
    """

    articles: pd.DataFrame
    comments: pd.DataFrame
    by: str
    found: Prevalence
    by_article: tuple[Group, ...]
    comparison: Comparison
    over_time: Timeline | None
    positions: dict[str, Prevalence]
    depths: dict[str, Prevalence]
    answer: Answer
    headline: tuple[Drift, ...]
    repeats: tuple[Repeat, ...]
    only_equal: bool = False

    @property
    def groups(self) -> list[Group]:
        """The groups by `by` that have comments."""
        return [
            Group(name, "", name, shares)
            for name, shares in self.comparison.prevalence.items()
            if shares.comments
        ]


def find(
    articles: pd.DataFrame,
    comments: pd.DataFrame,
    by: str = "outlet",
    repeats: Sequence[Repeat] | None = None,
    *,
    only_equal: bool = False,
) -> Findings:
    """Study all `articles` (`article_schema`) and their scored `comments`, in groups by `by`.

    `by` is as in `comments.study.grouping.keys`. Without the texts of the comments their `repeats`
    are to be given, and whether they are `only_equal` ones. Raises ValueError where there is no
    such column.
    """
    from comments.study.grouping import keys

    scored = Scored.in_order(comments)
    comments = scored.comments
    many = keys(comments, articles, by).nunique() > PAIRED
    against: Against = "the rest" if many else "each other"
    return Findings(
        articles=articles,
        comments=comments,
        by=by,
        found=prevalence(scored),
        by_article=tuple(article_groups(articles, scored)),
        comparison=compare(scored, articles, by, against=against),
        over_time=timeline(scored, articles, by),
        positions=by_position(scored),
        depths=by_depth(scored),
        answer=after_hostility(scored),
        headline=drift(scored, articles),
        repeats=tuple(find_repeats(comments) if repeats is None else repeats),
        only_equal=only_equal,
    )
