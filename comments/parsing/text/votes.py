"""Numbers of readers who liked or disliked a comment, on its line of controls."""

from __future__ import annotations

import re
from functools import cache

from comments.parsing.letters import words
from comments.parsing.text.cues import DISLIKES, LIKES

_SIGN = re.compile("([👍❤♥▲⬆])|([👎▼⬇])")
_LONGEST = 3
_LIKE, _DISLIKE = "like", "dislike"
_MAX_DIGITS = 9


def read_votes(text: str) -> tuple[int | None, int | None]:
    """Likes and dislikes: "Like 5 Dislike 2", "👍 5 👎 2", "5 Likes"; None where none is shown.

    The numbers stand after their words, unless the line begins with a number.
    """
    spaced = _SIGN.sub(lambda m: f" {_LIKE if m[1] else _DISLIKE} ", text)
    items = _items(words(spaced))
    numbers_first = bool(items) and isinstance(items[0], int) and not isinstance(items[-1], int)
    found: dict[str, int] = {}
    for step in (-1, 1) if numbers_first else (1, -1):
        if found:
            break
        for place, item in enumerate(items):
            beside = items[place + step] if 0 <= place + step < len(items) else None
            if isinstance(item, str) and item and isinstance(beside, int):
                found.setdefault(item, beside)
    return found.get(_LIKE), found.get(_DISLIKE)


def _items(tokens: tuple[str, ...]) -> list[str | int]:
    """ "like", "dislike", numbers, and "" for what is none of them, in order."""
    items: list[str | int] = []
    place = 0
    while place < len(tokens):
        token, length = tokens[place], 1
        if token.isdigit():
            items.append(int(token) if len(token) <= _MAX_DIGITS else "")
        else:
            length = next(
                (n for n in range(_LONGEST, 0, -1) if tokens[place : place + n] in _signs()),
                0,
            )
            items.append(_signs()[tokens[place : place + length]] if length else "")
        place += max(length, 1)
    return items


@cache
def _signs() -> dict[tuple[str, ...], str]:
    likes = {words(phrase): _LIKE for phrase in LIKES.split("|")}
    return likes | {words(phrase): _DISLIKE for phrase in DISLIKES.split("|")}
