"""What a reading process does: take sources, give their documents as they are read.

It is expendable. Whatever a page does to it (a parser in C that crashes, a page that takes all
memory or never ends), `readers` sees, knows from `Begun` which page it was, and goes on behind it.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from comments.errors import SourceError
from comments.parsing import documents_in
from comments.parsing.documents import Document, Page
from comments.parsing.sources import Source
from comments.records import Article
from comments.running.journal import Entry
from comments.running.limits import Limits, limit_memory, limit_processor_time
from comments.running.processes import Channel
from comments.running.stages import NO_ROOM, OUT_OF_MEMORY, Reading, read

NICENESS = 10
"""Scoring goes first where it has something to do: a thread of it that waits makes all its others wait."""

NO_MEMORY = 12
"""Exit status of a process that has no memory left (ENOMEM)."""


@dataclass(frozen=True, slots=True)
class Task:
    """A source to read, or one stripe of it: of its items, counted from 0, those from `start` on
    whose number is `stripe` modulo `stripes`.

    `known` are digests by name, as in `stages.read`; `size` is that of the source in bytes, `memory`
    the limit in bytes.
    """

    number: int
    source: Source
    known: Mapping[str, str]
    size: int
    memory: int
    stripe: int = 0
    stripes: int = 1
    start: int = 0


@dataclass(frozen=True, slots=True)
class Begun:
    """A document that is being read now: its number in the source, its name, its size in bytes."""

    number: int
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a document came to, as `stages.read` returns it."""

    number: int
    entry: Entry
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The source has no more; what was passed over in all of it, by kind."""

    passed_over: Counter[str]


@dataclass(frozen=True, slots=True)
class KeyNeeded:
    """The key of the pseudonyms is asked for."""


Message = Begun | Found | Ended | KeyNeeded | OSError
"""An error ends the run: it is the disk's, not the document's."""


def work() -> None:
    """Take settings and limits, then task after task until the input ends."""
    channel = Channel()
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    _volunteer()
    settings, limits = channel.receive()
    key = _Key(channel)
    while True:
        task = channel.receive()
        limit_memory(task.memory)
        try:
            _read_source(task, settings, limits, key, channel)
        except MemoryError:
            os._exit(NO_MEMORY)
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            channel.send(error)


class _Key:
    """The key of the pseudonyms, asked for when the first new document is read."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._answer: tuple[bytes | None] | None = None

    def __call__(self) -> bytes | None:
        if self._answer is None:
            self._channel.send(KeyNeeded())
            self._answer = (self._channel.receive(),)
        return self._answer[0]


def _read_source(
    task: Task, settings: Reading, limits: Limits, key: _Key, channel: Channel
) -> None:
    passed_over = Counter[str]()
    at_opening = limits.processor_time(task.size)
    limit_processor_time(at_opening)
    items = documents_in(
        task.source,
        columns=settings.columns,
        keep_columns=settings.keep_columns,
        passed_over=passed_over,
    )
    for number, item in enumerate(items):
        if number < task.start or number % task.stripes != task.stripe:
            continue
        if not isinstance(item, SourceError):
            size = size_of(item)
            channel.send(Begun(number, item.name, size))
            limit_processor_time(limits.processor_time(size))
        entry, article = read(item, task.known, settings, key)
        channel.send(Found(number, entry, article))
        if entry.reason == OUT_OF_MEMORY:
            os._exit(NO_MEMORY)  # what is left is too little for the next document
        limit_processor_time(at_opening)
    channel.send(Ended(passed_over))


def size_of(document: Document) -> int:
    """Bytes, or nearly so, that reading a document has to go through."""
    if isinstance(document, Page):
        return len(document.data) + sum(map(len, document.frames))
    return len(document.reading.body) + sum(len(c.text) for c in document.reading.comments)


def _volunteer() -> None:
    """Where memory runs out, let the system end this process and not the run (Linux)."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")
