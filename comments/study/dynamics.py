"""How tone moves: along the thread, with depth, over time, after a hostile parent, from the headline."""

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


@dataclass(frozen=True, slots=True)
class Drift:
    """Tone of the comments less the tone of the headline, both p_positive - p_negative or a score
    in [-1, 1], as the mean over `articles` articles and the 95 % ends of its t interval.
    """

    articles: int
    mean: float
    low: float
    high: float


def by_position(comments: pd.DataFrame, parts: int = 3) -> dict[str, Prevalence]:
    """Shares in `parts` equal stretches of the threads, from "1/3" to "3/3".

    A comment's place is its rank among all comments of its article, removed ones included, so that
    long and short threads count alike. `comments` has the columns of `scored_schema`.
    """
    ranks = comments.groupby("article_id")["position"].rank(method="first")
    sizes = comments.groupby("article_id")["position"].transform("size")
    part = (((ranks - 1) * parts) // sizes).astype("int64")
    return _cut(
        comments, part + 1, [(f"{number}/{parts}", number) for number in range(1, parts + 1)]
    )


def by_depth(comments: pd.DataFrame) -> dict[str, Prevalence]:
    """Shares of comments on the article ("0"), of replies ("1"), of replies to these ("2") and of
    all deeper ones ("3+"); without depths that do not occur.
    """
    depth = comments["depth"].clip(upper=DEEPEST)
    names = [(f"{number}+" if number == DEEPEST else f"{number}", number) for number in range(4)]
    return _cut(comments, depth, [pair for pair in names if (depth == pair[1]).any()])


def over_time(
    comments: pd.DataFrame, period: Literal["hour", "day", "week", "month", "year"]
) -> dict[str, Prevalence]:
    """Shares by when comments were posted, in order of time; keys as in `grouping.periods`.

    Comments whose time is not known so exactly are in none: on a page that says "2 years ago",
    no comment has a day. Times keep the zone that the page gives.
    """
    found = periods(comments["posted_at"], period, comments["posted_precision"])
    return _cut(comments, found, [(name, name) for name in sorted(found.dropna().unique())])


def after_hostility(comments: pd.DataFrame) -> Answer:
    """What a hostile parent does to its replies: replies to parents of level 2 or 3 against replies
    to parents of level 0, within each article.

    Replies by the parent's own author, and to parents that were removed or not scored, are left
    out. It is a difference, not an effect: heated subjects have both hostile parents and hostile
    replies. `comments` has the columns of `scored_schema`.
    """
    import numpy as np

    ordered = comments.sort_values(["article_id", "position", "comment_id"], ignore_index=True)
    scored = Scored.of(ordered)
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
            measure.probabilities["hostile"][rows],
            np.unique(scored.clusters.articles[rows], return_inverse=True)[1],
        )
        found = gap(pair, seed_of(ordered["comment_id"]))
    return Answer(n, len(rows) - n, found)


def drift(comments: pd.DataFrame, articles: pd.DataFrame) -> Drift | None:
    """How far the comments' tone lies from their headline's, over articles.

    `articles` needs a column `title_sentiment` in [-1, 1], the tone of the title as the same model
    scores it. None without the column, or where fewer than two articles have it and comments.
    """
    import numpy as np

    from comments.study.clusters import t_quantile

    if "title_sentiment" not in articles:
        return None
    there = comments[comments["removal"].isna()]
    tone = there["p_positive"].astype("float64") - there["p_negative"].astype("float64")
    means = tone.groupby(there["article_id"]).mean()
    titles = articles.set_index("article_id")["title_sentiment"].astype("float64")
    gaps = np.sort((means - titles).dropna().to_numpy())
    if len(gaps) < 2:
        return None
    mean = float(gaps.mean())
    reach = float(t_quantile(np.array(len(gaps) - 1.0)) * gaps.std(ddof=1) / len(gaps) ** 0.5)
    return Drift(len(gaps), mean, mean - reach, mean + reach)


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
    comments: pd.DataFrame, part: pd.Series, names: Sequence[tuple[str, object]]
) -> dict[str, Prevalence]:
    import numpy as np

    scored = Scored.of(comments)
    values = part.to_numpy()
    return {name: scored.prevalence(np.flatnonzero(values == value)) for name, value in names}
