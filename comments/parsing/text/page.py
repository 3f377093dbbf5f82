"""A page as all the steps of the reader see it: its lines, and what each is by its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from comments.parsing.letters import fold, words
from comments.parsing.text.forms import is_field
from comments.parsing.text.kinds import Kind, Mark
from comments.parsing.text.leads import Lead, find_leads
from comments.parsing.text.lines import Line
from comments.parsing.text.marks import mark
from comments.parsing.text.vocabulary import in_phrases

_MAY_LABEL = {Kind.SHORT, Kind.PROSE, Kind.WEAK_HEADING, Kind.SITE, Kind.FORM}
MAX_KEY = 80
"""Longest line, in characters, that is compared with others to see whether it recurs."""


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of a page; `marks` and `keys` have one entry for each.

    `keys` are the folded texts of short lines, "" for others. `leads` are in page order.
    """

    lines: Sequence[Line]
    marks: Sequence[Mark]
    keys: Sequence[str]
    leads: Sequence[Lead]

    def __len__(self) -> int:
        return len(self.lines)

    def kind(self, index: int) -> Kind:
        """What the line is by its words."""
        return self.marks[index].kind

    def text(self, index: int) -> str:
        """The line's text."""
        return self.lines[index].text


def open_page(lines: Sequence[Line]) -> Page:
    """Looks at every line once."""
    marks = [mark(line.text) for line in lines]
    for index in _fields(lines, marks):
        marks[index] = Mark(Kind.FORM)
    for index in _recurring_controls(lines, marks):
        marks[index] = Mark(Kind.CONTROL)
    keys = [fold(line.text) if len(line.text) <= MAX_KEY else "" for line in lines]
    idle = {Kind.CONTROL, Kind.COUNT, Kind.EMPTY}
    return Page(lines, marks, keys, find_leads(lines, [m.kind in idle for m in marks]))


def _fields(lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[int]:
    """Lines of a form of which the copy has kept the labels: "Name", "Email", "Comment", "Send"."""
    run: list[int] = []
    asked = False
    for index in range(len(lines) + 1):
        kind = marks[index].kind if index < len(lines) else Kind.HEADING
        labels, asks = is_field(lines[index].text) if kind in _MAY_LABEL else (False, False)
        # Buttons and notes go on with a form, and begin none.
        if labels or (run and kind in {Kind.SITE, Kind.FORM}):
            run.append(index)
            asked |= asks
            continue
        if len(run) > 1 and asked:
            yield from (i for i in run if marks[i].kind is not Kind.FORM)
        run, asked = [], False


def _recurring_controls(lines: Sequence[Line], marks: Sequence[Mark]) -> Iterator[int]:
    """Lines such as "Antworten" that head a section where they stand once, and else are controls."""
    found: dict[str, list[int]] = {}
    for index, known in enumerate(marks):
        if known.kind is Kind.WEAK_HEADING:
            found.setdefault(fold(lines[index].text), []).append(index)
    for key, places in found.items():
        if len(places) > 1 and in_phrases("CONTROLS", tuple(words(key))):
            yield from places
