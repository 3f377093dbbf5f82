"""The section around the comments: what to cut from the body, and the count that heads it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comments.parsing.html.cues import COUNT_HEADING, NUMBER_WORDS
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.evidence import Evidence
from comments.parsing.html.rendering import line_of

_FURNITURE_SHARE = 0.3
_FURNITURE_WORDS = 80
_WORDS_BEFORE = 15
_WORDS_BEFORE_NAMED = 150
_COMMENT_NAMES = re.compile(
    r"comment|kommentar|comentar|commenti|yorum|discus|disqus|livefyre|respon|repl|feedback|thread"
)
_REPLIES = re.compile(r"\d\s+repl(?:y|ies)\b", re.IGNORECASE)
_NEAR = 400
_MAX_HEADING = 120
_MAX_HEADING_WORDS = 20
_MAX_DIGITS = 8
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"))
_CAN_COUNT = re.compile(rf"[^\d]{{0,40}}\d|\W*(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)


def record_nodes(tree: Tree, evidence: Evidence) -> set[int]:
    """The topmost nodes of all comments."""
    return {k for start, stop in evidence.spans for k in _tops(tree, start, stop)}


def section_around(tree: Tree, evidence: Evidence, heading: int | None) -> set[int]:
    """Nodes to cut: the comments, and as much around them as is furniture of theirs.

    The article's `heading` is never in it.
    """
    cut = record_nodes(tree, evidence)
    if not cut:
        return cut
    first = evidence.spans[0][0]
    last = max(stop for _, stop in evidence.spans)
    own = sum(tree.words_in(k) for k in tree.outermost(sorted(cut)))
    for k in tree.ancestors(first):
        if tree.tag[k] in ("body", "html") or (heading is not None and tree.within(heading, k)):
            break
        inside = tree.words_in(k)
        covered = own if tree.end[k] >= last else inside
        before = tree.words[first] - tree.words[k]
        allowed = _WORDS_BEFORE_NAMED if _COMMENT_NAMES.search(tree.names[k]) else _WORDS_BEFORE
        if before > allowed or inside - covered > _FURNITURE_WORDS + _FURNITURE_SHARE * covered:
            break
        cut.add(k)
    return cut


def _tops(tree: Tree, start: int, stop: int) -> list[int]:
    tops, k = [], start
    while k < stop:
        tops.append(k)
        k = tree.end[k]
    return tops


def count_declared(tree: Tree, evidence: Evidence) -> int | None:
    """The number that the page states: nearest above the first comment, else in a heading of one.

    A number of replies counts where none of comments is near. A number that stands elsewhere counts
    the comments on another article.
    """
    first = evidence.spans[0][0] if evidence.spans else len(tree)
    near = range(first - 1, max(-1, first - _NEAR), -1) if evidence.spans else ()
    replies = None
    for k in near:
        if tree.tag[k] == TEXT and (number := _count(tree, k)) is not None:
            if not _REPLIES.search(tree.text[k]):
                return number
            replies = number if replies is None else replies
    if replies is not None:
        return replies
    for k in _texts_about_comments(tree):
        if _CAN_COUNT.match(tree.text[k]) and _of_comments(tree, k):
            number = _count(tree, k)
            if number is not None:
                return number
    return None


def _texts_about_comments(tree: Tree) -> Iterator[int]:
    """Texts in a heading or in anything called a comment."""
    holders = [k for tag in _HEADINGS for k in tree.by_tag[tag]]
    for names, nodes in tree.by_names.items():
        if "comment" in names:
            holders += nodes
    for k in tree.outermost(sorted(holders)):
        yield from tree.inside(tree.texts, k)


def _of_comments(tree: Tree, k: int) -> bool:
    return any(
        tree.tag[up] in _HEADINGS or "comment" in tree.names[up] for up in tree.ancestors(k)[:3]
    )


def _count(tree: Tree, k: int) -> int | None:
    text = tree.text[k]
    if len(text) > _MAX_HEADING or not _CAN_COUNT.match(text):
        return None
    up = tree.parent[k]
    above = tree.parent[up] if up >= 0 else -1
    lines = [text.strip()]
    lines += [
        line_of(tree, i) for i in (up, above) if i >= 0 and tree.words_in(i) <= _MAX_HEADING_WORDS
    ]
    for line in lines:
        if match := COUNT_HEADING.match(line):
            stated = match["before"] or match["after"]
            digits = "".join(c for c in stated if c.isdecimal())
            if digits:
                return int(digits) if len(digits) < _MAX_DIGITS else None
            return NUMBER_WORDS.get(stated.lower())
    return None
