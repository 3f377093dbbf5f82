"""The scores of one text as bytes of one length, exactly, and back.

Probabilities are rounded to four decimals when they are made, so each is a whole number of
ten-thousandths: two bytes hold it without loss. Labels are places in the codebook's lists. The last
four bytes are a checksum over the key and the rest, since a number that a disk has changed is worse
than none.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from zlib import crc32

from comments.records import FRAMES, FRAMINGS, HOSTILITY_TARGETS, HOSTILITY_TYPES, SENTIMENTS

Row: TypeAlias = dict[str, Any] | None
"""Columns of `records.score_schema` without `groups`, each of which may be None; None for a text
that gets no scores."""

_PROBABILITIES = (
    *("p_negative", "p_neutral", "p_positive", "p_uncivil", "p_hostile", "p_violent"),
    *("p_sectarian", "p_bridging"),
)
_LABELS: Mapping[str, Sequence[Any]] = {
    "sentiment": SENTIMENTS,
    "hostility": range(4),
    "sectarian": FRAMINGS,
}
_LISTS: Mapping[str, Sequence[str]] = {
    "hostility_types": HOSTILITY_TYPES,
    "hostility_target": HOSTILITY_TARGETS,
    "frames": FRAMES,
}
COLUMNS = frozenset((*_PROBABILITIES, *_LABELS, *_LISTS, "windows"))

_FORMAT = struct.Struct(f"<{len(_PROBABILITIES)}H{len(_LABELS)}B{len(_LISTS)}BI")
_SUM = struct.Struct("<I")
SIZE = _FORMAT.size + _SUM.size
"""Bytes of a packed row."""

_PARTS = 10_000
_NO_PROBABILITY, _NO_LABEL, _NO_WINDOWS = 0xFFFF, 0xFF, 0xFFFFFFFF

_DECIMAL = [round(part / _PARTS, 4) for part in range(_PARTS + 1)]


def pack(key: bytes, row: Row) -> bytes:
    """The row as SIZE bytes that `unpack` takes back under the same key.

    Raises ValueError or KeyError for a row that could not be had back exactly.
    """
    if row is None:
        row = dict.fromkeys(COLUMNS)
    elif row.keys() != COLUMNS:
        raise ValueError(f"other columns than {sorted(COLUMNS)}")
    windows = row["windows"]
    body = _FORMAT.pack(
        *(_part(row[name]) for name in _PROBABILITIES),
        *(_place(row[name], labels) for name, labels in _LABELS.items()),
        *(_mask(row[name], labels) for name, labels in _LISTS.items()),
        _NO_WINDOWS if windows is None else windows,
    )
    return body + _SUM.pack(crc32(key + body))


def _part(probability: float | None) -> int:
    if probability is None:
        return _NO_PROBABILITY
    part = round(probability * _PARTS)
    if _DECIMAL[part] != probability:
        raise ValueError(f"{probability} is not rounded to four decimals")
    return part


def _place(label: Any, labels: Sequence[Any]) -> int:
    return _NO_LABEL if label is None else labels.index(label)


def _mask(chosen: Sequence[str] | None, labels: Sequence[str]) -> int:
    if chosen is None:
        return _NO_LABEL
    mask = sum(1 << labels.index(label) for label in chosen)
    if _labels(mask, labels) != list(chosen):
        raise ValueError(f"{chosen} are not in the codebook's order")
    return mask


def _labels(mask: int, labels: Sequence[str]) -> list[str]:
    return [label for i, label in enumerate(labels) if mask >> i & 1]


_CHOSEN = {
    name: [_labels(mask, labels) for mask in range(1 << len(labels))]
    for name, labels in _LISTS.items()
}


def unpack(key: bytes, packed: object) -> dict[str, Any] | None:
    """The row that was packed. Raises ValueError for anything that `pack` has not made of it."""
    if not isinstance(packed, bytes) or len(packed) != SIZE:
        raise ValueError("not the bytes of a row")
    body = packed[: _FORMAT.size]
    if _SUM.pack(crc32(key + body)) != packed[_FORMAT.size :]:
        raise ValueError("a row that was changed")
    numbers = iter(_FORMAT.unpack(body))
    row: dict[str, Any] = {}
    try:
        for name in _PROBABILITIES:
            part = next(numbers)
            row[name] = None if part == _NO_PROBABILITY else _DECIMAL[part]
        for name, labels in _LABELS.items():
            place = next(numbers)
            row[name] = None if place == _NO_LABEL else labels[place]
        for name in _LISTS:
            mask = next(numbers)
            row[name] = None if mask == _NO_LABEL else list(_CHOSEN[name][mask])
    except IndexError:
        raise ValueError("a row that holds what is no score") from None
    windows = next(numbers)
    row["windows"] = None if windows == _NO_WINDOWS else windows
    return None if windows == _NO_WINDOWS else row
