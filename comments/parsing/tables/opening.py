"""Text files of any size, opened in the encoding that they are in."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from comments.parsing.decoding import encoding_of

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@contextmanager
def open_text(stream: BinaryIO, name: str) -> Iterator[TextIO]:
    """The text of a binary file that is open at its start and can be sought; line ends are kept.

    The file is read twice, so that a foreign letter behind megabytes of ASCII is not misread.
    Bytes that are no text in the file's encoding become U+FFFD. Raises SourceError where the
    encoding cannot be known.
    """
    encoding = _encoding(stream, name)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield text
    finally:
        text.detach()


def decode_head(head: bytes) -> str:
    """The text of a file's first bytes, which may end anywhere.

    Raises SourceError where the encoding cannot be known.
    """
    if not head.startswith(_WIDE):
        head = head[: head.rfind(b"\n") + 1] or head
    return head.decode(encoding_of(head, "the table"), "ignore")


def _encoding(stream: BinaryIO, name: str) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")()
    rest = b""
    while chunk := stream.read(_CHUNK):
        if not rest and chunk.startswith((*_WIDE, codecs.BOM_UTF8)):
            return encoding_of(chunk[:4], name)
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            lines = rest + chunk
            foreign = (line for line in lines.split(b"\n") if not line.isascii())
            # The empty first line: what looks like a byte-order mark is none behind the start.
            return encoding_of(b"\n".join([b"", *foreign])[:_SAMPLE], name)
        rest = chunk[chunk.rfind(b"\n") + 1 :][-_SAMPLE:]
    return "utf-8"
