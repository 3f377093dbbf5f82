"""Text of a part of a page: blocks become paragraphs, `<br>` a line break, two of them a paragraph."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

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


def stretches(
    tree: Tree, start: int, stop: int, boxes: Sequence[int]
) -> Iterator[tuple[int, int, list[int]]]:
    """The nodes `start` to `stop` in stretches, each with those of the `boxes` that it lies in.

    A stretch begins wherever a box begins or ends, and where a block around a box ends: `paragraphs`
    of the stretch behind it would not see where that block began. `boxes` are in document order.
    """
    ends = (tree.end[k] for k in (*boxes, *_blocks_around(tree, boxes)))
    cuts = {start, stop, *boxes, *(end for end in ends if start < end < stop)}
    begins = set(boxes)
    inside: list[int] = []
    for first, last in pairwise(sorted(cuts)):
        while inside and tree.end[inside[-1]] <= first:
            inside.pop()
        if first in begins:
            inside.append(first)
        yield first, last, inside


def _blocks_around(tree: Tree, boxes: Iterable[int]) -> Iterator[int]:
    seen: set[int] = set()
    for k in boxes:
        up = tree.parent[k]
        while up >= 0 and up not in seen:
            seen.add(up)
            if tree.tag[up] in BLOCKS:
                yield up
            up = tree.parent[up]


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
