"""A table that is open: its header, its rows, and what a row holds for us."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

MAX_CELL = 1_000_000
"""Characters of a cell. The longest comments that sites allow have some 100,000."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that cannot be told into cells, with its characters (white space not counted)."""

    characters: int


@dataclass(frozen=True, slots=True)
class Table:
    """An open table of any kind.

    `rows(wanted)` gives, for each row, the cells at the places `wanted` of the header, None for a
    gap; the first place is that of the text. It can be called once, and raises SourceError where
    reading fails.
    """

    header: tuple[str, ...]
    rows: Callable[[Sequence[int]], Iterator[Sequence[Any] | Broken]]


class Row(NamedTuple):
    """The cells of one row, by field, in the order in which fields choose their columns; None for a gap.

    `extra` are those of the columns that the user keeps, in the user's order.
    """

    text: str | None = None
    original_id: str | None = None
    parent: str | None = None
    article: str | None = None
    author: str | None = None
    posted_at: str | None = None
    likes: str | None = None
    dislikes: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    language: str | None = None
    body: str | None = None
    extra: Sequence[str | None] = ()

    def texts(self) -> list[str]:
        """What stands in its cells, gaps left out."""
        return [cell for cell in (*self[:-1], *self.extra) if cell]


FIELDS = Row._fields[:-1]
"""Everything that a column can hold, in the order in which fields choose their columns."""


def count_characters(*texts: str) -> int:
    """Characters that are no white space."""
    return sum(len("".join(text.split())) for text in texts)
