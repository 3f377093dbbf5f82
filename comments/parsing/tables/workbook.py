"""Excel workbooks (XLSX): the first sheet with a column of comment texts.

Cells are read by calamine: formulas as the values that Excel saved, dates as dates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, BinaryIO

from comments.errors import SourceError
from comments.parsing.tables.columns import fold, has_text
from comments.parsing.tables.table import Table
from comments.parsing.tables.workbook_size import REMEDY, refuse_unsafe

_MAX_PREAMBLE = 20
"""Rows that may stand above the header: exportcomments.com writes six about the export."""


def read_workbook(stream: BinaryIO, name: str, columns: Mapping[str, str] | None) -> Table:
    """The table on the first sheet of an open workbook that has a column of texts.

    The header may stand below up to 20 rows about the file. Where no sheet has such a column, the
    table is the widest of these rows. Raises SourceError for a damaged, locked, empty or too large
    workbook.
    """
    from python_calamine import CalamineWorkbook

    refuse_unsafe(stream, name)
    stream.seek(0)
    workbook = _guarded(name, partial(CalamineWorkbook.from_filelike, stream))
    widest: tuple[str, ...] = ()
    for index in range(len(workbook.sheet_names)):
        sheet = _guarded(name, partial(workbook.get_sheet_by_index, index))
        rows = _guarded(name, sheet.iter_rows)
        for row in islice(_rows(rows, name), _MAX_PREAMBLE + 1):
            header = tuple(str(cell).strip() for cell in row)
            if _is_header(header, columns):
                return Table(header, partial(_pick, _rows(rows, name)))
            widest = max(widest, header, key=_count_names)
    if not any(widest):
        raise SourceError(name, "an empty workbook", "leave it out")
    return Table(widest, partial(_pick, iter(())))


def _count_names(header: Sequence[str]) -> int:
    return sum(map(bool, header))


def _is_header(header: Sequence[str], columns: Mapping[str, str] | None) -> bool:
    if columns and "text" in columns:
        return fold(columns["text"]) in map(fold, header)
    return has_text(header)


def _rows(rows: Iterator[list[Any]], name: str) -> Iterator[list[Any]]:
    """The rows that are not empty."""
    while (row := _guarded(name, partial(next, rows, None))) is not None:
        if any(cell != "" for cell in row):
            yield row


def _pick(rows: Iterator[list[Any]], wanted: Sequence[int]) -> Iterator[list[Any]]:
    return ([row[at] for at in wanted] for row in rows)


def _guarded(name: str, step: Callable[[], Any]) -> Any:
    """What a step of calamine gives; its errors, and a panic of its Rust code, as SourceError."""
    try:
        return step()
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            what = (str(error).splitlines() or [type(error).__name__])[0][:120]
            raise SourceError(name, f"a workbook that cannot be read ({what})", REMEDY) from error
        raise
