"""Times that a page states by their distance ("3 hours ago"), and the time that they stand for.

The words are in `relative_words`: the locale data of `dateparser` has neither Arabic plurals nor
written numbers, and its parser fills in what a page does not state.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, lru_cache

from comments.parsing import relative_words as known
from comments.parsing.dates import trailing_clock
from comments.parsing.letters import any_of, fold
from comments.records import Precision

MAX_LENGTH = 60
"""Longest text, in characters, that is read; the longest real form has about 40."""
MAX_DAYS = 36_525
"""A hundred years; nothing on the web was written before that."""

_COARSE: tuple[Precision, ...] = ("year", "month", "week", "day", "hour", "minute", "second")
_DAYS: dict[Precision, float] = {
    "second": 1 / 86_400,
    "minute": 1 / 1_440,
    "hour": 1 / 24,
    "day": 1,
    "week": 7,
    "month": 30.4375,
    "year": 365.25,
}
_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ](?P<hour>\d\d)"
    r"(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_MIDDLE = {"year": 1, "month": 7, "day": 15, "hour": 12, "minute": 30, "second": 30}
"""What a time that lacks the field is counted from: the middle of its year, month, day, hour."""
_FIELDS: tuple[Precision, ...] = ("year", "month", "day", "hour", "minute", "second")
_LENGTHS: dict[Precision, int] = {
    "year": 4, "month": 7, "week": 10, "day": 10, "hour": 13, "minute": 16, "second": 19,
}  # fmt: skip
"""Characters of ISO 8601 at each precision."""
_SIGNS = re.compile("[^\\w:'/\u0900-\u09ff]+|_+")
_PLURAL = re.compile(r"(?<=[^\W\d])\([^\W\d]{1,3}\)")
_LAST_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_DIGITS = re.compile(r"(?<=\d)(?=[^\W\d])|(?<=[^\W\d])(?=\d)")


@dataclass(frozen=True, slots=True)
class Ago:
    """So many units before the page was saved or written, and the time of day where it is told.

    "3 days ago at 14:05" -> Ago(3, "day", "T14:05"); "just now" -> Ago(0, "minute").
    """

    amount: int
    unit: Precision
    clock: str | None = None


def parse_relative(text: str, languages: Sequence[str] = ()) -> Ago | None:
    """The distance that a short text states; None where it says anything else besides.

    `languages` (ISO 639-1) are tried first: "5 hr" is five days in Indonesian. Numbers that are not
    told give the next longer unit: "a few minutes ago" -> Ago(0, "hour").

    "• 3 hours ago (edited)" -> Ago(3, "hour"); "منذ ساعتين" -> Ago(2, "hour");
    "I was there 3 years ago" -> None.
    """
    if not 1 < len(text) <= MAX_LENGTH:
        return None
    return _parse(text, tuple(languages))


def count_back(ago: Ago, base: str) -> tuple[str, Precision]:
    """The time (ISO 8601) that lies so far before `base`, and how exact it is.

    It has the digits that are known: those of the unit (weeks: the day), and none that `base` lacks.
    Hours before a day are counted from its noon, since most pages are saved in the day time.
    Raises ValueError where `base` is not ISO 8601, or the time lies before the year 1.

    (Ago(3, "hour"), "2023-07-26T14:05+02:00") -> ("2023-07-26T11+02:00", "hour");
    (Ago(3, "hour"), "2023-07-26") -> ("2023-07-26", "day");
    (Ago(2, "month"), "2023-01-31") -> ("2022-11", "month").
    """
    match = _ISO.fullmatch(base)
    if match is None:
        raise ValueError(f"{base!r} is not a date in ISO 8601")
    stated = [int(part) for name in _MIDDLE if (part := match[name])]
    finest = _FIELDS[len(stated) - 1]
    start = datetime(*(*stated, *list(_MIDDLE.values())[len(stated) :]))  # type: ignore[arg-type]
    precision = _coarser(ago.unit, finest)
    try:
        then = _before(start, ago)
    except OverflowError as error:
        raise ValueError(f"{ago} before {base} is before the year 1") from error
    if ago.clock and precision == "day":
        return f"{then:%Y-%m-%d}{ago.clock}", "second" if ago.clock.count(":") > 1 else "minute"
    zone = (match["zone"] or "") if precision in {"hour", "minute", "second"} else ""
    return then.isoformat()[: _LENGTHS[precision]] + zone, precision


def _before(start: datetime, ago: Ago) -> datetime:
    if ago.unit in {"month", "year"}:
        months = start.year * 12 + start.month - 1 - ago.amount * (12 if ago.unit == "year" else 1)
        if months < 12:
            raise OverflowError
        return start.replace(year=months // 12, month=months % 12 + 1, day=1)
    return start - timedelta(days=ago.amount * _DAYS[ago.unit])


def _coarser(one: Precision, other: Precision) -> Precision:
    return min(one, other, key=_COARSE.index)


@cache
def number_words() -> frozenset[str]:
    """Folded numbers of one word, of all languages ("one", "deux")."""
    listed = (word for language in known.NUMBERS for word in _numbers(language))
    return frozenset(word for word in listed if " " not in word)


@lru_cache(maxsize=16_384)
def _parse(text: str, languages: tuple[str, ...]) -> Ago | None:
    # A bracket at the end tells when the comment was edited.
    last = _LAST_BRACKET.search(text) if ")" in text else None
    if last and _bare(_spaced(last[1])) != _spaced(last[1]):
        text = text[: last.start()]
    spaced = _spaced(text)
    if _words().keys().isdisjoint(spaced.split()):
        return None
    if found := _read(_bare(spaced), languages):
        return found
    clock = trailing_clock(text)
    if clock and clock.iso and (found := _read(_bare(_spaced(text[: clock.start])), languages)):
        return Ago(found.amount, found.unit, clock.iso) if found.unit == "day" else None
    return None


def _spaced(text: str) -> str:
    """Folded words and numbers with single spaces between them."""
    folded = fold(text)
    whole = _PLURAL.sub("", folded) if "(" in folded else folded
    return _DIGITS.sub(" ", _SIGNS.sub(" ", whole)).strip()


def _bare(spaced: str) -> str:
    """The words without those that pages put around a time ("posted", "edited")."""
    rest, around = spaced, _around()
    while match := around.search(rest):
        rest = (rest[: match.start()] + rest[match.end() :]).strip()
    return rest


def _read(bare: str, languages: tuple[str, ...]) -> Ago | None:
    asked = dict.fromkeys(code[:2] for code in languages)
    told = {language for word in bare.split() for language in _words().get(word, ())}
    for language in (*(code for code in asked if code in known.UNITS), *known.UNITS):
        if language in told and (ago := _read_in(language, bare)):
            return ago
        if language in asked and bare.rpartition(" ")[2] in known.UNCLEAR.get(language, "").split():
            return None
    return None


def _read_in(language: str, bare: str) -> Ago | None:
    if fixed := _fixed(language).get(bare):
        return Ago(*fixed)
    match = _pattern(language).fullmatch(bare)
    return _measured(match, language) if match else None


def _measured(match: re.Match[str], language: str) -> Ago | None:
    parts = match.groupdict()
    units, number = _units(language), parts["number"] or ""
    # Without "ago" only digits are a time: "3 hours", and not "one day".
    if not (parts["before"] or parts["after"]) and not (number.isdigit() and _is_short(parts)):
        return None
    if not (parts["counted"] or parts["few"] or number or language in known.ONE_BY_ITSELF):
        return None
    if parts["counted"]:
        amount, unit = _counted(language)[parts["counted"]]
    elif parts["few"]:
        return Ago(0, _COARSE[_COARSE.index(units[parts["unit"]]) - 1])
    else:
        unit = units[parts["unit"]]
        amount = int(number) if number.isdigit() else _numbers(language).get(number, 1)
    if parts["finer"]:
        amount, unit = _joined(amount, unit, int(parts["more"]), units[parts["finer"]])
    return Ago(amount, unit) if amount * _DAYS[unit] <= MAX_DAYS else None


def _is_short(parts: dict[str, str | None]) -> bool:
    """Whether it is a number and a unit and no more."""
    return not parts["counted"] and not parts["finer"] and not parts["about"]


def _joined(amount: int, unit: Precision, more: int, finer: Precision) -> tuple[int, Precision]:
    """Both parts in the finer unit: 2 years 3 months are 27 months."""
    whole = 12 if (unit, finer) == ("year", "month") else _DAYS[unit] / _DAYS[finer]
    return round(amount * whole) + more, finer


@cache
def _words() -> dict[str, frozenset[str]]:
    """Words of which a relative time has at least one, and the languages that have the word.

    Of a phrase it is the longest word that has to be there: "a moment ago" is not told by its "a".
    """
    found: dict[str, set[str]] = {}
    for language in known.UNITS:
        for phrase in (*_fixed(language), *_counted(language), *_units(language)):
            found.setdefault(max(phrase.split(), key=len), set()).add(language)
    return {word: frozenset(languages) for word, languages in found.items()}


def time_words() -> Iterable[str]:
    """Words, folded, of which a relative time has at least one."""
    return _words().keys()


@cache
def _units(language: str) -> dict[str, Precision]:
    listed = known.UNITS[language].items()
    return {_spaced(word): unit for unit, forms in listed for word in forms.split("|")}


@cache
def _numbers(language: str) -> dict[str, int]:
    listed = enumerate(known.NUMBERS[language].split("|"), 1)
    return {_spaced(form): number for number, forms in listed for form in forms.split(",")}


@cache
def _fixed(language: str) -> dict[str, tuple[int, Precision]]:
    return _phrases(known.FIXED[language])


@cache
def _counted(language: str) -> dict[str, tuple[int, Precision]]:
    return _phrases(known.COUNTED[language])


def _phrases(table: tuple[tuple[int, Precision, str], ...]) -> dict[str, tuple[int, Precision]]:
    return {
        _spaced(phrase): (amount, unit)
        for amount, unit, listed in table
        for phrase in listed.split("|")
    }


@cache
def _around() -> re.Pattern[str]:
    listed = _any(known.AROUND.split("|"))
    return re.compile(rf"^(?:{listed})(?: |$)|(?:^| )(?:{listed})$")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """One language's times, after `_bare`."""

    def phrases(table: dict[str, str]) -> str:
        return _any(table.get(language, "").split("|"))

    unit = _any(_units(language))
    return re.compile(
        rf"(?:(?P<before>{phrases(known.BEFORE)}) )?(?P<about>(?:{phrases(known.ABOUT)}) )?"
        rf"(?:(?P<counted>{_any(_counted(language))})"
        rf"|(?:(?:(?P<few>{phrases(known.FEW)})|(?P<number>\d{{1,5}}|{_any(_numbers(language))})) )?"
        rf"(?P<unit>{unit}))"
        rf"(?: (?:(?:{_any(known.AND.split('|'))}) )?(?P<more>\d{{1,2}}) (?P<finer>{unit}))?"
        rf"(?: (?P<after>{phrases(known.AFTER)}))?"
    )


def _any(listed: Iterable[str]) -> str:
    """Alternatives of a pattern, the longest first; one that never matches where there are none."""
    return any_of({_spaced(form) for form in listed} - {""})
