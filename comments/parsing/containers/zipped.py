"""Zip archives of saved pages; office documents, which are zips too, are told by their parts."""

from __future__ import annotations

import lzma
import posixpath
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

from comments.errors import SourceError
from comments.parsing.containers.file import File, Items, Readable, damaged, seekable
from comments.parsing.containers.limits import MAX_MEMBERS, bomb, meter
from comments.parsing.containers.members import (
    MAX_PATH,
    Names,
    companion_to,
    is_companion,
    is_hidden,
    open_member,
    place,
    resolved,
    stem,
)
from comments.parsing.legacy import SAMPLE, guess_of_names
from comments.parsing.sources import MAX_BYTES, RUN_MARK

MAX_DIRECTORY = 32 * 1024 * 1024
"""Bytes of a table of contents, which is held in memory: some 200,000 members."""

_END = b"PK\x05\x06"
_LOCATOR = b"PK\x06\x07"
_END_BYTES = 22
_END_BYTES_64 = 56 + 20
_MAX_COMMENT = 65_535
_LOCAL_HEADER_BYTES = 30
_MAX_DEPTH = 64
_ENCRYPTED = 0x1
_UTF8 = 0x800

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    *(struct.error, IndexError, OverflowError),
)
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin")
_TYPE = "mimetype"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_DOCUMENTS = (
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint document"),
    ("META-INF/container.xml", "an e-book"),
    ("META-INF/manifest.xml", "an OpenDocument file"),
    ("AndroidManifest.xml", "a program"),
)
_WACZ = ("datapackage.json", "archive/")
"""What a web archive of Webrecorder (WACZ) has; pages are only in its second part."""


def is_zip(head: bytes) -> bool:
    """Whether the bytes begin as a zip archive does, an empty one too."""
    return head.startswith((b"PK\x03\x04", _END))


def open_zip(file: File) -> Items:
    """The pages of a zip archive, or the rows of a workbook. Raises SourceError where damaged."""
    with seekable(file) as whole:
        _refuse_large_directory(whole)
        try:
            archive = zipfile.ZipFile(whole.stream)
        except zipfile.BadZipFile as error:
            raise damaged(file.name, "its table of contents is not sound or missing") from error
        except (*_BROKEN, NotImplementedError) as error:
            raise damaged(file.name, error) from error
        with archive:
            parts = set(archive.namelist())
            if parts.intersection(_WORKBOOKS) or _is_spreadsheet(archive):
                yield from _workbook(whole)
                return
            for part, kind in _DOCUMENTS:
                if part in parts:
                    raise SourceError(
                        file.name, f"this is {kind}, not a saved page", "save it as text or HTML"
                    )
            yield from walk(archive, whole)


def _is_spreadsheet(archive: zipfile.ZipFile) -> bool:
    """Whether it is a table of OpenDocument, as its first part says, which is not compressed."""
    try:
        with archive.open(_TYPE) as said:
            return said.read(len(_SPREADSHEET)) == _SPREADSHEET
    except (KeyError, *_BROKEN, NotImplementedError, RuntimeError):
        return False


def walk(archive: zipfile.ZipFile, file: File, pages: Collection[str] = ()) -> Items:
    """The pages of an open archive that lies in `file`, found as those of a folder are.

    `pages` are stems of pages outside the archive that have their companions in it.
    """
    files = [info for info in archive.infolist() if not info.filename.endswith(("/", "\\"))]
    members = _paths(filter(_is_regular, files))
    _refuse_overlaps(members, file.name)
    shown = {info: path for info, path in members.items() if not is_hidden(path)}
    passed_over = file.opening.passed_over
    left_out = {
        "link or device": len(files) - len(members),
        "hidden file": len(members) - len(shown),
    }
    passed_over.update({kind: number for kind, number in left_out.items() if number})
    is_wacz = all(any(path.startswith(part) for path in shown.values()) for part in _WACZ)
    stems = {stem(path) for path in shown.values()}.union(pages)
    results = {posixpath.dirname(p) for p in shown.values() if posixpath.basename(p) == RUN_MARK}
    places = {posixpath.normpath(path): info for info, path in shown.items()}
    accompanied = {page for path in places for page in companion_to(path)}
    yield from _locked(shown, file.name)
    names = Names()
    for info, path in shown.items():
        if is_companion(path, stems):
            passed_over["part of a saved page"] += 1
        elif results and not results.isdisjoint(_folders(path)):
            passed_over["result of a run"] += 1
        elif is_wacz and not path.startswith(_WACZ[1]):
            passed_over["index of a web archive"] += 1
        elif not info.flag_bits & _ENCRYPTED:
            name = f"{file.name}/{names.take(path)}"
            nearby = places if stem(path) in accompanied else {}
            yield from _member(archive, info, path, replace(file, name=name), nearby)
        if file.opening.allowance.is_spent:
            return


