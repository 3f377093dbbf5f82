"""How large a sheet of OpenDocument becomes: its rows and cells say how often they are repeated."""

from __future__ import annotations

from typing import IO

from comments.parsing.tables.sheets import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_TEXT,
    UnsafeError,
    parse,
    refuse_larger,
)

_CELLS = frozenset(("table-cell", "covered-table-cell"))
_LONGEST = 12
"""Digits of a number of repetitions that is read; more are as good as that many."""


def check_opendocument(content: IO[bytes]) -> None:
    """Raise UnsafeError for a spreadsheet with a sheet that would take too much memory, or with so
    many sheets: calamine lays out all at once.

    Counted are the rows and columns up to the last that holds anything.
    """
    sheet = _Sheet()

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "table":
            sheet.begin()
        elif name == "table-row":
            sheet.begin_row(_times(attributes, "number-rows-repeated"))
        elif name in _CELLS:
            kept = any(key.rpartition(":")[2] in {"value-type", "formula"} for key in attributes)
            sheet.begin_cell(_times(attributes, "number-columns-repeated"), is_filled=kept)

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in _CELLS:
            sheet.end_cell()
        elif name == "table-row":
            sheet.end_row()
            refuse_larger(sheet.last_row, sheet.last_column, sheet.characters)
            cells, characters = sheet.so_far()
            if cells > MAX_CELLS or characters > MAX_TEXT:
                raise UnsafeError(f"sheets of {cells:,} cells together, too large")

    parse(content, start, end, sheet.write)


def _times(attributes: dict[str, str], name: str) -> int:
    said = next((v for key, v in attributes.items() if key.rpartition(":")[2] == name), "1")
    digits = said.strip().lstrip("+")[:_LONGEST]
    return int(digits) if digits.isascii() and digits.isdigit() else 1


class _Sheet:
    """What has been read of a sheet."""

    def __init__(self) -> None:
        self._before = (0, 0)
        self.last_row = self.last_column = self.characters = 0
        self.begin()

    def so_far(self) -> tuple[int, int]:
        """Cells and characters of this sheet and those before it."""
        cells, characters = self._before
        return cells + self.last_row * self.last_column, characters + self.characters

    def begin(self) -> None:
        self._before = self.so_far()
        self.last_row = self.last_column = self.characters = 0
        self._rows = 0
        self.begin_row(1)

    def begin_row(self, times: int) -> None:
        self._times = times
        self._columns = self._filled = self._in_row = 0
        self.begin_cell(0, is_filled=False)

    def begin_cell(self, times: int, *, is_filled: bool) -> None:
        self._cells, self._is_filled, self._in_cell = times, is_filled, 0

    def write(self, text: str) -> None:
        """Text of a cell, or white space between cells."""
        self._in_cell += len(text)

    def end_cell(self) -> None:
        self._columns += self._cells
        if self._is_filled or self._in_cell:
            self._filled = min(self._columns, MAX_COLUMNS)
            self._in_row += self._in_cell * min(self._cells, MAX_COLUMNS)
        self._cells, self._in_cell = 0, 0

    def end_row(self) -> None:
        self._rows += self._times
        if self._filled:
            self.last_row = self._rows
            self.last_column = max(self.last_column, self._filled)
            self.characters += self._in_row * self._times
