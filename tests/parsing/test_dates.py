"""Dates as pages write them: what is stated is read, and nothing is added."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.dates import find_date, parse_date, trailing_clock
from comments.parsing.jalali import to_gregorian


@pytest.mark.parametrize(
    ("shown", "iso"),
    [
        ("July 26, 2023", "2023-07-26"),
        ("Wednesday, 26 July 2023", "2023-07-26"),
        ("Tuesday 17/August/2021 - 08:30 PM", "2021-08-17T20:30"),
        ("Published: Aug 9, 2012 9:38 AM EDT", "2012-08-09T09:38-04:00"),
        ("2023-07-26T14:30:12Z", "2023-07-26T14:30:12+00:00"),
        ("2023-07-26T14:30+05:30", "2023-07-26T14:30+05:30"),
        ("12:05 am, July 7, 2012", "2012-07-07T00:05"),
        ("٢٦ يوليو ٢٠٢٣ - ٢:٣٠ م", "2023-07-26T14:30"),
        ("26 تموز 2023", "2023-07-26"),
        ("۲۶ ژوئیه ۲۰۲۳", "2023-07-26"),
        ("۱۴ مرداد ۱۴۰۲، ساعت ۱۰:۲۰", "2023-08-05T10:20"),
        ("۱۴۰۲/۰۵/۱۴ - ۱۰:۲۰", "2023-08-05T10:20"),
        ("۵ سنبله ۱۴۰۲", "2023-08-27"),
        ("26 جولائی 2023", "2023-07-26"),
        ("26 Temmuz 2023, 14:30", "2023-07-26T14:30"),
        ("२६ जुलाई २०२३", "2023-07-26"),
        ("২৬ জুলাই ২০২৩", "2023-07-26"),
        ("1er août 2023", "2023-08-01"),
        ("26 juillet 2023 à 14h30", "2023-07-26T14:30"),
        ("Mittwoch, 26. Juli 2023 um 14:30 Uhr", "2023-07-26T14:30"),
        ("26 de julio de 2023 a las 14:30", "2023-07-26T14:30"),
        ("26 de julho de 2023", "2023-07-26"),
        ("20 luglio 2023 alle ore 14:30", "2023-07-20T14:30"),
        ("26 июля 2023 г., 14:30", "2023-07-26T14:30"),
        ("26 Juli 2023 pukul 14.30 WIB", "2023-07-26T14:30+07:00"),
        ("26.07.2023 14:30", "2023-07-26T14:30"),
        ("26/07/2023", "2023-07-26"),
        ("July 2023", "2023-07"),
        ("10/28/12 5:33 PM", "2012-10-28T17:33"),
    ],
)
def test_an_absolute_date_is_read_with_its_precision_and_zone(shown, iso):
    assert parse_date(shown) == iso


@pytest.mark.parametrize(
    "shown",
    ["", "3 hours ago", "yesterday", "منذ ساعتين", "2023", "July", "July 26", "31/31/2023", "14:30", "version 2.13",
     "30 February 2023", "July 26 at 2:57 pm", "call 0800 1234567"],
)  # fmt: skip
def test_what_does_not_state_a_date_is_none(shown):
    assert parse_date(shown) is None


def test_a_numeric_date_that_could_be_two_days_is_read_only_where_the_language_tells():
    assert parse_date("03/04/2023") is None
    assert parse_date("03/04/2023", languages=["en"]) is None
    assert parse_date("03/04/2023", languages=["fr"]) == "2023-04-03"
    assert parse_date("03/03/2023") == "2023-03-03"


@pytest.mark.parametrize("zone", ["IST", "CST", "BST", "ET"])
def test_a_zone_that_means_several_offsets_is_left_out(zone):
    assert parse_date(f"July 26, 2023 14:30 {zone}") == "2023-07-26T14:30"


def test_the_place_of_a_date_takes_in_its_weekday_and_time():
    line = "Maria K. | Monday, July 7, 2012 at 2:31 pm | Reply"
    found = find_date(line)
    assert line[found.start : found.end] == "Monday, July 7, 2012 at 2:31 pm"


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    # New Year's days and a leap day, from the official calendars of Iran.
    [((1399, 12, 30), (2021, 3, 20)), ((1402, 1, 1), (2023, 3, 21)), ((1403, 1, 1), (2024, 3, 20)), ((1404, 1, 1), (2025, 3, 21))],
)  # fmt: skip
def test_solar_hijri_days_are_those_of_the_official_calendar(solar, gregorian):
    assert to_gregorian(*solar) == date(*gregorian)


def test_the_solar_hijri_year_has_no_gap_and_no_day_twice():
    days = []
    for year in range(1343, 1473):
        for month in range(1, 13):
            for day in range(1, 32):
                try:
                    days.append(to_gregorian(year, month, day))
                except ValueError:
                    assert day > 28
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))


@given(st.text(alphabet="0123456789/.-:, TZ+JulyMaéо٢۱ ٬مp", max_size=60))
def test_any_text_gives_a_date_or_none(text):
    found = find_date(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2099, 12, 31)))
def test_a_written_out_date_is_that_date(day):
    assert parse_date(f"{day:%B} {day.day}, {day.year}") == day.isoformat()


def test_importing_the_reader_does_not_import_dateparser():
    code = "import sys, comments.parsing.text; sys.exit('dateparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("shown", "time"),
    [
        ("۵ مارس ۲۰۲۰ ۴:۱۵ ب.ظ", "2020-03-05T16:15"),
        ("۵ مارس ۲۰۲۰ ۴:۱۵ بعد از ظهر", "2020-03-05T16:15"),
        ("۵ مارس ۲۰۲۰ ۴:۱۵ ق.ظ", "2020-03-05T04:15"),
        ("5 مارچ 2020 4:15 شام", "2020-03-05T16:15"),
        ("5 مارچ 2020 4:15 صبح", "2020-03-05T04:15"),
        ("5 मार्च 2020 4:15 अपराह्न", "2020-03-05T16:15"),
        ("5 मार्च 2020 4:15 पूर्वाह्न", "2020-03-05T04:15"),
        ("5 مارس 2020 4:15 م", "2020-03-05T16:15"),
        ("5 March 2020 12:15 a.m.", "2020-03-05T00:15"),
    ],
)
def test_the_half_of_the_day_is_read_in_its_language(shown: str, time: str) -> None:
    assert parse_date(shown) == time


@pytest.mark.parametrize(
    "text", ["26 جولائی 2023 شام 4:15", "26 जुलाई 2023 शाम 4:15", "26 يوليو 2023 - 4:15 م", "26 জুলাই 2023 বিকাল 4:15"]
)  # fmt: skip
def test_the_half_of_the_day_may_stand_before_the_time(text):
    assert parse_date(text) == "2023-07-26T16:15"


def test_hebrew_dates_are_read():
    assert parse_date("26 ביולי 2023 14:30") == "2023-07-26T14:30"


@pytest.mark.parametrize(
    ("text", "rest", "clock"),
    [("yesterday at 2:31 pm", "yesterday", "T14:31"), ("gestern um 14:05 Uhr", "gestern", "T14:05"),
     ("3 giorni fa alle 14:05", "3 giorni fa", "T14:05"), ("hier à 14h05", "hier", "T14:05"), ("14:05", "", "T14:05")],
)  # fmt: skip
def test_a_time_of_day_at_the_end_is_told_apart(text, rest, clock):
    found = trailing_clock(text)
    assert found is not None
    assert (text[: found.start].strip(), found.iso) == (rest, clock)


@pytest.mark.parametrize("text", ["yesterday", "at 2:31 pm on Monday", "12:345", "x" * 500])
def test_no_time_of_day_at_the_end_is_none(text):
    assert trailing_clock(text) is None
