"""Comments that no element encloses: a line of who and when, and the text before or after it.

`<p>text</p><p class="posted">Posted by NAME at TIME</p>`, or `<dt>NAME, TIME</dt><dd>text</dd>`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from comments.parsing.html.cues import COUNT_HEADING, PLAIN_HEADING
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.rendering import line_of

_MAX_LINE_WORDS = 25
_MAX_HEADING_WORDS = 10
_STOPS = frozenset(("h1", "h2", "h3", "h4", "form", "hr", "footer"))

Span = tuple[int, int]


def flat_runs(tree: Tree, times: list[int], excluded: list[bool]) -> list[list[Span]]:
    """Spans of the records of each run of lines under one parent that has a comment heading."""
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for i in times:
        line = i
        while tree.parent[line] >= 0 and tree.words_in(tree.parent[line]) <= _MAX_LINE_WORDS:
            line = tree.parent[line]
        if tree.tag[line] != TEXT and tree.parent[line] >= 0 and not excluded[line]:
            key = (tree.parent[line], tree.tag[line], tree.attribute(line, "class"))
            if not groups[key] or groups[key][-1] != line:
                groups[key].append(line)
    found = []
    for (parent, _, _), lines in groups.items():
        children = _children(tree, parent)
        heading = _heading(tree, children, lines)
        if heading is None:
            continue
        spans = _spans(tree, children, heading, [k for k in lines if k > heading])
        if spans:
            found.append(spans)
    return found


def _children(tree: Tree, parent: int) -> list[int]:
    children, k = [], parent + 1
    while k < tree.end[parent]:
        children.append(k)
        k = tree.end[k]
    return children


def _heading(tree: Tree, children: list[int], lines: list[int]) -> int | None:
    """The first child that heads the comments, with at least one of the `lines` after it."""
    for k in children:
        if k >= lines[-1]:
            return None
        if 0 < tree.words_in(k) <= _MAX_HEADING_WORDS:
            line = line_of(tree, k)
            if COUNT_HEADING.match(line) or PLAIN_HEADING.match(line):
                return k
    return None


def _spans(tree: Tree, children: list[int], heading: int, lines: list[int]) -> list[Span]:
    start = tree.end[heading]
    first = children[bisect_left(children, start)] if start <= children[-1] else start
    gap = tree.words[lines[0]] - tree.words[start]
    if gap == 0:
        stop = next(
            (k for k in children if k > lines[-1] and tree.tag[k] in _STOPS), tree.end[children[-1]]
        )
        return list(zip(lines, [*lines[1:], stop], strict=True))
    ends = [tree.end[k] for k in lines]
    return list(zip([first, *ends[:-1]], ends, strict=True))
