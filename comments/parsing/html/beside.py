"""Name and time side by side in a record's head, where neither markup nor words tell them apart.

`<span>Ana</span><span>·</span><span>2 hours ago</span>`: on one line it could be any sentence, as
pieces of text it is who and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comments.parsing.html.cues import CONTROLS, folded, time_in
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.lines import clean_name
from comments.parsing.html.rendering import BLOCKS
from comments.parsing.relative import parse_relative

_HEAD = 4
"""Pieces of text among which the time has to be; a badge and a number can stand before it."""
_LOOKED_AT = 40
_MAX_NAME = 40
_MAX_RELATIVE = 20
_MAX_NAME_WORDS = 5
_AROUND = " .:·•|()[],–—-\u200f\u200e"
_INITIAL = re.compile(r"(?<!\w)\w\.$")
_SENTENCE_END = (".", "!", "?", "…", "؟", "۔", "।", ":")


@dataclass(frozen=True, slots=True)
class Beside:
    """A name and a time as printed, and the texts that they are."""

    name: str
    time: str
    nodes: tuple[int, int]


def who_and_when(tree: Tree, own: Sequence[int], time_node: int | None) -> Beside | None:
    """Who and when of a record of the nodes `own`; None where it is not sure which text is which.

    `time_node` is the time, where the page marks it as one. Something must be left to be the comment.
    """
    texts = _texts(tree, own)
    for n, k in enumerate(texts[:_HEAD]):
        marked = time_node is not None and tree.within(k, time_node)
        shown = _whole_time(tree.text[k]) or (tree.text[k].strip() if marked else None)
        if shown is None or (time_node is not None and not marked):
            continue
        other = n - 1 if n else 1
        if other >= len(texts):
            return None
        near = texts[other]
        name = _name(tree.text[near])
        line = _block(tree, k)
        on_line = _block(tree, near) == line and "br" not in tree.tag[min(near, k) : max(near, k)]
        rest = (folded(tree.text[i]) for i in texts if _block(tree, i) != line and i != near)
        if name and (on_line or other == 0) and any(text not in CONTROLS for text in rest):
            return Beside(name, shown, (near, k))
        return None
    return None


def _texts(tree: Tree, own: Sequence[int]) -> list[int]:
    """The record's first texts that have a letter or a digit in them."""
    found: list[int] = []
    for k in own:
        if tree.tag[k] == TEXT and any(map(str.isalnum, tree.text[k])):
            found.append(k)
            if len(found) == _LOOKED_AT:
                break
    return found


def _whole_time(text: str) -> str | None:
    """The time, where the text is that and nothing else ("2 May 2020", "2h", "yesterday")."""
    bare = text.strip(_AROUND + "\n\t")
    short = 0 < len(bare) <= _MAX_RELATIVE
    return bare if bare and (time_in(bare) == bare or (short and parse_relative(bare))) else None


def _name(text: str) -> str | None:
    bare = " ".join(text.split())
    short = len(bare) <= _MAX_NAME and len(bare.split()) <= _MAX_NAME_WORDS
    sentence = bare.endswith(_SENTENCE_END) and not _INITIAL.search(bare)
    if not short or sentence or _whole_time(bare):
        return None
    name = clean_name(bare.strip(_AROUND))
    return name if name and any(map(str.isalpha, name)) else None


def _block(tree: Tree, k: int) -> int:
    up = tree.parent[k]
    while up > 0 and tree.tag[up] not in BLOCKS:
        up = tree.parent[up]
    return up
