"""Deriving a run's figures again from its inputs, to see whether they are the same."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import RunError
from comments.parsing.sources import Source, expand
from comments.running.folder import RunFolder, read_run_json, read_table, table_schema
from comments.running.progress import Progress, Silent
from comments.running.results import COPY
from comments.running.run import COMPLETE, documents_of, run
from comments.scoring import models

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was derived again. `note` says what differs, or what was left out."""

    what: str
    is_same: bool
    note: str = ""


def verify(
    out: str | Path,
    paths: Sequence[str | Path] = (),
    *,
    model: str = "default",
    progress: Progress | None = None,
) -> list[Check]:
    """Read, score and report the inputs of the finished run in `out` once more, in a folder of its own
    that is deleted, and compare: the receipt, both tables (as CSV too), the numbers behind every chart, all PDFs.

    `paths` are where the inputs lie now, if not where the run found them; sources have other names
    then, so that tables are compared without these and documents, which print them, not at all. Nothing in `out` is
    changed, and no score is taken from the cache.

    Raises RunError where there is no finished run, the inputs are gone, or `model` is another one.
    """
    folder = RunFolder(Path(out))
    record = read_run_json(folder)
    if record is None or record.get("status") != COMPLETE or not record.get("receipt"):
        raise RunError(f"{folder.path}: no finished run here; finish it with `comments run`")
    info, settings = models.inspect(model), record["settings"]
    if info.digest != settings["model digest"]:
        raise RunError(
            f"{folder.path}: made with the model {settings['model']} (SHA-256 "
            f"{settings['model digest'][:12]}…), not with {info.name} {info.version}; name its folder with --model"
        )
    inputs = list(paths) or record["inputs"]
    if not any(isinstance(source, Source) for source in expand(inputs)):
        raise RunError(
            f"{folder.path}: its pages are not here any more ({', '.join(map(str, inputs))}); "
            "name the place where they lie now behind the folder"
        )
    with tempfile.TemporaryDirectory(prefix="comments-verify-") as place:
        again = RunFolder(Path(place) / "run")
        again.path.mkdir()
        if folder.author_key.exists():
            shutil.copyfile(folder.author_key, again.author_key)
        reading = record["reading"]
        run(
            inputs,
            again.path,
            model=model,
            columns=reading["columns"],
            keep_columns=reading["keep_columns"],
            keep_authors=reading["keep_authors"],
            languages=reading["languages"],
            outlets=reading["outlets"],
            explain=record["explain"],
            cache=False,
            documents=documents_of(record),
            progress=progress or Silent(),
        )
        return list(_compared(folder, again, record, is_elsewhere=bool(paths)))


def _compared(
    folder: RunFolder, again: RunFolder, record: dict[str, Any], *, is_elsewhere: bool
) -> Iterator[Check]:
    now = read_run_json(again) or {}
    was, found = record["receipt"], now["receipt"]
    parts = [part for part in was if part != "hash" and was[part] != found[part]]
    yield Check(
        f"receipt {was['hash'][:16]}",
        was == found,
        f"other {' and '.join(parts)}: now {found['hash'][:16]}" if parts else "",
    )
    has_key = record["reading"]["keep_authors"] or folder.author_key.exists()
    without = [*(["source"] if is_elsewhere else []), *([] if has_key else ["author"])]
    for name in ("articles", "comments"):
        yield _same_table(folder, again, name, without)
        if not without:
            yield _same_file(folder.csv(name), again.csv(name))
    yield _same_failures(folder, again, record, now, is_elsewhere=is_elsewhere)
    for chart in record["charts"]:
        if chart.endswith(".csv"):
            yield _same_file(folder.charts / chart, again.charts / chart)
    if not is_elsewhere:
        yield _same_file(folder.comparison, again.comparison)
        for report in record["reports"]:
            yield _same_file(folder.articles / report, again.articles / report)


def _same_table(folder: RunFolder, again: RunFolder, name: str, without: Sequence[str]) -> Check:
    """Whether both tables hold the same rows, apart from the columns `without`."""
    note = f"compared without {' and '.join(without)}" if without else ""
    if not without and filecmp.cmp(folder.table(name), again.table(name), shallow=False):
        return Check(f"{name}.parquet", is_same=True)
    was, now = (_table(f, name, without) for f in (folder, again))
    if was.equals(now):
        return Check(f"{name}.parquet", is_same=True, note=note)
    if was.num_rows != now.num_rows:
        return Check(
            f"{name}.parquet", is_same=False, note=f"{was.num_rows:,} rows, now {now.num_rows:,}"
        )
    columns = [c for c in was.column_names if not was[c].equals(now[c])]
    return Check(f"{name}.parquet", is_same=False, note=f"other values of {', '.join(columns)}")


def _table(folder: RunFolder, name: str, without: Sequence[str]) -> pa.Table:
    table = read_table(folder.table(name), table_schema(folder, name))
    if "source" in without and "warnings" in table.column_names:
        table = _without_copies(table)
    return table.drop_columns([c for c in without if c in table.column_names])


def _without_copies(articles: pa.Table) -> pa.Table:
    """The articles without the names of their copies, which are sources too."""
    import pyarrow as pa

    place = articles.schema.get_field_index("warnings")
    kind = articles.schema.field(place)
    kept = [
        [COPY if warning.startswith(COPY) else warning for warning in warnings]
        for warnings in articles["warnings"].to_pylist()
    ]
    return articles.set_column(place, kind, pa.array(kept, kind.type))


def _same_failures(
    folder: RunFolder,
    again: RunFolder,
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    *,
    is_elsewhere: bool,
) -> Check:
    """Whether the same sources could not be read, for the same reasons; elsewhere by the reasons alone."""
    if not is_elsewhere or not was["failures"]:
        return _same_file(folder.failures, again.failures)
    reasons, found = ([f["reason"] for f in one["failures"]] for one in (was, now))
    return Check(folder.failures.name, reasons == found, "compared without source")


def _same_file(was: Path, now: Path) -> Check:
    what = (
        was.name
        if was.parent.name not in ("articles", "charts")
        else f"{was.parent.name}/{was.name}"
    )
    if not was.exists() or not now.exists():
        return Check(
            what, is_same=False, note="is missing" if not was.exists() else "is not made any more"
        )
    return Check(what, was.read_bytes() == now.read_bytes())
