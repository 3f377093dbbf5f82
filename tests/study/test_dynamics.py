"""Tone along threads, with depth and time, after hostility, and from the headline: by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_samples import frame, scores

from comments.study.dynamics import after_hostility, by_depth, by_position, over_time


def negative(found):
    return [part.of("sentiment", "negative").count for part in found.values()]


def test_thirds_of_a_long_and_of_a_short_thread_count_together():
    moods = ["negative"] * 4 + ["positive"] * 8 + ["negative"] + ["positive"] * 2
    found = by_position(frame([scores(mood) for mood in moods], ["a"] * 12 + ["b"] * 3))
    assert list(found) == ["1/3", "2/3", "3/3"]
    assert negative(found) == [5, 0, 0]
    assert [part.comments for part in found.values()] == [5, 5, 5]


@given(st.lists(st.sampled_from("abc"), max_size=40), st.integers(1, 10))
def test_stretches_of_a_thread_together_hold_every_comment(articles, parts):
    found = by_position(frame([scores()] * len(articles), articles), parts)
    assert sum(part.comments for part in found.values()) == len(articles)


def test_removed_comments_keep_their_place_in_the_thread():
    rows = [scores(), {"removal": "moderator"}, scores()]
    found = by_position(frame(rows), 3)
    assert [part.comments for part in found.values()] == [1, 0, 1]
    assert found["2/3"].removed == 1


def test_deep_replies_are_taken_together():
    found = by_depth(frame([{**scores(), "depth": depth} for depth in (0, 0, 1, 3, 4, 9)]))
    assert {name: part.comments for name, part in found.items()} == {"0": 2, "1": 1, "3+": 3}


def test_over_time_leaves_out_times_that_are_not_exact_enough():
    rows = [
        {**scores(), "posted_at": "2024-05-07T10:00", "posted_precision": "minute"},
        {**scores(), "posted_at": "2024-05-06", "posted_precision": "day"},
        {**scores(), "posted_at": "2022-05-07", "posted_precision": "year"},
        scores(),
    ]
    assert list(over_time(frame(rows), "day")) == ["2024-05-06", "2024-05-07"]
    assert list(over_time(frame(rows), "year")) == ["2022", "2024"]


def threads(hostile, civil, authors=7):
    """Articles of a hostile and a civil comment each, with replies of the given levels."""
    rows, articles = [], []
    for article, levels in enumerate(zip(hostile, civil, strict=True)):
        for parent, replies in zip((2, 0), levels, strict=True):
            root = len(rows)
            rows.append({**scores(hostility=parent), "author": "someone"})
            rows += [
                {
                    **scores(hostility=level),
                    "parent_id": f"c{root}",
                    "author": f"r{(len(rows) + i) % authors}",
                }
                for i, level in enumerate(replies)
            ]
            articles += [f"a{article}"] * (len(rows) - len(articles))
    return frame(rows, articles)


def test_replies_to_hostile_parents_are_compared_within_articles():
    found = after_hostility(threads([[2, 2, 0, 0]] * 6, [[2, 0, 0, 0]] * 6))
    assert (found.hostile_parents, found.civil_parents) == (24, 24)
    assert found.gap.difference == pytest.approx(0.25)
    assert found.gap.expected == pytest.approx(0.25)
    assert found.gap.strata == 6


def test_heated_articles_alone_make_no_effect_of_parents():
    # Every reply in the first articles is hostile, none in the others, whoever is answered.
    hostile = [[2] * 9] * 3 + [[0] * 3] * 3
    civil = [[2] * 3] * 3 + [[0] * 9] * 3
    assert after_hostility(threads(hostile, civil)).gap.difference == 0


def test_few_replies_are_counted_and_not_compared():
    found = after_hostility(threads([[2, 2]], [[0, 0]]))
    assert (found.hostile_parents, found.civil_parents, found.gap) == (2, 2, None)


def test_answers_to_oneself_and_to_removed_or_unscored_comments_are_left_out():
    rows = [
        {**scores(hostility=3), "author": "x"},
        {**scores(hostility=3), "parent_id": "c0", "author": "x"},
        {"removal": "moderator"},
        {**scores(hostility=3), "parent_id": "c2", "author": "y"},
        {},
        {**scores(hostility=3), "parent_id": "c4", "author": "y"},
        {**scores(hostility=1)},
        {**scores(hostility=3), "parent_id": "c6", "author": "y"},
    ]
    found = after_hostility(frame(rows))
    assert (found.hostile_parents, found.civil_parents) == (0, 0)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random):
    comments = threads([[2, 0, 2, 0]] * 5, [[0, 2, 0, 0]] * 5)
    shuffled = comments.iloc[random.sample(range(len(comments)), len(comments))]
    assert after_hostility(shuffled) == after_hostility(comments)
    assert negative(by_position(shuffled)) == negative(by_position(comments))
