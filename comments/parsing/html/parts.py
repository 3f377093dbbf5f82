"""The page part by part: what is body, what comment, and what is neither, and why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from comments.parsing.html.body import Body
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.evidence import Evidence
from comments.parsing.html.kinds import kind_of

BODY = "body"
COMMENT = "comment"
_SECTION = ("comment section", "the box around the comments")
_ARTICLE = (BODY, "the densest prose near the headline")
_HEADLINE = ("headline", "the heading that says the title")
_LINKS = ("list of links", "mostly links")
_LEFT_OUT = ("other", "left out of the article")
_EDGES = frozenset(("page header", "page footer"))
_OTHER = ("other", "in no article and no comment")

Told = tuple[str, str]
Stretch = tuple[Told, int, int]
"""What a stretch of the page is and what told so, its first node, and the one after its last."""


@dataclass(frozen=True, slots=True)
class Part:
    """The nodes `start` to `stop`, all of one kind, and what told so."""

    kind: str
    start: int
    stop: int
    rule: str


def parts_of(
    tree: Tree, evidence: Evidence, body: Body, cut: Iterable[int], heading: int | None
) -> list[Part]:
    """All text of the page in disjoint parts, in document order.

    A record of a comment with all that is nested in it is one part; so is the body between two boxes
    that are left out of it.
    """
    spans = _outermost(evidence)
    around = body.left_out | set(cut)
    root, title = (-1 if k is None else k for k in (body.root, heading))
    turns = sorted({*body.left_out, *(start for start, _, _ in spans), title, len(tree)})
    found: list[Stretch] = []
    context: list[tuple[int, Told]] = [(len(tree), _OTHER)]
    tag, end, words, last = tree.tag, tree.end, tree.words, len(tree)
    k = at = 0
    while k < last:
        while context[-1][0] <= k:
            context.pop()
        if at < len(spans) and k >= spans[at][0]:
            _, stop, kind = spans[at]
            at += 1
            if stop > k:
                found.append(((kind, evidence.rule), k, stop))
                k = stop
            continue
        inside, told = context[-1]
        if told is _ARTICLE and (turn := turns[bisect_left(turns, k)]) > k:
            stop = min(turn, inside)
            _extend(found, told, k, stop)
            k = stop
            continue
        if tag[k] == TEXT:
            _extend(found, told, k, k + 1)
            k += 1
            continue
        stop = end[k]
        if words[stop] == words[k]:
            k = stop
            continue
        holds_comments = at < len(spans) and spans[at][0] < stop
        if k == root:
            context.append((stop, _ARTICLE))
        elif holds_comments or k < root < stop or k < title < stop:
            if k in around:
                context.append((stop, _SECTION if holds_comments else _LEFT_OUT))
        elif whole := _told(tree, k, body, title):
            # The header of a comment section is none of the page.
            edge = told is _SECTION and whole[0] in _EDGES
            found.append(((_SECTION[0] if edge else whole[0], whole[1]), k, stop))
            k = stop
            continue
        k += 1
    return [
        Part(kind, start, stop, rule)
        for (kind, rule), start, stop in found
        if words[stop] > words[start]
    ]


def _told(tree: Tree, k: int, body: Body, title: int) -> Told | None:
    """What a whole node is that holds no comment; None where its parts have to be looked at."""
    if k == title:
        return _HEADLINE
    if k not in body.left_out:
        telling = tree.names[k] or tree.attributes[k] or tree.tag[k] != "div"
        return kind_of(tree, k) if telling else None
    if told := kind_of(tree, k):
        return told
    words = tree.words_in(k)
    return _LINKS if words and tree.linked_in(k) > 0.5 * words else _LEFT_OUT


def _extend(found: list[Stretch], told: Told, start: int, stop: int) -> None:
    if found and found[-1][0] == told:
        start = found.pop()[1]
    found.append((told, start, stop))


def _outermost(evidence: Evidence) -> list[tuple[int, int, str]]:
    """The outermost records in document order, each with what it is."""
    kinds = dict.fromkeys(evidence.doubles, "duplicate rendering")
    kinds |= dict.fromkeys(evidence.pingbacks, "pingback")
    listed: list[tuple[int, int, str]] = []
    for span in sorted(evidence.spans, key=lambda s: (s[0], -s[1])):
        if not listed or span[0] >= listed[-1][1]:
            listed.append((*span, kinds.get(span, COMMENT)))
    return listed


def characters(tree: Tree, start: int, stop: int) -> int:
    """Characters of text in the nodes `start` to `stop`, white space not counted."""
    return sum(map(len, "".join(tree.text[start:stop]).split()))
