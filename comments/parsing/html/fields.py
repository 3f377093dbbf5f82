"""Who wrote a comment, when, and what: the fields of one record, whatever its markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comments.parsing.html.beside import who_and_when
from comments.parsing.html.controls import read_controls
from comments.parsing.html.cues import TIME, time_in
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.labels import read_label
from comments.parsing.html.lines import Fields, clean_name, name_beside_time, prose
from comments.parsing.html.quotes import marked, quotes_among, unmarked
from comments.parsing.html.rendering import BLOCKS, line_of, paragraphs

_TIME_NAMES = re.compile(
    r"(?<![a-z])(?:date|time|timestamp|ago|datum|fecha|dsq-header-time|published|posted-?on)|date(?![a-z])|time(?:stamp)?(?![a-z])"
)
_AUTHOR_NAMES = re.compile(
    r"author|user-?name|user_name|nickname|commenter|poster(?![a-z])|screen-?name|display-?name"
    r"|[ _-](?:fn|name|user|nick|who|writer|byline|by|vcard)(?= )|autor|author"
)
_META_NAMES = re.compile(r"meta|head|info|byline|submitted|foot|credit|details")
_TEXT_NAMES = re.compile(
    r"[ _-](?:text|body|content|message|entry|copy|msg|bodytext|commenttext|commentbody|comment)(?= )"
)
_MACHINE_TIMES = (
    "datetime",
    "data-utime",
    "data-timestamp",
    "data-unixtime",
    "data-datetime",
    "data-time",
    "data-date",
    "data-created",
    "data-created-at",
    "title",
    "content",
)
"""Attributes in which a printed time stands in a form for machines, the surest first."""
_AROUND_BUTTONS = " []()|"
_DASH_BEFORE_NAME = re.compile(r"\s[–—]$")
_MAX_NAME_WORDS = 8
_HEAD_LINES = 4
_MAX_TIME_WORDS = 20
_MAX_META = 160


@dataclass(slots=True)
class Hints:
    """Nodes that a table of signals points out, each in document order."""

    author: Sequence[int] = ()
    time: Sequence[int] = ()
    text: Sequence[int] = ()
    likes: Sequence[int] = ()
    dislikes: Sequence[int] = ()
    drop: Sequence[int] = ()


def read_fields(tree: Tree, start: int, stop: int, nested: Sequence[int], hints: Hints) -> Fields:
    """Fields of the record at `start` to `stop`; the records `nested` in it are no part of it."""
    found = Fields()
    skip = set(nested) | set(hints.drop)
    own = _own_nodes(tree, start, stop, skip)
    quotes = quotes_among(tree, own)
    time_node = _time(tree, own, hints, found)
    author_node = _author(tree, own, quotes, hints, found, time_node)
    if label := tree.attribute(start, "aria-label"):
        told = read_label(label)
        found.author = found.author or told.author
        found.shown_time = found.shown_time or told.time
        found.answered = told.answered
    skip |= read_controls(tree, own, hints.likes, hints.dislikes, found)
    skip.update(node for node in (author_node, time_node) if node is not None)
    if hints.text:
        chosen = tree.outermost(hints.text)
        lines = [p for node in chosen for p in marked(tree, node, tree.end[node], skip, quotes)]
        lines = [line for line in lines if line.strip(_AROUND_BUTTONS)]
        if found.author and len(lines) > 1 and clean_name(lines[0]) == found.author:
            del lines[0]
        found.text = unmarked("\n\n".join(lines))
        if found.text:
            if found.author is None or not (found.time or found.shown_time):
                prose(paragraphs(tree, start, stop, skip | set(chosen)), found)
            return found
    found.text = unmarked(prose(marked(tree, start, stop, skip, quotes), found))
    if author_node is not None:
        found.text = _DASH_BEFORE_NAME.sub("", found.text)
    if found.author is None and (head := who_and_when(tree, own, time_node)):
        found.author = head.name
        found.shown_time = found.shown_time or head.time
        skip.update(head.nodes)
        found.text = unmarked(prose(marked(tree, start, stop, skip, quotes), found))
    if found.author is None and found.shown_time:
        name_beside_time(paragraphs(tree, start, stop, nested)[:_HEAD_LINES], found)
    return found


def _own_nodes(tree: Tree, start: int, stop: int, skip: set[int]) -> list[int]:
    own, k = [], start
    while k < stop:
        if k in skip:
            k = tree.end[k]
            continue
        own.append(k)
        k += 1
    return own


def _time(tree: Tree, own: list[int], hints: Hints, found: Fields) -> int | None:
    candidates = list(hints.time) or [k for k in own if tree.tag[k] in ("time", "abbr")]
    for k in candidates:
        machine = next(
            (
                value
                for name in _MACHINE_TIMES
                if (value := tree.attribute(k, name).strip()) and any(c.isdigit() for c in value)
            ),
            None,
        )
        shown = line_of(tree, k)
        if hints.time and tree.words_in(k) > _MAX_TIME_WORDS:
            continue
        if tree.tag[k] == "abbr" and not (machine or TIME.search(shown[:_MAX_META])):
            continue
        if machine or any(c.isdigit() for c in shown) or hints.time:
            found.time, found.shown_time = machine, (time_in(shown) or shown[:_MAX_META] or None)
            alone = machine is not None or len(found.shown_time or "") >= 0.6 * len(shown)
            return _with_label(tree, k) if alone and tree.words_in(k) <= _MAX_TIME_WORDS else None
    for k in own:
        names = tree.names[k]
        if names and tree.tag[k] != TEXT and tree.words_in(k) <= 14 and _TIME_NAMES.search(names):
            shown = line_of(tree, k)
            if match := time_in(shown):
                found.shown_time = match
                if len(match) >= len(shown) * 0.6:
                    found.time = next(
                        (
                            v
                            for n in _MACHINE_TIMES
                            if (v := tree.attribute(k, n)) and (TIME.search(v) or v.isdecimal())
                        ),
                        None,
                    )
                    return k
                return None
    return None


def _with_label(tree: Tree, k: int) -> int:
    """The link or label around a time that holds nothing else."""
    up = tree.parent[k]
    while up > 0 and tree.words_in(up) == tree.words_in(k) and tree.tag[up] not in BLOCKS:
        k, up = up, tree.parent[up]
    return k


def _author(
    tree: Tree,
    own: list[int],
    quotes: list[int],
    hints: Hints,
    found: Fields,
    time_node: int | None,
) -> int | None:
    if hints.author:
        for k in hints.author:
            name = _name(tree, k, time_node)
            if name:
                found.author = name
                return k
    quoted = 0
    opening = set(quotes)
    for k in own[1:]:
        if k in opening:
            quoted = max(quoted, tree.end[k])
        if k < quoted or tree.tag[k] == TEXT:
            continue
        if not 0 < tree.words_in(k) <= _MAX_NAME_WORDS + 10:
            continue
        if tree.tag[k] == "cite" or _AUTHOR_NAMES.search(tree.names[k]):
            name = _name(tree, k, time_node)
            if name and len(name.split()) <= _MAX_NAME_WORDS:
                found.author = name
                return k
    return None


def _name(tree: Tree, k: int, time_node: int | None) -> str | None:
    name = ""
    if time_node is not None and tree.within(time_node, k):
        # What stands behind the time are buttons.
        name = " ".join(" ".join(paragraphs(tree, k, time_node)).split())
    if not any(map(str.isalpha, name)):
        skip = (time_node,) if time_node is not None else ()
        name = line_of(tree, k, skip) or tree.attribute(k, "content")
    name = name[:_MAX_META]
    if match := TIME.search(name):
        name = (
            name[: match.start()]
            if any(map(str.isalpha, name[: match.start()]))
            else name[match.end() :]
        )
    return clean_name(name)
