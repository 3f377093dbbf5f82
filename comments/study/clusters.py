"""What belongs together among comments, and how many independent comments the rest is worth.

Comments of one author are alike, so are the replies in one thread, and the comments under one
article. Whoever counts them as independent states an interval that is too narrow. Here the
variance of a share is estimated under clustering in two crossed ways at once, and turned into an
effective number of comments, with which Wilson's interval keeps its 95 % (docs/statistics.md has
the simulation, scripts/coverage.py runs it).

The two ways are authors and articles where there are `FEWEST_ARTICLES` articles or more: the share
is then one of the outlet, language or period that the articles stand for. With fewer articles
(with one, most of all) the ways are authors and threads, and the share holds for these articles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.study.intervals import CONFIDENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Codes = NDArray[np.intp]
    Matrix = NDArray[np.float64]

CELLS = 1 << 22
"""Comments times columns that are computed with at once."""

FEWEST_ARTICLES = 5
"""Articles from which on the article is the cluster: the variance between fewer is hardly known,
and an interval that allowed for it would say nothing."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Which comments belong together, row by row of a table.

    Each array numbers the clusters of one kind from 0. `authors` gives every comment without an
    author one of its own, and is None where no author is known. A thread is a comment on the
    article with all replies below it.
    """

    articles: Codes
    threads: Codes
    authors: Codes | None

    def at(self, rows: NDArray[np.intp]) -> Clusters:
        """The clusters of some rows, numbered anew."""
        return Clusters(
            _numbered(self.articles[rows]),
            _numbered(self.threads[rows]),
            None if self.authors is None else _numbered(self.authors[rows]),
        )

    @property
    def people(self) -> int | None:
        """Number of authors, None where none is known."""
        return None if self.authors is None else _count(self.authors)

    @property
    def ways(self) -> dict[str, Codes]:
        """The crossed ways to cluster these comments by, by name, the coarser first."""
        return self.crossed(_count(self.articles) >= FEWEST_ARTICLES)

    def crossed(self, by_article: bool) -> dict[str, Codes]:
        """Authors, and articles or threads; without those that put all comments together, or each
        by itself.
        """
        found = {"articles": self.articles} if by_article else {"threads": self.threads}
        if self.authors is not None:
            found["authors"] = self.authors
        return {name: codes for name, codes in found.items() if 1 < _count(codes) < len(codes)}


@dataclass(frozen=True, slots=True)
class Estimate:
    """Means of the columns of a matrix of values in [0, 1], their variances under clustering, and
    the number of independent comments that would leave each mean as uncertain.
    """

    mean: Matrix
    variance: Matrix
    effective: Matrix


def find_clusters(comments: pd.DataFrame) -> Clusters:
    """Articles, threads and authors of a table with the columns of `comment_schema`.

    Removed comments keep their place in a thread: leave them in. A reply whose parent is not in
    the table begins a thread, and a circle of parents, which only damaged data has, is cut.
    """
    import pandas as pd

    articles = pd.factorize(comments["article_id"])[0]
    authors, names = pd.factorize(comments["author"])
    unknown = authors < 0
    authors[unknown] = len(names) + _range(int(unknown.sum()))
    return Clusters(
        articles, _threads(comments, articles), None if unknown.all() else _numbered(authors)
    )


def estimate(values: Matrix, ways: Sequence[Codes]) -> Estimate:
    """Means of `values` (comments x columns, in [0, 1]) with comments clustered in `ways`.

    Columns are taken a few at a time where there are many comments, so that memory holds no second
    matrix of their size.

    Variance in one way: the bias-reduced sandwich CR2 (Bell & McCaffrey 2002, Survey Methodology
    28, p. 169-181). In two: the sum of both less that of their crossing (Cameron, Gelbach & Miller
    2011, J. Business & Economic Statistics 29, p. 238-249), and no less than that of either way, or
    of independent comments.
    """
    import numpy as np

    n = len(values)
    crossing = [_crossing(*ways)] if len(ways) == 2 else []
    found = [_moments(block, [*ways, *crossing]) for block in _blocks(values)]
    mean = np.concatenate([moments.mean for moments in found])
    spread = np.concatenate([moments.spread for moments in found])
    each_way = [_joined([moments.ways[way] for moments in found]) for way in range(len(ways))]
    independent = spread / n
    variance = np.maximum.reduce([independent, *(way.variance for way in each_way)])
    if crossing:
        crossed = np.concatenate([moments.ways[-1].variance for moments in found])
        both = each_way[0].variance + each_way[1].variance - crossed
        variance = np.maximum(variance, both)
    varies = spread > 1e-12
    design = np.divide(variance, independent, out=np.ones_like(mean), where=varies)
    # A class that no comment has shows no clustering: it is taken for as clustered as the others.
    design[~varies] = design[varies].mean() if varies.any() else 1.0
    worth = _comments_worth(n, design, each_way)
    # Wilson's interval is one of labels, and probabilities vary less than labels of the same mean.
    # How much less, few comments show badly: one that varies as labels do is put beside them.
    labels = mean * (1 - mean)
    seen = (worth * spread + labels) / (worth + 1)
    gain = np.divide(labels, seen, out=np.ones_like(mean), where=varies)
    effective = gain * worth
    return Estimate(mean, variance, np.array([float(f"{number:.6g}") for number in effective]))


def covariance(first: Matrix, second: Matrix, ways: Sequence[Codes]) -> Matrix:
    """Covariances of two estimates, from what each comment adds to either: comments x columns each.

    The influence of a comment on a mean of `n` is its distance from the mean over `n`, and 0 of a
    comment outside the group. Two ways are taken together as in `estimate`.
    """
    import numpy as np

    def within(codes: Codes) -> Matrix:
        return np.asarray((_sums(codes, first) * _sums(codes, second)).sum(axis=0))

    total = sum((within(codes) for codes in ways), np.zeros(first.shape[1]))
    if len(ways) == 2:
        total = total - within(_crossing(*ways))
    return np.asarray(total)


def t_quantile(freedom: Matrix) -> Matrix:
    """Quantile of Student's t that leaves 2.5 % above, for degrees of freedom from 1 on."""
    import numpy as np
    from scipy.special import stdtrit

    return np.asarray(stdtrit(np.maximum(freedom, 1.0), (1 + CONFIDENCE) / 2))


