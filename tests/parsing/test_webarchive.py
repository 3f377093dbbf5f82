"""Pages saved by Safari."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

import pytest
from container_samples import PNG, html, names, page, put, read
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.documents import Page

URL = "https://example.org/page"


def resource(data: bytes, url: str = URL, media: str = "text/html", charset: str = "UTF-8") -> Any:
    """A page or another file, as Safari notes it."""
    return {
        "WebResourceData": data,
        "WebResourceURL": url,
        "WebResourceMIMEType": media,
        "WebResourceTextEncodingName": charset,
        "WebResourceFrameName": "",
    }


INNER = {"WebMainResource": resource(html("A comment in a frame in a frame"))}
FRAME = "<html><p>تعليق</p></html>"
SAVED = {
    "WebMainResource": resource(html()),
    "WebSubresources": [resource(PNG, "https://example.org/a.png", "image/png")],
    "WebSubframeArchives": [
        {
            "WebMainResource": resource(FRAME.encode("cp1256"), charset="windows-1256"),
            "WebSubframeArchives": [INNER],
        },
        {"WebMainResource": resource(PNG, media="image/png")},
    ],
}


def packed(content: Any) -> bytes:
    """A binary property list."""
    return plistlib.dumps(content, fmt=plistlib.FMT_BINARY)


def test_a_page_comes_with_its_address_charset_and_frames(tmp_path: Path) -> None:
    found = page(read(put(tmp_path / "page.webarchive", packed(SAVED))))
    assert found == Page(
        "page.webarchive",
        html(),
        url=URL,
        charset="utf-8",
        frames=(
            b"\xef\xbb\xbf" + FRAME.encode(),
            html("A comment in a frame in a frame"),
        ),
    )


@pytest.mark.parametrize("content", [[], {}, {"WebMainResource": {}}, {"WebMainResource": "page"}])
def test_another_property_list_is_no_page(tmp_path: Path, content: Any) -> None:
    assert names(read(put(tmp_path / "a.plist", packed(content)))) == [
        "<a.plist: it is damaged or cut off (no page in it)>"
    ]


def test_frames_that_hold_one_another_end(tmp_path: Path) -> None:
    nest: Any = {"WebMainResource": resource(html())}
    for _ in range(60):  # each holds the one before twice, which the file stores once
        nest = {"WebMainResource": resource(html()), "WebSubframeArchives": [nest, nest]}
    assert len(page(read(put(tmp_path / "a.webarchive", packed(nest)))).frames) == 200


@settings(deadline=None)
@given(
    spots=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), max_size=6),
    end=st.floats(0.02, 1),
)
def test_a_spoilt_file_gives_one_page_or_one_error(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[float, bytes]], end: float
) -> None:
    whole = bytearray(packed(SAVED))
    for place, junk in spots:
        at = int(place * len(whole))
        whole[at : at + len(junk)] = junk
    file = put(tmp_path_factory.getbasetemp() / "spoilt", bytes(whole[: int(end * len(whole))]))
    (item,) = read(file)
    assert isinstance(item, Page | SourceError)
    assert "our reader failed" not in str(item)


def test_lists_of_frames_that_hold_themselves_are_not_followed_for_ever(tmp_path: Path) -> None:
    main = {"WebResourceData": html(), "WebResourceURL": "https://example.org/a"}
    frames: list[object] = [{}] * 50_000
    archive = {"WebMainResource": main, "WebSubframeArchives": frames}
    frames[:100] = [archive] * 100
    data = plistlib.dumps(archive, fmt=plistlib.FMT_BINARY)
    assert page(read(put(tmp_path / "a.webarchive", data))).data == html()
