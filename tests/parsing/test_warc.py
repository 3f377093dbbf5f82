"""Web archives: which records are pages, what is known of them, and where a damaged one ends."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from collections import Counter
from pathlib import Path

import brotli
import pytest
import zstandard
from container_samples import PNG, html, letters, names, page, put, read
from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.documents import Page, Thread
from comments.parsing.sources import MAX_BYTES

URL = "https://example.org/page"
HTML = "text/html; charset=UTF-8"


def record(
    block: bytes, kind: str = "response", url: str = URL, content_type: str = "", **fields: str
) -> bytes:
    """One record, with its block as it is."""
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2024-05-01T10:00:00Z",
        "WARC-Record-ID": "<urn:uuid:6f1d0b1c-0d3b-4c5e-8f57-1f1a0b0c0d0e>",
        "Content-Type": content_type or "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def response(
    body: bytes = html(),
    media: str | None = HTML,
    url: str = URL,
    status: str = "200 OK",
    **fields: str,
) -> bytes:
    """The record of an HTTP response; underscores in the names of header fields are hyphens."""
    typed = {} if media is None else {"Content-Type": media}
    typed |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in typed.items())
    return record(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body, url=url)


def test_a_page_comes_with_its_address_time_and_charset(tmp_path: Path) -> None:
    body = "<html><p>نص</p></html>".encode("cp1256")
    whole = response(body, "text/html; charset=windows-1256")
    assert page(read(put(tmp_path / "a.warc", whole))) == Page(
        f"a.warc/{URL}",
        body,
        url=URL,
        charset="windows-1256",
        saved_at="2024-05-01T10:00:00+00:00",
    )


@pytest.mark.parametrize("charset", ["klingon", "", "\\0", "utf-8\x00", '"'])
def test_a_charset_that_nobody_knows_is_none(tmp_path: Path, charset: str) -> None:
    whole = response(media=f"text/html; charset={charset}")
    assert page(read(put(tmp_path / "a.warc", whole))).charset is None


def test_web_archives_are_read_plain_and_compressed_as_a_whole_or_by_record(
    tmp_path: Path,
) -> None:
    records = [response(html(str(n)), url=f"{URL}/{n}") for n in range(3)]
    forms = {
        "plain": b"".join(records),
        "gz": b"".join(map(gzip.compress, records)),
        "whole.gz": gzip.compress(b"".join(records)),
        "zst": b"".join(map(zstandard.compress, records)),
    }
    for form, data in forms.items():
        found = read(put(tmp_path / form, data))
        assert names(found) == [f"{form}/{URL}/{n}" for n in range(3)]


def test_a_zstd_archive_may_begin_with_its_dictionary(tmp_path: Path) -> None:
    records = [response(html(f"Page {n}"), url=f"{URL}/{n}") for n in range(200)]
    words = zstandard.train_dictionary(2_000, records)
    packer = zstandard.ZstdCompressor(dict_data=words)
    for dictionary in (words.as_bytes(), zstandard.compress(words.as_bytes())):
        leader = b"\x5d\x2a\x4d\x18" + struct.pack("<L", len(dictionary)) + dictionary
        data = leader + b"".join(map(packer.compress, records))
        assert len(names(read(put(tmp_path / "a.warc.zst", data)))) == 200


def test_archives_of_fastwarc_itself_are_read(tmp_path: Path) -> None:
    with GzipWriter(str(tmp_path / "a.warc.gz")) as stream:
        made = WarcRecord()
        made.init_headers(WarcRecordType.response)
        made.headers["WARC-Target-URI"] = URL
        made.is_http = True
        made.set_bytes_content(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html())
        made.write(stream)
    assert page(read(tmp_path / "a.warc.gz")).data == html()


def test_records_of_one_address_are_told_apart(tmp_path: Path) -> None:
    whole = response() + response(html("Later")) + response(html("Latest"))
    found = read(put(tmp_path / "a.warc", whole))
    assert names(found) == [f"a.warc/{URL}", f"a.warc/{URL} (2)", f"a.warc/{URL} (3)"]


def test_what_a_crawler_stores_beside_pages_is_passed_over(tmp_path: Path) -> None:
    others = [
        record(b"software: a crawler\r\n", "warcinfo", content_type="application/warc-fields"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", content_type="application/http"),
        record(b"HTTP/1.1 200 OK\r\n\r\n", "revisit"),
        record(b"via: somewhere\r\n", "metadata", content_type="application/warc-fields"),
        record(b"example.org 1.2.3.4", "response", "dns:example.org", "text/dns"),
        response(status="301 Moved Permanently", Location="https://example.org/"),
        response(status="404 Not Found"),
        response(b"User-agent: *", "text/plain", "https://example.org/robots.txt"),
        response(PNG, "image/png"),
        response(PNG, "text/html"),
        response(b"p {}", "text/css"),
        response(b"alert(1)", "text/plain", "https://example.org/a.js?v=3"),
        response(b"alert(1)", "application/javascript"),
        response(b'{"menu": ["a", "b"]}', "application/json"),
        response(b'{"menu": ["a", "b"]}', "text/html"),
        response(b"<rss><channel/></rss>", "application/xml"),
        response(b"", HTML),
        response(b"binary", None),
        record(b"a log", "resource", "urn:log", "text/plain"),
        record(b"no http at all", "response"),
    ]
    whole = put(tmp_path / "a.warc", b"".join([*others, response()]))
    counts = Counter[str]()
    assert names(read(whole, counts)) == [f"a.warc/{URL}"]
    # All but the first four, which hold no answer of a server, and the one that is a page.
    assert counts == {"archived response without a page": len(others) - 4}
    assert names(read(put(tmp_path / "b.warc", b"".join(others)))) == [
        "<b.warc: no page and no comment in it>"
    ]


@pytest.mark.parametrize(
    "whole",
    [
        response(b"A text copy of a page", "text/plain"),
        response(html(), "application/xhtml+xml"),
        response(html(), None),
        record(html(), "resource", URL, "text/html; charset=UTF-8"),
        record(html(), "conversion", URL, "text/html"),
        record(b"Text that a tool made of a page", "conversion", URL, "text/plain"),
        record(b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n" + html(), url=f"<{URL}>"),
    ],
    ids=["text", "xhtml", "untyped", "resource", "conversion", "WET", "address of old wget"],
)
def test_pages_are_also(tmp_path: Path, whole: bytes) -> None:
    found = page(read(put(tmp_path / "a.warc", whole)))
    assert (found.name, found.url) == (f"a.warc/{URL}", URL)


def chunked(body: bytes) -> bytes:
    """The body in two chunks, the first with an extension."""
    middle = len(body) // 2
    first, second = body[:middle], body[middle:]
    return b"%x;ext=1\r\n%s\r\n%X\r\n%s\r\n0\r\n\r\n" % (len(first), first, len(second), second)


def raw_deflate(body: bytes) -> bytes:
    """Deflate without the header of zlib, as some servers send it."""
    return zlib.compress(body, wbits=-15)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (gzip.compress(html()), {"Content_Encoding": "gzip"}),
        (gzip.compress(html()), {"Content_Encoding": "X-GZIP"}),
        (zlib.compress(html()), {"Content_Encoding": "deflate"}),
        (raw_deflate(html()), {"Content_Encoding": "deflate"}),
        (brotli.compress(html()), {"Content_Encoding": "br"}),
        (zstandard.compress(html()), {"Content_Encoding": "zstd"}),
        (chunked(html()), {"Transfer_Encoding": "chunked"}),
        (
            chunked(gzip.compress(html())),
            {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
        ),
        (gzip.compress(brotli.compress(html())), {"Content_Encoding": "br, gzip"}),
        (html(), {"Content_Encoding": "identity"}),
    ],
)
def test_codings_are_undone(tmp_path: Path, body: bytes, fields: dict[str, str]) -> None:
    assert page(read(put(tmp_path / "a.warc", response(body, **fields)))).data == html()


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_body_that_its_crawler_has_decoded_already_stays_as_it_is(
    tmp_path: Path, coding: str
) -> None:
    whole = response(html(), Content_Encoding=coding, Transfer_Encoding="chunked")
    assert page(read(put(tmp_path / "a.warc", whole))).data == html()


def test_a_comment_export_among_the_responses_gives_its_threads(tmp_path: Path) -> None:
    hacker_news = {
        "id": 1,
        "type": "story",
        "title": "A story",
        "url": URL,
        "created_at": "2024-05-01T10:00:00Z",
        "created_at_i": 1714557600,
        "author": "ann",
        "children": [
            {
                "id": 2,
                "type": "comment",
                "text": "<p>A comment",
                "author": "bob",
                "created_at": "2024-05-01T11:00:00Z",
                "parent_id": 1,
                "story_id": 1,
                "children": [],
            }
        ],
    }
    api = "https://hn.algolia.com/api/v1/items/1"
    whole = response(json.dumps(hacker_news).encode(), "application/json", api) + response()
    thread, other = read(put(tmp_path / "a.warc", whole))
    assert isinstance(thread, Thread)
    assert thread.name.startswith(f"a.warc/{api}")
    assert [c.text for c in thread.reading.comments] == ["A comment"]
    assert isinstance(other, Page)


@pytest.mark.parametrize("compress", [bytes, gzip.compress, zstandard.compress])
def test_an_archive_that_breaks_off_gives_what_is_whole_and_one_error(
    tmp_path: Path, compress
) -> None:
    records = [response(html(str(n) * 5_000), url=f"{URL}/{n}") for n in range(3)]
    whole = b"".join(map(compress, records))
    cut = put(tmp_path / "a.warc", whole[: len(whole) - len(compress(records[2])) // 2])
    *pages, error = read(cut)
    assert names(pages)[:2] == [f"a.warc/{URL}/0", f"a.warc/{URL}/1"]
    assert isinstance(error, SourceError)
    assert str(error).startswith("a.warc: it is damaged or cut off (")
    assert "record" in error.reason or "ends before" in error.reason


def test_a_cut_in_a_record_that_is_no_page_is_told_as_well(tmp_path: Path) -> None:
    whole = response() + response(PNG * 50, "image/png")
    assert names(read(put(tmp_path / "a.warc", whole[:-900]))) == [
        f"a.warc/{URL}",
        "<a.warc: it is damaged or cut off (it ends inside record 2)>",
    ]


def test_junk_between_records_ends_the_archive_with_an_error(tmp_path: Path) -> None:
    whole = response() + b"junk of another program\r\n" * 9 + response(html("Lost"))
    assert names(read(put(tmp_path / "a.warc", whole))) == [
        f"a.warc/{URL}",
        "<a.warc: it is damaged or cut off (after record 1: Invalid WARC header)>",
    ]


def test_a_record_with_headers_that_are_no_http_does_not_end_the_archive(tmp_path: Path) -> None:
    whole = response(X_Long="a" * 300_000, url=f"{URL}/long") + record(b"\xff" * 5_000) + response()
    assert names(read(put(tmp_path / "a.warc", whole))) == [
        f"<a.warc/{URL}/long: it is damaged or cut off (Maximum header length exceeded.)>",
        f"a.warc/{URL}",
    ]


def test_a_record_larger_than_any_page_is_refused_by_itself(tmp_path: Path) -> None:
    large = response(b"<html>" + b"a" * MAX_BYTES, url=f"{URL}/large")
    film = response(b"\0" * (MAX_BYTES + 1), "video/mp4", f"{URL}/film")
    assert names(read(put(tmp_path / "a.warc", large + film + response()))) == [
        f"<a.warc/{URL}/large: 67 MB, larger than any saved page (limit 67 MB)>",
        f"a.warc/{URL}",
    ]


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + letters(100), "gzip"),
        (brotli.compress(bytes(100_000_000), quality=1), "br"),
        (zstandard.compress(bytes(100_000_000)), "zstd"),
    ],
    ids=["gzip", "brotli", "zstd"],
)
def test_a_body_that_is_a_bomb_is_refused_by_itself(
    tmp_path: Path, body: bytes, coding: str
) -> None:
    whole = response(body, url=f"{URL}/bomb", Content_Encoding=coding) + response()
    assert names(read(put(tmp_path / "a.warc", whole))) == [
        f"<a.warc/{URL}/bomb: it unpacks to more than 200 times its size, as saved pages never do>",
        f"a.warc/{URL}",
    ]


ARCHIVE = response() + response(chunked(html()), Transfer_Encoding="chunked") + response(PNG)


@settings(deadline=None, max_examples=200)
@given(
    spots=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), max_size=5),
    end=st.floats(0.05, 1),
)
def test_a_spoilt_archive_gives_pages_and_errors_only(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[float, bytes]], end: float
) -> None:
    whole = bytearray(ARCHIVE)
    for place, junk in spots:
        at = int(place * len(whole))
        whole[at : at + len(junk)] = junk
    file = put(tmp_path_factory.getbasetemp() / "spoilt", bytes(whole[: int(end * len(whole))]))
    found = read(file, Counter())
    assert found
    assert all(isinstance(item, Page | SourceError) for item in found)
    assert "our reader failed" not in "".join(map(str, found))


def test_an_archive_that_is_cut_says_so_once_and_gives_no_half_pages(tmp_path: Path) -> None:
    plain = response() + response(html("Later", "<p>More of it</p>" * 500))
    for name, data in {"a.warc": plain, "a.warc.gz": gzip.compress(plain)}.items():
        first, *rest = names(read(put(tmp_path / name, data[:-60])))
        assert first == f"{name}/{URL}"
        (error,) = rest
        assert error.startswith(f"<{name}: it is damaged or cut off")
