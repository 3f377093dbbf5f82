"""Tables in and out for the commands that do one step: `comments read -o` and `comments score`."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.errors import RunError
from comments.records import Article, comment_schema
from comments.running.progress import Progress
from comments.spreadsheet import csv_pieces

if TYPE_CHECKING:
    import pyarrow as pa


BATCH = 20_000
"""Comments that are held at a time while they are written."""


def save_comments(articles: Iterable[Article], path: Path) -> int:
    """Write the comments of `articles` with their article's title, outlet and source, as they come; how
    many articles.

    Nothing is written where there is no article. Raises RunError, before anything is read, for an
    ending other than .parquet, .csv, .jsonl and for a place that cannot be written to.
    """
    check_output(path)
    counted = _Counted(articles)
    tables = _comment_tables(counted)
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


def _comment_tables(articles: Iterable[Article]) -> Iterator[pa.Table]:
    """Tables of about BATCH comments; at least one, which may be empty."""
    import pyarrow as pa

    extra = [pa.field(name, pa.string()) for name in ("source", "outlet", "title")]
    schema = pa.schema([*comment_schema(), *extra])
    rows: list[dict[str, Any]] = []
    for article in articles:
        about = {"source": article.source, "outlet": article.outlet, "title": article.title}
        rows += [asdict(comment) | about for comment in article.comments]
        if len(rows) >= BATCH:
            yield pa.Table.from_pylist(rows, schema=schema)
            rows = []
    yield pa.Table.from_pylist(rows, schema=schema)


def score_table(path: Path, output: Path, *, column: str, model: str, progress: Progress) -> int:
    """Add the score columns to the table in `path` and write it to `output`; the number of rows.

    Columns of the same name are replaced, all others are kept as they are. An empty text gets no
    scores. Raises RunError for a table that cannot be read or has no such column, BundleError for
    an unsound bundle.
    """
    from comments.scoring.bundle import load, resolve
    from comments.scoring.scorer import score_texts

    check_output(output)
    table = _load(path)
    if column not in table.column_names:
        names = ", ".join(table.column_names)
        raise RunError(
            f"{path}: no column {column!r}; its columns are {names}: name one with --column"
        )
    texts = ["" if text is None else str(text) for text in table[column].to_pylist()]
    bundle = load(resolve(model))
    with progress.stage("Scoring", len(texts), "texts") as stage:
        scores = score_texts(texts, bundle, stage.advance)
    table = table.drop_columns([name for name in scores.column_names if name in table.column_names])
    for name in scores.column_names:
        table = table.append_column(scores.schema.field(name), scores[name])
    save([table], output)
    return len(texts)


def save(tables: Iterable[pa.Table], path: Path) -> None:
    """Write tables of one schema, one after the other, as the file's ending says.

    Raises RunError where the disk does not allow it; then, as after any error, there is no file.
    """
    check_output(path)
    pieces = {".parquet": _parquet_pieces, ".csv": csv_pieces, ".jsonl": _json_pieces}[path.suffix]
    try:
        write_atomically(path, pieces(tables))
    except OSError as error:
        what = (error.strerror or str(error)).lower()
        raise RunError(f"{path}: {what}; check the folder and the space on the disk") from error


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


def _parquet_pieces(tables: Iterable[pa.Table]) -> Iterator[bytes]:
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
            shortest = column.cast(pa.string()).cast(pa.float64())
            gapped = pc.if_else(pc.is_finite(shortest), shortest, None)
            table = table.set_column(i, table.column_names[i], gapped)
    lines = (json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def check_output(path: Path) -> None:
    """Raise RunError for a file that could not be written: better now than after hours of work."""
    if path.suffix not in (".parquet", ".csv", ".jsonl"):
        raise RunError(
            f"{path}: cannot write {path.suffix or 'a file without an ending'}; name a .parquet, .csv or .jsonl file"
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


def _load(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    readers: dict[str, Callable[[Path], pa.Table]] = {
        ".parquet": pq.read_table,
        ".csv": lambda p: _read_csv(p, ","),
        ".tsv": lambda p: _read_csv(p, "\t"),
        ".jsonl": _read_jsonl,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise RunError(
            f"{path}: cannot read {path.suffix or 'a file without an ending'}; give a .csv, .tsv, .jsonl or .parquet table"
        )
    try:
        return reader(path)
    except FileNotFoundError as error:
        raise RunError(f"{path}: no such file; check the path") from error
    except (OSError, ValueError, pa.ArrowException) as error:
        what = (str(error).splitlines() or [type(error).__name__])[0][:160]
        raise RunError(f"{path}: not a readable table ({what}); check the file") from error


def _read_csv(path: Path, separator: str) -> pa.Table:
    """Every cell as it is written: an id 007 stays 007, and a comment "NA" is a comment."""
    import pandas as pd
    import pyarrow as pa

    frame = pd.read_csv(path, sep=separator, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return pa.Table.from_pandas(frame, preserve_index=False)


def _read_jsonl(path: Path) -> pa.Table:
    import json

    import pyarrow as pa

    lines = path.read_text(encoding="utf-8-sig").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line that is no JSON object")
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})
