"""Compressed streams, seen through: gzip, bzip2, xz and zstd."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO, Protocol

from comments.parsing.containers.file import File, Items, damaged
from comments.parsing.containers.limits import MAX_WINDOW, meter, window

_STEP = 2 * 1024
"""Bytes put in at once. The worst bombs (zstd, 4 bytes for 128 KiB) make 64 MiB of them."""

_SKIPPABLE = b"\x2a\x4d\x18"
_DICTIONARY = b"\x5d" + _SKIPPABLE
_MAX_DICTIONARY = 16 * 1024 * 1024


class Decompressor(Protocol):
    """One compressed stream, as the standard library and zstandard offer it."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def is_compressed(head: bytes) -> bool:
    """Whether the bytes begin as a compressed stream does."""
    return _starter(head) is not None


def open_compressed(file: File) -> Items:
    """What the compressed file is, under the same name. Raises SourceError where it is damaged."""
    starter = _starter(file.head)
    if starter is None:
        raise ValueError(file.name)
    start, damage = starter(file)
    contents = Streams(file.stream, start)
    count = meter(file.name, file.stream.tell, file.opening.allowance)
    inner = file.inside(file.name, contents, count, (*damage, EOFError))
    yield from file.opening.open(replace(inner, companion=file.companion))


class Streams:
    """The contents of compressed streams that follow one another, zeros between them or not."""

    def __init__(self, source: BinaryIO, start: Callable[[], Decompressor]) -> None:
        self._source = source
        self._start = start
        self._decompressor: Decompressor | None = None
        self._packed = b""
        self._unpacked = memoryview(b"")

    def read1(self, size: int, /) -> bytes:
        """Between one and `size` bytes; none at the end. Raises EOFError where a stream is cut."""
        while not self._unpacked:
            if not self._packed and not (packed := self._source.read(_STEP)):
                if self._decompressor is None:
                    return b""
                raise EOFError("it ends before the end of its data")
            self._step(self._packed or packed)
        chunk, self._unpacked = self._unpacked[:size], self._unpacked[size:]
        return bytes(chunk)

    def _step(self, packed: bytes) -> None:
        self._packed = b""
        if self._decompressor is None:
            packed = packed.lstrip(b"\0")
            if not packed:
                return
            self._decompressor = self._start()
        self._unpacked = memoryview(self._decompressor.decompress(packed))
        if self._decompressor.eof:
            self._packed = self._decompressor.unused_data
            self._decompressor = None


Damage = tuple[type[Exception], ...]
Starter = Callable[[File], tuple[Callable[[], Decompressor], Damage]]


def _gzip(_: File) -> tuple[Callable[[], Decompressor], Damage]:
    return lambda: zlib.decompressobj(wbits=31), (zlib.error,)


def _bzip2(_: File) -> tuple[Callable[[], Decompressor], Damage]:
    return bz2.BZ2Decompressor, (OSError, ValueError)


def _xz(_: File) -> tuple[Callable[[], Decompressor], Damage]:
    return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_WINDOW), (lzma.LZMAError,)


def _zstd(file: File) -> tuple[Callable[[], Decompressor], Damage]:
    import zstandard

    limit = window(file.opening.size)
    try:
        words: Any = _dictionary(file) if file.head.startswith(_DICTIONARY) else None
    except zstandard.ZstdError as error:
        raise damaged(file.name, f"its dictionary: {error}") from error
    decompressor = zstandard.ZstdDecompressor(dict_data=words, max_window_size=limit)
    return decompressor.decompressobj, (zstandard.ZstdError,)


def _dictionary(file: File) -> Any:
    """The dictionary that leads a `.warc.zst` (IIPC, "Use of Zstandard in WARC files")."""
    import zstandard

    size = int.from_bytes(file.head[4:8], "little")
    data = file.stream.read(8 + min(size, _MAX_DICTIONARY))[8:]
    if data.startswith(zstandard.FRAME_HEADER):
        with zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW).stream_reader(data) as reader:
            data = reader.read(_MAX_DICTIONARY)
    return zstandard.ZstdCompressionDict(data)


_STARTERS: tuple[tuple[bytes, Starter], ...] = (
    (b"\x1f\x8b\x08", _gzip),
    *((b"BZh%d1AY&SY" % level, _bzip2) for level in range(1, 10)),
    (b"\xfd7zXZ\x00", _xz),
    (b"\x28\xb5\x2f\xfd", _zstd),
    *((bytes([low]) + _SKIPPABLE, _zstd) for low in range(0x50, 0x60)),
)


def _starter(head: bytes) -> Starter | None:
    return next((starter for magic, starter in _STARTERS if head.startswith(magic)), None)
