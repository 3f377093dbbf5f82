"""The drift from the headline's tone to the comments'."""

import pytest
from study_samples import articles_of, frame, scores

from comments.study.headline import drift, drift_frame

NEUTRAL = {"title_p_positive": 0.0, "title_p_negative": 0.0, "title_p_hostile": 0.0}


def threads(*lines):
    """Comments of articles "a", "b" …, a list of scores each."""
    names = [chr(ord("a") + number) for number, line in enumerate(lines) for _ in line]
    return frame([row for line in lines for row in line], names)


def by_part(found, scale="tone"):
    return {row.part: row for row in found if row.scale == scale}


def test_it_is_the_mean_over_articles_of_the_comments_tone_less_the_headlines():
    # Article by article -0.5, -1, 0, -0.5 and -0.5 from a headline of no tone.
    lines = [
        [scores(), scores("positive"), scores(), scores()],
        [scores(), scores()],
        [scores("positive"), scores()],
        [scores("neutral"), scores()],
        [scores("neutral"), scores()],
    ]
    comments = threads(*lines)
    found = by_part(drift(comments, articles_of(comments, **NEUTRAL)))["all"]
    assert (found.articles, found.mean) == (5, pytest.approx(-0.5))
    # Student's t of four degrees of freedom is 2.776; standard deviation 0.3536, over the root of 5.
    assert found.high == pytest.approx(-0.5 + 2.776 * 0.35355 / 5**0.5, abs=1e-3)
    assert found.low + found.high == pytest.approx(2 * found.mean)


def test_a_headline_of_the_comments_own_tone_leaves_no_drift():
    comments = threads(*[[scores(hostility=2)] * 4] * 6)
    own = {"title_p_positive": 0.0, "title_p_negative": 1.0, "title_p_hostile": 1.0}
    found = drift(comments, articles_of(comments, **own))
    assert {row.scale for row in found} == {"tone", "hostile"}
    assert all((row.mean, row.low, row.high) == (0, 0, 0) for row in found)


def test_a_thread_that_turns_sour_drifts_further_from_part_to_part():
    sour = [scores("positive")] * 2 + [scores("neutral")] * 2 + [scores("negative")] * 2
    comments = threads(*[sour] * 5)
    found = by_part(drift(comments, articles_of(comments, **NEUTRAL), parts=3))
    assert [found[f"{n}/3"].mean for n in (1, 2, 3)] == [1, 0, -1]


def test_titles_without_scores_and_removed_comments_are_in_no_part():
    rows = [scores("positive")] * 2 + [{**scores(), "removal": "moderator"}]
    comments = threads(*[rows] * 7)
    tone = [0.0] * 5 + [None] * 2
    columns = dict.fromkeys(NEUTRAL, tone)
    found = by_part(drift(comments, articles_of(comments, **columns)))["all"]
    assert (found.articles, found.mean) == (5, 1)


def test_under_five_articles_nothing_is_said():
    comments = threads(*[[scores()] * 5] * 4)
    assert drift(comments, articles_of(comments, **NEUTRAL)) == ()
    assert drift_frame(()).empty


def test_without_scores_of_titles_there_is_no_drift():
    comments = threads(*[[scores()] * 5] * 6)
    assert drift(comments, articles_of(comments)) == ()


def test_under_ten_comments_nothing_is_said_of_them_all_nor_of_a_part():
    few = threads(*[[scores()]] * 9)
    assert drift(few, articles_of(few, **NEUTRAL)) == ()
    more = threads(*[[scores()] * 5] * 9)
    assert by_part(drift(more, articles_of(more, **NEUTRAL))).keys() == {"all"}


def test_under_five_known_authors_nothing_is_said():
    for people, parts in ((4, set()), (5, {"all"})):
        rows = [{**scores(), "author": f"author {i % people}"} for i in range(10)]
        comments = frame(rows, [name for name in "abcde" for _ in range(2)])
        assert by_part(drift(comments, articles_of(comments, **NEUTRAL))).keys() == parts


def test_threads_of_fewer_comments_than_parts_are_in_no_part():
    # Of two comments, the first would be alone in the first part and tell of other articles.
    sour = [scores("positive"), *[scores("neutral")] * 3, scores("negative")]
    lines = [sour] * 10 + [[scores("negative")] * 2] * 8
    comments = threads(*lines)
    found = by_part(drift(comments, articles_of(comments, **NEUTRAL)))
    assert (found["all"].articles, found["1/5"].articles, found["5/5"].articles) == (18, 10, 10)
    assert (found["1/5"].mean, found["5/5"].mean) == (1, -1)


def test_the_change_is_the_last_part_less_the_first_within_each_article():
    # Headlines differ much, and hide in the parts' own intervals what happens in every article.
    sour, souring = [[scores(tone)] * 3 for tone in ("positive", "neutral")], [[scores()] * 3]
    comments = threads(*[sour[0] + sour[1]] * 4, *[sour[1] + souring[0]] * 4)
    title = {**NEUTRAL, "title_p_negative": [0.0, 1.0] * 4}
    found = by_part(drift(comments, articles_of(comments, **title), parts=2))
    change = found["last - first"]
    assert (change.articles, change.mean, change.low, change.high) == (8, -1, -1, -1)
    assert found["1/2"].high > found["2/2"].mean


def test_the_interval_of_the_change_is_a_paired_t_interval():
    lines = [
        [scores("neutral")] * 5 + [scores("neutral" if i % 2 else "negative")] * 5 for i in range(6)
    ]
    comments = threads(*lines)
    change = by_part(drift(comments, articles_of(comments, **NEUTRAL), parts=2))["last - first"]
    assert change.mean == pytest.approx(-0.5)
    # Student's t of five degrees of freedom is 2.571; standard deviation 0.5477, over the root of 6.
    assert change.high == pytest.approx(-0.5 + 2.571 * 0.54772 / 6**0.5, abs=1e-3)
