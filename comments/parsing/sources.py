"""From the paths that a user names to the bytes of single pages, each failure by itself."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from comments.errors import SourceError

MAX_BYTES = 64 * 1024 * 1024
"""Largest page that is read. The largest saved pages with all comments open have a few megabytes."""

RUN_MARK = "journal.jsonl"
"""The file that every folder of results holds: such a folder is never read for pages."""

_COMPANIONS = ("_files", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden", ".files")
"""Endings of the folders in which browsers put a saved page's pictures and scripts."""


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
    results, and the companion folders of saved pages, also where a pattern (the shell's or ours)
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
        kept = [f for f in folders if not f.startswith(".") and not _is_companion(f, pages)]
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
    return any(folder.endswith(e) and folder.removesuffix(e) in pages for e in _COMPANIONS)


def _name(path: Path) -> str:
    # A name that is no UTF-8 reaches us as lone surrogates, which no table or terminal takes.
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def load(source: Source) -> bytes:
    """The bytes of a source. Raises SourceError: unreadable, not a regular file, empty, too large."""
    try:
        size = source.path.stat().st_size
        if not source.path.is_file():
            raise SourceError(source.name, "not a regular file", "leave it out")
        if size > MAX_BYTES:
            raise SourceError(
                source.name,
                f"{size / 1e6:,.0f} MB, larger than any saved page"
                f" (limit {MAX_BYTES / 1e6:,.0f} MB)",
                "split it into single pages",
            )
        data = source.path.read_bytes()
    except OSError as error:
        raise SourceError(
            source.name, _reason(error), "check the file and its permissions"
        ) from error
    if not data:
        raise SourceError(source.name, "the file is empty", "save the page again")
    return data


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or type(error).__name__).lower()
