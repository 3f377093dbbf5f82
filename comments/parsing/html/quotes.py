"""Quoted words inside a comment, marked off: each line of them begins with "> "."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache

from comments.parsing.html.cues import SAYS
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.lines import QUOTE
from comments.parsing.html.rendering import line_of, paragraphs, stretches

_QUOTE_NAMES = re.compile(
    r"[ _-](?:quotes?|quoted(?:-?text)?|quote-?(?:content|text|body|block|container|main|box|wrapper)|quotemain|quotetext|quotecontent"
    r"|bb-?code-?(?:quote|block--quote)|bbcode_quote|bbcodeblock--quote|ipsquote|bbquote|cite-?quote|blockquote|gmail_quote|zitat|citation|cita|citazione|quotation|alinti)(?= )"
)
"""What boards and comment systems call the box around words of somebody else."""
_BOXES = frozenset(("div", "section", "aside", "fieldset", "table", "p", "td", "article"))
_MARKED_BY_HAND = re.compile(r"^(?:>\s?)+(?=[\w\"'«“„‘¿¡(…])", re.MULTILINE)
_MAX_LEVEL = 3
_MAX_LEAD_WORDS = 8


def quotes_among(tree: Tree, own: Sequence[int]) -> list[int]:
    """Those of the record's own nodes that hold words of somebody else; nested ones included.

    A box around all of the record's words is its layout, and no quotation.
    """
    quotes = [
        k
        for k in own[1:]
        if tree.tag[k] != TEXT and _is_quote(tree.tag[k], tree.names[k]) and tree.words_in(k)
    ]
    if not quotes:
        return quotes
    kept: list[int] = []
    around: list[int] = []
    starts = set(quotes)
    for k in sorted(quotes + [k for k in own[1:] if _leads_in(tree, k, starts)]):
        while around and tree.end[around[-1]] <= k:
            around.pop()
        if not _is_content(tree, k, around):
            kept.append(k)
            around.append(k)
    return kept


def _is_content(tree: Tree, k: int, around: list[int]) -> bool:
    """Whether quote `k` is what one of the boxes `around` it is there for, with a title at most."""
    for box in reversed(around):
        if tree.words_in(box) - tree.words_in(k) > _MAX_LEAD_WORDS:
            return False
        if tree.tag[box] != "blockquote":
            return True
    return False


def _leads_in(tree: Tree, k: int, quotes: set[int]) -> bool:
    """Whether node `k` is a line such as "Ana wrote:" right before one of the `quotes`."""
    if tree.end[k] not in quotes or tree.tag[k] == TEXT or tree.words_in(k) > _MAX_LEAD_WORDS:
        return False
    return bool(_QUOTE_NAMES.search(tree.names[k]) or SAYS.search(line_of(tree, k)))


@lru_cache(maxsize=8_192)
def _is_quote(tag: str, names: str) -> bool:
    return tag == "blockquote" or (
        tag in _BOXES and "t" in names and _QUOTE_NAMES.search(names) is not None
    )


def marked(
    tree: Tree, start: int, stop: int, skip: Collection[int], quotes: Sequence[int]
) -> list[str]:
    """Paragraphs of the nodes `start` to `stop`; each line in one of the `quotes` begins with "> "."""
    shown = _shown(tree, [k for k in quotes if start <= k < stop], start, skip)
    if not shown:
        return paragraphs(tree, start, stop, skip)
    found: list[str] = []
    for first, last, inside in stretches(tree, start, stop, shown):
        prefix = QUOTE * min(len(inside), _MAX_LEVEL)
        rows = (p.split("\n") for p in paragraphs(tree, first, last, skip))
        found += ["\n".join(prefix + line for line in lines) for lines in rows]
    return found


def _shown(tree: Tree, quotes: list[int], start: int, skip: Collection[int]) -> list[int]:
    """Those of the quotes that are not skipped, nor inside of what is."""
    if not quotes:
        return quotes
    gone = sorted(skip)
    shown, n, end = [], bisect_right(gone, start), 0
    for k in quotes:
        while n < len(gone) and gone[n] <= k:
            end = max(end, tree.end[gone[n]])
            n += 1
        if k >= end:
            shown.append(k)
    return shown


def unmarked(text: str) -> str:
    """The text as it is, but without marks where all of it is marked: the box was layout.

    Marks that the writer made by hand (">like this") get the form of ours.
    """
    if QUOTE[0] not in text:
        return text
    lines = [line for line in text.split("\n") if line]
    while all(line.startswith(QUOTE) for line in lines):
        lines = [line.removeprefix(QUOTE) for line in lines]
        text = re.sub(rf"^{QUOTE}", "", text, flags=re.MULTILINE)
    return _MARKED_BY_HAND.sub(lambda m: QUOTE * m[0].count(">"), text)
