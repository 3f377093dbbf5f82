"""The HTML documents that a page shows inside itself, by the addresses in its frame elements."""

from __future__ import annotations

import codecs
import html
import re
from collections import deque
from collections.abc import Callable, Iterator

from comments.parsing.decoding import is_html
from comments.parsing.html.decode import decode
from comments.parsing.sources import MAX_BYTES

MAX_FRAMES = 200
"""Frames of one page that are looked at, advertisements and all."""

Follow = Callable[[str, str], tuple[str, bytes] | None]
"""From the place of a page and an address in it to the place and the bytes that it leads to."""

# No "<" is passed, so that the scans of two frames never overlap: linear in any page.
_SOURCE = re.compile(
    r"<i?frame\b[^<>]{0,5000}?(?<![\w-])src\s*=\s*(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>]+))",
    re.I,
)


def frames_of(page: bytes, place: str, follow: Follow) -> tuple[bytes, ...]:
    """The documents that the frames of `page` lead to, and theirs, nearest first, each once."""
    found: list[bytes] = []
    seen = {place}
    waiting = deque([(place, page)])
    left = MAX_BYTES
    while waiting:
        here, data = waiting.popleft()
        for address in addresses(data):
            target = follow(here, address)
            if target is None or target[0] in seen or not is_html(target[1]):
                continue
            seen.add(target[0])
            left -= len(target[1])
            if left < 0 or len(found) == MAX_FRAMES:
                return tuple(found)
            found.append(target[1])
            waiting.append(target)
    return tuple(found)


def addresses(page: bytes) -> Iterator[str]:
    """What the `src` of each frame in the page says, in its order."""
    if b"frame" not in page.lower() and b"\0" not in page[:64]:
        return
    for match in _SOURCE.finditer(decode(page)):
        yield html.unescape(match[1] or match[2] or match[3] or "")


def in_utf8(frame: bytes, charset: str | None) -> bytes:
    """The frame with a byte-order mark where only its header knew the encoding: frames have none."""
    if charset is None or codecs.lookup(charset).name == "utf-8":
        return frame
    try:
        return codecs.BOM_UTF8 + frame.decode(charset, "replace").encode()
    except (LookupError, UnicodeError):  # "charset=base64" is known, and is no text encoding
        return frame