def _member(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    path: str,
    file: File,
    places: Mapping[str, zipfile.ZipInfo],
) -> Items:
    def companion(relative: str) -> bytes | None:
        target = resolved(path, relative)
        if target not in places or stem(path) not in companion_to(target):
            return None
        try:
            with _contents(archive, places[target], file) as frame:
                data = frame.stream.read(MAX_BYTES + 1)
        except SourceError:
            return None
        return data if len(data) <= MAX_BYTES else None

    try:
        with _contents(archive, info, file) as member:
            yield from open_member(replace(member, companion=companion if places else None), path)
    except SourceError as error:
        yield error


@contextmanager
def _contents(archive: zipfile.ZipFile, info: zipfile.ZipInfo, file: File) -> Iterator[File]:
    """A member, open, under the name of `file`."""
    try:
        contents = archive.open(info)
    except NotImplementedError as error:
        raise SourceError(
            file.name,
            "it is packed by a method that cannot be read here",
            "unpack the archive and name the folder",
        ) from error
    except (*_BROKEN, RuntimeError) as error:
        raise damaged(file.name, error) from error
    with contents:
        # The size that is declared is also what is read at most.
        count = meter(file.name, lambda: info.compress_size, file.opening.allowance)
        yield file.inside(file.name, cast(Readable, contents), count, _BROKEN)


def _workbook(file: File) -> Items:
    from comments.parsing.tables import threads

    file.stream.seek(0)
    yield from threads(file.stream, file.name, file.opening.columns, file.opening.keep)


def _paths(members: Iterable[zipfile.ZipInfo]) -> dict[zipfile.ZipInfo, str]:
    """The path of each member; names in a code page are read in the one that fits them all."""
    names = {info: _name(info) for info in members}
    raw = b"\n".join(name for name in names.values() if isinstance(name, bytes))
    page = guess_of_names(raw[:SAMPLE]) or "cp437"
    texts = {i: n if isinstance(n, str) else n.decode(page, "replace") for i, n in names.items()}
    return {info: place(name.replace("\\", "/")) for info, name in texts.items()}


def _name(info: zipfile.ZipInfo) -> str | bytes:
    """The name as it was written, bytes where it is in an unknown code page."""
    if info.flag_bits & _UTF8 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeError:  # from an extra field of the archive
        return info.filename
    try:
        return raw.decode()  # some packers fail to say that they write UTF-8
    except UnicodeDecodeError:
        return raw


def _is_regular(info: zipfile.ZipInfo) -> bool:
    return stat.S_IFMT(info.external_attr >> 16) in {0, stat.S_IFREG}


def _folders(path: str) -> list[str]:
    parts = path[:MAX_PATH].split("/")[:-1]
    return ["/".join(parts[:depth]) for depth in range(min(len(parts), _MAX_DEPTH) + 1)]


def _locked(members: Mapping[zipfile.ZipInfo, str], name: str) -> Items:
    locked = [path for info, path in members.items() if info.flag_bits & _ENCRYPTED]
    if locked:
        more = " …" if len(locked) > 1 else ""
        yield SourceError(
            name,
            f"{len(locked):,} of its files are locked with a password ({locked[0]}{more})",
            "unpack it with the password and name the folder",
        )


def _refuse_large_directory(file: File) -> None:
    """Raise SourceError for a table of contents that memory should not hold, before it is read."""
    size = file.stream.seek(0, 2)
    file.stream.seek(max(0, size - _MAX_COMMENT - _END_BYTES - _END_BYTES_64))
    tail = file.stream.read()
    file.stream.seek(0)
    end = tail.rfind(_END)
    try:
        (declared,) = struct.unpack_from("<L", tail, end + 12)
        if end >= _END_BYTES_64 and tail[end - 20 :].startswith(_LOCATOR):
            (declared,) = struct.unpack_from("<Q", tail, end - _END_BYTES_64 + 40)
    except struct.error:
        return  # no archive, as zipfile will say
    if end >= 0 and declared > MAX_DIRECTORY:
        raise _too_many(file.name)


def _refuse_overlaps(members: Collection[zipfile.ZipInfo], name: str) -> None:
    """Raise SourceError where members share bytes, as in Fifield's bombs (WOOT 2019), or are too many."""
    if len(members) > MAX_MEMBERS:
        raise _too_many(name)
    end = 0
    for info in sorted(members, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise bomb(name)
        end = info.header_offset + _LOCAL_HEADER_BYTES + info.compress_size


def _too_many(name: str) -> SourceError:
    return SourceError(
        name, "it holds too many files to be read as one", "unpack it and name the folder"
    )
