"""Text of a part of a page: blocks become paragraphs, `<br>` a line break, two of them a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection

from comments.parsing.html.dom import TEXT, Tree

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)
_PARAGRAPHS = re.compile(r"\n{2,}")


def paragraphs(tree: Tree, start: int, stop: int, skip: Collection[int] = ()) -> list[str]:
    """Paragraphs of the nodes `start` to `stop`; those in `skip` are left out with all they hold."""
    raw: list[list[str]] = [[]]
    open_blocks: list[int] = []
    k = start
    tag, end, text = tree.tag, tree.end, tree.text
    while k < stop:
        while open_blocks and open_blocks[-1] <= k:
            open_blocks.pop()
            if raw[-1]:
                raw.append([])
        if k in skip:
            raw[-1].append(" ")
            k = end[k]
            continue
        name = tag[k]
        if name == TEXT:
            raw[-1].append(text[k].replace("\n", " "))
        elif name == "br":
            raw[-1].append("\n")
        elif name in BLOCKS:
            if raw[-1]:
                raw.append([])
            open_blocks.append(end[k])
        k += 1
    found: list[str] = []
    for pieces in raw:
        joined = "".join(pieces)
        if "\n" not in joined:
            if line := " ".join(joined.split()):
                found.append(line)
            continue
        lines = (" ".join(line.split()) for line in joined.split("\n"))
        found += [p for part in _PARAGRAPHS.split("\n".join(lines)) if (p := part.strip())]
    return found


def text_of(tree: Tree, i: int, skip: Collection[int] = ()) -> str:
    """All text of node `i`, paragraphs separated by one blank line."""
    return "\n\n".join(paragraphs(tree, i, tree.end[i], skip))


def line_of(tree: Tree, i: int, skip: Collection[int] = ()) -> str:
    """All text of node `i` on one line."""
    if not skip:
        pieces = [text for text in tree.text[i : tree.end[i]] if text]
        if len(pieces) < 2:
            return " ".join(pieces[0].split()) if pieces else ""
    return " ".join(" ".join(paragraphs(tree, i, tree.end[i], skip)).split())
