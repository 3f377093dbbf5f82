"""What a run amounts to: the two tables and the failures, put together from shards and written out.

No table is ever in memory as a whole: `gather` finds out which rows of which files make up the
results, and `publish` copies them, a row group at a time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.reporting.provenance import Failure
from comments.running.folder import RunFolder, read_table, table_schema
from comments.running.journal import Entry
from comments.running.rows import open_table
from comments.running.stored import Stored, found_in, survey
from comments.running.tables import parquet_pieces
from comments.spreadsheet import csv_pieces, to_csv

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

GROUP = {"articles": 1_000, "comments": 20_000}
"""Rows that are copied at a time, and that make up a row group of the finished table: some 10 MB."""

COPY = "The same page was also saved"
"""How a warning of a copy begins, which names the source of it."""


@dataclass(frozen=True, slots=True)
class Results:
    """Both tables in the order of the sources, and the sources that could not be read.

    `index` has the articles' id, source and number of comments; `changed` are the ids of those that
    are not in the finished tables exactly so, comments and scores included.
    """

    folder: RunFolder
    index: pa.Table
    failures: tuple[Failure, ...] = ()
    changed: frozenset[str] = frozenset()
    sources: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """All sources of each article, by its id: the first is the one that it is named after."""

    @property
    def articles(self) -> pa.Table:
        """The finished table, read as a whole."""
        return read_table(self.folder.table("articles"), table_schema(self.folder, "articles"))

    @property
    def comments(self) -> pa.Table:
        """The finished table, read as a whole."""
        return read_table(self.folder.table("comments"), table_schema(self.folder, "comments"))


def published(folder: RunFolder) -> Results | None:
    """The finished tables, None where one is missing. Raises RunError for a damaged one."""
    if not all(folder.table(name).exists() for name in GROUP):
        return None
    open_table(folder.table("comments"), table_schema(folder, "comments")).close()
    with found_in(folder.table("articles"), table_schema(folder, "articles")) as table:
        return Results(folder, table.read(columns=["article_id", "source", "found_comments"]))


def gather(folder: RunFolder, entries: Mapping[str, Entry]) -> Results:
    """The results that `entries` stand for. Articles of other sources are left out.

    A page that was saved twice is one article, under its first source, with a warning. Raises
    RunError where a table is damaged.
    """
    import pyarrow as pa

    sources: dict[str, list[str]] = {}
    for entry in entries.values():
        if entry.article_id is not None:
            sources.setdefault(entry.article_id, []).append(entry.source)
    stored = survey(folder)
    columns = {
        "article_id": list(sources),
        "source": [names[0] for names in sources.values()],
        "found_comments": [stored.articles[i].found_comments for i in sources],
    }
    schema = pa.schema([table_schema(folder, "articles").field(name) for name in columns])
    return Results(
        folder,
        pa.table(columns, schema=schema),
        tuple(Failure(e.source, e.reason, e.remedy or "") for e in entries.values() if e.reason),
        frozenset(_changed(folder, stored, sources)),
        sources,
    )


def _changed(
    folder: RunFolder, stored: Stored, sources: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Ids of articles that are not in the finished table, or there under another source or with
    other copies.
    """
    before: dict[str, tuple[str, list[str]]] = {}
    if folder.table("articles").exists():
        with found_in(folder.table("articles"), table_schema(folder, "articles")) as table:
            for batch in table.iter_batches(columns=["article_id", "source", "warnings"]):
                for row in batch.to_pylist():
                    before[row["article_id"]] = row["source"], row["warnings"]
    for article_id, names in sources.items():
        was = before.get(article_id)
        is_same = was is not None and was == (names[0], _warnings(was[1], names))
        if not is_same or not stored.is_finished(article_id):
            yield article_id


def _warnings(warnings: Iterable[str], sources: Sequence[str]) -> list[str]:
    """An article's own warnings, and one for each source that it was saved under beside the first."""
    kept = [warning for warning in warnings if not warning.startswith(COPY)]
    return [*kept, *(f"{COPY} as {copy}; it is counted once." for copy in sources[1:])]


def are_published(folder: RunFolder, results: Results) -> bool:
    """Whether the folder's tables are exactly these results."""
    files = [folder.failures, *map(folder.csv, GROUP), *map(folder.table, GROUP)]
    if results.changed or not all(file.exists() for file in files):
        return False
    before = published(folder)
    return (
        before is not None
        and before.index.equals(results.index)
        and folder.failures.read_bytes() == failures_csv(results.failures)
    )


