"""Values at given places of a JSON file, in the order in which they stand there."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.exports.json_stream import places

KEYS = st.text("ab. ", max_size=2)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=12,
)


def found(data: bytes, *prefixes: str) -> list[tuple[str, Any]]:
    return list(places(io.BytesIO(data), "x.json", *prefixes))


@given(st.lists(VALUES, min_size=1, max_size=3))
def test_whole_values_come_back_as_they_were_written(values: list[Any]) -> None:
    members = {"inner": {"list": values}, "after": 1}
    data = json.dumps(members).encode()
    assert found(data, "inner.list.item") == [("inner.list.item", value) for value in values]


def test_of_what_holds_other_places_the_end_is_told() -> None:
    data = b'{"chats": [{"name": "A", "said": [1, 2]}, {"said": [], "name": "B"}]} {"name": "C"}'
    assert found(data, "", "name", "chats.item", "chats.item.name", "chats.item.said.item") == [
        ("chats.item.name", "A"),
        ("chats.item.said.item", 1),
        ("chats.item.said.item", 2),
        ("chats.item", None),
        ("chats.item.name", "B"),
        ("chats.item", None),
        ("", None),
        ("name", "C"),
        ("", None),
    ]


def test_an_empty_key_does_not_end_the_value_around_it() -> None:
    value = {"": {"": 1, "a": [{"": 2}]}, "b": 3}
    assert found(json.dumps(value).encode(), "") == [("", value)]


def test_values_before_a_break_come_out_and_the_broken_one_does_not() -> None:
    seen = []
    with pytest.raises(SourceError, match="breaks off near byte 26, after 2 records"):
        for place in places(io.BytesIO(b'{"said": [{"a": 1}, 2, {"b'), "x.json", "said.item"):
            seen.append(place)  # noqa: PERF402 - those before the error are meant
    assert seen == [("said.item", {"a": 1}), ("said.item", 2)]
