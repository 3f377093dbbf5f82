"""The local engine: sources are read in processes of their own, scored in this one, written in a thread.

Between the stages are bounded queues, so that memory does not grow with the number of sources; while
a chunk is scored, the next are read and the one before is written. Shards are filled in the order of
the sources: they are the same however fast each stage is.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict
from types import TracebackType

from comments.errors import SourceError
from comments.parsing.sources import Source
from comments.running.estimate import estimate
from comments.running.folder import RunFolder
from comments.running.journal import Entry, write_entries
from comments.running.ledger import Ledger
from comments.running.log import Log
from comments.running.progress import Progress, Stage, told_of
from comments.running.readers import Readers, SourceDone
from comments.running.stages import Chunk, Reading, Shard, scored, unscored, write_shard
from comments.scoring.cache import ScoreCache
from comments.scoring.models import Model

WRITES_AHEAD = 2
"""Shards that may wait to be written: the disk is seldom slower than the model."""


def process(
    sources: Sequence[Source | SourceError],
    ledger: Ledger,
    folder: RunFolder,
    model: Callable[[], Model],
    settings: Reading,
    author_key: Callable[[], bytes | None],
    progress: Progress,
    log: Log,
    cache: ScoreCache | None = None,
) -> None:
    """Read and score what the ledger does not have yet, and settle all of it there.

    `model` is called when there is a comment to score, and not at all if there is none.
    """

    def slow(name: str, seconds: float) -> None:
        progress.say(f"Reading   {name} for {seconds:,.0f} s already")
        log.event("slow", source=name, seconds=round(seconds, 1))

    expected = estimate(sources, ledger, settings, author_key, model)
    if expected is not None:
        progress.say(str(expected))
        log.event("expected", **asdict(expected))
    passed_over = Counter[str]()
    chunk, number, done = Chunk(), ledger.last_shard + 1, 0
    with ExitStack() as stack:
        stage = stack.enter_context(progress.stage("Reading", len(sources), "sources"))
        readers = stack.enter_context(Readers(sources, ledger.known, settings, author_key, slow))
        writer = stack.enter_context(_Writer(folder, log))
        scorer = stack.enter_context(_Scorer(model, settings, progress, log, cache))
        log.event("reading", processes=readers.processes)
        for found in readers:
            if isinstance(found, SourceDone):
                passed_over += found.passed_over
                stage.advance()
                done += 1
                continue
            entry, article = found
            if entry.reason is not None:
                progress.fail(SourceError(entry.source, entry.reason, entry.remedy or ""))
            settled = ledger.settle(entry, article, number)
            if settled is None:
                continue
            chunk.add(*settled)
            if chunk.comments:
                # Opened while the processes read on, and not only when the chunk is full.
                model()
            if chunk.is_full:
                scorer.expect(chunk.comments, done / len(sources))
                writer.write(number, scorer.score(chunk, number), chunk.entries)
                chunk, number = Chunk(), number + bool(chunk.articles)
        scorer.expect(chunk.comments, 1.0)
        writer.write(number, scorer.score(chunk, number), chunk.entries)
    if passed_over:
        progress.say(told_of(passed_over))


class _Scorer:
    """Scores chunks, and shows it as one stage from the first comment on."""

    def __init__(
        self,
        model: Callable[[], Model],
        settings: Reading,
        progress: Progress,
        log: Log,
        cache: ScoreCache | None,
    ) -> None:
        self._model, self._settings, self._progress, self._log = model, settings, progress, log
        self._cache = cache
        self._stage: Stage | None = None
        self._open = ExitStack()
        self._found = 0

    def __enter__(self) -> _Scorer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def expect(self, comments: int, share: float) -> None:
        """So many more comments are to be scored, with that share of the sources read (0 to 1)."""
        self._found += comments
        if self._stage is None and comments:
            self._stage = self._open.enter_context(
                self._progress.stage("Scoring", None, "comments")
            )
        if self._stage is not None:
            self._stage.expect(round(self._found / share) if share else None)

    def score(self, chunk: Chunk, number: int) -> Shard | None:
        """The chunk as a scored shard; None where it holds no article."""
        if not chunk.articles:
            return None
        started = time.monotonic()
        advance = None if self._stage is None else self._stage.advance
        shard = unscored(chunk.articles, self._settings.keep_columns)
        done = scored(shard, self._model, advance, self._cache)
        seconds = round(time.monotonic() - started, 3)
        self._log.event(
            "scored",
            shard=number,
            articles=len(chunk.articles),
            comments=chunk.comments,
            seconds=seconds,
        )
        return done


class _Writer:
    """Writes shards in a thread, one behind the other. What goes wrong is raised by a later call, or at
    the end; what has been handed over is written also where the run is stopped.
    """

    def __init__(self, folder: RunFolder, log: Log) -> None:
        self._folder, self._log = folder, log
        self._pool = ThreadPoolExecutor(1, "writer")
        self._pending: deque[Future[None]] = deque()
        self._has_failed = False

    def __enter__(self) -> _Writer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(wait=True)
        if error is None:
            for future in self._pending:
                future.result()

    def write(self, number: int, shard: Shard | None, entries: Sequence[Entry]) -> None:
        """Write a shard's tables, then its entries: these say that the tables are there."""
        if entries:
            while len(self._pending) >= WRITES_AHEAD or (self._pending and self._pending[0].done()):
                self._pending.popleft().result()
            self._pending.append(self._pool.submit(self._write, number, shard, list(entries)))

    def _write(self, number: int, shard: Shard | None, entries: list[Entry]) -> None:
        if self._has_failed:
            return  # a shard is missing; the next must not be taken for the one behind it
        self._has_failed = True
        started = time.monotonic()
        self._log.begin()
        if shard is not None:
            write_shard(shard, number, self._folder)
        write_entries(self._folder.journal, entries)
        for entry in entries:
            if entry.reason is not None:
                self._log.event("failed", source=entry.source, reason=entry.reason)
        self._log.event(
            "written",
            shard=number,
            entries=len(entries),
            seconds=round(time.monotonic() - started, 3),
        )
        self._has_failed = False
