"""What one line says of who wrote, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from comments.parsing.dates import find_date, is_date_like
from comments.parsing.letters import fold, words
from comments.parsing.relative import Ago, number_words, parse_relative, time_words
from comments.parsing.text.cues import PRONOUNS
from comments.parsing.text.kinds import ends_sentence
from comments.parsing.text.vocabulary import has_role, in_phrases, tells
from comments.parsing.yearless import DayOfYear

MAX_LEAD, MAX_NAME, MAX_NAME_WORDS = 130, 48, 6
_MAX_WORDS, _MAX_PLAIN_WORDS, _MAX_TIME_WORDS = 18, 9, 8
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
_BADGE = re.compile(
    r"\s*\((?:not verified|nicht überprüft|non vérifié|no verificado|não verificado|non verificato|не проверено"
    r"|doğrulanmamış|لم يتم التحقق)\)",
    re.IGNORECASE,
)
"""What Drupal puts after the name of a guest."""
_PERMALINK = re.compile(r"#\s?\d+")
_DIGIT = re.compile(r"\d")
_SPLIT_WORD = re.compile("[(_]")
"""Signs inside words: "hour(s)"."""
_COMPACT_UNITS = "h d m w y mo yr min hr".split()
_COMPACT = re.compile(rf"\d+(?:{'|'.join(_COMPACT_UNITS)})s?|\d+")
_COMPACT_SIGN = re.compile(r"\d[^\W\d_]")
_ORDINAL = re.compile(r"^(?:[^\W\d_]{3,12}\s?)?(?:#\s?\d{1,5}|\d{1,4}[.)])\s*[-–—:]?\s*")
_EDGE_WORDS = frozenset(
    fold(word)
    for word in "on at am um le el il em pada den da в à a las alle ore في در को posted commented by in"
    " par von por di von oleh dari tarih est edt et pst pdt pt cst cdt ct gmt utc bst ist cet updated published created modified edited last tarih tarihinde تاريخ بتاريخ saat the from via reply said submitted soumis publié posté envoyé eingereicht verfasst gespeichert geschrieben publicado enviado inviato pubblicato scritto опубликовано отправлено написано добавил добавлено dikirim diposting gönderen gönderildi yazan נשלח פורסם ב".split()
)
_SIGNING = frozenset(
    fold(word)
    for word in "by posted submitted par von por oleh soumis posté eingereicht verfasst enviado inviato опубликовано"
    " отправлено dikirim diposting gönderen".split()
)
_EDGE = " \t|•·,،:;/-–—.()[]<>@»«*…"
_SEPARATOR = re.compile(r"\s*[|•·()\[\]<>]\s*|\s+[-–—]\s+")
_ANSWERED = (
    "in reply to|replying to|replied to|→|➜|➔|➤|▸|►|⟶|en réponse à|a répondu à|als antwort auf|antwortet"
    "|antwort auf|en respuesta a|respondió a|respondiendo a|em resposta a|respondeu a|in risposta a"
    "|ha risposto a|в ответ на|ответил|ответила|ردا على|رداً على|رد على|در پاسخ به|کے جواب میں|په ځواب کې"
    "|yanıt olarak|membalas|sebagai balasan untuk"
)
ANSWERS = re.compile(rf"(.{{1,48}}?)\s+(?:{_ANSWERED})\s+(.{{1,48}})", re.IGNORECASE)
ANSWERS_LINE = re.compile(rf"(?:↪\s*|↳\s*)?(?:{_ANSWERED}):?\s+@?(.{{1,48}})", re.IGNORECASE)
"""Whom a commenter answers: "Ann → Bob", "Ann in reply to Bob", or a line of its own."""
_TRAILING_SAYS = re.compile(r"(?::|\.\.\.|…)\s*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a single line shows; `name` is what is left of it without its time."""

    name: str
    posted_at: str | None
    ago: Ago | DayOfYear | None
    timed: bool
    has_clock: bool
    says: bool = False
    signed: bool = False


def may_be_named(text: str) -> bool:
    """Whether it is a name, or two of which one answers the other."""
    match = ANSWERS.fullmatch(text)
    return is_name(match[1]) and is_name(match[2]) if match else is_name(text)


@cache
def _time_words() -> frozenset[str]:
    return frozenset((*time_words(), *_COMPACT_UNITS, *(f"{unit}s" for unit in _COMPACT_UNITS)))


def read_stamp(text: str) -> Stamp | None:
    """A line's name and time; None when it is no lead line."""
    if not _may_be_stamp(text):
        return None
    has_digits, count = bool(_DIGIT.search(text)), text.count(" ") + 1
    is_short = count <= _MAX_TIME_WORDS and (has_digits or count > 1)
    if is_short and _tells_time(text) and (ago := parse_relative(text)):
        return Stamp("", None, ago, timed=True, has_clock=True)
    text = _BADGE.sub("", text) if "(" in text else text
    time = _without_time(text, has_digits=has_digits)
    rest, timed = time.rest, time.is_told
    ordinal = _ORDINAL.match(rest)
    name, says, signed = strip_edges(_HANDLE.sub(" ", rest[ordinal.end() :] if ordinal else rest))
    if not (timed or (says and _TRAILING_SAYS.search(text))):
        return None
    if not name:
        return Stamp("", time.iso, time.ago, timed, time.has_clock) if timed else None
    # "Posted by: social media tools": the by-word makes a name of what would not look like one.
    named = may_be_named(name) or (signed and timed and len(name.split()) <= MAX_NAME_WORDS)
    if not named or fold(name) in PRONOUNS:
        return None
    return Stamp(name, time.iso, time.ago, timed, time.has_clock, says=says, signed=signed)


