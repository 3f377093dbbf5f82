"""Tests by permutation against exact tests, and Benjamini and Hochberg's own example."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.study.permutation import (
    PERMUTATIONS,
    Units,
    benjamini_hochberg,
    seed_of,
    share_test,
    stratified_test,
)


def units(first, second, strata=None):
    """Clusters of one comment each, 1 where it is of the class."""
    labels = np.array([*first, *second], dtype=float)
    member = np.arange(len(labels)) < len(first)
    place = np.zeros(len(labels), dtype=np.intp) if strata is None else np.array(strata)
    return Units(member, labels, np.ones_like(labels), place)


def test_fishers_lady_who_knew_all_eight_cups():
    # Fisher 1935, The Design of Experiments, ch. 2: 1 in 70 on one side, 2 in 70 on both.
    found = share_test(units([1, 1, 1, 1], [0, 0, 0, 0]), seed=1)
    assert found == pytest.approx(2 / 70, abs=0.015)


def test_fishers_lady_had_she_erred_on_one_cup_of_each_kind():
    # 17 in 70 on one side.
    found = share_test(units([1, 1, 1, 0], [1, 0, 0, 0]), seed=1)
    assert found == pytest.approx(34 / 70, abs=0.05)


def test_pairs_that_all_differ_one_way_are_the_sign_test():
    strata = [*range(6), *range(6)]
    for test in (share_test, stratified_test):
        found = test(units([1] * 6, [0] * 6, strata), seed=2)
        assert found == pytest.approx(2 / 2**6, abs=0.015)


def test_a_p_value_is_never_0():
    # Phipson & Smyth 2010: the observed order is one of the orders.
    found = share_test(units([1] * 60, [0] * 60), seed=3)
    assert found == 1 / (PERMUTATIONS + 1)


def test_whole_clusters_change_places():
    # Two hundred comments of two articles are two units: nothing can be said.
    two = Units(
        np.array([True, False]),
        np.array([90.0, 10.0]),
        np.array([100.0, 100.0]),
        np.zeros(2, dtype=np.intp),
    )
    assert share_test(two, seed=4) == 1.0


@given(st.lists(st.integers(0, 1), min_size=2, max_size=20))
def test_groups_that_are_the_same_do_not_differ(labels):
    assert share_test(units(labels, labels), seed=5) == 1.0


@given(
    st.lists(st.integers(0, 1), min_size=2, max_size=12),
    st.lists(st.integers(0, 1), min_size=2, max_size=12),
)
def test_a_test_has_two_sides_and_repeats_itself(first, second):
    here = share_test(units(first, second), seed=6)
    assert here == share_test(units(first, second), seed=6)
    assert 0 < here <= 1
    assert share_test(units(second, first), seed=6) == pytest.approx(here, abs=0.06)


def test_benjamini_and_hochberg_reject_four_of_their_fifteen():
    # 1995, J. Royal Statistical Society B 57, section 3.2: the first four, where Bonferroni has three.
    p = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
        *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
    ]
    adjusted = benjamini_hochberg(p)
    assert [value <= 0.05 for value in adjusted] == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4)


@given(st.lists(st.floats(0, 1), max_size=30), st.randoms(use_true_random=False))
def test_adjusting_keeps_order_makes_nothing_smaller_and_minds_no_order(p, random):
    adjusted = benjamini_hochberg(p)
    assert all(before <= after <= 1 for before, after in zip(p, adjusted, strict=True))
    order = random.sample(range(len(p)), len(p))
    assert benjamini_hochberg([p[i] for i in order]) == [adjusted[i] for i in order]


def test_a_single_test_needs_no_adjusting():
    assert benjamini_hochberg([0.03]) == [0.03]


def test_the_seed_knows_the_comments_and_not_their_order():
    assert seed_of(["a", "b"]) == seed_of(["b", "a"]) != seed_of(["a", "c"])


@pytest.mark.parametrize("pairs", [0, 3, 30])
def test_permutations_are_the_same_however_many_are_drawn_at_a_time(monkeypatch, pairs):
    rng = np.random.default_rng(pairs)
    n = 40
    strata = np.concatenate([np.zeros(n, int), np.repeat(np.arange(1, pairs + 1), 2)])
    first = np.concatenate([rng.random(n) < 0.5, np.tile([True, False], pairs)])
    sizes = rng.integers(1, 9, n + 2 * pairs).astype(float)
    sums = np.floor(sizes * rng.random(len(sizes)))
    units = Units(first, sums, sizes, strata)
    whole = share_test(units, 7)
    monkeypatch.setattr("comments.study.permutation.CELLS", 100)
    assert share_test(units, 7) == whole
