"""Pages saved as one file of many parts: by Chrome, Internet Explorer, and what may go wrong."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Sequence
from pathlib import Path

import pytest
from container_samples import PNG, html, names, page, put, read
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.containers.mhtml import is_mhtml
from comments.parsing.documents import Page
from comments.parsing.sources import MAX_BYTES

URL = "https://example.org/news/page.html"
BOUNDARY = "----MultipartBoundary--iB7sYVVLYi4lIo0YwuJWcdIdGU9Sk0hj5TZKb6n7KW----"


def part(body: bytes, media: str, location: str, key: str = "", coding: str = "") -> bytes:
    """One part with its headers, `body` encoded already."""
    headers = [f"Content-Type: {media}", f"Content-Location: {location}"]
    headers += [f"Content-ID: <{key}>"] * bool(key)
    headers += [f"Content-Transfer-Encoding: {coding}"] * bool(coding)
    return "\r\n".join([*headers, "", ""]).encode() + body


def chrome(*parts: bytes, date: str = "Wed, 1 May 2024 12:00:00 +0200") -> bytes:
    """A file as Chrome's "Webpage, Single File" is: its headers, and the parts after them."""
    head = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {URL}\r\n"
        "Subject: =?utf-8?Q?A=20page?=\r\n"
        f"Date: {date}\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        f'\tboundary="{BOUNDARY}"\r\n\r\n\r\n'
    )
    return joined(head.encode(), parts, BOUNDARY)


def joined(head: bytes, parts: Sequence[bytes], boundary: str) -> bytes:
    """A message of parts."""
    mark = f"--{boundary}".encode()
    return head + b"".join(mark + b"\r\n" + p + b"\r\n" for p in parts) + mark + b"--\r\n"


def quoted(data: bytes) -> bytes:
    """The bytes as quoted-printable with line ends of CRLF, as Chrome writes."""
    return quopri.encodestring(data).replace(b"\n", b"\r\n")


FRAME = html("A comment in a frame", '<iframe src="cid:frame-INNER@mhtml.blink"></iframe>')
INNER = html("A comment in a frame in a frame")
MAIN = html("Résumé = 1", '<iframe src="cid:frame-MAIN@mhtml.blink" title="x"></iframe>')
PICTURE = part(base64.encodebytes(PNG), "image/png", "https://example.org/a.png", "", "base64")


def saved_by_chrome(**kinds: str) -> bytes:
    """A page with a picture, a frame in it and a frame in that."""
    return chrome(
        part(quoted(MAIN), "text/html", URL, "frame-ROOT@mhtml.blink", "quoted-printable"),
        PICTURE,
        part(quoted(FRAME), "text/html", f"{URL}#f", "frame-MAIN@mhtml.blink", "quoted-printable"),
        part(quoted(b"p {}"), "text/css", "cid:css-1@mhtml.blink", "", "quoted-printable"),
        part(
            base64.encodebytes(INNER),
            "text/html",
            "about:blank",
            "frame-INNER@mhtml.blink",
            "base64",
        ),
        part(
            quoted(html("Advert")),
            "text/html",
            "https://ads.example/",
            "frame-AD@mhtml.blink",
            "quoted-printable",
        ),
        **kinds,
    )


def test_a_page_of_chrome_comes_with_address_time_and_the_frames_it_shows(tmp_path: Path) -> None:
    found = page(read(put(tmp_path / "page.mhtml", saved_by_chrome())))
    assert found.name == "page.mhtml"
    assert found.data == MAIN
    assert found.url == URL
    assert found.saved_at == "2024-05-01T12:00:00+02:00"
    assert found.frames == (FRAME, INNER)


def test_old_pages_of_internet_explorer_name_frames_by_address_and_charset_in_headers(
    tmp_path: Path,
) -> None:
    main = '<html><iframe src="comments.htm"></iframe><p>مقال</p></html>'.encode("cp1256")
    frame = "<html><p>تعليق</p></html>".encode("cp1256")
    head = (
        'From: "Saved by Windows Internet Explorer 8"\r\n'
        "Subject: Page\r\nDate: Mon, 3 Jan 2011 08:15:00 +0300\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        '\tboundary="----=_NextPart_000_0000_01CBAB2C.4C5D3A10"\r\n'
        "X-MimeOLE: Produced By Microsoft MimeOLE V6.1.7600.16543\r\n\r\n"
        "This is a multi-part message in MIME format.\r\n\r\n"
    )
    media = 'text/html;\r\n\tcharset="windows-1256"'
    parts = [
        part(quoted(main), media, URL, "", "quoted-printable"),
        part(
            base64.encodebytes(frame), media, "https://example.org/news/comments.htm", "", "base64"
        ),
    ]
    whole = joined(head.encode(), parts, "----=_NextPart_000_0000_01CBAB2C.4C5D3A10")
    found = page(read(put(tmp_path / "page.mht", whole)))
    assert (found.url, found.charset) == (URL, "windows-1256")
    assert found.data == main
    assert [f.decode("utf-8-sig").strip() for f in found.frames] == [frame.decode("cp1256")]


