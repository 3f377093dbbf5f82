"""How long texts are cut into windows, and windows into batches."""

from __future__ import annotations

from collections.abc import Sequence

OVERLAP = 32
"""Tokens that neighbouring windows of a long text share, so that no sentence is only seen cut."""


def window_starts(tokens: int, size: int) -> list[int]:
    """First tokens of windows of `size` that cover so many tokens, OVERLAP of them shared or more.

    The windows are of equal length and spread evenly: there is no last window of three words.
    """
    if tokens <= size:
        return [0]
    count = -(-(tokens - OVERLAP) // (size - OVERLAP))
    return [round(k * (tokens - size) / (count - 1)) for k in range(count)]


def batches(order: Sequence[int], lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Cut an order into batches of at most `budget` tokens; a longer piece is a batch by itself."""
    found: list[list[int]] = []
    current: list[int] = []
    tokens = 0
    for k in order:
        if current and tokens + lengths[k] > budget:
            found.append(current)
            current, tokens = [], 0
        current.append(k)
        tokens += lengths[k]
    return [*found, current] if current else found
