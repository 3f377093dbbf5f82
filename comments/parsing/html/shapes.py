"""Shapes: nodes with a tag and a class in common, or a tag and a parent, that can be a comment list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from comments.parsing.html.dom import Tree, is_custom

_NOUN = (
    "comm?ent|kommentar|commentaire|comentario|comentário|commento|leserbrief|leserpost|zuschrift"
    "|reactie|komentarz|yorum|response|reply|cmt|feedback"
)
_HAS_NOUN = re.compile(_NOUN)
_IS_RECORD = re.compile(
    rf"(?:[a-z]{{1,12}}[-_]?){{0,3}}?(?:{_NOUN})s?"
    r"(?:[-_]?(?:item|entry|box|block|wrap|wrapper|container|row|holder|single|post|node|body|bubble"
    r"|outer|inner|main|list-item|article|default|card|unit|element|n|#))*"
)
_PART = re.compile(
    r"author|user|meta|date|time|text|content|form|count|link|reply-link|avatar|head|foot|title|action|button|number|list$|s$|area|section|policy|closed|policy|respond"
)
_LIST = re.compile(r" (?:comments?|comment-?list|comments-list|commentslist|responses|replies) ")
_DIGITS = re.compile(r"\d+")
_RECORD_TAGS = frozenset(
    "li div article section tr dl dt dd td p blockquote ol ul table span".split()
)
_LISTED_TAGS = frozenset(("li", "div", "article", "tr"))
_MAX_TOKEN = 60
_SHORT_NAME = 24
_TIMED = 0.7
_ANSWERABLE = 0.4


@dataclass(slots=True)
class Shape:
    """Nodes of one shape, and how much their name says: 0 nothing, 1 something, 2 "comment"."""

    nodes: list[int]
    named: int


def named_shapes(tree: Tree) -> list[Shape]:
    """Shapes whose name tells of comments, the most telling and the longest first."""
    telling = [names for names in tree.by_names if _HAS_NOUN.search(names)]
    tokens = {token for names in telling for token in _tokens(names) if _named(token)}
    shapes = [
        Shape(nodes, _named(token))
        for token, nodes in _by_class(tree, telling, tokens)
        if len(nodes) > 1 or not token.endswith("s")
    ]
    lists = {i for names, nodes in tree.by_names.items() if _LIST.search(names) for i in nodes}
    shapes += [
        Shape(nodes, 1) for nodes in _by_parent(tree, lists) if tree.tag[nodes[0]] in _LISTED_TAGS
    ]
    return _sorted(shapes)


def timed_shapes(tree: Tree, times: list[int], replies: list[int]) -> list[Shape]:
    """Shapes of at least two nodes, most of them with a time, whatever their name; longest first."""
    timed, answerable = _holders(tree, times), _holders(tree, replies)
    tokens = {token for i in timed for token in _tokens(tree.names[i]) if not _named(token)}
    parents = {tree.parent[i] for i in timed if not tree.names[i] and tree.parent[i] >= 0}
    groups = [nodes for _, nodes in _by_class(tree, tree.by_names, tokens)]
    groups += [
        nodes
        for nodes in _by_parent(tree, parents)
        if not (
            tree.tag[nodes[0]] in _LISTED_TAGS and _LIST.search(tree.names[tree.parent[nodes[0]]])
        )
    ]
    return _sorted([Shape(nodes, 0) for nodes in groups if _promising(nodes, timed, answerable)])


def _sorted(shapes: list[Shape]) -> list[Shape]:
    return sorted(shapes, key=lambda s: (-s.named, -len(s.nodes), s.nodes))


def _holders(tree: Tree, signs: list[int]) -> set[int]:
    """The signs and all nodes around them."""
    found: set[int] = set()
    for sign in signs:
        i = sign
        while i >= 0 and i not in found:
            found.add(i)
            i = tree.parent[i]
    return found


def _promising(nodes: list[int], timed: set[int], answerable: set[int]) -> bool:
    return (
        len(nodes) > 1
        and sum(i in timed for i in nodes) >= _TIMED * len(nodes)
        and (len(nodes) > 2 or sum(i in answerable for i in nodes) >= _ANSWERABLE * len(nodes))
    )


def _by_class(
    tree: Tree, listed: Iterable[str], tokens: set[str]
) -> Iterator[tuple[str, list[int]]]:
    """Nodes of one tag that bear one of the tokens as class or id; `listed` are the names to look in."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for names in listed:
        for token in tokens.intersection(_tokens(names)):
            for i in tree.by_names[names]:
                found[tree.tag[i], token].append(i)
    for (tag, token), alike in found.items():
        if tag in _RECORD_TAGS or is_custom(tag):
            yield token, sorted(alike)


def _by_parent(tree: Tree, parents: set[int]) -> Iterator[list[int]]:
    """Children of one tag without class and id under each of the parents."""
    for parent in sorted(parents):
        found: dict[str, list[int]] = defaultdict(list)
        for i in tree.children(parent):
            if not tree.names[i] and tree.tag[i] in _RECORD_TAGS:
                found[tree.tag[i]].append(i)
        yield from found.values()


def _tokens(names: str) -> list[str]:
    """Classes and id; also with numbers blotted out, so that `comment-12` and `-13` are one shape."""
    tokens = names.split()
    if len(names) > _MAX_TOKEN:
        tokens = [token for token in tokens if len(token) <= _MAX_TOKEN]
    if _DIGITS.search(names):
        tokens += [_DIGITS.sub("#", token) for token in tokens]
    return tokens


@lru_cache(maxsize=8_192)
def _named(name: str) -> int:
    if not _HAS_NOUN.search(name):
        return 0
    if _IS_RECORD.fullmatch(name):
        return 2 if len(name) < _SHORT_NAME else 1
    return 1 if "omment" in name and "#" in name and not _PART.search(name) else 0
