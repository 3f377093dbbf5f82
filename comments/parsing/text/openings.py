"""Comment sections that begin with words: "12 Comments", "Reader comments", a form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, auto

from comments.parsing.text.cuts import Cut
from comments.parsing.text.head import split_byline
from comments.parsing.text.kinds import Kind, ends_sentence
from comments.parsing.text.page import Page
from comments.parsing.text.segments import cut_section

_OPENING = {Kind.COUNT, Kind.HEADING, Kind.WEAK_HEADING, Kind.ZERO, Kind.FORM}
_BETWEEN = {*_OPENING, Kind.SITE, Kind.AD, Kind.QUESTION, Kind.EMPTY, Kind.CONTROL, Kind.CLOSING}
_MAY_BE_SAID = {Kind.SITE, Kind.EMPTY, Kind.CONTROL, Kind.ZERO}
_FORMED = {Kind.FORM, Kind.CLOSING}
_HEADLINE = {Kind.SHORT, Kind.PROSE}
_ENDING = {Kind.END, Kind.ZERO, Kind.HEADING}

BUDGET = 40_000
"""Lines that may be cut in search of a section; on the longest pages the first openings must do."""
MAX_OPENINGS = 12
_MAX_ENDS, _LITTLE, _MAX_SAID = 3, 30, 2
_HEADLINE_WORDS, _MAX_BYLINE = range(4, 31), 80


class Worth(IntEnum):
    """How strong the evidence for a section is; only the order counts."""

    NONE = 0
    STATED = auto()  # a number, and nothing that it counts
    ZERO = auto()  # "No comments yet"
    NAMED = auto()  # no heading, but names over the paragraphs
    PLAIN = auto()  # a heading, and paragraphs under it
    FORMED = auto()  # no heading, but controls or author lines
    RHYTHM = auto()  # a number, and blank lines that give another
    HEADED = auto()  # a heading, and controls or author lines
    COUNTED = auto()  # a number, and controls or author lines that give another
    EXACT = auto()  # a number, and as many comments


@dataclass(frozen=True, slots=True)
class Section:
    """A comment section on the lines `start` to `end`.

    `start` is the first line of its furniture, where the article is over. `cut` is None when the
    section is empty. `worth` says how strong the evidence is.
    """

    start: int
    end: int
    declared: int | None
    cut: Cut | None
    worth: Worth


def headed_sections(page: Page, prose: int) -> Iterator[Section]:
    """Sections that runs of furniture may open, as far as the budget reaches."""
    count, spent, index = 0, 0, prose + 1
    around: Section | None = None
    while index < len(page) and count < MAX_OPENINGS and (not count or spent < BUDGET):
        if page.kind(index) not in _OPENING:
            index += 1
            continue
        first = after_furniture(page, index)
        if section := _read_opening(page, index, first):
            spent += section.end - first if section.cut else 0
            # "1 reply" under a comment of "12 Comments" opens nothing.
            if around and (section.declared or 0) < (around.declared or 0) and index < around.end:
                section = None
            elif section.cut:
                around = section
        if section:
            yield section
        count, index = count + 1, first


def after_furniture(page: Page, index: int) -> int:
    while index < len(page) and page.kind(index) in _BETWEEN:
        index += 1
    return index


def _read_opening(page: Page, start: int, first: int) -> Section | None:
    marks = page.marks[start:first]
    kinds = {m.kind for m in marks}
    declared = next((m.number for m in marks if m.kind is Kind.COUNT), None)
    if declared is None and Kind.ZERO in kinds:
        return Section(start, len(page), 0, None, Worth.ZERO)
    # A reply form stands under the comments, and what follows it is something else.
    invites = any(m.is_form_heading for m in marks) and Kind.WEAK_HEADING not in kinds
    if declared is None and Kind.HEADING not in kinds and invites:
        return None
    end, cut = cut_to_end(page, first, declared)
    if cut and declared and len(cut.blocks) == declared - 1:
        end, cut = _cut_with_first(page, start, first, declared) or (end, cut)
    if cut and declared and _is_over_article(page, start, cut, declared):
        cut = None
    worth = _worth(page, kinds, cut, declared)
    return Section(start, end, declared, cut, worth) if worth else None


def _cut_with_first(page: Page, start: int, first: int, declared: int) -> tuple[int, Cut] | None:
    """The cut of the declared number that begins with what looks like furniture ("Yes", "Agree")."""
    for index in range(first - 1, max(start, first - 1 - _MAX_SAID), -1):
        if page.kind(index) not in _MAY_BE_SAID:
            break
        end, cut = cut_to_end(page, index, declared)
        if cut and len(cut.blocks) == declared:
            return end, cut
    return None


def _is_over_article(page: Page, start: int, cut: Cut, declared: int) -> bool:
    """Whether a count stands over the article: little is told before it, much after, and no cut
    gives the number or has other evidence.
    """
    if cut.is_evident or len(cut.blocks) == declared:
        return False
    before = sum(len(page.text(i).split()) for i in range(start) if page.kind(i) is Kind.PROSE)
    after = sum(len(page.text(i).split()) for block in cut.blocks for i in block.lines)
    return before < _LITTLE and before < after // 5


def _worth(page: Page, kinds: set[Kind], cut: Cut | None, declared: int | None) -> Worth:
    if declared:
        if cut is None:
            return Worth.STATED
        evident = Worth.COUNTED if cut.is_evident else Worth.RHYTHM
        return Worth.EXACT if len(cut.blocks) == declared else evident
    if cut is None:
        return Worth.NONE
    if Kind.HEADING in kinds:
        return Worth.HEADED if cut.is_evident else _plain(page, cut)
    is_formed = cut.is_evident and (cut.controls != 1 or len(cut.blocks) > 1)
    return Worth.FORMED if is_formed else Worth.NONE


def _plain(page: Page, cut: Cut) -> Worth:
    """A heading over nothing but labels and headlines is another section of the site."""
    tells = any(page.kind(i) is Kind.PROSE for block in cut.blocks for i in block.lines)
    return Worth.PLAIN if tells else Worth.NONE


def cut_to_end(page: Page, first: int, declared: int | None) -> tuple[int, Cut | None]:
    """Cuts up to the first end of the section, or to a later one that gives the declared number."""
    tried: list[tuple[int, Cut | None]] = []
    for end in _ends(page, first):
        cut = cut_section(page, first, end, declared) if end > first else None
        if cut and declared and len(cut.blocks) == declared:
            return end, cut
        tried.append((end, cut))
        if not declared or len(tried) == _MAX_ENDS:
            break
    return tried[0]


def section_end(page: Page, first: int) -> int:
    """Where a section that begins on the line `first` ends."""
    return next(_ends(page, first))


def _ends(page: Page, first: int) -> Iterator[int]:
    repeated: Counter[str] | None = None
    for index in range(first, len(page)):
        kind, key = page.marks[index].kind, page.keys[index]
        is_form = kind in _FORMED
        if is_form and key:
            # "Leave a reply" under every comment is a control.
            repeated = repeated or Counter(page.keys[first:])
            is_form = repeated[key] == 1
        if is_form or (kind in _ENDING and index > first):
            yield index
        elif index > first + 1 and _is_headline(page, index - 1):
            yield index - 1
    yield len(page)


def _is_headline(page: Page, index: int) -> bool:
    """Whether another article begins: a line of several words that is no sentence, and a by-line."""
    text, below = page.text(index), page.text(index + 1)
    if text.count(" ") + 1 not in _HEADLINE_WORDS or len(below) > _MAX_BYLINE:
        return False
    if index in page.led or index + 1 in page.led or page.kind(index) not in _HEADLINE:
        return False
    return not ends_sentence(text) and split_byline(below) is not None
