"""JSON lines: one flat object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, TextIO

from comments.errors import SourceError
from comments.parsing.tables.columns import has_text
from comments.parsing.tables.table import Broken, Table, count_characters

_SAMPLE_LINES = 200
_MAX_LINE = 4_000_000
_TOLERATED = 0.1

Line = dict[str, Any] | Broken


def is_json_lines(text: str, columns: Mapping[str, str] | None = None) -> bool:
    """Whether the start of a file is lines of JSON objects with a known column of texts in them.

    There have to be two lines or more: a single object is a page's state or an article.
    """
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    *whole, _cut = text.removeprefix("\ufeff").split("\n")
    lines = [_parse(line) for line in [*whole, _cut][:_SAMPLE_LINES] if line.strip()]
    if lines and isinstance(lines[-1], Broken):
        lines.pop()  # the start ends in the middle of it
    objects = [line for line in lines if not isinstance(line, Broken)]
    if len(objects) < 2 or len(lines) - len(objects) > _TOLERATED * len(lines):
        return False
    names = list(dict.fromkeys(chain.from_iterable(objects)))
    if columns:
        return "text" in columns or has_text(names)
    return has_text(names) and any(_has_string(line, names) for line in objects)


def read_json_lines(text: TextIO, name: str) -> Table:
    """The table in a text file that is open at its start.

    Its columns are the names that occur in the first 200 lines. A line is broken that is no JSON
    object, or longer than the limit. Raises SourceError where the file has no JSON object.
    """
    lines = _lines(text)
    sample = list(islice(lines, _SAMPLE_LINES))
    objects = [line for line in sample if not isinstance(line, Broken)]
    header = tuple(dict.fromkeys(chain.from_iterable(objects)))
    if not header:
        raise SourceError(name, "no JSON object in its lines", "write one JSON object a line")

    def rows(wanted: Sequence[int]) -> Iterator[Sequence[Any] | Broken]:
        names = [header[at] for at in wanted]
        for line in chain(sample, lines):
            yield line if isinstance(line, Broken) else [line.get(name) for name in names]

    return Table(header, rows)


def _lines(text: TextIO) -> Iterator[Line]:
    while line := text.readline(_MAX_LINE):
        characters = 0
        while len(line) == _MAX_LINE and not line.endswith("\n"):
            characters += count_characters(line)
            line = text.readline(_MAX_LINE)
        if characters:
            yield Broken(characters + count_characters(line))
        elif line.strip("\ufeff \t\r\n\x00"):
            yield _parse(line)


def _parse(line: str) -> Line:
    try:
        value = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return Broken(count_characters(line))
    return value if isinstance(value, dict) else Broken(count_characters(line))


def _has_string(line: dict[str, Any], names: Sequence[str]) -> bool:
    texts = [name for name in names if has_text([name])]
    return any(isinstance(line.get(name), str) for name in texts)
