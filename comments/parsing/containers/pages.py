"""A file that holds one page, HTML or a text copy."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

from comments.parsing.containers.file import Companion, File, Items
from comments.parsing.containers.frames import frames_of
from comments.parsing.containers.members import companion_to, resolved, stem
from comments.parsing.containers.stamps import read_stamp
from comments.parsing.decoding import refuse_binary, refuse_data
from comments.parsing.documents import Page
from comments.parsing.sources import MAX_BYTES, empty, has_companion, too_large


def open_page(file: File) -> Items:
    """The file as one page, with the frames that were saved beside it.

    Raises SourceError for what is no text, empty or too large, and NotAPageError for JSON.
    """
    refuse_data(file.head, file.name)
    refuse_binary(file.head, file.name)
    size = None if file.layers else file.opening.size
    if size is not None and size > MAX_BYTES:
        raise too_large(file.name, size)
    data = file.stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(file.name)
    if not data:
        raise empty(file.name)
    stamp = read_stamp(data)
    frames = _frames(data, file.companion) if file.companion else ()
    yield Page(file.name, data, url=stamp.url, saved_at=stamp.saved_at, frames=frames)


def _frames(page: bytes, companion: Companion) -> tuple[bytes, ...]:
    def follow(place: str, address: str) -> tuple[str, bytes] | None:
        path = relative_path(address)
        if path is None:
            return None
        target = resolved(place, path)
        data = companion(target)
        return None if data is None else (target, data)

    return frames_of(page, "", follow)


def relative_path(address: str) -> str | None:
    """The path that a relative address names; None for every other address."""
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path or path.startswith("/") or ":" in path.partition("/")[0] or "\0" in path:
        return None
    return path


def folder_beside(page: Path) -> Companion | None:
    """The files in the companion folder of a page on disk, None where it has no such folder.

    Links that lead out of the folder are not followed: saved pages may come from anybody.
    """
    if not has_companion(page):
        return None

    def read(path: str) -> bytes | None:
        if stem(page.name) not in companion_to(path):
            return None
        folder = os.path.realpath(page.parent / path.partition("/")[0])
        target = Path(os.path.realpath(page.parent / path))
        try:
            if not target.is_relative_to(folder) or not target.is_file():
                return None
            with target.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError:
            return None
        return data if len(data) <= MAX_BYTES else None

    return read
