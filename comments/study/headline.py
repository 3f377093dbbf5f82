"""From the headline to the last comment: how far the comments' tone lies from their title's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.study.clusters import FEWEST_ARTICLES, t_quantile
from comments.study.dynamics import stretches
from comments.study.prevalence import Scored

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

ALL = "all"
CHANGE = "last - first"
PARTS = 5
SCALES = {"tone": "sentiment", "hostile": "hostility_from"}
"""What is set against the headline: p_positive - p_negative, from -1 to 1, and p_hostile; with the
measure that each belongs to."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Mean of the comments' scores less their title's, both as the same model scores them.

    `scale` is one of `SCALES`; `part` a stretch of the threads, "1/5" to "5/5", or "all". `mean` is
    over `articles` articles, each counting alike, with the 95 % ends of its t interval. Of the part
    "last - first" it is the mean of the last stretch's less the first's within each article.
    """

    scale: str
    part: str
    articles: int
    mean: float
    low: float
    high: float


def drift(
    comments: pd.DataFrame | Scored, articles: pd.DataFrame, parts: int = PARTS
) -> tuple[Drift, ...]:
    """Drift from the headline over all comments, in each of `parts` stretches of the threads, and
    from the first stretch to the last.

    `articles` needs the columns `title_p_positive`, `title_p_negative` and `title_p_hostile`, null
    where a title was not scored. Stretches are of threads of at least `parts` comments, so that,
    but for removed comments, each has all of the same articles. What has too few comments or authors to say
    (`Share.is_sayable`), or fewer than `FEWEST_ARTICLES` articles, is left out. A short text sways
    less than a long one, so that the level of the drift says little by itself; how it moves from
    part to part is within the same articles.
    """
    if not {"title_p_positive", "title_p_negative", "title_p_hostile"} <= set(articles):
        return ()
    scored = Scored.of(comments)
    titles = articles.set_index("article_id")
    part = stretches(scored.comments, parts)
    found = []
    for scale, measure in SCALES.items():
        article = scored.comments["article_id"]
        gaps = _score(scored.comments, scale) - article.map(_score(titles, scale, "title_")).astype(
            "float64"
        )
        rows = gaps[~scored.removed].dropna()
        long = rows[rows.groupby(article, observed=True).transform("size") >= parts]
        places = {ALL: rows}
        places |= {f"{n}/{parts}": long[part[long.index] == n] for n in range(1, parts + 1)}
        means = {
            name: own.groupby(article, observed=True).mean()
            for name, own in places.items()
            if scored.is_sayable(measure, own.index.to_numpy())
        }
        first, last = f"1/{parts}", f"{parts}/{parts}"
        if first in means and last in means:
            means[CHANGE] = (means[last] - means[first]).dropna()
        found += [
            _mean(scale, name, values.to_numpy())
            for name, values in means.items()
            if len(values) >= FEWEST_ARTICLES
        ]
    return tuple(found)


def drift_frame(found: Sequence[Drift]) -> pd.DataFrame:
    """The drift as a tidy table: scale, part, articles, mean, low, high."""
    import pandas as pd

    rows = [(d.scale, d.part, d.articles, d.mean, d.low, d.high) for d in found]
    return pd.DataFrame(rows, columns=["scale", "part", "articles", "mean", "low", "high"])


def _score(table: pd.DataFrame, scale: str, prefix: str = "") -> pd.Series:
    if scale == "hostile":
        return table[f"{prefix}p_hostile"].astype("float64")
    positive, negative = (table[f"{prefix}p_{end}"] for end in ("positive", "negative"))
    return positive.astype("float64") - negative.astype("float64")


def _mean(scale: str, part: str, values: NDArray[np.float64]) -> Drift:
    import numpy as np

    n, mean = len(values), float(np.sort(values).mean())
    reach = float(t_quantile(np.array(n - 1.0)) * values.std(ddof=1) / n**0.5)
    return Drift(scale, part, n, mean, mean - reach, mean + reach)
