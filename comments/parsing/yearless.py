"""Days that a page states without their year ("May 3, 14:05"), and the year that they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from comments.parsing import jalali

Calendar = Literal["gregorian", "jalali"]

_DAY = timedelta(days=1)
"""What the zones of a reader and of a page may differ by."""
_YEARS = 9
"""Leap days are at most eight years apart."""
_JALALI = 621
"""Years from the solar Hijri calendar to the Gregorian one."""


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day without its year; `clock` is the time of day in ISO 8601 ("T14:05"), "" for none."""

    calendar: Calendar
    month: int
    day: int
    clock: str = ""


def with_year(told: DayOfYear, *, since: str | None = None, until: str | None = None) -> str | None:
    """ISO 8601 of the last such day up to `until`, or of the first from `since`, a day's grace given.

    Both are ISO 8601; `until` counts where there are both. None where neither states a day, or where
    there is no such day in the calendar.

    DayOfYear("gregorian", 12, 30, "T14:05"), until="2023-05-10" -> "2022-12-30T14:05".
    """
    end, start = _day(until), _day(since)
    if end is not None:
        found = max((day for day in _days(told, end.year) if day <= end + _DAY), default=None)
    elif start is not None:
        found = min((day for day in _days(told, start.year) if day >= start - _DAY), default=None)
    else:
        return None
    return None if found is None else found.isoformat() + told.clock


def years_added(number: int, *, since: str | None, until: str | None) -> str:
    """What a researcher is told of the times that got their year so."""
    times = "1 time without a year is" if number == 1 else f"{number:,} times without a year are"
    where = f"the last before {until}" if until else f"the first since {since}"
    return f"{times} taken for {where}."


def _day(moment: str | None) -> date | None:
    try:
        return date.fromisoformat((moment or "")[:10])
    except ValueError:
        return None


def _days(told: DayOfYear, around: int) -> Iterator[date]:
    """The day in the years around one of the Gregorian calendar, where it exists in them."""
    for year in range(around - _YEARS, around + _YEARS + 1):
        try:
            if told.calendar == "jalali":
                yield jalali.to_gregorian(year - _JALALI, told.month, told.day)
            else:
                yield date(year, told.month, told.day)
        except ValueError:
            continue
