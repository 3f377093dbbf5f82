"""The lines of a comment section into comments.

Several ways of cutting are tried: at lead lines ("NAME says:"), at control lines ("Reply"), at the
longer runs of blank lines, at every line (or at every run of blank lines, where all have one). Where the page declares a number,
the first way that gives it is taken, unless each comment has its control; otherwise the first for
which the section has evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from comments.parsing.text.cuts import Cut, by_blanks, by_controls, by_leads, with_leads
from comments.parsing.text.kinds import Kind, Mark
from comments.parsing.text.leads import Lead
from comments.parsing.text.lines import has_words
from comments.parsing.text.page import Page
from comments.parsing.text.trimming import after_notices, without_furniture, without_invitation

_MAX_CONTROL, _MAX_INVITATION, _MAX_INVITATION_WORDS, _MAX_BARE_NAME = 40, 80, 8, 3
_MAX_NOTICE = 400
_SURE_CONTROLS = 3
_MIN_RECURRENCES, _LINES_A_CONTROL, _GAPS_TRIED = 3, 12, 4
_MAX_LONE = 4
_VOTES = re.compile(r"[+-]?\d{1,4}\s?[a-z]{0,2}")
_IDLE = {Kind.EMPTY, Kind.AD}
_MAY_RECUR = {Kind.SHORT, Kind.FORM, Kind.WEAK_HEADING, Kind.SITE, Kind.QUESTION}


def cut_section(page: Page, start: int, end: int, declared: int | None) -> Cut | None:
    """The best cut of the lines `start` to `end`; None when nothing in them can be a comment."""
    first = after_notices(page, start, end)
    cut = _cut_literally(page, first, end, declared)
    if first > start and declared and (cut is None or len(cut.blocks) != declared):
        whole = _cut_literally(page, start, end, declared)
        return whole if whole and len(whole.blocks) == declared else cut
    return cut


def _cut_literally(page: Page, start: int, end: int, declared: int | None) -> Cut | None:
    """The best cut; where it misses the declared number, what looks like a button may be a text."""
    cut = _cut(page, start, end, declared)
    if declared and cut and len(cut.blocks) != declared:
        # A reader may have written nothing but "Agree", a thumb or "...".
        lone = _lone_signs(page, start, end)
        marks = [Mark(Kind.SHORT) if i in lone else m for i, m in enumerate(page.marks)]
        literal = _cut(replace(page, marks=marks), start, end, declared) if lone else None
        if literal and len(literal.blocks) == declared:
            return literal
    return cut


def _lone_signs(page: Page, start: int, end: int) -> set[int]:
    """The few lines that look like controls or ornaments and stand only once in the section."""
    signs = [i for i in range(start, end) if page.kind(i) in {Kind.CONTROL, Kind.EMPTY}]
    count = Counter(page.keys[i] for i in signs)
    lone = {i for i in signs if count[page.keys[i]] == 1}
    return lone if len(lone) <= _MAX_LONE else set()


def _cut(page: Page, start: int, end: int, declared: int | None) -> Cut | None:
    cuts = []
    for cut in _cuts(page, start, end, declared):
        if not cut.blocks:
            continue
        whole = without_invitation(cut, page)
        if declared and len(whole.blocks) == declared:
            return whole
        cuts.append(whole)
        if whole.is_evident and not declared:
            break
        # Pages show fewer comments than they declare: a number that lines happen to give does not
        # outweigh a control under each comment.
        if whole.controls >= _SURE_CONTROLS and len(whole.blocks) == whole.controls:
            break
    for cut in cuts if declared else ():
        if not cut.is_evident and len(cut.blocks) - 1 == declared:
            trimmed = without_furniture(cut, page)
            if trimmed:
                return trimmed
    # One control may be a reader's thumb.
    if not cuts or not declared or (cuts[0].is_evident and cuts[0].controls != 1):
        return cuts[0] if cuts else None
    lines = max(len(cut.blocks) for cut in cuts)
    rhythm = (c for c in cuts if c.rule == "blank-rhythm" and len(c.blocks) > lines / 2)
    return next(rhythm, min(cuts, key=lambda cut: abs(len(cut.blocks) - declared)))


def _cuts(page: Page, start: int, end: int, declared: int | None) -> Iterator[Cut]:
    controls = _controls(page, start, end, declared)
    leads = [lead for lead in page.leads if start <= lead.start < end]
    leads = [lead for lead in leads if lead.start not in controls]
    # A thumb right under an author line is what he has to say.
    controls -= {
        lead.end for lead in leads if lead.end < end and not has_words(page.text(lead.end))
    }
    content = [index for index in range(start, end) if index not in controls]
    if content and _are_leads(leads, content):
        yield by_leads(page, range(start, end), controls, leads, content)
    # "1 reply" alone separates nothing.
    if len(controls) >= _SURE_CONTROLS or any(page.kind(i) is not Kind.COUNT for i in controls):
        for cut in by_controls(page, start, end, controls, declared):
            yield with_leads(cut, leads, page)
    for cut in by_blanks(page, start, end, controls):
        yield with_leads(cut, leads, page)


def _controls(page: Page, start: int, end: int, declared: int | None) -> set[int]:
    """Which lines are controls: known ones, and short ones that recur as controls do."""
    known = {i for i in range(start, end) if page.kind(i) in {Kind.CONTROL, Kind.COUNT}}
    places: dict[str, list[int]] = {}
    for index in range(start, end):
        key = page.keys[index]
        if key and len(key) <= _MAX_CONTROL and page.kind(index) in _MAY_RECUR:
            places.setdefault(key, []).append(index)
    needed = max(_MIN_RECURRENCES, (declared or 0) // 2 + 1, (end - start) // _LINES_A_CONTROL)
    for found in places.values():
        # "Leave a reply" twice, with comments between, is a control under each of them. Two alike
        # in a row are no control but a reader who repeats himself.
        enough = 2 if page.marks[found[0]].is_form_heading else needed
        apart = all(page.keys[i - 1] != page.keys[i] for i in found if i > start)
        if len(found) >= enough and apart:
            known.update(found)
    # Votes and times ("12", "3d") may have lines of their own beside the controls.
    votes = [i for i in range(start, end) if _VOTES.fullmatch(page.keys[i])]
    beside = [i for i in votes if known & {i - 1, i + 1}]
    return known | set(beside) if len(beside) >= _MIN_RECURRENCES else known


def _are_leads(leads: Sequence[Lead], content: Sequence[int]) -> bool:
    if not leads or any(lead.says for lead in leads):
        return bool(leads)
    at_edge = content[0] >= leads[0].start or content[-1] < leads[-1].end
    return at_edge or len(leads) >= _MIN_RECURRENCES
