"""Which words a run's hostile and sectarian scores rest on: worked out once, kept beside the tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.records import score_schema
from comments.running.folder import RunFolder, table_schema, write_table
from comments.running.progress import Progress
from comments.running.query import connected, parquet
from comments.running.results import regrouped, row_groups
from comments.running.rows import BATCH
from comments.running.stored import found_in
from comments.running.tables import parquet_pieces
from comments.spreadsheet import csv_pieces

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from comments.scoring.models import Model

HOSTILE, SECTARIAN = 2, "sectarian"
"""Level from which a comment is flagged, and the class for which one is."""

AT_ONCE = 200
"""Comments that are explained between two writes: all that a kill loses."""

GROUP = 20_000
"""Rows that are copied at a time, and that make up a row group of the table."""

_NEEDED = ("article_id", "comment_id", "text", "sentiment", "hostility", "sectarian")

Spans = Mapping[str, list[tuple[int, int, float]]]


def evidence_schema() -> pa.Schema:
    """Columns of `evidence.parquet`, one row a word.

    `dimension` is `hostility` or `sectarian`; `start` and `end` are characters of the comment's
    text; `weight` is how far the probability falls without the word.
    """
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("article_id", pa.string(), nullable=False),
            pa.field("comment_id", pa.string(), nullable=False),
            pa.field("dimension", pa.string(), nullable=False),
            pa.field("word", pa.string(), nullable=False),
            pa.field("start", pa.int32(), nullable=False),
            pa.field("end", pa.int32(), nullable=False),
            pa.field("weight", pa.float32(), nullable=False),
        ]
    )


def write_evidence(folder: RunFolder, model: Callable[[], Model], progress: Progress) -> None:
    """Explain the comments of the finished table that are flagged hostile or sectarian, and write
    `evidence.parquet` and `evidence.csv`. What an earlier run explained is taken from there.

    Memory holds a batch, and the ids of the comments that have been explained.
    """
    done = _done(folder)
    new = sum(table.num_rows for table in _flagged(folder, done, ("comment_id",)))
    if new:
        with progress.stage("Explaining", new, "comments") as stage:
            _explain(folder, done, model(), stage.advance)
    schema = evidence_schema()
    in_order = regrouped(_in_order(folder), GROUP, schema)
    write_atomically(folder.evidence, parquet_pieces(in_order))
    write_atomically(folder.csv("evidence"), csv_pieces(row_groups(folder.evidence, schema)))
    shutil.rmtree(folder.explained, ignore_errors=True)


def _explain(
    folder: RunFolder, done: Set[str], model: Model, progress: Callable[[int], object]
) -> None:
    """Write what is new in pieces, numbered behind those that are there."""
    import pyarrow as pa

    number = max((int(file.stem) for file in _pieces(folder)), default=0)
    needed = (*_NEEDED, *(name for name in score_schema().names if name.startswith("p_")))
    for table in _flagged(folder, done, needed):
        for start in range(0, table.num_rows, AT_ONCE):
            rows = list(_explained(table.slice(start, AT_ONCE), model, progress))
            number += 1
            piece = pa.Table.from_pylist(rows, schema=evidence_schema())
            write_table(piece, folder.explained / f"{number:06d}.parquet")


def _flagged(folder: RunFolder, done: Set[str], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Those flagged comments that are not `done` (ids), in their order, a batch at a time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    of_flags = [name for name in ("hostility", "sectarian") if name not in columns]
    with found_in(folder.table("comments"), table_schema(folder, "comments")) as comments:
        for batch in comments.iter_batches(BATCH, columns=[*columns, *of_flags]):
            table = pa.Table.from_batches([batch]).filter(
                (pc.field("hostility") >= HOSTILE) | (pc.field("sectarian") == SECTARIAN)
            )
            is_new = [i not in done for i in table["comment_id"].to_pylist()]
            yield table.filter(pa.array(is_new, pa.bool_())).select(list(columns))


def _pieces(folder: RunFolder) -> list[Path]:
    return sorted(folder.explained.glob("*.parquet"))


def _stored(folder: RunFolder) -> list[Path]:
    """Files that hold evidence: what a run that was stopped explained, and the finished table."""
    return [*_pieces(folder), *([folder.evidence] if folder.evidence.exists() else [])]


def _done(folder: RunFolder) -> Set[str]:
    """Ids of the comments for which words were found."""
    done: set[str] = set()
    for file in _stored(folder):
        with found_in(file, evidence_schema()) as table:
            for batch in table.iter_batches(columns=["comment_id"]):
                done.update(batch["comment_id"].unique().to_pylist())
    return done


def _in_order(folder: RunFolder) -> Iterator[pa.Table]:
    """The evidence for flagged comments, in the order of the comments and as it was found.

    The same stands in a piece and in the table where a run was killed between writing the one and
    deleting the other.
    """
    import pyarrow as pa

    if not (files := _stored(folder)):
        return
    schema = evidence_schema()
    names = ", ".join(f'evidence."{name}"' for name in schema.names)
    query = f"""
        SELECT {names} FROM {parquet(*files)} AS evidence JOIN comments USING (comment_id)
        WHERE hostility >= {HOSTILE} OR sectarian = '{SECTARIAN}'
        QUALIFY row_number() OVER (PARTITION BY comment_id, dimension, "start", "end") = 1
        ORDER BY comments.file_row_number, evidence.file_row_number"""  # noqa: S608 - our own names
    with connected(folder) as connection:
        for batch in connection.sql(query).to_arrow_reader(GROUP):
            yield pa.Table.from_batches([batch]).cast(schema)


def evidence_of(folder: RunFolder, wanted: Set[str]) -> Spans:
    """Start, end and weight of each word that was found, by comment id, for those in `wanted`; empty
    without `--explain`.

    A word that speaks for both hostility and framing has the larger of its weights.
    """
    heaviest: dict[str, dict[tuple[int, int], float]] = {}
    for table in row_groups(folder.evidence, evidence_schema()) if folder.evidence.exists() else ():
        for row in table.to_pylist():
            if row["comment_id"] in wanted:
                own = heaviest.setdefault(row["comment_id"], {})
                place = row["start"], row["end"]
                own[place] = max(own.get(place, 0.0), round(row["weight"], 4))
    return {
        comment_id: [(start, end, weight) for (start, end), weight in sorted(own.items())]
        for comment_id, own in heaviest.items()
    }


def _explained(
    flagged: pa.Table, model: Model, progress: Callable[[int], object]
) -> Iterator[dict[str, Any]]:
    """A row a word, by comment; of hostility and framing each only where the comment is flagged."""
    from comments.scoring.explain import explain

    found = explain(flagged["text"].to_pylist(), flagged, model, progress)
    for comment, words in zip(flagged.to_pylist(), found.to_pylist(), strict=True):
        is_flagged = {
            "hostility": (comment["hostility"] or 0) >= HOSTILE,
            "sectarian": comment["sectarian"] == SECTARIAN,
        }
        ids = {name: comment[name] for name in ("article_id", "comment_id")}
        for dimension in (name for name, flag in is_flagged.items() if flag):
            for span in words[f"evidence_{dimension}"] or ():
                yield {**ids, "dimension": dimension, **span}
