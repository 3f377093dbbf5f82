"""Intervals of shares."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval of a share, both ends in [0, 1]."""

    low: float
    high: float


def wilson(count: int, n: int, confidence: float = 0.95) -> Interval:
    """Wilson score interval of `count` in `n` trials.

    15 of 148:  Interval(low=0.0624, high=0.1605)

    Wilson 1927, JASA 22, p. 209-212; recommended for small n by Brown, Cai & DasGupta 2001,
    Statistical Science 16, p. 107. It takes comments as independent of each other; replies and
    busy writers make the true uncertainty larger. Raises ValueError unless 0 <= count <= n, n > 0.
    """
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"an interval needs 0 <= count <= n and n > 0, not {count} of {n}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = count / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 and n the formula gives the bound exactly; rounding must not put the share outside.
    low = 0.0 if count == 0 else max(0.0, centre - reach)
    high = 1.0 if count == n else min(1.0, centre + reach)
    return Interval(low, high)
