"""From nodes that are records to comments: nesting, fields, and what is no comment at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from comments.parsing.html.cues import EMPTY_STATE
from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.fields import Hints, read_fields
from comments.parsing.html.ids import own_id
from comments.parsing.html.signals import System
from comments.parsing.removals import removal_of

NOT_READERS = re.compile(r"[ _-](?:pingback|trackback|pings?|webmention)s?(?= |-)")
QUOTED = re.compile(
    r"(?:recent|latest|newest|popular|most[-_ ]?\w{0,12})[-_ ]?(?:comment|response|post|stor|article|discuss|read|news|entr|view)"
)
"""Boxes that quote what was written elsewhere."""
SIDEBAR = re.compile(
    rf"{QUOTED.pattern}|[ _-](?:sidebar|side-bar|rail|teasers?|related|recommended)(?= |-)"
)
"""Boxes beside the page's own article."""
FORM = re.compile(
    r"[ _-](?:respond|comment-?form|commentform|comment-respond|reply-?form|postcomment|add-?comment|login|preview)(?= |-)"
)
_ADVERT = re.compile(
    r"[ _-](?:ads?|advert[a-z]*|adsbygoogle|sponsor(?:ed)?|promo(?:ted)?|banner)(?=[ _-])"
)
_LEVEL = re.compile(r"^(?:[a-z]+[-_])*(?:depth|level|indent|lvl)[-_]?(\d+)$")
_PINGBACK_START = re.compile(r"\W*(?:pingback|trackback|ping)\b", re.IGNORECASE)
_REBLOGGED = re.compile(
    r"reblogged this on|hat dies auf .{1,80} rebloggt|a reblogué ceci sur|reblogueó esto en|ha ripubblicato questo su"
)
_PINGBACK_PHRASE = re.compile(r"\bping ?back from http")
_PINGBACK_EXCERPT = re.compile(
    r"[^\n]{0,200}\n*\s*\[(?:\.\.\.|…)\][^\n]*\[(?:\.\.\.|…)\]\s*$|\s*\[(?:\.\.\.|…)\]"
)
_BOX_TAGS = ("form", "nav")
_KNOWN_TAGS = frozenset((*_BOX_TAGS, "html", "body"))
_WRITING = frozenset(("email", "password"))
_MAX_COMMENTS = 20_000
_LEVEL_REACH = 4
_QUOTES_AND_BRACKETS = " \n\"'“”„«»‹›()[]|"
"""What is left of a template where its words are missing; any other sign can be a comment."""
_NO_PARENT = frozenset(("0", "null", "none", "undefined", "false", "root"))
_MAX_NOTICE = 400
_MAX_LEVEL_DIGITS = 4


def elsewhere(tree: Tree) -> list[bool]:
    """For each node, whether it stands in a form, or in a box that quotes other comments."""
    half = 0.5 * tree.words[-1]
    form_fields = _form_fields(tree)
    boxes = [k for tag in _BOX_TAGS for k in tree.by_tag[tag] if tree.words_in(k) <= half]
    for names, nodes in tree.by_names.items():
        sidebar = SIDEBAR.search(names)
        if not sidebar and not FORM.search(names):
            continue
        quoted = sidebar and QUOTED.search(names)
        boxes += [
            k
            for k in nodes
            if tree.tag[k] not in _KNOWN_TAGS
            and (quoted or (tree.words_in(k) <= half and (sidebar or tree.inside(form_fields, k))))
        ]
    verdict = [False] * len(tree)
    stop = 0
    for k in sorted(boxes):
        if k >= stop:
            stop = tree.end[k]
            verdict[k:stop] = [True] * (stop - k)
    return verdict


def _form_fields(tree: Tree) -> list[int]:
    """Fields that only a form for writing has, in document order."""
    inputs = (
        k
        for k in tree.by_tag["input"]
        if tree.attribute(k, "type").lower() in _WRITING or tree.attribute(k, "name") == "email"
    )
    return sorted([*tree.by_tag["textarea"], *inputs])


def spans_of(tree: Tree, records: list[int], flat: bool = False) -> list[tuple[int, int]]:
    """Start and stop of each record; a flat one lasts to the next, within the same parent."""
    if not flat:
        return [(i, tree.end[i]) for i in records]
    spans = []
    for n, i in enumerate(records):
        stop = tree.end[tree.parent[i]]
        spans.append((i, min(stop, records[n + 1]) if n + 1 < len(records) else stop))
    return spans


