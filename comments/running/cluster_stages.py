"""What the machines of a cluster do: read a portion of the sources, score a piece of it.

A page that crashes its reader, hangs or takes all memory does so in a process of its own, as in the
local engine. What is scored is written under a name that nobody else has, for the run to take or leave.
"""

from __future__ import annotations

import pickle
import socket
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import BundleError, CommentsError, SourceError
from comments.parsing.sources import Source
from comments.running.folder import RunFolder, write_table
from comments.running.journal import Entry
from comments.running.readers import Readers, SourceDone
from comments.running.remote import fetched
from comments.running.stages import Chunk, Reading, Shard, scored, unscored
from comments.scoring import models

if TYPE_CHECKING:
    import pyarrow as pa

COLUMN = "it"
"""The one column of the tables in which portions and pieces travel, as bytes."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all workers have to know. `key` is that of the pseudonyms, or why there is none."""

    folder: RunFolder
    model: str
    digest: str
    settings: Reading
    key: bytes | CommentsError | None


@dataclass(frozen=True, slots=True)
class Portion:
    """Neighbouring sources, numbered from 0, and the digests of those documents that are done."""

    number: int
    sources: Sequence[Source | SourceError]
    known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """What was read of a portion, numbered from 0: its entries, and its articles if there are any.

    The last piece of a portion says what was passed over in all of it.
    """

    portion: int
    number: int
    entries: Sequence[Entry]
    shard: Shard | None
    passed_over: Counter[str] = field(default_factory=Counter)
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """A piece, its tables gone from it to two files of this `name` (None: it has no articles)."""

    piece: Piece
    name: str | None = None
    comments: int = 0
    seconds: float = 0.0


def unnumbered(folder: RunFolder, name: str, table: str) -> Path:
    """Where a scored table waits for its number. Left there, it is scrap that the next run removes."""
    return folder.shards / f".{name}.{table}.partial"


def packed(thing: Portion | Piece | Scored | Exception) -> pa.Table:
    """A table of one row. Errors travel like everything else: on their own way, Ray makes texts of them."""
    import pyarrow as pa

    return pa.table({COLUMN: pa.array([pickle.dumps(thing)], pa.large_binary())})


def unpacked(row: bytes) -> Any:
    """What a row of `packed` holds; an error is raised."""
    thing = pickle.loads(row)  # noqa: S301 - from a process of this run
    if isinstance(thing, Exception):
        raise thing
    return thing


def read(batch: pa.Table, job: Job) -> Iterator[pa.Table]:
    """From a portion to its pieces, as they are read, or an error."""
    try:
        yield from _read(unpacked(batch[COLUMN][0].as_py()), job)
    except (CommentsError, OSError) as error:
        yield packed(error)


def _read(portion: Portion, job: Job) -> Iterator[pa.Table]:

    def key() -> bytes | None:
        if isinstance(job.key, CommentsError):
            raise job.key
        return job.key

    def piece(*end: Any) -> pa.Table:
        shard = unscored(chunk.articles, job.settings.keep_columns) if chunk.articles else None
        return packed(Piece(portion.number, number, chunk.entries, shard, *end))

    passed_over = Counter[str]()
    chunk, number = Chunk(), 0
    with (
        fetched(portion.sources) as sources,
        Readers(
            sources, lambda _: portion.known, job.settings, key, lambda *_: None, processes=1
        ) as readers,
    ):
        for found in readers:
            if isinstance(found, SourceDone):
                passed_over += found.passed_over
                continue
            chunk.add(*found)
            if chunk.is_full:
                yield piece()
                chunk, number = Chunk(), number + 1
    yield piece(passed_over, True)


class Scorer:
    """An actor that scores pieces; the model is loaded for the first of them."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, batch: pa.Table) -> pa.Table:
        """From a piece to a scored one, or an error."""
        try:
            return packed(self._scored(unpacked(batch[COLUMN][0].as_py())))
        except (CommentsError, OSError) as error:
            return packed(error)

    def _scored(self, piece: Piece) -> Scored:
        if piece.shard is None:
            return Scored(piece)
        started, name = time.monotonic(), uuid.uuid4().hex
        shard = scored(piece.shard, lambda: self._model)
        for kind, table in (("comments", shard.comments), ("articles", shard.articles)):
            write_table(table, unnumbered(self._job.folder, name, kind))
        seconds = time.monotonic() - started
        return Scored(replace(piece, shard=None), name, shard.comments.num_rows, seconds)

    @cached_property
    def _model(self) -> models.Model:
        info = models.inspect(self._job.model)
        if info.digest != self._job.digest:
            raise BundleError(
                f"{info.path}: not the model that {socket.gethostname()} was asked for; "
                "install the same version on every machine"
            )
        return models.open_checked(info)
