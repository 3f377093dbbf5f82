"""Times in cells: as machines write them, as people do, and the order of day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from comments.parsing.dates import parse_date
from comments.parsing.html.times import moment

_ISO = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)? ?(Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = re.compile(r"(\D{0,12})(\d{1,2})([/-])(\d{1,2})\3(\d{4})(?!\d)")
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?")


def to_iso(
    text: str | None, *, is_day_first: bool | None = None, language: str | None = None
) -> str | None:
    """ISO 8601 of a cell, with the digits and the zone that it gives; None where it is no time.

    Seconds and milliseconds since 1970 are times too. `is_day_first` settles 3/4/2023, else the
    language (ISO 639-1) does, else such a date is not read.
    """
    text = (text or "").strip()
    match = _ISO.fullmatch(text)
    if match is None:
        code = _LANGUAGE.fullmatch((language or "").strip().lower())
        return moment(_in_order(text, is_day_first), (code[1],) if code else ())
    # What `parse_date` would say, in a hundredth of its time.
    day, clock, zone = match.groups()
    try:
        date.fromisoformat(day)
    except ValueError:
        return None
    if clock is None:
        return day
    if clock > "23:59:59":
        return parse_date(text)
    zone = "+00:00" if zone == "Z" else zone or ""
    return f"{day}T{clock}{zone if len(zone) != 5 else f'{zone[:3]}:{zone[3:]}'}"


def find_order(dates: Iterable[str | None]) -> bool | None:
    """Whether dates such as 3/4/2023 begin with the day; None where no date tells, or they differ.

    "13/4/2023" tells: there is no thirteenth month.
    """
    matches = [match for text in dates if text and (match := _NUMERIC.match(text.strip()))]
    day_first = any(int(match[2]) > 12 for match in matches)
    month_first = any(int(match[4]) > 12 for match in matches)
    return None if day_first == month_first else day_first


def _in_order(text: str, is_day_first: bool | None) -> str:
    match = _NUMERIC.match(text)
    if match is None or is_day_first is None:
        return text
    before, first, _, second, year = match.groups()
    day, month = (first, second) if is_day_first else (second, first)
    return f"{before}{year}-{month}-{day}{text[match.end() :]}"
