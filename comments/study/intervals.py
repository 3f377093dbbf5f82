"""Intervals of shares, of their differences and of their ratios."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval from `low` to `high`, in the unit of its estimate."""

    low: float
    high: float


def wilson(count: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Wilson score interval of `count` in `n` independent trials.

    15 of 148:  Interval(low=0.0624, high=0.1605)

    Wilson 1927, JASA 22, p. 209-212; recommended for small n by Brown, Cai & DasGupta 2001,
    Statistical Science 16, p. 107. Raises ValueError unless 0 <= count <= n, n > 0.
    """
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"an interval needs 0 <= count <= n and n > 0, not {count} of {n}")
    return wilson_share(count / n, n, confidence)


def wilson_share(share: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Wilson score interval of a `share` that is as uncertain as `n` independent trials make it.

    `n` need not be whole: an effective number of comments (see `clusters.effective_number`) makes
    it the modified Wilson interval of surveys, which Franco, Little, Louis & Slud 2019, J. Survey
    Statistics and Methodology 7, p. 334-364, recommend. Raises ValueError unless 0 <= share <= 1
    and n > 0.
    """
    if not 0 <= share <= 1 or not n > 0:
        raise ValueError(f"an interval needs a share in [0, 1] and n > 0, not {share} of {n}")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 and 1 the formula gives the bound exactly; rounding must not put the share outside.
    low = 0.0 if share == 0 else min(share, max(0.0, centre - reach))
    high = 1.0 if share == 1 else max(share, min(1.0, centre + reach))
    return Interval(low, high)


def difference(
    first: float, of_first: Interval, second: float, of_second: Interval, correlation: float = 0.0
) -> Interval:
    """Interval of `first` - `second`, two shares, from the interval of each.

    56 of 70 and 48 of 80 (0.8 and 0.6):  Interval(low=0.0524, high=0.3339)

    The method of variance estimates recovery: Newcombe 1998, Statistics in Medicine 17, p. 873-890,
    method 10, and with the `correlation` of the two estimates Zou & Donner 2008, ibid. 27,
    p. 1693-1702. It stays in [-1, 1], holds at shares of 0 and 1, and agrees with the intervals
    that are shown for the two shares.
    """
    below, above = first - of_first.low, of_first.high - first
    under, over = second - of_second.low, of_second.high - second
    gap = first - second
    low = gap - sqrt(max(0.0, below**2 + over**2 - 2 * correlation * below * over))
    high = gap + sqrt(max(0.0, above**2 + under**2 - 2 * correlation * above * under))
    return Interval(max(-1.0, low), min(1.0, high))


def ratio(
    first: float, of_first: Interval, second: float, of_second: Interval, correlation: float = 0.0
) -> Interval | None:
    """Interval of `first` / `second`, two shares, from the interval of each; high may be infinite.

    Donner & Zou 2012, Statistical Methods in Medical Research 21, p. 347-359 (Fieller's theorem with
    the variances recovered from the intervals). None where the second share is 0.
    """
    if second == 0:
        return None
    below, above = first - of_first.low, of_first.high - first
    under, over = second - of_second.low, of_second.high - second
    # The two roots of Fieller's equation, each with the variances of its own side.
    product = first * second - correlation * below * over
    root = sqrt(max(0.0, product**2 - (second**2 - over**2) * (first**2 - below**2)))
    low = (first**2 - below**2) / (product + root) if product + root > 0 else 0.0
    product = first * second - correlation * above * under
    root = sqrt(max(0.0, product**2 - (second**2 - under**2) * (first**2 - above**2)))
    bounded = second**2 - under**2
    high = (product + root) / bounded if bounded > 0 else inf
    return Interval(max(0.0, min(low, first / second)), max(high, first / second))
