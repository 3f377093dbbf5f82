"""One run, from the paths that a user names to the finished folder; and what it hands back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from comments.errors import RunError
from comments.parsing.sources import expand
from comments.reporting.provenance import Failure, Provenance
from comments.running import reports, results
from comments.running.engine import Options, process
from comments.running.folder import (
    RunFolder,
    author_key,
    clear,
    prepare,
    read_run_json,
    write_run_json,
)
from comments.running.journal import Entry, read_journal
from comments.running.progress import Progress, Silent
from comments.scoring import bundle as bundles

if TYPE_CHECKING:
    import pandas as pd

PACKAGE = "comments-discourse"
COMPLETE = "complete"
_LIBRARIES = ("torch", "transformers", "tokenizers", "pyarrow", "pandas", "matplotlib", "typst")


@dataclass(frozen=True, slots=True)
class Run:
    """A run's folder. `failures` are the sources that could not be read."""

    folder: RunFolder
    failures: tuple[Failure, ...]
    was_up_to_date: bool

    @property
    def articles(self) -> pd.DataFrame:
        """One row an article, columns as in `records.article_schema`."""
        return self._table("articles")

    @property
    def comments(self) -> pd.DataFrame:
        """One row a comment with its scores, columns as in `records.scored_schema`."""
        return self._table("comments")

    def _table(self, name: str) -> pd.DataFrame:
        import pandas as pd

        return pd.read_parquet(self.folder.table(name))

    def report(self) -> Path:
        """Write all documents of the run again; the path of the comparison report."""
        report(self.folder.path)
        return self.folder.comparison


