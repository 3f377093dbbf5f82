"""A kind of JSON is told by the paths in the start of a file, wherever that is cut."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports.json_marks import has_fields, has_paths, json_paths

NESTED = {"items": [{"id": "x", "snippet": {"topLevelComment": {"snippet": {"text": "é"}}}}]}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=10,
)


def test_the_paths_of_a_document_are_found() -> None:
    head = json.dumps(NESTED).encode()
    assert has_paths("items", "items.item.snippet.topLevelComment.snippet.text")(head)
    assert not has_paths("items", "items.snippet")(head)
    assert not has_paths("items.item.items")(head)


def test_paths_are_found_in_any_of_the_lines() -> None:
    head = b'{"a": 1}\n{"b": {"c": []}}\n[{"d": 1}]\n{"e'
    assert has_paths("a", "b.c", "item.d")(head)
    assert not has_paths("e")(head)


def test_fields_are_found_in_an_object_in_lines_and_in_an_array() -> None:
    asked = has_fields("id", "by.name")
    assert asked(b'{"id": 1, "by": {"name": "x"}}')
    assert asked(b'{"id": 1}\n{"by": {"name": "x"}}')
    assert not asked(b'\xef\xbb\xbf [{"id": 1, "by": {"nam')
    assert asked(b'\xef\xbb\xbf [{"id": 1, "by": {"name": ')
    assert not asked(b'{"items": [{"id": 1, "by": {"name": "x"}}]}')


@given(JSON, st.integers(0, 200))
def test_a_cut_only_ever_loses_paths(value: object, cut: int) -> None:
    raw = json.dumps(value).encode()
    assert json_paths(raw[:cut]) <= json_paths(raw)


@given(st.binary(max_size=200) | st.binary(max_size=50).map(lambda tail: b'{"a": [' + tail))
def test_any_bytes_have_paths_or_none(head: bytes) -> None:
    assert isinstance(has_paths("a")(head), bool)


def test_numbers_and_nesting_without_end_are_no_trouble() -> None:
    for bait in (b'{"a": %s, "b": 1}' % (b"9" * 60_000), b'{"a": 1e999999999, "b": 1}'):
        assert has_paths("a")(bait)
    assert has_paths("item.item")(b"[" * 65_536)
    assert has_paths("a.a")(b'{"a":' * 13_000)


def test_what_is_no_json_has_no_paths() -> None:
    for text in (b"", b"   ", b"<html>", b"a,b\n1,2\n", b"[sic] he said {a: 1}", b"PK\x03\x04"):
        assert json_paths(text) <= {""}
