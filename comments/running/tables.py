"""Tables in and out for the commands that do one step: `comments read -o` and `comments score`."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.errors import RunError
from comments.records import Article, comment_row, comment_schema, score_schema
from comments.running.loading import load
from comments.running.progress import Progress
from comments.spreadsheet import csv_pieces
from comments.workbook import NoRoomError, sheet_rows, shortest, xlsx_pieces

if TYPE_CHECKING:
    import pyarrow as pa

    from comments.scoring.models import Model


BATCH = 20_000
"""Comments that are held at a time while they are written."""


def save_comments(articles: Iterable[Article], path: Path, keep: Sequence[str] = ()) -> int:
    """Write the comments of `articles` with their article's title, outlet and source, as they come; how
    many articles. `keep` names the columns of tables that were kept.

    Nothing is written where there is no article. Raises RunError, before anything is read, for an
    ending other than .parquet, .csv, .xlsx, .jsonl and for a place that cannot be written to.
    """
    check_output(path)
    counted = _Counted(articles)
    tables = _comment_tables(counted, keep)
    first = next(tables)
    if counted.count:
        save(chain([first], tables), path)
    return counted.count


class _Counted:
    """Articles as they come, and how many have come."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles
        self.count = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self._articles:
            self.count += 1
            yield article


def _comment_tables(articles: Iterable[Article], keep: Sequence[str]) -> Iterator[pa.Table]:
    """Tables of about BATCH comments; at least one, which may be empty."""
    import pyarrow as pa

    extra = [pa.field(name, pa.string()) for name in ("source", "outlet", "title")]
    schema = pa.schema([*comment_schema(keep), *extra])
    rows: list[dict[str, Any]] = []
    for article in articles:
        about = {"source": article.source, "outlet": article.outlet, "title": article.title}
        rows += [comment_row(comment) | about for comment in article.comments]
        if len(rows) >= BATCH:
            yield pa.Table.from_pylist(rows, schema=schema)
            rows = []
    yield pa.Table.from_pylist(rows, schema=schema)


def score_table(
    path: Path,
    output: Path,
    *,
    column: str,
    model: str,
    progress: Progress,
    explain: bool = False,
    cache: bool = True,
) -> int:
    """Add the score columns to the table in `path` and write it to `output`; the number of rows.

    Columns of the same name are replaced, as is evidence for earlier scores, and named to the user; all
    others are kept as they are. An empty text, and one
    in a language outside the model, gets no scores. `explain` adds the words that drove them, in
    CSV as JSON. Without the `cache`, scores of earlier runs are neither used nor kept. Raises RunError for a table that cannot be read or has no such column, BundleError
    for an unsound model.
    """
    from comments.scoring import models
    from comments.scoring.cache import ScoreCache
    from comments.scoring.explain import evidence_schema
    from comments.scoring.languages import without_foreign

    check_output(output)
    table = load(path, column)
    if output.suffix == ".xlsx":
        _refuse_unfit(table, output)
    if column not in table.column_names:
        names = ", ".join(table.column_names)
        raise RunError(
            f"{path}: no column {column!r}; its columns are {names}: name one with --column"
        )
    ours = {*score_schema().names, *evidence_schema().names}
    if column in ours:
        raise RunError(f"{path}: scores would replace the texts in {column}; rename the column")
    texts = ["" if text is None else str(text) for text in table[column].to_pylist()]
    opened = models.open_checked(models.inspect(model))
    if old := [name for name in table.column_names if name in ours]:
        progress.say(f"Replaced  columns of the names that scores have: {', '.join(old)}")
        table = table.drop_columns(old)
    kept = without_foreign(texts, opened.info.languages)
    if foreign := sum(a != b for a, b in zip(texts, kept, strict=True)):
        progress.say(
            f"Left out  {foreign:,} text{'s' * (foreign > 1)}: language outside the model, not scored"
        )
    with (
        progress.stage("Scoring", len(texts), "texts") as stage,
        ScoreCache(warn=progress.say) if cache else nullcontext() as scored_before,
    ):
        scores = models.score(kept, opened, stage.advance, scored_before)
    table = _with_columns(table, scores)
    if explain:
        table = _with_columns(table, _evidence(kept, scores, opened, output, progress))
    save([table], output)
    return len(texts)


