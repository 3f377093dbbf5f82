"""Pages that browsers saved with a folder beside them, and what programs write into pages."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from container_samples import PNG, html, names, page, put, read, tarred, zipped

from comments.parsing.containers.frames import frames_of
from comments.parsing.containers.stamps import Stamp, read_stamp
from comments.parsing.documents import Page

FIREFOX = html("A comment in a frame of Firefox")
INNER = html("A comment in a frame in a frame")
FRAME = html("A comment in a frame", '<iframe src="./saved_resource(3).html"></iframe>')
MAIN = html(
    "The article",
    '<iframe id="c" src="./page_files/saved_resource.html" title="x"></iframe>',
    "<IFRAME SRC='page_files/a%20comment.html?id=1#top'></IFRAME>",
    '<iframe src="https://example.org/page_files/saved_resource.html"></iframe>',
    '<iframe src="about:blank"></iframe><iframe srcdoc="<p>In the page itself</p>"></iframe>',
)
SAVED = {
    "page.html": MAIN,
    "page_files/saved_resource.html": FRAME,
    "page_files/saved_resource(3).html": INNER,
    "page_files/a comment.html": FIREFOX,
    "page_files/unused.html": html("A frame that nothing shows"),
    "page_files/photo.png": PNG,
    "page_files/script.js": b"alert(1)",
}


def as_folder(folder: Path, members: dict[str, bytes]) -> Path:
    """The files in a folder."""
    for name, data in members.items():
        put(folder / name, data)
    return folder


def as_zip(file: Path, members: dict[str, bytes]) -> Path:
    """The files in a zip."""
    return put(file, zipped(members))


def as_tar(file: Path, members: dict[str, bytes]) -> Path:
    """The files in a tar, from which nothing can be fetched twice."""
    return put(file, gzip.compress(tarred(members)))


def as_tar_backwards(file: Path, members: dict[str, bytes]) -> Path:
    """The same with the folder before its page."""
    return as_tar(file, dict(reversed(members.items())))


Pack = Callable[[Path, dict[str, bytes]], Path]
saved = pytest.mark.parametrize("pack", [as_folder, as_zip, as_tar, as_tar_backwards])


@saved
def test_frames_that_lie_beside_a_page_come_with_it(tmp_path: Path, pack: Pack) -> None:
    found = page(read(pack(tmp_path / "may", SAVED)))
    assert found.name == "may/page.html"
    assert found.data == MAIN
    assert found.frames == (FRAME, FIREFOX, INNER)


@saved
def test_pages_of_one_archive_keep_their_frames_apart(tmp_path: Path, pack: Pack) -> None:
    twice = {f"{folder}/{name}": data for folder in ("a", "b") for name, data in SAVED.items()}
    twice["b/page_files/saved_resource.html"] = html("Another comment")
    found = read(pack(tmp_path / "may", {**twice, "text.txt": b"A text copy"}))
    frames = {item.name: item.frames for item in found if isinstance(item, Page)}
    assert frames == {
        "may/a/page.html": (FRAME, FIREFOX, INNER),
        "may/b/page.html": (html("Another comment"), FIREFOX),
        "may/text.txt": (),
    }


@saved
def test_a_folder_whose_page_is_missing_is_a_folder_of_pages(tmp_path: Path, pack: Pack) -> None:
    members = {n: d for n, d in SAVED.items() if n.startswith("page_files/") and b"html" in d}
    found = read(pack(tmp_path / "may", members))
    assert sorted(names(found)) == sorted(f"may/{name}" for name in members)


@saved
@pytest.mark.parametrize("ending", ["-Dateien", "_fichiers", ".files", "_arquivos", "_dosyalar"])
def test_browsers_name_the_folder_in_their_language(
    tmp_path: Path, pack: Pack, ending: str
) -> None:
    main = html("مقال", f'<iframe src="./مقال{ending}/تعليق.html"></iframe>')
    members = {"مقال.html": main, f"مقال{ending}/تعليق.html": FRAME}
    found = page(read(pack(tmp_path / "may", members)))
    assert (found.name, found.frames) == ("may/مقال.html", (FRAME,))


@saved
def test_a_frame_outside_the_folder_of_the_page_is_not_looked_at(
    tmp_path: Path, pack: Pack
) -> None:
    put(tmp_path / "secret.html", html("Secret"))
    sources = ["../secret.html", "page_files/../../secret.html", "page_files/../other.html"]
    sources += [str(tmp_path / "secret.html"), "file:///etc/passwd", "other.html", "%00"]
    main = html("Page", *(f'<iframe src="{s}"></iframe>' for s in sources))
    members = {"page.html": main, "other.html": html("Other"), "page_files/x.html": FRAME}
    found = {i.name: i for i in read(pack(tmp_path / "may", members)) if isinstance(i, Page)}
    assert set(found) == {"may/page.html", "may/other.html"}
    assert found["may/page.html"].frames == ()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "secret.html", html("Secret"))
    as_folder(tmp_path / "may", SAVED)
    frame = tmp_path / "may" / "page_files" / "saved_resource.html"
    frame.unlink()
    frame.symlink_to(tmp_path / "secret.html")
    assert page(read(tmp_path / "may")).frames == (FIREFOX,)
    if hasattr(os, "mkfifo"):
        frame.unlink()
        os.mkfifo(frame)
        assert page(read(tmp_path / "may")).frames == (FIREFOX,)


def test_a_page_that_shows_itself_ends() -> None:
    me = b'<html><iframe src="page"></iframe></html>'
    assert frames_of(me, "page", lambda _, address: (address, me)) == ()
    endless = b'<html><iframe src="x"></iframe></html>'
    found = frames_of(endless, "", lambda place, _: (f"{place}x", endless))
    assert len(found) == 200


SINGLE_FILE = (
    "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n"
    " url: https://example.org/news/page?id=1&x=2 \n"
    " saved date: Tue May 07 2024 10:00:00 GMT+0200 (Central European Summer Time) \n"
    "--><meta charset=utf-8>"
)


@pytest.mark.parametrize(
    ("comment", "stamp"),
    [
        (
            SINGLE_FILE,
            Stamp("https://example.org/news/page?id=1&x=2", "2024-05-07T10:00:00+02:00"),
        ),
        (
            SINGLE_FILE.replace("Page saved with", "Archive processed by"),
            Stamp("https://example.org/news/page?id=1&x=2", "2024-05-07T10:00:00+02:00"),
        ),
        (
            SINGLE_FILE.replace("Tue May 07 2024 10:00:00", "some day"),
            Stamp("https://example.org/news/page?id=1&x=2", None),
        ),
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0032)https://www.example.org/news/may -->\n",
            Stamp("https://www.example.org/news/may", None),
        ),
        ("<!-- saved from url=(0014)about:internet -->", Stamp()),
        (
            "<!-- Mirrored from www.example.org/news/ by HTTrack Website Copier/3.x "
            "[XR&CO'2014], Wed, 01 May 2024 10:00:00 GMT -->",
            Stamp("http://www.example.org/news/", "2024-05-01T10:00:00+00:00"),
        ),
        (
            "</html>\n<!--\n     FILE ARCHIVED ON 12:05:20 May 05, 2024 AND RETRIEVED FROM THE\n"
            "     INTERNET ARCHIVE ON 08:00:00 Jun 01, 2025.\n-->",
            Stamp(None, "2024-05-05T12:05:20+00:00"),
        ),
        ("<p>saved from url=(0032)https://www.example.org/</p>", Stamp()),
    ],
    ids="singlefile legacy undated browser internet httrack wayback prose".split(),
)
def test_what_programs_note_of_a_page_is_read(comment: str, stamp: Stamp) -> None:
    data = comment.encode()
    assert read_stamp(data) == stamp
    assert read_stamp(b"<html>" + data + b"a" * 200_000) == stamp
    assert read_stamp(b"a" * 200_000 + data) == stamp


def test_a_page_knows_where_it_was_saved_from(tmp_path: Path) -> None:
    found = page(read(put(tmp_path / "a.html", SINGLE_FILE.encode())))
    assert found.url == "https://example.org/news/page?id=1&x=2"
    assert found.saved_at == "2024-05-07T10:00:00+02:00"
    assert found.charset is None
