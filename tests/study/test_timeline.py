"""Groups over time: which periods, and what is in them."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from study_samples import articles_of, frame, scores

from comments.study.timeline import MOST_PERIODS, timeline, timeline_frame


def posted(*days, n=12, precision="day", **columns):
    """`n` comments on each of the days (or times)."""
    rows = [
        {**scores(), "posted_at": day, "posted_precision": precision, **columns}
        for day in days
        for _ in range(n)
    ]
    return frame(rows)


def found_in(comments, by="language", **columns):
    return timeline(comments, articles_of(comments, **columns), by)


def test_periods_are_the_shortest_of_which_there_are_not_too_many():
    assert found_in(posted("2024-03-04", "2024-03-09")).length == "day"
    assert found_in(posted("2024-03-04", "2024-04-20")).length == "week"
    assert found_in(posted("2024-03-04", "2025-01-20")).length == "month"
    assert found_in(posted("2014-03-04", "2024-01-20")).length == "year"


def test_days_without_comments_stand_between_the_others():
    found = found_in(posted("2024-02-28", "2024-03-02"))
    assert found.periods == ("2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02")
    assert [shares.comments for shares in found.whole.values()] == [12, 0, 0, 12]


def test_a_few_late_comments_do_not_stretch_the_axis():
    late = posted("2024-03-04", "2024-03-06")
    late.loc[0, "posted_at"] = "2031-01-01"
    found = found_in(late)
    assert (found.length, len(found.periods), found.outside) == ("day", 3, 1)


def test_times_that_are_known_to_the_month_make_months():
    found = found_in(posted("2024-03-01", "2024-05-01", precision="month"))
    assert found.periods[0] == "2024-03"
    assert found.length == "month"


def test_without_times_of_comments_those_of_articles_are_taken():
    comments = posted("2024-03-04", n=40)
    comments["posted_at"] = None
    comments["article_id"] = ["a"] * 20 + ["b"] * 20
    found = found_in(comments, published_at=["2024-03-04", "2024-03-06T10:00:00+03:00"])
    assert (found.moment, len(found.periods)) == ("published", 3)


def test_one_period_is_no_time():
    assert found_in(posted("2024-03-04")) is None
    assert found_in(frame([scores()] * 30)) is None
    assert found_in(frame([])) is None


def test_groups_have_their_own_shares_in_each_period():
    comments = posted("2024-03-04", "2024-03-05", n=20)
    comments["language"] = ["en", "ur"] * 20
    found = found_in(comments)
    assert list(found.groups) == ["en", "ur"]
    assert [shares.comments for shares in found.groups["ur"].values()] == [10, 10]
    table = timeline_frame(found)
    negative = table[(table["value"] == "negative") & (table["group"] == "ur")]
    assert list(negative["period"]) == ["2024-03-04", "2024-03-05"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), min_size=1, max_size=6))
def test_no_comment_is_lost_or_counted_twice(days):
    comments = posted(*[day.isoformat() for day in days])
    found = found_in(comments)
    if found is not None:
        assert 2 <= len(found.periods) <= MOST_PERIODS
        assert list(found.periods) == sorted(found.periods)
        inside = sum(shares.comments for shares in found.whole.values())
        assert inside + found.outside == len(comments)
