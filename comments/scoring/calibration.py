"""From logits to probabilities that can be taken at their word, and to labels.

Exclusive heads: softmax(scale * logits + surface * n-gram logits + offset), with one scale for the
encoder, one for the n-grams, and an offset a class: temperature scaling with a bias (Guo et al. 2017,
"On Calibration of Modern Neural Networks", section 4.2: vector scaling with a shared weight) of two
models stacked (Wolpert 1992). Other heads: a logistic curve a label (Platt 1999) and a threshold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from comments.scoring.heads import HEADS, SLICES, Head

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class HeadCalibration:
    """`scale`, `surface` and `offset` broadcast over the head's logits; `surface` is 0 where n-grams
    do not serve the head; `threshold` is a label's, None if the head is exclusive."""

    scale: Floats
    surface: Floats
    offset: Floats
    threshold: Floats | None


def probabilities(
    logits: Floats, surface: Floats, calibration: Mapping[str, HeadCalibration]
) -> dict[str, Floats]:
    """Calibrated probabilities by head, shape (rows, labels), of the encoder's logits and those of
    the n-grams, both (rows, all labels)."""
    out: dict[str, Floats] = {}
    for head in HEADS:
        fitted = calibration[head.name]
        columns = SLICES[head.name]
        z = logits[:, columns] * fitted.scale + surface[:, columns] * fitted.surface
        z = z + fitted.offset
        if head.exclusive:
            e = np.exp(z - z.max(axis=1, keepdims=True))
            out[head.name] = e / e.sum(axis=1, keepdims=True)
        else:
            out[head.name] = 1 / (1 + np.exp(-np.clip(z, -60, 60)))
    return out


def chosen(
    probability: Floats, head: Head, calibration: Mapping[str, HeadCalibration]
) -> list[list[str]]:
    """Labels of a non-exclusive head at or above their thresholds, one list a row."""
    threshold = calibration[head.name].threshold
    if threshold is None:
        raise ValueError(f"{head.name} is exclusive: it has one label a row, no thresholds")
    return [
        [label for label, on in zip(head.labels, row, strict=True) if on]
        for row in probability >= threshold
    ]


def to_json(calibration: Mapping[str, HeadCalibration]) -> dict[str, dict[str, Any]]:
    """The calibration as plain numbers, for `calibration.json`."""
    return {
        name: {
            "scale": c.scale.tolist(),
            "surface": c.surface.tolist(),
            "offset": c.offset.tolist(),
            **({} if c.threshold is None else {"threshold": c.threshold.tolist()}),
        }
        for name, c in calibration.items()
    }


def from_json(values: Mapping[str, Mapping[str, Any]]) -> dict[str, HeadCalibration]:
    """Inverse of `to_json`. Raises KeyError or ValueError where a head is missing or misshapen."""
    out: dict[str, HeadCalibration] = {}
    for head in HEADS:
        entry = values[head.name]
        scale = np.asarray(entry["scale"], np.float32)
        surface = np.asarray(entry["surface"], np.float32)
        offset = np.asarray(entry["offset"], np.float32)
        threshold = None if head.exclusive else np.asarray(entry["threshold"], np.float32)
        expected = (len(head.labels),)
        if offset.shape != expected or (threshold is not None and threshold.shape != expected):
            raise ValueError(f"calibration of {head.name} does not fit its {expected[0]} labels")
        if scale.shape not in {(1,), expected} or surface.shape != (1,):
            raise ValueError(
                f"calibration of {head.name} has {scale.size} and {surface.size} scales"
            )
        numbers = (scale, surface, offset, threshold)
        if not all(np.isfinite(n).all() for n in numbers if n is not None):
            raise ValueError(f"calibration of {head.name} holds what is no finite number")
        out[head.name] = HeadCalibration(scale, surface, offset, threshold)
    return out
