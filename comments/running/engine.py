"""The local engine: sources in, shards out, one chunk of pages at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from comments.errors import SourceError
from comments.parsing import documents_in, read_document
from comments.parsing.documents import Document, digest
from comments.parsing.sources import Source
from comments.records import (
    Article,
    Comment,
    Dropped,
    article_schema,
    comment_schema,
    scored_schema,
)
from comments.running.folder import RunFolder, write_table
from comments.running.journal import Entry, failed, write_entries
from comments.running.progress import Progress, told_of
from comments.scoring.bundle import Bundle

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK_PAGES = 64
CHUNK_COMMENTS = 2_000
"""A shard is written after this many pages or comments, whichever comes first: all that a kill loses."""


@dataclass(slots=True)
class _Chunk:
    articles: list[Article] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def is_full(self) -> bool:
        comments = sum(article.found_comments for article in self.articles)
        return len(self.entries) >= CHUNK_PAGES or comments >= CHUNK_COMMENTS


@dataclass(frozen=True, slots=True)
class Options:
    """What reading depends on."""

    keep_authors: bool
    author_key: Callable[[], bytes | None]
    """Called when a page is parsed, so that a run with nothing new needs no key."""
    columns: Mapping[str, str]
    """Columns of tables, by field; empty where their names tell."""


def process(
    sources: Sequence[Source | SourceError],
    ledger: Mapping[str, Entry],
    folder: RunFolder,
    bundle: Callable[[], Bundle],
    options: Options,
    progress: Progress,
) -> dict[str, Entry]:
    """Read and score what the ledger does not have yet; the entries of all sources, in their order.

    `bundle` is called once, before the first comment is scored, and not at all if there is none.
    """
    entries: dict[str, Entry] = {}
    shard = max((e.shard for e in ledger.values() if e.shard is not None), default=0)
    first_source = {
        e.article_id: e.source for e in ledger.values() if e.article_id and not e.copy_of
    }
    chunk = _Chunk()
    passed_over = Counter[str]()
    with progress.stage("Reading", len(sources), "sources") as stage:
        for source in sources:
            for item in documents_in(source, columns=options.columns, passed_over=passed_over):
                entry, article = _read(item, ledger, options)
                entries[entry.source] = entry
                if entry.reason is not None:
                    progress.fail(SourceError(entry.source, entry.reason, entry.remedy or ""))
                if ledger.get(entry.source) == entry:
                    continue
                if article is not None:
                    earlier = first_source.setdefault(article.article_id, entry.source)
                    if earlier != entry.source:
                        entry = Entry(
                            entry.source, entry.sha256, article.article_id, copy_of=earlier
                        )
                    else:
                        entry = Entry(
                            entry.source, entry.sha256, article.article_id, shard=shard + 1
                        )
                        chunk.articles.append(article)
                    entries[entry.source] = entry
                chunk.entries.append(entry)
                if chunk.is_full():
                    shard = _flush(chunk, shard, folder, bundle, progress)
                    chunk = _Chunk()
            stage.advance()
    if passed_over:
        progress.say(told_of(passed_over))
    _flush(chunk, shard, folder, bundle, progress)
    return entries


def _read(
    item: Document | SourceError, ledger: Mapping[str, Entry], options: Options
) -> tuple[Entry, Article | None]:
    """The document's entry as it stands in the ledger, or a new one with its article."""
    if isinstance(item, SourceError):
        return failed(item), None
    sha256 = digest(item)
    known = ledger.get(item.name)
    if known is not None and known.sha256 == sha256 and known.reason is None:
        return known, None
    try:
        article = read_document(
            item, keep_authors=options.keep_authors, author_key=options.author_key()
        )
    except SourceError as error:
        return failed(error, sha256), None
    return Entry(item.name, sha256, article.article_id), article


def _flush(
    chunk: _Chunk, shard: int, folder: RunFolder, bundle: Callable[[], Bundle], progress: Progress
) -> int:
    """Score a chunk and write it as the next shard, tables first, then the ledger."""
    if chunk.articles:
        shard += 1
        _write_shard(chunk.articles, shard, folder, bundle, progress)
    write_entries(folder.journal, chunk.entries)
    return shard


def _write_shard(
    articles: list[Article],
    shard: int,
    folder: RunFolder,
    bundle: Callable[[], Bundle],
    progress: Progress,
) -> None:
    import pyarrow as pa

    from comments.scoring.scorer import score_texts

    rows = [_columns(c) for article in articles for c in article.comments]
    table = pa.Table.from_pylist(rows, schema=comment_schema())
    if rows:
        with progress.stage("Scoring", len(rows), "comments") as stage:
            scores = score_texts(_to_score(table), bundle(), stage.advance)
    else:
        scores = pa.Table.from_pylist(
            [], schema=pa.schema(list(scored_schema())[table.num_columns :])
        )
    for name in scores.column_names:
        table = table.append_column(scores.schema.field(name), scores[name])
    write_table(table, folder.shard(shard, "comments"))
    facts = [
        _columns(a)
        | {"found_comments": a.found_comments, "dropped": [_columns(d) for d in a.dropped]}
        for a in articles
    ]
    write_table(
        pa.Table.from_pylist(facts, schema=article_schema()), folder.shard(shard, "articles")
    )


def _to_score(table: pa.Table) -> list[str]:
    """The comments' texts; empty where only the notice of a removal is left."""
    pairs = zip(table["text"].to_pylist(), table["removal"].to_pylist(), strict=True)
    return ["" if removal else text for text, removal in pairs]


def _columns(record: Article | Comment | Dropped) -> dict[str, Any]:
    """The record's fields by name; `asdict` would copy an article's comments for nothing."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
