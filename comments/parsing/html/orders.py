"""Whether a page writes the day or the month first: told by those of its dates that allow one order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_NUMERIC = re.compile(
    r"(?:(?<!\w)(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
    r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\3(\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = 12
_CENTURY = 2000


def is_numeric(text: str) -> bool:
    """Whether a text holds a date that only the order of its numbers tells, such as 03/04/2023."""
    return _NUMERIC.search(text) is not None


def month_first(texts: Iterable[str]) -> bool | None:
    """True, False, or None where no date tells, or dates contradict each other."""
    told = set()
    for text in texts:
        if match := _NUMERIC.search(text):
            told |= _told(match)
    return told.pop() if len(told) == 1 else None


def _told(match: re.Match[str]) -> set[bool]:
    """The one order that a date allows, in a set; an empty set where it allows both or none."""
    one, two = int(match[2]), int(match[4])
    orders = {True: (one, two), False: (two, one)}
    allowed = {first for first, (month, _) in orders.items() if month <= _MONTHS}
    if match[1] and len(allowed) > 1:
        named = _WEEKDAYS.index(match[1].lower())
        allowed = {first for first in allowed if _weekday(match, *orders[first]) == named}
    return allowed if len(allowed) == 1 and one != two else set()


def _weekday(match: re.Match[str], month: int, day: int) -> int | None:
    try:
        return date(_year(match), month, day).weekday()
    except ValueError:
        return None


def _year(match: re.Match[str]) -> int:
    return int(match[5]) + (_CENTURY if len(match[5]) < 4 else 0)


def in_iso_order(text: str, first_is_month: bool) -> str:
    """The text with its numeric date as year, month, day, which every reader of dates understands."""

    def turned(match: re.Match[str]) -> str:
        month, day = (match[2], match[4]) if first_is_month else (match[4], match[2])
        return f"{_year(match):04}-{int(month):02}-{int(day):02}"

    return _NUMERIC.sub(turned, text, count=1)
