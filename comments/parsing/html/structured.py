"""Evidence in data islands: schema.org comments in JSON-LD, and state that a page's scripts left."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.json_fields import (
    AUTHOR_KEYS,
    COUNTER_DISLIKES,
    COUNTER_LIKES,
    COUNTERS,
    DISLIKE_KEYS,
    ID_KEYS,
    LIKE_KEYS,
    PARENT_KEYS,
    PERSON_KEYS,
    REPLY_KEYS,
    TEXT_KEYS,
    TIME_KEYS,
    Json,
    author_field,
    count_field,
    first,
    id_field,
    parent_field,
    removal_field,
    text_field,
    time_field,
)
from comments.parsing.html.state import loads, states
from comments.parsing.removals import removal_of

_COMMENT_LIST = re.compile(r"comment|repl|response|edges|posts|contents", re.IGNORECASE)
_PEOPLE_LIST = re.compile(r"^(?:users|authors|profiles|people|actors)$", re.IGNORECASE)
_CACHE_KEY = re.compile(r"[A-Za-z_$][\w$.]{1,60}:.+", re.DOTALL)
_MAX_NODES = 500_000
_MAX_COMMENTS = 20_000
_MAX_REFERENCES = 3
_MAX_PARTS = 500
_RESOLVED = frozenset(
    (*TEXT_KEYS, *AUTHOR_KEYS, *PARENT_KEYS, *COUNTERS, "bodyModel", "paragraphs")
)


@dataclass(slots=True)
class Listed:
    """Comment-like objects of one place in a value, and the people whom they name by id."""

    records: list[Json] = field(default_factory=list)
    people: Json = field(default_factory=dict)


def linked_data(tree: Tree) -> list[Json]:
    """Objects of all JSON-LD blocks, those in `@graph` and in lists included."""
    found: list[Json] = []
    for attributes, source in tree.scripts:
        if "ld+json" in (attributes.get("type") or "").lower():
            for value in loads(source):
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
    return _evidence("json-ld", Listed(roots))


def state_comments(tree: Tree) -> Evidence | None:
    """The most comment-like objects at one place of the page's embedded JSON state."""
    best = Listed()
    for value in states(tree):
        for listed in _comment_lists(value):
            if len(listed.records) > len(best.records):
                best = listed
    return _evidence("state", best)


def _comment_lists(value: Any) -> list[Listed]:
    """Objects in `value` that have a text and a person or a time, under a key for comments.

    Lists that stand at the same place of several parents (pages of results) are one. The objects of
    a normalised cache (Apollo: "Comment:12", with references) are read as if they were nested.
    """
    queue: deque[tuple[str, str, Any]] = deque([("", "", value)])
    places: dict[str, list[Json]] = {}
    people: Json = {}
    visited = 0
    while queue and visited < _MAX_NODES:
        path, key, item = queue.popleft()
        visited += 1
        if isinstance(item, dict):
            if cached := _cached_comments(item):
                places.setdefault(f"{path}:", []).extend(cached)
            if _PEOPLE_LIST.match(key):
                people |= {k: v for k, v in item.items() if isinstance(v, dict)}
            queue.extend(
                (f"{path}.{k}", k, v) for k, v in item.items() if isinstance(v, (dict, list))
            )
        elif isinstance(item, list):
            if _PEOPLE_LIST.match(key):
                people |= {str(first(o, ID_KEYS)): o for o in item if isinstance(o, dict)}
            if _COMMENT_LIST.search(key):
                objects = [_unwrapped(o) for o in item if isinstance(o, dict)]
                records = [o for o in objects if _looks_like_comment(o)]
                if records and len(records) >= 0.7 * len(objects):
                    places.setdefault(path, []).extend(records)
                    continue
            queue.extend((path, key, o) for o in item if isinstance(o, (dict, list)))
    return [Listed(records, people) for records in places.values()]


def _unwrapped(item: Json) -> Json:
    node = item.get("node")
    return node if isinstance(node, dict) else item


