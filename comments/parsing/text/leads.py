"""Lines that say who wrote a comment and when: "NAME says:", "NAME" over "3 hours ago", and others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from comments.parsing.dates import find_date
from comments.parsing.text.cues import PRONOUNS
from comments.parsing.text.lines import Line, fold
from comments.parsing.text.marks import Kind, ends_sentence, mark
from comments.parsing.text.vocabulary import has_role, in_phrases

MAX_LEAD, MAX_NAME, MAX_NAME_WORDS = 130, 48, 6
_MAX_WORDS, _MAX_PLAIN_WORDS = 18, 9
"""Longest lead line and longest name, in characters, and in words."""

_TOKEN = re.compile("[^\\s|•·,،:;()\\[\\]<>–—]+")
_CLOCK = re.compile(r"(?<![\d:])[012]?\d:[0-5]\d\s?[ap]\.?m\b\.?", re.IGNORECASE)
# What may follow a date: the weekday, the time, and the words that go with it.
_OF_DAY = re.compile(
    r"(?:[\s,،|•·-]*(?:[0-2]?\d:[0-5]\d(?::[0-5]\d)?|min|h|uhr|saat|pazartesi|salı|çarşamba|perşembe"
    r"|cuma|cumartesi|pazar|في|الساعة|م|ص|ب[.٫]ظ|ق[.٫]ظ|در|ساعت|وقت|بوقت|شام|صبح|دوپہر|رات|को|पर|बजे|अपराह्न"
    r"|पूर्वाह्न)\.?(?!\w))+",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|\W)[^\W\d_]\.$")
_HANDLE = re.compile(r"(?<=\s)@\w+\s*$")
_PERMALINK = re.compile(r"#\s?\d+")
_COMPACT = re.compile(r"\d+(?:h|d|m|w|y|mo|yr|min|hr)s?|\d+")
_ORDINAL = re.compile(r"^(?:[^\W\d_]{3,12}\s?)?(?:#\s?\d{1,5}|\d{1,4}[.)])\s*[-–—:]?\s*")
_EDGE_WORDS = frozenset(
    fold(word)
    for word in "on at am um le el il em pada den da в à a las alle ore في در को posted commented by in"
    " par von por di von oleh dari tarih est edt et pst pdt pt cst cdt ct gmt utc bst ist cet updated published created modified edited last tarih tarihinde تاريخ بتاريخ saat the from via reply said".split()
)
_EDGE = " \t|•·,،:;/-–—.()[]<>@»«*…"
_TRAILING_SAYS = re.compile(r"(?::|\.\.\.|…)\s*$")


@dataclass(frozen=True, slots=True)
class Lead:
    """Who and when, on the lines `start` to `end` (exclusive).

    `says` marks the form that only ever stands before a comment ("NAME says:"), `signed` the one
    with a by-word ("Posted by NAME"), `timed` one with a time of day or a relative time,
    `is_name_above` one whose name has the line above the time.
    """

    start: int
    end: int
    author: str | None
    posted_at: str | None
    says: bool = False
    signed: bool = False
    timed: bool = False
    is_name_above: bool = False


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What a single line shows; `name` is what is left of it without its time."""

    name: str
    posted_at: str | None
    timed: bool
    has_clock: bool
    says: bool
    signed: bool


def find_leads(lines: Sequence[Line], idle: Sequence[bool]) -> list[Lead]:
    """Lead lines in order, none overlapping; lines that are `idle` (controls) are none."""
    leads: list[Lead] = []
    stamps = [
        None if is_idle or len(line.text) > MAX_LEAD else _read(line.text)
        for line, is_idle in zip(lines, idle, strict=True)
    ]
    for index, stamp in enumerate(stamps):
        if stamp is None or (leads and leads[-1].end > index):
            continue
        start, end, name, posted = index, index + 1, stamp.name or None, stamp.posted_at
        is_timed, is_above = stamp.has_clock, False
        if not name and index and not (leads and leads[-1].end >= index) and not stamps[index - 1]:
            above = lines[index - 1].text
            if is_name(above) and mark(above).kind in {Kind.SHORT, Kind.PROSE}:
                start, name, is_above = index - 1, _clean(above), True
        # Date and time may have lines of their own, below "NAME says:" too.
        while end < min(len(lines), index + 3) and (below := stamps[end]) and not below.name:
            posted, end = posted or below.posted_at, end + 1
            is_timed |= below.has_clock
        leads.append(Lead(start, end, name, posted, stamp.says, stamp.signed, is_timed, is_above))
    return leads


