"""A text in a form in which words can be compared: one for every way to write a letter or digit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"\d+|(?:[^\W\d]|[\u0900-\u0963\u0970-\u09e5\u09f0-\u09ff'])+")
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u200c\u200d]")
_LETTERS = {
    **dict.fromkeys("يىېےۍۓۑ", "ی"),
    **dict.fromkeys("كګڪ", "ک"),
    **dict.fromkeys("ةہھۀۂەە", "ه"),
    "ı": "i",
    "’": "'",
}
_MAX_KEPT = 220
"""Longest text, in characters, whose words are kept: a reader asks for those of a line many times."""
_DIGIT_ZEROS = (0x660, 0x6F0, 0x966, 0x9E6)
_FORMS = str.maketrans(
    _LETTERS | {chr(zero + n): str(n) for zero in _DIGIT_ZEROS for n in range(10)}
)


class _Folded(dict[int, str]):
    """What each letter becomes, worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold())
        folded = _MARKS.sub("", decomposed).translate(_FORMS)
        self[code] = folded
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower case without accents and vowel signs, one form for each letter, ASCII digits."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def words(text: str) -> tuple[str, ...]:
    """Words and numbers of a text in order, folded; "১২টি" and "3h" are two each."""
    return _words(text) if len(text) <= _MAX_KEPT else tuple(_WORD.findall(fold(text)))


def first_word(text: str) -> str:
    """The first of the words, "" where there is none."""
    match = _WORD.search(fold(text))
    return match[0] if match else ""


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def any_of(forms: Iterable[str]) -> str:
    """A pattern of literal alternatives, the longest first; it never matches where there are none.

    Forms that begin alike share their beginning, so that a place in a text is tried once for each
    letter, and not once for each form.
    """
    by_letter: dict[str, list[str]] = {}
    is_whole = False
    for form in forms:
        if form:
            by_letter.setdefault(form[0], []).append(form[1:])
        else:
            is_whole = True
    if not by_letter:
        return "" if is_whole else r"(?!)"
    branches = [
        re.escape(letter) + (any_of(rests) if any(rests) else "")
        for letter, rests in by_letter.items()
    ]
    joined = "|".join(branches)
    if is_whole:
        return f"(?:{joined})?"
    return joined if len(branches) == 1 else f"(?:{joined})"
