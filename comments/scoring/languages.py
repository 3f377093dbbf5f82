"""Which comments a model abstains on: those in a language that it was not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from comments.parsing.language import detect, words_of

FEWEST_WORDS = 4
"""Words from which a text that stands alone, without an article, can be told to be in a foreign language."""


def is_outside(text: str, language: str, known: frozenset[str] | None) -> bool:
    """Whether a comment is in a language outside the model: it then gets no scores.

    `language` is the comment's, `und` where it could not be told; `known` are the model's, None for
    a model that does not say. A comment without words (emoji, numbers, links, bare tags) is in no
    language, so in none that the model does not know: it is scored. Emoji have a tone, and the rest
    is neutral and civil by the codebook.
    """
    return known is not None and language not in known and bool(words_of(text))


def without_foreign(texts: Sequence[str], known: frozenset[str] | None) -> list[str]:
    """Texts of a table, which come without an article; "" for each in a language outside the model.

    A text of few words, or one whose language cannot be told, is kept: nothing speaks against it.
    """
    return ["" if _is_foreign(text, known) else text for text in texts]


def _is_foreign(text: str, known: frozenset[str] | None) -> bool:
    if known is None or len(words_of(text).split()) < FEWEST_WORDS:
        return False
    language = detect(text)
    return language != "und" and is_outside(text, language, known)


def outside_by_language(
    rows: Iterable[tuple[str, str, object]], known: frozenset[str] | None
) -> Counter[str]:
    """How many comments are in each language outside the model; rows of text, language, removal.

    Removed comments are left out: they have no scores in any language.
    """
    return Counter(
        language
        for text, language, removal in rows
        if not isinstance(removal, str) and is_outside(text, language, known)
    )
