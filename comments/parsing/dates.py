"""Dates and times as pages write them, in many languages, to ISO 8601 and nothing beyond it.

What a page does not state is not added: no zone, no time of day, no year. Relative times ("3 hours
ago") and numeric dates whose order of day and month cannot be known ("03/04/2023") are not read.
Names of months and weekdays come from the locale data of the `dateparser` library; its own parser is
not used, since it fills in what is missing, and does not say where in a line the date stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import import_module

from comments.parsing import jalali
from comments.parsing.letters import any_of
from comments.parsing.yearless import Calendar, DayOfYear

LANGUAGES = tuple("en ar fa ur ps tr hi bn fr de es pt it ru id he".split())
"""Languages whose month names are known, in the order in which they are tried."""

MAX_LENGTH = 80
"""Longest text, in characters, that is taken for a date; the longest real forms have about 60."""

_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_EXTRA_MONTHS = {
    "ar": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
    "|يناير|فبراير|مارس|أبريل|ابريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
}
_EXTRA_NUMBERS = {"ar": (*range(1, 13), 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12)}

_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "est": "-05:00", "edt": "-04:00",
    "pst": "-08:00", "pdt": "-07:00", "mst": "-07:00", "mdt": "-06:00", "cet": "+01:00",
    "cest": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00", "pkt": "+05:00",
    "wib": "+07:00", "wita": "+08:00", "wit": "+09:00",
}  # fmt: skip
"""Abbreviations that mean one offset the world over; IST, CST, BST and ET do not."""

_AMBIGUOUS_ZONES = ("et", "ct", "pt", "mt", "ist", "bst", "cst", "cdt", "ast", "irst", "aft", "wat")

_LINK = (
    r"(?:\s*(?:,|،|-|–|—|\||•|·|/|@|г\.|года|в|о|at|a las|as|a|alle ore|alle|ore|um|saat|pukul|kl\.?"
    r"|le|el|الساعه|ساعت|समय|في|در|on|den|ב|בשעה)(?![^\W\d_])){0,3}\s*"
)
"""What may stand between a date and its time, folded."""

_ZONE = rf"(?:utc|gmt)?\s?[+-]\d{{2}}:?\d{{2}}|(?:utc|gmt)\s?[+-]\d{{1,2}}|(?:{'|'.join((*_ZONES, *_AMBIGUOUS_ZONES))})(?!\w)"
_AFTERNOON = (
    r"p\.?\s?m\b\.?|م(?:ساء)?(?!\w)"
    r"|(?:ب\.?\s?ظ|بعد از ظهر|عصر|شام|سه پهر|دوپهر|अपराहन|शाम|दोपहर|অপরাহন|বিকাল)(?!\w)"
)
_FORENOON = (
    r"a\.?\s?m\b\.?|ص(?:باحا)?(?!\w)"
    r"|(?:ق\.?\s?ظ|قبل از ظهر|صبح|पूरवाहन|सुबह|পূরবাহন|সকাল)(?!\w)"
)
"""Halves of the day after a time of twelve hours, folded."""

_TIME = (
    rf"(?:(?P<early>{_AFTERNOON}|{_FORENOON})\s*)?"
    r"(?P<hour>[01]?\d|2[0-4])(?:[:.٫]|\s?h\s?)(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:\.\d+)?)?(?!\d)"
    rf"(?:\s*(?P<half>{_AFTERNOON}|{_FORENOON}))?(?:\s*(?:uhr|час\w*|बजे))?"
    rf"(?:\s*\(?(?P<zone>{_ZONE})\)?)?"
)
_DATE_LIKE = re.compile(r"\d{4}|\d\s?[:.٫/hH-]\s?\d")
_NUMERIC = re.compile(r"\d[-/.]\d")
_CLOCK_LIKE = re.compile(r"\d\s?[:.٫h]\s?\d")
_YEAR = re.compile(r"(?:1[2-9]|20)\d{2}(?!\d)")
_YEAR_DIGITS = 4
_MONTHS_OF_A_YEAR, _DAYS_OF_A_MONTH = 12, 31
_ORDINAL = r"(?:st|nd|rd|th|er|re|º|ª|°)?\.?"


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: where it stands, and what it says in ISO 8601 (None: not readable).

    `day` is set where a day is told without its year.
    """

    start: int
    end: int
    iso: str | None
    has_time: bool
    day: DayOfYear | None = None


def parse_date(text: str, *, languages: Sequence[str] = ()) -> str | None:
    """ISO 8601 of the first absolute date in `text`, with its precision and zone; None without one.

    `languages` (ISO 639-1) settle the order of day and month in a numeric date.

    "Tuesday 17/August/2021 - 08:30 PM" -> "2021-08-17T20:30"; "July 2023" -> "2023-07".
    """
    found = find_date(text, languages=languages)
    return found.iso if found else None


def find_date(text: str, *, languages: Sequence[str] = ()) -> Found | None:
    """Where in a short text the first absolute date stands, with the time beside it."""
    if not is_date_like(text):
        return None
    return _find(text[: 4 * MAX_LENGTH], tuple(languages))


