"""Pages saved by Safari ("Web Archive"): a property list of the page, its frames and its pictures."""

from __future__ import annotations

import plistlib
from collections import deque
from collections.abc import Iterator
from typing import Any

from comments.parsing.containers.file import File, Items, damaged
from comments.parsing.containers.frames import MAX_FRAMES, in_utf8
from comments.parsing.containers.http import media_type
from comments.parsing.containers.stamps import read_stamp
from comments.parsing.documents import Page
from comments.parsing.sources import MAX_BYTES, too_large

_MAX_FILE = 2 * MAX_BYTES
"""Bytes that are held in memory: the pictures are among them."""


def is_webarchive(head: bytes) -> bool:
    """Whether the bytes begin as a binary property list does."""
    return head.startswith(b"bplist0")


def open_webarchive(file: File) -> Items:
    """The page with its frames. Raises SourceError where it holds no page, and where it is too large."""
    data = file.stream.read(_MAX_FILE + 1)
    if len(data) > _MAX_FILE:
        raise too_large(file.name)
    try:
        archive = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (plistlib.InvalidFileException, ValueError, OverflowError, RecursionError) as error:
        raise damaged(file.name, error) from error
    resources = _resources(archive)
    page = next(resources, None)
    body = page.get("WebResourceData") if page else None
    if page is None or not isinstance(body, bytes):
        raise damaged(file.name, "no page in it")
    if len(body) > MAX_BYTES:
        raise too_large(file.name, len(body))
    stamp = read_stamp(body)
    url = page.get("WebResourceURL")
    yield Page(
        file.name,
        body,
        url=url if isinstance(url, str) and url.startswith("http") else stamp.url,
        charset=_charset(page),
        saved_at=stamp.saved_at,
        frames=tuple(
            in_utf8(frame["WebResourceData"], _charset(frame))
            for frame in resources
            if isinstance(frame.get("WebResourceData"), bytes)
            and frame.get("WebResourceMIMEType") in {"text/html", "application/xhtml+xml"}
        ),
    )


def _resources(archive: Any) -> Iterator[dict[str, Any]]:
    """The main resource of the archive, and then those of its frames and of theirs."""
    waiting = deque([archive])
    for _ in range(MAX_FRAMES + 1):
        if not waiting:
            return
        here = waiting.popleft()
        if isinstance(here, dict):
            main, inner = here.get("WebMainResource"), here.get("WebSubframeArchives")
            if isinstance(main, dict):
                yield main
            # A list may hold itself and be of millions: what is never looked at does not wait.
            waiting.extend(inner[:MAX_FRAMES] if isinstance(inner, list) else ())


def _charset(resource: dict[str, Any]) -> str | None:
    name = resource.get("WebResourceTextEncodingName")
    return media_type(f"text/html; charset={name}")[1] if isinstance(name, str) else None