def _may_be_stamp(text: str) -> bool:
    """Whether a line has a date, a word that tells of times, or ends in "says:"; most have none."""
    has_digits = bool(_DIGIT.search(text))
    most = _MAX_WORDS if has_digits else _MAX_PLAIN_WORDS
    if len(text) > MAX_LEAD or text.count(" ") >= most:
        return False
    if _tells_time(text):
        return True
    if has_digits and is_date_like(text) and (find_date(text) or _CLOCK.search(text)):
        return True
    return bool(_TRAILING_SAYS.search(text)) and tells(words(text), "says")


def _tells_time(text: str) -> bool:
    tokens = words(text)
    is_told = tells(tokens, "unit", "ago") or not _time_words().isdisjoint(tokens)
    return is_told or bool(_SPLIT_WORD.search(text))


@dataclass(frozen=True, slots=True)
class _Time:
    """`rest` is the line without its time; the others say what time that is."""

    rest: str
    iso: str | None = None
    ago: Ago | DayOfYear | None = None
    is_told: bool = False
    has_clock: bool = False


def _without_time(text: str, *, has_digits: bool) -> _Time:
    if has_digits and (found := find_date(text)):
        after = _PERMALINK.sub("", text[found.end :])
        clock = _OF_DAY.match(after)
        rest = f"{text[: found.start]} | {after[clock.end() :] if clock else after}"
        has_clock = found.has_time or bool(clock and ":" in clock[0])
        return _Time(rest, found.iso, found.day, is_told=True, has_clock=has_clock)
    spans, ago = relative_time(text)
    rest = text
    for start, end in reversed(spans):
        rest = f"{rest[:start]} | {rest[end:]}"
    if not spans and has_digits and (clock := _CLOCK.search(text)):
        return _Time(f"{text[: clock.start()]} | {text[clock.end() :]}", None, None, True, True)
    return _Time(rest, None, ago, is_told=bool(spans), has_clock=bool(spans))


_fold_word = lru_cache(maxsize=65536)(fold)


def relative_time(text: str) -> tuple[list[tuple[int, int]], Ago | None]:
    """Spans of the words of relative times ("vor 3 Stunden"), and what the first of them says."""
    if not tells(words(text), "unit", "ago") and not _COMPACT_SIGN.search(text):
        return [], None
    tokens = list(_TOKEN.finditer(text))
    folded = [_fold_word(token.group()).strip(".") for token in tokens]
    units = [has_role(word, "unit") for word in folded]
    agos = [has_role(word, "ago") for word in folded]
    numbers = [bool(_COMPACT.fullmatch(word)) for word in folded]
    compacts = [numbers[i] and word[-1].isalpha() for i, word in enumerate(folded)]
    ones = [has_role(word, "one") or word in number_words() for word in folded]
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
        compact = at_end and any(compacts[i] for i in run)
        has_unit = any(units[i] for i in run)
        # "7 minutes" is a length of time unless it is all that the line says.
        whole = len(run) == len(tokens) and any(numbers[i] for i in run)
        measured = has_unit and (whole or any(agos[i] for i in run))
        if (len(run) > 1 and measured) or compact:
            spans.append((tokens[place].start(), tokens[end - 1].end()))
        elif len(run) == 1 and agos[place] and (span := _day_and_clock(text, tokens[place])):
            spans.append(span)
        place = max(end, place + 1)
    told = (parse_relative(_up_to_sign(text, start)) for start, _ in spans)
    exact = (parse_relative(text[start:end]) for start, end in spans)
    ago = next((found for found in chain(told, exact) if found), None)
    if len(spans) == 1 and ago and ago.clock:
        start = spans[0][0]
        spans = [(start, start + len(_up_to_sign(text, start)))]
    return spans, ago


def _up_to_sign(text: str, start: int) -> str:
    """From `start` to the next sign that separates the parts of a line."""
    return _SEPARATOR.split(text[start:], maxsplit=1)[0].rstrip()


def _day_and_clock(text: str, word: re.Match[str]) -> tuple[int, int] | None:
    """Where "yesterday" or "yesterday at 14:05" stands, as a part of the line of its own."""
    before = text[: word.start()].rstrip()
    part = _up_to_sign(text, word.start())
    found = parse_relative(part)
    # "Ann Lee, yesterday"; after a bare name only a time of day shows that no sentence goes on.
    if found is None or not (not before or before[-1] in _EDGE or found.clock):
        return None
    return word.start(), word.start() + len(part)


def strip_edges(text: str) -> tuple[str, bool, bool]:
    """The name in what is left of a lead line, whether it "says", whether it is signed."""
    says = signed = False
    tokens = list(_TOKEN.finditer(text))
    first, last = 0, len(tokens)
    while first < last:
        word = _fold_word(tokens[first].group()).strip(_EDGE)
        if word and word not in _EDGE_WORDS:
            break
        signed |= word in _SIGNING
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
    return clean_name(text[tokens[first].start() : tokens[last - 1].end()]), says, signed


def clean_name(name: str) -> str:
    """A name without the signs around it; "Hans M." keeps its full stop."""
    bare = name.strip(_EDGE)
    return f"{bare}." if _INITIAL.search(name) else bare


def is_name(text: str) -> bool:
    """Whether a short text could be what somebody calls himself."""
    return len(text) <= MAX_NAME and _is_name(text)


@lru_cache(maxsize=8192)
def _is_name(text: str) -> bool:
    words = text.split()
    if not words or len(words) > MAX_NAME_WORDS:
        return False
    if ends_sentence(text) and not _INITIAL.search(text):
        return False
    if not any(character.isalpha() for character in text):
        return False
    # Prose has several lower-case words in a row; "ali from kabul" is the limit for a name.
    lower = sum(word[:1].islower() for word in words)
    return lower <= 2 or lower <= len(words) / 2
