"""Quoted words inside a comment, marked off: each line of them begins with "> "."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from comments.parsing.html.cues import SAYS
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.lines import QUOTE
from comments.parsing.html.rendering import line_of, paragraphs

_QUOTE_NAMES = re.compile(
    r"[ _-](?:quotes?|quoted(?:-?text)?|quote-?(?:content|text|body|block|container|main|box|wrapper)|quotemain|quotetext|quotecontent"
    r"|bb-?code-?(?:quote|block--quote)|bbcode_quote|bbcodeblock--quote|ipsquote|bbquote|cite-?quote|blockquote|gmail_quote|zitat|citation|cita|citazione|quotation|alinti)(?= )"
)
"""What boards and comment systems call the box around words of somebody else."""
_BOXES = frozenset(("div", "section", "aside", "fieldset", "table", "p", "td", "article"))
_MARKED_BY_HAND = re.compile(r"^(?:>\s?)+(?=[\w\"'«“„‘¿¡(…])", re.MULTILINE)
_MAX_LEVEL = 3
_MAX_LEAD_WORDS = 8
_MAX_QUOTES = 200
"""Quotes of one comment that are marked; no reader makes more, and each is compared with each."""


def quotes_among(tree: Tree, own: Sequence[int]) -> list[int]:
    """Those of the record's own nodes that hold words of somebody else; nested ones included.

    A box around all of the record's words is its layout, and no quotation.
    """
    quotes = [k for k in own[1:] if tree.tag[k] != TEXT and _is_quote(tree.tag[k], tree.names[k])]
    del quotes[_MAX_QUOTES:]
    if not quotes:
        return quotes
    kept: list[int] = []
    starts = set(quotes)
    for k in sorted(quotes + [k for k in own[1:] if _leads_in(tree, k, starts)]):
        if not any(_is_same(tree, k, outer) for outer in kept):
            kept.append(k)
    return kept


def _is_same(tree: Tree, k: int, outer: int) -> bool:
    """Whether quote `k` is what its box `outer` is there for, which holds only its title besides."""
    beside = tree.words_in(outer) - tree.words_in(k)
    return tree.within(k, outer) and beside <= _MAX_LEAD_WORDS and tree.tag[outer] != "blockquote"


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
    inside = [
        k
        for k in quotes
        if start <= k < stop and not any(up in skip for up in (k, *tree.ancestors(k)) if up > start)
    ]
    if not inside:
        return paragraphs(tree, start, stop, skip)
    edges = sorted({start, stop, *inside, *(min(stop, tree.end[k]) for k in inside)})
    found: list[str] = []
    at = start
    for edge in edges[1:]:
        level = sum(k <= at < tree.end[k] for k in inside)
        prefix = QUOTE * min(level, _MAX_LEVEL)
        rows = (p.split("\n") for p in paragraphs(tree, at, edge, skip))
        found += ["\n".join(prefix + line for line in lines) for lines in rows]
        at = edge
    return found


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
