"""Sources that lie elsewhere, s3://bucket/prefix and the like: listed here, fetched where they are read.

What pyarrow reaches by itself (S3, Google Cloud, HDFS) it opens; for all other schemes fsspec is
asked. Keys and endpoints come from the environment, as these libraries document it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from comments.errors import SourceError
from comments.parsing.sources import COPIES, RUN_MARK, Source, expand, pages_of_companion

MARK = "://"
"""What tells an address from a path, which has no two slashes in a row."""

_FRAMES = (".html", ".htm", ".xhtml")
"""Endings of the files in a page's companion folder that may be frames of it."""


@dataclass(frozen=True, slots=True)
class RemoteSource(Source):
    """A file of another file system: `root` is the address that the user named, `place` the file's
    path there. `frames` are the places of documents in the page's companion folder, `size` is in
    bytes, and `path` ends with the file's name, and is no path of this machine.
    """

    root: str = ""
    place: str = ""
    size: int = 0
    frames: tuple[str, ...] = ()


def expand_anywhere(paths: Iterable[str | Path]) -> Iterator[Source | SourceError]:
    """As `sources.expand`, with addresses of other file systems among the paths.

    Under an address the files come in the order and with the omissions of a folder.
    """
    for is_remote, some in groupby(paths, lambda path: MARK in str(path)):
        if is_remote:
            for address in dict.fromkeys(map(str, some)):
                yield from _listed(address)
        else:
            yield from expand(some)


def _listed(address: str) -> Iterator[Source | SourceError]:
    from pyarrow import fs

    name = address.partition("?")[0].rstrip("/")
    if "@" in name.partition(MARK)[2].partition("/")[0]:
        yield SourceError(
            name.partition(MARK)[0] + MARK + "…",
            "a key or password in an address would get into the results",
            "give it in the environment (AWS_ACCESS_KEY_ID, …)",
        )
        return
    try:
        system, top = _file_system(address)
        there = system.get_file_info(top)
        if there.type == fs.FileType.File:
            yield _source(address, name, there, is_named=True)
            return
        if there.type == fs.FileType.NotFound:
            yield SourceError(name, "no such file or folder", "check the address")
            return
        found = system.get_file_info(fs.FileSelector(top, recursive=True))
    except Exception as error:  # file systems of any maker raise what they like
        yield _unreachable(name, error)
        return
    files = {
        PurePosixPath(info.path).relative_to(PurePosixPath(top)): info
        for info in found
        if info.type == fs.FileType.File
    }
    yield from _under(address, name, files)


def _under(
    address: str, name: str, files: dict[PurePosixPath, Any]
) -> Iterator[Source | SourceError]:
    """The files under a folder that are sources, `files` by their path in it."""
    results = {path.parent for path in files if path.name == RUN_MARK}
    pages = {path.with_suffix("") for path in files}
    frames: dict[PurePosixPath, list[str]] = {}
    kept: list[PurePosixPath] = []
    for path, info in files.items():
        if any(part.startswith(".") or part == COPIES for part in path.parts):
            continue
        folders = path.parents[:-1]
        if any(folder in results for folder in path.parents):
            continue
        owners = [page for folder in folders for page in _owners(folder) if page in pages]
        if not owners:
            kept.append(path)
        elif path.suffix.lower() in _FRAMES:
            for page in owners:
                frames.setdefault(page, []).append(info.path)
    if PurePosixPath(".") in results:
        yield SourceError(
            name, "the results of a run, not saved pages", "name the folder of the pages"
        )
    elif not kept:
        yield SourceError(name, "the folder has no files", "save pages into it as text or HTML")
    for path in sorted(kept, key=_as_walked):
        own = sorted(frames.get(path.with_suffix(""), ()))
        yield _source(address, f"{name}/{path}", files[path], frames=tuple(own))


def _owners(folder: PurePosixPath) -> list[PurePosixPath]:
    return [folder.with_name(page) for page in pages_of_companion(folder.name) if page]


def _as_walked(path: PurePosixPath) -> list[tuple[bool, str]]:
    """A key that puts the files of a folder before its folders, each by name, as `os.walk` goes."""
    return [*((True, part) for part in path.parts[:-1]), (False, path.name)]


def _source(
    address: str, name: str, info: Any, *, is_named: bool = False, frames: tuple[str, ...] = ()
) -> RemoteSource:
    path = Path(PurePosixPath(info.path).name)
    return RemoteSource(path, name, is_named, address, info.path, info.size or 0, frames)


def _file_system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    import pyarrow as pa
    from pyarrow import fs

    try:
        found: tuple[Any, str] = fs.FileSystem.from_uri(address)
    except pa.ArrowInvalid:
        import fsspec

        system, path = fsspec.url_to_fs(address)
        return fs.PyFileSystem(fs.FSSpecHandler(system)), path
    return found


@contextmanager
def fetched(sources: Sequence[Source | SourceError]) -> Iterator[list[Source | SourceError]]:
    """The sources with copies of those that lie elsewhere, which are deleted in the end.

    One that cannot be fetched is a SourceError in its place. Copies lie in the system's folder for
    temporary files, which has to hold them.
    """
    with ExitStack() as stack:
        yield [_fetched(s, stack) if isinstance(s, RemoteSource) else s for s in sources]


def _fetched(source: RemoteSource, stack: ExitStack) -> Source | SourceError:
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="comments-")))
    try:
        system, _ = _file_system(source.root)
        copy = folder / source.path.name
        _copy(system, source.place, copy)
        beside = PurePosixPath(source.place).parent
        for frame in source.frames:
            _copy(system, frame, folder / PurePosixPath(frame).relative_to(beside))
    except Exception as error:  # as in `_listed`
        return _unreachable(source.name, error)
    return Source(copy, source.name, source.is_named)


def _copy(system: Any, place: str, target: Path) -> None:
    if not target.parent.is_dir():
        target.parent.mkdir(parents=True)
    # What the file is called must not decide on how it is unpacked.
    with system.open_input_stream(place, compression=None) as stream, target.open("wb") as file:
        shutil.copyfileobj(stream, file)


def _unreachable(name: str, error: Exception) -> SourceError:
    if isinstance(error, ImportError):
        what = f"another package is needed ({' '.join(str(error).split())[:120]})"
        return SourceError(name, what, "install it on every machine")
    what = " ".join(str(error).split())[:160] or type(error).__name__
    return SourceError(
        name, f"not to be had ({what})", "check the address, the keys and the network"
    )
