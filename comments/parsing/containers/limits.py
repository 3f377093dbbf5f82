"""How far compressed data may grow. Declared sizes are never believed: bytes are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comments.errors import SourceError

MAX_RATIO = 200
"""Times its size that compressed data may grow. Pages and exports reach 5 to 30, bombs 1,000 up."""

FREE_BYTES = 16 * 1024 * 1024
"""Bytes that may come out before `MAX_RATIO` counts: small files of much white space are no bombs."""

MAX_LAYERS = 6
"""Compressions and archives inside one another: a page.html.gz in a zip in a tar.gz makes four."""

MAX_MEMBERS = 500_000
"""Members of one archive that are looked at."""

MAX_WINDOW = 128 * 1024 * 1024
"""Memory that decompression may take, where the file itself is no larger. See `window`."""


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked out of one source, through all its layers together.

    It ends nests of archives and quines, which stay small in each layer by itself.
    """

    source: str
    bytes_left: int

    def spend(self, count: int) -> None:
        """Count unpacked bytes. Raises SourceError, naming the source, where they are too many."""
        self.bytes_left -= count
        if self.is_spent:
            raise bomb(self.source)

    @property
    def is_spent(self) -> bool:
        """Whether the source turned out to be a bomb: nothing more of it is read."""
        return self.bytes_left < 0


def allowance(source: str, size: int) -> Allowance:
    """The allowance of a source that has `size` bytes on disk."""
    return Allowance(source, FREE_BYTES + MAX_RATIO * size)


def meter(name: str, taken: Callable[[], int], left: Allowance) -> Callable[[int], None]:
    """A counter of the bytes that come out of one compressed stream, `taken` being those put in.

    Raises SourceError where the stream, or the source as a whole, grows beyond all measure.
    """
    total = 0

    def count(chunk: int) -> None:
        nonlocal total
        total += chunk
        if total > FREE_BYTES + MAX_RATIO * taken():
            raise bomb(name)
        left.spend(chunk)

    return count


def window(size: int) -> int:
    """Bytes that a decompressor may hold for a source of `size` bytes.

    Archives of whole platforms are packed with windows of up to 2 GiB; they have gigabytes
    themselves. Memory is never more than the larger of the file and `MAX_WINDOW`.
    """
    return min(max(MAX_WINDOW, size), 2**31)


def bomb(name: str) -> SourceError:
    """The error for data that grow beyond `MAX_RATIO`."""
    return SourceError(
        name,
        f"it unpacks to more than {MAX_RATIO} times its size, as saved pages never do",
        "leave it out, or unpack it yourself if you trust it",
    )
