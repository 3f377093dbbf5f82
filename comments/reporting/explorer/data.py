"""The tables of a run as JSON for the page: by column, classes as numbers, in blocks of rows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
    scored_schema,
)
from comments.reporting.explorer.words import WORDS
from comments.study.clusters import FEWEST_ARTICLES, t_quantile
from comments.study.measures import CUMULATIVE, HEADLINE, PROBABILITIES
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from comments.reporting.provenance import Provenance

Evidence = Mapping[str, Sequence[tuple[int, int, float]]]
"""Words that a score rests on, by comment id: start, end and weight of each."""

BLOCK = 2000
"""Comments in one block: a few hundred kilobytes each."""

CLASSES: Mapping[str, Sequence[str]] = {
    "sentiment": SENTIMENTS,
    "hostility": HOSTILITY_LEVELS,
    "hostility_types": HOSTILITY_TYPES,
    "hostility_target": HOSTILITY_TARGETS,
    "sectarian": FRAMINGS,
    "frames": FRAMES,
}
"""Classes of the codebook in its order; the page offers them also where no comment has them."""

STEPS = 1024
"""Quantiles of Student's t are given for 1 / (degrees of freedom) = 0, 1/1024 … 1."""

_CODED = ("article_id", "author", "posted_precision", "removal", "language")
_REFERENCES = ("parent_id", "duplicate_of")
_MARKUP = "<>&\u2028\u2029"


def data_blocks(
    articles: pa.Table, comments: pa.Table, provenance: Provenance, evidence: Evidence
) -> Iterator[str]:
    """JSON texts for the page: the head, then one a block of comments.

    None of them has `<`, `>` or `&`, so that no text in them can end the element around it.
    """
    comments = comments.select(scored_schema().names)
    coded = {
        name: column
        for name in comments.column_names
        if (column := _coded(name, comments[name], articles)) is not None
    }
    yield _json(_head(articles, comments, provenance, coded))
    rows = _rows(comments)
    for start in range(0, comments.num_rows, BLOCK):
        yield _json(_block(comments.slice(start, BLOCK), start, coded, rows, evidence))


def _head(
    articles: pa.Table,
    comments: pa.Table,
    provenance: Provenance,
    coded: Mapping[str, tuple[list[Any], list[int]]],
) -> dict[str, Any]:
    import numpy as np

    shown = [name for name in articles.column_names if name not in {"body", "dropped"}]
    freedom = STEPS / np.maximum(np.arange(STEPS + 1), 1e-9)
    about = asdict(provenance)
    about["failures"] = len(provenance.failures)
    return {
        "words": WORDS,
        "about": about,
        "articles": articles.select(shown).to_pydict(),
        "rows": comments.num_rows,
        "columns": {name: _kind(name, comments[name], coded) for name in comments.column_names},
        "values": {name: values for name, (values, _) in coded.items()},
        "classes": CLASSES,
        "from": CUMULATIVE,
        "probabilities": [[*key, column] for key, column in PROBABILITIES.items()],
        "headline": HEADLINE,
        "fewest": {
            "comments": FEWEST,
            "authors": FEWEST_AUTHORS,
            "articles": FEWEST_ARTICLES,
        },
        "student": [round(float(t), 9) for t in t_quantile(freedom)],
    }


def _kind(name: str, column: pa.ChunkedArray, coded: Mapping[str, Any]) -> str:
    """How the page reads a column: "list", "class", "row", "text", "probability", "number"."""
    import pyarrow as pa

    if name in coded:
        return "list" if pa.types.is_list(column.type) else "class"
    if name in _REFERENCES:
        return "row"
    if pa.types.is_floating(column.type):
        return "probability"
    return "number" if pa.types.is_integer(column.type) else "text"


def _coded(
    name: str, column: pa.ChunkedArray, articles: pa.Table
) -> tuple[list[Any], list[int]] | None:
    """Distinct values of a column and the number of each row's, -1 for null; None for free text."""
    import pyarrow as pa

    if name not in CLASSES and name not in _CODED and not pa.types.is_list(column.type):
        return None
    first: list[Any] = articles["article_id"].to_pylist() if name == "article_id" else []
    if name in CLASSES and not pa.types.is_list(column.type):
        first = list(range(len(HOSTILITY_LEVELS))) if name == "hostility" else list(CLASSES[name])
    numbers = {value: number for number, value in enumerate(first)}
    codes = []
    for chunk in column.chunks:
        for cell in chunk.to_pylist():
            value = tuple(cell) if isinstance(cell, list) else cell
            codes.append(-1 if value is None else numbers.setdefault(value, len(numbers)))
    return list(numbers), codes


def _rows(comments: pa.Table) -> dict[tuple[str, str], int]:
    """Row of each comment; ids in a user's own table may begin anew under each article."""
    ids = zip(comments["article_id"].to_pylist(), comments["comment_id"].to_pylist(), strict=True)
    return {key: row for row, key in enumerate(ids)}


def _block(
    comments: pa.Table,
    start: int,
    coded: Mapping[str, tuple[list[Any], list[int]]],
    rows: Mapping[tuple[str, str], int],
    evidence: Evidence,
) -> dict[str, Any]:
    import pyarrow as pa

    owners = comments["article_id"].to_pylist()
    block: dict[str, Any] = {}
    for name in comments.column_names:
        column = comments[name]
        if name in coded:
            block[name] = coded[name][1][start : start + comments.num_rows]
        elif name in _REFERENCES:
            # The row of the comment, or its id where it is not in the table.
            block[name] = [
                rows.get((owner, other), other)
                for owner, other in zip(owners, column.to_pylist(), strict=True)
            ]
        elif pa.types.is_floating(column.type):
            block[name] = _shortest(column)
        else:
            block[name] = column.to_pylist()
    spans = {
        str(start + row): marked
        for row, (comment_id, text) in enumerate(
            zip(block["comment_id"], block["text"], strict=True)
        )
        if comment_id in evidence and (marked := _spans(text, evidence[comment_id]))
    }
    return {"start": start, "columns": block, "evidence": spans}


def _shortest(column: pa.ChunkedArray) -> list[float | None]:
    """Numbers with the digits that their own width needs: a 32-bit 0.1 is 0.1."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wide = column.cast(pa.string()).cast(pa.float64())
    found: list[float | None] = pc.if_else(pc.is_finite(wide), wide, None).to_pylist()
    return found


def _spans(text: str, spans: Sequence[tuple[int, int, float]]) -> list[list[float]]:
    """Spans in the units in which a browser counts: UTF-16, where an emoji is two.

    Spans that are empty or reach beyond the text are left out; of two that overlap, the first stays.
    """
    units = [0, *accumulate(2 if ord(letter) > 0xFFFF else 1 for letter in text)]
    found: list[list[float]] = []
    end_before = 0
    for start, end, weight in sorted(spans):
        if end_before <= start < end <= len(text):
            found.append([units[start], units[end], weight])
            end_before = end
    return found


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in _MARKUP:
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
