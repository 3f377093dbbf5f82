"""The head of a page: title, by-line, date, outlet, address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from comments.parsing.dates import find_date
from comments.parsing.letters import fold, words
from comments.parsing.text.kinds import Kind, ends_sentence
from comments.parsing.text.lines import Line
from comments.parsing.text.looks import look
from comments.parsing.text.vocabulary import has_role, tells

MAX_TITLE_WORDS, MAX_HEAD_LINES = 32, 40
_MAX_BYLINE, _MAX_DATED = 140, 120
_DAY = len("2023-05-03")
_LONG_PROSE, _SHORT_PROSE = 25, 4

_ADDRESS = re.compile(r"(?:^|[\s:])(https?://\S+)\s*$", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.。۔।॥…]['\"”’»)\]]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s.])[A-Za-z\u00c0-\u024f\u0400-\u04ff]{1,3}\.['\"”’]?$")
_SPLIT = re.compile(r"\s*[,،|/•·]\s*|\s+[-–—]+\s*|\s*[-–—]+\s+|\s+(?=for\s[A-Z])")
_ISSUE = re.compile(
    r"#|\b(?:volume|issue|vol\.|no\.|edition|issued by|published by)\b", re.IGNORECASE
)
_TRAIL = re.compile(r"\s[>»›/|]\s|[›»]")
_GLUED = re.compile(r"[a-z][A-Z][a-z]+[A-Z]|[a-z]{3}[A-Z][a-z]{3}")
_CAPITALISED = re.compile(r"(?:[A-Z][\w.'’-]*)(?:\s+(?:[a-z]{1,3}\s+)?[A-Z][\w.'’-]*)+")
_PARTICLES = frozenset(
    "al el bin ibn de da di do du van von der den ul ur and y e et und la le".split()
)
_OUTLET_WORDS = frozenset(
    fold(word)
    for word in "news times post journal tribune herald reference daily gazette press agency magazine"
    " observer telegraph guardian weekly review today online tv radio network media chronicle mail"
    " express monitor cradle center centre institute وكالة صحيفة جريدة موقع قناة شبكة مجلة خبرگزاری روزنامه"
    " وبسایت سایت اخبار اخبارات روزنامہ gazetesi haber ajansı zeitung spiegel le monde diario el periódico"
    " giornale газета агентство новости समाचार न्यूज़ न्यूज নিউজ সংবাদ koran kompas".split()
)
_TITLE_POINTS = 14
_CASELESS_NAME = range(2, 5)


@dataclass(slots=True)
class Head:
    """What the head of a page says; `first` is the index of the article's first line."""

    title: str | None = None
    byline: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None
    first: int = 0
    standfirst: list[int] = field(default_factory=list)


def read_head(lines: Sequence[Line], end: int) -> Head:
    """Reads the head from the lines before `end`, where the article's body ends."""
    head = Head()
    first = next((i for i in range(min(end, MAX_HEAD_LINES)) if _is_prose(lines, i)), None)
    if first is None:
        first = min(end, 1 + _title_of(lines, range(min(end, MAX_HEAD_LINES)), head))
    else:
        _title_of(lines, range(first), head)
    head.first = first
    title_at = next((i for i in range(first) if lines[i].text.startswith(head.title or "\0")), -1)
    for index in range(first):
        text = lines[index].text
        if index != title_at and text != head.title:
            _read_line(lines, index, head, after_title=index > title_at)
    return head


