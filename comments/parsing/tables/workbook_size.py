"""How large a workbook becomes when it is opened, measured before it is.

Calamine lays a sheet out in memory as a full rectangle: two cells at opposite corners of a sheet
take half a terabyte, and end the process. A text that many cells share is copied into each. So
every part of a workbook is read by expat first.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from array import array
from typing import IO, BinaryIO

from comments.errors import SourceError
from comments.parsing.tables.opendocument_size import check_opendocument
from comments.parsing.tables.sheets import (
    CHUNK,
    MAX_COLUMNS,
    MAX_ROWS,
    UnsafeError,
    parse,
    refuse_larger,
)

REMEDY = "save the sheet as CSV (UTF-8)"
_MAX_UNPACKED = 512 * 1024 * 1024
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LONGEST_INDEX = 20
_SHEET = b"sheetData"
_STRINGS = b"sst"
_CONTENT = "content.xml"
_BINARY = "xl/workbook.bin"
"""The mark of XLSB: calamine would read it, and its size cannot be told before."""


def refuse_unsafe(stream: BinaryIO, name: str) -> None:
    """Raise SourceError for a workbook that is damaged, locked, too large, or of a kind that is not read."""
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
    names = {part.filename.lower() for part in parts}
    if _BINARY in names or (_CONTENT in names and any(name.startswith("xl/") for name in names)):
        raise UnsafeError("a workbook of another kind than .xlsx and .ods")
    if len(names) < len(parts):
        raise UnsafeError("a workbook with two parts of one name")
    if sum(part.file_size for part in parts) > _MAX_UNPACKED:
        raise UnsafeError(f"a workbook of more than {_MAX_UNPACKED // 2**20} MB unpacked")
    if _CONTENT in names:
        for part in parts:
            if part.filename.lower() == _CONTENT:
                with archive.open(part) as content:
                    check_opendocument(content)
        return
    # What is no sheet by its content cannot be opened as one.
    sheets = [part for part in parts if _holds(archive, part, _SHEET)]
    lengths = array("L")
    for part in parts:
        if _holds(archive, part, _STRINGS):
            with archive.open(part) as content:
                lengths = _longer(lengths, _text_lengths(content))
    for part in sheets:
        with archive.open(part) as content:
            rows, columns, characters = _extent(content, lengths)
        refuse_larger(rows, columns, characters)


def _holds(archive: zipfile.ZipFile, part: zipfile.ZipInfo, mark: bytes) -> bool:
    end = b""
    with archive.open(part) as content:
        while chunk := content.read(CHUNK):
            if mark in end + chunk:
                return True
            end = chunk[-len(mark) :]
    return False


def _longer(lengths: array[int], others: array[int]) -> array[int]:
    """Both tables of lengths as one, each the greater."""
    if len(lengths) < len(others):
        lengths, others = others, lengths
    for number, length in enumerate(others):
        lengths[number] = max(lengths[number], length)
    return lengths


def _text_lengths(content: IO[bytes]) -> array[int]:
    """Characters of each text that cells may share, markup of its parts not counted."""
    lengths = array("L")

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    parse(content, start, characters=characters)
    return lengths


def _extent(content: IO[bytes], lengths: array[int]) -> tuple[int, int, int]:
    """The last row and column of a sheet, and the characters of the shared texts (of `lengths`) in it.

    Raises UnsafeError for what Excel does not write.
    """
    last_row = last_column = row = column = shared = 0
    numbers: dict[str, int] = {}
    is_shared = False
    index = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal last_row, last_column, row, column, is_shared, index
        tag = tag.rpartition(":")[2]
        if tag == "row":
            place = attributes.get("r", str(row + 1))
            row = int(place) if place.isascii() and place.isdigit() else MAX_ROWS + 1
            column = 0
        elif tag == "c":
            is_shared = attributes.get("t") == "s"
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
            index = ""
            return
        last_row = max(last_row, row)
        if row > MAX_ROWS or column > MAX_COLUMNS:
            raise UnsafeError("a sheet with a cell outside of it")

    def end(tag: str) -> None:
        nonlocal shared
        if is_shared and tag.rpartition(":")[2] == "v":
            shared += _length(index, lengths)

    def characters(text: str) -> None:
        nonlocal index
        if is_shared:
            index += text

    parse(content, start, end, characters)
    return last_row, last_column, shared


def _length(index: str, lengths: array[int]) -> int:
    try:
        number = int(index[:_LONGEST_INDEX])
    except ValueError:
        return 0
    if len(index) > _LONGEST_INDEX:
        raise UnsafeError("a sheet with a text that is not there")
    return lengths[number] if 0 <= number < len(lengths) else 0


def _number(letters: str) -> int:
    """A -> 1, Z -> 26, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
