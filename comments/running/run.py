"""One run, from the paths that a user names to the finished folder; and what it hands back."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import RunError
from comments.parsing.sources import expand
from comments.reporting.provenance import Failure, Provenance
from comments.running import reports, results
from comments.running.engine import Options, process
from comments.running.folder import RunFolder, author_key, read_run_json, write_run_json
from comments.running.journal import Entry, read_journal
from comments.running.progress import Progress, Silent
from comments.scoring import bundle as bundles

if TYPE_CHECKING:
    import pandas as pd

PACKAGE = "comments-discourse"
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

        file = self.folder.table(name)
        if not file.exists():
            raise RunError(
                f"{self.folder.path}: no source could be read, so there are no tables; see failures.csv"
            )
        return pd.read_parquet(file)

    def report(self) -> Path:
        """Write all documents of the run again; the path of the comparison report."""
        report(self.folder.path)
        return self.folder.comparison


def run(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    model: str = "default",
    keep_authors: bool = False,
    fresh: bool = False,
    progress: Progress | None = None,
) -> Run:
    """Read, score, study and report everything under `paths` into the folder `out`.

    A run that was stopped goes on where it was; new and changed pages alone are read and scored;
    the same call on the same pages changes nothing. `fresh` starts the folder over.

    Raises RunError (another run's folder, a folder in use or not writable) and BundleError.
    """
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    info = bundles.inspect(bundles.resolve(model))
    folder = RunFolder(Path(out))
    with _Locked(folder):
        if fresh:
            _clear(folder)
        return _run(given, folder, info, keep_authors=keep_authors, progress=progress or Silent())


def report(out: str | Path, *, progress: Progress | None = None) -> None:
    """Write all documents of the finished run in `out` again. Raises RunError if there is none."""
    folder = RunFolder(Path(out))
    record = read_run_json(folder)
    if record is None or record.get("status") != "complete":
        raise RunError(
            f"{folder.path}: no finished run here; start or finish one with `comments run`"
        )
    with _Locked(folder):
        entries = read_journal(folder.journal)
        sources = set(results.stored(folder, "articles")["source"].to_pylist())
        current = {
            n: e for n, e in entries.items() if n in sources or e.reason or e.copy_of in sources
        }
        found = results.gather(folder, current)
        provenance = _provenance(record["settings"], len(current), found.failures)
        everything = found.articles["article_id"].to_pylist()
        reports.write_reports(folder, found, provenance, everything, progress or Silent())


def _run(
    given: list[str | Path],
    folder: RunFolder,
    info: bundles.BundleInfo,
    *,
    keep_authors: bool,
    progress: Progress,
) -> Run:
    started = time.monotonic()
    settings = _settings(info, keep_authors=keep_authors)
    record = read_run_json(folder)
    _refuse_other_settings(record, settings, folder)
    was_complete = record is not None and record.get("status") == "complete"
    sources = list(expand(given))
    entries = _process(sources, folder, info, keep_authors=keep_authors, progress=progress)
    found = results.gather(folder, entries)
    if not found.articles.num_rows:
        results.publish_failures(folder, found.failures)
        return Run(folder, found.failures, was_up_to_date=False)
    if was_complete and results.are_published(folder, found) and reports.are_whole(folder, found):
        return Run(folder, found.failures, was_up_to_date=True)
    # After a run that did not end, no report can be told to be of the present tables.
    old = results.published_ids(folder) if was_complete else frozenset()
    record = {"status": "running", "inputs": [str(p) for p in given], "settings": settings}
    write_run_json(folder, record)
    results.publish(folder, found)
    scored = time.monotonic()
    stale = [i for i in found.articles["article_id"].to_pylist() if i not in old]
    provenance = _provenance(settings, len(entries), found.failures)
    reports.write_reports(folder, found, provenance, stale, progress)
    record |= {
        "status": "complete",
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {name: version(name) for name in _LIBRARIES},
        "counts": results.counts(found, len(entries)),
        "seconds": {
            "reading and scoring": round(scored - started, 1),
            "reporting": round(time.monotonic() - scored, 1),
        },
    }
    write_run_json(folder, record)
    return Run(folder, found.failures, was_up_to_date=False)


def _process(
    sources: list[Any],
    folder: RunFolder,
    info: bundles.BundleInfo,
    *,
    keep_authors: bool,
    progress: Progress,
) -> dict[str, Entry]:
    loaded: list[bundles.Bundle] = []

    def bundle() -> bundles.Bundle:
        if not loaded:
            progress.say(f"Loading   model {info.name} {info.version}")
            loaded.append(bundles.load(info.path))
        return loaded[0]

    stored = results.stored_ids(folder)
    ledger = {
        name: entry
        for name, entry in read_journal(folder.journal).items()
        if entry.reason is not None or entry.article_id in stored
    }
    options = Options(keep_authors, None if keep_authors else author_key(folder))
    return process(sources, ledger, folder, bundle, options, progress)


def _settings(info: bundles.BundleInfo, *, keep_authors: bool) -> dict[str, str]:
    """Everything that the tables depend on beside the sources."""
    return {
        "package": f"{PACKAGE} {version(PACKAGE)}",
        "model": f"{info.name} {info.version}",
        "model digest": info.digest,
        "authors": "names kept" if keep_authors else "pseudonyms",
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


def _provenance(
    settings: Mapping[str, str], sources: int, failures: tuple[Failure, ...]
) -> Provenance:
    shown = {name: value for name, value in settings.items() if name in ("authors",)}
    return Provenance(
        package_version=settings["package"].removeprefix(f"{PACKAGE} "),
        model_name=settings["model"],
        model_digest=settings["model digest"],
        settings=shown,
        sources=sources,
        failures=failures,
    )


def _clear(folder: RunFolder) -> None:
    """Delete what earlier runs made here, and nothing else; the author key stays."""
    for name in ("articles", "comments"):
        folder.table(name).unlink(missing_ok=True)
        folder.csv(name).unlink(missing_ok=True)
    for file in (folder.run_json, folder.failures, folder.comparison, folder.journal):
        file.unlink(missing_ok=True)
    for made in (folder.shards, folder.path / "articles", folder.path / "charts"):
        shutil.rmtree(made, ignore_errors=True)


class _Locked:
    """The folder, made if need be and held against other runs; disk errors become RunErrors."""

    def __init__(self, folder: RunFolder) -> None:
        from filelock import FileLock

        self._folder = folder
        self._lock = FileLock(folder.lock, timeout=0)

    def __enter__(self) -> None:
        from filelock import Timeout

        try:
            self._folder.path.mkdir(parents=True, exist_ok=True)
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
        return RunError(
            f"{error.filename or self._folder.path}: {what}; check --out and the space on the disk"
        )
