"""Reading in several processes, in the order of the sources, whatever happens to a process.

Each process is led by a thread of this one, which hands it sources and takes what it reads. Results
wait here until it is their turn, never more than `AHEAD` of them; then the processes wait. So the
order is that of the sources and not that of chance, and memory does not grow with their number.
"""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType

from comments.errors import SourceError
from comments.parsing.sources import MAX_BYTES, SEND_IT, Source
from comments.records import Article
from comments.running.journal import Entry, failed
from comments.running.limits import DEFAULTS, Limits, ran_out_of_time
from comments.running.processes import Lost, Worker, cores
from comments.running.reader import NO_MEMORY, Begun, Ended, Found, KeyNeeded, Task
from comments.running.stages import OUT_OF_MEMORY, Reading
from comments.running.stripes import can_be_striped

AHEAD = 4_000
"""Documents and comments that wait to be scored: two shards, so that scoring never waits for reading."""

PER_WORKER = 40
"""Sources that pay for one more process, which takes as long to start as that many to read."""

SLOW = 10.0
"""Seconds after which a document that is still being read is told of."""

_TICK = 0.1

_GAP = 1.0
"""Seconds that count at most between two looks at the processes: a run that was suspended (Ctrl-Z), as
its processes were, saw nothing meanwhile."""


@dataclass(frozen=True, slots=True)
class SourceDone:
    """A source has been read to its end; what was passed over in it, by kind."""

    passed_over: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class _Piece:
    """One task's findings that wait for their turn."""

    waiting: deque[Found] = field(default_factory=deque)
    end: Ended | None = None


@dataclass(slots=True, eq=False)
class _Leader:
    """What one process is at: written by its own thread, read by the one that takes the results."""

    worker: Worker | None = None
    begun: Begun | None = None
    size: int = 0
    seconds: float = 0.0
    is_told: bool = False
    has_hung: bool = False

    def begin(self, document: Begun | None, size: int) -> None:
        """It is at this document now, or between two, which is of so many bytes."""
        self.begun, self.size, self.seconds = document, size, 0.0
        self.is_told = self.has_hung = False


