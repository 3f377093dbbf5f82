"""What is read and scored so far, wherever it lies: in the finished tables, and in the shards."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comments.running.folder import RunFolder, damaged, table_schema
from comments.running.rows import open_table

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

OPEN_FILES = 8
"""Files of which a row group is held at a time: a finished table, and a shard of each earlier run."""

AT_ONCE = 256
"""Slices that are put together at a time."""


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring rows of a file: its number, the first row, how many."""

    file: int
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """Where an article's row and the rows of its comments lie."""

    row: Span
    comments: Span | None

    @property
    def found_comments(self) -> int:
        """How many comments it has."""
        return 0 if self.comments is None else self.comments.count


@dataclass(frozen=True, slots=True)
class Stored:
    """The articles that are read so far and whose comments are all there, by id.

    The files are the finished table (number 0, whether it exists or not), then the shards.
    """

    folder: RunFolder
    shards: Sequence[int]
    articles: Mapping[str, StoredArticle]

    def is_finished(self, article_id: str) -> bool:
        """Whether the finished tables have this article, and no shard has a newer one."""
        article = self.articles[article_id]
        return article.row.file == 0 and (article.comments is None or article.comments.file == 0)

    def article_rows(self, ids: Iterable[str]) -> Iterator[pa.Table]:
        """Rows of the articles, in this order. Raises RunError where a file is damaged."""
        spans = (self.articles[i].row for i in ids)
        files = _files(self.folder, self.shards, "articles")
        return _slices(files, table_schema(self.folder, "articles"), spans)

    def comment_rows(self, ids: Iterable[str]) -> Iterator[pa.Table]:
        """Comments of the articles, in this order. Raises RunError where a file is damaged."""
        spans = (span for i in ids if (span := self.articles[i].comments) is not None)
        files = _files(self.folder, self.shards, "comments")
        return _slices(files, table_schema(self.folder, "comments"), spans)


def _files(folder: RunFolder, shards: Sequence[int], name: str) -> list[Path]:
    return [folder.table(name), *(folder.shard(number, name) for number in shards)]


def survey(folder: RunFolder) -> Stored:
    """Find every article of which row and comments are stored. Raises RunError for a damaged file.

    An article may be there twice, when a run was killed between writing tables and clearing shards,
    or when its page was read again; the last one counts.
    """
    shards = sorted(int(f.name.split(".")[0]) for f in folder.shards.glob("*.articles.parquet"))
    schemas = {name: table_schema(folder, name) for name in ("articles", "comments")}
    comments: dict[tuple[str, int], Span] = {}
    for number, place in enumerate(_files(folder, shards, "comments")):
        if place.exists():
            for owner, span in _owners(place, number, schemas["comments"]):
                comments[owner, span.count] = span
    rows: dict[str, tuple[Span, int]] = {}
    for number, place in enumerate(_files(folder, shards, "articles")):
        if place.exists():
            with found_in(place, schemas["articles"]) as table:
                facts = table.read(columns=["article_id", "found_comments"]).to_pydict()
            found = zip(facts["article_id"], facts["found_comments"], strict=True)
            for row, (article_id, count) in enumerate(found):
                rows[article_id] = Span(number, row, 1), count
    whole = {
        article_id: StoredArticle(span, comments.get((article_id, count)))
        for article_id, (span, count) in rows.items()
        if not count or (article_id, count) in comments
    }
    return Stored(folder, shards, whole)


@contextmanager
def found_in(path: Path, schema: pa.Schema) -> Iterator[pq.ParquetFile]:
    """A table of a run, open to be read; whatever is wrong with it becomes a RunError."""
    import pyarrow as pa

    table = open_table(path, schema)
    try:
        yield table
    except (pa.ArrowException, OSError) as error:
        raise damaged(path, error) from error
    finally:
        table.close()


def _owners(place: Path, number: int, schema: pa.Schema) -> Iterator[tuple[str, Span]]:
    """The article of each stretch of comments that stand together."""
    import numpy as np

    with found_in(place, schema) as table:
        ids = table.read(columns=["article_id"])["article_id"].combine_chunks().dictionary_encode()
    if not len(ids):
        return
    codes = ids.indices.to_numpy()
    starts = np.flatnonzero(np.diff(codes, prepend=-1))
    counts = np.diff(starts, append=len(codes))
    names = ids.dictionary.to_pylist()
    for start, count in zip(starts.tolist(), counts.tolist(), strict=True):
        yield names[codes[start]], Span(number, start, count)


def _slices(files: Sequence[Path], schema: pa.Schema, spans: Iterable[Span]) -> Iterator[pa.Table]:
    """The spans' rows, a few hundred spans in a table, in their order."""
    import pyarrow as pa

    with _Opened(files, schema) as opened:
        held: list[pa.Table] = []
        for span in spans:
            held += opened.rows(span)
            if len(held) >= AT_ONCE:
                yield pa.concat_tables(held)
                held = []
        if held:
            yield pa.concat_tables(held)


class _Opened:
    """Files of which the row group used last is held, at most `OPEN_FILES` at a time."""

    def __init__(self, files: Sequence[Path], schema: pa.Schema) -> None:
        self._files, self._schema = files, schema
        self._groups: OrderedDict[int, _Group] = OrderedDict()

    def __enter__(self) -> _Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self._groups.clear()

    def rows(self, span: Span) -> list[pa.Table]:
        """The span's rows, in one table or, across row groups, in several."""
        found = []
        start, end = span.start, span.start + span.count
        while start < end:
            group = self._group(span.file, start)
            piece = group.table.slice(start - group.start, end - start)
            found.append(piece)
            start += piece.num_rows
        return found

    def _group(self, file: int, row: int) -> _Group:
        held = self._groups.get(file)
        if held is None or not held.start <= row < held.start + held.table.num_rows:
            held = _read_group(self._files[file], self._schema, row)
            self._groups[file] = held
            if len(self._groups) > OPEN_FILES:
                self._groups.popitem(last=False)
        self._groups.move_to_end(file)
        return held


@dataclass(frozen=True, slots=True)
class _Group:
    """A row group, and the number of its first row in the file."""

    start: int
    table: pa.Table


def _read_group(path: Path, schema: pa.Schema, row: int) -> _Group:
    with found_in(path, schema) as table:
        start = 0
        for number in range(table.num_row_groups):
            count = table.metadata.row_group(number).num_rows
            if row < start + count:
                return _Group(start, table.read_row_group(number))
            start += count
    raise IndexError(row)
