"""Intervals of shares: published examples, and what holds for every count."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.study.intervals import wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_intervals_that_newcombe_published(count, n, low, high):
    # Newcombe 1998, Statistics in Medicine 17, p. 857-872, table I, method 3.
    found = wilson(count, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(n=st.integers(1, 5000), data=st.data())
def test_a_share_lies_in_its_interval_and_the_interval_in_0_to_1(n, data):
    count = data.draw(st.integers(0, n))
    found = wilson(count, n)
    assert 0 <= found.low <= count / n <= found.high <= 1


@given(n=st.integers(1, 5000), data=st.data())
def test_the_interval_of_the_rest_is_the_mirror_image(n, data):
    count = data.draw(st.integers(0, n))
    here, there = wilson(count, n), wilson(n - count, n)
    assert here.low == pytest.approx(1 - there.high, abs=1e-12)


@given(n=st.integers(1, 500), data=st.data())
def test_the_same_share_of_more_comments_has_a_narrower_interval(n, data):
    count = data.draw(st.integers(0, n))
    found = [wilson(count * times, n * times) for times in (1, 2, 3, 10)]
    widths = [ends.high - ends.low for ends in found]
    assert all(wide > narrow for wide, narrow in pairwise(widths))


@given(n=st.integers(2, 300))
def test_the_interval_moves_up_with_the_count(n):
    found = [wilson(count, n) for count in range(n + 1)]
    assert all(a.low <= b.low and a.high <= b.high for a, b in pairwise(found))


@pytest.mark.parametrize(("count", "n"), [(-1, 5), (6, 5), (0, 0)])
def test_an_interval_of_an_impossible_count_is_refused(count, n):
    with pytest.raises(ValueError, match=f"not {count} of {n}"):
        wilson(count, n)
