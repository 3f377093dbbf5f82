"""What a source is made of: pages that are still to be read, and threads that need no reading."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from comments.parsing.reading import Reading


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page, HTML or a plain-text copy, as it came.

    `name` says where it is from, for people: the file, and the place inside it where one file
    holds many ("may.zip/iran.html"). `charset` is what the transport said of the encoding,
    `saved_at` (ISO 8601) when the page was saved, both None where nothing tells. `frames` are the
    HTML documents that the page shows inside itself; comment sections often are such a frame.
    """

    name: str
    data: bytes | str
    url: str | None = None
    charset: str | None = None
    saved_at: str | None = None
    frames: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """An article's comments out of structured data, already separated."""

    name: str
    reading: Reading


Document = Page | Thread


def digest(document: Document) -> str:
    """SHA-256, in hex, of everything that the document's reading depends on but its name."""
    if isinstance(document, Thread):
        return hashlib.sha256(repr(document.reading).encode("utf-8", "surrogatepass")).hexdigest()
    data = document.data
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    told = (document.url, document.charset, document.saved_at)
    if told == (None, None, None) and not document.frames:
        return hashlib.sha256(raw).hexdigest()
    parts = (repr(told).encode("utf-8", "surrogatepass"), raw, *document.frames)
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
