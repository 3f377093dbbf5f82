"""Tables as an Excel workbook (XLSX) in which nothing runs and nothing is cut.

Every text is a cell of type text, so no program takes one for a formula, also where it begins with
`=`; unlike in CSV, no apostrophe need be put before it. What a sheet cannot hold is an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from itertools import chain
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
"""Limits of a sheet and of a cell (Excel specifications and limits); a cell counts UTF-16 units."""

_LARGEST_WHOLE = 2**53
"""Numbers in a workbook are doubles; beyond this, neighbours become one, and ids are such numbers."""

_CHUNK = 1 << 20
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]")
# What XML cannot hold stands as _xHHHH_ (ECMA-376, 22.9.2.19), and so does what looks like that.
_TO_ESCAPE = re.compile(
    "[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"  # a carriage return too: XML folds it
)


class NoRoomError(ValueError):
    """A table does not fit into a sheet; the text says where, and what to do."""


def xlsx_pieces(tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """Tables of one schema, at least one, as a workbook with one sheet: lists joined by `;`.

    Rows are written as they come, to a temporary file. Raises NoRoomError.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("comments")
    sheet.freeze_panes = "A2"
    with TemporaryFile() as file:
        try:
            for row in sheet_rows(tables):
                sheet.append([_cell(sheet, value) for value in row])
        finally:
            book.save(file)  # after an error too: a temporary file of openpyxl's own goes by that
        file.seek(0)
        while piece := file.read(_CHUNK):
            yield piece


def sheet_rows(tables: Iterable[pa.Table]) -> Iterator[list[Any]]:
    """The header and the rows as numbers, truth values, texts and None. Raises NoRoomError."""
    remaining = iter(tables)
    first = next(remaining)
    names = first.column_names
    if len(names) > MOST_COLUMNS:
        raise NoRoomError(f"{len(names):,} columns, of which a sheet holds {MOST_COLUMNS:,}")
    yield names
    number = 1
    for table in chain([first], remaining):
        if number + table.num_rows > MOST_ROWS:
            raise NoRoomError(f"more than the {MOST_ROWS - 1:,} rows that a sheet holds")
        columns = [shortest(column).to_pylist() for column in table.columns]
        for row in zip(*columns, strict=True):
            number += 1
            values = [_value(value) for value in row]
            for name, value in zip(names, values, strict=True):
                # Escaped, since openpyxl cuts what is longer then, without a word.
                if isinstance(value, str) and (units := _units(_escape(value))) > LONGEST_TEXT:
                    raise NoRoomError(
                        f"row {number:,}, column {name}: a text of {units:,} characters, of which a cell "
                        f"holds {LONGEST_TEXT:,}"
                    )
            yield values


def shortest(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column; floats as 64-bit ones that print as they did: a 32-bit 0.1 as 0.1."""
    import pyarrow as pa

    if pa.types.is_floating(column.type):
        return column.cast(pa.string()).cast(pa.float64())
    return column


def _units(text: str) -> int:
    """Length as Excel counts it."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _value(value: Any) -> bool | int | float | str | None:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_WHOLE else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return _as_text(value)


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(_value(item)) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _cell(sheet: WriteOnlyWorksheet, value: bool | float | str | None) -> Any:
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, _escape(value))
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    if _FORMULA.match(value):
        cell.quotePrefix = True  # or it becomes a formula when somebody edits the cell
    return cell


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"
