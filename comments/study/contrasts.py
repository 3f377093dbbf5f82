"""The difference between two groups of comments in one measure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from math import asin, exp, inf, log, sqrt
from typing import TYPE_CHECKING

from comments.study import intervals
from comments.study.clusters import FEWEST_ARTICLES, Clusters, covariance, estimate, t_quantile
from comments.study.intervals import Interval, wilson_share
from comments.study.permutation import Units, share_test, stratified_test

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.intp]
    Values = NDArray[np.float64]
    _Compared = tuple[float, float, Interval, Interval | None]

_ROUNDING = 1e-12  # of weighted shares that are all 0 or all 1


@dataclass(frozen=True, slots=True)
class Gap:
    """Two shares, `first` and `second`, their difference and their ratio with 95 % intervals.

    `ratio` is None where the second share is 0. `effect` is Cohen's h, 2 asin √first - 2 asin
    √second: 0.2 is small, 0.5 medium, 0.8 large (Cohen 1988, Statistical Power Analysis, p. 181).
    `expected` is the difference of the mean probabilities, None where there are none. `p_value` is
    from permuting `units` clusters of the kind `unit`. `strata` is the number of strata with
    comments of both groups in a matched comparison, whose shares are weighted alike; None in one
    that is not matched.
    """

    first: float
    second: float
    difference: float
    difference_interval: Interval
    ratio: float | None
    ratio_interval: Interval | None
    effect: float
    p_value: float
    unit: str
    units: int
    expected: float | None = None
    expected_interval: Interval | None = None
    strata: int | None = None

    @property
    def is_tested(self) -> bool:
        """Whether the groups could differ by chance: not where no comment, or every one, is of the
        class, so that every permutation is alike and the p-value 1.
        """
        return _ROUNDING < self.first + self.second < 2 - _ROUNDING


@dataclass(frozen=True, slots=True)
class Pair:
    """Scored comments of two groups, row by row: their clusters, whether they are in the first
    group, whether they are of the class, its probability (None without), and their stratum.
    """

    clusters: Clusters
    first: NDArray[np.bool_]
    labels: NDArray[np.bool_]
    probabilities: Values | None
    strata: Rows | None = None


def cohens_h(first: float, second: float) -> float:
    """Cohen's h of two shares; 0.5 and 0.25: 0.5236."""
    return 2 * asin(sqrt(first)) - 2 * asin(sqrt(second))


def gap(pair: Pair, seed: int) -> Gap | None:
    """Compare the two groups of `pair`; None where no stratum has comments of both."""
    if pair.strata is None:
        return _gap(pair, partial(_recovered, pair), _plain_test(pair, seed))
    return _matched(pair, pair.strata, seed)


def _gap(
    pair: Pair,
    compared: Callable[[Values], _Compared],
    test: tuple[str, float, int],
    strata: int | None = None,
) -> Gap:
    first, second, bounds, relative = compared(pair.labels.astype(float))
    expected = None if pair.probabilities is None else compared(pair.probabilities)
    unit, p_value, units = test
    return Gap(
        first=first,
        second=second,
        difference=first - second,
        difference_interval=bounds,
        ratio=first / second if second else None,
        ratio_interval=relative,
        effect=cohens_h(first, second),
        p_value=p_value,
        unit=unit,
        units=units,
        expected=expected[0] - expected[1] if expected else None,
        expected_interval=expected[2] if expected else None,
        strata=strata,
    )


def _recovered(pair: Pair, values: Values) -> _Compared:
    """Means of both groups, and the intervals that their own intervals make of their difference
    and ratio.
    """
    import numpy as np

    means, spreads, bounds, influences = [], [], [], []
    for side in _sides(pair):
        rows = np.flatnonzero(side)
        ways = list(pair.clusters.at(rows).ways.values())
        found = estimate(values[rows, None], ways)
        mean = float(found.mean[0])
        means.append(mean)
        spreads.append(float(found.variance[0]))
        bounds.append(wilson_share(mean, float(found.effective[0])))
        influences.append((np.where(side, values - mean, 0) / len(rows))[:, None])
    ways = list(pair.clusters.crossed(_stands_for_more(pair)).values())
    shared = float(covariance(influences[0], influences[1], ways)[0])
    scale = sqrt(spreads[0] * spreads[1])
    together = max(-1.0, min(1.0, shared / scale)) if scale > 0 else 0.0
    sides = (means[0], bounds[0], means[1], bounds[1], together)
    return means[0], means[1], intervals.difference(*sides), intervals.ratio(*sides)


def _plain_test(pair: Pair, seed: int) -> tuple[str, float, int]:
    """Kind of unit, p-value, and number of units.

    Articles and authors are permuted where both groups have articles enough, else threads and
    authors, each within its article; of the two p-values the larger holds. A cluster with comments
    of both groups is split in two, which change places only with each other.
    """
    import numpy as np

    clusters = pair.clusters
    if _stands_for_more(pair):
        kinds = {"articles": clusters.articles}
        if clusters.authors is not None:
            kinds["authors"] = clusters.authors
    else:
        kinds = _inside(clusters)
    found = []
    for kind, codes in kinds.items():
        own, units = _units(pair, codes, np.zeros_like(codes))
        split = np.bincount(own)[own] > 1
        units = replace(units, strata=np.where(split, own + 1, 0))
        found.append((share_test(units, seed), kind, len(own)))
    p_value, kind, number = max(found)
    return kind, p_value, number