def find_day_of_year(text: str) -> DayOfYear | None:
    """The day that a short text states without its year; None where it says anything else besides.

    "3. Mai, 14:05 Uhr" -> DayOfYear("gregorian", 5, 3, "T14:05"); "in May 3 of us" -> None.
    """
    if len(text) > MAX_LENGTH:
        return None
    folded, _ = _fold(text)
    for pattern in _days_of_year():
        if match := pattern.search(folded):
            clock = _after().match(folded, match.end()) or _before().search(folded[: match.start()])
            start, end = match.span()
            if clock:
                start, end = min(start, clock.start()), max(end, clock.end())
            if weekday := _weekday().search(folded[:start]):
                start = weekday.start()
            if not any(map(str.isalnum, folded[:start] + folded[end:])):
                return _day_of_year(match, clock)
    return None


def is_date_like(text: str) -> bool:
    """Whether a text has numbers as dates and times have; most that have none are settled by this."""
    return bool(_DATE_LIKE.search(text, 0, 4 * MAX_LENGTH))


def trailing_clock(text: str) -> Found | None:
    """The time of day in which a short text ends, with the word before it ("at 14:05" -> "T14:05")."""
    if len(text) > MAX_LENGTH or not _DATE_LIKE.search(text):
        return None
    folded, places = _fold(text)
    match = _trailing().search(folded) if _CLOCK_LIKE.search(folded) else None
    if match is None:
        return None
    return Found(places[match.start()], len(text), _time(match) or None, has_time=True)


@lru_cache(maxsize=16384)
def _find(text: str, languages: tuple[str, ...]) -> Found | None:
    folded, places = _fold(text)
    has_month, has_year = bool(_any_month().search(folded)), bool(_YEAR.search(folded))
    if not has_month and not _NUMERIC.search(folded):
        return None
    for needs_month, needs_year, pattern in _date_patterns():
        if (needs_month and not has_month) or (needs_year and not has_year):
            continue
        if match := pattern.search(folded):
            parts = match.groupdict()
            stated = parts.get("year") or ""
            if len(stated) < _YEAR_DIGITS and not _after().match(folded, match.end()):
                continue
            day = _day(match, languages) if stated else None
            # Numbers that are no day of any calendar (a score, a version) are not a date.
            if day is None and stated and parts.get("sign") in {None, "."}:
                continue
            start, end = match.span()
            clock = _after().match(folded, end) or _before().search(folded[:start])
            if clock:
                start, end = min(start, clock.start()), max(end, clock.end())
            if start and (weekday := _weekday().search(folded[:start])):
                start = weekday.start()
            iso = day + (_time(clock) if clock and len(day) == 10 else "") if day else None
            bare = None if stated else _day_of_year(match, clock)
            return Found(places[start], places[end], iso, clock is not None, bare)
    return None


def _fold(text: str) -> tuple[str, Sequence[int]]:
    """Lower case, ASCII digits, no accents; and for each place in it the place in `text`."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    characters = list(map(_fold_character, text))
    if set(map(len, characters)) == {1}:
        return "".join(characters), range(len(text) + 1)
    places = [place for place, folded in enumerate(characters) for _ in folded]
    return "".join(characters), [*places, len(text)]


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return _fold_letters(character)


def _fold_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(
        c for c in decomposed if not unicodedata.combining(c) and c not in "\u200c\u200d\u0640"
    )
    return bare.translate(str.maketrans("يىېكګۍةہھۀı", "یییککیههههi"))


@cache
def _locales() -> tuple[dict[str, list[str]], ...]:
    modules = (f"dateparser.data.date_translation_data.{language}" for language in LANGUAGES)
    return tuple(import_module(module).info for module in modules)


@cache
def _months() -> dict[str, tuple[Calendar, int]]:
    """Folded month name to (calendar, number)."""
    names: dict[str, tuple[Calendar, int]] = {}
    for info in _locales():
        for number, month in enumerate(_MONTHS, 1):
            for name in info[month]:
                folded = _fold_letters(name).rstrip(".")
                if len(folded) > 1 and not folded.isdecimal():
                    names.setdefault(folded, ("gregorian", number))
    for language, listed in _EXTRA_MONTHS.items():
        for name, number in zip(listed.split("|"), _EXTRA_NUMBERS[language], strict=True):
            names[_fold_letters(name)] = ("gregorian", number)
    for listed_months in jalali.MONTHS:
        for number, name in enumerate(listed_months, 1):
            names.setdefault(_fold_letters(name), ("jalali", number))
    return names


@cache
def _any_month() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_months())})(?![^\W\d_])")


@cache
def _date_patterns() -> tuple[tuple[bool, bool, re.Pattern[str]], ...]:
    """Forms of a date in the order in which they are tried; each: needs a month's name, a year."""
    month = rf"(?P<month>{any_of(_months())})(?![^\W\d_])\.?"
    day = rf"(?P<day>[0-3]?\d){_ORDINAL}"
    year = rf"(?P<year>{_YEAR.pattern})"
    # With two digits or none a year is believed only where a time of day follows.
    short_year = r"(?P<year>\d{2})(?!\d)"
    of = r"(?:\s*(?:,|،|\.|/|-|–|of|de|del|di|da|do|من)?\s*){0,2}"
    before = r"(?<![\d.,:/-])"
    dates = (
        rf"{before}(?P<year>\d{{4}})[-/.](?P<number>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d-])",
        rf"{before}{day}{of}{month}{of}{year}",
        rf"(?<![^\W\d_]){month}\s*{day}(?:\s*[,،])?\s*{year}",
        rf"{before}{year}{of}{month}{of}{day}(?!\d)",
        rf"{before}(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign){year}",
        rf"(?<![^\W\d_])(?<!\d[ .]){month}{of}{year}",
        rf"{before}(?P<first>\d{{1,2}})(?P<sign>[-/.])(?P<second>\d{{1,2}})(?P=sign){short_year}",
        rf"{before}{day}{of}{month}{of}{short_year}",
        rf"(?<![^\W\d_]){month}\s*{day}(?![\w.]*\d)",
        rf"{before}{day}{of}{month}",
    )
    return tuple(("<month>" in form, year in form, re.compile(form)) for form in dates)


