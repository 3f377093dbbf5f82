"""Kinds of line, and what a line says besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, auto

_EMOJI_END = re.compile("[\\s\u200d\u2600-\u27bf\ufe0f\U0001f300-\U0001faff]+$")
_SENTENCE_END = re.compile(r"[.!…。؟?۔।॥:;]['\"”’»)\]]*$|[.!…?]\s*\[[^\]]*\]$")


class Kind(IntEnum):
    """Kinds of line. PROSE, SHORT and REMOVED can be comments; the rest is furniture."""

    PROSE = auto()
    SHORT = auto()  # few words, no known cue: a subheading, a name, a brief comment
    REMOVED = auto()  # "This comment was removed by a moderator."
    EMPTY = auto()  # no letter, digit or emoji
    COUNT = auto()  # "12 Comments"
    HEADING = auto()  # "Reader comments"
    WEAK_HEADING = auto()  # "Discussion"
    ZERO = auto()  # "No comments yet"
    FORM = auto()  # "Leave a Reply", "1500 / 1500", "Required fields are marked *"
    QUESTION = auto()  # "Do you like this article?"
    CONTROL = auto()  # "Reply"
    END = auto()  # "Related articles"
    CLOSING = auto()  # "Load more comments", "Comments are closed."
    AD = auto()  # "Advertisement"
    SITE = auto()  # "Share", "Print", "Newest first"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's kind; `number` is what a COUNT states, `likes` and `dislikes` what a CONTROL shows."""

    kind: Kind
    number: int | None = None
    likes: int | None = None
    dislikes: int | None = None
    is_form_heading: bool = False


def ends_sentence(text: str) -> bool:
    """Whether the line ends as sentences do."""
    if text[-1:].isalpha():
        return False
    return bool(_SENTENCE_END.search(_EMOJI_END.sub("", text[-40:])))
