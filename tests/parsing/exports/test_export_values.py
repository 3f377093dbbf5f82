"""Fields of records: what is of another type than documented is as good as missing."""

from __future__ import annotations

import io
import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports import wordpress
from comments.parsing.exports.values import at, count, epoch, host, identity, iso, line, members

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(ANYTHING)
def test_any_value_can_be_asked_for_anything(value: object) -> None:
    assert at(value, "a", "b") is None or isinstance(value, dict)
    assert all(isinstance(item, dict) for item in members(value))
    assert isinstance(line(value), str | None)
    assert isinstance(identity(value), str | None)
    assert count(value) is None or abs(count(value) or 0) < 2**31
    assert isinstance(host(value if isinstance(value, str) else None), str | None)
    for moment in (iso(value), epoch(value)):
        assert moment is None or datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2019-03-04T07:12:45Z", "2019-03-04T07:12:45Z"),
        ("2019-03-04 07:12:45.120 +0300", "2019-03-04T07:12:45.120+03:00"),
        ("2019-03-04", "2019-03-04"),
        ("0000-00-00 00:00:00", None),
        ("2019-02-30", None),
        ("yesterday", None),
        (1551683565, None),
    ],
)
def test_a_moment_keeps_its_digits_and_its_zone(given: object, expected: str | None) -> None:
    assert iso(given) == expected


def test_ids_are_strings_and_zero_is_none() -> None:
    assert [identity(v) for v in (7, "7", " a ", 0, "0", "", True, 1.5, None)] == [
        "7", "7", "a", None, None, None, None, None, None,
    ]  # fmt: skip


def test_counts_are_whole_numbers_that_fit_a_table() -> None:
    assert [count(v) for v in (3, "3", "-2", 2**40, "3.5", True, None, "²")] == [
        3, 3, -2, None, None, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("local", "gmt", "expected"),
    [
        ("2024-01-15T08:02:11", "2024-01-15T07:02:11", "2024-01-15T08:02:11+01:00"),
        ("2009-09-18T16:24:32", "2009-09-18T21:24:32", "2009-09-18T16:24:32-05:00"),
        ("2023-01-01T05:30:00", "2023-01-01T00:00:00", "2023-01-01T05:30:00+05:30"),
        ("2023-01-01T09:00:00", "2023-01-01T09:00:00", "2023-01-01T09:00:00Z"),
        ("2023-01-01T09:00:00", None, "2023-01-01T09:00:00"),
        ("0000-00-00T00:00:00", "2023-01-01T09:00:00", "2023-01-01T09:00:00Z"),
        ("2023-03-01T09:00:00", "2023-01-01T09:00:00", "2023-01-01T09:00:00Z"),
        ("2023-01-01T09:00:00+02:00", "2023-01-01T07:00:00", "2023-01-01T09:00:00+02:00"),
        (None, None, None),
    ],
)
def test_a_wordpress_clock_gets_the_zone_that_follows_from_the_time_in_gmt(
    local: str | None, gmt: str | None, expected: str | None
) -> None:
    comment = {
        "id": 1, "post": 2, "parent": 0, "author_name": "Ann", "date": local, "date_gmt": gmt,
        "content": {"rendered": "<p>Hello</p>"},
    }  # fmt: skip
    (thread,) = wordpress.REST.threads(io.BytesIO(json.dumps(comment).encode()), "c.json")
    assert [c.posted_at for c in thread.reading.comments] == [expected]
