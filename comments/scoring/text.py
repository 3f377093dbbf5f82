"""What the model reads of a comment: the same preparation in training and in scoring."""

from __future__ import annotations

import re
import unicodedata

_URL = re.compile(r"(?:https?://|www\.)\S+|\bURL\b")
_HANDLE = re.compile(r"(?<!\w)@\w+")
# Bidi controls and the byte-order mark carry no words; ZWNJ and ZWJ shape Persian and Hindi words.
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


_QUOTED = re.compile(r"^>(?: .*)?$", re.M)


def own_words(text: str) -> str:
    """The comment without the lines that it quotes (those that begin with "> ").

    Whoever quotes an insult to answer it has not written it. A comment that quotes and says
    nothing more is taken whole: then the quote is what it says.
    """
    own = _QUOTED.sub("", text)
    return own if own.strip() else text


def without_quotes(text: str) -> str:
    """The same words as `own_words`, each in its place in the text: quoted lines are spaces."""
    own = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    return own if own.strip() else text


def is_quoted(line: str) -> bool:
    """Whether a line quotes another text."""
    return _QUOTED.match(line) is not None


def prepare(text: str) -> str:
    """The writer's own words, with links as `http`, handles as `@user`, compatibility forms and
    spaces folded.

    Links and handles say nothing about tone but identify people; public sets replace them too.
    NFKC comes first since the tokenizer loses marks that follow Arabic presentation forms.
    """
    text = own_words(text)
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    text = _HANDLE.sub("@user", _URL.sub("http", text))
    return " ".join(text.split())
