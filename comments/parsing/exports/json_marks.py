"""Kinds of JSON, told by the paths that occur near the start of the file."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from functools import lru_cache

_MAX_PATH = 300
"""Letters kept of a path: brackets are cheap to write, and a path costs as much as it is long."""


def has_paths(*paths: str) -> Callable[[bytes], bool]:
    """A test of whether the start of a file is JSON, or JSON lines, in which all `paths` occur.

    Paths are written as ijson's prefixes, with `item` for any member of a list:
    `items.item.snippet` is in `{"items": [{"snippet": 1}]}`. The start may be cut anywhere.
    """
    wanted = frozenset(paths)

    def matches(head: bytes) -> bool:
        return wanted <= json_paths(head)

    return matches


def has_fields(*paths: str) -> Callable[[bytes], bool]:
    """As `has_paths`, of one object, of objects on lines, or of the members of an array."""
    alone, in_array = has_paths(*paths), has_paths(*(f"item.{path}" for path in paths))
    return lambda head: alone(head) or in_array(head)


@lru_cache(maxsize=4)
def json_paths(head: bytes) -> frozenset[str]:
    """All paths in the part of `head` that is JSON; kept, as every format asks of the same head."""
    head = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not head.startswith((b"{", b"[")):
        return frozenset()
    import ijson

    found: set[str] = set()
    containers: list[str] = []
    path = ""
    try:
        for event, value in ijson.basic_parse(
            io.BytesIO(head), multiple_values=True, use_float=True
        ):
            if event in {"end_map", "end_array"}:
                path = containers.pop()
                continue
            if event == "map_key":
                path = _join(containers[-1], value)
            elif event in {"start_map", "start_array"}:
                containers.append(path)
            found.add(path)
            if event == "start_array":
                path = _join(path, "item")
    except (ijson.JSONError, ValueError, SystemError):
        pass  # cut in the middle, or no JSON from here on: what came before counts
    return frozenset(found)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}"[:_MAX_PATH] if path else key[:_MAX_PATH]