def _comments_worth(n: int, design: Matrix, ways: Sequence[_Way]) -> Matrix:
    """Effective number of comments, from the design effect and how surely it is known.

    Korn & Graubard 1998, Survey Methodology 24, p. 193-201: n / design (Kish 1965), times
    (t of n - 1 / t of the clusters' degrees of freedom) squared. Degrees of freedom follow
    Satterthwaite for clusters of unequal size and the correlation found within them. If all comments
    of a cluster were the same, the number would be that of the clusters, as Kish counts unequal
    ones; what is not known of the variance does not bring it below that. Both are of the way that
    makes a mean more uncertain.
    """
    import numpy as np

    worth: Matrix = n / design
    if not ways or n < 2:
        return worth
    stronger = np.argmax([way.variance for way in ways], axis=0)
    freedom = np.choose(stronger, [way.freedom for way in ways])
    clusters = np.array([way.clusters for way in ways])[stronger]
    sure = (t_quantile(np.array(n - 1.0)) / t_quantile(freedom)) ** 2
    return np.asarray(np.maximum(worth * np.minimum(sure, 1.0), np.minimum(worth, clusters)))


@dataclass(frozen=True, slots=True)
class _Moments:
    """Mean and spread (variance of single values) of some columns, and what each way says of them."""

    mean: Matrix
    spread: Matrix
    ways: list[_Way]


def _moments(values: Matrix, ways: Sequence[Codes]) -> _Moments:
    mean, spread = values.mean(axis=0), values.var(axis=0)
    return _Moments(mean, spread, [_Way.of(codes, values, mean, spread) for codes in ways])


