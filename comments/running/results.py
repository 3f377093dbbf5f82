"""What a run amounts to: the two tables and the failures, gathered from shards and written out."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.records import article_schema, scored_schema
from comments.reporting.provenance import Failure
from comments.running.folder import RunFolder, read_table, to_csv, write_table
from comments.running.journal import Entry

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Results:
    """Both tables in the order of the sources, and the sources that could not be read."""

    articles: pa.Table
    comments: pa.Table
    failures: tuple[Failure, ...]


def stored(folder: RunFolder, name: str) -> pa.Table:
    """Everything read so far, `articles` or `comments`: the finished table, then the shards.

    An article may occur twice, when a run was killed between writing tables and clearing shards.
    """
    import pyarrow as pa

    schema = article_schema() if name == "articles" else scored_schema()
    files = [folder.table(name), *sorted(folder.shards.glob(f"*.{name}.parquet"))]
    tables = [read_table(file, schema) for file in files if file.exists()]
    return pa.concat_tables([schema.empty_table(), *tables])


def stored_ids(folder: RunFolder) -> frozenset[str]:
    """Ids of the articles read so far."""
    return frozenset(stored(folder, "articles")["article_id"].to_pylist())


def published_ids(folder: RunFolder) -> frozenset[str]:
    """Ids of the articles in the finished table."""
    file = folder.table("articles")
    table = read_table(file, article_schema()) if file.exists() else article_schema().empty_table()
    return frozenset(table["article_id"].to_pylist())


def gather(folder: RunFolder, entries: Mapping[str, Entry]) -> Results:
    """The results that `entries` stand for. Articles of other sources are left out.

    A page that was saved twice is one article, under its first source, with a warning.
    """
    import pyarrow as pa

    sources: dict[str, list[str]] = {}
    for entry in entries.values():
        if entry.article_id is not None:
            sources.setdefault(entry.article_id, []).append(entry.source)
    articles = stored(folder, "articles")
    row_of = {article_id: i for i, article_id in enumerate(articles["article_id"].to_pylist())}
    rows = articles.take([row_of[article_id] for article_id in sources]).to_pylist()
    for row in rows:
        row["source"], *copies = sources[row["article_id"]]
        kept = [w for w in row["warnings"] if not w.startswith(_COPY)]
        row["warnings"] = [*kept, *(f"{_COPY} as {copy}; it is counted once." for copy in copies)]
    return Results(
        articles=pa.Table.from_pylist(rows, schema=articles.schema),
        comments=_in_order(stored(folder, "comments"), list(sources)),
        failures=tuple(
            Failure(e.source, e.reason, e.remedy or "") for e in entries.values() if e.reason
        ),
    )


_COPY = "The same page was also saved"


def _in_order(comments: pa.Table, article_ids: list[str]) -> pa.Table:
    """Comments of these articles in this order, each once."""
    position = {article_id: i for i, article_id in enumerate(article_ids)}
    last = {c: i for i, c in enumerate(comments["comment_id"].to_pylist())}
    owners = comments["article_id"].to_pylist()
    positions = comments["position"].to_pylist()
    rows = [i for i in last.values() if owners[i] in position]
    rows.sort(key=lambda i: (position[owners[i]], positions[i]))
    return comments.take(rows)


def are_published(folder: RunFolder, results: Results) -> bool:
    """Whether the folder's tables are exactly these results."""
    files = [folder.table(n) for n in ("articles", "comments")] + [
        folder.csv(n) for n in ("articles", "comments")
    ]
    if not all(file.exists() for file in (*files, folder.failures)):
        return False
    same_failures = folder.failures.read_bytes() == failures_csv(results.failures)
    return same_failures and read_table(files[0], article_schema()).equals(results.articles)


def publish(folder: RunFolder, results: Results) -> None:
    """Write both tables, as Parquet and as CSV, and the failures; then drop the shards."""
    for name, table in (("comments", results.comments), ("articles", results.articles)):
        write_table(table, folder.table(name))
        write_atomically(folder.csv(name), to_csv(table.to_pandas()))
    publish_failures(folder, results.failures)
    shutil.rmtree(folder.shards, ignore_errors=True)


def publish_failures(folder: RunFolder, failures: tuple[Failure, ...]) -> None:
    """Write `failures.csv`; with no failures it has its heading alone."""
    write_atomically(folder.failures, failures_csv(failures))


def failures_csv(failures: tuple[Failure, ...]) -> bytes:
    """The failures as a spreadsheet opens them."""
    import pandas as pd

    rows = [(f.source, f.reason, f.remedy) for f in failures]
    return to_csv(pd.DataFrame(rows, columns=["source", "reason", "remedy"]))


def counts(results: Results, sources: int) -> dict[str, Any]:
    """Numbers for `run.json`."""
    comments = results.comments
    return {
        "sources": sources,
        "articles": results.articles.num_rows,
        "articles with comments": sum(
            n > 0 for n in results.articles["found_comments"].to_pylist()
        ),
        "comments": comments.num_rows,
        "comments without scores": comments["sentiment"].null_count,
        "repeated comments": comments.num_rows - comments["duplicate_of"].null_count,
        "failures": len(results.failures),
    }
