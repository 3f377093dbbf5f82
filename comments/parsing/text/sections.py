"""Where a page's comment section starts and ends, and how many comments the page declares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from comments.parsing.text.head import split_byline
from comments.parsing.text.leads import Lead
from comments.parsing.text.lines import words
from comments.parsing.text.marks import Kind, Mark, ends_sentence, read_number
from comments.parsing.text.page import Page
from comments.parsing.text.segments import Cut, cut_section, is_bare_name

_OPENING = {Kind.COUNT, Kind.HEADING, Kind.WEAK_HEADING, Kind.ZERO, Kind.FORM}
_BETWEEN = {*_OPENING, Kind.SITE, Kind.QUESTION, Kind.EMPTY, Kind.CONTROL, Kind.CLOSING}
_OPENED = {Kind.QUESTION, Kind.FORM, Kind.WEAK_HEADING, Kind.SITE}
_MAY_BE_SAID = {Kind.SITE, Kind.EMPTY, Kind.CONTROL, Kind.ZERO}
_ENDING = {Kind.END, Kind.ZERO, Kind.HEADING}

_MAX_ENDS, _LITTLE = 3, 30
_BUDGET = 40_000
"""Lines that may be cut in search of a section; on the longest pages the first openings must do."""
_MAX_OPENINGS = 12
_CHANCE = 4
"""So many blocks may meet a number by chance."""
_MAX_COUNT_WORDS, _MAX_BARE_COUNT = 3, 500
_MAX_SAID = 2
_MAX_BLOCK = 8
"""So far above its control, in lines, the name over a comment is looked for."""
_HEADLINE_WORDS, _MAX_BYLINE = range(4, 31), 80

# How much an opening is worth; only their order counts.
_EXACT, _COUNTED, _HEADED, _RHYTHM, _FORMED, _PLAIN, _ZERO, _STATED = (
    100,
    70,
    60,
    50,
    45,
    35,
    30,
    20,
)


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
    worth: int


def find_section(page: Page) -> Section | None:
    """The page's comment section; None when nothing shows that it has one."""
    prose = next((i for i in range(1, len(page)) if page.kind(i) is Kind.PROSE), len(page))
    best = max(
        _read_openings(page, prose),
        key=lambda section: (section.worth, -section.start),
        default=None,
    )
    if best is not None and best.worth >= _RHYTHM:
        return best
    if counted := _by_number(page, prose):
        return counted
    if best is not None and best.worth > _ZERO:
        return best
    return _by_controls(page, prose) or _by_leads(page) or best


def declared_in_head(page: Page, end: int) -> int | None:
    """The count that stands by the title, None where there is none or more than one."""
    stated = {m.number for m in page.marks[:end] if m.kind in {Kind.COUNT, Kind.ZERO}}
    return stated.pop() if len(stated) == 1 else None


def article_end(page: Page, section: Section | None) -> int:
    """Index of the first line after the article: its comment section, a form, or the page's rest."""
    prose = [i for i in range(len(page)) if page.kind(i) is Kind.PROSE]
    limit = section.start if section else len(page)
    if section and section.cut is None:
        told = [len(page.text(i).split()) * (1 if i < limit else -1) for i in prose]
        # An empty section with most of the text after it is a count beside the title.
        limit = len(page) if sum(told) < 0 else limit
    prose = [i for i in prose if i < limit]
    if not prose:
        return limit
    places, before = set(prose), 0
    for index in range(limit):
        before += index in places
        if not before or page.kind(index) not in {Kind.END, Kind.FORM}:
            continue
        # Links to other articles may stand in the middle of this one ("Also read: ..."); a form not.
        is_inserted = re.search(r"[:：]\s*\S", page.text(index)) and prose[-1] > index
        if page.kind(index) is Kind.FORM or (
            not is_inserted and len(prose) - before <= before // 3
        ):
            return index
    return limit


