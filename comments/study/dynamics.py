"""How tone moves: along the thread, with depth, over time, after a hostile parent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.study.contrasts import Gap, Pair, gap
from comments.study.grouping import periods
from comments.study.permutation import seed_of
from comments.study.prevalence import Prevalence, Scored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

DEEPEST = 3
"""Depth from which on replies are taken together; few sites show more levels."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Replies to hostile and to civil parents.

    `hostile_parents` and `civil_parents` count the replies to each. `gap` compares them within
    articles: `gap.expected`, with its interval, is the difference of their mean `p_hostile`, and
    `gap.difference` that of the shares labelled hostile. None where either kind has too few replies
    (`prevalence.FEWEST`, `FEWEST_AUTHORS`), or no article has both.
    """

    hostile_parents: int
    civil_parents: int
    gap: Gap | None


def by_position(comments: pd.DataFrame | Scored, parts: int = 3) -> dict[str, Prevalence]:
    """Shares in `parts` equal stretches of the threads, from "1/3" to "3/3".

    `comments` has the columns of `scored_schema`.
    """
    names = [(f"{number}/{parts}", number) for number in range(1, parts + 1)]
    scored = Scored.of(comments)
    return _cut(scored, stretches(scored.comments, parts), names)


def stretches(comments: pd.DataFrame, parts: int) -> pd.Series:
    """Number of the stretch of its thread, from 1 to `parts`, that each comment stands in.

    A comment's place is its rank among all comments of its article, removed ones included, so that
    long and short threads count alike.
    """
    positions = comments.groupby("article_id", observed=True)["position"]
    ranks = positions.rank(method="first")
    sizes = positions.transform("size")
    return (((ranks - 1) * parts) // sizes).astype("int64") + 1


def by_depth(comments: pd.DataFrame | Scored) -> dict[str, Prevalence]:
    """Shares of comments on the article ("0"), of replies ("1"), of replies to these ("2") and of
    all deeper ones ("3+"); without depths that do not occur.
    """
    scored = Scored.of(comments)
    depth = scored.comments["depth"].clip(upper=DEEPEST)
    names = [(f"{number}+" if number == DEEPEST else f"{number}", number) for number in range(4)]
    return _cut(scored, depth, [pair for pair in names if (depth == pair[1]).any()])


def over_time(
    comments: pd.DataFrame | Scored, period: Literal["hour", "day", "week", "month", "year"]
) -> dict[str, Prevalence]:
    """Shares by when comments were posted, in order of time; keys as in `grouping.periods`.

    Comments whose time is not known so exactly are in none: on a page that says "2 years ago",
    no comment has a day. Times keep the zone that the page gives.
    """
    scored = Scored.of(comments)
    times = scored.comments
    found = periods(times["posted_at"], period, times["posted_precision"])
    return _cut(scored, found, [(name, name) for name in sorted(found.dropna().unique())])


def after_hostility(comments: pd.DataFrame | Scored) -> Answer:
    """What a hostile parent does to its replies: replies to parents of level 2 or 3 against replies
    to parents of level 0, within each article.

    Replies by the parent's own author, and to parents that were removed or not scored, are left
    out. It is a difference, not an effect: heated subjects have both hostile parents and hostile
    replies. `comments` has the columns of `scored_schema`.
    """
    import numpy as np

    scored = Scored.in_order(comments)
    ordered = scored.comments
    measure = scored.measures["hostility_from"]
    rows, hostile = _replies(ordered, measure.scored)
    n = int(hostile.sum())
    groups = [scored.prevalence(rows[side]) for side in (hostile, ~hostile)]
    sayable = all(found.of("hostility_from", "hostile").is_sayable for found in groups)
    found = None
    if sayable:
        pair = Pair(
            scored.clusters.at(rows),
            hostile,
            measure.labels[rows, measure.values.index("hostile")],
            measure.probabilities["hostile"][rows].astype(np.float64),
            np.unique(scored.clusters.articles[rows], return_inverse=True)[1],
        )
        found = gap(pair, seed_of(ordered["comment_id"]))
    return Answer(n, len(rows) - n, found)


def _replies(
    ordered: pd.DataFrame, scored: NDArray[np.bool_]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Rows of the replies to compare, and which of them answer a hostile parent."""
    import numpy as np

    known = ordered.loc[scored, ["article_id", "comment_id", "hostility", "author"]]
    parents = known.drop_duplicates(["article_id", "comment_id"])
    replies = ordered[["article_id", "parent_id", "author"]].reset_index()[scored]
    joined = replies.merge(
        parents,
        left_on=["article_id", "parent_id"],
        right_on=["article_id", "comment_id"],
        suffixes=("", "_parent"),
    )
    others = joined["author"].isna() | (joined["author"] != joined["author_parent"])
    level = joined["hostility"].astype("int64")
    used = joined[others & (level != 1)].sort_values("index")
    rows = used["index"].to_numpy()
    return rows, np.asarray(used["hostility"].astype("int64") >= 2)


def _cut(
    scored: Scored, part: pd.Series, names: Sequence[tuple[str, object]]
) -> dict[str, Prevalence]:
    import numpy as np

    values = part.to_numpy()
    return {name: scored.prevalence(np.flatnonzero(values == value)) for name, value in names}
