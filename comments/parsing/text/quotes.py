"""Words of somebody else at the head of a comment, as boards and mailers show them."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import cache

from comments.parsing.letters import fold, words
from comments.parsing.text.vocabulary import in_phrases, phrases, tells

QUOTE = "> "
"""What each line of a quotation begins with."""

_BY_HAND = re.compile(r"(?:>\s?)+(?=[^\s>])")
_EXPAND = frozenset(
    ("click to expand", "cliquez pour agrandir", "klicke in dieses feld um es zu vergrossern")
)
_MAX_HEAD, _MAX_NAME = 80, 5
_MIN_REPEATED = 6
"""Words of a paragraph that is taken for a quotation because an earlier comment has it."""


def marked(paragraphs: Sequence[str], said: Container[str]) -> list[str]:
    """The paragraphs of a comment, those that quote with "> " before them.

    `said` holds the folded paragraphs of the comments before. A quotation has a line over it ("Bob
    wrote:", "Quote:"), or "> " before it, or repeats the beginning of what was said; the comment
    has words of its own after it.
    """
    end = _end_of_quotation(paragraphs, said)
    found = [f"{QUOTE}{paragraph}" for paragraph in paragraphs[:end]]
    for paragraph in paragraphs[end:]:
        by_hand = _BY_HAND.match(paragraph)
        found.append(
            QUOTE * by_hand[0].count(">") + paragraph[by_hand.end() :] if by_hand else paragraph
        )
    return found


def _end_of_quotation(paragraphs: Sequence[str], said: Container[str]) -> int:
    start = int(_is_head(paragraphs[0]))
    expand = next((i for i, text in enumerate(paragraphs) if fold(text).strip(" .…") in _EXPAND), 0)
    if expand and expand + 1 < len(paragraphs):
        return expand + 1
    end = start
    while end < len(paragraphs) and _is_repeated(paragraphs[end], said, headed=start > 0):
        end += 1
    if end == start and start:
        end += 1
    return end if end > 0 and end < len(paragraphs) else 0


def _is_repeated(text: str, said: Container[str], *, headed: bool) -> bool:
    return (headed or len(text.split()) >= _MIN_REPEATED) and fold(text) in said


@cache
def _longest() -> int:
    return max(map(len, phrases("QUOTES")))


def _is_head(text: str) -> bool:
    """ "Quote:", "Originally posted by Ann", "Bob wrote:", "Bob said: ↑"."""
    tokens = words(text) if len(text) <= _MAX_HEAD else ()
    # One word is a heading only with its colon.
    if len(tokens) < 2 and not (tokens and ":" in text):
        return False
    ends = text.rstrip(" ↑").endswith(":")
    if ends and in_phrases("QUOTES", tokens):
        return True
    rest = range(max(1, len(tokens) - _MAX_NAME), min(_longest(), len(tokens) - 1) + 1)
    if any(n > 1 and in_phrases("QUOTES", tokens[:n]) for n in rest):
        return True
    says = tells(tokens[-2:], "says")
    return ends and says and 1 < len(tokens) <= _MAX_NAME + 2
