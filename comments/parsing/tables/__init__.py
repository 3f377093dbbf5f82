"""Tables with a column of comment texts: CSV and its relatives, JSON lines, Excel, Parquet."""

from __future__ import annotations

import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from comments.errors import SourceError
from comments.parsing.documents import Thread

if TYPE_CHECKING:
    from comments.parsing.tables.table import Table

__all__ = ["HEAD", "matches", "threads"]

HEAD = 64 * 1024
"""Bytes of a file's start that tell whether it is a table."""

_PARQUET = re.compile(rb"PAR1[\x00-\x1f]")
"""The mark, and no letter behind it: a text may begin with the word."""
_ZIP = b"PK\x03\x04"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_IN_MEMORY = 16 * 1024 * 1024


def matches(head: bytes, columns: Mapping[str, str] | None = None) -> bool:
    """Whether a file that begins with `head` (64 KiB, or all of it) is a table of comments.

    Without `columns`, a text has to begin with a header in which a name of `columns.toml` stands
    for the text, and its rows have to have the header's cells; else every page with commas would be
    a table. A zip file is not looked into.
    """
    if _PARQUET.match(head):
        return True
    if not _may_be_text(head):
        return False
    from comments.parsing.tables.delimited import sniff
    from comments.parsing.tables.json_lines import is_json_lines
    from comments.parsing.tables.opening import decode_head

    try:
        text = decode_head(head)
    except SourceError:
        return False
    if is_json_lines(text, columns):
        return True
    return sniff(text, columns, is_cut=len(head) >= HEAD) is not None


def threads(
    stream: BinaryIO,
    name: str,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
) -> Iterator[Thread | SourceError]:
    """The threads of a table that is open at its start, one an article (see `grouping`).

    `columns` (field to column name, as `--columns text=…` gives it) goes before what the header
    says; `keep` names columns whose cells stay with the comments. What makes the table unreadable comes out as one SourceError.
    """
    from comments.parsing.tables.columns import match_columns
    from comments.parsing.tables.grouping import threads_of_table

    try:
        with _seekable(stream) as sought, _opened(sought, name, columns) as table:
            matched = match_columns(table.header, columns, name, keep)
            yield from threads_of_table(table, matched, name)
    except SourceError as error:
        yield error
    except (OSError, EOFError, zlib.error) as error:
        reason = (getattr(error, "strerror", None) or str(error) or "its end is missing").lower()
        yield SourceError(
            name, f"reading failed ({reason[:120]})", "check the file, or copy it again"
        )


def _may_be_text(head: bytes) -> bool:
    """Whether it is worth a look: no archive, no markup, and hardly a NUL in it."""
    if head.startswith(_WIDE):
        return True
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return start not in {b"", b"<", b"["} and head.count(0) <= len(head) // 100


@contextmanager
def _opened(stream: BinaryIO, name: str, columns: Mapping[str, str] | None) -> Iterator[Table]:
    from comments.parsing.tables.arrow import read_parquet
    from comments.parsing.tables.delimited import read_delimited
    from comments.parsing.tables.json_lines import is_json_lines, read_json_lines
    from comments.parsing.tables.opening import open_text
    from comments.parsing.tables.workbook import read_workbook

    magic = stream.read(8)
    stream.seek(0)
    if _PARQUET.match(magic):
        yield read_parquet(stream, name)
    elif magic.startswith(_ZIP):
        yield read_workbook(stream, name, columns)
    else:
        with open_text(stream, name) as text:
            is_json = is_json_lines(text.read(HEAD), columns)
            text.seek(0)
            yield read_json_lines(text, name) if is_json else read_delimited(text, name, columns)


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream, or a temporary copy of one that cannot be sought."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)