def publish(folder: RunFolder, results: Results) -> None:
    """Write both tables, as Parquet and as CSV, and the failures; then drop the shards."""
    stored = survey(folder)
    ids = results.index["article_id"].to_pylist()
    articles = _with_sources(stored.article_rows(ids), results.sources)
    for name, rows in (("articles", articles), ("comments", stored.comment_rows(ids))):
        schema = table_schema(folder, name)
        write_atomically(folder.table(name), parquet_pieces(regrouped(rows, GROUP[name], schema)))
        write_atomically(folder.csv(name), csv_pieces(row_groups(folder.table(name), schema)))
    publish_failures(folder, results.failures)
    drop_shards(folder)


def _with_sources(
    tables: Iterable[pa.Table], sources: Mapping[str, Sequence[str]]
) -> Iterator[pa.Table]:
    """Rows of articles with the sources that they have now, and warnings of the copies."""
    import pyarrow as pa

    for table in tables:
        names = [sources[i] for i in table["article_id"].to_pylist()]
        warnings = list(map(_warnings, table["warnings"].to_pylist(), names))
        for column, values in (("source", [n[0] for n in names]), ("warnings", warnings)):
            place = table.schema.get_field_index(column)
            kind = table.schema.field(place)
            table = table.set_column(place, kind, pa.array(values, kind.type))  # noqa: PLW2901
        yield table


def regrouped(tables: Iterable[pa.Table], size: int, schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in tables of `size`, the last with the rest; at least one, which may be empty.

    Equal rows so make equal files, whatever shards they come from.
    """
    import pyarrow as pa

    held, count, is_first = [schema.empty_table()], 0, True
    for table in tables:
        held.append(table)
        count += table.num_rows
        while count >= size:
            whole = pa.concat_tables(held)
            yield whole.slice(0, size).combine_chunks()
            held, count, is_first = [whole.slice(size)], count - size, False
    if count or is_first:
        yield pa.concat_tables(held).combine_chunks()


def row_groups(path: Path, schema: pa.Schema) -> Iterator[pa.Table]:
    """An empty table, then what is in the file, a row group at a time."""
    yield schema.empty_table()
    with found_in(path, schema) as table:
        for group in range(table.num_row_groups):
            yield table.read_row_group(group)


def rows(folder: RunFolder, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some columns of a finished table, `articles` or `comments`, row by row."""
    schema = table_schema(folder, name)
    with found_in(folder.table(name), schema) as table:
        for batch in table.iter_batches(GROUP[name], columns=list(columns)):
            yield from zip(*(batch[column].to_pylist() for column in columns), strict=True)


def drop_shards(folder: RunFolder) -> bool:
    """Delete the shards, whose rows are in the tables; whether there were any."""
    there = folder.shards.exists()
    if there:
        shutil.rmtree(folder.shards)
    return there


def publish_failures(folder: RunFolder, failures: tuple[Failure, ...]) -> None:
    """Write `failures.csv`; with no failures it has its heading alone."""
    write_atomically(folder.failures, failures_csv(failures))


def failures_csv(failures: tuple[Failure, ...]) -> bytes:
    """The failures as a spreadsheet opens them."""
    import pyarrow as pa

    columns = {name: [getattr(f, name) for f in failures] for name in FAILURE_COLUMNS}
    schema = pa.schema([pa.field(name, pa.string()) for name in FAILURE_COLUMNS])
    return to_csv(pa.table(columns, schema=schema))


FAILURE_COLUMNS = ("source", "reason", "remedy")


def counts(results: Results, sources: int) -> dict[str, Any]:
    """Numbers for `run.json`, of published results."""
    found = results.index["found_comments"].to_pylist()
    unscored = repeated = 0
    for sentiment, duplicate_of in rows(results.folder, "comments", ["sentiment", "duplicate_of"]):
        unscored += sentiment is None
        repeated += duplicate_of is not None
    return {
        "sources": sources,
        "articles": len(found),
        "articles with comments": sum(n > 0 for n in found),
        "comments": sum(found),
        "comments without scores": unscored,
        "repeated comments": repeated,
        "failures": len(results.failures),
    }