def _is_prose(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if look(text).is_caption or look(text).mark.kind not in {Kind.PROSE, Kind.SHORT}:
        return False
    count = len(text.split())
    if index == 0:
        return count > MAX_TITLE_WORDS or (
            count > 15 and bool(_FULL_STOP.search(text[-20:])) and not _ABBREVIATION.search(text)
        )
    if count >= _LONG_PROSE:
        return True
    stopped = bool(_FULL_STOP.search(text[-20:])) and not _ABBREVIATION.search(text[-20:])
    return count >= _SHORT_PROSE and stopped and split_byline(text) is None


def _title_of(lines: Sequence[Line], among: range, head: Head) -> int:
    """Sets the title from the lines of a head; returns its index, -1 when there is none."""
    candidates = [i for i in among if _may_be_title(lines[i].text)]
    anchors = [
        i for i in among if i and (is_stamp(lines[i].text) or look(lines[i].text).is_caption)
    ]
    before = [i for i in candidates if i < anchors[0]] if anchors else candidates
    chosen = before or candidates
    if not chosen:
        return -1
    best = max(chosen, key=lambda i: (_title_points(lines[i].text) + 3 * (i == chosen[-1]), i))
    title = lines[best].text
    for i in chosen:
        text = lines[i].text
        # A browser's title repeats the headline with the outlet's name: "Headline - Outlet".
        for j in chosen:
            longer = lines[j].text
            rest = longer[len(text) :]
            if (
                i != j
                and longer.startswith(text)
                and (sep := re.match(r"\s+[-–—|:»]\s+(.+)$", rest))
            ):
                head.title, head.outlet = text, sep[1]
                return i
    if sep := re.match(r"(.+?)\s+\|\s+([^|]+)$", title):
        title, head.outlet = sep[1], sep[2]
    head.title = title
    return best


def _may_be_title(text: str) -> bool:
    looked = look(text)
    if looked.is_caption or looked.mark.kind not in {Kind.PROSE, Kind.SHORT, Kind.WEAK_HEADING}:
        return False
    return (
        len(text.split()) <= MAX_TITLE_WORDS
        and not _ADDRESS.search(text)
        and not _is_only_date(text)
    )


def _title_points(text: str) -> int:
    points = min(len(text.split()), _TITLE_POINTS)
    points -= 10 * bool(_ISSUE.search(text))
    points -= 8 * bool(_TRAIL.search(text))
    points -= 4 * bool(_GLUED.search(text))
    return points - 4 * (len(text.split()) <= 3) - 2 * text.isupper()


def _is_only_date(text: str) -> bool:
    """Whether it is a date with three words around it, or the same day in two calendars."""
    if len(text) > _MAX_DATED or not (found := find_date(text)):
        return False
    rest = f"{text[: found.start]} {text[found.end :]}"
    again = find_date(rest)
    if again and again.iso and found.iso and again.iso[:_DAY] == found.iso[:_DAY]:
        rest = rest[: again.start] + rest[again.end :]
    return len(words(rest)) <= 3


def is_stamp(text: str) -> bool:
    """Whether a line of the head is a by-line or a date."""
    return split_byline(text) is not None or _is_only_date(text)


def _read_line(lines: Sequence[Line], index: int, head: Head, *, after_title: bool) -> None:
    text = lines[index].text
    if match := _ADDRESS.search(text):
        head.url = head.url or match[1]
        return
    looked = look(text)
    if looked.mark.kind not in {Kind.PROSE, Kind.SHORT} or looked.is_caption or len(text) > 200:
        return
    found = find_date(text)
    if found and found.iso and head.published_at is None:
        head.published_at = found.iso
    byline = split_byline(text)
    # "Issued by the Press Center", over the title, is the outlet and nobody's by-line.
    if byline and (after_title or not _is_outlet(byline[0])):
        head.byline = head.byline or byline[0]
        head.outlet = head.outlet or byline[1]
    elif found or byline or not after_title:
        return
    elif _is_outlet(text):
        head.outlet = head.outlet or text
    elif head.byline is None and (name := _bare_name(text)):
        head.byline = name
    elif len(text.split()) >= _SHORT_PROSE or index == head.first - 1:
        head.standfirst.append(index)


def split_byline(text: str) -> tuple[str, str | None] | None:
    """Name and outlet of a by-line in any of the languages; None when the line is none.

    "By Ann Mary Lee" -> ("Ann Mary Lee", None);
    "A.B. Lee, The Courier, May 2, 2021 —" -> ("A.B. Lee", "The Courier").
    """
    return _split_byline(text) if len(text) <= _MAX_BYLINE else None


@lru_cache(maxsize=8192)
def _split_byline(text: str) -> tuple[str, str | None] | None:
    found = find_date(text)
    rest = f"{text[: found.start]} , {text[found.end :]}" if found else text
    parts = [part.strip(" ,،.-–—|:") for part in _SPLIT.split(rest)]
    parts = [part for part in parts if words(part)]
    if not parts:
        return None
    name, labelled = _without_by_words(parts[0])
    if not name and labelled and len(parts) > 1:
        name, parts = parts[1], parts[1:]
    if labelled and name and is_person(name):
        outlet = next((part for part in parts[1:] if _is_outlet(part)), None)
        return name, outlet
    stated = found is not None and found.iso is not None and len(parts) <= 3
    stated = stated and (len(parts) > 1 or len(parts[0].split()) > 1)
    if stated and not labelled and all(is_person(part) or _is_outlet(part) for part in parts):
        people = [part for part in parts if not _is_outlet(part)]
        outlets = [part for part in parts if _is_outlet(part)]
        if people:
            return people[0], outlets[0] if outlets else next(iter(people[1:]), None)
    return None


def _without_by_words(text: str) -> tuple[str, bool]:
    label, colon, rest = text.partition(":")
    tokens = text.split()
    folded = [words(token)[-1] if words(token) else "" for token in tokens]
    if colon and len(label.split()) <= 3 and tells(words(label), "by"):
        return _without_by_words(rest.strip())[0] or rest.strip(), True
    if tells(tuple(folded[:2]), "photo"):
        return text, False
    if len(tokens) > 1 and has_role(folded[-1], "by_after"):
        last = len(tokens) - 1
        while last > 1 and has_role(folded[last - 1], "by_after"):
            last -= 1
        # Pashto puts "د" before the name and "لخوا" after it; Urdu writes "کی تحریر".
        first = 1 if folded[0] == "د" else 0
        last -= folded[last - 1] in {"کی", "نے", "ने", "की", "के"}
        return " ".join(tokens[first:last]), True
    # "Written by", "Propos recueillis par": the by-word nearest to the name, among the first three.
    first = max((i + 1 for i in range(min(3, len(tokens))) if has_role(folded[i], "by")), default=0)
    if first > 1 and not is_person(" ".join(tokens[first:])):
        first = int(has_role(folded[0], "by"))
    return " ".join(tokens[first:]).strip(" :"), first > 0


def is_person(text: str) -> bool:
    """Whether a text could be one person's name, or a few joined by "and"."""
    tokens = text.split()
    if not 1 <= len(tokens) <= 8 or any(character.isdigit() for character in text):
        return False
    cased = [token for token in tokens if token[0].isupper() or token[0].islower()]
    if cased:
        lower = [
            token for token in cased if token[0].islower() and token.casefold() not in _PARTICLES
        ]
        return not lower and not ends_sentence(text.rstrip("."))
    return len(tokens) <= 5 and not ends_sentence(text)


def _is_outlet(text: str) -> bool:
    tokens = words(text)
    if not 1 <= len(tokens) <= 6 or ends_sentence(text):
        return False
    the = (
        text.partition(" ")[0] in {"The", "Le", "La", "El", "Die", "Der", "Das", "Il"}
        and len(tokens) <= 4
    )
    return (the and len(tokens) > 1) or (
        len(tokens) > 1 and any(t in _OUTLET_WORDS for t in tokens)
    )


def _bare_name(text: str) -> str | None:
    """A name that stands alone under the title, with or without a by-word in an unknown language."""
    tokens = text.split()
    if len(tokens) > 7 or ends_sentence(text):
        return None
    label, colon, rest = text.partition(":")
    if colon and len(label.split()) <= 3 and len(rest.split()) >= 2 and is_person(rest.strip()):
        return rest.strip()
    match = _CAPITALISED.search(text)
    if not match:
        # Scripts without capitals show a name only by its place and length.
        is_caseless = not any(c.isupper() or c.islower() for c in text)
        return text if is_caseless and len(tokens) in _CASELESS_NAME and is_person(text) else None
    others = (text[: match.start()] + text[match.end() :]).split()
    strange = [token for token in others if not token[0].isupper()]
    alone = not others and 2 <= len(tokens) <= 4
    return match.group() if alone or (1 <= len(others) <= 3 and strange == others) else None