@lru_cache(maxsize=4096)
def _read(text: str) -> _Stamp | None:
    """A line's name and time; None when it is no lead line."""
    count = len(text.split())
    has_digits = any(character.isdecimal() for character in text)
    if count > _MAX_WORDS or (not has_digits and count > _MAX_PLAIN_WORDS):
        return None
    rest, posted, timed, has_clock = _without_time(text, has_digits=has_digits)
    ordinal = _ORDINAL.match(rest)
    name, says, signed = _strip_edges(_HANDLE.sub(" ", rest[ordinal.end() :] if ordinal else rest))
    if not (timed or (says and _TRAILING_SAYS.search(text))):
        return None
    if not name:
        return _Stamp("", posted, timed, has_clock, says=False, signed=False) if timed else None
    # "Posted by: social media tools": the by-word makes a name of what would not look like one.
    named = is_name(name) or (signed and timed and len(name.split()) <= MAX_NAME_WORDS)
    if not named or fold(name) in PRONOUNS:
        return None
    return _Stamp(name, posted, timed, has_clock, says=says, signed=signed)


def _without_time(text: str, *, has_digits: bool) -> tuple[str, str | None, bool, bool]:
    """The line without its time; the time in ISO 8601, whether there is one, and one of the day."""
    if has_digits and (found := find_date(text)):
        after = _PERMALINK.sub("", text[found.end :])
        clock = _OF_DAY.match(after)
        rest = f"{text[: found.start]} | {after[clock.end() :] if clock else after}"
        return rest, found.iso, True, found.has_time or bool(clock and ":" in clock[0])
    if has_digits and (clock := _CLOCK.search(text)):
        return f"{text[: clock.start()]} | {text[clock.end() :]}", None, True, True
    rest = text
    spans = _relative(text)
    for start, end in reversed(spans):
        rest = f"{rest[:start]} | {rest[end:]}"
    return rest, None, bool(spans), bool(spans)


_fold_word = lru_cache(maxsize=65536)(fold)


def _relative(text: str) -> list[tuple[int, int]]:
    """Spans of the words of relative times ("vor 3 Stunden")."""
    tokens = list(_TOKEN.finditer(text))
    folded = [_fold_word(token.group()).strip(".") for token in tokens]
    numbers = [bool(_COMPACT.fullmatch(word)) for word in folded]
    units = [has_role(word, "unit") for word in folded]
    agos = [has_role(word, "ago") for word in folded]
    ones = [has_role(word, "one") for word in folded]
    spans: list[tuple[int, int]] = []
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens):
            # "a week ago", "il y a un an"
            is_one = ones[end] and (any(agos[place:end]) or any(units[end + 1 : end + 2]))
            if not (numbers[end] or units[end] or agos[end] or is_one):
                break
            end += 1
        run = range(place, end)
        at_end = end == len(tokens) or in_phrases("CONTROLS", (folded[end],))
        compact = at_end and any(folded[i][-1:].isalpha() and numbers[i] for i in run)
        has_unit = any(units[i] for i in run)
        # "7 minutes" is a length of time unless it is all that the line says.
        whole = len(run) == len(tokens) and any(numbers[i] for i in run)
        measured = has_unit and (whole or any(agos[i] for i in run))
        if (len(run) > 1 and measured) or compact:
            spans.append((tokens[place].start(), tokens[end - 1].end()))
        place = max(end, place + 1)
    return spans


def _strip_edges(text: str) -> tuple[str, bool, bool]:
    """The name in what is left of a lead line, whether it "says", whether it is signed."""
    says = signed = False
    tokens = list(_TOKEN.finditer(text))
    first, last = 0, len(tokens)
    while first < last:
        word = _fold_word(tokens[first].group()).strip(_EDGE)
        if word and word not in _EDGE_WORDS:
            break
        signed |= word in {"by", "posted", "par", "von", "por", "oleh"}
        first += 1
    while first < last:
        word = _fold_word(tokens[last - 1].group()).strip(_EDGE)
        is_says = has_role(word, "says")
        if word and word not in _EDGE_WORDS and not is_says and not in_phrases("CONTROLS", (word,)):
            break
        says |= is_says
        last -= 1
    if first == last:
        return "", says, signed
    return _clean(text[tokens[first].start() : tokens[last - 1].end()]), says, signed


def _clean(name: str) -> str:
    """A name without the signs around it; "Hans M." keeps its full stop."""
    bare = name.strip(_EDGE)
    return f"{bare}." if _INITIAL.search(name) else bare


def is_name(text: str) -> bool:
    """Whether a short text could be what somebody calls himself."""
    words = text.split()
    if not words or len(words) > MAX_NAME_WORDS or len(text) > MAX_NAME:
        return False
    if ends_sentence(text) and not _INITIAL.search(text):
        return False
    if not any(character.isalpha() for character in text):
        return False
    # Prose has several lower-case words in a row; "ali from kabul" is the limit for a name.
    lower = sum(word[:1].islower() for word in words)
    return lower <= 2 or lower <= len(words) / 2