@cache
def _days_of_year() -> tuple[re.Pattern[str], ...]:
    """The forms with no year, and that of figures which can only begin with the day ("3.5.")."""
    numeric = r"(?<![\d.,:/-])(?P<day>[0-3]?\d)\.(?P<number>[01]?\d)\.(?![\d.])"
    named = (form for _, _, form in _date_patterns() if "year" not in form.groupindex)
    return (*named, re.compile(numeric))


def _day_of_year(match: re.Match[str], clock: re.Match[str] | None) -> DayOfYear | None:
    parts = match.groupdict()
    name, day = parts.get("month"), int(parts["day"])
    calendar, month = _months()[name] if name else ("gregorian", int(parts["number"]))
    if not (1 <= month <= _MONTHS_OF_A_YEAR and 1 <= day <= _DAYS_OF_A_MONTH):
        return None
    return DayOfYear(calendar, month, day, _time(clock) if clock else "")


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:t(?=\d)|{_LINK}){_TIME}")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d:.]){_TIME}{_LINK}$")


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w:.]){_LINK}(?<![\d:.]){_TIME}\W*$")


@cache
def _weekday() -> re.Pattern[str]:
    names = {_fold_letters(name) for info in _locales() for day in _WEEKDAYS for name in info[day]}
    return re.compile(rf"(?<!\w)(?:{any_of(names)})\.?\s*[,،]?\s*$")


def _day(match: re.Match[str], languages: tuple[str, ...]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"]) + (2000 if len(parts["year"]) < _YEAR_DIGITS else 0)
    calendar: Calendar = "gregorian"
    month = 0
    if parts.get("month"):
        calendar, month = _months()[parts["month"]]
        if "day" not in parts:
            return f"{year:04d}-{month:02d}" if calendar == "gregorian" else None
        day = int(parts["day"])
    elif parts.get("number"):
        month, day = int(parts["number"]), int(parts["day"])
        calendar = "jalali" if 1300 <= year < 1500 else calendar
    else:
        ordered = _in_order(int(parts["first"]), int(parts["second"]), parts["sign"], languages)
        if ordered is None:
            return None
        day, month = ordered
        calendar = "jalali" if 1300 <= year < 1500 else calendar
    try:
        when = (
            jalali.to_gregorian(year, month, day)
            if calendar == "jalali"
            else date(year, month, day)
        )
    except ValueError:
        return None
    return when.isoformat()


def _in_order(
    first: int, second: int, sign: str, languages: tuple[str, ...]
) -> tuple[int, int] | None:
    """Day and month of a numeric date; None where either order would do and nothing tells."""
    if first > 12 or first == second or sign == ".":
        return first, second
    if second > 12:
        return second, first
    if languages and "en" not in languages:
        return first, second
    return None


def _time(match: re.Match[str]) -> str:
    parts = match.groupdict()
    hour, half = int(parts["hour"]), parts["half"] or parts["early"] or ""
    if half and hour <= 12:
        hour = hour % 12 + (12 if re.match(_AFTERNOON, half) else 0)
    if hour > 23:
        return ""
    clock = f"T{hour:02d}:{parts['minute']}" + (f":{parts['second']}" if parts["second"] else "")
    zone = (parts["zone"] or "").strip()
    if not zone:
        return clock
    if offset := re.search(r"([+-]\d{2}):?(\d{2})$", zone):
        return f"{clock}{offset[1]}:{offset[2]}"
    if offset := re.fullmatch(r"(?:utc|gmt)\s?([+-])(\d{1,2})", zone):
        return f"{clock}{offset[1]}{int(offset[2]):02d}:00"
    return clock + _ZONES.get(zone, "")
