"""What every kind of structured export says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from comments.parsing.documents import Thread


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of export: how it is told by its content, and how it is read.

    `matches` gets the first bytes of the file (64 KiB, or all of it). `threads` streams the
    threads of a file that is open at its start; its second argument is the file's name for
    people, which begins the names of the threads. It raises SourceError where the data are not
    sound.
    """

    name: str
    matches: Callable[[bytes], bool]
    threads: Callable[[BinaryIO, str], Iterator[Thread]]
