"""Text after the article that may be comments, on pages where nothing names or separates any."""

from __future__ import annotations

import re
from itertools import accumulate

from comments.parsing.text.kinds import Kind, ends_sentence
from comments.parsing.text.reader import Separated

_SPEECH = re.compile(
    r"[!?؟][!?؟]|(?:^|\s)(?::-?[)(DP]|;-?\))(?:\s|$)|^@\w|[\u2764\U0001f300-\U0001faff]"
)
_MIN_ARTICLE, _MIN_TAIL, _MAX_WORDS = 3, 2, 120


def suspected(found: Separated) -> int | None:
    """Index of the first line of what may be comments; None where nothing looks like them.

    Either the paragraphs from there on stand wider apart than those of the article, or they sound
    like people who talk: emoji, "!!", no capital and no full stop, and the article does not.
    """
    body = [i for i in found.body if found.page.kind(i) is Kind.PROSE or _is_speech(found, i)]
    if len(body) < _MIN_ARTICLE + _MIN_TAIL:
        return None
    return _set_apart(found, body) or _talking(found, body)


def _set_apart(found: Separated, body: list[int]) -> int | None:
    gaps = [found.page.lines[i].gap for i in body]
    widest = list(accumulate(gaps[1:], max))
    narrowest = list(accumulate(reversed(gaps), min))
    for start in range(_MIN_ARTICLE, len(body) - _MIN_TAIL + 1):
        if narrowest[len(body) - 1 - start] > widest[start - 2]:
            return body[start]
    return None


def _talking(found: Separated, body: list[int]) -> int | None:
    spoken = [_is_speech(found, i) for i in body]
    start = next((n for n, is_spoken in enumerate(spoken) if is_spoken), len(body))
    tail = spoken[start:]
    is_talk = sum(tail) > _MIN_TAIL and 2 * sum(tail) >= len(tail)
    return body[start] if start >= _MIN_ARTICLE and is_talk else None


def _is_speech(found: Separated, index: int) -> bool:
    text = found.page.text(index)
    if len(text.split()) > _MAX_WORDS:
        return False
    return bool(_SPEECH.search(text)) or (text[0].islower() and not ends_sentence(text))
