"""The tone of a comment section from its first comment to its last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.study.prevalence import FEWEST

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Thread:
    """Tone by position.

    `points` has one row a comment in page order: `position` (from 1), `hostility` (0 to 3), `tone`
    (p_positive - p_negative, in [-1, 1]) and `trend`, the running mean of the tone. Tone and
    hostility are null where the model abstained. `window` is the number of comments that a trend
    value is the mean of (fewer at the two ends). Under `FEWEST` comments it is None and the trend
    is empty.
    """

    points: pd.DataFrame
    window: int | None


def tone_along(comments: pd.DataFrame) -> Thread:
    """Tone along one thread, from a frame with the columns of `scored_schema` for one article."""
    ordered = comments.sort_values("position", kind="stable", ignore_index=True)
    points = ordered[["position", "hostility"]].copy()
    points["tone"] = ordered["p_positive"].astype("float64") - ordered["p_negative"].astype(
        "float64"
    )
    scored = points["tone"].dropna()
    window = trend_window(len(scored))
    points["trend"] = (
        float("nan")
        if window is None
        else scored.rolling(window, center=True, min_periods=window // 2 + 1).mean()
    )
    return Thread(points, window)


def trend_window(n: int) -> int | None:
    """Comments in the running mean over `n` comments: a quarter of them, odd, at least 5.

    12 comments: 5 · 40 comments: 11 · 9 comments: None

    A quarter leaves four independent values in a trend, enough to see a turn and too few to see
    one in noise.
    """
    if n < FEWEST:
        return None
    return max(5, (n // 4) | 1)
