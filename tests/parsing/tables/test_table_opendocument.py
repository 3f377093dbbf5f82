"""Tables of OpenDocument, which LibreOffice writes; and workbooks made to fill the memory."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from table_samples import altered, refusal, workbook

import comments
from comments.errors import SourceError

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_END = "</table:table></office:spreadsheet></office:body></office:document-content>"
_START = (
    f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" '
    f'xmlns:text="{_NAMES}:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Sheet1">'
)


def opendocument(*rows: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _START + "".join(rows) + _END)
        manifest = f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def row(*cells: str, times: int = 1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(cells)}</table:table-row>"


def cell(text: str, times: int = 1) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    content = "".join(f"<text:p>{line}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{repeated}>{content}</table:table-cell>'


def gap(times: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def moment(iso: str) -> str:
    return f'<table:table-cell office:value-type="date" office:date-value="{iso}"><text:p>x</text:p></table:table-cell>'


def number(value: int) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


REST = row(gap(16_384), times=1_048_000)
"""What LibreOffice writes behind the last row."""


def test_a_table_is_read_with_its_numbers_times_and_repeated_cells(tmp_path: Path) -> None:
    file = tmp_path / "survey.ods"
    file.write_bytes(
        opendocument(
            row(cell("id"), cell("comment"), cell("date"), cell("likes"), gap(16_380)),
            row(number(7), cell("First\nsecond 🙂"), moment("2023-05-03T14:05:00"), number(3)),
            row(gap(4), times=2),
            row(number(8), cell("سلام دنیا"), moment("2023-05-04"), gap(1)),
            REST,
        )
    )
    [article] = comments.read(file)
    assert [(c.original_id, c.text, c.posted_at, c.likes) for c in article.comments] == [
        ("7", "First\nsecond 🙂", "2023-05-03T14:05:00", 3),
        ("8", "سلام دنیا", "2023-05-04", None),
    ]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row(cell("comment"), gap(16_000), cell("x")), row(gap(1), times=1_000_000), row(cell("y"))], "a sheet of 1,000,002 rows and 16,002 columns, too large"),
        ([row(cell("comment", times=16_000), times=1_000_000)], "a sheet of 1,000,000 rows and 16,000 columns, too large"),
        ([row(cell("comment")), row(cell("x" * 100_000), times=100_000)], "a sheet with 10,000,000,007 characters, too large"),
    ],
    ids=["two corners", "repeated cells", "a repeated text"],
)  # fmt: skip
def test_repetitions_that_would_fill_the_memory_are_refused(rows: list[str], said: str) -> None:
    assert said in refusal(opendocument(*rows))


def test_a_text_that_many_cells_of_a_workbook_share_is_refused() -> None:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><f>A1</f><v> 1</v></c></row>' for n in range(9, 5_000)
    )
    bomb = altered(lambda sheet: sheet.replace(b"</sheetData>", f"{cells}</sheetData>".encode()))
    file = io.BytesIO(bomb)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        texts = f"<si><t>a</t></si><si><r><t>{'x' * 900_000}</t></r></si>"
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{namespace}">{texts}</sst>')
    assert "a sheet with 4,491,900,000 characters, too large" in refusal(file.getvalue())


def test_a_workbook_that_is_excels_and_opendocuments_at_once_is_refused() -> None:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("content.xml", _START + _END)
    assert "a workbook of another kind than .xlsx and .ods" in refusal(file.getvalue())


def test_a_text_document_of_opendocument_is_no_table(tmp_path: Path) -> None:
    file = tmp_path / "letter.odt"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _START + _END)
    with pytest.raises(SourceError, match="this is an OpenDocument file, not a saved page"):
        list(comments.read(file))


def test_many_sheets_that_would_fill_the_memory_together_are_refused() -> None:
    sheet = row(cell("comment", times=16), times=1_000_000)
    between = '</table:table><table:table table:name="more">'
    assert "too large" in refusal(opendocument(between.join([sheet] * 40)))
