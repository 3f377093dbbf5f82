"""Files of many pages, built by hand where no library would build them, and what is read of them."""

from __future__ import annotations

import io
import os
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from comments.errors import SourceError
from comments.parsing.documents import Document, Page
from comments.parsing.opening import open_source
from comments.parsing.sources import Source, expand

MEGABYTE = 1 << 20
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def html(text: str = "A page", *more: str) -> bytes:
    """A small page that says `text`."""
    body = "".join(more)
    return f"<!DOCTYPE html><html><body><p>{text}</p>{body}</body></html>".encode()


def put(file: Path, data: bytes) -> Path:
    """`file`, written with its folders."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def read(
    path: Path, counts: Counter[str] | None = None, columns: Mapping[str, str] | None = None
) -> list[Document | SourceError]:
    """Everything in a file, or in all files of a folder; names begin with the file's own."""
    found: list[Document | SourceError] = []
    for source in expand([path]):
        assert isinstance(source, Source)
        named = Source(source.path, os.path.relpath(source.path, path.parent), source.is_named)
        found += open_source(named, columns=columns, passed_over=counts)
    return found


def names(items: Sequence[Document | SourceError]) -> list[str]:
    """Names of documents; failures in angle brackets, with their reasons."""
    return [
        f"<{item.source}: {item.reason}>" if isinstance(item, SourceError) else item.name
        for item in items
    ]


def page(items: Sequence[Document | SourceError]) -> Page:
    """The only item, which is a page."""
    (item,) = items
    assert isinstance(item, Page), item
    return item


Members = Mapping[str, bytes] | Sequence[tuple[str, bytes]]


def zipped(members: Members) -> bytes:
    """A zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _pairs(members):
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: Members) -> bytes:
    """A tar archive."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name, content in _pairs(members):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def _pairs(members: Members) -> Iterable[tuple[str, bytes]]:
    return members.items() if isinstance(members, Mapping) else members


def letters(megabytes: int) -> bytes:
    """Deflate data of so many megabytes of one letter, 1,000 times smaller, made without packing them."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(b"a" * MEGABYTE) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * megabytes + packer.flush()


def gzip_bomb(megabytes: int) -> bytes:
    """A gzip file of one letter, without a true checksum."""
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff" + letters(megabytes) + bytes(8)


def raw_zip(
    data: bytes, size: int, entries: Sequence[bytes], *, crc: int = 0, overlap: bool = False
) -> bytes:
    """A zip whose `entries` all hold the deflated `data`; with `overlap` the same bytes of the file."""
    archive = bytearray()
    directory = bytearray()
    offset = 0
    for number, name in enumerate(entries):
        fields = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, crc, len(data), size, len(name), 0)
        if not (overlap and number):
            offset = len(archive)
            archive += b"PK\x03\x04" + fields + name + data
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields
        directory += struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name
    end = struct.pack("<HHHHLLH", 0, 0, len(entries), len(entries), len(directory), len(archive), 0)
    return bytes(archive + directory) + b"PK\x05\x06" + end
