"""Intervals of shares: published examples, and what holds for every count."""

from itertools import pairwise
from math import inf, isinf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.study.intervals import difference, ratio, wilson, wilson_share


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


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_differences_have_the_intervals_that_newcombe_published(first, second, low, high):
    # Newcombe 1998, Statistics in Medicine 17, p. 873-890, table II, method 10.
    found = difference(first[0] / first[1], wilson(*first), second[0] / second[1], wilson(*second))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


counted = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def sides(first, second):
    return first[0] / first[1], wilson(*first), second[0] / second[1], wilson(*second)


@given(counted, counted, st.floats(-1, 1))
def test_a_difference_lies_in_its_interval_and_the_interval_in_minus_1_to_1(one, two, correlation):
    first, of_first, second, of_second = sides(one, two)
    found = difference(first, of_first, second, of_second, correlation)
    assert -1 <= found.low <= first - second + 1e-12
    assert first - second - 1e-12 <= found.high <= 1


@given(counted, counted)
def test_a_difference_the_other_way_round_is_the_mirror_image(one, two):
    here, there = difference(*sides(one, two)), difference(*sides(two, one))
    assert here.low == pytest.approx(-there.high, abs=1e-12)


@given(counted)
def test_estimates_that_move_together_have_a_surer_difference(one):
    first, of_first, second, of_second = sides(one, (one[1], 2 * one[1]))
    widths = [
        ends.high - ends.low
        for ends in (
            difference(first, of_first, second, of_second, r) for r in (-0.5, 0.0, 0.5, 0.9)
        )
    ]
    assert all(wide >= narrow for wide, narrow in pairwise(widths))


@given(counted, counted)
def test_a_ratio_lies_in_its_interval(one, two):
    first, of_first, second, of_second = sides(one, two)
    found = ratio(first, of_first, second, of_second)
    if second == 0:
        assert found is None
    else:
        assert 0 <= found.low <= first / second <= found.high


@given(counted, counted)
def test_a_ratio_upside_down_has_the_interval_upside_down(one, two):
    here, there = ratio(*sides(one, two)), ratio(*sides(two, one))
    if here is None or there is None:
        return
    assert here.low == pytest.approx(0 if isinf(there.high) else 1 / there.high, abs=1e-9)


@given(counted, counted)
def test_the_ends_of_a_ratio_solve_fiellers_equation(one, two):
    first, of_first, second, of_second = sides(one, two)
    found = ratio(first, of_first, second, of_second)
    if found is None or found.low in (0, first / second):
        return
    low = found.low
    spread = (first - of_first.low) ** 2 + low**2 * (of_second.high - second) ** 2
    assert (first - low * second) ** 2 == pytest.approx(spread, rel=1e-6)


def test_a_share_that_may_be_0_makes_a_ratio_without_bound():
    assert ratio(*sides((5, 10), (1, 10))).high < inf
    assert ratio(0.5, wilson(5, 10), 0.1, wilson_share(0.1, 0.5)).high > 10


@pytest.mark.parametrize(("share", "n"), [(-0.1, 5), (1.1, 5), (0.5, 0), (0.5, -1)])
def test_an_interval_of_an_impossible_share_is_refused(share, n):
    with pytest.raises(ValueError, match="needs a share in"):
        wilson_share(share, n)
