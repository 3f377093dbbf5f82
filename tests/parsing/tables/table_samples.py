"""One small table, written in every kind that is read, and what it says."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.reading import ReadComment, Reading
from comments.parsing.tables import threads

HEADER = (
    "comment_id",
    "reply_to",
    "article_id",
    "title",
    "author",
    "posted_at",
    "likes",
    "comment",
    "stance",
)
"""The last column is the researcher's own."""
ROWS: list[tuple[Any, ...]] = [
    (11, None, "iran-7", "A visit", "Ann", datetime(2023, 7, 1, 10, 0, 5), 1204, 'First, "quoted"\nand; a second\tline | here', 1),
    (12, 11, "iran-7", None, "علی", datetime(2023, 7, 2, 0, 30), 0, "سلام دنیا 🙂", 0),
    (13, None, "bread", "Prices", None, None, None, "=cmd|' /C calc'!A0", 1),
    (14, 12, "iran-7", None, "Ann", datetime(2023, 7, 3, 8, 0), 3, "007", 0),
    (15, None, "iran-7", None, "Bo", None, 2, None, 1),
]  # fmt: skip
REASON = (
    "columns: text = comment, original_id = comment_id, parent = reply_to, article = article_id, "
    "author = author, posted_at = posted_at, likes = likes, title = title"
)


def comment(text: str, **fields: Any) -> ReadComment:
    return ReadComment(text=text, **fields)


def expected(dropped: Any) -> dict[str, Reading]:
    """The readings of `ROWS` by article; `dropped` is what the row without text comes to."""
    return {
        "iran-7": Reading(
            title="A visit",
            body="",
            parser="table:comment",
            comments=(
                comment('First, "quoted"\nand; a second\tline | here', author="Ann",
                        posted_at="2023-07-01T10:00:05", likes=1204, original_id="11"),
                comment("سلام دنیا 🙂", author="علی", posted_at="2023-07-02T00:30:00", likes=0,
                        original_id="12", parent=0, depth=1),
                comment("007", author="Ann", posted_at="2023-07-03T08:00:00", likes=3,
                        original_id="14", parent=1, depth=2),
            ),
            reasons=(REASON,),
            dropped=dropped,
        ),
        "bread": Reading(
            title="Prices",
            body="",
            parser="table:comment",
            comments=(comment("=cmd|' /C calc'!A0", original_id="13"),),
            reasons=(REASON,),
        ),
    }  # fmt: skip


def delimited(
    rows: Sequence[Sequence[Any]] = ROWS, header: Sequence[str] = HEADER, **dialect: Any
) -> bytes:
    """The table as csv.writer writes it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, **dialect)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def json_lines() -> bytes:
    objects = (dict(zip(HEADER, row, strict=True)) for row in ROWS)
    return "".join(json.dumps(row, default=str) + "\n" for row in objects).encode()


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """An Excel workbook; texts that begin with "=" stay texts."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for rows in sheets or ([HEADER, *ROWS],):
        sheet = book.create_sheet()
        for row in rows:
            cells = [WriteOnlyCell(sheet, value=value) for value in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
            sheet.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def altered(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose sheet is changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == "xl/worksheets/sheet1.xml" else data)
    return file.getvalue()


def arrow() -> Any:
    import pyarrow as pa

    return pa.table({name: [row[at] for row in ROWS] for at, name in enumerate(HEADER)})


def parquet() -> bytes:
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(arrow(), file, row_group_size=2)
    return file.getvalue()


KINDS: Mapping[str, Any] = {
    "csv": delimited,
    "csv of a German Excel": lambda: delimited(delimiter=";").decode().encode("utf-8-sig"),
    "tsv": lambda: delimited(delimiter="\t"),
    "pipes": lambda: delimited(delimiter="|", lineterminator="\n"),
    "utf-16 as Excel saves Unicode text": lambda: delimited(delimiter="\t").decode().encode("utf-16"),
    "csv with backslashes": lambda: delimited(doublequote=False, escapechar="\\", quoting=csv.QUOTE_ALL),
    "csv with an empty line after each": lambda: delimited(lineterminator="\r\r\n"),
    "json lines": json_lines,
    "xlsx": workbook,
    "parquet": parquet,
}  # fmt: skip


def read(
    data: bytes, name: str = "t", columns: Mapping[str, str] | None = None
) -> list[Thread | SourceError]:
    return list(threads(io.BytesIO(data), name, columns))


def read_one(data: bytes, columns: Mapping[str, str] | None = None) -> Reading:
    """The reading of a table that holds one thread."""
    [thread] = read(data, columns=columns)
    assert isinstance(thread, Thread), thread
    return thread.reading


def refusal(data: bytes, columns: Mapping[str, str] | None = None) -> str:
    """What a table that cannot be read is refused for."""
    [error] = read(data, columns=columns)
    assert isinstance(error, SourceError), error
    return str(error)
