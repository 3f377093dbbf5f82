"""From the rows of a table to one thread an article."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.exports.spool import group
from comments.parsing.tables.cells import NestedError, as_text
from comments.parsing.tables.columns import Columns
from comments.parsing.tables.rows import read_rows
from comments.parsing.tables.settling import SAMPLE_ROWS, Settled, settle
from comments.parsing.tables.table import FIELDS, Broken, Row, Table, count_characters
from comments.records import Dropped

_MAX_KEY = 120


def threads_of_table(table: Table, columns: Columns, name: str) -> Iterator[Thread]:
    """The threads of an open table, in the order in which their articles first come.

    A thread's name is the table's, "#" and the article's key; where nothing tells articles apart,
    all rows are one thread with the table's name. What was lost and belongs to no article is
    accounted for in the first. Raises SourceError before the first thread: no row has a text, the
    texts are lists or objects, reading fails.
    """
    losses = Losses()
    rows = _rows(table, columns, name, losses)
    sample = list(islice(rows, SAMPLE_ROWS))
    settled = settle(columns, sample)
    together = _together(chain(sample, rows), settled, losses)
    is_first = True
    for key, members in together:
        reading = read_rows(members, settled)
        if is_first:
            is_first = False
            warnings = (*reading.warnings, *losses.warnings())
            reading = replace(
                reading, dropped=(*losses.dropped(), *reading.dropped), warnings=warnings
            )
        yield Thread(_thread_name(name, key), reading)
    if is_first:
        raise SourceError(
            name,
            f"no row has a text in column {columns.text!r}",
            "name the column of the texts with --columns text=NAME",
        )


class Losses:
    """What is lost of a table and belongs to no article."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.characters: Counter[str] = Counter()
        self.nested: Counter[str] = Counter()

    def add(self, reason: str, characters: int) -> None:
        self.rows[reason] += 1
        self.characters[reason] += characters

    def dropped(self) -> tuple[Dropped, ...]:
        return tuple(Dropped(r, count, self.characters[r]) for r, count in self.rows.items())

    def warnings(self) -> tuple[str, ...]:
        return tuple(
            f"Column {name!r} holds lists or objects in {count:,} rows; they were left out."
            for name, count in self.nested.items()
        )


def _rows(table: Table, columns: Columns, name: str, losses: Losses) -> Iterator[Row]:
    """The rows that are sound, their cells as text."""
    named = columns.named()
    kept = [column for _, column in columns.kept]
    # The text first; a kept column may be a field's as well.
    wanted = list(dict.fromkeys((*named.values(), *kept)))
    places = [wanted.index(named[field]) if field in named else len(wanted) for field in FIELDS]
    extra = [wanted.index(column) for column in kept]
    for cells in table.rows([table.header.index(column) for column in wanted]):
        if isinstance(cells, Broken):
            losses.add("broken row", cells.characters)
            continue
        texts: list[str | None] = []
        for column, cell in zip(wanted, cells, strict=True):
            try:
                texts.append(as_text(cell))
            except NestedError:
                if column == columns.text:
                    raise SourceError(
                        name,
                        f"column {column!r} holds lists or objects, not texts",
                        "name a column of texts with --columns text=NAME",
                    ) from None
                losses.nested[column] += 1
                texts.append(None)
        texts.append(None)
        yield Row._make((*(texts[at] for at in places), [texts[at] for at in extra]))


def _together(
    rows: Iterable[Row], settled: Settled, losses: Losses
) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of each article."""
    kept = _kept(rows, losses)
    if settled.key is None:
        first = next(kept, None)
        return iter(() if first is None else [("", chain([first], kept))])
    field = settled.key
    keyed = ((_key(getattr(row, field)), json.dumps(row).encode("ascii")) for row in kept)
    return ((key, (Row(*json.loads(raw)) for raw in found)) for key, found in group(keyed))


def _kept(rows: Iterable[Row], losses: Losses) -> Iterator[Row]:
    """Rows with a text, or with something about an article that may have no comments."""
    for row in rows:
        if (row.text and row.text.strip()) or row.title or row.body:
            yield row
        else:
            losses.add("row without text", count_characters(*row.texts()))


def _key(value: str | None) -> str:
    return " ".join((value or "").split())


def _thread_name(name: str, key: str) -> str:
    """Unique and printable: a long or strange key is cut, and told by a hash."""
    if not key:
        return name
    if len(key) <= _MAX_KEY and key.isprintable():
        return f"{name}#{key}"
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    shown = "".join(c if c.isprintable() else " " for c in key[:_MAX_KEY])
    return f"{name}#{shown}…{digest}"
