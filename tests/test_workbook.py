"""A table as Excel opens it: texts are texts, numbers are numbers, and nothing is cut."""

import contextlib
import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from comments.workbook import LONGEST_TEXT, MOST_ROWS, NoRoomError, sheet_rows, xlsx_pieces

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = [
    "=1+1",
    "=HYPERLINK('http://example.org','x')",
    "+1 for this",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "|calc",
    "#N/A",
    "#REF!",
    "TRUE",
    "007",
    "<r><t>x</t></r>",
    "</t></is></c><c><f>1+1</f></c>",
    "&amp; &#61;1 <!DOCTYPE x>",
    "http://example.org/x",
    "_x003D_1+1",
]


def workbook(*tables: pa.Table) -> bytes:
    return b"".join(xlsx_pieces(tables))


def cells(data: bytes) -> list[list[Any]]:
    """The sheet as calamine reads it, from A1 on."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def sheet_xml(data: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - ours


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_cell_of_type_text_whatever_it_looks_like(text: str) -> None:
    data = workbook(pa.table({text: [text], "list": [[text, "b"]]}))
    assert cells(data) == [[text, "list"], [text, f"{text};b"]]
    root = sheet_xml(data)
    assert not list(root.iter(f"{MAIN}f")), "a formula"
    assert not list(root.iter(f"{MAIN}hyperlink"))
    assert {cell.get("t") for cell in root.iter(f"{MAIN}c")} == {"inlineStr"}


def test_what_begins_like_a_formula_stays_text_when_it_is_edited() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(pa.table({"t": ["=1+1", "plain"]}))))
    assert [book["comments"][place].quotePrefix for place in ("A2", "A3")] == [True, False]
    assert book["comments"]["A2"].data_type == "s"


def test_no_part_of_the_file_refers_to_anything_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(pa.table({"t": HOSTILE})))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not [n for n in parts if any(k in n.lower() for k in ("vba", "external", "macro"))]
    assert not any('TargetMode="External"' in text for text in parts.values())


@settings(deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=5))
def test_any_text_is_read_back_as_it_was(texts: list[str]) -> None:
    table = pa.table({"n": list(range(len(texts))), "text": texts})
    assert [row[1] for row in cells(workbook(table))[1:]] == texts


def test_control_characters_are_escaped_and_read_back() -> None:
    text = "".join(map(chr, range(32))) + "_x0041_ \x7f\x85\u2028"
    data = workbook(pa.table({"text": [text]}))
    assert "_x0000_" in "".join(sheet_xml(data).itertext())
    assert cells(data)[1] == [text]


def test_what_is_no_character_is_written_as_its_number() -> None:
    assert cells(workbook(pa.table({"text": ["a\ufffeb\uffff"]})))[1] == ["a_xFFFE_b_xFFFF_"]


def test_texts_from_right_to_left_and_emoji_are_kept() -> None:
    texts = ["أنت كاذب", "یہ بہت \u200cاچھا", "\u202eabc\u202c", "👨‍👩‍👧", "हिन्दी", "  spaces  "]
    assert [row[0] for row in cells(workbook(pa.table({"text": texts})))[1:]] == texts


def test_numbers_are_numbers_and_large_ids_keep_their_digits() -> None:
    table = pa.table(
        {
            "likes": [3, None],
            "p": pa.array([0.1, float("nan")], pa.float32()),
            "is": [True, False],
            "id": [2**53 + 1, 7],
            "day": [date(2024, 5, 3), None],
            "dropped": [[{"reason": "form", "blocks": 2}], []],
        }
    )
    assert cells(workbook(table))[1:] == [
        [3, 0.1, True, str(2**53 + 1), "2024-05-03", "reason form, blocks 2"],
        ["", "", False, 7, "", ""],
    ]


def test_tables_follow_each_other_under_one_header() -> None:
    tables = [pa.table({"n": [1, 2]}), pa.table({"n": [3]})]
    assert cells(workbook(*tables)) == [["n"], [1], [2], [3]]
    assert cells(workbook(pa.table({"n": pa.array([], pa.int64())}))) == [["n"]]


def test_the_longest_text_that_fits_is_whole_and_a_longer_one_is_refused() -> None:
    fits = "x" * (LONGEST_TEXT - 2) + "👍"
    assert cells(workbook(pa.table({"text": [fits]})))[1] == [fits]
    with pytest.raises(NoRoomError, match=r"row 3, column text: a text of 32,768 characters"):
        workbook(pa.table({"text": ["short", fits + "x"]}))


def test_no_temporary_file_is_left_behind_after_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for texts in (["fine"], ["fine", "x" * 40_000]):
        with contextlib.suppress(NoRoomError):
            workbook(pa.table({"text": texts}))
        assert not list(tmp_path.iterdir())


def test_rows_beyond_a_sheet_are_refused_before_any_is_lost() -> None:
    half = pa.table({"n": pa.array(range(MOST_ROWS // 2), pa.int64())})
    with pytest.raises(NoRoomError, match="1,048,575 rows"):
        for _ in sheet_rows([half, half]):
            pass


def test_a_text_that_is_too_long_only_as_the_file_writes_it_is_refused_and_not_cut() -> None:
    fits = "x" * (LONGEST_TEXT - 7) + "\r"
    assert cells(workbook(pa.table({"text": [fits]})))[1] == [fits]
    with pytest.raises(NoRoomError, match="row 2, column text"):
        workbook(pa.table({"text": ["x" * (LONGEST_TEXT - 1) + "\r"]}))
