"""Ways to cut a comment section: at author lines, at controls, at blank lines, at every line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from comments.parsing.text.kinds import Kind, ends_sentence
from comments.parsing.text.leads import Lead
from comments.parsing.text.page import Page
from comments.parsing.text.stamps import is_name

_MAX_BARE_NAME = 3
_GAPS_TRIED = 4
_IDLE = {Kind.EMPTY, Kind.AD}


@dataclass(frozen=True, slots=True)
class Block:
    """Indices of the lines of one comment and of the controls that belong to it, and its lead.

    `times` are lines apart from the lead that say when.
    """

    lines: tuple[int, ...]
    lead: Lead | None = None
    controls: tuple[int, ...] = ()
    times: tuple[int, ...] = ()

    @property
    def stamps(self) -> tuple[int, ...]:
        """Lines that say who wrote, or when."""
        lead = range(self.lead.start, self.lead.end) if self.lead else ()
        return (*lead, *self.times)


@dataclass(frozen=True, slots=True)
class Cut:
    """A section cut into comments.

    `rule` is "author-lines", "control-lines", "name-lines", "blank-rhythm" or "lines", from the
    strongest evidence to the weakest. `controls` is the number of runs of control lines.
    """

    rule: str
    blocks: tuple[Block, ...]
    controls: int = 0
    is_tail_dropped: bool = False

    @property
    def is_evident(self) -> bool:
        """Whether lead lines or control lines, and not only blank lines, separate the comments."""
        return self.rule in {"author-lines", "control-lines"}


def by_leads(
    page: Page, section: range, controls: set[int], leads: Sequence[Lead], content: Sequence[int]
) -> Cut:
    """Cuts at lead lines, or after them where they stand under their comments."""
    ranges: list[tuple[int, int, Lead | None]] = []
    # "NAME said", the comment, its date: names stand above and times below.
    is_framed = _is_time_below(leads[-1]) and 2 * sum(lead.says for lead in leads) >= len(leads)
    is_below = content[-1] < leads[-1].end and not leads[-1].says and not is_framed
    if is_below:
        below = [_without_line_above(lead) for lead in leads]
        starts = [section.start, *(lead.end for lead in below)]
        ranges = [(first, lead.start, lead) for first, lead in zip(starts, below, strict=False)]
    else:
        if is_framed:
            leads = [_without_line_above(lead) for lead in leads]
        ends = [*(lead.start for lead in leads[1:]), section.stop]
        ranges = [(section.start, leads[0].start, None)]
        ranges += [(lead.end, end, lead) for lead, end in zip(leads, ends, strict=True)]
    blocks = [_block(page, range(first, last), controls, lead) for first, last, lead in ranges]
    if not is_below and not is_framed:
        blocks = _with_subjects(page, blocks)
    kept: list[Block] = []
    for block in blocks:
        if block.lines:
            kept.append(block)
        elif kept and block.lead and _is_time_below(block.lead):
            kept[-1] = _with_time_below(kept[-1], block.lead)
    whole = tuple(kept)
    trimmed = whole if is_below else _without_tail(whole)
    return Cut("author-lines", trimmed, is_tail_dropped=trimmed != whole)


def _without_tail(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without what follows the last one's controls, where controls end all the others."""
    own, tail = _without_subject(blocks[-1]) if blocks else (None, ())
    if own is None or not tail or len(blocks) == 1:
        return blocks
    ends = all(block.controls and not _without_subject(block)[1] for block in blocks[:-1])
    return (*blocks[:-1], own) if ends else blocks


def _with_subjects(page: Page, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the lines that stand between the controls of one and the author of the next.

    Such a line over the first author line is a subject where other comments have one, else a label.
    """
    found: list[Block] = []
    subject: tuple[int, ...] = ()
    for block in blocks:
        is_last = block is blocks[-1]
        own, below = (block, ()) if is_last or not block.lead else _without_subject(block)
        found.append(replace(own, lines=subject + own.lines) if subject else own)
        subject = below
    first = found[0]
    if first.lead is None and first.lines and _are_labels(page, first):
        has_subjects = any(b.lead and b.lines and b.lines[0] < b.lead.start for b in found[1:])
        if has_subjects:
            found[1] = replace(found[1], lines=first.lines[-1:] + found[1].lines)
        found = found[1:]
    return found


def _without_subject(block: Block) -> tuple[Block, tuple[int, ...]]:
    """The block, and the lines after its controls: the subject over the next author line."""
    after = tuple(i for i in block.lines if block.controls and i > block.controls[-1])
    kept = block.lines[: len(block.lines) - len(after)]
    return (replace(block, lines=kept), after) if kept else (block, ())


def _are_labels(page: Page, block: Block) -> bool:
    """Whether the lines over the first author line are short and no sentences: a form's buttons."""
    return all(page.kind(i) is Kind.SHORT and not ends_sentence(page.text(i)) for i in block.lines)


def _is_time_below(lead: Lead) -> bool:
    """Whether it can be the time under a comment; a name over it is then the comment's last line."""
    return not lead.says and not lead.signed and (lead.author is None or lead.is_name_above)


def _with_time_below(block: Block, time: Lead) -> Block:
    if block.lead is None or block.lead.is_dated:
        return block
    lead = replace(block.lead, posted_at=time.posted_at, ago=time.ago)
    return replace(block, lead=lead, times=tuple(range(time.start, time.end)))


def _without_line_above(lead: Lead) -> Lead:
    """A lead below its comment: the line above its date is the comment's last, and no name."""
    if lead.is_name_above and not lead.signed:
        return replace(lead, start=lead.start + 1, author=None)
    return lead


def by_controls(
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
        # A notice in the place of a comment often has no controls.
        is_after_notice = bool(current) and page.kind(current[-1]) is Kind.REMOVED
        ends = (is_control and not was_control) if is_leading else (was_control and not is_control)
        runs += is_after_notice and not is_control
        if ends or (is_after_notice and not is_control):
            blocks.append(_block(page, current, controls, None))
            current = []
        current.append(index)
    last = _block(page, current, controls, None)
    kept = tuple(block for block in (*blocks, last) if block.lines)
    is_open = bool(last.lines) and page.kind(last.lines[-1]) is not Kind.REMOVED
    # What follows the last control has none of its own: the page's rest, unless the count says so.
    if (
        not is_leading
        and end - 1 not in controls
        and is_open
        and runs > 1
        and len(kept) != declared
    ):
        with_control = tuple(block for block in blocks if block.lines)
        yield Cut("control-lines", with_control, runs, is_tail_dropped=True)
    yield Cut("control-lines", kept, runs)


def by_blanks(page: Page, start: int, end: int, controls: set[int]) -> Iterator[Cut]:
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
    lines, own, marks = [], [], page.marks
    for index in indices:
        if index in controls:
            own.append(index)
        elif marks[index].kind not in _IDLE:
            lines.append(index)
    return Block(tuple(lines), lead, tuple(own))


def with_leads(cut: Cut, leads: Sequence[Lead], page: Page) -> Cut:
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
    if page.kind(index) is not Kind.SHORT:
        return False
    text = page.text(index)
    return text.count(" ") < _MAX_BARE_NAME and is_name(text)
