"""A page as flat arrays in document order, so that every later question is arithmetic.

Node `i` spans `range(i, tree.end[i])`; a node lies inside another if its number lies inside the
span. Nothing here or later recurses, so that no nesting can exhaust the stack.

Lexbor through selectolax parses and hands over a page in three fifths of lxml's time and builds the tree of
the HTML standard (`scripts/compare_parsers.py`; figures in docs/reading.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from comments.parsing.html.limits import limit

Attributes = dict[str, str | None]

TEXT = "-text"
_HIDDEN = frozenset(
    "script style template noscript iframe svg head textarea select datalist object math "
    "noembed noframes video audio canvas".split()
)
_IN_LINK, _NOT_SHOWN = 1, 2
_SHOWN = {"a": _IN_LINK} | dict.fromkeys(_HIDDEN, _NOT_SHOWN)
_MARKED = frozenset("itemtype src data-spot-im-class data-spotim-module data-spot-id".split())
_NOTED = _MARKED | {"style"}
_NO_ATTRIBUTES: Attributes = {}
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


@dataclass(slots=True)
class Tree:
    """All arrays have one entry a node. `words` and `linked` are sums of the nodes before.

    `names` are class and id in lower case, with a space at either end of each; "" for neither. The
    tag of a custom element (`<user-comment>`) is a name as well.
    `by_names` and `by_tag` list the elements of each, so that what depends on a name alone is
    decided once a name; `texts` lists the nodes that are text, `noted` the elements with a style or
    with an attribute that comment systems leave their marks in.
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
    by_tag: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_names: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    texts: list[int] = field(default_factory=list)
    noted: list[int] = field(default_factory=list)
    _marks: str | None = None

    def __len__(self) -> int:
        return len(self.tag)

    def select(self, selector: str) -> list[int]:
        """Numbers of the elements that match a CSS selector, in document order."""
        found = (self.number.get(node.mem_id) for node in self.parser.css(selector))
        return sorted({i for i in found if i is not None})

    def first(self, selector: str) -> int | None:
        return next(iter(self.select(selector)), None)

    def marks(self) -> str:
        """Every class, id, item type and loaded address, one a line: where systems leave marks."""
        if self._marks is None:
            found = set(self.by_names)
            for i in self.noted:
                own = self.attributes[i]
                found.update(value for name in _MARKED if (value := own.get(name)))
            self._marks = "\n".join(found)
        return self._marks

    def words_in(self, i: int) -> int:
        return self.words[self.end[i]] - self.words[i]

    def linked_in(self, i: int) -> int:
        return self.linked[self.end[i]] - self.linked[i]

    def inside(self, numbers: list[int], i: int) -> list[int]:
        """Those of the sorted `numbers` that lie in node `i`, itself left out."""
        return numbers[bisect_left(numbers, i + 1) : bisect_left(numbers, self.end[i])]

    def outermost(self, numbers: Iterable[int]) -> list[int]:
        """Those of the sorted `numbers` that lie in no other of them."""
        kept: list[int] = []
        for i in numbers:
            if not kept or i >= self.end[kept[-1]]:
                kept.append(i)
        return kept

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
    """Words of a text; in scripts without spaces two characters, or a last one, count as one."""
    if text.isascii():
        return len(text.split())
    spaceless = len(_SPACELESS.findall(text))
    return (spaceless + 1) // 2 + (
        len(_SPACELESS.sub(" ", text).split()) if spaceless else len(text.split())
    )


def parse(html: str) -> Tree:
    """The tree of a page; an empty one where there is nothing to parse."""
    html = limit(html)
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
    number, texts = tree.number, tree.texts
    shown: list[int] = []
    spaced = True
    for node in root.traverse(include_text=True):
        name = node.tag
        if name == TEXT:
            content = node.text_content or ""
            blank = content.isspace()
            if blank and spaced:
                continue
            up = number.get(node.parent.mem_id, 0)  # type: ignore[union-attr]
            within = shown[up]
            if within == _NOT_SHOWN:
                if tag[up] == "script" and not blank:
                    tree.scripts.append((attributes[up], content))
                continue
            spaced = blank or content[-1:].isspace()
            if blank:
                # Between two words of running text it matters, as a node of its own it does not.
                text[texts[-1]] += " "
                continue
            texts.append(len(tag))
            text.append(content)
            attributes.append(_NO_ATTRIBUTES)
        elif name is None or name[0] in "-!":
            continue
        else:
            above = node.parent
            up = number.get(above.mem_id, -1) if above is not None else -1
            number[node.mem_id] = len(tag)
            within = shown[up] if up >= 0 else 0
            within = within if within == _NOT_SHOWN else _SHOWN.get(name, within)
            text.append("")
            attributes.append(node.attributes)
        tag.append(name)
        parent.append(up)
        shown.append(within)
    _span(tree)
    _count(tree, shown)
    _index(tree)


def _span(tree: Tree) -> None:
    parent = tree.parent
    tree.end = end = list(range(1, len(tree) + 1))
    for i in range(len(tree) - 1, 0, -1):
        up = parent[i]
        if up >= 0 and end[i] > end[up]:
            end[up] = end[i]


def _count(tree: Tree, shown: list[int]) -> None:
    own, own_linked = [0] * len(tree), [0] * len(tree)
    for i in tree.texts:
        own[i] = count = count_words(tree.text[i])
        if shown[i] == _IN_LINK:
            own_linked[i] = count
    tree.words = [0, *accumulate(own)]
    tree.linked = [0, *accumulate(own_linked)]


def _index(tree: Tree) -> None:
    by_tag, by_names, names = tree.by_tag, tree.by_names, tree.names
    known: dict[tuple[str | None, str | None], str] = {}
    for i, name in enumerate(tree.tag):
        by_tag[name].append(i)
    custom = {i: tag for tag, nodes in by_tag.items() if is_custom(tag) for i in nodes}
    for i, own in enumerate(tree.attributes):
        if not own and i not in custom:
            names.append("")
            continue
        if not _NOTED.isdisjoint(own):
            tree.noted.append(i)
        key = own.get("class"), own.get("id")
        if i in custom:
            key = f"{custom[i]} {key[0] or ''}", key[1]
        both = known.get(key)
        if both is None:
            both = known[key] = _names(*key)
        names.append(both)
        if both:
            by_names[both].append(i)


def is_custom(tag: str) -> bool:
    """Whether a tag is that of a custom element, which a site names as it names its classes."""
    return "-" in tag and tag != TEXT


def _names(classes: str | None, identifier: str | None) -> str:
    both = f"{classes or ''} {identifier or ''}".split()
    return f" {' '.join(both).lower()} " if both else ""
