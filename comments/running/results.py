"""What a run amounts to: the two tables and the failures, gathered from shards and written out."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.records import article_schema, scored_schema
from comments.reporting.provenance import Failure
from comments.running.folder import RunFolder, read_table, write_table
from comments.running.journal import Entry
from comments.spreadsheet import to_csv

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Results:
    """Both tables in the order of the sources, and the sources that could not be read."""

    articles: pa.Table
    comments: pa.Table
    failures: tuple[Failure, ...] = ()


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
    """Ids of the articles read so far whose comments are all there."""
    articles, comments = stored(folder, "articles"), stored(folder, "comments")
    owner = dict(zip(*_lists(comments, "comment_id", "article_id"), strict=True))
    there = Counter(owner.values())
    found = zip(*_lists(articles, "article_id", "found_comments"), strict=True)
    return frozenset(article_id for article_id, count in found if there[article_id] == count)


def published(folder: RunFolder) -> Results | None:
    """The finished tables, None where one is missing. Raises RunError for a damaged one."""
    articles, comments = folder.table("articles"), folder.table("comments")
    if not (articles.exists() and comments.exists()):
        return None
    return Results(read_table(articles, article_schema()), read_table(comments, scored_schema()))


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
    rows = _take(articles, [row_of[article_id] for article_id in sources]).to_pylist()
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
    place = {article_id: i for i, article_id in enumerate(article_ids)}
    ids, owners, positions = _lists(comments, "comment_id", "article_id", "position")
    last = {comment_id: i for i, comment_id in enumerate(ids)}
    rows = [i for i in last.values() if owners[i] in place]
    rows.sort(key=lambda i: (place[owners[i]], positions[i]))
    return _take(comments, rows).combine_chunks()


def _take(table: pa.Table, rows: list[int]) -> pa.Table:
    import pyarrow as pa

    return table.take(pa.array(rows, pa.int64()))  # an empty list alone has no type


def _lists(table: pa.Table, *names: str) -> list[list[Any]]:
    return [table[name].to_pylist() for name in names]


def changed_ids(old: Results | None, new: Results) -> frozenset[str]:
    """Ids of the articles in `new` that are not in `old` exactly so, comments and scores included."""
    before = {} if old is None else dict(_by_article(old))
    return frozenset(
        article_id
        for article_id, (row, comments) in _by_article(new)
        if article_id not in before
        or not (before[article_id][0].equals(row) and before[article_id][1].equals(comments))
    )


def _by_article(results: Results) -> Iterator[tuple[str, tuple[pa.Table, pa.Table]]]:
    """Each article's row and its comments, which stand together in the order of the articles."""
    start = 0
    ids, found = _lists(results.articles, "article_id", "found_comments")
    for i, (article_id, count) in enumerate(zip(ids, found, strict=True)):
        yield article_id, (results.articles.slice(i, 1), results.comments.slice(start, count))
        start += count


def are_published(folder: RunFolder, results: Results) -> bool:
    """Whether the folder's tables are exactly these results."""
    spreadsheets = [folder.csv(name) for name in ("articles", "comments")]
    if not all(file.exists() for file in (*spreadsheets, folder.failures)):
        return False
    now = published(folder)
    return (
        now is not None
        and now.articles.equals(results.articles)
        and now.comments.equals(results.comments)
        and folder.failures.read_bytes() == failures_csv(results.failures)
    )


def publish(folder: RunFolder, results: Results) -> None:
    """Write both tables, as Parquet and as CSV, and the failures; then drop the shards."""
    for name, table in (("articles", results.articles), ("comments", results.comments)):
        write_table(table, folder.table(name))
        write_atomically(folder.csv(name), to_csv(table))
    publish_failures(folder, results.failures)
    drop_shards(folder)


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
