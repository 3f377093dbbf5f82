"""When comments were written: as the page states it, or counted back from the page's own date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments.parsing.relative import Ago, count_back
from comments.parsing.yearless import DayOfYear, with_year, years_added
from comments.records import Precision


@dataclass(frozen=True, slots=True)
class Told:
    """A time as a page tells it, in ISO 8601, as a distance or without its year; none where it tells
    none.
    """

    iso: str | None = None
    ago: Ago | DayOfYear | None = None


Dated = tuple[str | None, Precision | None]
"""ISO 8601, and how exact it is where the digits do not say so."""


def date_comments(
    told: Sequence[Told], *, published_at: str | None, saved_at: str | None
) -> tuple[list[Dated], list[str]]:
    """The time of each comment; one warning where any was counted back, or could not be.

    Distances are counted from the time at which the page was saved, else from the newest date on
    it: the page was saved then or later.
    """
    told, warnings = _with_years(told, published_at, saved_at)
    relative = sum(time.iso is None and isinstance(time.ago, Ago) for time in told)
    if not relative:
        return [(time.iso, None) for time in told], warnings
    number = f"{relative:,} relative time{'' if relative == 1 else 's'}"
    dates = [date for date in (published_at, *(time.iso for time in told)) if date]
    base = saved_at or max(dates, default=None)
    if base is None:
        warning = f"{number} could not be read: nothing says when the page was saved."
        return [(time.iso, None) for time in told], [*warnings, warning]
    source = (
        "the time when the page was saved"
        if saved_at
        else "the newest date on the page, for want of the time when it was saved"
    )
    dated: list[Dated] = [
        count_back(time.ago, base)
        if time.iso is None and isinstance(time.ago, Ago)
        else (time.iso, None)
        for time in told
    ]
    verb = "was" if relative == 1 else "were"
    return dated, [*warnings, f"{number} {verb} counted back from {source} ({base})."]


def _with_years(
    told: Sequence[Told], published_at: str | None, saved_at: str | None
) -> tuple[list[Told], list[str]]:
    """Days without a year as days, by when the page was saved, or else published."""
    read = 0
    placed = list(told)
    for i, time in enumerate(told):
        if time.iso is None and isinstance(time.ago, DayOfYear):
            iso = with_year(time.ago, since=published_at, until=saved_at)
            placed[i] = Told(iso)
            read += iso is not None
    return placed, [years_added(read, since=published_at, until=saved_at)] if read else []
