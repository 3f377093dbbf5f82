"""Zip and tar: the pages in them as those of a folder, and what hostile archives come to."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections import Counter
from pathlib import Path
from random import Random

import pytest
import zstandard
from container_samples import (
    MEGABYTE,
    PNG,
    gzip_bomb,
    html,
    letters,
    names,
    page,
    put,
    raw_zip,
    read,
    tarred,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.containers.limits import MAX_LAYERS, window
from comments.parsing.documents import Page
from comments.parsing.opening import open_source
from comments.parsing.sources import MAX_BYTES, RUN_MARK, Source

MEMBERS = {"iran.html": html("Iran"), "2024/syria.txt": b"Syria\n\nA text copy.\n"}
PACK = {"zip": zipped, "tar": tarred}
packed = pytest.mark.parametrize("kind", PACK)


@packed
def test_members_are_pages_named_after_the_archive_and_their_place_in_it(
    tmp_path: Path, kind: str
) -> None:
    found = read(put(tmp_path / "may", PACK[kind](MEMBERS)))
    assert names(found) == ["may/iran.html", "may/2024/syria.txt"]
    assert [item.data for item in found if isinstance(item, Page)] == list(MEMBERS.values())


@pytest.mark.parametrize(
    "compress", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress]
)
def test_compression_is_seen_through_and_changes_no_name(tmp_path: Path, compress) -> None:
    assert page(read(put(tmp_path / "page.html.gz", compress(html())))).data == html()
    assert page(read(tmp_path / "page.html.gz")).name == "page.html.gz"
    found = read(put(tmp_path / "may.tgz", compress(tarred(MEMBERS))))
    assert names(found) == ["may.tgz/iran.html", "may.tgz/2024/syria.txt"]
    found = read(put(tmp_path / "may.zip.xz", compress(zipped(MEMBERS))))
    assert names(found) == ["may.zip.xz/iran.html", "may.zip.xz/2024/syria.txt"]


@pytest.mark.parametrize(
    "compress", [gzip.compress, bz2.compress, lzma.compress, zstandard.compress]
)
def test_streams_that_follow_each_other_are_one_and_a_cut_one_is_an_error(
    tmp_path: Path, compress
) -> None:
    two = compress(html("One")) + compress(b"<p>Two</p>")
    assert page(read(put(tmp_path / "two", two))).data == html("One") + b"<p>Two</p>"
    (error,) = read(put(tmp_path / "cut", two[:-9]))
    assert isinstance(error, SourceError)
    assert str(error).startswith("cut: it is damaged or cut off (")


def test_archives_inside_archives_are_opened(tmp_path: Path) -> None:
    inner = zipped({"page.html.gz": gzip.compress(html())})
    whole = put(tmp_path / "all.tar.gz", gzip.compress(tarred({"may/1.zip": inner})))
    assert names(read(whole)) == ["all.tar.gz/may/1.zip/page.html.gz"]


@packed
def test_what_is_no_page_is_passed_over_as_in_a_folder_and_counted(
    tmp_path: Path, kind: str
) -> None:
    counts = Counter[str]()
    members = {
        "./page.html": html(),
        "photo": PNG,
        "style.css": b"p { color: red }",
        "widget.js": b"alert('hello')",
        ".DS_Store": b"\0\0\0\1Bud1",
        "__MACOSX/._page.html": b"\0\5\26\7",
        "a/.git/config": b"[core]",
        "readings.json": b'{"comments": []}',
    }
    found = read(put(tmp_path / "may", PACK[kind](members)), counts)
    assert names(found) == ["may/page.html"]
    assert counts == {
        "picture, font or film": 1,
        "style sheet or script": 2,
        "hidden file": 3,
        "data file": 1,
    }


def test_a_page_is_known_by_its_content_whatever_its_name_says(tmp_path: Path) -> None:
    found = read(put(tmp_path / "may.zip", zipped({"page.css": html(), "b.png": b"A text copy"})))
    assert names(found) == ["may.zip/page.css", "may.zip/b.png"]


PICTURES = {
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "mp4": b"\0\0\0\x18ftypmp42",
    "mp3": b"ID3\3\0\0",
    "font": b"wOF2\0\1\0\0",
    "icon": b"\0\0\1\0\1\0",
}
TEXTS = {
    "1": b"RIFF raff in the streets",
    "2": b"OTTO von Bismarck spoke",
    "3": b"ID3 is a tag",
    "4": b"OggS and fLaC compared",
    "5": b"GIF or JPEG?",
    "6": b"<div><svg/></div><p>A page</p>",
}


def test_pictures_are_told_from_texts_that_begin_with_their_letters(tmp_path: Path) -> None:
    counts = Counter[str]()
    found = read(put(tmp_path / "a.zip", zipped({**PICTURES, **TEXTS})), counts)
    assert counts == {"picture, font or film": len(PICTURES)}
    told = {item.source if isinstance(item, SourceError) else item.name for item in found}
    assert told == {f"a.zip/{name}" for name in TEXTS}


@packed
def test_a_member_that_cannot_be_read_is_one_error_and_the_rest_goes_on(
    tmp_path: Path, kind: str
) -> None:
    members = {"junk.bin": bytes(range(256)) * 9, "report.pdf": b"%PDF-1.7", "empty.txt": b""}
    found = read(put(tmp_path / "may", PACK[kind]({**members, "page.html": html()})))
    assert names(found) == [
        "<may/junk.bin: a binary file, not a saved page>",
        "<may/report.pdf: this is a PDF, not a saved page>",
        "<may/empty.txt: the file is empty>",
        "may/page.html",
    ]


@packed
def test_an_archive_without_a_page_says_so(tmp_path: Path, kind: str) -> None:
    assert names(read(put(tmp_path / "a", PACK[kind]({"photo.png": PNG})))) == [
        "<a: no page and no comment in it>"
    ]


@packed
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_apart(tmp_path: Path, kind: str) -> None:
    members = [("a.html", html("One")), ("a.html", html("Two")), ("a.html (2)", html("Three"))]
    found = read(put(tmp_path / "may", PACK[kind](members)))
    assert names(found) == ["may/a.html", "may/a.html (2)", "may/a.html (2) (2)"]
    assert [item.data for item in found if isinstance(item, Page)] == [d for _, d in members]


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("تقرير.html".encode(), "تقرير.html"),
        ("caf\u00e9.html".encode("cp437"), "café.html"),
        (b"a\\b.html", "a/b.html"),
        (b"/etc/passwd", "etc/passwd"),
        (b"../../up.html", "../../up.html"),
    ],
)
def test_names_of_any_code_page_and_any_place_only_name(
    tmp_path: Path, raw: bytes, shown: str
) -> None:
    data = zlib.compress(html(), wbits=-15)
    whole = raw_zip(data, len(html()), [raw], crc=zlib.crc32(html()))
    archive = put(tmp_path / "box" / "may.zip", whole)
    assert names(read(archive)) == [f"may.zip/{shown}"]
    assert list(tmp_path.rglob("*")) == [tmp_path / "box", archive]


def test_a_tar_name_that_is_no_utf8_is_spelled_out_as_in_a_folder(tmp_path: Path) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as tar:
        info = tarfile.TarInfo("caf\u00e9.html")
        info.size = len(html())
        tar.addfile(info, io.BytesIO(html()))
    assert names(read(put(tmp_path / "may.tar", data.getvalue()))) == ["may.tar/caf\\xe9.html"]


def test_results_of_a_run_inside_a_zip_are_no_sources(tmp_path: Path) -> None:
    members = {"a.html": html(), f"out/{RUN_MARK}": b"{}", "out/comments.csv": b"text\nHello\n"}
    assert names(read(put(tmp_path / "may.zip", zipped(members)))) == ["may.zip/a.html"]


def test_locked_members_are_one_error_and_the_others_are_read(tmp_path: Path) -> None:
    whole = bytearray(zipped({"a.html": html(), "b.html": html(), "c.html": html()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = whole.index(mark)
        whole[at + flags] |= 1
        whole[whole.index(mark, at + 1) + flags] |= 1
    assert names(read(put(tmp_path / "may.zip", bytes(whole)))) == [
        "<may.zip: 2 of its files are locked with a password (a.html …)>",
        "may.zip/c.html",
    ]


def test_an_unknown_method_and_a_false_checksum_are_errors_of_their_member(tmp_path: Path) -> None:
    whole = bytearray(zipped({"a.html": html(), "b.html": html("B"), "c.html": html("C")}))
    for mark, field in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        whole[whole.index(mark) + field] = 9  # "Deflate64", as Windows packs large files
    second = whole.index(b"PK\x01\x02", whole.index(b"PK\x01\x02") + 1)
    whole[second + 16] ^= 0xFF
    assert names(read(put(tmp_path / "may.zip", bytes(whole)))) == [
        "<may.zip/a.html: it is packed by a method that cannot be read here>",
        "<may.zip/b.html: it is damaged or cut off (Bad CRC-32 for file 'b.html')>",
        "may.zip/c.html",
    ]


def test_links_and_devices_are_never_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret.html", html("Secret"))
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("page.html")
            info.type, info.linkname = kind, str(secret)
            archive.addfile(info)
        info = tarfile.TarInfo("real.html")
        info.size = len(html())
        archive.addfile(info, io.BytesIO(html()))
    counts = Counter[str]()
    assert names(read(put(tmp_path / "a.tar", data.getvalue()), counts)) == ["a.tar/real.html"]
    assert counts == {"link or device": 4}
    link = zipfile.ZipInfo("page.html")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as zip_archive:
        zip_archive.writestr(link, str(secret))
        zip_archive.writestr("real.html", html())
    assert names(read(tmp_path / "a.zip")) == ["a.zip/real.html"]


@pytest.mark.parametrize("wrap", [bytes, gzip.compress, zstandard.compress])
def test_a_tar_that_breaks_off_gives_what_came_before(tmp_path: Path, wrap) -> None:
    data = tarred({"a.html": html("A"), "b.html": html("B" * 2_000), "c.html": html("C")})
    cut = put(tmp_path / "may", wrap(data[:2_600]))
    assert [n.partition(" (")[0] for n in names(read(cut))] == [
        "may/a.html",
        "<may/b.html: it is damaged or cut off",
        "<may: it is damaged or cut off",
    ]
    spoilt = bytearray(data)
    spoilt[1_024:1_030] = b"\xff" * 6
    assert names(read(put(tmp_path / "spoilt", wrap(bytes(spoilt))))) == [
        "may/a.html".replace("may", "spoilt"),
        "<spoilt: it is damaged or cut off (a header is damaged)>",
    ]


def test_office_documents_are_named_as_such_and_workbooks_are_tables(tmp_path: Path) -> None:
    word = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})
    assert names(read(put(tmp_path / "page.zip", word))) == [
        "<page.zip: this is a Word document, not a saved page>"
    ]


def test_of_a_wacz_only_the_web_archive_is_read(tmp_path: Path) -> None:
    members = {
        "archive/data.warc.gz": gzip.compress(b"WARC/1.0\r\n"),
        "indexes/index.cdx.gz": gzip.compress(b"org,example)/ 20240501 {}"),
        "pages/pages.jsonl": b'{"url": "https://example.org/", "text": "A page"}\n',
        "datapackage.json": b"{}",
    }
    found = read(put(tmp_path / "crawl.wacz", zipped(members)))
    assert {n.removeprefix("<").partition(":")[0] for n in names(found)} == {
        "crawl.wacz/archive/data.warc.gz"
    }


# Bombs. A second is more than any of them takes; what is asserted is that they end, and how.

LARGE = "more than 67 MB, larger than any saved page (limit 67 MB)"
BOMB = "it unpacks to more than 200 times its size, as saved pages never do"


def test_a_gigabyte_made_of_a_megabyte_is_refused(tmp_path: Path) -> None:
    gigabyte = raw_zip(letters(1_000), 1_000 * MEGABYTE, [b"page.html"])
    assert len(gigabyte) < 1.1 * MEGABYTE
    assert names(read(put(tmp_path / "a.zip", gigabyte))) == [f"<a.zip/page.html: {LARGE}>"]
    assert names(read(put(tmp_path / "a.gz", gzip_bomb(1_000)))) == [f"<a.gz: {BOMB}>"]
    tar = tarfile.TarInfo("page.html")
    tar.size = 1_000 * MEGABYTE
    head = zlib.compressobj(9, wbits=31)
    bomb = head.compress(tar.tobuf()) + head.flush(zlib.Z_FULL_FLUSH) + letters(1_000)
    assert f"<a.tgz: {BOMB}>" in names(read(put(tmp_path / "a.tgz", bomb + bytes(8))))


def test_a_size_that_is_declared_too_small_is_not_believed(tmp_path: Path) -> None:
    assert names(read(put(tmp_path / "a.zip", raw_zip(letters(100), 10, [b"page.html"])))) != [
        "a.zip/page.html"
    ]


def test_many_members_that_are_each_within_measure_are_refused_together(tmp_path: Path) -> None:
    entries = [b"%d.gz" % number for number in range(100)]
    bomb = gzip_bomb(12)
    data = zlib.compress(bomb, wbits=-15)
    whole = raw_zip(data, len(bomb), entries, crc=zlib.crc32(bomb))
    found = read(put(tmp_path / "a.zip", whole))
    assert names(found)[-1] == f"<a.zip: {BOMB}>"
    assert len(found) < 10


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    entries = [b"%d.html" % number for number in range(1_000)]
    bomb = raw_zip(letters(1), MEGABYTE, entries, overlap=True)
    assert names(read(put(tmp_path / "a.zip", bomb))) == [f"<a.zip: {BOMB}>"]


def test_a_nest_deeper_than_any_honest_one_is_refused(tmp_path: Path) -> None:
    nest = {"gz": html(), "zip": html()}
    for _ in range(MAX_LAYERS):
        nest = {"gz": gzip.compress(nest["gz"]), "zip": zipped({"a": nest["zip"]})}
    assert page(read(put(tmp_path / "a", nest["gz"]))).data == html()
    assert names(read(put(tmp_path / "a", nest["zip"]))) == ["a" + "/a" * MAX_LAYERS]
    deeper = {"gz": gzip.compress(nest["gz"]), "zip": zipped({"a": nest["zip"]})}
    for data in deeper.values():
        (error,) = read(put(tmp_path / "a", data))
        assert isinstance(error, SourceError)
        assert error.reason == "it lies more than 6 archives and compressions deep"


def zstd_frame(window_log: int) -> bytes:
    """A zstd frame of one small page that asks for a window of 2 ** window_log bytes."""
    last_raw_block = (len(html()) << 3 | 1).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\0" + bytes([window_log - 10 << 3]) + last_raw_block + html()


def test_a_small_file_that_asks_for_gigabytes_of_memory_is_refused(tmp_path: Path) -> None:
    assert page(read(put(tmp_path / "a", zstd_frame(27)))).data == html()
    (error,) = read(put(tmp_path / "a", zstd_frame(31)))
    assert isinstance(error, SourceError)
    assert "too much memory" in error.reason
    xz = bytearray(lzma.compress(html()))
    end = 12 + 4 * xz[12]
    xz[16] = 40  # a dictionary of 4 GiB
    xz[end : end + 4] = struct.pack("<L", zlib.crc32(xz[12:end]))
    (error,) = read(put(tmp_path / "a", bytes(xz)))
    assert isinstance(error, SourceError)
    assert "limit" in error.reason


def test_dumps_of_whole_platforms_may_ask_for_as_much_as_they_have() -> None:
    assert window(5_000_000_000) == 1 << 31
    assert window(300 * MEGABYTE) == 300 * MEGABYTE
    assert window(MEGABYTE) == 128 * MEGABYTE


def test_a_directory_larger_than_memory_should_hold_is_refused_unread(tmp_path: Path) -> None:
    end = struct.pack("<HHHHLLH", 0, 0, 1, 1, 40 * MEGABYTE, 0, 0)
    file = put(tmp_path / "a.zip", b"PK\x03\x04")
    with file.open("r+b") as stream:
        stream.truncate(40 * MEGABYTE)
        stream.seek(0, 2)
        stream.write(b"PK\x05\x06" + end)
    assert names(read(file)) == ["<a.zip: it holds too many files to be read as one>"]


def test_a_header_of_a_gigabyte_is_refused(tmp_path: Path) -> None:
    long_name = tarfile.TarInfo("x")
    long_name.type = tarfile.GNUTYPE_LONGNAME
    long_name.size = 1 << 30
    bomb = long_name.tobuf(tarfile.GNU_FORMAT) + bytes(10_240)
    assert names(read(put(tmp_path / "a.tar", bomb))) == [
        "<a.tar: it is damaged or cut off (a header of 1,073,741,824 bytes)>"
    ]


def test_a_tar_that_points_back_into_itself_ends(tmp_path: Path) -> None:
    info = tarfile.TarInfo("a.html")
    info.pax_headers = {"size": "-2048"}
    loop = info.tobuf(tarfile.PAX_FORMAT) + bytes(1_024)
    assert all(isinstance(item, SourceError) for item in read(put(tmp_path / "a.tar", loop)))


def test_a_page_of_more_than_64_megabytes_is_refused_by_itself(tmp_path: Path) -> None:
    large = b"<html>" + b"All work and no play. " * (MAX_BYTES // 22 + 1)
    found = read(put(tmp_path / "a.tar", tarred({"a.html": large, "b.html": html()})))
    assert names(found) == [
        f"<a.tar/a.html: {LARGE}>",
        "a.tar/b.html",
    ]


# Properties.

FOLDERS = st.sampled_from(["", "a/", "2024/b/", "loose_files/"])
FILES = st.from_regex(
    r"[a-z\u0627-\u064a]{1,6}(\.html|\.txt|\.css|\.js|\.png|\.gz)?", fullmatch=True
)
PAGES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=99).map(html)
OTHERS = st.sampled_from([PNG, b'{"a": 1}', b"\0\1\2", b"", b"%PDF-1.7", b"PK\x03\x04"])


@settings(deadline=None, max_examples=60)
@given(
    pages=st.dictionaries(st.tuples(FOLDERS, FILES).map("".join), PAGES, max_size=6),
    others=st.dictionaries(st.tuples(FOLDERS, FILES).map("x".join), OTHERS, max_size=4),
    order=st.randoms(use_true_random=False),
)
def test_every_page_of_an_archive_comes_out_once_whatever_lies_beside_it(
    pages: dict[str, bytes], others: dict[str, bytes], order: Random
) -> None:
    members = [*pages.items(), *((f"{path}.x", data) for path, data in others.items())]
    order.shuffle(members)
    with tempfile.TemporaryDirectory() as folder:
        for kind, pack in PACK.items():
            found = read(put(Path(folder, kind), pack(members)))
            read_pages = [item for item in found if isinstance(item, Page)]
            assert {item.name for item in read_pages} == {f"{kind}/{path}" for path in pages}
            assert sorted(item.data for item in read_pages) == sorted(pages.values())


@settings(deadline=None, max_examples=150)
@given(
    kind=st.sampled_from(["zip", "tar", "zip.gz", "tar.gz", "tar.zst"]),
    spots=st.lists(st.tuples(st.floats(0, 0.999), st.binary(max_size=4)), max_size=5),
    end=st.floats(0.1, 1),
)
def test_a_spoilt_archive_gives_pages_and_errors_only(
    kind: str, spots: list[tuple[float, bytes]], end: float
) -> None:
    data = bytearray(PACK[kind[:3]]({**MEMBERS, "a_files/f.html": html(), "a.html": FRAMED}))
    compress = {"gz": gzip.compress, "zst": zstandard.compress}.get(kind[4:], bytes)
    whole = bytearray(compress(bytes(data)))
    for place, junk in spots:
        at = int(place * len(whole))
        whole[at : at + len(junk)] = junk
    with tempfile.TemporaryDirectory() as folder:
        found = read(put(Path(folder, "may"), bytes(whole[: int(end * len(whole))])))
    assert found
    assert all(isinstance(item, Page | SourceError) for item in found)
    assert "our reader failed" not in "".join(map(str, found))


FRAMED = html("Framed", '<iframe src="a_files/f.html"></iframe>')


def test_nothing_stays_open_when_reading_stops_early(tmp_path: Path) -> None:
    put(tmp_path / "may.tar.gz", gzip.compress(tarred({"in.zip": zipped(MEMBERS), **MEMBERS})))
    items = open_source(Source(tmp_path / "may.tar.gz", "may.tar.gz"))
    assert isinstance(next(items), Page)
    assert open_files(tmp_path)
    items.close()
    assert not open_files(tmp_path)


def open_files(folder: Path) -> list[str]:
    """Files under `folder` that this process holds open."""
    links = Path("/proc/self/fd")
    if not links.exists():
        pytest.skip("this system does not list open files")
    return [t for link in links.iterdir() if (t := os.path.realpath(link)).startswith(str(folder))]


def test_names_in_the_code_page_of_the_packer_are_read_as_its_users_read_them(
    tmp_path: Path,
) -> None:
    paths = ["сайт\\новости.html", "сайт\\мост закрыт.html"]

    class InCodePage(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the library's own
            return self.filename.encode("cp866"), self.flag_bits

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in paths:
            archive.writestr(InCodePage(path), html())
    found = names(read(put(tmp_path / "may.zip", packed.getvalue())))
    assert found == [f"may.zip/{path}".replace("\\", "/") for path in paths]


@packed
def test_files_of_sites_for_machines_and_the_cache_of_a_mirror_are_passed_over(
    tmp_path: Path, kind: str
) -> None:
    counts = Counter[str]()
    machines = {
        "robots.txt": b"User-agent: *",
        "a/hts-log.txt": b"HTTrack3.49",
        "cookies.txt": b"#",
    }
    members = {**machines, "hts-cache/new.txt": b"A page", "a/b.html": html()}
    assert names(read(put(tmp_path / "may", PACK[kind](members)), counts)) == ["may/a/b.html"]
    assert counts == {"file for machines": 3, "hidden file": 1}


def test_a_link_in_a_zip_is_counted(tmp_path: Path) -> None:
    packed, counts = io.BytesIO(), Counter[str]()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("page.html", html())
    found = read(put(tmp_path / "may.zip", packed.getvalue()), counts)
    assert names(found) == ["may.zip/page.html"]
    assert counts == {"link or device": 1}


@pytest.mark.parametrize("size", [6, -4])
def test_a_damaged_dictionary_is_an_error_of_the_file(tmp_path: Path, size: int) -> None:
    dictionary = zstandard.compress(b"words " * 100)[:size] + b"\xff" * 20
    leader = b"\x5d\x2a\x4d\x18" + struct.pack("<L", len(dictionary)) + dictionary
    (found,) = names(read(put(tmp_path / "a.zst", leader + zstandard.compress(html()))))
    assert found.startswith("<a.zst: it is damaged or cut off (its dictionary:")
