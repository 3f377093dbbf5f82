"""Evidence of form: many nodes of one shape, each with a person, a time, a reply control, prose.

A name that says "comment" makes a shape likelier; without any telling name (`css-8a7b`), the run
itself has to say enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.records import read_records, spans_of
from comments.parsing.html.runs import flat_runs
from comments.parsing.html.shapes import Shape, named_shapes, timed_shapes
from comments.parsing.html.signals import System
from comments.parsing.html.signs import replies_and_headings, short_texts, times

_SAMPLE = 12
_MAX_RUNS = 50
_MAX_LOOKS = 7
"""How often a node is looked at, on average. Real pages need 5 at most; more is made to take long."""
_WHOLE = 0.9
_ENOUGH = {1: 1.4, 2: 0.75}
"""Sum of the shares with a time, a name and a reply control that makes a named shape comments."""
_MAX_LINKED = 0.6
_MAX_LINKED_IN_UNNAMED = 0.5
_MIN_PROSE = 3
_ANSWERABLE = 0.5
_REACH = 120
"""How many nodes above the first comment its heading can stand."""
_NAMED_BY_HEADING = 1
_MAX_NAME_WORDS = 4
_NAMES_OF_PEOPLE = re.compile(r"author|user|name(?= |s )|poster|member|nick")
_NO_TABLE = System(name="", marks=(), record="")

Signs = tuple[list[int], list[int]]
"""Texts that are reply controls, and texts that head comments; both sorted."""


def repeated_records(tree: Tree, excluded: list[bool]) -> list[Evidence]:
    """The runs of records that can be comments, most convincing first."""
    short = short_texts(tree)
    replies, headings = replies_and_headings(tree, short)
    found: list[Evidence] = []
    _read_shapes(tree, named_shapes(tree), excluded, (replies, headings), found)
    if not (replies or headings) or any(_is_whole(evidence) for evidence in found):
        return found
    shown = times(tree, short)
    _read_shapes(tree, timed_shapes(tree, shown, replies), excluded, (replies, headings), found)
    for spans in flat_runs(tree, shown, excluded):
        run = read_records(tree, "structure", spans, _NO_TABLE)
        shape = Shape([start for start, _ in spans], _NAMED_BY_HEADING)
        if len(run.comments) > 1 and _convincing(tree, shape, run, (replies, headings)):
            found.append(run)
    return found


def _read_shapes(
    tree: Tree, shapes: list[Shape], excluded: list[bool], signs: Signs, found: list[Evidence]
) -> None:
    """Adds to `found` the shapes that are comments, and that no run found before covers."""
    looked_at = 0
    for shape in shapes:
        looked_at += sum(tree.end[i] - i for i in shape.nodes)
        if looked_at > _MAX_LOOKS * len(tree) or len(found) >= _MAX_RUNS:
            return
        if shape.named == 0 and any(_is_whole(evidence) for evidence in found):
            return
        if any(_covers(tree, evidence, shape.nodes) for evidence in found):
            continue
        nodes = [i for i in shape.nodes if not excluded[i] and tree.words_in(i) > 0]
        if not nodes or (shape.named == 0 and not _may_convince(tree, nodes[:_SAMPLE], signs)):
            continue
        rule = "names" if shape.named else "structure"
        spans = spans_of(tree, nodes, flat=tree.tag[nodes[0]] == "dt")
        sample = read_records(tree, rule, spans[:_SAMPLE], _NO_TABLE)
        if _convincing(tree, shape, sample, signs):
            all_read = len(nodes) <= _SAMPLE
            found.append(sample if all_read else read_records(tree, rule, spans, _NO_TABLE))


def _is_whole(evidence: Evidence) -> bool:
    return evidence.weight >= _WHOLE * len(evidence.comments)


def _covers(tree: Tree, evidence: Evidence, nodes: list[int]) -> bool:
    """Whether `nodes` are in, or all around, records that are whole already."""
    spans = evidence.spans
    if len(nodes) > len(spans) or not _is_whole(evidence):
        return False
    starts = [start for start, _ in spans]
    if (
        len(nodes) == 1
        and bisect_left(starts, tree.end[nodes[0]]) - bisect_left(starts, nodes[0]) > 1
    ):
        return True
    return all((n := bisect_right(starts, i)) and i < spans[n - 1][1] for i in nodes)


def _holds(tree: Tree, i: int, signs: list[int]) -> bool:
    return bisect_left(signs, i) < bisect_left(signs, tree.end[i])


def _may_convince(tree: Tree, nodes: list[int], signs: Signs) -> bool:
    """Whether a cheap look leaves room for `_convincing`: a control or a heading, and no teasers."""
    replies, headings = signs
    words = sum(tree.words_in(i) for i in nodes)
    if sum(tree.linked_in(i) for i in nodes) > _MAX_LINKED_IN_UNNAMED * words:
        return False
    if _teasers(tree, nodes):
        return False
    return any(_holds(tree, i, replies) for i in nodes) or (
        len(nodes) > 2 and any(_headed(headings, i) for i in nodes)
    )


def _convincing(tree: Tree, shape: Shape, sample: Evidence, signs: Signs) -> bool:
    replies, headings = signs
    comments = sample.comments
    if not comments or not sample.spans:
        return False
    timed = _share(bool(c.time or c.shown_time) for c in comments)
    signed = _share(c.author is not None for c in comments)
    answerable = _share(_holds(tree, start, replies) for start, _ in sample.spans)
    words = sum(tree.words_in(i) for i, _ in sample.spans)
    linked = sum(tree.linked_in(i) for i, _ in sample.spans) / max(1, words)
    if linked > _MAX_LINKED or _clipped(comments):
        return False
    if shape.named:
        return timed + signed + answerable >= _ENOUGH[shape.named]
    prose = _share(len(c.text.split()) >= _MIN_PROSE for c in comments)
    several = len({c.author for c in comments if c.author}) > 1
    if not several or min(timed / 0.75, prose / 0.6, signed / 0.7, 0.3 / (linked + 0.001)) < 1:
        return False
    headed = len(comments) > 2 and _headed(headings, sample.spans[0][0])
    return (answerable >= _ANSWERABLE or headed) and not _teasers(
        tree, [start for start, _ in sample.spans]
    )


def _share(signs: Iterable[bool]) -> float:
    listed = list(signs)
    return sum(listed) / len(listed)


def _teasers(tree: Tree, nodes: list[int]) -> bool:
    """Whether most of the records have headings of their own, as lists of other articles do."""
    titles = [tree.by_tag[tag] for tag in ("h1", "h2", "h3", "h4")]
    titled = sum(
        any(_is_title(tree, h) for found in titles for h in tree.inside(found, i)) for i in nodes
    )
    return titled > 0.5 * len(nodes)


def _is_title(tree: Tree, heading: int) -> bool:
    """Whether a heading can be that of an article; forums put the writer's name in one."""
    return tree.words_in(heading) > _MAX_NAME_WORDS or not any(
        _NAMES_OF_PEOPLE.search(tree.names[k]) for k in range(heading, tree.end[heading])
    )


def _clipped(comments: list[Found]) -> bool:
    """Whether the texts are cut short, as in a list of the latest comments of a site."""
    cut = sum(c.text.endswith(("...", "…", "[…]")) and len(c.text) < 200 for c in comments)
    return cut >= 2 and cut > 0.4 * len(comments)


def _headed(headings: list[int], first: int) -> bool:
    """Whether a heading stands right above node `first`."""
    at = bisect_left(headings, first)
    return at > 0 and headings[at - 1] > first - _REACH
