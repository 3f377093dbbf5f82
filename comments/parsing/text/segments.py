"""The lines of a comment section into comments.

Several ways of cutting are tried: at lead lines ("NAME says:"), at control lines ("Reply"), at the
longer runs of blank lines, at every line (or at every run of blank lines, where all have one). Where the page declares a number,
the first way that gives it is taken, unless each comment has its control; otherwise the first for
which the section has evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from comments.parsing.reading import ReadComment
from comments.parsing.text.leads import Lead, is_name
from comments.parsing.text.lines import words
from comments.parsing.text.marks import Kind, Mark, ends_sentence
from comments.parsing.text.page import Page
from comments.parsing.text.vocabulary import has_role

_MAX_CONTROL, _MAX_INVITATION, _MAX_INVITATION_WORDS, _MAX_BARE_NAME = 40, 80, 8, 3
_SURE_CONTROLS = 3
_MIN_RECURRENCES, _LINES_A_CONTROL, _GAPS_TRIED = 3, 12, 4
_MAX_LONE = 4
_VOTES = re.compile(r"[+-]?\d{1,4}\s?[a-z]{0,2}")
_MAY_RECUR = {Kind.SHORT, Kind.FORM, Kind.WEAK_HEADING, Kind.SITE, Kind.QUESTION}


@dataclass(frozen=True, slots=True)
class Block:
    """Indices of the lines of one comment, and its lead."""

    lines: tuple[int, ...]
    lead: Lead | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """A section cut into comments.

    `rule` is "author-lines", "control-lines", "blank-rhythm" or "lines", from the strongest evidence
    to the weakest. `controls` is the number of runs of control lines.
    """

    rule: str
    blocks: tuple[Block, ...]
    controls: int = 0
    is_tail_dropped: bool = False

    @property
    def is_evident(self) -> bool:
        """Whether lead lines or control lines, and not only blank lines, separate the comments."""
        return self.rule in {"author-lines", "control-lines"}


def cut_section(page: Page, start: int, end: int, declared: int | None) -> Cut | None:
    """The best cut of the lines `start` to `end`; None when nothing in them can be a comment."""
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
        whole = _without_invitation(cut, page)
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
            trimmed = _without_furniture(cut, page)
            if trimmed:
                return trimmed
    # One control may be a reader's thumb.
    if not cuts or not declared or (cuts[0].is_evident and cuts[0].controls != 1):
        return cuts[0] if cuts else None
    lines = max(len(cut.blocks) for cut in cuts)
    rhythm = (c for c in cuts if c.rule == "blank-rhythm" and len(c.blocks) > lines / 2)
    return next(rhythm, min(cuts, key=lambda cut: abs(len(cut.blocks) - declared)))


def to_comments(cut: Cut, page: Page) -> tuple[ReadComment, ...]:
    """The comments of a cut, paragraphs separated by one blank line."""
    return tuple(
        ReadComment(
            text="\n\n".join(page.text(index) for index in block.lines),
            author=block.lead.author if block.lead else None,
            posted_at=block.lead.posted_at if block.lead else None,
            likes=block.likes,
        )
        for block in cut.blocks
    )


def _cuts(page: Page, start: int, end: int, declared: int | None) -> Iterator[Cut]:
    controls = _controls(page, start, end, declared)
    leads = [lead for lead in page.leads if start <= lead.start < end]
    leads = [lead for lead in leads if lead.start not in controls]
    content = [index for index in range(start, end) if index not in controls]
    if content and _are_leads(leads, content):
        yield _by_leads(page, range(start, end), controls, leads, content)
    # "1 reply" alone separates nothing.
    if len(controls) >= _SURE_CONTROLS or any(page.kind(i) is not Kind.COUNT for i in controls):
        for cut in _by_controls(page, start, end, controls, declared):
            yield _with_leads(cut, leads, page)
    for cut in _by_blanks(page, start, end, controls):
        yield _with_leads(cut, leads, page)


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


def _by_leads(
    page: Page, section: range, controls: set[int], leads: Sequence[Lead], content: Sequence[int]
) -> Cut:
    """Cuts at lead lines, or after them where they stand under their comments."""
    ranges: list[tuple[int, int, Lead | None]] = []
    if content[-1] < leads[-1].end and not leads[-1].says:
        below = [_without_line_above(lead) for lead in leads]
        starts = [section.start, *(lead.end for lead in below)]
        ranges = [(first, lead.start, lead) for first, lead in zip(starts, below, strict=False)]
    else:
        ends = [*(lead.start for lead in leads[1:]), section.stop]
        ranges = [(section.start, leads[0].start, None)]
        ranges += [(lead.end, end, lead) for lead, end in zip(leads, ends, strict=True)]
    blocks = [_block(page, range(first, end), controls, lead) for first, end, lead in ranges]
    return Cut("author-lines", tuple(block for block in blocks if block.lines))


def _without_line_above(lead: Lead) -> Lead:
    """A lead below its comment: the line above its date is the comment's last, and no name."""
    if lead.is_name_above and not lead.signed:
        return replace(lead, start=lead.start + 1, author=None)
    return lead


