"""Days without a year get the one that the page's own date leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.dates import find_day_of_year
from comments.parsing.text import read_text
from comments.parsing.yearless import DayOfYear, with_year

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


def told(day: date) -> DayOfYear:
    return DayOfYear("gregorian", day.month, day.day)


@given(DAYS, st.integers(0, 363))
def test_a_day_up_to_a_year_before_the_page_is_found_again(saved: date, ago: int) -> None:
    day = saved - timedelta(days=ago)
    assert with_year(told(day), until=saved.isoformat()) == day.isoformat()


@given(DAYS, st.integers(0, 363))
def test_a_day_up_to_a_year_after_the_article_is_found_again(published: date, later: int) -> None:
    day = published + timedelta(days=later)
    assert with_year(told(day), since=published.isoformat()) == day.isoformat()


def test_the_readers_clock_may_be_a_day_ahead_of_the_page() -> None:
    assert with_year(DayOfYear("gregorian", 1, 1), until="2022-12-31T23:50+00:00") == "2023-01-01"


def test_figures_that_begin_with_the_day_state_one_too() -> None:
    assert find_day_of_year("03.05. 14:05") == DayOfYear("gregorian", 5, 3, "T14:05")


@pytest.mark.parametrize("base", [None, "2023", "2023-05", "yesterday"])
def test_a_date_that_states_no_day_gives_no_year(base: str | None) -> None:
    assert with_year(DayOfYear("gregorian", 5, 3), until=base) is None


@pytest.mark.parametrize(
    "text", ["May 3 of us came", "3 May 2021", "3.5", "1.13.", "32. Mai", "Mai", "May 3" * 40]
)
def test_other_texts_state_no_day_of_a_year(text: str) -> None:
    assert find_day_of_year(text) is None


def test_a_text_copy_counts_from_its_own_date() -> None:
    text = (
        "Mayor presents a plan\n\nBy Jane Roe\nDecember 20, 2022\n\n"
        "The mayor presented a plan for the farmers on Monday. It will cost two million and take "
        "three years, she said, and the council will vote on it next week.\n\n2 comments\n\n"
        "Ann Lee\nDecember 21, 10:15 am\nThis is a good plan for all of us.\n\n"
        "Bob Fox\nJanuary 3, 8:00 pm\nIt comes far too late, as always here.\n"
    )
    reading = read_text(text)
    assert [c.posted_at for c in reading.comments] == ["2022-12-21T10:15", "2023-01-03T20:00"]
    assert reading.warnings == ("2 times without a year are taken for the first since 2022-12-20.",)
