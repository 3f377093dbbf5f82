"""Sources at addresses: they are listed as folders are, and read as files are."""

import os
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from samples import THANKS, page

from comments.errors import SourceError
from comments.parsing import documents_in
from comments.parsing.documents import Page
from comments.parsing.sources import Source, expand
from comments.running.remote import expand_anywhere, fetched

FRAME = "<html><body><div class='comment'>In the frame</div></body></html>"
FILES = {
    "b.html": page("Second", THANKS),
    "a.html": "<html><body><p>First</p><iframe src='a_files/frame.html'></iframe></body></html>",
    "a_files/frame.html": FRAME,
    "a_files/picture.png": "\x89PNG",
    "a-folder/z.txt": page("Third", THANKS),
    "a-folder/sub/0.txt": page("Fourth", THANKS),
    ".hidden/c.txt": "no",
    ".hidden.txt": "no",
    "hts-cache/c.txt": "no",
    "results/journal.jsonl": "",
    "results/comments.csv": "no",
    "results/articles/x.pdf": "no",
    "page.txt.gz": "no gzip at all",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files on disk."""
    for name, text in FILES.items():
        file = tmp_path / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "pages"


@pytest.fixture
def memory() -> Iterator[str]:
    """Address of the same files in a file system that only fsspec knows."""
    system = fsspec.filesystem("memory")
    for name, text in FILES.items():
        system.pipe(f"/pages/{name}", text.encode())
    yield "memory://pages"
    system.rm("/pages", recursive=True)


def found(items: Iterator[Source | SourceError]) -> list[str]:
    return [item.name if isinstance(item, Source) else f"! {item.reason}" for item in items]


def test_under_an_address_the_same_files_are_found_in_the_same_order(
    folder: Path, memory: str
) -> None:
    on_disk = [os.path.relpath(name, folder) for name in found(expand([folder]))]
    assert on_disk == ["a.html", "b.html", "page.txt.gz", "a-folder/z.txt", "a-folder/sub/0.txt"]
    for address in (folder.as_uri(), f"{folder.as_uri()}/", memory):
        names = found(expand_anywhere([address]))
        assert names == [f"{address.rstrip('/')}/{name}" for name in on_disk]


def test_paths_and_addresses_stand_side_by_side(folder: Path, memory: str) -> None:
    names = found(expand_anywhere([folder / "b.html", f"{memory}/b.html", folder / "b.html"]))
    assert names == [str(folder / "b.html"), f"{memory}/b.html", str(folder / "b.html")]


def test_what_is_fetched_reads_as_the_file_does_with_its_frames(folder: Path, memory: str) -> None:
    def documents(sources: list[Source | SourceError]) -> list[tuple[object, ...]]:
        items = [item for source in sources for item in documents_in(source)]
        return [
            (i.data, i.frames, i.url) if isinstance(i, Page) else (str(i).partition(":")[2],)
            for i in items
        ]

    on_disk = documents(list(expand([folder])))
    assert on_disk[0] == (FILES["a.html"].encode(), (FRAME.encode(),), None)
    with fetched(list(expand_anywhere([memory]))) as sources:
        copies = [source.path for source in sources if isinstance(source, Source)]
        assert documents(sources) == on_disk
    assert not any(copy.exists() for copy in copies)


def test_a_file_that_is_gone_when_it_is_read_is_a_failure_in_its_place(memory: str) -> None:
    listed = list(expand_anywhere([memory]))
    fsspec.filesystem("memory").rm("/pages/b.html")
    with fetched(listed) as sources:
        gone = [source for source in sources if isinstance(source, SourceError)]
    assert [error.source for error in gone] == [f"{memory}/b.html"]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://nowhere", "no such file or folder"),
        ("none-such://bucket/key", "not to be had"),
        ("memory://pages/results", "the results of a run"),
        ("memory://pages/.hidden", "the folder has no files"),
        ("s3://KEY:SECRET@bucket/pages", "a key or password in an address"),
    ],
)
def test_an_address_that_gives_nothing_is_one_clear_line(
    memory: str, address: str, reason: str
) -> None:
    if address.endswith(".hidden"):
        fsspec.filesystem("memory").pipe("/pages/.hidden/.only", b"hidden")
        fsspec.filesystem("memory").rm("/pages/.hidden/c.txt")
    (error,) = expand_anywhere([address])
    assert isinstance(error, SourceError)
    assert error.reason.startswith(reason)
    assert "SECRET" not in str(error)
    assert len(str(error).splitlines()) == 1
