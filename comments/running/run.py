"""One run, from the paths that a user names to the finished folder; and what it hands back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from comments.errors import RunError, SourceError
from comments.parsing.language import LANGUAGES
from comments.parsing.outlets import by_domain
from comments.parsing.sources import expand
from comments.reporting.provenance import Failure, Provenance
from comments.reporting.settings import DEFAULTS, DocumentSettings, as_record, of_record
from comments.running import cluster, reports, results
from comments.running.columns import check_columns
from comments.running.engine import process
from comments.running.evidence import write_evidence
from comments.running.folder import (
    KEPT_COLUMNS,
    RunFolder,
    author_key,
    clear,
    prepare,
    read_run_json,
    write_run_json,
)
from comments.running.journal import Entry, read_journal
from comments.running.ledger import Ledger
from comments.running.lock import Locked
from comments.running.log import Log
from comments.running.losses import losses, told
from comments.running.progress import Progress, Silent
from comments.running.receipt import receipt_in, receipt_of, recorded, renewed
from comments.running.remote import expand_anywhere
from comments.running.stages import Reading
from comments.running.stored import survey
from comments.scoring import models
from comments.scoring.cache import ScoreCache
from comments.scoring.languages import outside_by_language

if TYPE_CHECKING:
    import pandas as pd

PACKAGE = "comments-discourse"
COMPLETE = "complete"
REWRITING = "documents are being written again"
"""In the record of a finished run until all are."""
LOCAL, RAY = "local", "ray"
"""The engines."""
UNCALIBRATED = "not calibrated: as the checkpoints of the panel give them"
SHOWN_SETTINGS = ("authors", "probabilities")
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

    def report(
        self,
        *,
        language: str | None = None,
        paper: str | None = None,
        quotes: bool | None = None,
        nastaliq: bool | None = None,
        by: str | None = None,
    ) -> Path:
        """Write all documents of the run again; the path of the comparison report.

        What is None stays as it was, see `DocumentSettings`. Raises RunError.
        """
        report(
            self.folder.path,
            language=language,
            paper=paper,
            quotes=quotes,
            nastaliq=nastaliq,
            by=by,
        )
        return self.folder.comparison


def run(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    model: str = "default",
    columns: Mapping[str, str] | None = None,
    keep_columns: Sequence[str] = (),
    keep_authors: bool = False,
    languages: Sequence[str] | None = None,
    outlets: Mapping[str, str] | None = None,
    configuration: Mapping[str, Any] | None = None,
    fresh: bool = False,
    explain: bool = False,
    cache: bool = True,
    documents: DocumentSettings = DEFAULTS,
    engine: str = LOCAL,
    address: str | None = None,
    progress: Progress | None = None,
) -> Run:
    """Read, score, study and report everything under `paths` into the folder `out`.

    A run that was stopped goes on where it was; new and changed pages alone are read and scored;
    the same call on the same pages changes nothing. `fresh` starts the folder over. `explain` finds the
    words that hostile and sectarian scores rest on, in this and all later calls. `columns` name
    the columns of tables ("text" to "Kommentar"); those in `keep_columns` go into the comments' table
    as they are (see `records.kept_name`). `languages` are the study's (ISO 639-1 codes), `outlets` its
    names of outlets by domain. `configuration` is recorded as it is. Other settings of the `documents` draw them anew
    and change no table. Without the `cache`, scores of earlier runs are neither used nor kept; the
    `engine` RAY never uses it. It works on the Ray cluster at `address`, or on one that it starts here,
    takes addresses such as s3://bucket/prefix among the paths, and makes the same tables as LOCAL.

    Raises RunError (no source can be read; another run's folder, a folder in use or not writable)
    and BundleError.
    """
    if engine not in (LOCAL, RAY):
        raise RunError(f"--engine {engine}: there is no such engine; use {LOCAL} or {RAY}")
    if address is not None and engine != RAY:
        raise RunError(f"--address is that of a Ray cluster; give --engine {RAY} with it")
    given = [paths] if isinstance(paths, (str, Path)) else list(paths)
    info = models.inspect(model)
    folder = RunFolder(Path(out))
    with Locked(folder):
        prepare(folder)
        if fresh:
            _refuse_without_files(given, folder, engine)
            clear(folder)
        return _run(
            given,
            folder,
            info,
            Reading(
                keep_authors,
                columns or {},
                tuple(dict.fromkeys(keep_columns)),
                tuple(languages or LANGUAGES),
                by_domain(outlets or {}),
            ),
            configuration=configuration or {},
            documents=documents,
            explain=explain,
            uses_cache=cache,
            engine=engine,
            address=address,
            progress=progress or Silent(),
        )


def report(
    out: str | Path,
    *,
    language: str | None = None,
    paper: str | None = None,
    quotes: bool | None = None,
    nastaliq: bool | None = None,
    by: str | None = None,
    progress: Progress | None = None,
) -> None:
    """Write all documents of the finished run in `out` again, with those of its document settings
    changed that are not None. Raises RunError if there is no such run, language or paper, and where
    `by` makes no groups to compare.
    """
    folder = RunFolder(Path(out))
    with finished(folder) as (record, found):
        documents = documents_of(record).changed(
            language=language, paper=paper, quotes=quotes, nastaliq=nastaliq, by=by
        )
        if by is not None:
            check_columns(folder, by)
        everything = found.articles["article_id"].to_pylist()
        before = dict(record)
        # The documents are this code's, whichever made the tables.
        record |= {
            "documents": as_record(documents),
            "receipt": renewed(record, as_record(documents)),
        }
        # Until the last is written, some are as before, and `run` must not leave them so.
        write_run_json(folder, before | {REWRITING: True})
        charts = reports.write_reports(
            folder, found, provenance_of(record), documents, everything, progress or Silent()
        )
        record.pop(REWRITING, None)
        write_run_json(folder, record | {"charts": charts})


@contextmanager
def finished(folder: RunFolder) -> Iterator[tuple[dict[str, Any], results.Results]]:
    """Record and results of the finished run in `folder`, held against other runs meanwhile.

    Raises RunError if there is none.
    """
    _finished_record(folder)  # the lock would leave a file where there is no run
    with Locked(folder):
        record = _finished_record(folder)
        found = results.published(folder)
        if found is None:
            raise RunError(f"{folder.path}: a table is missing; run `comments run` again")
        yield record, found


def _finished_record(folder: RunFolder) -> dict[str, Any]:
    record = read_run_json(folder)
    if record is None or record.get("status") != COMPLETE:
        raise RunError(
            f"{folder.path}: no finished run here; start or finish one with `comments run`"
        )
    return record


def _run(
    given: list[str | Path],
    folder: RunFolder,
    info: models.ModelInfo,
    reading: Reading,
    *,
    configuration: Mapping[str, Any],
    documents: DocumentSettings,
    explain: bool,
    uses_cache: bool,
    engine: str,
    address: str | None,
    progress: Progress,
) -> Run:
    started = time.monotonic()
    settings = _settings(info, reading)
    before = read_run_json(folder)
    _refuse_other_settings(before, settings, folder)
    under_way: dict[str, Any] = {
        "status": "running",
        "inputs": [str(p) for p in given],
        "settings": settings,
        "reading": asdict(reading),
        "configuration": dict(configuration),
        "documents": as_record(documents),
        "explain": explain or (before or {}).get("explain", False),
    }
    if before is None:
        # The settings come first, so that what a killed run leaves is not mixed with other ones.
        write_run_json(folder, under_way)
    opened, log = _opener(info, progress), Log(folder.log)
    entries = _process(
        list(expand(given) if engine == LOCAL else expand_anywhere(given)),
        folder,
        info,
        opened,
        reading,
        uses_cache=uses_cache,
        engine=engine,
        address=address,
        progress=progress,
        log=log,
    )
    found = results.gather(folder, entries)
    if not found.index.num_rows:
        _give_up(folder, found.failures, is_first=before is None)
    # After a run that did not end, no report can be told to be of the present tables.
    was_complete = before is not None and before.get("status") == COMPLETE
    as_before = (
        before is not None
        and was_complete
        and REWRITING not in before
        and documents_of(before) == documents
        and before.get("explain", False) == under_way["explain"]
    )
    if before and as_before and _is_finished(folder, found, before):
        if before["inputs"] != under_way["inputs"]:
            write_run_json(folder, before | {"inputs": under_way["inputs"]})
        return Run(folder, found.failures, was_up_to_date=not results.drop_shards(folder))
    due = reports.due_reports(folder, results.published(folder) if as_before else None, found)
    # Until the end the record names all reports that may be here, so that none is left behind.
    ours = sorted(reports.file_names(found))
    before_names = [] if before is None else before.get("reports", [])
    under_way |= {"reports": sorted({*ours, *before_names})}
    write_run_json(folder, under_way)
    log.begin()
    if not results.are_published(folder, found):
        reports.drop_comparisons(folder, progress)
    results.publish(folder, found)
    scored = time.monotonic()
    log.event("tables", seconds=round(scored - started, 1))
    outside = outside_by_language(
        results.rows(folder, "comments", ("text", "language", "removal")), info.languages
    )
    if outside:
        progress.say(
            f"Left out  {outside.total():,} comments in a language outside the model, not scored"
        )
    receipt = receipt_of(entries.values(), settings, as_record(documents))
    record = under_way | {
        "receipt": recorded(receipt),
        "model languages": None if info.languages is None else sorted(info.languages),
        "counts": results.counts(found, len(entries)),
        "losses": losses(folder, datetime.now(UTC).date()),
        "not scored: language outside the model": dict(outside.most_common()),
        "failures": [asdict(failure) for failure in found.failures],
    }
    if under_way["explain"]:
        write_evidence(folder, opened, progress)
    charts = reports.write_reports(folder, found, provenance_of(record), documents, due, progress)
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
    log.event("finished", seconds=round(time.monotonic() - started, 1), counts=record["counts"])
    for line in told(record["counts"], record["losses"]):
        progress.say(line)
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


def _refuse_without_files(given: list[str | Path], folder: RunFolder, engine: str) -> None:
    """Raise RunError where a run that starts over would have nothing to read: a misspelt path must not
    cost the results that are here."""
    found: list[Any] = []
    for source in expand(given) if engine == LOCAL else expand_anywhere(given):
        if not isinstance(source, SourceError):
            return
        found.append(source)
    what = str(found[0]) if found else "no saved page among these files"
    raise RunError(f"{what}; nothing in {folder.path} was deleted")


def _opener(info: models.ModelInfo, progress: Progress) -> Callable[[], models.Model]:
    """Loads the model when it is first needed."""

    @cache
    def opened() -> models.Model:
        progress.say(f"Loading   model {info.name} {info.version}")
        return models.open_checked(info)

    return opened


def _process(
    sources: list[Any],
    folder: RunFolder,
    info: models.ModelInfo,
    opened: Callable[[], models.Model],
    reading: Reading,
    *,
    uses_cache: bool,
    engine: str,
    address: str | None,
    progress: Progress,
    log: Log,
) -> dict[str, Entry]:
    stored = survey(folder).articles
    ledger = {
        name: entry
        for name, entry in read_journal(folder.journal).items()
        if entry.reason is not None or entry.article_id in stored
    }

    @cache
    def key() -> bytes | None:
        return None if reading.keep_authors else author_key(folder, has_pseudonyms=bool(stored))

    known = Ledger(ledger, sources)
    log.event("started", sources=len(sources), known=len(ledger), engine=engine)
    if engine == RAY:
        cluster.process(sources, known, folder, info, reading, key, progress, log, address)
        return known.entries
    with ScoreCache(warn=progress.say) if uses_cache else nullcontext() as scored_before:
        process(
            *(sources, known, folder, opened, reading, key, progress, log),
            cache=scored_before,
        )
    return known.entries


def _settings(info: models.ModelInfo, reading: Reading) -> dict[str, Any]:
    """Everything that the tables depend on beside the sources."""
    return {
        "package": f"{PACKAGE} {version(PACKAGE)}",
        "model": f"{info.name} {info.version}",
        "model digest": info.digest,
        **({} if models.is_calibrated(info) else {"probabilities": UNCALIBRATED}),
        "authors": "names kept" if reading.keep_authors else "pseudonyms",
        "columns": ", ".join(f"{f}={c}" for f, c in sorted(reading.columns.items()))
        or "by their names",
        KEPT_COLUMNS: list(reading.keep_columns),
        "languages": list(reading.languages),
        "outlets": [f"{name}={outlet}" for name, outlet in sorted(reading.outlets.items())],
    }


def _refuse_other_settings(
    record: Mapping[str, Any] | None, settings: Mapping[str, Any], folder: RunFolder
) -> None:
    before = {} if record is None else record.get("settings", {})
    changed = [name for name in settings if name in before and before[name] != settings[name]]
    if changed:
        differences = ", ".join(
            f"{n} was {_shown(before[n])}, is now {_shown(settings[n])}" for n in changed
        )
        raise RunError(
            f"{folder.path}: made with other settings ({differences}); "
            "choose another --out, or start this one over with --fresh"
        )


def _shown(setting: Any) -> str:
    if not isinstance(setting, list):
        return str(setting)
    return " and ".join(map(repr, setting)) or "none"


def provenance_of(record: Mapping[str, Any]) -> Provenance:
    """What the documents say of their origin, from a finished run's record."""
    settings = record["settings"]
    given = Provenance("", "", "", inputs=tuple(record["inputs"]))
    return replace(
        given,
        package_version=settings["package"].removeprefix(f"{PACKAGE} "),
        model_name=settings["model"],
        model_digest=settings["model digest"],
        settings={name: settings[name] for name in SHOWN_SETTINGS if name in settings},
        sources=record["counts"]["sources"],
        failures=tuple(
            Failure(**{**failure, "source": given.place(failure["source"])})
            for failure in record["failures"]
        ),
        languages=None if (known := record.get("model languages")) is None else tuple(known),
        outside=record.get("not scored: language outside the model", {}),
        receipt=receipt_in(record),
        drawn_by=version(PACKAGE),
    )


def documents_of(record: Mapping[str, Any]) -> DocumentSettings:
    """How the documents of a run were last written, from its record."""
    return of_record(record.get("documents", {}))