def _evidence(
    texts: list[str], scores: pa.Table, model: Model, output: Path, progress: Progress
) -> pa.Table:
    """The words that drove the scores, in the form that fits the output."""
    from comments.scoring.explain import as_json, explain

    with progress.stage("Explaining", len(texts), "texts") as stage:
        found = explain(texts, scores, model, stage.advance)
    return as_json(found) if output.suffix in (".csv", ".xlsx") else found


def _with_columns(table: pa.Table, new: pa.Table) -> pa.Table:
    """The table with the new columns behind its own."""
    for name in new.column_names:
        table = table.append_column(new.schema.field(name), new[name])
    return table


def save(tables: Iterable[pa.Table], path: Path) -> None:
    """Write tables of one schema, one after the other, as the file's ending says.

    Raises RunError where the disk does not allow it or a sheet cannot hold it; then, as after any
    error, there is no file.
    """
    check_output(path)
    try:
        write_atomically(path, _WRITERS[path.suffix](tables))
    except NoRoomError as error:
        raise _unfit(path, error) from error
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise RunError(f"{path}: {what}; check the folder and the space on the disk") from error


def _refuse_unfit(table: pa.Table, path: Path) -> None:
    """Raise RunError for what a sheet cannot hold: better now than after hours of scoring."""
    try:
        for _ in sheet_rows([table]):
            pass
    except NoRoomError as error:
        raise _unfit(path, error) from error


def _unfit(path: Path, error: NoRoomError) -> RunError:
    return RunError(f"{path}: {error}; name a .csv, .jsonl or .parquet file")


class _Sink(io.RawIOBase):
    """Takes what a writer writes, and hands it on."""

    def __init__(self) -> None:
        self._written: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._written.append(piece)
        self._position += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Everything since the last call."""
        piece = b"".join(self._written)
        self._written.clear()
        return piece


def parquet_pieces(tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """Tables of one schema, at least one, as a Parquet file: a row group each, as they come."""
    import pyarrow.parquet as pq

    sink = _Sink()
    remaining = iter(tables)
    first = next(remaining)
    with pq.ParquetWriter(sink, first.schema, compression="zstd") as writer:
        for table in chain([first], remaining):
            writer.write_table(table)
            yield sink.taken()
    yield sink.taken()


def _json_pieces(tables: Iterable[pa.Table]) -> Iterator[bytes]:
    return map(_to_jsonl, tables)


def _to_jsonl(table: pa.Table) -> bytes:
    """One JSON object a row: gaps as null, dates as ISO 8601, a 32-bit 0.1 as 0.1."""
    import json

    import pyarrow as pa
    import pyarrow.compute as pc

    for i, column in enumerate(table.columns):
        if pa.types.is_floating(column.type):
            plain = shortest(column)
            gapped = pc.if_else(pc.is_finite(plain), plain, None)
            table = table.set_column(i, table.column_names[i], gapped)
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


_WRITERS = {
    ".parquet": parquet_pieces,
    ".csv": csv_pieces,
    ".xlsx": xlsx_pieces,
    ".jsonl": _json_pieces,
}


def check_output(path: Path) -> None:
    """Raise RunError for a file that could not be written: better now than after hours of work."""
    if path.suffix not in _WRITERS:
        raise RunError(
            f"{path}: cannot write {path.suffix or 'a file without an ending'}; name a .parquet, .csv, .xlsx or .jsonl file"
        )
    folder = next(parent for parent in path.parents if os.path.lexists(parent))
    if path.is_dir() or not folder.is_dir():
        culprit = path if path.is_dir() else folder
        raise RunError(
            f"{path}: {culprit} is {'a folder' if path.is_dir() else 'no folder'}; name another file"
        )
    effective = os.access in os.supports_effective_ids
    if not os.access(folder, os.W_OK | os.X_OK, effective_ids=effective):
        raise RunError(f"{path}: no permission to write into {folder}; name another file")