def run(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    model: str = "default",
    columns: Mapping[str, str] | None = None,
    keep_authors: bool = False,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Read, score, study and report everything under `paths` into the folder `out`.

    A run that was stopped goes on where it was; new and changed pages alone are read and scored;
    the same call on the same pages changes nothing. `fresh` starts the folder over. `columns` name
    the columns of tables ("text" to "Kommentar").

    Raises RunError (no source can be read; another run's folder, a folder in use or not writable)
    and BundleError.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    info = bundles.inspect(bundles.resolve(model))
    folder = RunFolder(Path(out))
    with _Locked(folder):
        prepare(folder)
        if fresh:
            clear(folder)
        return _run(
            given,
            folder,
            info,
            columns=columns or {},
            keep_authors=keep_authors,
            progress=progress or Silent(),
        )


def report(out: str | Path, *, progress: Progress | None = None) -> None:
    """Write all documents of the finished run in `out` again. Raises RunError if there is none."""
    folder = RunFolder(Path(out))
    with finished(folder) as (record, found):
        everything = found.articles["article_id"].to_pylist()
        charts = reports.write_reports(
            folder, found, provenance_of(record), everything, progress or Silent()
        )
        write_run_json(folder, record | {"charts": charts})


@contextmanager
def finished(folder: RunFolder) -> Iterator[tuple[dict[str, Any], results.Results]]:
    """Record and results of the finished run in `folder`, held against other runs meanwhile.

    Raises RunError if there is none.
    """
    record = read_run_json(folder)
    if record is None or record.get("status") != COMPLETE:
        raise RunError(
            f"{folder.path}: no finished run here; start or finish one with `comments run`"
        )
    with _Locked(folder):
        found = results.published(folder)
        if found is None:
            raise RunError(f"{folder.path}: a table is missing; run `comments run` again")
        yield record, found


def _run(
    given: list[str | Path],
    folder: RunFolder,
    info: bundles.BundleInfo,
    *,
    columns: Mapping[str, str],
    keep_authors: bool,
    progress: Progress,
) -> Run:
    started = time.monotonic()
    settings = _settings(info, columns=columns, keep_authors=keep_authors)
    before = read_run_json(folder)
    _refuse_other_settings(before, settings, folder)
    under_way: dict[str, Any] = {
        "status": "running",
        "inputs": [str(p) for p in given],
        "settings": settings,
    }
    if before is None:
        # The settings come first, so that what a killed run leaves is not mixed with other ones.
        write_run_json(folder, under_way)
    entries = _process(
        list(expand(given)),
        folder,
        info,
        columns=columns,
        keep_authors=keep_authors,
        progress=progress,
    )
    found = results.gather(folder, entries)
    if not found.articles.num_rows:
        _give_up(folder, found.failures, is_first=before is None)
    # After a run that did not end, no report can be told to be of the present tables.
    was_complete = before is not None and before.get("status") == COMPLETE
    if before and was_complete and _is_finished(folder, found, before):
        if before["inputs"] != under_way["inputs"]:
            write_run_json(folder, before | {"inputs": under_way["inputs"]})
        return Run(folder, found.failures, was_up_to_date=not results.drop_shards(folder))
    due = reports.due_reports(folder, results.published(folder) if was_complete else None, found)
    # Until the end the record names all reports that may be here, so that none is left behind.
    ours = sorted(reports.file_names(found))
    before_names = [] if before is None else before.get("reports", [])
    under_way |= {"reports": sorted({*ours, *before_names})}
    write_run_json(folder, under_way)
    if not results.are_published(folder, found):
        reports.drop_comparisons(folder, progress)
    results.publish(folder, found)
    scored = time.monotonic()
    record = under_way | {
        "counts": results.counts(found, len(entries)),
        "failures": [asdict(failure) for failure in found.failures],
    }
    charts = reports.write_reports(folder, found, provenance_of(record), due, progress)
    reports.delete(folder, set(before_names) - set(ours))
    record |= {
        "status": COMPLETE,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {name: version(name) for name in _LIBRARIES},
        "seconds": {
            "reading and scoring": round(scored - started, 1),
            "reporting": round(time.monotonic() - scored, 1),
        },
        "reports": ours,
        "charts": charts,
    }
    write_run_json(folder, record)
    return Run(folder, found.failures, was_up_to_date=False)


def _is_finished(folder: RunFolder, found: results.Results, record: Mapping[str, Any]) -> bool:
    return results.are_published(folder, found) and reports.are_whole(
        folder, found, record.get("charts", [])
    )


def _give_up(folder: RunFolder, failures: tuple[Failure, ...], *, is_first: bool) -> NoReturn:
    """Nothing could be read: say so, and leave earlier results as they are."""
    results.publish_failures(folder, failures)
    if is_first:
        folder.run_json.unlink()
    if not failures:
        raise RunError("no saved page among these files; name files or folders of pages")
    number = "the only source" if len(failures) == 1 else f"none of the {len(failures):,} sources"
    could = "could not be read" if len(failures) == 1 else "could be read"
    raise RunError(f"{number} {could}; see the reasons in {folder.failures} and name other paths")


def _process(
    sources: list[Any],
    folder: RunFolder,
    info: bundles.BundleInfo,
    *,
    columns: Mapping[str, str],
    keep_authors: bool,
    progress: Progress,
) -> dict[str, Entry]:
    loaded: list[bundles.Bundle] = []

    def bundle() -> bundles.Bundle:
        if not loaded:
            progress.say(f"Loading   model {info.name} {info.version}")
            loaded.append(bundles.open_checked(info))
        return loaded[0]

    stored = results.stored_ids(folder)
    ledger = {
        name: entry
        for name, entry in read_journal(folder.journal).items()
        if entry.reason is not None or entry.article_id in stored
    }

    @cache
    def key() -> bytes | None:
        return None if keep_authors else author_key(folder, has_pseudonyms=bool(stored))

    options = Options(keep_authors, key, columns)
    return process(sources, ledger, folder, bundle, options, progress)


def _settings(
    info: bundles.BundleInfo, *, columns: Mapping[str, str], keep_authors: bool
) -> dict[str, str]:
    """Everything that the tables depend on beside the sources."""
    return {
        "package": f"{PACKAGE} {version(PACKAGE)}",
        "model": f"{info.name} {info.version}",
        "model digest": info.digest,
        "authors": "names kept" if keep_authors else "pseudonyms",
        "columns": ", ".join(f"{f}={c}" for f, c in sorted(columns.items())) or "by their names",
    }


def _refuse_other_settings(
    record: Mapping[str, Any] | None, settings: Mapping[str, str], folder: RunFolder
) -> None:
    before = {} if record is None else record.get("settings", {})
    changed = [name for name in settings if name in before and before[name] != settings[name]]
    if changed:
        differences = ", ".join(f"{n} was {before[n]}, is now {settings[n]}" for n in changed)
        raise RunError(
            f"{folder.path}: made with other settings ({differences}); "
            "choose another --out, or start this one over with --fresh"
        )


def provenance_of(record: Mapping[str, Any]) -> Provenance:
    """What the documents say of their origin, from a finished run's record."""
    settings = record["settings"]
    return Provenance(
        package_version=settings["package"].removeprefix(f"{PACKAGE} "),
        model_name=settings["model"],
        model_digest=settings["model digest"],
        settings={"authors": settings["authors"]},
        sources=record["counts"]["sources"],
        failures=tuple(Failure(**failure) for failure in record["failures"]),
    )


class _Locked:
    """The folder, made if need be and held against other runs; disk errors become RunErrors."""

    def __init__(self, folder: RunFolder) -> None:
        from filelock import FileLock

        self._folder = folder
        self._lock = FileLock(folder.lock, timeout=0)

    def __enter__(self) -> None:
        from filelock import Timeout

        path = self._folder.path
        try:
            if path.exists() and not path.is_dir():
                raise RunError(f"{path}: is a file; choose a folder for --out")
            path.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout as error:
            raise RunError(
                f"{self._folder.path}: another run is writing here; wait for it or choose another --out"
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lock.release()
        if isinstance(error, OSError):
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> RunError:
        what = (error.strerror or str(error)).lower()
        file = error.filename or self._folder.path
        is_ours = self._folder.path in (Path(str(file)), *Path(str(file)).parents)
        remedy = "check --out and the space on the disk" if is_ours else "check this file"
        return RunError(f"{file}: {what}; {remedy}")
