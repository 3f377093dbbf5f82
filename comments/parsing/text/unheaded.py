"""Comment sections that no known word begins: found by a number, by controls, by author lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from comments.parsing.letters import words
from comments.parsing.text.counts import read_number
from comments.parsing.text.cuts import Cut, is_bare_name
from comments.parsing.text.kinds import Kind, Mark
from comments.parsing.text.leads import Lead
from comments.parsing.text.openings import (
    BUDGET,
    MAX_OPENINGS,
    Section,
    Worth,
    after_furniture,
    cut_to_end,
)
from comments.parsing.text.page import Page

_OPENED = {Kind.QUESTION, Kind.FORM, Kind.WEAK_HEADING, Kind.SITE}
_CHANCE = 4
"""So many blocks may meet a number by chance."""
_MAX_COUNT_WORDS, _MAX_BARE_COUNT = 3, 500
_MAX_BLOCK = 8
"""So far above its control, in lines, the name over a comment is looked for."""


def by_number(page: Page, prose: int) -> Section | None:
    """A count in unknown words: what follows it can be cut into just that many comments."""
    tried, spent = 0, 0
    for index in range(prose + 1, len(page) - 2):
        if tried == MAX_OPENINGS or (tried and spent > BUDGET):
            break
        # "5 hours ago" has the form of a count.
        is_short = page.kind(index) is Kind.SHORT and index not in page.led
        if not is_short or (number := _bare_count(page, index)) is None:
            continue
        first = after_furniture(page, index + 1)
        end, cut = cut_to_end(page, first, number)
        tried, spent = tried + 1, spent + end - first
        if cut and len(cut.blocks) == number and _is_counted(cut, page.marks[index + 1 : first]):
            return Section(index, end, number, cut, Worth.RHYTHM)
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


def by_controls(page: Page, prose: int) -> Section | None:
    """Comments right after the article, known only by a control that recurs under them."""
    controls = [i for i in range(prose + 1, len(page)) if page.kind(i) is Kind.CONTROL]
    if len({re.sub(r"\d+", "0", page.keys[i]) for i in controls}) == len(controls):
        return None
    first = _first_headed(page, prose, controls)
    end, cut = cut_to_end(page, first, None)
    return Section(first, end, None, cut, Worth.FORMED) if cut and cut.is_evident else None


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


def by_leads(page: Page) -> Section | None:
    """Comments right after the article, known only by lead lines with text between them."""
    told = [i for i in range(len(page)) if page.kind(i) is Kind.PROSE]
    second = told[1] if len(told) > 1 else len(page)
    leads = [lead for lead in page.leads if lead.start and _is_commenter(lead)]
    strong = sum(lead.says or lead.timed for lead in leads)
    spent = 0
    for place, lead in enumerate(leads[:MAX_OPENINGS]):
        if spent > BUDGET:
            break
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
        end, cut = cut_to_end(page, first, None)
        spent += end - first
        if cut and cut.rule == "author-lines":
            return Section(first, end, None, cut, Worth.FORMED)
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