def _cached_comments(cache: Json) -> list[Json]:
    """Comments of a normalised cache, with what they refer to put in its place."""
    typed = [
        (key, value)
        for key, value in cache.items()
        if isinstance(value, dict) and "__typename" in value and _CACHE_KEY.match(key)
    ]
    comments: list[Json] = []
    for key, value in typed:
        answers = isinstance(value.get("inResponseToPostResult"), dict)
        if "omment" in str(value["__typename"]) or answers:
            item = _resolved(value, cache, _MAX_REFERENCES)
            item.setdefault("id", key.partition(":")[2])
            for name in REPLY_KEYS:  # what answers it stands in the cache on its own
                item.pop(name, None)
            if _looks_like_comment(item):
                comments.append(item)
    return comments


def _resolved(item: Json, cache: Json, depth: int) -> Json:
    """The object with what it refers to in the fields that are read of a comment."""
    named = ((name.partition("(")[0], value) for name, value in item.items())
    return {
        name: _target(value, cache, depth) if name in _RESOLVED else value for name, value in named
    }


def _target(value: Any, cache: Json, depth: int) -> Any:
    if isinstance(value, list) and depth:
        return [_target(part, cache, depth) for part in value[:_MAX_PARTS]]
    if not isinstance(value, dict):
        return value
    reference = value.get("__ref") or (value.get("type") == "id" and value.get("id"))
    if depth == 0:
        return value
    if not isinstance(reference, str):
        return _resolved(value, cache, depth)
    target = cache.get(reference)
    found = _resolved(target, cache, depth - 1) if isinstance(target, dict) else {}
    found.setdefault("id", reference.partition(":")[2] or reference)
    return found


def _looks_like_comment(item: Json) -> bool:
    if any(k in item for k in ("headline", "title", "slug")) and not any(
        "omment" in k for k in item
    ):
        return "inResponseToPostResult" in item and bool(text_field(item))
    if first(item, TIME_KEYS) is None:
        return False
    signed = author_field(item) is not None or first(item, PERSON_KEYS) is not None
    return (signed and bool(text_field(item))) or removal_field(item) is not None


def _is_type(item: Json, names: tuple[str, ...]) -> bool:
    kind = item.get("@type")
    return any(
        str(k).rpartition("/")[2] in names for k in (kind if isinstance(kind, list) else [kind])
    )


def _evidence(rule: str, listed: Listed) -> Evidence | None:
    comments: list[Found] = []
    ids: dict[str, int] = {}
    asked: list[tuple[int, str]] = []
    stack: list[tuple[Json, int | None]] = [(root, None) for root in reversed(listed.records)]
    seen: set[int] = set()
    while stack and len(comments) < _MAX_COMMENTS:
        item, parent = stack.pop()
        if id(item) in seen:
            continue
        seen.add(id(item))
        found = _found(item, listed.people)
        here = parent
        if found is not None:
            here = len(comments)
            found.parent = parent
            comments.append(found)
            for key in ID_KEYS:
                if isinstance(item.get(key), (str, int)):
                    ids.setdefault(str(item[key]), here)
            if parent is None and (up := parent_field(item)):
                asked.append((here, up))
        for value in _replies(item):
            stack += [(_unwrapped(v), here) for v in reversed(value) if isinstance(v, dict)]
    for i, up in asked:
        comments[i].parent = ids.get(up)
    return Evidence(rule, comments) if any(comment.text for comment in comments) else None


def _found(item: Json, people: Json) -> Found | None:
    """One object as a comment; None where it has no text, nor says that it was taken away."""
    removal = removal_field(item)
    text = "" if removal else text_field(item)
    if not text and (removal is None or first(item, TIME_KEYS) is None):
        return None
    return Found(
        text=text,
        author=author_field(item, people),
        time=time_field(item),
        likes=count_field(item, LIKE_KEYS, COUNTER_LIKES),
        dislikes=count_field(item, DISLIKE_KEYS, COUNTER_DISLIKES),
        original_id=id_field(item),
        removal=removal or removal_of(text),
    )


def _replies(item: Json) -> Iterator[list[Any]]:
    for key in REPLY_KEYS:
        value = item.get(key)
        if isinstance(value, dict):
            value = value.get("edges") or value.get("nodes") or value.get("comments") or [value]
        if isinstance(value, list):
            yield value
