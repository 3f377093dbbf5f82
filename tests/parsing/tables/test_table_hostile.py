"""Tables that were made to do harm, or that are broken, end in rows counted or in one sentence."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_samples import KINDS, altered, delimited, parquet, read, read_one, refusal, workbook

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.tables import matches
from comments.parsing.tables.frames import threads_of
from comments.records import Dropped

WRITTEN = {kind: write() for kind, write in KINDS.items()}
"""Written once: a workbook holds the time at which it was."""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        # Calamine would ask for half a terabyte of memory, and end the process.
        (lambda d: d.replace(b'r="A2"', b'r="XFD1048576"'), "1,048,576 rows and 16,384 columns, too large"),
        (lambda d: d.replace(b'r="A2"', b'r="&#88;FD1048576"'), "too large"),
        (lambda d: d.replace(b'r="A2"', b'r="A99999999999999999999"'), "a cell outside of it"),
        (lambda d: d.replace(b'<row r="2"', b'<row r="4294967295"'), "a cell outside of it"),
        (lambda d: b'<!DOCTYPE a [<!ENTITY b "c">]>' + d, "a document type of its own"),
        (lambda d: d[: len(d) // 2], "no sound XML"),
    ],
    ids=["corners", "entity", "overflow", "row", "doctype", "cut"],
)  # fmt: skip
def test_a_workbook_that_would_fill_the_memory_is_refused(change, reason: str) -> None:
    message = refusal(altered(change))
    assert reason in message
    assert message.endswith("save the sheet as CSV (UTF-8)")


def test_a_workbook_of_a_gigabyte_is_refused_by_what_it_declares() -> None:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/worksheets/sheet2.xml", b"")
        archive.infolist()[-1].file_size = 1 << 30
    assert "more than 512 MB unpacked" in refusal(file.getvalue())


@pytest.mark.parametrize("size", [10, 500, -40])
def test_a_workbook_that_is_cut_is_refused(size: int) -> None:
    assert "a damaged or locked workbook; save it again in Excel" in refusal(workbook()[:size])


def test_a_parquet_file_that_is_damaged_is_refused() -> None:
    assert "a damaged Parquet file" in refusal(parquet()[:-40])
    assert "a damaged Parquet file" in refusal(b"PAR1" + b"\x00" * 100 + b"PAR1")


def test_a_cell_above_the_limit_is_a_broken_row_and_the_limit_of_others_stays() -> None:
    before = csv.field_size_limit()
    rows = [("a", "fine")] * 20
    reading = read_one(delimited([*rows, ("x" * 1_000_001, "b"), *rows], ["text", "author"]))
    assert len(reading.comments) == 40
    assert reading.dropped == (Dropped("broken row", blocks=1, characters=1_000_005),)
    assert csv.field_size_limit() == before


def test_a_cell_larger_than_the_csv_module_allows_is_read() -> None:
    text = "word " * 100_000
    assert read_one(delimited([(text, "a")], ["text", "id"])).comments[0].text == text.strip()


@pytest.mark.parametrize(
    ("data", "comments", "broken"),
    [
        (b"text,id\na,1\n" + b"x" * 20_000_000 + b"\n", 1, 1),
        (b"id,text\n" + b"1,a\n" * 20 + b'2,"' + b"never closed\n" * 200_000, 20, 1),
        (b"text,id\n" + b"a,1\n" * 20 + b"x," * 5_000_000, 20, 1),
        (
            b'{"text":"a"}\n{"text":"b"}\n{"text":"' + b"x" * 20_000_000 + b'"}\n{"text":"c"}\n',
            3,
            1,
        ),
        (b'{"text":"a"}\n{"text":"b"}\n' + b"[" * 10_000_000 + b"\n", 2, 1),
    ],
    ids=["line", "quote", "commas", "JSON line", "JSON depth"],
)
def test_endless_lines_are_broken_rows(data: bytes, comments: int, broken: int) -> None:
    reading = read_one(data, {"text": "text"})
    assert len(reading.comments) == comments
    [dropped] = reading.dropped
    assert dropped.reason == "broken row"
    assert dropped.blocks >= broken


def test_nuls_are_left_out() -> None:
    rows = b"Ann,fine and long enough to be read as text\n" * 20
    data = b"author,text\n" + rows + b"B\x00o,a\x00b\n"
    assert matches(data)
    last = read_one(data).comments[-1]
    assert (last.author, last.text) == ("Bo", "ab")


DIALECTS = {
    name: {"delimiter": delimiter, "quoting": quoting, "lineterminator": end}
    for name, delimiter, quoting, end in [
        ("excel", ",", csv.QUOTE_MINIMAL, "\r\n"),
        ("excel-tab", "\t", csv.QUOTE_MINIMAL, "\r\n"),
        ("unix", ",", csv.QUOTE_ALL, "\n"),
        ("german", ";", csv.QUOTE_MINIMAL, "\r\n"),
        ("pipes", "|", csv.QUOTE_NONNUMERIC, "\n"),
    ]
}
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60)
authors = st.text("abcXYZ سلام,;|\t\"'\\", max_size=12)


def as_kept(text: str) -> str:
    """A text as a comment keeps it: no space around it, one blank line between paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return re.sub(r"\n[^\S\n]*(\n[^\S\n]*)+", "\n\n", text).strip()


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(DIALECTS)), st.lists(st.tuples(texts, authors), min_size=1, max_size=12))  # fmt: skip
def test_what_csv_writer_writes_reads_back_unchanged(dialect, rows) -> None:
    data = delimited(
        [(*row, "x") for row in rows], ["comment", "author", "id"], **DIALECTS[dialect]
    )
    found = read(data)
    kept = [(as_kept(text), " ".join(author.split()) or None) for text, author in rows]
    stated = [(text, author) for text, author in kept if text]
    if stated:
        [thread] = found
        assert isinstance(thread, Thread)
        assert [(c.text, c.author) for c in thread.reading.comments] == stated
        dropped = sum(loss.blocks for loss in thread.reading.dropped)
        assert len(stated) + dropped == len(rows)
    else:
        assert isinstance(found[0], SourceError)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"text,id\n", b"PAR1", b"PK\x03\x04", b'{"text":', b"\xff\xfe", b"sep=;\ntext;a\n"]))  # fmt: skip
