"""Which words a run's hostile and sectarian scores rest on: worked out once, kept beside the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.records import score_schema
from comments.running.folder import RunFolder, read_table, write_table
from comments.running.progress import Progress
from comments.spreadsheet import to_csv

if TYPE_CHECKING:
    import pyarrow as pa

    from comments.scoring.models import Model

HOSTILE = 2
"""Level from which a comment is flagged."""

AT_ONCE = 200
"""Comments that are explained between two writes: all that a kill loses."""

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
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    probabilities = [name for name in score_schema().names if name.startswith("p_")]
    flagged = pq.read_table(
        folder.table("comments"),
        columns=[*_NEEDED, *probabilities],
        filters=(pc.field("hostility") >= HOSTILE) | (pc.field("sectarian") == "sectarian"),
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in _stored(folder).to_pylist():
        found.setdefault(row["comment_id"], []).append(row)
    is_new = [comment_id not in found for comment_id in flagged["comment_id"].to_pylist()]
    new = flagged.filter(pa.array(is_new, pa.bool_()))
    if new.num_rows:
        with progress.stage("Explaining", new.num_rows, "comments") as stage:
            for start in range(0, new.num_rows, AT_ONCE):
                for row in _explained(new.slice(start, AT_ONCE), model(), stage.advance):
                    found.setdefault(row["comment_id"], []).append(row)
                write_table(_table(flagged, found), folder.evidence)
    table = _table(flagged, found)
    write_table(table, folder.evidence)
    write_atomically(folder.csv("evidence"), to_csv(table))


def _table(flagged: pa.Table, found: Mapping[str, list[dict[str, Any]]]) -> pa.Table:
    """What is found so far, in the order of the comments."""
    import pyarrow as pa

    rows = [row for c in flagged["comment_id"].to_pylist() for row in found.get(c, [])]
    return pa.Table.from_pylist(rows, schema=evidence_schema())


def evidence_of(folder: RunFolder) -> Spans:
    """Start, end and weight of each word that was found, by comment id; empty without `--explain`.

    A word that speaks for both hostility and framing has the larger of its weights.
    """
    heaviest: dict[str, dict[tuple[int, int], float]] = {}
    for row in _stored(folder).to_pylist():
        own = heaviest.setdefault(row["comment_id"], {})
        place = row["start"], row["end"]
        own[place] = max(own.get(place, 0.0), round(row["weight"], 4))
    return {
        comment_id: [(start, end, weight) for (start, end), weight in sorted(own.items())]
        for comment_id, own in heaviest.items()
    }


def _stored(folder: RunFolder) -> pa.Table:
    """The evidence of an earlier run in this folder; an empty table where there is none."""
    if not folder.evidence.exists():
        return evidence_schema().empty_table()
    return read_table(folder.evidence, evidence_schema())


def _explained(
    flagged: pa.Table, model: Model, progress: Callable[[int], object]
) -> Iterator[dict[str, Any]]:
    """A row a word, by comment; of hostility and framing each only where the comment is flagged."""
    from comments.scoring.explain import explain

    found = explain(flagged["text"].to_pylist(), flagged, model, progress)
    for comment, words in zip(flagged.to_pylist(), found.to_pylist(), strict=True):
        is_flagged = {
            "hostility": (comment["hostility"] or 0) >= HOSTILE,
            "sectarian": comment["sectarian"] == "sectarian",
        }
        ids = {name: comment[name] for name in ("article_id", "comment_id")}
        for dimension in (name for name, flag in is_flagged.items() if flag):
            for span in words[f"evidence_{dimension}"] or ():
                yield {**ids, "dimension": dimension, **span}
