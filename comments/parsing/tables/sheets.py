"""What holds for the XML of every kind of sheet: how it is read before calamine may, and its limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

MAX_CELLS = 1 << 24
"""Cells of a sheet's rectangle: a million rows of sixteen columns, about 500 MB in memory."""
MAX_TEXT = 512 * 1024 * 1024
"""Characters of a sheet's cells together."""
MAX_ROWS = 1 << 20
MAX_COLUMNS = 1 << 14
CHUNK = 1 << 20


class UnsafeError(Exception):
    """A part of a workbook must not be opened; its text says why."""


def refuse_larger(rows: int, columns: int, characters: int) -> None:
    """Raise UnsafeError for a sheet that would take too much memory."""
    if rows * columns > MAX_CELLS:
        raise UnsafeError(f"a sheet of {rows:,} rows and {columns:,} columns, too large")
    if characters > MAX_TEXT:
        raise UnsafeError(f"a sheet with {characters:,} characters, too large")


def parse(
    content: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    characters: Callable[[str], None] | None = None,
) -> None:
    """Hand a part's elements and texts over, as they come. Raises UnsafeError for unsound XML."""

    def refuse(*_: object) -> None:
        raise UnsafeError("a sheet with a document type of its own")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refuse
    try:
        while chunk := content.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnsafeError("a sheet that is no sound XML") from error
