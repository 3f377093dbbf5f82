"""The questions of the codebook as classification heads: their order is the order of the logits."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)


@dataclass(frozen=True, slots=True)
class Head:
    """One question. `exclusive`: exactly one label holds (softmax), else any number (sigmoid)."""

    name: str
    labels: tuple[str, ...]
    exclusive: bool


HEADS = (
    Head("sentiment", SENTIMENTS, exclusive=True),
    Head("hostility", HOSTILITY_LEVELS, exclusive=True),
    Head("hostility_types", HOSTILITY_TYPES, exclusive=False),
    Head("hostility_target", HOSTILITY_TARGETS, exclusive=False),
    Head("sectarian", FRAMINGS, exclusive=True),
    Head("frames", FRAMES, exclusive=False),
)

_ends = tuple(accumulate(len(head.labels) for head in HEADS))

SLICES = {
    head.name: slice(end - len(head.labels), end) for head, end in zip(HEADS, _ends, strict=True)
}
"""Columns of the logits that belong to each head."""

LOGITS = _ends[-1]
"""Width of the output layer."""
