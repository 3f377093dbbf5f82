"""Which kind of file a source is, told by its content, and that any content is read or refused."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from container_samples import PNG, html, names, page, put, read, tarred, zipped
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comments.errors import NotAPageError, SourceError
from comments.parsing.documents import Page, Thread, digest
from comments.parsing.opening import open_source
from comments.parsing.sources import MAX_BYTES, Source

SEEDS = Path(__file__).parents[2] / "seeds"
ROWS = [("1", "ann", "<p>First, of <b>two</b></p>"), ("2", "bob", '{"second": "comment"}')]


def as_csv(rows: list[tuple[str, ...]], text: str = "comment", separator: str = ",") -> bytes:
    """A table with a header."""
    data = io.StringIO()
    csv.writer(data, delimiter=separator).writerows([("id", "author", text), *rows])
    return data.getvalue().encode()


def as_json_lines(rows: list[tuple[str, ...]]) -> bytes:
    """One object a line."""
    keys = ("id", "author", "comment")
    return b"".join(json.dumps(dict(zip(keys, r, strict=True))).encode() + b"\n" for r in rows)


def as_parquet(rows: list[tuple[str, ...]]) -> bytes:
    """A Parquet table."""
    data = io.BytesIO()
    ids, authors, texts = zip(*rows, strict=True)
    pq.write_table(pa.table({"id": ids, "author": authors, "comment": texts}), data)
    return data.getvalue()


def as_workbook(rows: list[tuple[str, ...]]) -> bytes:
    """An Excel workbook."""
    book = openpyxl.Workbook()
    for row in [("id", "author", "comment"), *rows]:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def texts(items: list[object]) -> list[str]:
    """Texts of the comments of threads, in order."""
    assert all(isinstance(item, Thread) for item in items), items
    return [c.text for item in items if isinstance(item, Thread) for c in item.reading.comments]


@pytest.mark.parametrize("table", [as_csv, as_json_lines, as_parquet, as_workbook])
@pytest.mark.parametrize("name", ["comments", "page.html", "readme.txt"])
def test_a_table_is_a_table_under_any_name_and_behind_any_wrapping(
    tmp_path: Path, table, name: str
) -> None:
    data = table(ROWS)
    plain = texts(read(put(tmp_path / name, data)))
    assert len(plain) == 2
    assert "second" in plain[1]
    assert texts(read(put(tmp_path / name, gzip.compress(data)))) == plain
    assert texts(read(put(tmp_path / name, zipped({"a": data})))) == plain
    assert texts(read(put(tmp_path / name, gzip.compress(tarred({"a": data}))))) == plain


def test_columns_that_are_named_go_before_everything_else(tmp_path: Path) -> None:
    table = put(tmp_path / "a.csv", as_csv(ROWS, text="Was gesagt wurde", separator=";"))
    (error,) = read(table)
    assert isinstance(error, NotAPageError)
    found = read(table, columns={"text": "Was gesagt wurde"})
    assert len(texts(found)) == 2


HACKER_NEWS = {
    "id": 1,
    "created_at_i": 1714557600,
    "type": "story",
    "author": "ann",
    "title": "A story",
    "children": [
        {
            "id": 2,
            "created_at_i": 1714557601,
            "type": "comment",
            "author": "bob",
            "text": "<p>A <i>comment</i></p><p>with</p><div>markup</div>",
            "parent_id": 1,
            "children": [],
        }
    ],
}


def test_an_export_is_an_export_though_it_holds_markup(tmp_path: Path) -> None:
    data = json.dumps(HACKER_NEWS).encode()
    (thread,) = read(put(tmp_path / "page.html", data))
    assert isinstance(thread, Thread)
    assert thread.name.startswith("page.html")
    assert len(thread.reading.comments) == 1
    (packed,) = read(put(tmp_path / "may.zip", zipped({"hn.json": data})))
    assert isinstance(packed, Thread)
    assert packed.name.startswith("may.zip/hn.json")
    assert packed.reading == thread.reading


@pytest.mark.parametrize(
    "text",
    [
        b"Comment, opinion and text\n\nThe mayor, the council, and the town\nagreed, at last.\n",
        b"Comments\n\nann, 3 hours ago\nA first comment, with a comma.\n\nbob\nA second.\n",
        b"text\n\nA page of one word, and one more line.\n",
        b"[Photo: Reuters]\n\nThe town woke up.\n",
        b"WARC is a format.\n\nBZh and PK too.\n",
        html("Table", "<table><tr><td>id,comment</td></tr></table>"),
        b"id,comment\n<html><body><p>" + b"a" * 100 + b"</p></body></html>\n\n\n",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
        b"<script>var comments = [{'text': 'a'}]</script><div>A</div><div>B</div>",
        b"\xef\xbb\xbf<!DOCTYPE html><p>A page with a mark</p>",
        "\ufeffA text copy".encode("utf-16-le"),
    ],
)
def test_a_page_is_a_page_though_it_looks_like_something_else(tmp_path: Path, text: bytes) -> None:
    assert page(read(put(tmp_path / "page.csv", text))).data == text


def test_the_seeds_are_pages_and_their_readings_are_data() -> None:
    items = read(SEEDS)
    pages = [item for item in items if isinstance(item, Page)]
    assert len(pages) == 5
    assert [type(item) for item in items if not isinstance(item, Page)] == [NotAPageError] * 5
    assert pages == [Page(p.name, p.data) for p in pages]
    assert len({digest(p) for p in pages}) == 5


def test_loose_data_are_no_page_also_where_they_are_packed(tmp_path: Path) -> None:
    for data in (b'{"a": 1}', gzip.compress(b'[{"a": 1}]')):
        (error,) = read(put(tmp_path / "a.json", data))
        assert isinstance(error, NotAPageError)
        assert error.source == "a.json"
    counts = Counter[str]()
    packed = zipped({"a.json": b'{"a": 1}', "page.html": html()})
    assert names(read(put(tmp_path / "a.zip", packed), counts)) == ["a.zip/page.html"]
    assert counts == {"data file": 1}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (gzip.compress(b""), "the file is empty"),
        (PNG, "this is a PNG picture, not a saved page"),
        (b"%PDF-1.7\n", "this is a PDF, not a saved page"),
        (bytes(range(256)), "a binary file, not a saved page"),
        (zipped({}), "no page and no comment in it"),
    ],
)
def test_what_is_nothing_of_ours_is_refused_by_name(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    assert names(read(put(tmp_path / "file", data))) == [f"<file: {reason}>"]


def test_files_that_cannot_be_opened_are_errors_and_no_exceptions(tmp_path: Path) -> None:
    gone = Source(tmp_path / "gone", "gone")
    assert names(list(open_source(gone))) == ["<gone: no such file or directory>"]
    assert names(list(open_source(Source(tmp_path, "folder")))) == ["<folder: not a regular file>"]


def test_a_page_is_limited_in_size_and_a_table_is_not(tmp_path: Path) -> None:
    with put(tmp_path / "page.html", html() + b" " * 70_000).open("r+b") as stream:
        stream.truncate(200_000_000)
    assert names(read(tmp_path / "page.html")) == [
        "<page.html: 200 MB, larger than any saved page (limit 67 MB)>"
    ]
    rows = MAX_BYTES // 10_000
    table = put(tmp_path / "a.csv", as_csv([("1", "ann", "long " * 2_010)] * rows))
    assert table.stat().st_size > MAX_BYTES
    assert len(texts(read(table))) == rows


STARTS = [
    *(
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b\x08\0",
        b"BZh91AY&SY",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
    ),
    *(
        b"\x5d\x2a\x4d\x18\4\0\0\0",
        b"WARC/1.0\r\n",
        b"PAR1",
        b"MIME-Version: 1.0\r\n",
        b"id,text\n1,",
    ),
    *(b'{"id": 1,', b'[{"', b"<html>", b"<?xml version='1.0'?><rss>", b"\xff\xfe", b""),
]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(STARTS), st.binary(max_size=400))
@example(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", b"")
@example(
    b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="\xff"\r\n\r\n--\xff\r\n', b""
)
def test_any_bytes_give_documents_and_errors_and_no_exception(
    tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes
) -> None:
    file = put(tmp_path_factory.getbasetemp() / "any", start + rest)
    for again in (file, put(file.with_name("any.gz"), gzip.compress(start + rest))):
        items = read(again)
        assert items
        assert all(isinstance(item, Page | Thread | SourceError) for item in items)
        assert "our reader failed" not in "".join(map(str, items))
        assert names(items) == names(read(again))


def test_what_reading_needs_is_loaded_when_it_is_needed() -> None:
    code = (
        "import sys, comments.parsing.opening;"
        "heavy = {'fastwarc', 'zstandard', 'pyarrow', 'pandas', 'ijson', 'lxml', 'dateparser'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_pictures_and_scripts_in_a_folder_are_counted_and_one_that_is_named_is_a_failure(
    tmp_path: Path,
) -> None:
    picture, script = put(tmp_path / "a.png", PNG), put(tmp_path / "site.js", b"var comments = 1;")
    passed_over = Counter[str]()
    for path in (picture, script):
        assert list(open_source(Source(path, path.name), passed_over=passed_over)) == []
    assert passed_over == {"picture, font or film": 1, "style sheet or script": 1}
    named = list(open_source(Source(picture, picture.name, is_named=True)))
    assert [type(item) for item in named] == [SourceError]
