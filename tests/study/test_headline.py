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
    rows = [scores("positive"), {**scores(), "removal": "moderator"}]
    comments = threads(*[rows] * 7)
    tone = [0.0] * 5 + [None] * 2
    columns = dict.fromkeys(NEUTRAL, tone)
    found = by_part(drift(comments, articles_of(comments, **columns)))["all"]
    assert (found.articles, found.mean) == (5, 1)


def test_under_five_articles_nothing_is_said():
    comments = threads(*[[scores()]] * 4)
    assert drift(comments, articles_of(comments, **NEUTRAL)) == ()
    assert drift_frame(()).empty


def test_without_scores_of_titles_there_is_no_drift():
    comments = threads(*[[scores()]] * 6)
    assert drift(comments, articles_of(comments)) == ()
