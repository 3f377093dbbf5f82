"""Groups by column and by period, and what a time is not exact enough for."""

import pandas as pd
import pytest
from study_samples import articles_of, frame, scores

from comments.study.grouping import joint_keys, keys, periods


@pytest.mark.parametrize(
    ("time", "period", "expected"),
    [
        ("2024-05-06T17:40:00+03:00", "hour", "2024-05-06T17"),
        ("2024-05-06T00:30:00+03:00", "day", "2024-05-06"),
        ("2024-05-06", "month", "2024-05"),
        ("2024", "year", "2024"),
        ("2024-05", "day", None),
        ("2024-05-06", "hour", None),
        (None, "day", None),
        # ISO 8601: the first week of a year is the one with its first Thursday.
        ("2024-12-30", "week", "2025-W01"),
        ("2021-01-03", "week", "2020-W53"),
    ],
)
def test_a_time_is_in_the_period_that_its_page_gives(time, period, expected):
    (found,) = periods(pd.Series([time], dtype="str"), period)
    assert found == expected or (expected is None and pd.isna(found))


@pytest.mark.parametrize(
    ("precision", "known"),
    [
        ("minute", {"year", "month", "week", "day"}),
        ("day", {"year", "month", "week", "day"}),
        ("week", {"year", "week"}),
        ("month", {"year", "month"}),
        ("year", {"year"}),
        (None, {"year", "month", "week", "day"}),
    ],
)
def test_a_time_that_is_not_exact_enough_is_in_no_period(precision, known):
    times = pd.Series(["2024-05-06T10:00:00"], dtype="str")
    exact = pd.Series([precision], dtype="str")
    all_periods = ("year", "month", "week", "day")
    found = {name for name in all_periods if periods(times, name, exact).notna().all()}
    assert found == known


def test_comments_come_before_articles_and_the_articles_can_be_asked_for():
    comments = frame([{**scores(), "language": "ur"}])
    articles = articles_of(comments, language=["en"])
    assert keys(comments, articles, "language").tolist() == ["ur"]
    assert keys(comments, articles, "article.language").tolist() == ["en"]


def test_joint_groups_are_null_where_one_is():
    comments = frame([scores(), scores()], ["a", "b"])
    articles = articles_of(comments, outlet=["one", None], story=["flood", "flood"])
    first, second = joint_keys(comments, articles, ["story", "outlet"])
    assert first == "flood · one"
    assert pd.isna(second)