def _by_controls(
    page: Page, start: int, end: int, controls: set[int], declared: int | None
) -> Iterator[Cut]:
    """Cuts after each run of control lines, or before it where the first line is a control."""
    is_leading = start in controls and end - 1 not in controls
    blocks: list[Block] = []
    current: list[int] = []
    runs = 0
    for index in range(start, end):
        is_control, was_control = index in controls, index - 1 in controls and index > start
        runs += is_control and not was_control
        if (is_control and not was_control) if is_leading else (was_control and not is_control):
            blocks.append(_block(page, current, controls, None))
            current = []
        current.append(index)
    last = _block(page, current, controls, None)
    kept = tuple(block for block in (*blocks, last) if block.lines)
    # What follows the last control has none of its own: the page's rest, unless the count says so.
    if not is_leading and end - 1 not in controls and runs > 1 and len(kept) != declared:
        with_control = tuple(block for block in blocks if block.lines)
        yield Cut("control-lines", with_control, runs, is_tail_dropped=True)
    yield Cut("control-lines", kept, runs)


def _by_blanks(page: Page, start: int, end: int, controls: set[int]) -> Iterator[Cut]:
    gaps = sorted({page.lines[index].gap for index in range(start + 1, end)}, reverse=True) or [0]
    for gap in gaps[-_GAPS_TRIED:]:
        starts = [i for i in range(start, end) if i == start or page.lines[i].gap >= gap]
        blocks = [
            _block(page, range(first, last), controls, None)
            for first, last in zip(starts, [*starts[1:], end], strict=True)
        ]
        rule = "blank-rhythm" if gap > gaps[-1] else "lines"
        yield Cut(rule, tuple(block for block in blocks if block.lines))


def _block(page: Page, indices: Iterable[int], controls: set[int], lead: Lead | None) -> Block:
    content, likes = [], None
    for index in indices:
        if index in controls:
            likes = page.marks[index].likes if likes is None else likes
        elif page.kind(index) is not Kind.EMPTY:
            content.append(index)
    return Block(tuple(content), lead, likes)


def _with_leads(cut: Cut, leads: Sequence[Lead], page: Page) -> Cut:
    """The cut with lead lines, and names that head every comment, taken out of the texts."""
    starts = {lead.start: lead for lead in leads}
    blocks = []
    for block in cut.blocks:
        lead = starts.get(block.lines[0])
        rest = block.lines if lead is None else tuple(i for i in block.lines if i >= lead.end)
        blocks.append(replace(block, lines=rest, lead=lead) if lead and rest else block)
    if len(blocks) > 1 and all(_is_headed(block, page) for block in blocks):
        blocks = [
            replace(block, lines=block.lines[1:], lead=Lead(i, i + 1, page.text(i), None))
            for block in blocks
            for i in block.lines[:1]
        ]
    return replace(cut, blocks=tuple(blocks))


def _is_headed(block: Block, page: Page) -> bool:
    """Whether a comment begins with what can be a name, over more text."""
    return not block.lead and len(block.lines) > 1 and is_bare_name(page, block.lines[0])


def is_bare_name(page: Page, index: int) -> bool:
    """Whether the line is short and could be a commenter's name."""
    text = page.text(index)
    named = len(text.split()) <= _MAX_BARE_NAME and is_name(text)
    return named and page.kind(index) is Kind.SHORT


def _without_furniture(cut: Cut, page: Page) -> Cut | None:
    """One block too many, and the last invites to write, or the first is a form's unknown note."""
    first, last = cut.blocks[0], cut.blocks[-1]
    is_rest = all(page.kind(i) is Kind.SITE or page.keys[i].isdigit() for i in last.lines)
    if is_rest or (len(last.lines) == 1 and _invites(page.text(last.lines[0]))):
        return replace(cut, blocks=cut.blocks[:-1])
    if len(first.lines) == 1 and page.kind(first.lines[0]) is Kind.SHORT:
        return replace(cut, blocks=cut.blocks[1:])
    return None


def _without_invitation(cut: Cut, page: Page) -> Cut:
    """The cut without the line under the last comment that invites to write the next."""
    last = cut.blocks[-1]
    if len(last.lines) > 1 and _invites(page.text(last.lines[-1])):
        return replace(cut, blocks=(*cut.blocks[:-1], replace(last, lines=last.lines[:-1])))
    return cut


def _invites(text: str) -> bool:
    """ "What do you think?", "Réagissez à cet article": a short line about comments, no sentence."""
    tokens = words(text) if len(text) <= _MAX_INVITATION else []
    asks = text.endswith(("?", "؟")) or not ends_sentence(text)
    about = any(has_role(token, "comment") for token in tokens)
    return asks and about and 1 < len(tokens) <= _MAX_INVITATION_WORDS
