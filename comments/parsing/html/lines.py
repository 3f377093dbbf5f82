"""Lines of a record: which are the comment, and which only say who, when or "reply"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comments.parsing.html.cues import (
    CONTROLS,
    LEAD_IN,
    NUMBERING,
    POINTS,
    REPLIED,
    TIME,
    folded,
    says_at_end,
    time_in,
)

_URL = re.compile(r"\bhttps?://\S+")
_DANGLING = re.compile(
    r"\s(?:on|at|am|le|el|il|den|says?)\s*$|^\W*(?:\d{1,4}[.)]|#\d+|\d{5,})\s+(?=\D)"
)
_SEPARATORS = re.compile(r"[|·•»«()\[\]#/]|\s[-–—]\s")
_AROUND = " .:·|()[]»«›‹→←↩#-–—,@\u200f\u200e"
_SENTENCE_END = (".", "!", "?", "…", "؟", "۔", "।", ":")
QUOTE = "> "
"""What a line begins with that quotes somebody else."""
_BEFORE_NAME = re.compile(
    r"^.{0,40}?\b(?:posted|written|submitted|added|left)\s+by\b:?\s+(?=\S)", re.IGNORECASE
)
_BEHIND_NAME = re.compile(
    r"\s+[—–|-]\s+\d.*$|\s*[:,–—|-]?\s+\d{1,2}:\d{2}(?:\s*[ap]\.?m\b\.?)?\s*$|\s+On\s*$",
    re.IGNORECASE,
)
"""What stands around a name where a page shows it."""
_NO_NAMES = frozenset(
    "posted|posted by|posted on|by|from|on|at|written by|author|comment by|says".split("|")
)
_SMALL_WORDS = frozenset(
    "by|on|at|says|said|wrote|posted|posted by|in reply to|von|am|um|the|no|par|le|a".split("|")
)
_EDGE = 3
_ABSOLUTE_DIGITS = 3
_MAX_META = 160
_MAX_NAME = 40
_MAX_NAME_WORDS = 8
_MAX_BARE_NAME_WORDS = 5


@dataclass(slots=True)
class Fields:
    """What one record holds. `shown_time` is the time as printed, `time` as given to machines,
    `answered` the name of whom it says it answers.
    """

    text: str = ""
    author: str | None = None
    shown_time: str | None = None
    time: str | None = None
    likes: int | None = None
    dislikes: int | None = None
    answered: str | None = None


def prose(lines: list[str], found: Fields) -> str:
    """The comment's own words: the lines without those at either end that are about it.

    Takes a missing author or time from the lines that go.
    """
    kept: list[str] = []
    for n, paragraph in enumerate(lines):
        rows = paragraph.split("\n")
        if n <= _EDGE or n >= len(lines) - _EDGE:
            rows = [row for row in rows if row.startswith(QUOTE) or not _about(row, found)]
        if rows:
            kept.append("\n".join(rows))
    return "\n\n".join(kept)


def name_beside_time(lines: list[str], found: Fields) -> None:
    """Takes the short line right before a line of time, or right after one, as the author.

    `lines` are the first of the record; the name goes from the text as well.
    """
    rows = [row for line in lines for row in line.split("\n")]
    shown = (found.shown_time or "").strip(_AROUND)
    at = next((n for n, row in enumerate(rows) if row.strip(_AROUND) == shown), None)
    if at is None or len(rows) == 1:
        return
    beside = rows[at - 1] if at else rows[1]
    short = len(beside) <= _MAX_NAME and 0 < len(beside.split()) <= _MAX_BARE_NAME_WORDS
    rest = found.text.removeprefix(beside)
    name = clean_name(beside)
    if name and short and not beside.endswith(_SENTENCE_END) and rest.startswith("\n"):
        found.author, found.text = name, rest.strip()


def _about(row: str, found: Fields) -> bool:
    label = folded(row).strip(_AROUND)
    if not label or label.isdigit() or label in CONTROLS or NUMBERING.match(label):
        return True
    if label in _SMALL_WORDS or (
        found.author is not None and label == folded(found.author).strip(_AROUND)
    ):
        return True
    if len(row) > _MAX_META:
        return False
    if shown := time_in(row):
        return _about_time(row, shown, found)
    if len(row.split()) <= _MAX_NAME_WORDS and says_at_end(row):
        name = clean_name(row)
        found.author = found.author or name
        return name is None or name == found.author
    return only_controls(row)


def only_controls(row: str) -> bool:
    """Whether a line holds nothing but what is there to be clicked."""
    parts = (part.strip(_AROUND) for part in _SEPARATORS.split(folded(row)))
    return all(part in CONTROLS or not part for part in parts) and any(map(str.isalnum, row))


def _about_time(row: str, shown: str, found: Fields) -> bool:
    """Whether a line with a time says when the comment was written, and not when something was."""
    before, _, behind = row.partition(shown)
    behind = TIME.sub(" ", behind)
    rest = [clean_name(REPLIED.sub("", _without_controls(part))) for part in (before, behind)]
    name = rest[0] or rest[1]
    known = found.shown_time is not None or found.time is not None
    if name is None:
        fits = not known or shown == found.shown_time
    elif name == found.author:
        fits = True
    elif found.author is not None or known or all(rest):
        fits = False
    else:
        lead = bool(LEAD_IN.match(row) or says_at_end(before) or _SEPARATORS.search(row))
        limit = _MAX_NAME_WORDS if lead else _MAX_BARE_NAME_WORDS
        absolute = sum(c.isdigit() for c in shown) >= _ABSOLUTE_DIGITS
        fits = (
            len(name.split()) <= limit and (lead or absolute) and not behind.strip().endswith("?")
        )
    if fits:
        found.author = found.author or name
        found.shown_time = found.shown_time or shown
    return fits


def _without_controls(text: str) -> str:
    return " ".join(p for p in _SEPARATORS.split(text) if folded(p).strip(_AROUND) not in CONTROLS)


def clean_name(name: str) -> str | None:
    """A name without "by", "says:" and punctuation around it; None where nothing is left."""
    name = _URL.sub(" ", name).strip()
    name = LEAD_IN.sub("", _BEFORE_NAME.sub("", name))
    if says := says_at_end(name):
        name = name[: says.start()]
    name = _DANGLING.sub("", name).strip(" \t,:;|·•–—-»«\u200f\u200e")
    name = " ".join(_BEHIND_NAME.sub("", name).split())
    label = folded(name)
    if not any(map(str.isalnum, name)) or label in _NO_NAMES or label in CONTROLS:
        return None
    if POINTS.match(name):
        return None
    return name
