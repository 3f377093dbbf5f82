"""Tests by permutation of whole clusters, and their adjustment for number."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

PERMUTATIONS = 1999
"""Enough for a p-value of 0.0005; a p-value of 0.05 is then known to 0.01."""


CELLS = 1 << 22
"""Permutations times units that are drawn at once."""


@dataclass(frozen=True, slots=True)
class Units:
    """What is exchanged between two groups: clusters, each in one group.

    `first` says which units are in the first group; `sums` and `sizes` are the comments of the
    class and all scored comments of each. Units are exchanged within `strata` only.
    """

    first: NDArray[np.bool_]
    sums: Matrix
    sizes: Matrix
    strata: NDArray[np.intp]

    def at(self, rows: NDArray[np.bool_]) -> Units:
        """Some of the units."""
        return Units(self.first[rows], self.sums[rows], self.sizes[rows], self.strata[rows])


def share_test(units: Units, seed: int) -> float:
    """Two-sided p-value of a difference between the shares of two groups.

    The statistic is the difference over its standard error, units being independent, so that the
    test also holds where the groups differ in spread (Chung & Romano 2013, Annals of Statistics 41,
    p. 484-507).
    """
    import numpy as np

    pairs = _are_pairs(units)
    blocks = [*_permuted(units.at(~pairs), seed), _swapped(units.at(pairs), seed)]
    sides = [np.sum(side, axis=0) for side in zip(*blocks, strict=True)]
    total = sides[0] + sides[1]
    usual = total[:, 0] / total[:, 1]
    shares, variances = [], []
    for sums, sizes, squares, products, sizes_squared in (side.T for side in sides):
        share = sums / sizes
        spread = squares - 2 * share * products + share**2 * sizes_squared
        # A group all of one kind has no spread of its own.
        variances.append(np.maximum(spread / sizes**2, usual * (1 - usual) / sizes))
        shares.append(share)
    spread = np.sqrt(variances[0] + variances[1])
    gap = np.abs(shares[0] - shares[1])
    return _p_value(np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0))


def stratified_test(units: Units, seed: int) -> float:
    """Two-sided p-value of a Mantel-Haenszel difference, units being exchanged within strata."""
    import numpy as np

    gap = weights = np.zeros(PERMUTATIONS + 1)
    for first, second in _permuted(units, seed):
        n = first[:, 1] + second[:, 1]
        gap = gap + (first[:, 0] * second[:, 1] - second[:, 0] * first[:, 1]) / n
        weights = weights + first[:, 1] * second[:, 1] / n
    return _p_value(np.abs(gap) / weights)


def seed_of(ids: Iterable[str]) -> int:
    """A seed that depends on the comments and not on their order, so that figures can be checked."""
    digest = hashlib.sha256()
    for number, text in enumerate(sorted(map(str, ids))):
        digest.update(f"\n{text}".encode() if number else text.encode())
    return int.from_bytes(digest.digest()[:8], "big")


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted so that, of the tests under 0.05, about 5 % are due to chance.

    Benjamini & Hochberg 1995, J. Royal Statistical Society B 57, p. 289-300.
    """
    import numpy as np

    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p)[::-1]
    ranks = np.arange(len(p), 0, -1)
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum.accumulate(p[order] * (len(p) / ranks)) if len(p) else []
    return [float(value) for value in np.minimum(adjusted, 1.0)]


def _portions(rows: int, columns: int) -> Iterator[int]:
    """Rows of a matrix in portions of `CELLS` cells: what is drawn is the same, and never all there."""
    portion = max(1, CELLS // max(1, columns))
    while rows > 0:
        yield min(portion, rows)
        rows -= portion


def _p_value(statistics: Matrix) -> float:
    """Share of orders at least as extreme as the first, which is the observed one.

    It counts among them, so that the p-value is never 0 (Phipson & Smyth 2010, Statistical
    Applications in Genetics and Molecular Biology 9, 39).
    """
    # Rounding must not tell the observed order from a permuted one that is its equal.
    return float((statistics >= statistics[0] * (1 - 1e-9)).mean())


def _are_pairs(units: Units) -> NDArray[np.bool_]:
    """Which units are in a stratum of two, one of each group."""
    import numpy as np

    there = np.bincount(units.strata)
    first = np.bincount(units.strata, units.first)
    return np.asarray(((there == 2) & (first == 1))[units.strata])


def _swapped(pairs: Units, seed: int) -> tuple[Matrix, Matrix]:
    """Moments of both groups over all pairs, as in `_permuted`, whose loop they need not."""
    import numpy as np

    order = np.argsort(pairs.strata, kind="stable")
    ours, theirs = (
        _moments(pairs.sums[side], pairs.sizes[side])
        for side in (order[pairs.first[order]], order[~pairs.first[order]])
    )
    rng = np.random.default_rng([seed, 1])
    moved = np.vstack(
        [
            (rng.random((rows, len(ours))) < 0.5).astype(np.float64) @ (theirs - ours)
            for rows in _portions(PERMUTATIONS + 1, len(ours))
        ]
    )
    moved[0] = 0  # the observed order
    return ours.sum(axis=0) + moved, theirs.sum(axis=0) - moved


def _moments(sums: Matrix, sizes: Matrix) -> Matrix:
    import numpy as np

    return np.column_stack([sums, sizes, sums**2, sums * sizes, sizes**2])


def _permuted(units: Units, seed: int) -> Iterator[tuple[Matrix, Matrix]]:
    """Moments of both groups in each stratum: one row for the observed order, then one for each
    permutation.

    Columns: the units' sums, sizes, squared sums, sums times sizes, squared sizes. Equal units need
    no telling apart: how many of each kind come into the first group is hypergeometric.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    for stratum in np.unique(units.strata):
        inside = units.strata == stratum
        first = units.first[inside]
        kinds, kind, there = np.unique(
            np.column_stack([units.sums[inside], units.sizes[inside]]),
            axis=0,
            return_inverse=True,
            return_counts=True,
        )
        moments = _moments(*kinds.T)
        observed = np.bincount(kind[first], minlength=len(kinds))
        # Drawing is quickest with the commonest kinds first.
        order = np.argsort(-there, kind="stable")
        number = int(first.sum())
        counted = [observed[None, order] @ moments[order]]
        for rows in _portions(PERMUTATIONS, len(kinds)):
            drawn = rng.multivariate_hypergeometric(there[order], number, rows)
            counted.append(drawn.astype(np.float64) @ moments[order])
        sides = np.vstack(counted)
        yield sides, there @ moments - sides
