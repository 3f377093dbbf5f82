"""CSV and its relatives: how their cells are separated, told from the content, and their rows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TextIO

from comments.errors import SourceError
from comments.parsing.tables.columns import fold, has_text, is_known, is_plural
from comments.parsing.tables.table import MAX_CELL, Broken, Table, count_characters

_SAMPLE_ROWS = 100
_TOLERATED = 0.1
_TOLERATED_WHERE_SURE = 0.5
"""Share of rows whose number of cells may differ from the header's: in a table that tells itself by
that, and in one whose columns the user names, or all have known names."""
_ENOUGH_ROWS = 2
_MAX_LINE = 4 * MAX_CELL
_SAMPLE = 1 << 16
_ESCAPED_QUOTE = re.compile(r'\\"[^",;\t|\r\n]')
"""A backslash before a quotation mark that neither ends a cell nor is one of a doubled pair."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are separated and quoted.

    `is_quoted` is False where quotation marks are letters like others, `is_escaped` True where a
    quotation mark inside a cell has a backslash before it. `names_separator` is True where the
    first line says what separates cells ("sep=;"), as Excel has it.
    """

    delimiter: str
    is_quoted: bool = True
    is_escaped: bool = False
    names_separator: bool = False


_DIALECTS = tuple(
    dialect
    for delimiter in ",;\t|"
    for dialect in (
        Dialect(delimiter, is_escaped=True),
        Dialect(delimiter),
        Dialect(delimiter, is_quoted=False),
    )
)


def sniff(
    text: str, columns: Mapping[str, str] | None = None, *, is_cut: bool = False
) -> Dialect | None:
    """The dialect in which the start of a file is a table of comments; None where it is none.

    `is_cut` says that the file goes on after `text`.

    The first row has to be a header with a known column of texts (or one that `columns` names),
    and at least nine of ten rows have as many cells as it (half of them where `columns` are given,
    or all names in the header are known). A table of one column has to have a header that no page
    would begin with, and no empty lines. Where several dialects do, that with the fewest deviating
    rows and then the most columns is taken. What is surely a table, whatever its header, is one as
    well, so that its reader can say what it lacks.
    """
    found: list[tuple[bool, float, int, Dialect]] = []
    first, _, rest = text.removeprefix("\ufeff").partition("\n")
    named = first.strip().lower().removeprefix("sep=") if first.lower().startswith("sep=") else ""
    for dialect in _DIALECTS:
        if named and dialect.delimiter != (named or "\t"):
            continue
        if dialect.is_escaped and not _ESCAPED_QUOTE.search(text):
            continue
        settled = replace(dialect, names_separator=bool(named))
        header, *rows = _sample(rest if named else text, settled, is_cut) or [[]]
        deviating = _deviating(header, rows)
        is_sure = bool(columns) or (len(header) > 1 and all(map(is_known, header)))
        tolerated = _TOLERATED_WHERE_SURE if is_sure else _TOLERATED
        is_of_texts = _is_header(header, rows, text, columns)
        if deviating <= tolerated and (is_of_texts or _is_surely_one(header, rows, deviating)):
            found.append((not is_of_texts, deviating, -len(header), settled))
    return min(found, key=lambda each: each[:3])[3] if found else None


def read_delimited(text: TextIO, name: str, columns: Mapping[str, str] | None) -> Table:
    """The table in a text file that is open at its start.

    Rows with fewer cells than the header lack the last ones, as Excel writes them; a row is broken
    that lacks the text itself, that has more cells than the header, or a cell above the limit.
    Raises SourceError for a file that is no such table.
    """
    sample = text.read(_SAMPLE)
    dialect = sniff(sample, columns, is_cut=len(sample) == _SAMPLE)
    if dialect is None:
        raise SourceError(
            name,
            "no table: cells are not separated in the same way in all rows, or no header is there",
            "save it as CSV (UTF-8) with the names of the columns in the first row",
        )
    text.seek(0)
    if dialect.names_separator:
        text.readline(_MAX_LINE)
    consumed = _Consumed()
    reader = _reader(consumed.lines(text), dialect)
    rows = _limited(reader, consumed)
    header = next((row for row in rows if not isinstance(row, Broken) and any(row)), [])
    names = [cell.lstrip("\ufeff").replace("\x00", "").strip() for cell in header]
    return Table(tuple(names), lambda wanted: _pick(rows, len(names), wanted))


def _pick(
    rows: Iterable[list[str] | Broken], width: int, wanted: Sequence[int]
) -> Iterator[list[str | None] | Broken]:
    # The text is always wanted first.
    text_at = wanted[0]
    for row in rows:
        if isinstance(row, Broken):
            yield row
        elif len(row) <= text_at if len(row) < width else any(row[width:]):
            if any(row):
                yield Broken(count_characters(*row))
        elif any(row):
            yield [row[at] if at < len(row) else None for at in wanted]


class _Consumed:
    """Characters of the lines that a csv.reader has taken since the last row."""

    def __init__(self) -> None:
        self.characters = 0

    def lines(self, text: TextIO) -> Iterator[str]:
        while line := text.readline(_MAX_LINE):
            self.characters += len(line) - line.count(" ")
            yield line.replace("\x00", "")


def _limited(reader: Iterator[list[str]], consumed: _Consumed) -> Iterator[list[str] | Broken]:
    """The rows, those with a cell above the limit as broken.

    The limit of the csv module is one for the whole process: it is ours only while we read.
    """
    while True:
        consumed.characters = 0
        before = csv.field_size_limit(MAX_CELL)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = None
        finally:
            csv.field_size_limit(before)
        yield Broken(consumed.characters) if row is None else row


def _reader(lines: Iterable[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter,
        quoting=csv.QUOTE_MINIMAL if dialect.is_quoted else csv.QUOTE_NONE,
        doublequote=not dialect.is_escaped,
        escapechar="\\" if dialect.is_escaped else None,
    )


def _sample(text: str, dialect: Dialect, is_cut: bool) -> list[list[str]]:
    """The first rows that hold anything, without the one that is cut."""
    consumed = _Consumed()
    lines = consumed.lines(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows = [r for r in _limited(_reader(lines, dialect), consumed) if not isinstance(r, Broken)]
    if is_cut:
        rows = rows[:-1]
    return list(islice(filter(any, rows), _SAMPLE_ROWS))


def _deviating(header: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """Share of the rows that have another number of cells than the header."""
    return sum(len(row) != len(header) for row in rows) / len(rows) if rows else 0.0


def _is_header(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    text: str,
    columns: Mapping[str, str] | None,
) -> bool:
    if columns:
        folded = set(map(fold, header))
        return all(fold(name) in folded for name in columns.values())
    if not has_text(header):
        return False
    if len(header) > 1:
        return bool(rows) or all(map(is_known, header))
    return len(rows) > 1 and not is_plural(header[0]) and "\n\n" not in text.replace("\r", "")


def _is_surely_one(header: Sequence[str], rows: Sequence[Sequence[str]], deviating: float) -> bool:
    """Whether all rows have the same cells, and no cell begins with a space, as behind a comma in prose."""
    if deviating or len(header) < 2 or len(rows) < _ENOUGH_ROWS:
        return False
    return not any(cell.startswith(" ") for row in (header, *rows) for cell in row[1:])