def _read_openings(page: Page, prose: int) -> Iterator[Section]:
    """Sections that runs of furniture may open, as far as the budget reaches."""
    count, spent, index = 0, 0, prose + 1
    around: Section | None = None
    while index < len(page) and count < _MAX_OPENINGS and (not count or spent < _BUDGET):
        if page.kind(index) not in _OPENING:
            index += 1
            continue
        first = _after_furniture(page, index)
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


def _after_furniture(page: Page, index: int) -> int:
    while index < len(page) and page.kind(index) in _BETWEEN:
        index += 1
    return index


def _read_opening(page: Page, start: int, first: int) -> Section | None:
    marks = page.marks[start:first]
    kinds = {m.kind for m in marks}
    declared = next((m.number for m in marks if m.kind is Kind.COUNT), None)
    if declared is None and Kind.ZERO in kinds:
        return Section(start, len(page), 0, None, _ZERO)
    # A reply form stands under the comments, and what follows it is something else.
    invites = any(m.is_form_heading for m in marks) and Kind.WEAK_HEADING not in kinds
    if declared is None and Kind.HEADING not in kinds and invites:
        return None
    end, cut = _cut_to_end(page, first, declared)
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
        end, cut = _cut_to_end(page, index, declared)
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


def _tells(page: Page, cut: Cut) -> bool:
    """Whether anything in the cut is a sentence, and not all of it labels and headlines."""
    return any(page.kind(i) is Kind.PROSE for block in cut.blocks for i in block.lines)


def _worth(page: Page, kinds: set[Kind], cut: Cut | None, declared: int | None) -> int:
    if declared:
        if cut is None:
            return _STATED
        evident = _COUNTED if cut.is_evident else _RHYTHM
        return _EXACT if len(cut.blocks) == declared else evident
    if cut is None:
        return 0
    if Kind.HEADING in kinds:
        return _HEADED if cut.is_evident else _PLAIN * _tells(page, cut)
    return _FORMED if cut.is_evident and (cut.controls != 1 or len(cut.blocks) > 1) else 0


def _cut_to_end(page: Page, first: int, declared: int | None) -> tuple[int, Cut | None]:
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


def _ends(page: Page, first: int) -> Iterator[int]:
    repeated = Counter(page.keys[first:])
    for index in range(first, len(page)):
        kind, key = page.kind(index), page.keys[index]
        # "Leave a reply" under every comment is a control.
        is_form = kind in {Kind.FORM, Kind.CLOSING} and (not key or repeated[key] == 1)
        if is_form or (kind in _ENDING and index > first):
            yield index
        elif index > first + 1 and _is_headline(page, index - 1):
            yield index - 1
    yield len(page)


def _is_headline(page: Page, index: int) -> bool:
    """Whether another article begins: a line of several words that is no sentence, and a by-line."""
    below = page.text(index + 1)
    if len(below) > _MAX_BYLINE or page.kind(index) not in {Kind.SHORT, Kind.PROSE}:
        return False
    text = page.text(index)
    if ends_sentence(text) or len(text.split()) not in _HEADLINE_WORDS:
        return False
    return split_byline(below) is not None and all(lead.start != index + 1 for lead in page.leads)


def _by_number(page: Page, prose: int) -> Section | None:
    """A count in unknown words: what follows it can be cut into just that many comments."""
    tried, spent = 0, 0
    timed = {i for lead in page.leads for i in range(lead.start, lead.end)}
    for index in range(prose + 1, len(page) - 2):
        if tried == _MAX_OPENINGS or (tried and spent > _BUDGET):
            break
        # "5 hours ago" has the form of a count.
        is_short = page.kind(index) is Kind.SHORT and index not in timed
        if not is_short or (number := _bare_count(page, index)) is None:
            continue
        first = _after_furniture(page, index + 1)
        end, cut = _cut_to_end(page, first, number)
        tried, spent = tried + 1, spent + end - first
        if cut and len(cut.blocks) == number and _is_counted(cut, page.marks[index + 1 : first]):
            return Section(index, end, number, cut, _RHYTHM)
    return None


