"""A page as flat arrays in document order, so that every later question is arithmetic.

Node `i` spans `range(i, tree.end[i])`; a node lies inside another if its number lies inside the
span. Nothing here or later recurses, so that no nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

Attributes = dict[str, str | None]

TEXT = "-text"
MAX_DEPTH = 500
"""Nesting kept, near what browsers keep (Chromium: 512). Lexbor needs quadratic time beyond."""

_MAX_REBUILT = 1_000_000
_SMALL = 4_000
_OPENINGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SELF_CLOSING = frozenset(
    "p li dd dt td th tr tbody thead tfoot option optgroup html head body rt rp colgroup".split()
)
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_TAG = re.compile(rf"<(?:{'|'.join(sorted(_FORMATTING))})[\s/>]", re.IGNORECASE)
_HIDDEN = frozenset(
    "script style template noscript iframe svg head textarea select datalist object math "
    "noembed noframes video audio canvas".split()
)
_NO_ATTRIBUTES: Attributes = {}
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class Tree:
    """All arrays have one entry a node. `words` and `linked` are sums of the nodes before.

    `names` are class and id in lower case, with a space at either end of each; "" for neither.
    """

    html: str
    parser: LexborHTMLParser
    tag: list[str] = field(default_factory=list)
    parent: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    words: list[int] = field(default_factory=lambda: [0])
    linked: list[int] = field(default_factory=lambda: [0])
    scripts: list[tuple[Attributes, str]] = field(default_factory=list)
    number: dict[int, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.tag)

    def select(self, selector: str) -> list[int]:
        """Numbers of the elements that match a CSS selector, in document order."""
        found = (self.number.get(node.mem_id) for node in self.parser.css(selector))
        return sorted({i for i in found if i is not None})

    def first(self, selector: str) -> int | None:
        return next(iter(self.select(selector)), None)

    def words_in(self, i: int) -> int:
        return self.words[self.end[i]] - self.words[i]

    def linked_in(self, i: int) -> int:
        return self.linked[self.end[i]] - self.linked[i]

    def inside(self, numbers: list[int], i: int) -> list[int]:
        """Those of the sorted `numbers` that lie in node `i`, itself left out."""
        return numbers[bisect_left(numbers, i + 1) : bisect_left(numbers, self.end[i])]

    def within(self, i: int, outer: int) -> bool:
        return outer <= i < self.end[outer]

    def ancestors(self, i: int) -> list[int]:
        """From the parent of `i` up to the root."""
        up = []
        while (i := self.parent[i]) >= 0:
            up.append(i)
        return up

    def attribute(self, i: int, name: str) -> str:
        return self.attributes[i].get(name) or ""

    def children(self, i: int) -> list[int]:
        """Element children of `i`."""
        found, child = [], i + 1
        while child < self.end[i]:
            if self.tag[child] != TEXT:
                found.append(child)
            child = self.end[child]
        return found


def count_words(text: str) -> int:
    """Words of a text; in scripts without spaces two characters count as one."""
    if text.isascii():
        return len(text.split())
    spaceless = len(_SPACELESS.findall(text))
    return spaceless // 2 + (
        len(_SPACELESS.sub(" ", text).split()) if spaceless else len(text.split())
    )


def parse(html: str) -> Tree:
    """The tree of a page; an empty one where there is nothing to parse."""
    html = limit_nesting(html)
    try:
        parser = LexborHTMLParser(html)
    except SelectolaxError:
        return parse("<html></html>")
    tree = Tree(html, parser)
    root = parser.root
    if root is not None:
        _flatten(tree, root)
    return tree


def _flatten(tree: Tree, root: LexborNode) -> None:
    tag, parent, text, attributes = tree.tag, tree.parent, tree.text, tree.attributes
    names, words, linked, number = tree.names, tree.words, tree.linked, tree.number
    hidden: list[bool] = []
    in_link: list[bool] = []
    all_words = all_linked = 0
    last_text = -1
    for node in root.traverse(include_text=True):
        name = node.tag
        above = node.parent
        up = number.get(above.mem_id, -1) if above is not None else -1
        if name == TEXT:
            content = node.text_content or ""
            if hidden[up]:
                if tag[up] == "script":
                    tree.scripts.append((attributes[up], content))
                continue
            if content.isspace():
                # Between two words of running text it matters, as a node of its own it does not.
                if last_text >= 0:
                    text[last_text] += " "
                continue
            count = len(content.split()) if content.isascii() else count_words(content)
            all_words += count
            if in_link[up]:
                all_linked += count
            last_text = len(tag)
            hidden.append(False)
            in_link.append(False)
            text.append(content)
            attributes.append(_NO_ATTRIBUTES)
            names.append("")
        elif name is None or name[0] in "-!":
            continue
        else:
            number[node.mem_id] = len(tag)
            hidden.append(name in _HIDDEN or (up >= 0 and hidden[up]))
            in_link.append(name == "a" or (up >= 0 and in_link[up]))
            text.append("")
            own = node.attributes
            attributes.append(own)
            names.append(_names(own) if own else "")
        tag.append(name)
        parent.append(up)
        words.append(all_words)
        linked.append(all_linked)
    tree.end = end = list(range(1, len(tag) + 1))
    for i in range(len(tag) - 1, 0, -1):
        up = parent[i]
        if up >= 0 and end[i] > end[up]:
            end[up] = end[i]


def _names(own: Attributes) -> str:
    both = f"{own.get('class') or ''} {own.get('id') or ''}".split()
    return f" {' '.join(both).lower()} " if both else ""


def limit_nesting(html: str) -> str:
    """Drops tags nested deeper than `MAX_DEPTH`, and formatting that would be rebuilt too often.

    HTML reopens every unclosed `<b>` or `<font>` in each following paragraph, so that a page of n
    tags can ask for n² nodes (HTML Standard, 13.2.4.3). Text is never dropped.
    """
    tags = html.count("<")
    if tags < _SMALL and tags * len(_FORMATTING_TAG.findall(html)) < _MAX_REBUILT:
        return html
    depth = deepest = unclosed = most_unclosed = 0
    for closing, written in _OPENINGS.findall(html):
        name = written.lower()
        if name in _VOID or name in _SELF_CLOSING:
            continue
        step = -1 if closing else 1
        depth = max(0, depth + step)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            unclosed = max(0, unclosed + step)
            most_unclosed = max(most_unclosed, unclosed)
    if most_unclosed * tags > _MAX_REBUILT:
        html = _drop(html, _FORMATTING, 0)
    if deepest > MAX_DEPTH:
        html = _drop(html, frozenset(), MAX_DEPTH)
    return html


def _drop(html: str, names: frozenset[str], max_depth: int) -> str:
    """Without the tags called `names`, or where there are none, without those nested too deep."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if names:
            return "" if name in names else tag[0]
        if name in _VOID or name in _SELF_CLOSING:
            return tag[0] if depth <= max_depth else " "
        depth += -1 if tag[1] else 1
        over = depth >= max_depth if tag[1] else depth > max_depth
        depth = max(0, depth)
        return " " if over else tag[0]

    return _TAG.sub(keep, html)
