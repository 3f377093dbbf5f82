"""A row of scores comes back exactly, and bytes that are no such row never do."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
    score_schema,
)
from comments.scoring.packing import COLUMNS, SIZE, pack, unpack

KEY = b"k" * 16
PROBABILITY = st.none() | st.floats(0, 1).map(lambda p: round(p, 4))


def some_of(labels: tuple[str, ...]) -> st.SearchStrategy[list[str] | None]:
    chosen = st.sets(st.sampled_from(labels)).map(lambda found: [x for x in labels if x in found])
    return st.none() | chosen


ROWS = st.none() | st.fixed_dictionaries(
    {name: PROBABILITY for name in sorted(COLUMNS) if name.startswith("p_")}
    | {
        "sentiment": st.none() | st.sampled_from(SENTIMENTS),
        "hostility": st.none() | st.integers(0, 3),
        "sectarian": st.none() | st.sampled_from(FRAMINGS),
        "hostility_types": some_of(HOSTILITY_TYPES),
        "hostility_target": some_of(HOSTILITY_TARGETS),
        "frames": some_of(FRAMES),
        "windows": st.integers(1, 10_000),
    }
)


def row_of(probability: float = 0.5, windows: int = 1) -> dict[str, object]:
    labels = {"sentiment": "neutral", "hostility": 2, "sectarian": "none"}
    lists = {"hostility_types": ["insult"], "hostility_target": [], "frames": []}
    numbers = {name: probability for name in COLUMNS if name.startswith("p_")}
    return numbers | labels | lists | {"windows": windows}


def test_every_score_column_but_the_groups_is_packed() -> None:
    assert set(score_schema().names) - {"groups"} == COLUMNS


@settings(deadline=None)
@given(ROWS)
def test_any_row_comes_back_as_it_was(row: dict[str, object] | None) -> None:
    packed = pack(KEY, row)
    assert len(packed) == SIZE
    again = unpack(KEY, packed)
    assert again == row
    assert repr(sorted((again or {}).items())) == repr(sorted((row or {}).items()))


def test_every_probability_of_four_decimals_comes_back_to_the_last_bit() -> None:
    for part in range(10_001):
        probability = round(part * 1e-4, 4)
        again = unpack(KEY, pack(KEY, row_of(probability)))
        assert again is not None
        assert again["p_hostile"] == probability


@pytest.mark.parametrize(
    "row",
    [
        row_of(0.12345),
        row_of(windows=-1),
        row_of() | {"sentiment": "glad"},
        row_of() | {"frames": ["threat", "othering"]},
        {"sentiment": "neutral"},
        row_of() | {"irony": 1},
    ],
    ids=["five decimals", "windows", "label", "order", "too few", "too many"],
)
def test_a_row_that_could_not_be_had_back_is_refused(row: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, struct.error)):
        pack(KEY, row)


@settings(deadline=None)
@given(st.binary(max_size=64) | st.text(max_size=40) | st.integers() | st.none())
def test_foreign_values_are_no_row(value: object) -> None:
    with pytest.raises(ValueError, match="row"):
        unpack(KEY, value)


@settings(deadline=None)
@given(ROWS, st.integers(0, SIZE - 1), st.integers(1, 255))
def test_one_changed_byte_is_found(row: dict[str, object] | None, place: int, change: int) -> None:
    packed = bytearray(pack(KEY, row))
    packed[place] ^= change
    with pytest.raises(ValueError, match="changed"):
        unpack(KEY, bytes(packed))


def test_a_row_under_another_key_is_found() -> None:
    with pytest.raises(ValueError, match="changed"):
        unpack(b"x" * 16, pack(KEY, row_of()))
