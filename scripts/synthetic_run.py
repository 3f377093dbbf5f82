"""A finished run of as many made-up comments as one likes, written straight as tables.

    python scripts/synthetic_run.py 1000000 OUT

No model and no page is needed. Articles differ in length as real ones do (log-normal), authors in
how much they write (Zipf), outlets and articles in tone; a third of the comments are replies, one in
fifty is a copy of an earlier text and one in a hundred nearly one. The same number gives the same
tables.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
    article_schema,
    scored_schema,
)

MEAN = 120  # comments of an article
CHUNK = 400  # articles that are made at a time
OUTLETS = 6
LANGUAGES = np.array(["ur", "ar", "en", "fa"])
WORDS = (
    "the border minister people never again who asked them closed road shame truth water price "
    "school again tomorrow election court village doctor answer nobody council promise bridge"
).split()
GROUPS = (None, ["shia"], ["sunni"], ["shia", "sunni"], ["christian"], ["hindu", "muslim"])


@dataclass(frozen=True, slots=True)
class Made:
    """What the articles of one chunk have in common with each other."""

    first: int
    counts: np.ndarray[Any, Any]


def write_run(n: int, out: Path) -> None:
    """Write a run's folder with about `n` comments, without its documents."""
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(0)
    counts = np.maximum(1, rng.lognormal(0, 1, max(1, n // MEAN)))
    counts = np.maximum(1, (counts * n / counts.sum()).astype(int))
    authors = max(10, int(counts.sum()) // 8)
    total = 0
    with (
        pq.ParquetWriter(out / "articles.parquet", article_schema(), compression="zstd") as about,
        pq.ParquetWriter(out / "comments.parquet", scored_schema(), compression="zstd") as said,
    ):
        for start in range(0, len(counts), CHUNK):
            chunk = Made(start, counts[start : start + CHUNK])
            about.write_table(articles(chunk, rng))
            table = comments(chunk, total, authors, rng)
            total += table.num_rows
            said.write_table(table)
    record = {
        "status": "complete",
        "inputs": [],
        "settings": {
            "package": "comments-discourse 0",
            "model": "none",
            "model digest": "0" * 64,
            "authors": "pseudonyms",
            "columns": "by their names",
        },
        "documents": {},
        "counts": {"sources": len(counts), "articles": len(counts), "comments": total},
        "failures": [],
    }
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")


def articles(chunk: Made, rng: np.random.Generator) -> pa.Table:
    """The articles of a chunk, each outlet with its own share of them."""
    rows = []
    for number, count in enumerate(chunk.counts, start=chunk.first):
        day = int(rng.integers(1, 28))
        rows.append(
            {
                "article_id": f"{number:016x}",
                "source": f"pages/{number}.html",
                "outlet": f"Outlet {number % OUTLETS + 1}",
                "title": f"Article {number} on {WORDS[number % len(WORDS)]}",
                "published_at": f"2024-{number % 12 + 1:02d}-{day:02d}",
                "language": LANGUAGES[number % len(LANGUAGES)],
                "body": "Body. " * 40,
                "found_comments": int(count),
                "parser": "synthetic",
                "confidence": "high",
                "reasons": [],
                "dropped": [],
                "warnings": [],
            }
        )
    return pa.Table.from_pylist(rows, schema=article_schema())


def comments(chunk: Made, before: int, authors: int, rng: np.random.Generator) -> pa.Table:
    """The comments of a chunk with scores of distributions that outlets and articles shift."""
    counts = chunk.counts
    n = int(counts.sum())
    owner = np.repeat(np.arange(len(counts)), counts)
    position = np.arange(n) - np.repeat(counts.cumsum() - counts, counts) + 1
    is_reply = (rng.random(n) < 0.33) & (position > 1)
    back = np.minimum(rng.geometric(0.4, n), position - 1)
    ids = np.array([f"{before + row:016x}" for row in range(n)], dtype=object)
    parents = ids[np.arange(n) - np.where(is_reply, back, 0)]
    parents[~is_reply] = None
    writer = rng.zipf(1.3, n) % authors
    names = np.array([f"{number:012x}" for number in writer], dtype=object)
    names[rng.random(n) < 0.05] = None
    language = np.where(
        rng.random(n) < 0.8, (owner + chunk.first) % len(LANGUAGES), rng.integers(0, 4, n)
    )
    shift = rng.normal(0, 0.5, len(counts))[owner] + ((owner + chunk.first) % OUTLETS) * 0.1
    hostile = 1 / (1 + np.exp(-(rng.normal(-1.2, 1.3, n) + shift)))
    uncivil, violent = np.sqrt(hostile), hostile**3
    level = (uncivil >= 0.5).astype(np.int8) + (hostile >= 0.5) + (violent >= 0.5)
    tone = rng.dirichlet((1.2, 1.0, 0.8), n)
    sectarian = rng.beta(0.4, 3, n)
    framing = np.where(sectarian >= 0.5, 2, np.where(sectarian >= 0.3, 1, 0))
    removed = rng.random(n) < 0.01
    attacks = level > 0
    columns: dict[str, Any] = {
        "comment_id": ids,
        "article_id": np.array([f"{chunk.first + one:016x}" for one in owner], dtype=object),
        "parent_id": parents,
        "position": position.astype(np.int32),
        "depth": is_reply.astype(np.int32),
        "author": names,
        "posted_at": [
            f"2024-{o % 12 + 1:02d}-{p % 28 + 1:02d}T10:{p % 60:02d}"
            for o, p in zip(owner, position, strict=True)
        ],
        "posted_precision": ["minute"] * n,
        "likes": rng.poisson(2, n),
        "removal": ["moderator" if gone else None for gone in removed],
        "text": list(texts(n, before, rng)),
        "language": LANGUAGES[language],
        "sentiment": np.array(SENTIMENTS)[tone.argmax(axis=1)],
        "p_negative": tone[:, 0],
        "p_neutral": tone[:, 1],
        "p_positive": tone[:, 2],
        "hostility": level,
        "p_uncivil": uncivil,
        "p_hostile": hostile,
        "p_violent": violent,
        "hostility_types": picked([[], *([one] for one in HOSTILITY_TYPES)], attacks, rng),
        "hostility_target": picked([[], *([one] for one in HOSTILITY_TARGETS)], attacks, rng),
        "sectarian": np.array(FRAMINGS)[framing],
        "p_sectarian": sectarian,
        "p_bridging": (1 - sectarian) * 0.1,
        "frames": picked([[], *([one] for one in FRAMES)], framing == 2, rng),
        "groups": picked([[], *(one for one in GROUPS if one)], framing > 0, rng),
        "windows": np.ones(n, np.int32),
    }
    scores = list(columns)[list(columns).index("sentiment") :]
    arrays = []
    for field in scored_schema():
        values = columns.get(field.name, [None] * n)
        array = values if isinstance(values, pa.Array) else pa.array(values, from_pandas=True)
        array = array.cast(field.type)
        if field.name in scores:
            array = pc.if_else(pa.array(removed), pa.scalar(None, field.type), array)
        arrays.append(array)
    return pa.Table.from_arrays(arrays, schema=scored_schema())


def picked(lists: list[list[str]], where: Any, rng: np.random.Generator) -> pa.Array:
    """One of the `lists` for each comment, the first where there is nothing to say."""
    numbers = np.where(where, rng.integers(0, len(lists), len(where)), 0)
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(numbers))


def texts(n: int, before: int, rng: np.random.Generator) -> Iterator[str]:
    """Texts of 6 to 30 words; some stand twice or nearly."""
    slogans = [" ".join(WORDS[i:] + WORDS[:i]) for i in range(len(WORDS))]
    picks = rng.integers(0, len(WORDS), (n, 30))
    lengths, kinds = rng.integers(6, 30, n), rng.random(n)
    for row in range(n):
        if kinds[row] < 0.02:
            yield slogans[picks[row, 0]]
        elif kinds[row] < 0.03:
            yield f"{slogans[picks[row, 0]]} {before + row}"
        else:
            yield " ".join(WORDS[word] for word in picks[row, : lengths[row]])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("comments", type=int)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    write_run(given.comments, given.out)
