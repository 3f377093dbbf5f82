"""Decoded text to the lines of a page, and one line to a form in which words can be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_NEWLINES = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Zero-width marks, direction marks, soft hyphens, the BOM and control characters carry no words.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2069\ufeff\ufff9-\ufffc]"
)
# Joiners shape Arabic and Indic words and join emoji; beside ASCII or an edge they do nothing.
_IDLE_JOINER = re.compile(
    "(?<![^\x00-\x7f\xa0])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\x7f\xa0])"
)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_PREFIXES = {">": 2, "*": 5, "|": 5, "#": 5, "│": 5}
"""Signs before every line of a copy, and the fewest lines at which they are no list."""

_WRAPPED = ((8, 0.6), (5, 0.95))
"""Full lines, and their share of the lines with another right below, that show wrapping."""

MIN_WRAP, MAX_WRAP = 30, 200
"""Widths, in characters, at which text is taken to have been wrapped by hand or by a mailer."""


class Line(NamedTuple):
    """A line with words or signs on it. `gap` is the number of blank lines before it.

    `first` and `last` are the numbers, from 1, of the lines of the file that it was made of.
    """

    text: str
    gap: int
    first: int = 0
    last: int = 0


def split_lines(text: str) -> list[Line]:
    """Lines of a page that are not blank, without indentation, with single spaces."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(_without_prefix(_NEWLINES.split(text)), 1):
        words = (raw if raw.isascii() and raw.isprintable() else _visible(raw)).split()
        if words:
            lines.append(Line(" ".join(words), gap if lines else 0, number, number))
            gap = 0
        else:
            gap += 1
    return unwrap(lines)


def _visible(raw: str) -> str:
    return _IDLE_JOINER.sub("", _INVISIBLE.sub("", raw))


def _without_prefix(raw: list[str]) -> list[str]:
    """The lines without the sign that a mailer or an editor sets before each (">", "*", "|")."""
    written = [line.lstrip() for line in raw if line.strip()]
    sign = written[0][0] if written else ""
    if sign not in _PREFIXES or len(written) < _PREFIXES[sign]:
        return raw
    if not all(line.startswith(sign) for line in written):
        return raw
    bare = [line.strip().removeprefix(sign) for line in raw]
    if all(line.rstrip().endswith(sign) and len(line.rstrip()) > 1 for line in written):
        bare = [line.removesuffix(sign) for line in bare]  # a box has a side on the right too
    return bare


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Joins the lines of paragraphs that were wrapped at one width; other texts stay as they are.

    A page is wrapped when no line is wider than `MAX_WRAP` and, of the lines with another right
    below them, most stop only because the next word would not have fitted.
    """
    # An address cannot be wrapped.
    width = max((len(line.text) for line in lines if " " in line.text), default=0)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return list(lines)
    closest = min((line.gap for line in lines[1:]), default=0)
    full = [
        below.gap == closest and len(above.text) + 1 + len(below.text.partition(" ")[0]) > width
        for above, below in pairwise(lines)
    ]
    touching = sum(below.gap == closest for below in lines[1:])
    # A poem, a list or one line a paragraph comes nowhere near; wrapped prose is over 0.7, and 1 where
    # blank lines part the paragraphs.
    if not any(sum(full) >= max(least, share * touching) for least, share in _WRAPPED):
        return list(lines)
    joined: list[list[Line]] = []
    for index, line in enumerate(lines):
        if index and full[index - 1]:
            joined[-1].append(line)
        else:
            joined.append([line])
    return [Line(_join(run), run[0].gap, run[0].first, run[-1].last) for run in joined]


def _join(run: Sequence[Line]) -> str:
    """One paragraph of its lines; "well-" and "known" were one word."""
    parts = [run[0].text]
    for above, below in pairwise(run):
        parts.append(below.text if _HYPHENATED.search(above.text) else f" {below.text}")
    return "".join(parts)


def has_words(text: str) -> bool:
    """Whether anything on the line can be read: a letter or a digit of any script."""
    return bool(_LETTER_OR_DIGIT.search(text))
