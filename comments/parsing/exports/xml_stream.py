"""XML of any size as a stream of elements, from people who may wish us ill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from comments.errors import SourceError

MAX_ELEMENTS = 2_000_000
"""Most elements of one record: an article with some 150,000 comments in WordPress's format."""

_CHUNK = 64 * 1024
_FORBIDDEN = bytes([*range(9), 11, 12, *range(14, 32)])
"""Bytes that XML allows nowhere; exports of old databases have them in comments all the same."""

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!a-zA-Z]")


def begins_xml(head: bytes) -> bool:
    """Whether the start of a file may be XML."""
    return _START.match(head) is not None


def children(file: BinaryIO, name: str, container: str) -> Iterator[Any]:
    """The lxml elements directly inside each element called `container`, whatever its namespace.

    An element is emptied when the next one is asked for. Entities, document types that define
    any, and the network are refused. Raises SourceError, with the line, where the XML breaks off.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    inside: list[Any] = []
    size = 0
    try:
        for event, element in _events(parser, file):
            if event == "start":
                if not inside:
                    _refuse_entities(element, name)
                inside.append(element)
                size += 1
                if size > MAX_ELEMENTS:
                    raise _too_large(name)
                continue
            inside.pop()
            if inside and local_name(inside[-1]) == container:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del inside[-1][0]
                size = 0
    except etree.XMLSyntaxError as error:
        found = " ".join(error.msg.split())  # it quotes names of the file, and ends lines
        raise SourceError(
            name, f"the XML breaks off or is damaged: {found}", "export it again"
        ) from error


def _events(parser: Any, file: BinaryIO) -> Iterator[tuple[str, Any]]:
    for chunk in _chunks(file):
        parser.feed(chunk)
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def _too_large(name: str) -> SourceError:
    return SourceError(
        name,
        f"more than {MAX_ELEMENTS:,} elements in one record of the XML, as no discussion has",
        "leave it out, or export it in smaller parts",
    )


def _refuse_entities(root: Any, name: str) -> None:
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and any(True for _ in document_type.iterentities()):
        raise SourceError(
            name,
            "the XML defines entities, which no export does and which can hide an attack",
            "export it again from the system itself",
        )


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    first = file.read(_CHUNK).lstrip()
    # A NUL is half a letter in UTF-16; in other encodings the forbidden bytes are what they seem.
    forbidden = (
        b"" if b"\x00" in first[:4] or first[:2] in {b"\xff\xfe", b"\xfe\xff"} else _FORBIDDEN
    )
    yield first.translate(None, forbidden)
    while chunk := file.read(_CHUNK):
        yield chunk.translate(None, forbidden)


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def by_name(element: Any) -> dict[str, Any]:
    """The first element of each local name directly inside `element`."""
    found: dict[str, Any] = {}
    for inner in element:
        found.setdefault(local_name(inner), inner)
    return found


def text(element: Any) -> str:
    """Text directly in an element, "" where there is none, or no element."""
    return "" if element is None else (element.text or "")
