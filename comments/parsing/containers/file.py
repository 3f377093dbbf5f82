"""One file wherever it lies: on disk, inside an archive, behind a compression."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import BinaryIO, Protocol, cast

from comments.errors import SourceError
from comments.parsing.containers.limits import MAX_LAYERS, Allowance
from comments.parsing.documents import Document
from comments.parsing.sources import broke, unreadable

HEAD = 64 * 1024
"""Bytes from which a kind is told."""

Items = Iterator[Document | SourceError]
Companion = Callable[[str], bytes | None]
"""From a path relative to a page's folder to the file of its companion folder, None if not there."""


class Readable(Protocol):
    """What a decompressor or an archive member offers: some bytes, at most so many, none at the end."""

    def read1(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Opening:
    """What holds for one source with everything inside it.

    `open` opens a file of any kind. `columns` names columns of tables by field, and `keep` those whose
    cells stay with the comments. `size` is the number of bytes on disk. `passed_over` counts
    what is no page and no failure either, by kind.
    """

    open: Callable[[File], Items]
    columns: Mapping[str, str] | None
    keep: Sequence[str]
    size: int
    allowance: Allowance
    passed_over: Counter[str]


@dataclass(frozen=True, slots=True)
class File:
    """One file, open at its start.

    `head` are its first bytes, which `stream` gives again. `can_seek` says whether any place of it
    is cheap to reach. `layers` counts the compressions and archives around it.
    """

    name: str
    stream: BinaryIO
    head: bytes
    opening: Opening
    can_seek: bool = True
    layers: int = 0
    companion: Companion | None = None

    def inside(
        self,
        name: str,
        contents: Readable,
        count: Callable[[int], None],
        damage: tuple[type[Exception], ...],
    ) -> File:
        """A file that lies inside this one: an archive's member, or what is compressed.

        `count` is called with the number of bytes of each chunk that is read from `contents`;
        `damage` are the exceptions by which `contents` says that it is broken.
        """
        if self.layers >= MAX_LAYERS:
            raise SourceError(
                name,
                f"it lies more than {MAX_LAYERS} archives and compressions deep",
                "unpack the outer ones and name the folder",
            )
        stream = _Forward(name, contents, count, damage)
        return File(
            name,
            io.BufferedReader(stream, HEAD),
            stream.head,
            self.opening,
            can_seek=False,
            layers=self.layers + 1,
        )


@contextmanager
def seekable(file: File) -> Iterator[File]:
    """The file itself where it can seek, else a copy in a temporary file that has no name."""
    if file.can_seek:
        yield file
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(file.stream, copy, HEAD)
        copy.seek(0)
        yield replace(file, stream=cast(BinaryIO, copy), can_seek=True)


class _Forward(io.RawIOBase):
    """Contents that come once, from front to back, counted, with damage as a SourceError.

    The head is read at once. An error in it waits until the bytes before it have been read, so
    that what is whole of a file cut short comes out.
    """

    def __init__(
        self,
        name: str,
        contents: Readable,
        count: Callable[[int], None],
        damage: tuple[type[Exception], ...],
    ) -> None:
        self._name = name
        self._contents = contents
        self._count = count
        self._damage = damage
        self._position = 0
        self._error: SourceError | None = None
        head = bytearray()
        try:
            while len(head) < HEAD and (chunk := self._take(HEAD - len(head))):
                head += chunk
        except SourceError as error:
            self._error = error
        self.head = bytes(head)

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._position < len(self.head):
            chunk = self.head[self._position : self._position + len(buffer)]
        elif self._error is not None:
            raise self._error
        else:
            chunk = self._take(min(len(buffer), HEAD))
        buffer[: len(chunk)] = chunk
        self._position += len(chunk)
        return len(chunk)

    def _take(self, size: int) -> bytes:
        try:
            chunk = self._contents.read1(size)
        except self._damage as error:
            # One and the same error, however often somebody tries to read on.
            self._error = damaged(self._name, error)
            raise self._error from error
        self._count(len(chunk))
        return chunk


def damaged(name: str, error: object) -> SourceError:
    """The error for a container that is not sound, `error` being what its reader says."""
    said = " ".join(str(error).split())[:120] or type(error).__name__
    return SourceError(name, f"it is damaged or cut off ({said})", "fetch or pack it again")


def guarded(name: str, items: Items) -> Items:
    """The items, with whatever goes wrong between them as a last one: the rest of a batch goes on."""
    try:
        yield from items
    except SourceError as error:
        yield error
    except OSError as error:
        yield unreadable(name, error)
    except Exception as error:  # one file that breaks a reader must not end a run over thousands
        yield broke(name, error)
