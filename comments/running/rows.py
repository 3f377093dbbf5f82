"""One article's rows at a time out of a run's tables, however large these are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from comments.errors import RunError
from comments.running.folder import RunFolder, damaged, table_schema

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

    Span = tuple[int, int]

BATCH = 4_000
"""Comments that are read at a time."""

FEW = 64
"""Articles that are read at a time; each has the whole text of its page."""


def by_article(
    folder: RunFolder, wanted: Collection[str]
) -> Iterator[tuple[dict[str, Any], pa.Table]]:
    """Each article in `wanted` (ids) as a row, with its comments, in the order of the tables.

    Comments stand together in the order of their articles, and row groups without a wanted one are
    not read. Memory holds a batch and one article's comments. Raises RunError where a table cannot
    be read, or the two are not of one run.
    """
    import pyarrow as pa

    places = (folder.table("articles"), folder.table("comments"))
    try:
        articles = open_table(places[0], table_schema(folder, "articles"))
        comments = open_table(places[1], table_schema(folder, "comments"))
        facts = articles.read(columns=["article_id", "found_comments"]).to_pydict()
        ends = list(accumulate(facts["found_comments"], initial=0))
        if ends[-1] != comments.metadata.num_rows:
            raise _unlike(folder)
        spans = [
            (start, end)
            for name, start, end in zip(facts["article_id"], ends, ends[1:], strict=False)
            if name in wanted
        ]
        own = _cut(comments, spans)
        rows = (row for batch in articles.iter_batches(FEW) for row in batch.to_pylist())
        for row in rows:
            if row["article_id"] in wanted:
                found = next(own)
                if any(
                    name != row["article_id"] for name in found["article_id"].unique().to_pylist()
                ):
                    raise _unlike(folder)
                yield row, found
    except (pa.ArrowException, OSError) as error:
        raise damaged(folder.path, error) from error


def open_table(path: Path, schema: pa.Schema) -> pq.ParquetFile:
    """A table of a run, opened and not read. Raises RunError where it is damaged or a foreign one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise damaged(path, error) from error
    if not table.schema_arrow.equals(schema):
        raise RunError(f"{path}: its columns are not this version's; run again with --fresh")
    return table


def _unlike(folder: RunFolder) -> RunError:
    return RunError(
        f"{folder.path}: articles.parquet and comments.parquet are not of one run; run again with --fresh"
    )


def _cut(table: pq.ParquetFile, spans: Sequence[Span]) -> Iterator[pa.Table]:
    """The rows of each span (first row, row after the last), the spans being in order."""
    import pyarrow as pa

    batches = _batches(table, spans)
    batch = pa.RecordBatch.from_pylist([], table.schema_arrow)
    start = 0
    for first, end in spans:
        pieces = []
        while first < end:
            while first >= start + batch.num_rows:
                start, batch = next(batches)
            pieces.append(batch.slice(first - start, end - first))
            first += pieces[-1].num_rows  # noqa: PLW2901 - the rest of the span
        yield pa.Table.from_batches(pieces, table.schema_arrow)


def _batches(table: pq.ParquetFile, spans: Sequence[Span]) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Batches with the number of their first row, out of the row groups that spans reach into."""
    waiting = iter(span for span in spans if span[0] < span[1])
    span = next(waiting, None)
    start = 0
    for group in range(table.num_row_groups):
        end = start + table.metadata.row_group(group).num_rows
        while span is not None and span[1] <= start:
            span = next(waiting, None)
        if span is None:
            return
        if span[0] < end:
            for batch in table.iter_batches(BATCH, row_groups=[group]):
                yield start, batch
                start += batch.num_rows
        start = end
