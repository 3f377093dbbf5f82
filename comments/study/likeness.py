"""How alike two texts are: their pieces, and numbers that stand for these.

Texts whose pieces are alike (Broder 1997, Proc. Compression and Complexity of Sequences, p. 21-29)
are found among many by MinHash and banding (Leskovec, Rajaraman & Ullman 2014, Mining of Massive
Datasets, ch. 3).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.intp]
    Signatures = NDArray[np.uint64]

SHINGLE = 5
"""Characters in a piece of text; five tell texts apart in scripts of all kinds."""

BANDS, ROWS = 20, 5
"""Minimum hashes: texts that agree in all rows of a band are compared. At a similarity of 0.8 a
pair is missed once in 2,800 times, at 0.9 never."""

LETTERS = 50_000
"""Letters that are hashed at a time."""


_ODD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: Knuth's multiplier


def plain(text: str) -> str:
    """A text without what copying changes: case, vowel marks, punctuation, emoji, white space.

    "Long live  LEBANON!!": "long live lebanon"
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = letters if letters.isascii() else letters.translate(_MARKS)
    return " ".join(re.findall(r"\w+", kept))


class _Marks(dict[int, int | None]):
    """What `str.translate` takes: nothing in the place of marks that stand on a letter.

    Filled as letters come, since Unicode has a million places.
    """

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


_MARKS = _Marks()


def shingles(text: str) -> frozenset[str]:
    """The pieces of `SHINGLE` characters of a plain text, each once."""
    return frozenset(text[i : i + SHINGLE] for i in range(max(1, len(text) - SHINGLE + 1)))


def similarity(first: frozenset[str], second: frozenset[str]) -> float:
    """Jaccard similarity of two sets: what they share of what either has."""
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def signatures(texts: Iterable[str]) -> Signatures:
    """Minimum hashes of each text's pieces: one row a text, `BANDS` x `ROWS` columns.

    The share of columns in which two texts agree estimates the similarity of their pieces without
    bias (Broder 1997). The hash functions are multiply-shift (Dietzfelbinger et al. 1997).
    """
    import numpy as np

    rng = np.random.default_rng(1997)
    factors = rng.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64) * 2 + 1
    offsets = rng.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
    found = [np.zeros((0, BANDS * ROWS), dtype=np.uint32)]
    for batch in _batches(texts):
        pieces, starts = _pieces(batch)
        minima = np.empty((len(batch), BANDS * ROWS), dtype=np.uint32)
        for column, (factor, offset) in enumerate(zip(factors, offsets, strict=True)):
            hashed = ((pieces * factor + offset) >> np.uint64(32)).astype(np.uint32)
            minima[:, column] = np.minimum.reduceat(hashed, starts)
        found.append(minima)
    return np.concatenate(found)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Texts, about `LETTERS` letters at a time."""
    batch: list[str] = []
    letters = 0
    for text in texts:
        batch.append(text)
        letters += len(text)
        if letters >= LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _pieces(texts: Sequence[str]) -> tuple[Signatures, Rows]:
    """The pieces of all texts as numbers, one text's behind the other's, and where each begins."""
    import numpy as np

    padded = [text.ljust(SHINGLE) for text in texts]
    sizes = np.array([len(text) for text in padded])
    ends = sizes.cumsum()
    numbers = _numbers("".join(padded))
    # A piece that begins in the last letters of a text reaches into the next.
    across = (ends[:-1, None] - np.arange(1, SHINGLE)).ravel()
    counts = sizes - SHINGLE + 1
    return np.delete(numbers, across), counts.cumsum() - counts


def _numbers(text: str) -> Signatures:
    """The pieces of a text as 64-bit numbers, the same on every machine."""
    import numpy as np

    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    letters = letters.astype(np.uint64)
    pieces = np.lib.stride_tricks.sliding_window_view(letters, SHINGLE)
    numbers = pieces @ np.array([pow(_ODD, power, 1 << 64) for power in range(SHINGLE)], np.uint64)
    # The finaliser of SplitMix64, which spreads neighbours (Steele, Lea & Flood 2014, OOPSLA).
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray(numbers ^ (numbers >> np.uint64(31)))


def bucketed(found: Signatures) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Texts in order that agree with another one in a band, with the buckets (band, number) of
    those bands.
    """
    import numpy as np

    buckets = np.empty((len(found), BANDS), dtype=np.int32)
    for band in range(BANDS):
        columns = np.ascontiguousarray(found[:, band * ROWS : (band + 1) * ROWS])
        rows = columns.view(np.dtype((np.void, columns.dtype.itemsize * ROWS))).ravel()
        _, kinds, sizes = np.unique(rows, return_inverse=True, return_counts=True)
        buckets[:, band] = np.where(sizes[kinds] > 1, kinds, -1)
    for text in np.flatnonzero((buckets >= 0).any(axis=1)):
        bands = np.flatnonzero(buckets[text] >= 0)
        yield int(text), [(int(band), int(buckets[text, band])) for band in bands]