def read_records(tree: Tree, rule: str, spans: list[tuple[int, int]], system: System) -> Evidence:
    """Comments of the records at `spans` (sorted), with what the table says of their system."""
    starts = [start for start, _ in spans]
    selected = {
        name: [tree.select(selector) for selector in getattr(system, name)]
        for name in ("author", "time", "text", "likes", "dislikes", "ids")
    }
    drop = tree.select(system.drop) if system.drop else []
    replies = tree.select(system.replies) if system.replies else []
    links = tree.select(system.parent) if system.parent else []
    wrappers = set(replies)
    answers: dict[int, str] = {}
    comments: list[Found] = []
    kept: list[tuple[int, int]] = []
    at: dict[int, int] = {}
    open_records: list[int] = []
    pingbacks: list[tuple[int, int]] = []
    for n, (start, stop) in enumerate(spans[:_MAX_COMMENTS]):
        while open_records and spans[open_records[-1]][1] <= start:
            open_records.pop()
        nested = _outermost(starts, spans, n)
        own = {
            name: next(
                (o for found in lists if (o := _own(tree, found, spans[n], nested, system))), []
            )
            for name, lists in selected.items()
        }
        outer = next((at[m] for m in reversed(open_records) if m in at), None)
        open_records.append(n)
        if NOT_READERS.search(tree.names[start]):
            pingbacks.append((start, stop))
            kept.append((start, stop))
            continue
        fields = read_fields(
            tree,
            start,
            stop,
            nested + _own(tree, replies, spans[n], nested, system),
            Hints(
                own["author"],
                own["time"],
                own["text"],
                own["likes"],
                own["dislikes"],
                _own(tree, drop, spans[n], nested, system),
            ),
        )
        text = fields.text
        is_timed = fields.time is not None or fields.shown_time is not None
        if not is_timed and _ADVERT.search(tree.names[start]):
            continue
        if not text.strip(_QUOTES_AND_BRACKETS) or (
            EMPTY_STATE.match(text) and len(text) < _MAX_NOTICE
        ):
            continue
        kept.append((start, stop))
        if _is_pingback(text):
            pingbacks.append((start, stop))
            continue
        at[n] = len(comments)
        if answered := _answered(tree, start, _own(tree, links, spans[n], nested, system)):
            answers[n] = answered
        comments.append(
            Found(
                text=text,
                author=fields.author,
                time=fields.time,
                shown_time=fields.shown_time,
                likes=fields.likes,
                dislikes=fields.dislikes,
                original_id=own_id(tree, next(iter(own["ids"]), start), stop),
                removal=removal_of(text),
                answered=fields.answered,
                parent=outer,
                depth=_level(tree, start, stop, system, wrappers),
                span=(start, stop),
            )
        )
    _answer_by_id(tree, comments, at, spans, answers)
    warnings = (
        [f"{len(pingbacks):,} pingback{'s' * (len(pingbacks) > 1)} left out."] if pingbacks else []
    )
    return Evidence(rule, comments, kept, warnings=warnings, pingbacks=pingbacks)


def _is_pingback(text: str) -> bool:
    lower = text.lower()
    return (
        _PINGBACK_START.match(text) is not None
        or _REBLOGGED.search(lower) is not None
        or ("back from http" in lower and _PINGBACK_PHRASE.search(lower) is not None)
        or ("[" in text and _PINGBACK_EXCERPT.match(text) is not None)
    )


def _outermost(starts: list[int], spans: list[tuple[int, int]], n: int) -> list[int]:
    """Starts of the records right inside record `n`, those inside them left out."""
    nested, m, stop = [], n + 1, spans[n][1]
    while m < len(starts) and starts[m] < stop:
        nested.append(starts[m])
        m = bisect_left(starts, max(spans[m][1], starts[m] + 1))
    return nested


def _own(
    tree: Tree, found: list[int], span: tuple[int, int], nested: list[int], system: System
) -> list[int]:
    """Those of `found` in the record, but in none of the records nested in it."""
    start, stop = span
    own = found[bisect_left(found, start if system.flat else start + 1) : bisect_left(found, stop)]
    if not nested:
        return own
    inside = (bisect_right(nested, k) - 1 for k in own)
    return [k for k, m in zip(own, inside, strict=True) if m < 0 or k >= tree.end[nested[m]]]


def _level(tree: Tree, i: int, stop: int, system: System, wrappers: set[int]) -> int:
    if system.level:
        for k in range(i, min(stop, i + _LEVEL_REACH)):
            for token in tree.names[k].split():
                number = token.removeprefix(system.level)
                if number != token and number.isdecimal() and len(number) < _MAX_LEVEL_DIGITS:
                    return int(number)
    for token in tree.names[i].split():
        match = _LEVEL.match(token)
        if match and len(match[1]) < _MAX_LEVEL_DIGITS:
            return int(match[1])
    return sum(k in wrappers for k in tree.ancestors(i)) if wrappers else 0


def _answer_by_id(
    tree: Tree,
    comments: list[Found],
    evidence_at: dict[int, int],
    spans: list[tuple[int, int]],
    answers: dict[int, str],
) -> None:
    """Sets the parents that `answers` (record number to an id) name; -1 for one that is not there.

    Where none of the ids is there, they are not those of comments.
    """
    if not answers:
        return
    ids: dict[str, int] = {}
    for n, index in evidence_at.items():
        for name in ("id", "data-message-id", "data-comment-id", "data-commentid", "data-id"):
            if value := tree.attribute(spans[n][0], name):
                ids.setdefault(value, index)
                ids.setdefault(value.rpartition("-")[2], index)
        if own := comments[index].original_id:
            ids.setdefault(own, index)
    parents = {evidence_at[n]: ids.get(key, -1) for n, key in answers.items() if n in evidence_at}
    known = any(parent >= 0 for parent in parents.values())
    for index, parent in parents.items():
        if parent >= 0 or (known and comments[index].parent is None):
            comments[index].parent = parent


def _answered(tree: Tree, start: int, link: list[int]) -> str | None:
    """Id of the comment that a record says it answers, in an attribute or by a link."""
    for k in (start, *link):
        for name in ("data-parent-id", "data-parentid", "data-parent", "data-link-to-post"):
            if (value := tree.attribute(k, name)) and value not in _NO_PARENT:
                return value
    for k in link:
        if target := tree.attribute(k, "href").rpartition("#")[2]:
            return target
    return None
