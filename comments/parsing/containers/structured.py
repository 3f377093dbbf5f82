"""Files of structured data: exports of comment systems, and tables with a column of texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from comments.parsing.containers.file import File, Items

if TYPE_CHECKING:
    from comments.parsing.exports.format import Format


def is_export(head: bytes) -> bool:
    """Whether the bytes begin as an export of a known system does."""
    return _format(head) is not None


def open_export(file: File) -> Items:
    """The threads of an export. Raises SourceError where the data are not sound."""
    found = _format(file.head)
    if found is not None:
        yield from found.threads(file.stream, file.name)


def _format(head: bytes) -> Format | None:
    from comments.parsing.exports import FORMATS

    return next((known for known in FORMATS if known.matches(head)), None)


def is_table(head: bytes, columns: Mapping[str, str] | None) -> bool:
    """Whether the bytes begin as a table with a column of texts does."""
    from comments.parsing.tables import matches

    return matches(head, columns)


def open_table(file: File) -> Items:
    """The threads of a table, which can seek. Raises SourceError where it cannot be read."""
    from comments.parsing.tables import threads

    opening = file.opening
    yield from threads(file.stream, file.name, opening.columns, opening.keep)
