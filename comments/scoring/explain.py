"""Which words a score rests on: leave one out, and see how far the probability falls.

Occlusion (Li, Monroe, Jurafsky 2016, "Understanding Neural Networks through Representation Erasure",
section 4): a word's weight is the probability with it less the probability without it. It says what
the model reacts to, and not why; words that only matter together can each have a weight of nought.

A comment of n words is scored n times more, up to MOST_UNITS times: explaining costs about as many
times the scoring itself as a comment has words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from comments.scoring import models
from comments.scoring.text import is_quoted, own_words, without_quotes

if TYPE_CHECKING:
    import pyarrow as pa

DIMENSIONS = ("sentiment", "hostility", "sectarian")

LEAST = 0.01
"""Weights under one point of probability are not told: they are noise."""

MOST_UNITS = 100
"""In longer comments, runs of words are left out together, so that there are no more pieces."""

AT_ONCE = 4_000
"""Texts with something left out that are scored together."""

_WORD = re.compile(r"\S+")
_REACHED = ("p_uncivil", "p_hostile", "p_violent")


def evidence_schema() -> pa.Schema:
    """Columns `evidence_sentiment`, `evidence_hostility`, `evidence_sectarian`: lists of words.

    `start` and `end` are characters of the text, the end not included; `weight` is how far the
    probability falls without the word.
    """
    import pyarrow as pa

    span = pa.struct(
        [
            pa.field("word", pa.string(), nullable=False),
            pa.field("start", pa.int32(), nullable=False),
            pa.field("end", pa.int32(), nullable=False),
            pa.field("weight", pa.float32(), nullable=False),
        ]
    )
    return pa.schema([pa.field(f"evidence_{name}", pa.list_(span)) for name in DIMENSIONS])


def explain(
    texts: Sequence[str],
    scores: pa.Table,
    model: models.Model,
    progress: Callable[[int], object] | None = None,
) -> pa.Table:
    """The words that drove the `scores` of `texts`, one row a text, columns as in `evidence_schema`.

    Of sentiment the weights are of the probability of the class given; of hostility, of reaching the
    level given, at least level 1; of framing, of `bridging` where that is the class, else of
    `sectarian`. Null where there is no score. `progress` is called with the number of texts that
    are done since the last call.
    """
    import pyarrow as pa

    rows: list[dict[str, list[dict[str, Any]] | None]] = []
    names = [name for name in scores.column_names if name.startswith("p_") or name in DIMENSIONS]
    given = zip(texts, scores.select(names).to_pylist(), strict=True)
    for batch in _batched(given):
        # Without quotes: else one that is left alone would be scored as the writer's own words.
        own = ((without_quotes(text), units) for text, _, units in batch)
        variants = [t[:start] + " " + t[end:] for t, units in own for start, end in units]
        without = iter(models.score(variants, model).select(names).to_pylist())
        for text, score, units in batch:
            others = [next(without) for _ in units]
            rows.append(
                {
                    f"evidence_{name}": _spans(name, text, score, units, others)
                    for name in DIMENSIONS
                }
            )
        if progress is not None:
            progress(len(batch))
    return pa.Table.from_pylist(rows, schema=evidence_schema())


def as_json(evidence: pa.Table) -> pa.Table:
    """The same with each list as a JSON text, for files that hold no lists."""
    import json

    import pyarrow as pa

    columns = {
        name: [
            None if spans is None else json.dumps(spans, ensure_ascii=False)
            for spans in _shortened(evidence[name].to_pylist())
        ]
        for name in evidence.column_names
    }
    schema = pa.schema([pa.field(name, pa.string()) for name in evidence.column_names])
    return pa.table(columns, schema=schema)


def _shortened(
    lists: Iterable[list[dict[str, Any]] | None],
) -> Iterator[list[dict[str, Any]] | None]:
    """A 32-bit 0.1 as 0.1."""
    for spans in lists:
        yield spans and [span | {"weight": round(span["weight"], 4)} for span in spans]


_Given = tuple[str, Mapping[str, Any], list[tuple[int, int]]]
"""A text, its scores, and the places of what is left out of it, one after the other."""


def _batched(given: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[list[_Given]]:
    batch: list[_Given] = []
    pieces = 0
    for text, score in given:
        is_scored = any(_asked(name, score) is not None for name in DIMENSIONS)
        units = units_of(text) if is_scored else []
        batch.append((text, score, units))
        pieces += len(units)
        if pieces >= AT_ONCE:
            yield batch
            batch, pieces = [], 0
    if batch:
        yield batch


def _asked(name: str, score: Mapping[str, Any]) -> str | None:
    """The column whose fall is measured; None where the text has no score of this kind."""
    if score[name] is None:
        return None
    if name == "sentiment":
        return f"p_{score[name]}"
    if name == "hostility":
        return _REACHED[max(score[name], 1) - 1]
    return "p_bridging" if score[name] == "bridging" else "p_sectarian"


def _spans(
    name: str,
    text: str,
    score: Mapping[str, Any],
    units: Sequence[tuple[int, int]],
    others: Sequence[Mapping[str, Any]],
) -> list[dict[str, Any]] | None:
    column = _asked(name, score)
    if column is None or score[column] is None:
        return None
    spans = []
    for unit, other in zip(units, others, strict=True):
        # Without its only word a text has no score: then all of the probability is the word's.
        weight = round(score[column] - (other[column] or 0.0), 4)
        if weight >= LEAST:
            start, end = _bare(text, *unit)
            spans.append({"word": text[start:end], "start": start, "end": end, "weight": weight})
    return spans


def units_of(text: str) -> list[tuple[int, int]]:
    """Places of the words of a text, or of runs of words of equal number where there are more than
    MOST_UNITS. Quoted lines are not the writer's, unless there is nothing else."""
    quotes_count = own_words(text) == text
    words: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        if quotes_count or not is_quoted(line):
            words += [(at + m.start(), at + m.end()) for m in _WORD.finditer(line)]
        at += len(line) + 1
    run = -(-len(words) // MOST_UNITS) or 1
    groups = [words[i : i + run] for i in range(0, len(words), run)]
    return [(group[0][0], group[-1][1]) for group in groups]


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The place without the punctuation around it; all of it where there is nothing else."""
    first, last = start, end
    while first < last and unicodedata.category(text[first]).startswith("P"):
        first += 1
    while first < last and unicodedata.category(text[last - 1]).startswith("P"):
        last -= 1
    return (first, last) if first < last else (start, end)