def test_a_page_without_pictures_is_one_part(tmp_path: Path) -> None:
    head = (
        "From: <Saved by Windows Internet Explorer 7>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/html;\r\n\tcharset="utf-8"\r\n'
        f"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: {URL}\r\n\r\n"
    )
    found = page(read(put(tmp_path / "page.mht", head.encode() + quoted(html("é = é")))))
    assert (found.data, found.url, found.charset) == (html("é = é"), URL, "utf-8")


def test_a_newsletter_with_a_text_beside_it_is_read_as_html(tmp_path: Path) -> None:
    inner = joined(
        b'Content-Type: multipart/alternative; boundary="inner"\r\n\r\n',
        [
            b"Content-Type: text/plain; charset=utf-8\r\n\r\nPlain",
            b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html(),
        ],
        "inner",
    )
    assert page(read(put(tmp_path / "a.eml", chrome(inner, PICTURE)))).data == html()


def test_the_part_that_the_headers_name_as_the_start_is_the_page(tmp_path: Path) -> None:
    whole = chrome(
        part(html("Frame"), "text/html", "https://example.org/frame", "frame@x"),
        part(html("Page"), "text/html", URL, "root@x"),
    ).replace(b'type="text/html"', b'type="text/html"; start="<root@x>"')
    assert page(read(put(tmp_path / "a.mht", whole))).data == html("Page")


def test_a_file_that_is_cut_off_inside_the_page_is_an_error(tmp_path: Path) -> None:
    whole = saved_by_chrome()
    cut = whole[: whole.index(b"sum=C3=A9")]
    assert names(read(put(tmp_path / "a.mht", cut))) == [
        "<a.mht: it is damaged or cut off (it ends inside a part)>"
    ]


def test_a_file_without_a_page_is_an_error(tmp_path: Path) -> None:
    assert names(read(put(tmp_path / "a.mht", chrome(PICTURE)))) == [
        "<a.mht: it is damaged or cut off (no page among its parts)>"
    ]


def test_pictures_count_for_nothing_and_a_page_larger_than_any_is_refused(tmp_path: Path) -> None:
    line = base64.b64encode(bytes(45_000)) + b"\r\n"
    film = part(line * (2 * MAX_BYTES // len(line) + 1), "video/mp4", "film", "", "base64")
    found = page(read(put(tmp_path / "a.mht", chrome(film, part(html(), "text/html", URL)))))
    assert found.data == html()
    line = b"<p>" + b"All work and no play. " * 1_000 + b"</p>\n"
    large = part(line * (MAX_BYTES // len(line) + 1), "text/html", URL)
    assert names(read(put(tmp_path / "a.mht", chrome(large)))) == [
        "<a.mht: more than 67 MB, larger than any saved page (limit 67 MB)>"
    ]


@pytest.mark.parametrize("date", ["", "yesterday", "Wed, 99 May 2024 12:00:00 +0200"])
def test_a_date_that_is_none_is_left_out(tmp_path: Path, date: str) -> None:
    whole = chrome(part(html(), "text/html", URL), date=date)
    assert page(read(put(tmp_path / "a.mht", whole))).saved_at is None


@pytest.mark.parametrize(
    "text",
    [
        b"Title: A page\nAuthor: Somebody\n\nThe town woke up.\n",
        b"Re: the plan\n\nFrom: ann\n",
        b"MIME-Version: 1.0 is what a header says.\n\nA text on mail.\n",
        b"Content-Type: text/html\r\n\r\n<html>",
    ],
)
def test_a_text_copy_that_begins_like_headers_is_a_text_copy(tmp_path: Path, text: bytes) -> None:
    assert not is_mhtml(text)
    assert page(read(put(tmp_path / "a.txt", text))).data == text


@settings(deadline=None, max_examples=150)
@given(
    spots=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=6)), max_size=5),
    end=st.floats(0.05, 1),
)
def test_a_spoilt_file_gives_one_page_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[float, bytes]], end: float
) -> None:
    whole = bytearray(saved_by_chrome())
    for place, junk in spots:
        at = int(place * len(whole))
        whole[at : at + len(junk)] = junk
    file = put(tmp_path_factory.getbasetemp() / "spoilt", bytes(whole[: int(end * len(whole))]))
    (item,) = read(file)
    assert isinstance(item, Page | SourceError)
    assert "our reader failed" not in str(item)
