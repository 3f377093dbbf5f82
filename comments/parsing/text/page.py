"""A page as all the steps of the reader see it: its lines, and what each is by its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comments.parsing.letters import words
from comments.parsing.text.kinds import Kind, Mark
from comments.parsing.text.leads import Lead, find_leads
from comments.parsing.text.lines import Line
from comments.parsing.text.looks import IDLE, Looked, look
from comments.parsing.text.vocabulary import in_phrases

_NAMEABLE = {Kind.SHORT, Kind.PROSE}


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of a page; `marks` and `keys` have one entry for each.

    `keys` are the folded texts of short lines, "" for others. `leads` are in page order, `led` the
    indices of their lines, `captions` those of lines that show by their words that they are such.
    """

    lines: Sequence[Line]
    marks: Sequence[Mark]
    keys: Sequence[str]
    leads: Sequence[Lead]
    led: frozenset[int]
    captions: frozenset[int]

    def __len__(self) -> int:
        return len(self.lines)

    def kind(self, index: int) -> Kind:
        """What the line is by its words."""
        return self.marks[index].kind

    def text(self, index: int) -> str:
        """The line's text."""
        return self.lines[index].text


def open_page(lines: Sequence[Line]) -> Page:
    """Looks at every line once, and once only at lines that recur."""
    looked = [look(line.text) for line in lines]
    marks = [found.mark for found in looked]
    for index in _fields(looked):
        marks[index] = Mark(Kind.FORM)
    keys = [found.key for found in looked]
    for index in _recurring_controls(keys, marks):
        marks[index] = Mark(Kind.CONTROL)
    leads = find_leads(
        lines,
        [None if m.kind in IDLE else found.stamp for m, found in zip(marks, looked, strict=True)],
        [found.mark.kind in _NAMEABLE for found in looked],
    )
    led = frozenset(index for lead in leads for index in range(lead.start, lead.end))
    captions = frozenset(index for index, found in enumerate(looked) if found.is_caption)
    return Page(lines, marks, keys, leads, led, captions)


def _fields(looked: Sequence[Looked]) -> Iterator[int]:
    """Lines of a form of which the copy has kept the labels: "Name", "Email", "Comment", "Send"."""
    run: list[int] = []
    asked = False
    for index, found in enumerate(looked):
        # Buttons and notes go on with a form, and begin none.
        if found.labels or (run and found.mark.kind in {Kind.SITE, Kind.FORM}):
            run.append(index)
            asked |= found.asks
        elif run:
            yield from _of_form(looked, run, asked=asked)
            run, asked = [], False
    yield from _of_form(looked, run, asked=asked)


def _of_form(looked: Sequence[Looked], run: Sequence[int], *, asked: bool) -> Iterator[int]:
    if len(run) > 1 and asked:
        yield from (i for i in run if looked[i].mark.kind is not Kind.FORM)


def _recurring_controls(keys: Sequence[str], marks: Sequence[Mark]) -> Iterator[int]:
    """Lines such as "Antworten" that head a section where they stand once, and else are controls."""
    found: dict[str, list[int]] = {}
    for index, known in enumerate(marks):
        if known.kind is Kind.WEAK_HEADING:
            found.setdefault(keys[index], []).append(index)
    for key, places in found.items():
        if len(places) > 1 and in_phrases("CONTROLS", words(key)):
            yield from places