def _matched(pair: Pair, strata: Rows, seed: int) -> Gap | None:
    """Mantel-Haenszel difference and ratio: within strata, weighted by n1 n2 / (n1 + n2).

    Greenland & Robins 1985, Biometrics 41, p. 55-68. Where there are enough strata they are the
    clusters of the variance, which then needs no assumption on what is alike within them.
    """
    import numpy as np

    sides = [np.bincount(strata[side], minlength=strata.max() + 1) for side in _sides(pair)]
    both = np.minimum(*sides) > 0
    rows = np.flatnonzero(both[strata])
    if not len(rows):
        return None
    codes = np.unique(strata[rows], return_inverse=True)[1]
    pair = Pair(
        pair.clusters.at(rows),
        pair.first[rows],
        pair.labels[rows],
        None if pair.probabilities is None else pair.probabilities[rows],
        codes,
    )
    n, m = (side[both] for side in sides)
    weights = n * m / (n + m)
    weights = weights / weights.sum()
    compared = partial(_standardised, pair, codes, weights)
    return _gap(pair, compared, _matched_test(pair, codes, seed), len(weights))


def _standardised(pair: Pair, strata: Rows, weights: Values, values: Values) -> _Compared:
    """Weighted means of the strata's means, and the intervals of their difference and ratio."""
    import numpy as np

    means, influences = [], []
    for side in _sides(pair):
        n = np.bincount(strata[side], minlength=len(weights))
        inside = np.bincount(strata[side], values[side], len(weights)) / n
        means.append(inside)
        per_row = (weights / n)[strata] * (values - inside[strata])
        influences.append(np.where(side, per_row, 0.0))
    first, second = (min(1.0, float(weights @ mean)) for mean in means)
    reach = _reach(pair, weights, means[0] - means[1], influences[0] - influences[1])
    difference = Interval(max(-1.0, first - second - reach), min(1.0, first - second + reach))
    if second == 0:
        return first, second, difference, None
    if first == 0:
        return first, second, difference, Interval(0.0, inf)
    # The logarithm of the ratio, linearised.
    relative = _reach(
        pair,
        weights,
        means[0] / first - means[1] / second,
        influences[0] / first - influences[1] / second,
    )
    middle = log(first / second)
    top = exp(middle + relative) if middle + relative < 700 else inf
    return first, second, difference, Interval(exp(middle - relative), top)


def _reach(pair: Pair, weights: Values, of_strata: Values, of_rows: Values) -> float:
    """Half the width of an interval of a weighted sum over strata."""
    import numpy as np

    if len(weights) >= FEWEST_ARTICLES:
        inside = weights * (of_strata - weights @ of_strata)
        variance = float((inside**2 / (1 - weights)).sum())
        freedom = 1 / float((weights**2).sum()) - 1
        return float(t_quantile(np.array(freedom))) * sqrt(variance)
    ways = list(pair.clusters.at(np.arange(len(of_rows))).ways.values())
    column = of_rows[:, None]
    independent = float((of_rows**2).sum())
    single = [float(covariance(column, column, [codes])[0]) for codes in ways]
    variance = max([independent, *single, float(covariance(column, column, ways)[0])])
    sizes = [np.bincount(codes).astype(float) for codes in ways]
    freedom = min([len(of_rows), *(float(m.sum() ** 2 / (m**2).sum()) for m in sizes)]) - 1
    return float(t_quantile(np.array(freedom))) * sqrt(variance)


def _matched_test(pair: Pair, strata: Rows, seed: int) -> tuple[str, float, int]:
    """Kind of unit, p-value, number of units: articles permuted within strata, or authors and
    threads where each stratum lies within one article.
    """
    import numpy as np

    articles = pair.clusters.articles
    across = len(np.unique(strata * (articles.max() + 1) + articles)) > strata.max() + 1
    kinds = {"articles": articles} if across else _inside(pair.clusters)
    found = []
    for kind, codes in kinds.items():
        _, units = _units(pair, codes, strata)
        found.append((stratified_test(units, seed), kind, len(units.first)))
    p_value, kind, number = max(found)
    return kind, p_value, number


def _inside(clusters: Clusters) -> dict[str, Rows]:
    """Authors and threads, those of each article by themselves."""
    threads = {"threads": clusters.threads}
    if clusters.authors is None:
        return threads
    return {
        "authors": clusters.authors * (clusters.articles.max() + 1) + clusters.articles,
        **threads,
    }


def _units(pair: Pair, codes: Rows, strata: Rows) -> tuple[Rows, Units]:
    """The clusters in `codes`, split by group and stratum, as units to permute; and their codes."""
    import numpy as np

    split = (codes * (int(strata.max()) + 1) + strata) * 2 + pair.first
    _, rows, cells = np.unique(split, return_index=True, return_inverse=True)
    sizes: Values = np.bincount(cells).astype(np.float64)
    sums: Values = np.bincount(cells, pair.labels, len(sizes)).astype(np.float64)
    return codes[rows], Units(pair.first[rows], sums, sizes, strata[rows])


def _sides(pair: Pair) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return pair.first, ~pair.first


def _stands_for_more(pair: Pair) -> bool:
    """Whether both groups have articles enough to be samples of articles."""
    import numpy as np

    return all(
        len(np.unique(pair.clusters.articles[side])) >= FEWEST_ARTICLES for side in _sides(pair)
    )
