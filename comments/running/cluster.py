"""The cluster engine: the stages of a run on Ray Data, on this machine or on many.

Sources are handed out in portions. A task reads a portion and gives it on in pieces of a shard's
size; an actor, which loads the model once, scores a piece and writes its tables. Only entries come
back here. They are settled in the order of the sources, as in the local engine; then the piece's files
get their number and the journal says so. So what a worker did before it was killed counts for
nothing, or for good once it was told of here. A text's scores do not depend on what stands beside
it, so the results are the local engine's.
"""

from __future__ import annotations

import logging
import os
import secrets
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import CommentsError, RunError, SourceError
from comments.parsing.sources import Source
from comments.running.cluster_stages import (
    COLUMN,
    Job,
    Portion,
    Scored,
    Scorer,
    packed,
    read,
    unpacked,
)
from comments.running.folder import RunFolder
from comments.running.ledger import Ledger
from comments.running.log import Log
from comments.running.processes import cores
from comments.running.progress import Progress
from comments.running.remote import RemoteSource
from comments.running.settling import settle
from comments.running.stages import Reading
from comments.scoring.bundle import default_bundle
from comments.scoring.models import ModelInfo

if TYPE_CHECKING:
    from ray.data import Dataset

PORTION_SOURCES, PORTION_BYTES = 256, 64 * 1024**2
"""A task reads so many sources or bytes, whichever comes first: its reading process takes as long to
start as 40 pages to read. Neither depends on the cluster, so that shards do not either."""

SCORING_ATTEMPTS = 10
"""Times that a piece is scored again because its actor was lost, before it is blamed for that."""

INSTALL = "pip install 'comments-discourse[cluster]'"


def process(
    sources: Sequence[Source | SourceError],
    ledger: Ledger,
    folder: RunFolder,
    info: ModelInfo,
    settings: Reading,
    author_key: Callable[[], bytes | None],
    progress: Progress,
    log: Log,
    address: str | None = None,
) -> None:
    """Read and score what the ledger does not have yet, and settle all of it there.

    `info` tells of the model, which all machines must have at the same path. `address` is that of
    a Ray cluster ("auto": the one that this machine is part of); without it, Ray is started here for
    the time of the call. The run's folder, and sources without an address of their own, must have the
    same paths on all machines. Raises RunError where Ray cannot be had, and BundleError.
    """
    try:
        key: bytes | CommentsError | None = author_key()
    except CommentsError as error:
        key = error  # which it is only once a new document is read
    # The package, and the bundle in it, may lie elsewhere on another machine.
    model = "default" if info.path == default_bundle() else str(info.path.absolute())
    job = Job(RunFolder(folder.path.absolute()), model, info.digest, settings, key)
    portions = list(_portions(sources, ledger))
    if not portions:
        return
    with _ray(address) as ray:
        pieces = _in_order(_pipeline(portions, job, ray), len(portions))
        settle(pieces, portions, ledger, folder, settings, progress, log)


def _portions(sources: Iterable[Source | SourceError], ledger: Ledger) -> Iterator[Portion]:
    some: list[Source | SourceError] = []
    known: dict[str, str] = {}
    number = size = 0
    for source in sources:
        some.append(source)
        if isinstance(source, RemoteSource):
            size += source.size
        elif isinstance(source, Source):
            some[-1] = replace(source, path=source.path.absolute())
            size += _size(source.path)
        if isinstance(source, Source):
            known |= ledger.known(source)
        if len(some) >= PORTION_SOURCES or size >= PORTION_BYTES:
            yield Portion(number, some, known)
            some, known, number, size = [], {}, number + 1, 0
    if some:
        yield Portion(number, some, known)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # whatever is wrong with it comes out when it is read


@contextmanager
def _ray(address: str | None) -> Iterator[Any]:
    """Ray, joined or started unless the caller has done so; its errors become ours."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # its warnings are not for our users
    if address is None and "ray" not in sys.modules:
        # Its ports are open to the network; without the token nobody can do anything there.
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex(32))
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise RunError(f"--engine ray needs Ray, which is not installed; {INSTALL}") from error
    was_there = ray.is_initialized()
    if not was_there:
        _start(ray, address)
    try:
        yield ray
    except ray.exceptions.RayError as error:
        raise RunError(f"Ray gave up ({_last_line(error)}); run it again to go on") from error
    finally:
        if not was_there:
            ray.shutdown()


def _start(ray: Any, address: str | None) -> None:
    options: dict[str, Any] = {} if address else {"include_dashboard": False}
    if not address and cores() == 1:
        options["num_cpus"] = 2  # else reading waits for ever for the processor that scoring holds
    try:
        ray.init(address or "local", logging_level=logging.ERROR, log_to_driver=False, **options)
    except (ConnectionError, RuntimeError, ValueError) as error:
        where = f"at {address}" if address else "to be started here"
        raise RunError(f"no Ray {where} ({_last_line(error)}); check --address") from error


def _last_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {lines[-1][:200]}"


def _pipeline(portions: Sequence[Portion], job: Job, ray: Any) -> Dataset:
    """The stages on Ray Data: portions in, a row for each scored piece out, in any order."""
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # what it says, an exception says too
    cpus, gpus = (int(ray.cluster_resources().get(kind, 0)) for kind in ("CPU", "GPU"))
    with warnings.catch_warnings():
        # Ray copies settings that it deprecates; and how often a task of an actor is tried can only
        # be said in a way that it wants to give up, without another yet.
        warnings.simplefilter("ignore", DeprecationWarning)
        context = ray.data.DataContext.get_current().copy()
    context.target_max_block_size = 1  # each piece is a block, scored as soon as it is read
    context.enable_progress_bars = context.print_on_execution_start = False
    with ray.data.DataContext.current(context), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return (
            ray.data.from_arrow([packed(portion) for portion in portions])
            .map_batches(read, batch_size=1, batch_format="pyarrow", fn_args=(job,), num_cpus=1)
            .map_batches(
                Scorer,
                batch_size=1,
                batch_format="pyarrow",
                fn_constructor_args=(job,),
                compute=ray.data.ActorPoolStrategy(min_size=1, max_size=gpus or max(1, cpus)),
                num_cpus=1,
                num_gpus=1 if gpus else 0,
                max_restarts=-1,
                max_task_retries=SCORING_ATTEMPTS,
            )
        )


def _in_order(rows: Dataset, portions: int) -> Iterator[Scored]:
    """The pieces in the order of the sources, each once, however they come."""
    waiting: dict[tuple[int, int], Scored] = {}
    at = (0, 0)
    for row in rows.iter_rows():
        scored: Scored = unpacked(row[COLUMN])
        place = (scored.piece.portion, scored.piece.number)
        if place >= at:
            waiting.setdefault(place, scored)
        while (scored_next := waiting.pop(at, None)) is not None:
            yield scored_next
            portion, number = at
            at = (portion + 1, 0) if scored_next.piece.is_last else (portion, number + 1)
    if at != (portions, 0):
        raise RunError("Ray ended before everything was read; run it again to go on")
