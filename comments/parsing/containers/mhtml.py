"""Pages saved as one file of many parts (MHTML, RFC 2557): by Chrome, Internet Explorer and others."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from functools import partial
from urllib.parse import unquote, urljoin

from comments.parsing.containers.file import File, Items, damaged
from comments.parsing.containers.frames import frames_of, in_utf8
from comments.parsing.containers.http import known_charset
from comments.parsing.containers.stamps import moment, read_stamp
from comments.parsing.documents import Page
from comments.parsing.sources import MAX_BYTES, too_large

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_TEXTS = _HTML | {"text/plain"}
_MAX_LINE = 64 * 1024
_MAX_HEADER_LINES = 1_000
_MAX_NESTING = 4
_HEADERS = re.compile(rb"\s{0,99}(?:[!-9;-~]{1,99}:[^\n]*\n(?:[ \t][^\n]*\n)*){1,99}\r?\n")


@dataclass(frozen=True, slots=True)
class _Part:
    """One text among the parts, decoded; `key` is its Content-ID."""

    media: str
    data: bytes
    charset: str | None
    url: str | None
    key: str

    @property
    def place(self) -> str:
        """What tells it from all others; addresses in it are relative to that."""
        return f"{self.url or ''}#{self.key}"


def is_mhtml(head: bytes) -> bool:
    """Whether the bytes begin as a message of many parts does, or as a page with such headers."""
    block = _HEADERS.match(head)
    if block is None:
        return False
    message = _message([block[0].lstrip()])
    return "MIME-Version" in message and (
        message.get_content_maintype() == "multipart" or message.get_content_type() in _HTML
    )


def open_mhtml(file: File) -> Items:
    """The page with its frames; all other parts are skipped unread.

    Raises SourceError where there is no page, where it is cut off, and where it is too large.
    """
    lines = iter(partial(file.stream.readline, _MAX_LINE), b"")
    message = _message(_header_lines(lines))
    parts = list(_parts(message, lines, _Room(file.name)))
    page = _root(parts, str(message.get_param("start", "")).strip("<>"))
    if page is None:
        raise damaged(file.name, "no page among its parts")
    stamp = read_stamp(page.data)
    yield Page(
        file.name,
        page.data,
        url=_web(message.get("Snapshot-Content-Location")) or _web(page.url) or stamp.url,
        charset=page.charset,
        saved_at=moment(str(message.get("Date", "")), parsedate_to_datetime) or stamp.saved_at,
        frames=_frames(page, parts),
    )


def _root(parts: list[_Part], start: str) -> _Part | None:
    named = [part for part in parts if start and part.key == start]
    pages = [part for part in parts if part.media in _HTML]
    return next(iter([*named, *pages, *parts]), None)


def _frames(page: _Part, parts: list[_Part]) -> tuple[bytes, ...]:
    by_key = {part.key: part for part in parts if part.key}
    by_url = {part.url: part for part in reversed(parts) if part.url}

    def follow(place: str, address: str) -> tuple[str, bytes] | None:
        if address.lower().startswith("cid:"):
            part = by_key.get(unquote(address[4:]))
        else:
            try:
                part = by_url.get(urljoin(place, address))
            except ValueError:
                return None
        return (part.place, in_utf8(part.data, part.charset)) if part else None

    return frames_of(page.data, page.place, follow)


class _Room:
    """How many bytes of text may still be held."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left = 2 * MAX_BYTES  # base64 and quoted-printable are larger than what they encode

    def hold(self, lines: Iterator[bytes]) -> bytes:
        held = []
        for line in lines:
            self._left -= len(line)
            if self._left < 0:
                raise too_large(self.name)
            held.append(line)
        return b"".join(held)


def _parts(
    message: Message, lines: Iterator[bytes], room: _Room, nesting: int = 0
) -> Iterator[_Part]:
    """The texts of a message whose headers have been read, those of its parts' parts too."""
    boundary = message.get_boundary()
    if message.get_content_maintype() == "multipart" and boundary and nesting < _MAX_NESTING:
        mark = b"--" + boundary.encode("utf-8", "surrogateescape")
        for part in _bodies(lines, mark, room.name):
            yield from _parts(_message(_header_lines(part)), part, room, nesting + 1)
    elif message.get_content_type() in _TEXTS:
        body = room.hold(lines)
        if nesting:  # the line break before a boundary belongs to the boundary
            body = body.removesuffix(b"\n").removesuffix(b"\r")
        decode = _DECODERS.get(str(message.get("Content-Transfer-Encoding", "")).strip().lower())
        try:
            data = decode(body) if decode else body
        except binascii.Error as error:
            raise damaged(room.name, error) from error
        if len(data) > MAX_BYTES:
            raise too_large(room.name)
        yield _Part(
            message.get_content_type(),
            data,
            known_charset(message),
            "".join(str(message.get("Content-Location", "")).split()) or None,
            str(message.get("Content-ID", "")).strip(" \t\r\n<>"),
        )


def _bodies(lines: Iterator[bytes], mark: bytes, name: str) -> Iterator[Iterator[bytes]]:
    """The lines of each part, its headers too; what is not taken of a part is skipped."""
    is_last = False

    def body() -> Iterator[bytes]:
        nonlocal is_last
        for line in lines:
            if line.startswith(mark) and (end := line[len(mark) :].rstrip()) in {b"", b"--"}:
                is_last = bool(end)
                return
            yield line
        is_last = True
        raise damaged(name, "it ends inside a part")

    for _ in body():
        pass
    while not is_last:
        part = body()
        yield part
        for _ in part:
            pass


def _header_lines(lines: Iterator[bytes]) -> list[bytes]:
    """The lines up to the first empty one."""
    found: list[bytes] = []
    for line in lines:
        if line.strip():
            found.append(line)
        elif found:
            break
        if len(found) == _MAX_HEADER_LINES:
            break
    return found


def _message(headers: list[bytes]) -> Message:
    return BytesHeaderParser().parsebytes(b"".join(headers))


def _web(url: str | None) -> str | None:
    url = "".join(str(url or "").split())
    return url if url.lower().startswith(("http://", "https://")) else None


def _base64(body: bytes) -> bytes:
    return binascii.a2b_base64(body + b"==")


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "base64": _base64,
    "quoted-printable": binascii.a2b_qp,
}
