"""Hindi, Urdu and Arabic in Latin letters, told by their words.

No public detector knows them. `romanised.toml` holds words with the log of how much oftener each
stands in the romanised language than in any other in Latin letters; a text is taken for romanised
where these sum to more than its length lets expect: naive Bayes over the words that tell most
(Maron 1961, "Automatic Indexing"). `scripts/romanised_words.py` counts them.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

ROMANISED = ("ar-Latn", "hi-Latn", "ur-Latn")

DIGIT_WORD = "3"
"""Stands for every word in which 3, 7 or 9 is a letter, as Arabic is chatted: 3lik, 7aja, ma9bel."""

ENOUGH = (1.5, 0.35)
"""Evidence that is asked for: at least so much, and so much more for each word."""
ENOUGH_THERE = (0.5, 0.2)
"""The same under an article in the language itself, where it is no surprise."""

LEAN_OF_ARTICLE = 3.0
"""What an article in Urdu or Hindi adds to the one of the two."""

MOST_WORDS = 400
"""Words of a long text that are looked at."""

_WORD = re.compile(r"[^\W_]+")
_DIGIT_AS_LETTER = re.compile(r"[a-z]+[379]+[a-z]|\b[379][a-z]{2}|[a-z]{2}[379]\b")
_DRAWN_OUT = re.compile(r"(.)\1\1+")


class _Words(NamedTuple):
    hindi_urdu: Mapping[str, tuple[float, float]]
    arabic: Mapping[str, float]


def latin_words(text: str) -> list[str]:
    """Words as `romanised.toml` has them: case folded, letters drawn out written once, without numbers."""
    folded = _DRAWN_OUT.sub(r"\1", unicodedata.normalize("NFKC", text).casefold())
    return [
        DIGIT_WORD if _DIGIT_AS_LETTER.search(word) else word
        for word in _WORD.findall(folded)
        if not word.isdigit()
    ]


def romanised(words: Sequence[str], prior: str | None) -> str | None:
    """One of ROMANISED, None for text in another language; `prior` is the article's language."""
    known = _load()
    words = words[:MOST_WORDS]
    article = (prior or "").removesuffix("-Latn")
    hindi_urdu = [word for word in words if word in known.hindi_urdu]
    arabic = [word for word in words if word in known.arabic]
    for_hindi_urdu = sum(known.hindi_urdu[word][0] for word in hindi_urdu)
    for_arabic = sum(known.arabic[word] for word in arabic)
    if for_hindi_urdu >= for_arabic and _is_enough(
        for_hindi_urdu, set(hindi_urdu), len(words), is_expected=article in {"hi", "ur"}
    ):
        lean = sum(known.hindi_urdu[word][1] for word in hindi_urdu)
        lean += {"hi": -LEAN_OF_ARTICLE, "ur": LEAN_OF_ARTICLE}.get(article, 0)
        return "hi-Latn" if lean < 0 else "ur-Latn"
    if _is_enough(for_arabic, set(arabic), len(words), is_expected=article == "ar"):
        return "ar-Latn"
    return None


def _is_enough(evidence: float, found: set[str], words: int, *, is_expected: bool) -> bool:
    """Whether so much evidence, of the words `found` among so many, tells the language of a text.

    One word in a sentence may be borrowed: "thank you bhai" is English.
    """
    if len(found) < 2 and words > (4 if is_expected else 2):
        return False
    least, each = ENOUGH_THERE if is_expected else ENOUGH
    return evidence >= least + each * words


@cache
def _load() -> _Words:
    text = files(__package__).joinpath("romanised.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    pairs = {word: (weight, lean) for word, (weight, lean) in data["hindi_urdu"].items()}
    return _Words(pairs, data["arabic"])
