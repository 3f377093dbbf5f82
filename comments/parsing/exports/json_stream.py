"""JSON of any size as a stream of objects: one alone, one a line, or the members of an array."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from comments.errors import SourceError

Json = dict[str, Any]

MAX_DEPTH = 500
"""Nesting that is read: 100 levels of replies to replies in the most wasteful format (Reddit's)."""

MAX_BYTES = 128 * 1024 * 1024
MAX_TOKENS = 4_000_000
"""Largest object that is read at once: a discussion of some hundred thousand comments. Both count, as a small number in a list needs many times its two bytes."""

MAX_KEY = 1_000
"""Letters of a field's name. The parser keeps the names of all levels, joined at each level."""

_STARTS = frozenset(("start_map", "start_array"))
_ENDS = frozenset(("end_map", "end_array"))
_CHUNK = 16 * 1024
"""Small, so that the place of an error is told nearly."""


def objects(file: BinaryIO, name: str) -> Iterator[Json]:
    """The file's objects: one alone, one a line, or the members of an array, of several arrays too.

    What is no object is passed over. Raises SourceError, with the place, where the JSON breaks off;
    an object that is cut there does not come out, as nobody knows which of its fields are missing.
    """
    for _, value in _stream(file, name, ()):
        if isinstance(value, dict):
            yield value


def places(file: BinaryIO, name: str, *prefixes: str) -> Iterator[tuple[str, Any]]:
    """Prefix and value of everything at any of `prefixes`, in the order of the file.

    Of a prefix that has others of them inside only the end is told, with None for a value: what
    came since its last end was in it. Errors as in `objects`.
    """
    yield from _stream(file, name, prefixes)


def _stream(file: BinaryIO, name: str, prefixes: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    import ijson

    place = _Place()
    count = 0
    source = ijson.from_iter(_utf8(file, place))
    try:
        parsed = ijson.basic_parse(source, multiple_values=True, buf_size=_CHUNK)
        events = _bounded(parsed, place)
        first = next(events, ("", None))
        if not prefixes:
            prefixes = ("item" if first[0] == "start_array" else "",)
        for found in _built(ijson.parse(chain([first], events)), frozenset(prefixes), place):
            yield found
            count += 1
    except _TooLargeError as error:
        raise SourceError(
            name,
            f"{error} near byte {place.read:,} of the JSON, more than any discussion has",
            "leave it out, or export it in smaller parts",
        ) from error
    except (ijson.JSONError, ValueError, ArithmeticError, SystemError) as error:
        # SystemError is how the C parser says that a number has thousands of digits.
        records = "1 record" if count == 1 else f"{count:,} records"
        kind = "breaks off" if "EOF" in str(error) else "is damaged"
        raise SourceError(
            name,
            f"the JSON {kind} near byte {place.read:,}, after {records}",
            "export it again",
        ) from error


@dataclass(slots=True)
class _Place:
    """Bytes read of the file: by now, and when the parser last understood something."""

    read: int = 0
    understood: int = 0


class _TooLargeError(Exception):
    """What there is too much of."""


def _built(
    events: Iterator[tuple[str, str, Any]], prefixes: frozenset[str], reached: _Place
) -> Iterator[tuple[str, Any]]:
    """Prefix and value at each of `prefixes`."""
    from ijson.common import ObjectBuilder

    around = {
        p for p in prefixes if any(q != p and (q + ".").startswith(p and p + ".") for q in prefixes)
    }
    builder = None
    place = ""
    tokens = begun = 0
    depth = 0  # not told by the prefix, which an empty key leaves as it is
    for prefix, event, value in events:
        if builder is None:
            if prefix not in prefixes or event == "map_key":
                continue
            if prefix in around:
                if event in _ENDS:
                    yield prefix, None
                continue
            builder = ObjectBuilder()
            place = prefix
            tokens, begun = 0, reached.read
        builder.event(event, value)
        depth += (event in _STARTS) - (event in _ENDS)
        tokens += 1
        if tokens > MAX_TOKENS or reached.read - begun > MAX_BYTES:
            raise _TooLargeError("an object too large")
        if depth == 0:
            yield place, builder.value
            builder = None


def _utf8(file: BinaryIO, place: _Place) -> Iterator[bytes]:
    """Chunks without a byte-order mark, broken bytes as U+FFFD; `place` follows the bytes read."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    while chunk := file.read(_CHUNK):
        place.read += len(chunk)
        if place.read - place.understood > MAX_BYTES:
            raise _TooLargeError("a text without end")
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _bounded(events: Iterator[tuple[str, Any]], place: _Place) -> Iterator[tuple[str, Any]]:
    """The events, as long as they nest no deeper, and name no longer, than the parser can bear."""
    depth = 0
    for event in events:
        place.understood = place.read
        kind, value = event
        if kind in _STARTS:
            depth += 1
            if depth > MAX_DEPTH:
                raise _TooLargeError(f"more than {MAX_DEPTH} levels")
        elif kind in _ENDS:
            depth -= 1
        elif kind == "map_key" and len(value) > MAX_KEY:
            raise _TooLargeError("a name too long")
        yield event
