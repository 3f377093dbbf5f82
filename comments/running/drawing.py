"""Article reports, each drawn from its own rows: in this process, or in several where there are many.

A process holds one article's comments at a time; `processes` says how they begin and end.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.durable import partial
from comments.errors import SourceError
from comments.reporting.provenance import Provenance
from comments.reporting.settings import DocumentSettings
from comments.running.processes import Channel, Lost, Worker, cores

if TYPE_CHECKING:
    import pyarrow as pa

PER_WORKER = 30
"""Reports that pay for starting a worker, which takes about as long as drawing fifteen."""

REMEDY = "its comments are in the tables; please report this, with the page if you may"


@dataclass(frozen=True, slots=True)
class Job:
    """One report to draw: a row of `article_schema`, its comments (`scored_schema`), its file."""

    article: dict[str, Any]
    comments: pa.Table
    path: Path


@dataclass(frozen=True, slots=True)
class Drawn:
    """A report that is done, with the reason where it could not be drawn."""

    source: str
    reason: str | None = None

    @property
    def error(self) -> SourceError | None:
        """What to tell the user of a report that could not be drawn."""
        if self.reason is None:
            return None
        return SourceError(self.source, f"no report was drawn ({self.reason})", REMEDY)


def workers_for(reports: int) -> int:
    """How many processes should draw so many reports; 0 where this one is quickest."""
    found = min(cores(), reports // PER_WORKER)
    return found if found > 1 else 0


def draw(
    jobs: Iterable[Job], provenance: Provenance, settings: DocumentSettings, workers: int
) -> Iterator[Drawn]:
    """Draw the reports and say of each that it is done, in no certain order.

    The files are the same for any number of `workers`; with 0, and where none can be started, they
    are drawn here. `jobs` are taken as they are needed. A report that cannot be drawn is told of and
    leaves no file. Raises OSError where the disk does not take one.
    """
    remaining = _Shared(iter(jobs))
    if workers:
        yield from _in_processes(remaining, provenance, settings, workers)
    for job in remaining:
        yield draw_one(job, provenance, settings)


def draw_one(job: Job, provenance: Provenance, settings: DocumentSettings) -> Drawn:
    """Draw one report here; see `draw`."""
    from comments.reporting import write_article_report

    source = str(job.article["source"])
    try:
        write_article_report(job.article, job.comments.to_pandas(), provenance, job.path, settings)
    except OSError:
        raise
    except Exception as error:
        job.path.unlink(missing_ok=True)
        return Drawn(source, _reason(error))
    return Drawn(source)


def work() -> None:
    """What a process does: take jobs from its input until that ends."""
    channel = Channel()
    provenance, settings = channel.receive()
    channel.send(None)
    while True:
        job = channel.receive()
        try:
            channel.send(draw_one(job, provenance, settings))
        except OSError as error:
            channel.send(error)


class _Shared:
    """Jobs that several threads take, one after the other."""

    def __init__(self, jobs: Iterator[Job]) -> None:
        self._jobs = jobs
        self._lock = threading.Lock()

    def __iter__(self) -> Iterator[Job]:
        return self

    def __next__(self) -> Job:
        with self._lock:
            return next(self._jobs)


News = Drawn | BaseException | None
"""A report is done, something went wrong for all of them, or a thread has no more to do."""


def _in_processes(
    jobs: _Shared, provenance: Provenance, settings: DocumentSettings, workers: int
) -> Iterator[Drawn]:
    """`draw` in processes, each led by a thread. What is left in `jobs` at the end is what none
    could be started for.
    """
    told: queue.SimpleQueue[News] = queue.SimpleQueue()
    leads = [_Lead(jobs, (provenance, settings), told.put) for _ in range(workers)]
    try:
        for lead in leads:
            lead.thread.start()
        working = len(leads)
        while working:
            news = told.get()
            if news is None:
                working -= 1
            elif isinstance(news, BaseException):
                raise news
            else:
                yield news
    finally:
        for lead in leads:
            lead.end()
        for lead in leads:
            if lead.thread.ident is not None:
                lead.thread.join()


class _Lead:
    """Gives a process jobs until there are no more; another process where one is lost."""

    def __init__(
        self,
        jobs: _Shared,
        common: tuple[Provenance, DocumentSettings],
        tell: Callable[[News], None],
    ) -> None:
        self._jobs, self._common, self._tell = jobs, common, tell
        self._worker: Worker | None = None
        self._has_ended = False
        self._lock = threading.Lock()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        """Lead until the jobs or the processes are at an end."""
        try:
            while (worker := self._started()) is not None and self._use(worker):
                pass
        except BaseException as error:
            self._tell(error)
        finally:
            self._tell(None)

    def end(self) -> None:
        """Stop, in the middle of a report if need be."""
        with self._lock:
            self._has_ended = True
            if self._worker is not None:
                self._worker.kill()

    def _started(self) -> Worker | None:
        """A process that is ready; None where there is to be none, or can be none."""
        try:
            with self._lock:
                if self._has_ended:
                    return None
                self._worker = Worker(__name__, self._common)
            self._worker.receive()
        except (OSError, Lost):
            return None
        return self._worker

    def _use(self, worker: Worker) -> bool:
        """Give the process jobs; whether it was lost before there were no more."""
        for job in self._jobs:
            try:
                worker.send(job)
                answer = worker.receive()
            except Lost:
                status = worker.close()
                for file in (job.path, partial(job.path, worker.pid)):
                    file.unlink(missing_ok=True)
                if not self._has_ended:
                    self._tell(Drawn(str(job.article["source"]), _how_it_ended(status)))
                return True
            self._tell(answer)
        worker.close()
        return False


def _how_it_ended(status: int) -> str:
    what = f"by signal {-status}" if status < 0 else f"with status {status}"
    return f"the process that drew it ended {what}"


def _reason(error: Exception) -> str:
    """An error in one line."""
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
