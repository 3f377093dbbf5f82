"""Which sources are read in several processes at once: large archives of many pages.

Each process goes through the whole archive and reads every n-th page of it. Unpacking, which all of
them do, is a small part of the work; reading a page is the large one. Tables and exports are the
other way round, so one process reads each of them.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

from comments.errors import SourceError
from comments.parsing.containers.compressed import is_compressed, open_compressed
from comments.parsing.containers.file import HEAD, File, Items, Opening
from comments.parsing.containers.limits import allowance
from comments.parsing.containers.tarred import is_tar
from comments.parsing.containers.warc import is_warc
from comments.parsing.containers.zipped import is_zip
from comments.parsing.sources import Source, opened

LARGE = 16 * 1024 * 1024
"""Bytes from which an archive is worth more than one process."""


def can_be_striped(source: Source) -> bool:
    """Whether a source is a large archive, told by its first bytes, packed or not."""
    try:
        if source.path.stat().st_size < LARGE:
            return False
        with opened(source) as stream:
            size = os.fstat(stream.fileno()).st_size
            head = stream.read(HEAD)
            stream.seek(0)
            if not is_compressed(head):
                return _is_archive(head)
            inner: list[bytes] = []

            def look(file: File) -> Items:
                inner.append(file.head)
                return _nothing()

            opening = Opening(look, None, (), size, allowance(source.name, size), Counter())
            for _ in open_compressed(File(source.name, stream, head, opening)):
                pass
            return bool(inner) and _is_archive(inner[0])
    except (SourceError, OSError):
        return False


def _is_archive(head: bytes) -> bool:
    return is_zip(head) or is_warc(head) or is_tar(head)


def _nothing() -> Iterator[SourceError]:
    return iter(())
