"""JSON that a page's scripts carry: data islands, assigned objects, parsed strings. Never executed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import unquote

from comments.parsing.html.dom import Tree

_ASSIGNED = re.compile(r"=\s{0,20}(?=\{\s{0,20}\"|\[\s{0,20}\{)")
_ASSIGNED_TO = re.compile(r"[\w$.\[\]'\"]{2,80}\s{0,9}$")
_STATE_NAMES = re.compile(
    r"state|data|props|comment|store|cache|config|bootstrap|context|thread|apollo", re.IGNORECASE
)
_PARSED = re.compile(r"JSON\.parse\(\s{0,9}(?P<encoded>decodeURIComponent\(\s{0,9})?(?=[\"'`])")
_STRING = {
    '"': re.compile(r'"((?:[^"\\\n]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\\n]|\\.)*)'", re.DOTALL),
    "`": re.compile(r"`((?:[^`\\]|\\.)*)`", re.DOTALL),
}
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\n|.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_FLIGHT = re.compile(r"self\.__next_f\.push\(\[\s{0,9}1\s{0,9},\s{0,9}(?=\")")
_FLIGHT_LINE = re.compile(r"^[0-9a-f]{1,8}:(?=[\[{])", re.MULTILINE)
_DECODER = json.JSONDecoder(strict=False)
_MAX_NAME = 90
_MAX_TRIES = 50


def states(tree: Tree) -> Iterator[Any]:
    """Every JSON value in the scripts that speak of comments, or (Medium) of responses."""
    flight: list[str] = []
    for attributes, source in tree.scripts:
        kind = (attributes.get("type") or "").lower()
        speaks = "omment" in source or "inResponseTo" in source
        if "ld+json" in kind or not (speaks or "__next_f" in source):
            continue
        if "json" in kind:
            yield from loads(source)
            continue
        pushed = (_string_at(source, match.end()) for match in _FLIGHT.finditer(source))
        flight += [text for text in pushed if text is not None]
        if speaks:
            yield from _assigned(source)
            yield from _parsed(source)
    joined = "".join(flight)
    if "omment" in joined:
        for line in _FLIGHT_LINE.finditer(joined):
            yield from _decoded(joined, line.end())


def loads(source: str) -> Iterator[Any]:
    """The value of a script that is nothing but JSON, out of the comments some wrap it in."""
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip()
    source = source.removeprefix("//<![CDATA[").removesuffix("//]]>").strip()
    try:
        yield json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return


def _assigned(source: str) -> Iterator[Any]:
    end = tries = 0
    for match in _ASSIGNED.finditer(source):
        name = _ASSIGNED_TO.search(source[max(0, match.start() - _MAX_NAME) : match.start()])
        known = name is not None and _STATE_NAMES.search(name[0])
        if match.start() < end or tries > _MAX_TRIES or not known:
            continue
        tries += 1
        try:
            value, end = _DECODER.raw_decode(source, match.end())
        except (ValueError, RecursionError):
            continue
        yield value


def _parsed(source: str) -> Iterator[Any]:
    for match in islice(_PARSED.finditer(source), _MAX_TRIES):
        if (text := _string_at(source, match.end())) is not None:
            yield from loads(unquote(text) if match["encoded"] else text)


def _decoded(source: str, at: int) -> Iterator[Any]:
    try:
        yield _DECODER.raw_decode(source, at)[0]
    except (ValueError, RecursionError):
        return


def _string_at(source: str, at: int) -> str | None:
    """The value of the JavaScript string that begins at `at`."""
    match = _STRING[source[at]].match(source, at)
    if match is None:
        return None
    text = _ESCAPE.sub(_unescaped, match[1])
    # Two escapes of one character, as in "\ud83d\ude00", are halves until they are joined.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    if len(code) > 1:
        number = int(code[1:].strip("{}"), 16)
        return chr(number) if number <= 0x10FFFF else "\ufffd"
    return _ESCAPED.get(code, code)
