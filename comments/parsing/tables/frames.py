"""Tables that a Python program holds: pandas, Hugging Face datasets, Arrow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.tables.arrow import BATCH_ROWS, batch_rows
from comments.parsing.tables.columns import match_columns
from comments.parsing.tables.grouping import threads_of_table
from comments.parsing.tables.table import Table

if TYPE_CHECKING:
    import datasets
    import pandas as pd
    import pyarrow as pa


def threads_of(
    table: pd.DataFrame | datasets.Dataset | datasets.IterableDataset | pa.Table,
    name: str = "<table>",
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
) -> Iterator[Thread]:
    """The threads of a table of comments, one an article, as of a file with the same cells.

    `columns` (field to column name) goes before what the names of the columns say; `keep` names
    columns that are kept beside. Datasets are read in batches. Raises SourceError for a table without a column of texts and for anything that
    is no such table.
    """
    opened = _open(table, name)
    yield from threads_of_table(opened, match_columns(opened.header, columns, name, keep), name)


def _open(table: Any, name: str) -> Table:
    # Told by what they can do: neither pandas nor datasets need be imported, or installed.
    if hasattr(table, "to_batches") and hasattr(table, "schema"):
        return _arrow(table)
    if hasattr(table, "iloc") and hasattr(table, "columns"):
        return _frame(table)
    if hasattr(table, "with_format") and hasattr(table, "select_columns"):
        if isinstance(table, dict):
            raise SourceError(
                name, f"a dataset of several parts ({', '.join(table)})", "give one of them"
            )
        return _dataset(table) if table.column_names else _stream(table, name)
    raise SourceError(
        name,
        f"a {type(table).__name__} is no table that we know",
        "give a pandas frame, a dataset, or an Arrow table",
    )


def _arrow(table: Any) -> Table:
    header = tuple(table.schema.names)

    def rows(wanted: Sequence[int]) -> Iterator[Sequence[Any]]:
        return batch_rows(table.to_batches(BATCH_ROWS), [header[at] for at in wanted])

    return Table(header, rows)


def _frame(frame: Any) -> Table:
    def rows(wanted: Sequence[int]) -> Iterator[Sequence[Any]]:
        for start in range(0, len(frame), BATCH_ROWS):
            part = frame.iloc[start : start + BATCH_ROWS]
            # Not through Arrow, which refuses columns of mixed types.
            yield from zip(*(part.iloc[:, at].tolist() for at in wanted), strict=True)

    return Table(tuple(map(str, frame.columns)), rows)


def _dataset(dataset: Any) -> Table:
    header = tuple(dataset.column_names)

    def rows(wanted: Sequence[int]) -> Iterator[Sequence[Any]]:
        names = [header[at] for at in wanted]
        selected = dataset.select_columns(names).with_format("arrow")
        return batch_rows(selected.iter(batch_size=BATCH_ROWS), names)

    return Table(header, rows)


def _stream(dataset: Any, name: str) -> Table:
    """A stream of rows that does not know its columns before its first batch."""
    batches = dataset.iter(batch_size=BATCH_ROWS)
    first = next(batches, None)
    if first is None:
        raise SourceError(name, "an empty dataset", "give one with rows")
    header = tuple(first)

    def rows(wanted: Sequence[int]) -> Iterator[Sequence[Any]]:
        for batch in chain([first], batches):
            yield from zip(*(batch[header[at]] for at in wanted), strict=True)

    return Table(header, rows)
