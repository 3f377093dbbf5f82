"""Tar archives of saved pages, read once from front to back.

A companion folder may stand before or after its page. Pages that name one, and everything that may
lie in one, therefore wait in a temporary file without a name until the archive has been read; it
is a zip, so that the rules for archives stand in one place. All other members pass straight on.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from comments.errors import SourceError
from comments.parsing.containers.file import HEAD, File, Items, Readable, damaged
from comments.parsing.containers.frames import addresses
from comments.parsing.containers.limits import MAX_MEMBERS
from comments.parsing.containers.members import (
    MAX_PATH,
    Names,
    companion_to,
    furniture,
    is_hidden,
    open_member,
    place,
    resolved,
    stem,
)
from comments.parsing.containers.pages import relative_path
from comments.parsing.containers.zipped import walk
from comments.parsing.decoding import is_html
from comments.parsing.sources import MAX_BYTES

_BLOCK = 512
_MAX_READ = 1024 * 1024
"""Bytes read at once. The library reads a header whole, however large it says that it is."""
_BROKEN = (tarfile.TarError, EOFError, ValueError, OverflowError, OSError)


def is_tar(head: bytes) -> bool:
    """Whether the first block is a tar header, by its checksum."""
    try:
        tarfile.TarInfo.frombuf(head[:_BLOCK], "utf-8", "surrogateescape")
    except (tarfile.TarError, ValueError, OverflowError):
        return False
    return True


def open_tar(file: File) -> Items:
    """The pages of a tar archive, found as those of a folder are; those with companions come last."""
    stems: set[str] = set()
    with tempfile.TemporaryFile() as store:
        with zipfile.ZipFile(store, "w") as waiting:
            try:
                yield from _members(file, stems, waiting)
            except SourceError as error:  # what came before the break is still read
                yield error
        with zipfile.ZipFile(store) as waiting:
            yield from walk(waiting, file, stems)


def _members(file: File, stems: set[str], waiting: zipfile.ZipFile) -> Items:
    """All members that need not wait. The others are put into `waiting`; `stems` fills up."""
    names = Names()
    for archive, info in _headers(file):
        raw = os.fsencode(info.name).decode("utf-8", "backslashreplace")
        path = place(raw.replace("\0", ""))
        if info.isdir():
            continue
        if not info.isreg():
            file.opening.passed_over["link or device"] += 1
        elif is_hidden(path):
            file.opening.passed_over["hidden file"] += 1
        else:
            stems.add(stem(path))
            try:
                yield from _member(archive, info, path, file, names.take(path), waiting)
            except SourceError as error:
                yield error
        if file.opening.allowance.is_spent:
            return


def _headers(file: File) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
    """Each member with the archive, which stands at it. Raises SourceError where it breaks off."""
    source = _Ahead(file)
    try:
        archive = tarfile.TarFile(fileobj=source, encoding="utf-8", errors="surrogateescape")  # type: ignore[arg-type]
        for _ in range(MAX_MEMBERS):
            info = archive.next()
            if info is None:
                break
            archive.members.clear()  # type: ignore[attr-defined]  # else it remembers them all
            yield archive, info
        else:
            raise SourceError(
                file.name, "it holds too many files to be read as one", "unpack it into a folder"
            )
    except _BROKEN as error:
        raise damaged(file.name, error) from error
    if source.last.strip(b"\0"):  # the library takes a damaged header for the end
        raise damaged(file.name, "a header is damaged")


def _member(
    archive: tarfile.TarFile,
    info: tarfile.TarInfo,
    path: str,
    file: File,
    unique: str,
    waiting: zipfile.ZipFile,
) -> Items:
    if info.issparse():
        raise SourceError(
            f"{file.name}/{unique}", "stored with holes", "unpack the archive into a folder"
        )
    contents = archive.extractfile(info)
    if contents is None:
        return
    with contents:
        member = file.inside(f"{file.name}/{unique}", cast(Readable, contents), _uncounted, _BROKEN)
        may_be_companion = bool(companion_to(path))
        is_small = info.size <= MAX_BYTES and len(path) <= MAX_PATH
        if (
            is_small
            and (may_be_companion or is_html(member.head))
            and not furniture(path, member.head)
        ):
            data = member.stream.read()
            if may_be_companion or _names_companion(data, path):
                waiting.writestr(zipfile.ZipInfo(unique), data)
                return
            member = replace(member, stream=io.BytesIO(data), can_seek=True)
        yield from open_member(member, path)


def _names_companion(page: bytes, path: str) -> bool:
    paths = (relative_path(address) for address in addresses(page))
    return any(p is not None and stem(path) in companion_to(resolved(path, p)) for p in paths)


def _uncounted(_: int) -> None:
    """Members of a tar are as large as their part of it, which was counted."""


class _Ahead:
    """The archive's bytes for tarfile: never back, never much at once. `last` is the last read."""

    def __init__(self, file: File) -> None:
        self._stream = file.stream
        self._can_seek = file.can_seek
        self._position = 0
        self.last = b""

    def tell(self) -> int:
        return self._position

    def seekable(self) -> bool:
        return False

    def seek(self, offset: int) -> int:
        if offset < self._position:
            raise tarfile.ReadError("it points back into itself")
        if self._can_seek:
            self._position = self._stream.seek(offset)
        while self._position < offset and self.read(min(HEAD, offset - self._position)):
            pass
        return self._position

    def read(self, size: int) -> bytes:
        if size > _MAX_READ:
            raise tarfile.ReadError(f"a header of {size:,} bytes")
        self.last = self._stream.read(size)
        self._position += len(self.last)
        return self.last
