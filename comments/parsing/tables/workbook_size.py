"""How large an Excel workbook becomes when it is opened, measured before it is.

Calamine lays a sheet out in memory as a full rectangle: two cells at opposite corners of a sheet
take half a terabyte, and end the process. So every part of a workbook is read by expat first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, BinaryIO
from xml.parsers import expat

from comments.errors import SourceError

REMEDY = "save the sheet as CSV (UTF-8)"
_MAX_UNPACKED = 512 * 1024 * 1024
_MAX_CELLS = 1 << 24
"""Cells of a sheet's rectangle: a million rows of sixteen columns, about 500 MB in memory."""
_MAX_ROWS = 1 << 20
_MAX_COLUMNS = 1 << 14
_CHUNK = 1 << 20
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_SHEET = b"sheetData"
_OTHER_KINDS = frozenset(("xl/workbook.bin", "content.xml"))
"""Marks of XLSB and OpenDocument: calamine would read them, and their size cannot be told before."""


class UnsafeError(Exception):
    """A part of a workbook must not be opened; its text says why."""


def refuse_unsafe(stream: BinaryIO, name: str) -> None:
    """Raise SourceError for a workbook that is damaged, locked, too large, or not as Excel writes it."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive)
    except UnsafeError as error:
        raise SourceError(name, str(error), REMEDY) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as error:
        # RuntimeError: a password, or a kind of compression that Excel does not write
        raise SourceError(name, "a damaged or locked workbook", "save it again in Excel") from error


def _check(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if not _OTHER_KINDS.isdisjoint(part.filename.lower() for part in parts):
        raise UnsafeError("a workbook of another kind than .xlsx")
    if len({part.filename.lower() for part in parts}) < len(parts):
        raise UnsafeError("a workbook with two parts of one name")
    if sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise UnsafeError(f"a workbook of more than {_MAX_UNPACKED // 2**20} MB unpacked")
    for part in parts:
        with archive.open(part) as content:
            is_sheet = _holds_sheet(content)
        if is_sheet:  # what is no sheet by its content cannot be opened as one
            with archive.open(part) as content:
                rows, columns = _extent(content)
            if rows * columns > _MAX_CELLS:
                raise UnsafeError(f"a sheet of {rows:,} rows and {columns:,} columns, too large")


def _holds_sheet(content: IO[bytes]) -> bool:
    end = b""
    while chunk := content.read(_CHUNK):
        if _SHEET in end + chunk:
            return True
        end = chunk[-len(_SHEET) :]
    return False


def _extent(content: IO[bytes]) -> tuple[int, int]:
    """The last row and column of a sheet. Raises UnsafeError for what Excel does not write."""
    last_row = last_column = row = column = 0
    numbers: dict[str, int] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal last_row, last_column, row, column
        tag = tag.rpartition(":")[2]
        if tag == "row":
            place = attributes.get("r", str(row + 1))
            row = int(place) if place.isascii() and place.isdigit() else _MAX_ROWS + 1
            column = 0
        elif tag == "c":
            place = attributes.get("r", "")
            match = _PLACE.fullmatch(place)
            if match is not None:
                letters = match[1]
                column = numbers.get(letters) or numbers.setdefault(letters, _number(letters))
                row = int(match[2])
            elif place:
                raise UnsafeError("a sheet with a cell outside of it")
            else:
                column += 1
            last_column = max(last_column, column)
        else:
            return
        last_row = max(last_row, row)
        if row > _MAX_ROWS or column > _MAX_COLUMNS:
            raise UnsafeError("a sheet with a cell outside of it")

    def refuse(*_: object) -> None:
        raise UnsafeError("a sheet with a document type of its own")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        while chunk := content.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise UnsafeError("a sheet that is no sound XML") from error
    return last_row, last_column


def _number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
