"""Decoded text to the lines of a page, and one line to a form in which words can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_WORD = re.compile(r"\d+|(?:[^\W\d]|[\u0900-\u0963\u0970-\u09e5\u09f0-\u09ff'])+")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u200c\u200d]")

_LETTERS = {
    **dict.fromkeys("يىېےۍۓۑ", "ی"),
    **dict.fromkeys("كګڪ", "ک"),
    **dict.fromkeys("ةہھۀۂەە", "ه"),
    "ı": "i",
    "’": "'",
}
_DIGIT_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6)
_FOLD = str.maketrans(
    _LETTERS | {chr(zero + n): str(n) for zero in _DIGIT_ZEROS for n in range(10)}
)

MIN_WRAP, MAX_WRAP = 45, 200
"""Widths, in characters, at which text is taken to have been wrapped by hand or by a mailer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words or signs on it. `gap` is the number of blank lines before it."""

    text: str
    gap: int


def split_lines(text: str) -> list[Line]:
    """Lines of a page that are not blank, without indentation, with single spaces."""
    lines: list[Line] = []
    gap = 0
    for raw in _unquoted(_NEWLINES.split(text)):
        words = _IDLE_JOINER.sub("", _INVISIBLE.sub("", raw)).split()
        if words:
            lines.append(Line(" ".join(words), gap if lines else 0))
            gap = 0
        else:
            gap += 1
    return unwrap(lines)


def _unquoted(raw: list[str]) -> list[str]:
    """The lines without the ">" that a mailer sets before each."""
    written = [line for line in raw if line.strip()]
    if len(written) < 2 or not all(line.lstrip().startswith(">") for line in written):
        return raw
    return [line.lstrip().removeprefix(">") for line in raw]


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """Joins the lines of paragraphs that were wrapped at one width; other texts stay as they are.

    A page is wrapped when no line is wider than `MAX_WRAP` and, of the lines with another right
    below them, most stop only because the next word would not have fitted.
    """
    # An address cannot be wrapped.
    width = max((len(line.text) for line in lines if " " in line.text), default=0)
    if not MIN_WRAP <= width <= MAX_WRAP:
        return list(lines)
    least = min((line.gap for line in lines[1:]), default=0)
    full = [
        below.gap == least and len(above.text) + 1 + len(below.text.partition(" ")[0]) > width
        for above, below in pairwise(lines)
    ]
    touching = sum(below.gap == least for below in lines[1:])
    # 8 and 0.6: a poem, a list or one line a paragraph comes nowhere near; wrapped prose is > 0.7.
    if sum(full) < 8 or sum(full) < 0.6 * touching:
        return list(lines)
    parts: list[list[str]] = []
    gaps: list[int] = []
    for index, line in enumerate(lines):
        if index and full[index - 1]:
            # "well-" and "known" were one word.
            if _HYPHENATED.search(parts[-1][-1]):
                parts[-1][-1] += line.text
            else:
                parts[-1].append(line.text)
        else:
            parts.append([line.text])
            gaps.append(line.gap)
    return [Line(" ".join(words), gap) for words, gap in zip(parts, gaps, strict=True)]


def fold(text: str) -> str:
    """Lower case without accents and vowel signs, one form for each letter, ASCII digits."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.sub("", decomposed).translate(_FOLD)


def words(text: str) -> list[str]:
    """Words and numbers of a text in order, folded; "১২টি" and "3h" are two each."""
    return _WORD.findall(fold(text))


def has_words(text: str) -> bool:
    """Whether anything on the line can be read: a letter or a digit of any script."""
    return any(character.isalnum() for character in text)
