"""A page as all the steps of the reader see it: its lines, and what each is by its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments.parsing.text.leads import Lead, find_leads
from comments.parsing.text.lines import Line, fold
from comments.parsing.text.marks import Kind, Mark, mark

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
    keys = [fold(line.text) if len(line.text) <= MAX_KEY else "" for line in lines]
    idle = {Kind.CONTROL, Kind.COUNT, Kind.EMPTY}
    return Page(lines, marks, keys, find_leads(lines, [m.kind in idle for m in marks]))
