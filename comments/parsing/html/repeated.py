"""Evidence of form: many nodes of one shape, each with a person, a time, a reply control, prose.

A name that says "comment" makes a shape likelier; without any telling name (`css-8a7b`), the run
itself has to say enough.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from comments.parsing.html.cues import (
    COUNT_HEADING,
    PLAIN_HEADING,
    REPLY,
    folded,
    may_hold_time,
    time_in,
)
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.records import read_records, spans_of
from comments.parsing.html.rendering import line_of
from comments.parsing.html.runs import flat_runs
from comments.parsing.html.signals import System

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
_SAMPLE = 12
_WHOLE = 0.9
_ENOUGH = {1: 1.4, 2: 0.75}
"""Sum of the shares with a time, a name and a reply control that makes a named shape comments."""
_MAX_LINKED = 0.6
_MIN_PROSE = 3
_ANSWERABLE = 0.5
_LISTED_TAGS = frozenset(("li", "div", "article", "tr"))
_MAX_TOKEN = 60
_SHORT_NAME = 24
_MAX_SIGN = 90
_MAX_CONTROL = 40
_AROUND = " .:·|()[]»«›‹→←↩"
_NAMED_BY_HEADING = 1
_NO_TABLE = System(name="", marks=(), record="")


@dataclass(slots=True)
class Shape:
    """Nodes of one shape, and how much their name says: 0 nothing, 1 something, 2 "comment"."""

    nodes: list[int]
    named: int


def repeated_records(tree: Tree, excluded: list[bool]) -> list[Evidence]:
    """The runs of records that can be comments, most convincing first."""
    times, replies = _signs(tree)
    found: list[Evidence] = []
    for shape in _shapes(tree):
        if shape.named == 0 and any(_is_whole(evidence) for evidence in found):
            return found
        if any(_covers(tree, evidence, shape.nodes) for evidence in found):
            continue
        if shape.named == 0 and not _promising(tree, shape.nodes, times, replies):
            continue
        nodes = [i for i in shape.nodes if not excluded[i] and tree.words_in(i) > 0]
        if not nodes:
            continue
        rule = "names" if shape.named else "structure"
        spans = spans_of(tree, nodes, flat=tree.tag[nodes[0]] == "dt")
        sample = read_records(tree, rule, spans[:_SAMPLE], _NO_TABLE)
        if _convincing(tree, shape, sample, replies):
            all_read = len(nodes) <= _SAMPLE
            found.append(sample if all_read else read_records(tree, rule, spans, _NO_TABLE))
    for spans in flat_runs(tree, times, excluded):
        run = read_records(tree, "structure", spans, _NO_TABLE)
        shape = Shape([start for start, _ in spans], _NAMED_BY_HEADING)
        if len(run.comments) > 1 and _convincing(tree, shape, run, replies):
            found.append(run)
    return found


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


def _signs(tree: Tree) -> tuple[list[int], list[int]]:
    """Nodes that show a time, and nodes that are a reply control."""
    times, replies = [], []
    for i, name in enumerate(tree.tag):
        if name == "time":
            times.append(i)
        elif name == TEXT:
            text = tree.text[i]
            if text.isspace() or len(text) > _MAX_SIGN:
                continue
            text = text.strip()
            if may_hold_time(text) and time_in(text):
                times.append(i)
            elif len(text) < _MAX_CONTROL and folded(text).strip(_AROUND) in REPLY:
                replies.append(i)
    return times, replies


def _shapes(tree: Tree) -> list[Shape]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, tag in enumerate(tree.tag):
        if tag in _RECORD_TAGS:
            if tree.names[i]:
                for name in _tokens(tree.names[i]):
                    groups[tag, name].append(i)
            else:
                groups[tag, f">{tree.parent[i]}"].append(i)
    shapes = []
    for (tag, name), nodes in groups.items():
        if name[0] == ">":
            listed = tag in _LISTED_TAGS and _LIST.search(tree.names[tree.parent[nodes[0]]])
            named = 1 if listed else 0
        else:
            named = _named(name)
            if named and name.endswith("s") and len(nodes) == 1:
                named = 0
        if named or len(nodes) > 1:
            shapes.append(Shape(nodes, named))
    return sorted(shapes, key=lambda s: (-s.named, -len(s.nodes), s.nodes[0]))


@lru_cache(maxsize=8_192)
def _tokens(names: str) -> frozenset[str]:
    """Classes and id; also with numbers blotted out, so that `comment-12` and `-13` are one shape."""
    tokens = [token for token in names.split() if len(token) <= _MAX_TOKEN]
    return frozenset(tokens) | {_DIGITS.sub("#", token) for token in tokens}


@lru_cache(maxsize=8_192)
def _named(name: str) -> int:
    if not _HAS_NOUN.search(name):
        return 0
    if _IS_RECORD.fullmatch(name):
        return 2 if len(name) < _SHORT_NAME else 1
    return 1 if "omment" in name and "#" in name and not _PART.search(name) else 0


def _promising(tree: Tree, nodes: list[int], times: list[int], replies: list[int]) -> bool:
    timed = sum(_holds(tree, i, times) for i in nodes)
    return timed >= 0.7 * len(nodes) and (
        sum(_holds(tree, i, replies) for i in nodes) >= 0.4 * len(nodes) or len(nodes) >= 3
    )


def _holds(tree: Tree, i: int, signs: list[int]) -> bool:
    return bisect_left(signs, i) < bisect_left(signs, tree.end[i])


def _convincing(tree: Tree, shape: Shape, sample: Evidence, replies: list[int]) -> bool:
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
    headed = len(comments) > 2 and comment_heading(tree, sample.spans[0][0]) is not None
    return (answerable >= _ANSWERABLE or headed) and not _teasers(tree, sample)


def _share(signs: Iterable[bool]) -> float:
    listed = list(signs)
    return sum(listed) / len(listed)


def _teasers(tree: Tree, sample: Evidence) -> bool:
    """Records whose words are headings or links are a list of other articles."""
    headed = 0
    for start, _ in sample.spans:
        headed += any(
            tree.tag[k] in ("h1", "h2", "h3", "h4") for k in range(start, tree.end[start])
        )
    return headed > 0.5 * len(sample.spans)


def _clipped(comments: list[Found]) -> bool:
    """Whether the texts are cut short, as in a list of the latest comments of a site."""
    cut = sum(c.text.endswith(("...", "…", "[…]")) and len(c.text) < 200 for c in comments)
    return cut >= 2 and cut > 0.4 * len(comments)


def comment_heading(tree: Tree, first: int, reach: int = 120) -> str | None:
    """The nearest line above node `first` that heads a comment section."""
    for k in range(first - 1, max(0, first - reach), -1):
        if tree.tag[k] != TEXT:
            continue
        text = tree.text[k].strip()
        if not text or len(text) > 80:
            continue
        line = line_of(tree, tree.parent[k]) if tree.words_in(tree.parent[k]) < 16 else text
        if COUNT_HEADING.match(line) or PLAIN_HEADING.match(line):
            return line
    return None