def _bare_count(page: Page, index: int) -> int | None:
    """The number of "12 maoni": one number, one or two words, and no list's "12." """
    tokens = words(page.text(index))
    listed = re.match(r"\d+\s?[.):-]", page.keys[index])
    if listed or not 1 < len(tokens) <= _MAX_COUNT_WORDS:
        return None
    if not (tokens[0].isdigit() or tokens[-1].isdigit()):
        return None
    number = read_number(page.keys[index])
    return number if number and _CHANCE - 1 <= number <= _MAX_BARE_COUNT else None


def _is_counted(cut: Cut, between: Sequence[Mark]) -> bool:
    """Whether more than the mere number speaks for it: controls, a form, a marked rhythm."""
    formed = any(m.kind is Kind.FORM for m in between)
    return cut.is_evident or formed or (cut.rule == "blank-rhythm" and len(cut.blocks) > _CHANCE)


def _by_controls(page: Page, prose: int) -> Section | None:
    """Comments right after the article, known only by a control that recurs under them."""
    controls = [i for i in range(prose + 1, len(page)) if page.kind(i) is Kind.CONTROL]
    if len({re.sub(r"\d+", "0", page.keys[i]) for i in controls}) == len(controls):
        return None
    first = _first_headed(page, prose, controls)
    end, cut = _cut_to_end(page, first, None)
    return Section(first, end, None, cut, _FORMED) if cut and cut.is_evident else None


def _first_headed(page: Page, prose: int, controls: Sequence[int]) -> int:
    """First line of the comment over the first control, which has a lead or name if the others do."""
    starts = {lead.start for lead in page.leads}
    known = set(controls)
    below = [i + 1 for i in controls if i + 1 < len(page) and i + 1 not in known]
    above = range(controls[0] - 2, max(prose, controls[0] - _MAX_BLOCK), -1)
    if _most(i in starts for i in below):
        return next((i for i in above if i in starts), controls[0] - 1)
    if _most(is_bare_name(page, i) for i in below):
        return next((i for i in above if is_bare_name(page, i)), controls[0] - 1)
    return next((i + 1 for i in above if page.kind(i) in _OPENED), controls[0] - 1)


def _most(found: Iterable[bool]) -> bool:
    counted = Counter(found)
    return counted[True] > counted[False]


def _by_leads(page: Page) -> Section | None:
    """Comments right after the article, known only by lead lines with text between them."""
    told = [i for i in range(len(page)) if page.kind(i) is Kind.PROSE]
    second = told[1] if len(told) > 1 else len(page)
    leads = [lead for lead in page.leads if lead.start and _is_commenter(lead)]
    strong = sum(lead.says or lead.timed for lead in leads)
    for place, lead in enumerate(leads[:_MAX_OPENINGS]):
        # By-lines and dates in the head of the page are no commenters'.
        is_head = lead.start <= second and (strong <= 1 or lead.signed)
        strong -= lead.says or lead.timed
        if is_head:
            continue
        rest = leads[place:]
        if len(rest) == 1 and not (lead.says or (lead.timed and not lead.signed)):
            return None
        first = lead.start
        # Where the page ends in such a line, they stand under their comments.
        below = page.marks[rest[-1].end :]
        if not lead.says and all(m.kind is Kind.CONTROL for m in below):
            first = _paragraph_above(page, first)
        end, cut = _cut_to_end(page, first, None)
        if cut and cut.rule == "author-lines":
            return Section(first, end, None, cut, _FORMED)
    return None


def _is_commenter(lead: Lead) -> bool:
    """Whether the lead, with no heading before it, is one of a comment and not of a source or quote."""
    if not lead.author or "@" in lead.author:
        return False
    return lead.says or lead.timed or "," not in lead.author


def _paragraph_above(page: Page, index: int) -> int:
    """First line of what is set close together above the lead, at the page's least spacing."""
    gaps = {line.gap for line in page.lines[1:]}
    above = index - 1
    while len(gaps) > 1 and above > 1 and page.lines[above].gap == min(gaps):
        above -= 1
    return max(1, above)
