"""Short texts that are signs of comments: when, "reply", and what heads a comment section.

The texts of a page are joined and scanned at once for what each sign must have in it, in a fraction of
the time of a search a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comments.parsing.html.cues import (
    BARE_AGO,
    COUNT_HEADING,
    DIGIT_OR_TIME_WORD,
    MAY_HEAD_OR_REPLY,
    PLAIN_HEADING,
    REPLY,
    folded,
    may_hold_time,
    time_in,
)
from comments.parsing.html.dom import Tree
from comments.parsing.html.rendering import line_of

_MAX_SIGN = 90
_MAX_CONTROL = 40
_MAX_BARE = 16
_MAX_HEADING = 80
_MAX_HEADING_WORDS = 16
_AROUND = " .:·|()[]»«›‹→←↩"


def short_texts(tree: Tree) -> list[tuple[int, str]]:
    """Texts that are short enough to be a sign, in lower case, with their nodes."""
    texts = ((i, tree.text[i].strip()) for i in tree.texts)
    return [(i, " ".join(text.lower().split())) for i, text in texts if len(text) <= _MAX_SIGN]


def replies_and_headings(tree: Tree, short: list[tuple[int, str]]) -> tuple[list[int], list[int]]:
    """Texts that are a reply control, and texts on lines that head a comment section."""
    replies, headings = [], []
    for i in _texts_with(short, MAY_HEAD_OR_REPLY):
        text = tree.text[i].strip()
        if len(text) < _MAX_CONTROL and folded(text).strip(_AROUND) in REPLY:
            replies.append(i)
        if len(text) <= _MAX_HEADING and _heads(tree, i, text):
            headings.append(i)
    return replies, headings


def times(tree: Tree, short: list[tuple[int, str]]) -> list[int]:
    """Nodes that show a time."""
    shown = [
        i
        for i in _texts_with(short, DIGIT_OR_TIME_WORD)
        if may_hold_time(tree.text[i]) and time_in(tree.text[i].strip())
    ]
    bare = (i for i, text in short if len(text) <= _MAX_BARE and BARE_AGO.fullmatch(text))
    return sorted({*tree.by_tag["time"], *shown, *bare})


def _heads(tree: Tree, i: int, text: str) -> bool:
    up = tree.parent[i]
    line = line_of(tree, up) if tree.words_in(up) < _MAX_HEADING_WORDS else text
    return bool(COUNT_HEADING.match(line) or PLAIN_HEADING.match(line))


def _texts_with(short: list[tuple[int, str]], pattern: re.Pattern[str]) -> Iterator[int]:
    """Nodes of the texts that the pattern, which ends with the line, occurs in, in document order."""
    joined = "\n".join(text for _, text in short)
    n = last = 0
    for match in pattern.finditer(joined):
        n += joined.count("\n", last, match.start())
        last = match.start()
        yield short[n][0]
