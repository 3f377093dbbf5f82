"""Lines that say who wrote a comment and when: "NAME says:", "NAME" over "3 hours ago", and others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comments.parsing.relative import Ago
from comments.parsing.text.lines import Line
from comments.parsing.text.stamps import (
    ANSWERS,
    ANSWERS_LINE,
    Stamp,
    clean_name,
    may_be_named,
    strip_edges,
)
from comments.parsing.yearless import DayOfYear


@dataclass(frozen=True, slots=True)
class Lead:
    """Who and when, on the lines `start` to `end` (exclusive); `answers` is whom the author names.

    `says` marks the form that only ever stands before a comment ("NAME says:"), `signed` the one
    with a by-word ("Posted by NAME"), `timed` one with a time of day or a relative time,
    `is_name_above` one whose name has the line above the time.
    """

    start: int
    end: int
    author: str | None
    posted_at: str | None
    ago: Ago | DayOfYear | None = None
    answers: str | None = None
    says: bool = False
    signed: bool = False
    timed: bool = False
    is_name_above: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether it says when."""
        return self.posted_at is not None or self.ago is not None or self.timed


def find_leads(
    lines: Sequence[Line], stamps: Sequence[Stamp | None], nameable: Sequence[bool]
) -> list[Lead]:
    """Lead lines in order, none overlapping.

    `stamps` is what each line shows (None for controls), `nameable` whether it may be a name of which
    the line below tells the time.
    """
    leads: list[Lead] = []
    for index, stamp in enumerate(stamps):
        if stamp is None or (leads and leads[-1].end > index):
            continue
        start, end, name = index, index + 1, stamp.name or None
        is_above, is_signed = False, stamp.signed
        if not name and index and not (leads and leads[-1].end >= index) and not stamps[index - 1]:
            above = lines[index - 1].text
            if nameable[index - 1] and may_be_named(above):
                start, is_above = index - 1, True
                name, _, is_signed = strip_edges(above)
        # Date and time may have lines of their own, below "NAME says:" too.
        times = [stamp]
        while end < min(len(lines), index + 3) and (below := stamps[end]) and not below.name:
            times.append(below)
            end += 1
        # Over somebody else's words: "Ann", her time, "Bob wrote:".
        quotes = stamp.says and not stamp.timed and lines[index].text.rstrip(" ↑").endswith(":")
        if quotes and len(times) == 1 and _goes_on(leads, start):
            continue
        answers = None
        if end < len(lines) and (match := ANSWERS_LINE.fullmatch(lines[end].text)):
            answers, end = clean_name(match[1]), end + 1
        elif name and (match := ANSWERS.fullmatch(name)):
            name, answers = clean_name(match[1]) or None, clean_name(match[2])
        leads.append(
            Lead(
                start,
                end,
                name,
                next((time.posted_at for time in times if time.posted_at), None),
                next((time.ago for time in times if time.ago), None),
                answers,
                says=stamp.says,
                signed=is_signed,
                timed=any(time.has_clock for time in times),
                is_name_above=is_above,
            )
        )
    return leads


def _goes_on(leads: Sequence[Lead], start: int) -> bool:
    """Whether a dated lead ends right above the line: one comment cannot be followed by no text."""
    return len(leads) > 1 and leads[-1].end == start and leads[-1].is_dated