class Readers:
    """Reading processes for `sources`; iterate inside `with` for what they find, in order.

    `known` gives the digests of a source's documents that are done. `author_key` is called from
    another thread, and only when a new document is read. `slow` is called with the name of a
    document that takes long. `processes` are as many as there are cores unless it says how many at
    most; a document that takes more than `limits` is given up. An error of `author_key`, a process that cannot be started and a full disk (OSError) are
    raised where the results are taken.
    """

    def __init__(
        self,
        sources: Sequence[Source | SourceError],
        known: Callable[[Source], Mapping[str, str]],
        settings: Reading,
        author_key: Callable[[], bytes | None],
        slow: Callable[[str, float], object],
        processes: int | None = None,
        limits: Limits = DEFAULTS,
    ) -> None:
        self._sources, self._known, self._settings = sources, known, settings
        self._limits = limits
        self._author_key, self._slow = author_key, slow
        self._changed = threading.Condition()
        self._key_lock = threading.Lock()
        self._pieces: dict[tuple[int, int], _Piece] = {}
        self._buffered = 0
        self._awaited = (0, 0)
        self._watched = time.monotonic()
        self._has_stopped = False
        self._error: BaseException | None = None
        self._most = processes or cores()
        self._stripes = {
            number: self._most
            for number, source in enumerate(sources)
            if self._most > 1 and isinstance(source, Source) and can_be_striped(source)
        }
        self._tasks = self._all_tasks()
        self._next_task = next(self._tasks, None)
        wanted = self._most if self._stripes else 1 + len(sources) // PER_WORKER
        self._leaders = [_Leader() for _ in range(min(self._most, wanted))]
        self._threads = [
            threading.Thread(target=self._lead, args=(leader,), daemon=True)
            for leader in self._leaders
        ]

    @property
    def processes(self) -> int:
        """How many processes read."""
        return len(self._leaders)

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._changed:
            self._has_stopped = True
            for leader in self._leaders:
                if leader.worker is not None:
                    leader.worker.kill()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def __iter__(self) -> Iterator[tuple[Entry, Article | None] | SourceDone]:
        for number, source in enumerate(self._sources):
            if isinstance(source, SourceError):
                yield failed(source), None
                yield SourceDone()
                continue
            stripes = self._stripes.get(number, 1)
            item = 0
            while (found := self._take(number, item % stripes)) is not None:
                yield found.entry, found.article
                item += 1
            first = self._pieces[number, 0].end
            for stripe in range(stripes):
                self._drop(number, stripe)
            yield SourceDone(Counter() if first is None else first.passed_over)

    def _take(self, number: int, stripe: int) -> Found | None:
        """The next finding of a task, waited for; None at its end."""
        with self._changed:
            self._awaited = (number, stripe)
            self._changed.notify_all()
            piece = self._pieces.setdefault((number, stripe), _Piece())
            while not piece.waiting:
                if self._error is not None:
                    raise self._error
                if piece.end is not None:
                    return None
                self._changed.wait(_TICK)
                self._watch()
            found = piece.waiting.popleft()
            self._buffered -= _weight(found)
            self._changed.notify_all()
            return found

    def _drop(self, number: int, stripe: int) -> None:
        with self._changed:
            piece = self._pieces.pop((number, stripe), _Piece())
            self._buffered -= sum(map(_weight, piece.waiting))

    def _watch(self) -> None:
        """End processes that have been at one document for too long; tell of those that take long."""
        now, before = time.monotonic(), self._watched
        self._watched = now
        for leader in self._leaders:
            since = None if leader.worker is None else leader.worker.waiting_since
            if leader.worker is None or since is None:
                continue
            leader.seconds += min(max(0.0, now - max(since, before)), _GAP)
            if leader.seconds > self._limits.wall_time(leader.size):
                leader.has_hung = True
                leader.worker.kill()
            elif leader.seconds > SLOW and leader.begun is not None and not leader.is_told:
                leader.is_told = True
                self._slow(leader.begun.name, leader.seconds)

    def _all_tasks(self) -> Iterator[Task]:
        for number, source in enumerate(self._sources):
            if isinstance(source, SourceError):
                continue
            stripes = self._stripes.get(number, 1)
            known, size = self._known(source), _size(source)
            for stripe in range(stripes):
                page = min(size, MAX_BYTES) if stripes > 1 else size
                memory = self._limits.bytes_of_memory(page)
                yield Task(number, source, known, size, memory, stripe, stripes)

    def _lead(self, leader: _Leader) -> None:
        """Hand tasks to a process until there are no more."""
        try:
            while (task := self._next()) is not None:
                self._read(task, leader)
        except BaseException as error:
            with self._changed:
                self._error = self._error or error
                self._changed.notify_all()
        finally:
            self._end(leader)

    def _next(self) -> Task | None:
        """The next task, once there is room for what it gives."""
        with self._changed:
            while not self._has_stopped and self._next_task is not None:
                task = self._next_task
                if self._buffered < AHEAD or task.number <= self._awaited[0]:
                    self._next_task = next(self._tasks, None)
                    return task
                self._changed.wait()
            return None

    def _read(self, task: Task, leader: _Leader) -> None:
        """Have a task read: in a new process where one is lost, and behind the document that took two."""
        losses, has_ended = 0, False
        while not has_ended and not self._has_stopped:
            try:
                for message in self._messages(task, leader):
                    if isinstance(message, Ended):
                        self._finish(task, message)
                        has_ended = True
                    else:
                        self._put(task, message)
                        task, losses = replace(task, start=message.number + 1), 0
            except Lost:
                status, begun = self._end(leader), leader.begun
                time_taken = self._time_taken(leader, status)
                losses += 1
                if self._has_stopped or (losses == 1 and time_taken is None):
                    continue
                name = task.source.name if begun is None else begun.name
                error = _given_up(name, status, time_taken)
                self._put(task, Found(begun.number if begun else task.start, failed(error)))
                if begun is None:
                    self._finish(task, Ended(Counter()))
                    has_ended = True
                else:
                    task, losses = replace(task, start=begun.number + 1), 0

    def _messages(self, task: Task, leader: _Leader) -> Iterator[Found | Ended]:
        """What a process finds in a task, up to its end. Raises Lost."""
        leader.begin(None, task.size)
        worker = self._worker(leader)
        worker.send(task)
        while True:
            message = worker.receive()
            if isinstance(message, KeyNeeded):
                with self._key_lock:
                    key = self._author_key()
                worker.send(key)
            elif isinstance(message, OSError):
                raise message
            elif isinstance(message, Begun):
                leader.begin(message, message.size)
            else:
                leader.begin(None, task.size)
                yield message
                if isinstance(message, Ended):
                    return

    def _worker(self, leader: _Leader) -> Worker:
        """The leader's process, started where there is none."""
        if leader.worker is None:
            worker = Worker("comments.running.reader")
            with self._changed:
                leader.worker = worker
                if self._has_stopped:
                    worker.kill()
            worker.send((self._settings, self._limits))
        return leader.worker

    def _end(self, leader: _Leader) -> int:
        """End the leader's process; its exit status."""
        worker = leader.worker
        if worker is None:
            return 0
        worker.kill()
        with self._changed:
            leader.worker = None
        return worker.close()

    def _time_taken(self, leader: _Leader, status: int) -> str | None:
        """The time after which a lost process was ended for it, as it is said; None for another end."""
        if ran_out_of_time(status):
            return f"{self._limits.processor_time(leader.size):,.0f} s of processor time"
        return f"{self._limits.wall_time(leader.size):,.0f} s" if leader.has_hung else None

    def _put(self, task: Task, found: Found) -> None:
        """Leave a finding to wait for its turn, once there is room."""
        place = (task.number, task.stripe)
        with self._changed:
            while not (self._buffered < AHEAD or self._awaited == place or self._has_stopped):
                self._changed.wait()
            self._pieces.setdefault(place, _Piece()).waiting.append(found)
            self._buffered += _weight(found)
            self._changed.notify_all()

    def _finish(self, task: Task, end: Ended) -> None:
        with self._changed:
            self._pieces.setdefault((task.number, task.stripe), _Piece()).end = end
            self._changed.notify_all()


def _weight(found: Found) -> int:
    return 1 + (0 if found.article is None else found.article.found_comments)


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0


def _given_up(name: str, status: int, time_taken: str | None) -> SourceError:
    """The error for a document that took its process with it; `time_taken` where that was too long."""
    if time_taken is not None:
        return SourceError(name, f"not read within {time_taken}", SEND_IT)
    if status < 0:
        return SourceError(
            name,
            f"the process that read it was ended twice by the system (signal {-status})",
            f"close other programs, in case memory was short, and run again; else {SEND_IT}",
        )
    if status == NO_MEMORY:
        return SourceError(name, OUT_OF_MEMORY, f"split it, or {SEND_IT}")
    return SourceError(name, f"the process that read it ended twice with status {status}", SEND_IT)