def _blocks(values: Matrix) -> Iterator[Matrix]:
    """The columns as numbers of 64 bits, as many at a time as make `CELLS` cells."""
    import numpy as np

    width = max(1, CELLS // max(1, len(values)))
    for start in range(0, values.shape[1], width):
        yield np.asfortranarray(values[:, start : start + width], dtype=np.float64)


def _joined(blocks: Sequence[_Way]) -> _Way:
    """One way's findings on all columns."""
    import numpy as np

    return _Way(
        np.concatenate([way.variance for way in blocks]),
        np.concatenate([way.freedom for way in blocks]),
        blocks[0].clusters,
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to cluster: variance of each column's mean, its degrees of freedom, and the number
    of equal clusters that the unequal ones are worth, n² / Σm² (Kish 1965).
    """

    variance: Matrix
    freedom: Matrix
    clusters: float

    @staticmethod
    def of(codes: Codes, values: Matrix, mean: Matrix, spread: Matrix) -> _Way:
        import numpy as np

        n = len(codes)
        sizes = np.bincount(codes).astype(np.float64)
        squares = (_sums(codes, values) - mean * sizes[:, None]) ** 2
        variance = (squares / (1 - sizes / n)[:, None]).sum(axis=0) / n**2
        m2, m3, m4 = ((sizes**power).sum() for power in (2, 3, 4))
        total = spread * n
        alike, apart = m2 - n, n * n - m2
        correlation = np.zeros_like(total)
        if alike > 0 and apart > 0:
            inside = squares.sum(axis=0) - total
            between = -(total + inside) / apart
            scale = total / n - between
            correlation = np.divide(
                inside / alike - between, scale, where=scale > 1e-12, out=correlation
            )
            correlation = np.clip(correlation, 0.0, 1.0)
        # Satterthwaite's degrees of freedom, a cluster of m comments adding m (1 + (m - 1) rho).
        weight = n + correlation * (m2 - n)
        squared = m2 + 2 * correlation * (m3 - m2) + correlation**2 * (m4 - 2 * m3 + m2)
        return _Way(variance, weight**2 / squared - 1, n * n / m2)


def _threads(comments: pd.DataFrame, articles: Codes) -> Codes:
    """Number of the thread of each comment: of the first comment above it."""
    import numpy as np
    import pandas as pd

    n = len(comments)
    named = pd.concat([comments["comment_id"], comments["parent_id"]], ignore_index=True)
    ids = pd.factorize(named)[0]
    # The ids of a user's own table may begin anew under each article.
    keys = np.concatenate([articles, articles]) * (len(ids) + 1) + ids
    unique, codes = np.unique(keys[:n], return_inverse=True)
    place = np.searchsorted(unique, keys[n:]).clip(max=max(len(unique) - 1, 0))
    answers = (ids[n:] >= 0) & (unique[place] == keys[n:]) if n else np.zeros(0, dtype=bool)
    above = np.arange(len(unique))
    above[codes[answers]] = place[answers]
    for _ in range(n.bit_length() + 1):
        before, above = above, above[above]
        if (before == above).all():
            break
    return _numbered(above[codes])


def _sums(codes: Codes, values: Matrix) -> Matrix:
    """Sums of the rows of `values` by cluster."""
    import numpy as np

    clusters = _count(codes)
    return np.column_stack([np.bincount(codes, column, clusters) for column in values.T])


def _crossing(first: Codes, second: Codes) -> Codes:
    """Number of each pair of clusters that occurs."""
    return _numbered(first * _count(second) + second)


def _numbered(codes: Codes) -> Codes:
    """Numbers from 0 on in the order of `codes`, without those that do not occur."""
    import numpy as np

    # Without sorting where the numbers lie close: millions of comments are numbered many times.
    if _count(codes) > 2 * len(codes):
        return np.unique(codes, return_inverse=True)[1]
    there = np.zeros(_count(codes), dtype=bool)
    there[codes] = True
    return (np.cumsum(there) - 1)[codes]


def _count(codes: Codes) -> int:
    return int(codes.max()) + 1 if len(codes) else 0


def _range(n: int) -> Codes:
    import numpy as np

    return np.arange(n)
