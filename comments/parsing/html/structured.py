"""Evidence in data islands: schema.org comments in JSON-LD, and state that a page's scripts left.

Only JSON is read; nothing is executed.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.json_fields import (
    ID_KEYS,
    LIKE_KEYS,
    REPLY_KEYS,
    TIME_KEYS,
    Json,
    author_field,
    first,
    integer,
    parent_field,
    text_field,
    time_field,
)

_ASSIGNED = re.compile(r"=\s{0,20}(?=\{\s{0,20}\"|\[\s{0,20}\{)")
_ASSIGNED_TO = re.compile(r"[\w$.\[\]'\"]{2,80}\s{0,9}$")
_STATE_NAMES = re.compile(
    r"state|data|props|comment|store|cache|config|bootstrap|context|thread", re.IGNORECASE
)
_COMMENT_LIST = re.compile(r"comment|repl|response|edges|posts", re.IGNORECASE)
_DECODER = json.JSONDecoder()
_MAX_NAME = 90
_MAX_TRIES = 50
_MAX_NODES = 500_000


def linked_data(tree: Tree) -> list[Json]:
    """Objects of all JSON-LD blocks, those in `@graph` and in lists included."""
    found: list[Json] = []
    for attributes, source in tree.scripts:
        if "ld+json" in (attributes.get("type") or "").lower():
            for value in _loads(source):
                found += [
                    o
                    for o in (value if isinstance(value, list) else [value])
                    if isinstance(o, dict)
                ]
    for item in list(found):
        graph = item.get("@graph")
        if isinstance(graph, list):
            found += [o for o in graph if isinstance(o, dict)]
    return found


def _loads(source: str) -> Iterator[Any]:
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip()
    source = source.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    try:
        yield json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return


def linked_comments(data: list[Json]) -> Evidence | None:
    """schema.org `Comment` objects, on their own or under the article they answer."""
    roots: list[Json] = []
    for item in data:
        if _is_type(item, ("Comment", "UserComments", "Answer")):
            roots.append(item)
        for key in ("comment", "comments", "suggestedAnswer", "acceptedAnswer"):
            value = item.get(key)
            roots += [
                v for v in (value if isinstance(value, list) else [value]) if isinstance(v, dict)
            ]
    return _evidence("json-ld", roots)


def state_comments(tree: Tree) -> Evidence | None:
    """The longest list of comment-like objects in the page's embedded JSON state."""
    best: list[Json] = []
    for value in _states(tree):
        for records in _comment_lists(value):
            if len(records) > len(best):
                best = records
    return _evidence("state", best)


def _states(tree: Tree) -> Iterator[Any]:
    for attributes, source in tree.scripts:
        kind = (attributes.get("type") or "").lower()
        if "ld+json" in kind or "omment" not in source:
            continue
        if "json" in kind:
            yield from _loads(source)
            continue
        end = tries = 0
        for match in _ASSIGNED.finditer(source):
            name = _ASSIGNED_TO.search(source[max(0, match.start() - _MAX_NAME) : match.start()])
            if (
                match.start() < end
                or tries > _MAX_TRIES
                or not (name and _STATE_NAMES.search(name[0]))
            ):
                continue
            tries += 1
            try:
                value, end = _DECODER.raw_decode(source, match.end())
            except (ValueError, RecursionError):
                continue
            yield value


def _comment_lists(value: Any) -> Iterator[list[Json]]:
    """Lists in `value` whose items have a text and a person or a time, under a key for comments."""
    queue: deque[tuple[str, Any]] = deque([("", value)])
    visited = 0
    while queue and visited < _MAX_NODES:
        key, item = queue.popleft()
        visited += 1
        if isinstance(item, dict):
            queue.extend(item.items())
        elif isinstance(item, list):
            objects = [_unwrapped(o) for o in item if isinstance(o, dict)]
            if objects and _COMMENT_LIST.search(key):
                records = [o for o in objects if _looks_like_comment(o)]
                if len(records) >= 0.7 * len(objects):
                    yield records
            queue.extend((key, o) for o in item if isinstance(o, (dict, list)))


def _unwrapped(item: Json) -> Json:
    node = item.get("node")
    return node if isinstance(node, dict) else item


def _looks_like_comment(item: Json) -> bool:
    if any(k in item for k in ("headline", "title", "slug")) and not any(
        "omment" in k for k in item
    ):
        return False
    return (
        bool(text_field(item))
        and author_field(item) is not None
        and first(item, TIME_KEYS) is not None
    )


def _is_type(item: Json, names: tuple[str, ...]) -> bool:
    kind = item.get("@type")
    return any(
        str(k).rpartition("/")[2] in names for k in (kind if isinstance(kind, list) else [kind])
    )


def _evidence(rule: str, roots: list[Json]) -> Evidence | None:
    comments: list[Found] = []
    ids: dict[str, int] = {}
    asked: list[tuple[int, str]] = []
    stack: list[tuple[Json, int | None]] = [(root, None) for root in reversed(roots)]
    seen: set[int] = set()
    while stack and len(comments) < 20_000:
        item, parent = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        text = text_field(item)
        here = parent
        if text:
            here = len(comments)
            comments.append(
                Found(
                    text=text,
                    author=author_field(item),
                    time=time_field(item),
                    likes=integer(first(item, LIKE_KEYS)),
                    parent=parent,
                )
            )
            for key in ID_KEYS:
                if isinstance(item.get(key), (str, int)):
                    ids.setdefault(str(item[key]), here)
            if parent is None and (up := parent_field(item)):
                asked.append((here, up))
        for key in REPLY_KEYS:
            value = item.get(key)
            if isinstance(value, dict):
                value = value.get("edges") or value.get("comments") or [value]
            if isinstance(value, list):
                stack += [(_unwrapped(v), here) for v in reversed(value) if isinstance(v, dict)]
    for i, up in asked:
        comments[i].parent = ids.get(up)
    return Evidence(rule, comments) if comments else None