def test_any_bytes_give_threads_or_one_error(data: bytes, start: bytes) -> None:
    found = read(start + data)
    assert isinstance(matches(start + data), bool)
    assert all(isinstance(thread, Thread) for thread in found[:-1])
    assert isinstance(found[-1], (Thread, SourceError))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_damaged_file_gives_threads_or_one_error(kind: str, data: st.DataObject) -> None:
    raw = bytearray(WRITTEN[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    found = read(bytes(raw))
    assert isinstance(found[-1], (Thread, SourceError))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.binary(max_size=5), st.lists(st.none(), max_size=1), st.dates()), max_size=6))  # fmt: skip
def test_any_values_in_a_frame_give_threads_or_one_error(values) -> None:
    import pandas as pd

    frame = pd.DataFrame({"text": pd.Series(values, dtype=object), "author": pd.Series(values, dtype=object)})  # fmt: skip
    try:
        assert all(isinstance(thread, Thread) for thread in threads_of(frame))
    except SourceError as error:
        assert str(error)


@pytest.mark.parametrize("part", ["xl/workbook.bin", "content.xml"])
def test_a_workbook_of_a_kind_whose_size_cannot_be_told_is_refused(part: str) -> None:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(part, b"")
    assert "a workbook of another kind than .xlsx" in refusal(file.getvalue())


def test_what_looks_like_a_byte_order_mark_inside_a_table_is_none() -> None:
    (thread,) = read(b"text,id\n\xfe\xff,1\nb,2\n")
    assert isinstance(thread, Thread)
    assert [c.original_id for c in thread.reading.comments] == ["1", "2"]
