"""Texts that stand several times in a run, found without holding its texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comments.running.folder import RunFolder, table_schema
from comments.running.rows import BATCH, open_table
from comments.study.duplicates import Alike, Repeat, find_alike, repeats_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

TOLD = ("comment_id", "article_id", "position", "author", "posted_at", "language")


def repeats_in(folder: RunFolder) -> tuple[list[Repeat], bool]:
    """The repeats in a run's comments, as `duplicates.find_repeats`, and whether nearly equal texts
    were looked for. The table is read three times. Raises RunError where it cannot be.
    """
    import numpy as np

    found, nearly = find_alike(_Texts(folder))
    rows = np.sort(np.concatenate([np.empty(0, np.intp), *(one.rows for one in found)]))
    told = _told(folder, rows).sort_values(["article_id", "position", "comment_id"])
    place = np.empty(len(rows), np.intp)
    place[told.index.to_numpy()] = np.arange(len(rows))
    moved = [Alike(np.sort(place[np.searchsorted(rows, one.rows)]), one.exact) for one in found]
    return repeats_of(told, moved), nearly


class _Texts:
    """The texts in the order of the table, None for a comment that was removed; as often as asked."""

    def __init__(self, folder: RunFolder) -> None:
        self._folder = folder

    def __iter__(self) -> Iterator[str | None]:
        table = open_table(self._folder.table("comments"), table_schema(self._folder, "comments"))
        for batch in table.iter_batches(BATCH, columns=["text", "removal"]):
            texts, removals = batch["text"].to_pylist(), batch["removal"].to_pylist()
            for text, removal in zip(texts, removals, strict=True):
                yield text if removal is None else None


def _told(folder: RunFolder, rows: NDArray[np.intp]) -> pd.DataFrame:
    """What is said of the comments in `rows`, in their order, numbered from 0."""
    import numpy as np
    import pyarrow as pa

    columns = table_schema(folder, "comments")
    table = open_table(folder.table("comments"), columns)
    names = [name for name in columns.names if name in TOLD]
    found, start = [], 0
    for batch in table.iter_batches(BATCH, columns=names):
        first, last = np.searchsorted(rows, [start, start + batch.num_rows])
        found.append(batch.take(pa.array(rows[first:last] - start, pa.int64())))
        start += batch.num_rows
    schema = pa.schema([columns.field(name) for name in names])
    frame: pd.DataFrame = pa.Table.from_batches(found, schema).to_pandas()
    return frame
