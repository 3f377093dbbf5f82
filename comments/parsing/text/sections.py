"""Where a page's comment section starts and ends, and how many comments the page declares."""

from __future__ import annotations

import re

from comments.parsing.text.kinds import Kind
from comments.parsing.text.names import by_names
from comments.parsing.text.openings import Section, Worth, headed_sections
from comments.parsing.text.page import Page
from comments.parsing.text.unheaded import by_controls, by_leads, by_number


def find_section(page: Page) -> Section | None:
    """The page's comment section; None when nothing shows that it has one."""
    prose = next((i for i in range(1, len(page)) if page.kind(i) is Kind.PROSE), len(page))
    best = max(
        headed_sections(page, prose),
        key=lambda section: (section.worth, -section.start),
        default=None,
    )
    if best is not None and best.worth >= Worth.RHYTHM:
        return best
    if counted := by_number(page, prose):
        return counted
    if best is not None and best.worth > Worth.ZERO:
        return best
    return by_controls(page, prose) or by_leads(page) or by_names(page, prose) or best


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
