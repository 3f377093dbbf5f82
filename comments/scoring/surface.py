"""A second, shallow reading of a text: its character n-grams, hashed and weighed.

The encoder reads meaning through word embeddings that stay as they came; spelling, slang and slurs
of languages that it hardly knows pass it by. A linear model over character n-grams remembers just
these (Joulin et al. 2017, "Bag of Tricks for Efficient Text Classification"), and the sum of the two
beats both ("wide and deep": Cheng et al. 2016). `scripts/train_surface.py` fits the weights; how much
they count beside the encoder's logits is part of the calibration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from comments.scoring.heads import HEADS, LOGITS, SLICES

if TYPE_CHECKING:
    from torch import Tensor

    from comments.scoring.calibration import Floats

SHORTEST, LONGEST = 2, 5
"""Lengths of the n-grams, in characters, a space before and after each word included."""

SURFACE_HEADS = tuple(head for head in HEADS if head.exclusive)
"""The heads that n-grams help; for the others there are too few labelled comments."""

SURFACE_LOGITS = sum(len(head.labels) for head in SURFACE_HEADS)

_COLUMNS = np.concatenate([np.arange(LOGITS)[SLICES[head.name]] for head in SURFACE_HEADS])
"""Where the columns of the weights stand among the logits of all heads."""

AT_ONCE = 256
"""Texts whose n-grams are in memory together: their weights take 40 MB for a million n-grams."""

MOST_CHARACTERS = 2_000
"""Longer texts count by their beginning: the sum is an average over n-grams, which then stands."""

_MULTIPLIER = np.uint64(
    0x9E3779B97F4A7C15
)  # 2 ** 64 / golden ratio, Knuth's multiplicative hashing
_SPACE = 32


def ngrams(
    texts: Sequence[str], buckets: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Hashed n-grams of prepared texts, each once a text: (text index, bucket), both sorted.

    N-grams lie within one word with a space on either side, case folded. `buckets` is a power of
    two.
    """
    words = [text.casefold()[:MOST_CHARACTERS].split() for text in texts]
    padded = [f" {' '.join(some)} " if some else "" for some in words]
    joined = "".join(padded).encode("utf-32-le", "replace")
    codes = np.frombuffer(joined, np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(padded)), [len(text) for text in padded])
    spaces = codes == _SPACE
    before = np.concatenate([[0], np.cumsum(spaces)])
    shift = np.uint64(64 - (buckets.bit_length() - 1))
    found = []
    codes += np.uint64(1)  # or the character 0 would be lost at the start of an n-gram
    hashed = codes
    for size in range(2, LONGEST + 1):
        count = len(codes) - size + 1
        if count <= 0:
            break
        hashed = hashed[:count] * _MULTIPLIER + codes[size - 1 :]
        first, last = np.arange(count), np.arange(size - 1, len(codes))
        inside = before[last] - before[first + 1] == 0
        inside &= owner[first] == owner[last]
        bucket = ((hashed * _MULTIPLIER) >> shift).astype(np.int64)
        found.append(owner[first][inside] * buckets + bucket[inside])
    keys = np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)
    return keys // buckets, keys % buckets


class Surface:
    """Weights of n-grams: int8 rows with one scale a column."""

    def __init__(self, weights: npt.NDArray[np.int8], scale: Floats, bias: Floats) -> None:
        """`weights` (buckets, SURFACE_LOGITS), `scale` and `bias` (SURFACE_LOGITS,). ValueError if not."""
        buckets = len(weights)
        if weights.shape[1:] != (SURFACE_LOGITS,) or buckets & (buckets - 1) or buckets < 2:
            raise ValueError(f"n-gram weights of shape {weights.shape}")
        if scale.shape != (SURFACE_LOGITS,) or bias.shape != scale.shape:
            raise ValueError("scales that do not fit the n-gram weights")
        if not (np.isfinite(scale).all() and np.isfinite(bias).all()):
            raise ValueError("weights that are no finite numbers")
        self._weights, self._scale, self._bias = weights, scale, bias

    def logits(self, texts: Sequence[str]) -> Floats:
        """Logits of prepared texts, shape (texts, LOGITS); 0 for the heads that n-grams do not serve.

        A text of n different n-grams gets the sum of their weights over the root of n.
        """
        parts = [self._logits(texts[i : i + AT_ONCE]) for i in range(0, len(texts), AT_ONCE)]
        return np.concatenate(parts) if parts else np.zeros((0, LOGITS), np.float32)

    def _logits(self, texts: Sequence[str]) -> Floats:
        owner, bucket = ngrams(texts, len(self._weights))
        count = np.bincount(owner, minlength=len(texts))
        sums = np.zeros((len(texts), SURFACE_LOGITS), np.float32)
        has_any = np.flatnonzero(count)
        if len(has_any):
            starts = np.concatenate([[0], np.cumsum(count)[:-1]])[has_any]
            rows = self._weights[bucket].astype(np.int32)
            sums[has_any] = np.add.reduceat(rows, starts, axis=0)
        length = np.sqrt(np.maximum(count, 1))[:, None]
        out = np.zeros((len(texts), LOGITS), np.float32)
        out[:, _COLUMNS] = sums * self._scale / length + self._bias
        return out


def from_tensors(tensors: Mapping[str, Tensor]) -> Surface:
    """The weights as a bundle stores them. Raises KeyError or ValueError where they are not sound."""
    weights = tensors["surface.weights"].numpy()
    if weights.dtype != np.int8:
        raise ValueError(f"n-gram weights of type {weights.dtype}")
    return Surface(weights, tensors["surface.scale"].numpy(), tensors["surface.bias"].numpy())
