"""From the paths that a user names to open files, each failure by itself."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from comments.errors import SourceError

MAX_BYTES = 64 * 1024 * 1024
"""Largest page that is read. The largest saved pages with all comments open have a few megabytes."""

RUN_MARK = "journal.jsonl"
"""The file that every folder of results holds: such a folder is never read for pages."""

COPIES = "hts-cache"
"""The folder in which HTTrack keeps every page of its mirror a second time."""

SEND_IT = "leave it out and send it to us"
"""The remedy where a source is not to blame."""

_COMPANIONS = (
    "_files .files -Dateien _fichiers _archivos _file _bestanden -filer _tiedostot _pliki _soubory"
    " _elemei _ficheiros _arquivos _dosyalar _datoteke _fitxers _fajlovi"
).split()
"""Endings of the folders in which browsers put a saved page's pictures, scripts and frames."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    `name` is its path as the user wrote it, with forward slashes; bytes that are no UTF-8 stand in
    it as `\\xff`. `is_named` tells a file that the user named from one that was found in a folder.
    """

    path: Path
    name: str
    is_named: bool = False


def expand(paths: Iterable[str | Path]) -> Iterator[Source | SourceError]:
    """The files under `paths` (files, folders, glob patterns), in order, each once.

    Folders are walked in name order, links to folders too. Passed over are hidden files, folders of
    results, HTTrack's cache, and the companion folders of saved pages, also where a pattern (the shell's or ours)
    names them beside their page. What cannot be listed comes out as a SourceError in its place.
    """
    given = [Path(path) for path in paths]
    seen: set[Path] = set()
    for path in _without_companions(given):
        for item in _expand_one(path):
            if isinstance(item, SourceError):
                yield item
                continue
            real = Path(os.path.realpath(item.path))
            if real not in seen:
                seen.add(real)
                yield item


def _expand_one(given: Path) -> Iterator[Source | SourceError]:
    name = _name(given)
    try:
        if given.is_dir():
            yield from _walk(given)
            return
        if given.exists():
            yield Source(given, name, is_named=True)
            return
    except OSError as error:
        yield SourceError(name, _reason(error), "check the path and its permissions")
        return
    if given.is_symlink():
        yield SourceError(name, "a link that leads nowhere", "mend the link or leave it out")
        return
    if not glob.has_magic(str(given)):
        yield SourceError(name, "no such file or folder", "check the path")
        return
    matches = [Path(m) for m in sorted(glob.glob(str(given), recursive=True))]  # noqa: PTH207 - a pattern may be absolute
    if not matches:
        yield SourceError(name, "no file has a name like this", "check the pattern")
    for match in _without_companions(matches):
        yield from _expand_one(match)


def _walk(folder: Path) -> Iterator[Source | SourceError]:
    if os.path.lexists(folder / RUN_MARK):
        yield SourceError(
            _name(folder), "the results of a run, not saved pages", "name the folder of the pages"
        )
        return
    failed: list[SourceError] = []

    def remember(error: OSError) -> None:
        failed.append(
            SourceError(
                _name(Path(error.filename or folder)),
                _reason(error),
                "give yourself the right to read the folder (chmod u+rx) or leave it out",
            )
        )

    found = False
    walked = {os.path.realpath(folder)}
    for parent, folders, files in os.walk(folder, onerror=remember, followlinks=True):
        yield from failed
        found = found or bool(failed)
        failed.clear()
        pages = {Path(file).stem for file in files}
        shown = [f for f in folders if not f.startswith(".") and f != COPIES]
        kept = [f for f in shown if not _is_companion(f, pages)]
        folders[:] = sorted(f for f in kept if _is_new(Path(parent, f), walked))
        for file in sorted(files):
            if not file.startswith("."):
                found = True
                yield Source(Path(parent, file), _name(Path(parent, file)))
    yield from failed
    if not found and not failed:
        yield SourceError(
            _name(folder), "the folder has no files", "save pages into it as text or HTML"
        )


def _is_new(folder: Path, walked: set[str]) -> bool:
    """Whether to walk into `folder`: not if a link has led there before, nor into results."""
    real = os.path.realpath(folder)
    if real in walked or os.path.lexists(folder / RUN_MARK):
        return False
    walked.add(real)
    return True


def _without_companions(paths: Collection[Path]) -> Iterator[Path]:
    stems: dict[Path, set[str]] = {}
    for path in paths:
        stems.setdefault(path.parent, set()).add(path.stem)
    for path in paths:
        if not (_is_companion(path.name, stems[path.parent]) and os.path.isdir(path)):  # noqa: PTH112 - says False where it may not look
            yield path


def _is_companion(folder: str, pages: Collection[str]) -> bool:
    return any(page in pages for page in pages_of_companion(folder))


def pages_of_companion(folder: str) -> list[str]:
    """Names, without their endings, of the pages whose companion folder would be called `folder`."""
    return [folder.removesuffix(end) for end in _COMPANIONS if folder.endswith(end)]


def has_companion(page: Path) -> bool:
    """Whether a folder beside the page is its companion."""
    return any(os.path.isdir(page.with_name(page.stem + end)) for end in _COMPANIONS)  # noqa: PTH112 - says False to a name too long


def _name(path: Path) -> str:
    # A name that is no UTF-8 reaches us as lone surrogates, which no table or terminal takes.
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source's bytes. Raises SourceError: unreadable, not a regular file, empty."""
    try:
        if source.path.exists() and not source.path.is_file():  # a pipe would wait for ever
            raise SourceError(source.name, "not a regular file", "leave it out")
        stream = source.path.open("rb")
    except OSError as error:
        raise unreadable(source.name, error) from error
    with stream:
        if not os.fstat(stream.fileno()).st_size:
            raise empty(source.name)
        yield stream


def broke(name: str, error: Exception) -> SourceError:
    """The error for a source on which a reader of ours broke; `error`, its cause, is no SourceError."""
    failure = SourceError(name, f"our reader failed on it ({type(error).__name__})", SEND_IT)
    failure.__cause__ = error
    return failure


def unreadable(name: str, error: OSError) -> SourceError:
    """The error for a file that the system does not give."""
    return SourceError(name, _reason(error), "check the file and its permissions")


def empty(name: str) -> SourceError:
    """The error for a file without a byte."""
    return SourceError(name, "the file is empty", "save the page again")


def too_large(name: str, size: int | None = None) -> SourceError:
    """The error for a page of more than `MAX_BYTES`, `size` where it is known."""
    found = f"{size / 1e6:,.0f} MB" if size else f"more than {MAX_BYTES / 1e6:,.0f} MB"
    return SourceError(
        name,
        f"{found}, larger than any saved page (limit {MAX_BYTES / 1e6:,.0f} MB)",
        "split it into single pages",
    )


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or str(error) or type(error).__name__).lower()
