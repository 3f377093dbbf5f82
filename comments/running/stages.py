"""The stages of a run as pure functions: a document read, a chunk scored, a shard written.

Every engine runs exactly these, so that results are the same comment by comment wherever the stages
run. A chunk is filled by `Chunk` in the order of the sources, so that it holds the same articles
however many processes read them.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from comments.errors import SourceError
from comments.parsing import read_document
from comments.parsing.documents import Document, digest
from comments.parsing.language import LANGUAGES
from comments.parsing.outlets import with_outlet
from comments.parsing.sources import SEND_IT, broke
from comments.records import (
    TITLE_SCORES,
    Article,
    Dropped,
    article_schema,
    comment_row,
    comment_schema,
    score_schema,
)
from comments.running.folder import RunFolder, write_table
from comments.running.journal import Entry, failed

if TYPE_CHECKING:
    import pyarrow as pa

    from comments.scoring.cache import ScoreCache
    from comments.scoring.models import Model

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
"""Errors of the disk: the language model is unpacked to one. They are no fault of a page."""

OUT_OF_MEMORY = "reading it takes more memory than one source may"

CHUNK_PAGES = 64
CHUNK_COMMENTS = 2_000
"""A shard is written after this many pages or comments, whichever comes first: all that a kill loses."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading depends on beside the pages; it travels to other processes.

    `columns` are those of tables, by field; empty where their names tell. `keep_columns` are those
    whose cells stay with the comments. `languages` are the study's; `outlets` its names of outlets,
    by domain.
    """

    keep_authors: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    keep_columns: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    outlets: Mapping[str, str] = field(default_factory=dict)


def read(
    item: Document | SourceError,
    known: Mapping[str, str],
    settings: Reading,
    author_key: Callable[[], bytes | None],
) -> tuple[Entry, Article | None]:
    """What an item out of `documents_in` comes to: its entry, and its article if it is a new one.

    `known` are the digests of documents that are done, by name. The entry of one of them, with the
    same digest, has neither article nor reason: the ledger has the whole of it. `author_key` is
    called for new documents alone, so that a run with nothing new needs no key. Raises OSError where
    the disk has no room for what reading needs.
    """
    if isinstance(item, SourceError):
        return failed(_plain(item)), None
    sha256 = None
    try:
        sha256 = digest(item)
        if known.get(item.name) == sha256:
            return Entry(item.name, sha256), None
        article = read_document(
            item,
            keep_authors=settings.keep_authors,
            author_key=author_key(),
            languages=settings.languages,
        )
        article = with_outlet(article, settings.outlets)
    except SourceError as error:
        return failed(_plain(error), sha256), None
    except OSError as error:
        if error.errno in NO_ROOM:
            raise
        return failed(_plain(broke(item.name, error)), sha256), None
    except Exception as error:  # one page that breaks a stage must not end a run over thousands
        return failed(_plain(broke(item.name, error)), sha256), None
    return Entry(item.name, sha256, article.article_id), article


def _plain(error: SourceError) -> SourceError:
    """The error, with what to do where memory ran out."""
    if not isinstance(error.__cause__, MemoryError):
        return error
    return SourceError(error.source, OUT_OF_MEMORY, f"split it, or {SEND_IT}")


@dataclass(slots=True)
class Chunk:
    """What goes into one shard: new articles, and the entries of everything read meanwhile."""

    articles: list[Article] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    comments: int = 0

    def add(self, entry: Entry, article: Article | None) -> None:
        """Take in a new document, in the order of the sources."""
        self.entries.append(entry)
        if article is not None:
            self.articles.append(article)
            self.comments += article.found_comments

    @property
    def is_full(self) -> bool:
        """Whether it is time to write a shard."""
        return len(self.entries) >= CHUNK_PAGES or self.comments >= CHUNK_COMMENTS


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of the two tables: `article_schema`, and `comment_schema` or, scored, `scored_schema`."""

    articles: pa.Table
    comments: pa.Table


def unscored(articles: Iterable[Article], keep_columns: Sequence[str] = ()) -> Shard:
    """The articles and their comments as tables, in their order."""
    import pyarrow as pa

    found = list(articles)
    rows = [comment_row(comment) for article in found for comment in article.comments]
    facts = [
        _columns(a)
        | {"found_comments": a.found_comments, "dropped": [_columns(d) for d in a.dropped]}
        for a in found
    ]
    return Shard(
        pa.Table.from_pylist(facts, schema=article_schema()),
        pa.Table.from_pylist(rows, schema=comment_schema(keep_columns)),
    )


def scored(
    shard: Shard,
    model: Callable[[], Model],
    progress: Callable[[int], object] | None = None,
    cache: ScoreCache | None = None,
) -> Shard:
    """The shard with the score columns, those of the titles of commented articles too; `model` is
    called only where there is a comment.

    `progress` is called with the number of comments that are done since the last call.
    """
    from comments.scoring import models

    table, articles = shard.comments, shard.articles
    if table.num_rows:
        opened = model()
        texts = texts_to_score(table, opened.info.languages)
        scores = models.score(texts, opened, progress, cache)
        titles = titles_to_score(articles, opened.info.languages)
        articles = _with_titles(articles, models.score(titles, opened, None, cache))
    else:
        scores = score_schema().empty_table()
    for name in scores.column_names:
        table = table.append_column(scores.schema.field(name), scores[name])
    return Shard(articles, table)


def titles_to_score(articles: pa.Table, known: frozenset[str] | None) -> list[str]:
    """The articles' titles; empty where there are no comments to set against it, and where the
    article's language is outside the model's `known` ones.
    """
    from comments.scoring.languages import is_outside

    names = ("title", "language", "found_comments")
    rows = zip(*(articles[name].to_pylist() for name in names), strict=True)
    return [
        title if title and found and not is_outside(title, language, known) else ""
        for title, language, found in rows
    ]


def _with_titles(articles: pa.Table, scores: pa.Table) -> pa.Table:
    for name in TITLE_SCORES:
        place = articles.schema.get_field_index(f"title_{name}")
        articles = articles.set_column(place, articles.schema.field(place), scores[name])
    return articles


def texts_to_score(comments: pa.Table, known: frozenset[str] | None) -> list[str]:
    """The comments' texts; empty where only the notice of a removal is left, and where the language
    is outside the model's `known` ones.
    """
    from comments.scoring.languages import is_outside

    rows = zip(*(comments[c].to_pylist() for c in ("text", "language", "removal")), strict=True)
    return [
        "" if removal or is_outside(text, language, known) else text
        for text, language, removal in rows
    ]


def write_shard(shard: Shard, number: int, folder: RunFolder) -> None:
    """Write a scored shard durably, comments first: an article counts when its comments are there."""
    write_table(shard.comments, folder.shard(number, "comments"))
    write_table(shard.articles, folder.shard(number, "articles"))


def _columns(record: Article | Dropped) -> dict[str, Any]:
    """The record's fields by name; `asdict` would copy an article's comments for nothing."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
