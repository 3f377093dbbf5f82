"""Web archives (WARC): the pages that a crawler stored, one record after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from comments.errors import NotAPageError, SourceError
from comments.parsing.containers.file import HEAD, File, Items, damaged, guarded
from comments.parsing.containers.http import decoded, media_type
from comments.parsing.containers.members import Names, furniture
from comments.parsing.containers.pages import open_page
from comments.parsing.containers.structured import is_export, open_export
from comments.parsing.decoding import is_html
from comments.parsing.documents import Document, Page
from comments.parsing.sources import MAX_BYTES, too_large

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_HTML = frozenset(("text/html", "application/xhtml+xml"))
_OK = 200
_MAX_HEADERS = 256 * 1024


@dataclass(frozen=True, slots=True)
class _Response:
    """What a record says of its body. `codings` are those of transfer and of content."""

    media: str
    charset: str | None
    saved_at: str | None
    codings: tuple[str | None, str | None] = (None, None)


def is_warc(head: bytes) -> bool:
    """Whether the bytes begin as a web archive does."""
    return head.startswith((b"WARC/0.", b"WARC/1.", b"WARC/2."))


def open_warc(file: File) -> Items:
    """Pages and comment exports among the archived responses, with address, time and charset.

    Redirects, errors, pictures, scripts and the like are passed over and counted. Where the archive
    breaks off, what came before is given, and then SourceError is raised.
    """
    names = Names()
    item: Document | SourceError | None = None
    try:
        for record in _records(file):
            url = (record.headers.get("WARC-Target-URI") or record.record_id or "").strip("<> \t")
            here = replace(file, name=f"{file.name}/{names.free(url)}")
            is_barren = True
            for item in guarded(here.name, _open(record, url, here)):
                if isinstance(item, NotAPageError):
                    continue
                if is_barren:  # a name is used up where something came of the record
                    names.take(url)
                is_barren = False
                yield item
            if is_barren and _may_hold_page(record):
                file.opening.passed_over["archived response without a page"] += 1
    except SourceError as error:
        if error is not item:  # the record in which it breaks off has said so
            raise


def _records(file: File) -> Iterator[Any]:
    """The records, one after the other. Raises SourceError where the archive breaks off."""
    from fastwarc.warc import ArchiveIterator

    number = 0
    try:
        for record in ArchiveIterator(_Source(file), parse_http=False, stream_detect=False):
            number += 1
            yield record
            record.consume()
            if record.reader.tell() < record.content_length:
                break
        else:
            return
    except OSError as error:
        raise damaged(file.name, f"after record {number:,}: {error}") from error
    raise damaged(file.name, f"it ends inside record {number:,}")


class _Source:
    """The archive's bytes for FastWARC, as they come.

    A read that waited until it is full would lose the records before a break.
    """

    def __init__(self, file: File) -> None:
        self._stream = file.stream

    def read(self, size: int = HEAD) -> bytes:
        if isinstance(self._stream, io.BufferedReader):
            return self._stream.read1(size)
        return self._stream.read(size)

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def close(self) -> None:
        """The file is closed by whoever opened it."""


def _response(record: WarcRecord, url: str, name: str) -> _Response | None:
    """What a record says of a page that it may hold; None for records that hold none."""
    from fastwarc.warc import WarcRecordType as Type

    response = record.record_type == Type.response
    if not _may_hold_page(record) or (response and not record.is_http):
        return None
    header = record.headers.get("Content-Type")
    codings: tuple[str | None, str | None] = (None, None)
    if response:
        try:
            record.parse_http(max_header_len=_MAX_HEADERS)
        except OSError as error:
            raise damaged(name, error) from error
        http = record.http_headers
        if http is None or http.status_code != _OK:
            return None
        header = http.get("Content-Type")
        codings = (http.get("Transfer-Encoding"), http.get("Content-Encoding"))
    media, charset = media_type(header)
    # A text that is no response is a crawler's log, or what a tool made of a page (WET).
    is_text = media == "text/plain" and record.record_type != Type.resource
    if not (is_text or media in _HTML or not media or _is_data(media)):
        return None
    date = record.record_date
    return _Response(media, charset, date.isoformat() if date else None, codings)


def _may_hold_page(record: WarcRecord) -> bool:
    from fastwarc.warc import WarcRecordType as Type

    return record.record_type in (Type.response, Type.resource, Type.conversion)


def _is_data(media: str) -> bool:
    return "json" in media or media in {"application/xml", "text/xml"}


def _open(record: WarcRecord, url: str, file: File) -> Items:
    response = _response(record, url, file.name)
    if response is None:
        return
    if record.content_length > MAX_BYTES:
        raise too_large(file.name, record.content_length)
    body = record.reader.read()
    if record.reader.tell() < record.content_length:
        return  # the archive ends here, and says so: half a page would pass for a whole one
    for codings in response.codings:
        body = decoded(body, codings, MAX_BYTES, file.name)
    if len(body) > MAX_BYTES:
        raise too_large(file.name)
    head = body[:HEAD]
    inner = replace(file, stream=io.BytesIO(body), head=head, layers=file.layers + 1)
    if _is_data(response.media):
        if is_export(head):
            yield from open_export(inner)
        return
    path = url.partition("?")[0]
    if not body.strip() or furniture(path, head) or not (response.media or is_html(head)):
        return
    for page in open_page(inner):
        if isinstance(page, Page):
            saved_at = response.saved_at or page.saved_at
            yield replace(page, url=url, charset=response.charset, saved_at=saved_at)
