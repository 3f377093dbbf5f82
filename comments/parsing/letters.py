"""A text in a form in which words can be compared: one for every way to write a letter or digit."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"\d+|(?:[^\W\d]|[\u0900-\u0963\u0970-\u09e5\u09f0-\u09ff'])+")
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


def fold(text: str) -> str:
    """Lower case without accents and vowel signs, one form for each letter, ASCII digits."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _MARKS.sub("", decomposed).translate(_FOLD)


def words(text: str) -> list[str]:
    """Words and numbers of a text in order, folded; "১২টি" and "3h" are two each."""
    return _WORD.findall(fold(text))
