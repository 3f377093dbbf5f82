"""The body of an archived HTTP response, as the browser saw it."""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Callable, Mapping
from email.message import Message
from typing import TYPE_CHECKING

from comments.parsing.containers.limits import MAX_RATIO, bomb

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader

_FREE_BYTES = 1024 * 1024
"""What a body may become before `MAX_RATIO` counts: there may be millions of them in a file."""


def media_type(header: str | None) -> tuple[str, str | None]:
    """Type and charset that a `Content-Type` names, in lower case; "" and None where it does not."""
    if not header:
        return "", None
    message = Message()
    message["Content-Type"] = header.replace("\r", " ").replace("\n", " ")
    return message.get_content_type(), known_charset(message)


def known_charset(message: Message) -> str | None:
    """The charset that a message's `Content-Type` names, None where it is none that Python knows."""
    charset = message.get_content_charset()
    try:
        return charset if charset and codecs.lookup(charset) else None
    except (LookupError, ValueError):  # a name with a NUL in it is a ValueError
        return None


def decoded(body: bytes, codings: str | None, limit: int, name: str) -> bytes:
    """The body without the codings that a `Transfer-Encoding` or `Content-Encoding` names.

    Many crawlers undo a coding and keep the header: a body that is not in it stays as it is. One
    that is cut short gives what is left of it, and one byte more than `limit` where it is larger.
    Raises SourceError, naming `name`, for a bomb.
    """
    names = (coding.strip().lower() for coding in (codings or "").split(","))
    for undo in [_CODINGS[n] for n in names if n in _CODINGS][::-1]:
        most = min(limit, _FREE_BYTES + MAX_RATIO * len(body))
        plain = undo(body, most + 1)
        if most < limit and len(plain) > most:
            raise bomb(name)
        body = plain or body
    return body


def _chunked(body: bytes, limit: int) -> bytes:
    """The chunks put together (RFC 9112, section 7.1); nothing where there are none."""
    found = io.BytesIO()
    stream = io.BytesIO(body)
    while found.tell() < limit:
        size = stream.readline(1_000).partition(b";")[0].strip()
        if not size or size.strip(b"0123456789abcdefABCDEF"):
            break
        if not (chunk := stream.read(min(int(size, 16), limit))):
            break
        found.write(chunk)
        stream.readline(1_000)
    return found.getvalue()


def _inflated(body: bytes, limit: int) -> bytes:
    """What gzip or zlib holds, or deflate without a header, which some servers send by that name."""
    for bits in (47, -15):
        try:
            return zlib.decompressobj(bits).decompress(body, limit)
        except zlib.error:
            continue
    return b""


def _brotli(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import BrotliReader

    return _read(BrotliReader(io.BytesIO(body)), limit)


def _zstd(body: bytes, limit: int) -> bytes:
    from fastwarc.stream_io import ZstdReader

    return _read(ZstdReader(io.BytesIO(body)), limit)


def _read(reader: WarcReader, limit: int) -> bytes:
    found = bytearray()
    try:
        while len(found) < limit and (chunk := reader.read(min(limit - len(found), 1 << 16))):
            found += chunk
    except OSError:
        pass
    return bytes(found)


_CODINGS: Mapping[str, Callable[[bytes, int], bytes]] = {
    "chunked": _chunked,
    "gzip": _inflated,
    "x-gzip": _inflated,
    "deflate": _inflated,
    "br": _brotli,
    "zstd": _zstd,
}
