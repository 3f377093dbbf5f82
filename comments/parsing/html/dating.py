"""When the comments of a page were written: as the page states it, or counted back from its now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from comments.parsing.dates import find_day_of_year
from comments.parsing.html.clock import Now
from comments.parsing.html.evidence import Found
from comments.parsing.html.orders import in_iso_order, is_numeric, month_first
from comments.parsing.html.times import moment
from comments.parsing.relative import Ago, count_back, parse_relative
from comments.parsing.yearless import with_year, years_added
from comments.records import Precision

NowOf = Callable[[Iterable[str]], Now | None]


@dataclass(frozen=True, slots=True)
class Dated:
    """A moment in ISO 8601; `precision` is None where its digits say how exact it is."""

    moment: str | None = None
    precision: Precision | None = None


def date_comments(
    comments: Sequence[Found], languages: Sequence[str], now_of: NowOf, published: str | None = None
) -> tuple[list[Dated], list[str]]:
    """The time of each comment, and a warning each for times that were counted back or unreadable.

    A time for machines wins over the printed one, an absolute time over a relative one. `now_of`
    gives, from the absolute times, the moment to count back from; it is asked only if there is need.
    `published` is when the article was: a day without its year is the first since then, unless it is
    known when the page was saved.
    """
    dated = [
        Dated(moment(found.time, languages) or moment(found.shown_time, languages))
        for found in comments
    ]
    open_at = [i for i, when in enumerate(dated) if when.moment is None and _printed(comments[i])]
    if not open_at:
        return dated, []
    relative = {i: ago for i in open_at if (ago := _ago(comments[i], languages))}
    strange = [i for i in open_at if i not in relative]
    warnings = _read_in_order(comments, dated, strange, languages) if strange else []
    strange = [i for i in strange if dated[i].moment is None]
    if strange:
        warnings += _add_years(comments, dated, strange, now_of, published)
    strange = [i for i in strange if dated[i].moment is None]
    if relative and (now := now_of(when.moment for when in dated if when.moment)):
        for i, ago in relative.items():
            dated[i] = Dated(*count_back(ago, now.base))
        counted = _counted(len(relative), "relative time was", "relative times were")
        warnings.append(f"{counted} counted back from {now.source} ({now.base}).")
    elif relative:
        counted = _such(comments, list(relative), "relative time")
        warnings.append(f"{counted} could not be read: nothing on the page says when it was saved.")
    unordered = [i for i in strange if is_numeric(_printed(comments[i]) or "")]
    if unordered:
        told = _such(comments, unordered, "time")
        warnings.append(
            f"{told} could not be read: the page does not show whether its dates begin with the day "
            "or with the month."
        )
    if other := sorted(set(strange).difference(unordered)):
        warnings.append(f"{_such(comments, other, 'time')} could not be read.")
    return dated, warnings


def _add_years(
    comments: Sequence[Found],
    dated: list[Dated],
    strange: Sequence[int],
    now_of: NowOf,
    published: str | None,
) -> list[str]:
    """Reads the times that state a day and no year, by what is known of the page's own date."""
    told = {i: day for i in strange if (day := find_day_of_year(_printed(comments[i]) or ""))}
    now = now_of(when.moment for when in dated if when.moment) if told else None
    until = now.base if now and (now.is_known or published is None) else None
    read = {
        i: iso for i, day in told.items() if (iso := with_year(day, since=published, until=until))
    }
    for i, iso in read.items():
        dated[i] = Dated(iso)
    return [years_added(len(read), since=published, until=until)] if read else []


def _read_in_order(
    comments: Sequence[Found], dated: list[Dated], strange: Sequence[int], languages: Sequence[str]
) -> list[str]:
    """Reads numeric dates such as 03/04/2023 in the order that others on the page show."""
    order = month_first(printed for found in comments if (printed := _printed(found)))
    if order is None:
        return []
    read = 0
    for i in strange:
        when = moment(in_iso_order(_printed(comments[i]) or "", order), languages)
        if when is not None:
            dated[i] = Dated(when)
            read += 1
    first = "month" if order else "day"
    counted = _counted(read, "numeric date was", "numeric dates were")
    return (
        [f"{counted} read with the {first} first, as other dates on the page are."] if read else []
    )


def _counted(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}"


def _such(comments: Sequence[Found], listed: Sequence[int], noun: str) -> str:
    return f'{_counted(len(listed), noun, noun + "s")} such as "{_printed(comments[listed[0]])}"'


def _printed(found: Found) -> str | None:
    return found.shown_time or found.time


def _ago(found: Found, languages: Sequence[str]) -> Ago | None:
    for text in (found.shown_time, found.time):
        if text and (ago := parse_relative(text, languages)):
            return ago
    return None
