"""From a source to the documents in it, whatever it is. Kinds are told by content, never by name."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from comments.errors import SourceError
from comments.parsing.containers.compressed import is_compressed, open_compressed
from comments.parsing.containers.file import HEAD, File, Items, Opening, guarded
from comments.parsing.containers.limits import allowance
from comments.parsing.containers.members import furniture
from comments.parsing.containers.mhtml import is_mhtml, open_mhtml
from comments.parsing.containers.pages import folder_beside, open_page
from comments.parsing.containers.structured import is_export, is_table, open_export, open_table
from comments.parsing.containers.tarred import is_tar, open_tar
from comments.parsing.containers.warc import is_warc, open_warc
from comments.parsing.containers.webarchive import is_webarchive, open_webarchive
from comments.parsing.containers.zipped import is_zip, open_zip
from comments.parsing.sources import Source, empty, opened


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: how it is told by its first bytes (and the columns asked for), and opened."""

    name: str
    matches: Callable[[File], bool]
    open: Callable[[File], Items]


def _by_head(matches: Callable[[bytes], bool]) -> Callable[[File], bool]:
    return lambda file: matches(file.head)


def _is_table(file: File) -> bool:
    return is_table(file.head, file.opening.columns)


KINDS = (
    Kind("compressed", _by_head(is_compressed), open_compressed),
    Kind("zip", _by_head(is_zip), open_zip),
    Kind("tar", _by_head(is_tar), open_tar),
    Kind("web archive", _by_head(is_warc), open_warc),
    Kind("mhtml", _by_head(is_mhtml), open_mhtml),
    Kind("webarchive", _by_head(is_webarchive), open_webarchive),
    # Who names the columns knows the file; else an export says more than its columns do.
    Kind("named columns", lambda f: bool(f.opening.columns) and _is_table(f), open_table),
    Kind("export", _by_head(is_export), open_export),
    Kind("table", _is_table, open_table),
    Kind("page", lambda _: True, open_page),
)
"""Every kind, in the order in which they are tried: those with a mark of their own come first.

A page is what is nothing else. Tables before pages, because their cells hold markup and JSON.
"""


def open_source(
    source: Source,
    *,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    passed_over: Counter[str] | None = None,
) -> Items:
    """The pages and threads in one file, streamed, each failure as a SourceError in its place.

    `columns` name the columns of tables (`{"text": "Kommentar"}`), `keep` those whose cells stay with
    the comments. Members of archives are called
    "may.zip/iran.html", records of a web archive "crawl.warc.gz/https://…", each name once.
    `passed_over` counts by kind what is neither page nor failure. Data that lie loose come out as
    NotAPageError. Pictures, scripts and style sheets that lie in a folder are no failures; where the
    user named one, it is. Nothing stays open when the iterator is closed.
    """
    counts = Counter[str]() if passed_over is None else passed_over
    yield from guarded(source.name, _open_source(source, columns, keep, counts))


def open_bytes(data: bytes, name: str) -> Items:
    """The pages and threads in one file that is in memory; see `open_source`."""
    opening = Opening(_open, None, (), len(data), allowance(name, len(data)), Counter())
    yield from _open(File(name, io.BytesIO(data), data[:HEAD], opening))


def _open_source(
    source: Source,
    columns: Mapping[str, str] | None,
    keep: Sequence[str],
    passed_over: Counter[str],
) -> Items:
    with opened(source) as stream:
        size = os.fstat(stream.fileno()).st_size
        opening = Opening(_open, columns, keep, size, allowance(source.name, size), passed_over)
        head = stream.read(HEAD)
        if not source.is_named and (kind := furniture(source.name, head)):
            passed_over[kind] += 1
            return
        stream.seek(0)
        companion = folder_beside(source.path)
        yield from _open(File(source.name, stream, head, opening, companion=companion))


def _open(file: File) -> Items:
    """What a file of any kind holds. A file that holds nothing is a failure too."""
    is_barren = True
    for item in guarded(file.name, _opened(file)):
        is_barren = False
        yield item
    if is_barren:
        yield SourceError(
            file.name, "no page and no comment in it", "look into it, or leave it out"
        )


def _opened(file: File) -> Items:
    if not file.head:
        if file.layers:
            # An error in its first bytes says more than that there are none.
            file.stream.read(1)
        raise empty(file.name)
    kind = next(kind for kind in KINDS if kind.matches(file))
    yield from kind.open(file)
