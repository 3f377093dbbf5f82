"""The run folder: where everything lies, and how tables get to disk and back."""

from __future__ import annotations

import io
import json
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.durable import write_atomically
from comments.errors import RunError
from comments.parsing.sources import RUN_MARK
from comments.records import article_schema, scored_schema
from comments.running.journal import read_journal

if TYPE_CHECKING:
    import pyarrow as pa

KEY_BYTES = 32
KEPT_COLUMNS = "kept columns"
"""The setting in `run.json` that names them."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """Paths of a run. Nothing is written outside `path`."""

    path: Path

    @property
    def run_json(self) -> Path:
        """Inputs, settings, versions, model, counts, timings."""
        return self.path / "run.json"

    @property
    def failures(self) -> Path:
        """Sources that could not be read, each with the reason and the remedy."""
        return self.path / "failures.csv"

    @property
    def comparison(self) -> Path:
        """The report on the whole run."""
        return self.path / "comparison.pdf"

    @property
    def explorer(self) -> Path:
        """The page to filter, search and read the comments in."""
        return self.path / "index.html"

    @property
    def journal(self) -> Path:
        """One line a source that is done: the ledger that a re-run goes by."""
        return self.path / RUN_MARK

    @property
    def shards(self) -> Path:
        """Numbered pieces of the two tables while a run is under way."""
        return self.path / "shards"

    @property
    def author_key(self) -> Path:
        """Key of the pseudonyms. Deleting it makes them impossible to tie to names."""
        return self.path / "author.key"

    @property
    def log(self) -> Path:
        """What happened when, one JSON object a line."""
        return self.path / "log.jsonl"

    @property
    def lock(self) -> Path:
        """Held by the process that writes here."""
        return self.path / ".lock"

    @property
    def evidence(self) -> Path:
        """The words that hostile and sectarian scores rest on, where a run explained them."""
        return self.table("evidence")

    @property
    def explained(self) -> Path:
        """Numbered pieces of the evidence while a run explains."""
        return self.path / ".explained"

    def table(self, name: str) -> Path:
        """`articles.parquet` or `comments.parquet`."""
        return self.path / f"{name}.parquet"

    def csv(self, name: str) -> Path:
        """The same table for a spreadsheet."""
        return self.path / f"{name}.csv"

    def shard(self, number: int, name: str) -> Path:
        """A numbered piece of a table."""
        return self.shards / f"{number:06d}.{name}.parquet"

    @property
    def articles(self) -> Path:
        """The reports on single articles."""
        return self.path / "articles"

    @property
    def charts(self) -> Path:
        """Each chart of the comparison as a picture, with its numbers."""
        return self.path / "charts"

    @property
    def comparisons(self) -> Path:
        """What `comments compare` wrote about the present tables."""
        return self.path / "comparisons"

    def article_report(self, stem: str) -> Path:
        """The report on one article."""
        return self.articles / f"{stem}.pdf"


def prepare(folder: RunFolder) -> None:
    """Make the folder a run's: new, empty, or an earlier run's; scraps of a killed run are removed.

    Raises RunError where it holds somebody's files: ours would mix with them.
    """
    if not _is_ours(folder):
        visible = {file for file in folder.path.iterdir() if not file.name.startswith(".")}
        if others := visible - {folder.author_key}:
            raise RunError(
                f"{folder.path}: holds other files ({min(others).name}); "
                "choose an empty or a new folder for --out"
            )
    if not folder.journal.exists():
        folder.journal.touch()
    for scrap in folder.path.rglob(".*.partial"):
        scrap.unlink()


def _is_ours(folder: RunFolder) -> bool:
    """Whether a run of ours wrote the journal or the record that lies here."""
    if folder.journal.is_file():
        return folder.journal.stat().st_size == 0 or bool(read_journal(folder.journal))
    return folder.run_json.is_file()


def clear(folder: RunFolder) -> None:
    """Delete what earlier runs made here, and nothing else; the author key stays."""
    made = [folder.run_json, folder.log, folder.failures, folder.comparison, folder.explorer]
    made += [
        path
        for name in ("articles", "comments", "evidence")
        for path in (folder.table(name), folder.csv(name))
    ]
    made += [folder.articles / name for name in _recorded(folder, "reports")]
    made += [folder.charts / name for name in _recorded(folder, "charts")]
    made += folder.shards.glob("*.parquet")
    made += folder.explained.glob("*.parquet")
    made += folder.comparisons.glob("*")
    for file in made:
        file.unlink(missing_ok=True)
    folder.journal.write_bytes(b"")


def _recorded(folder: RunFolder, kind: str) -> list[str]:
    """Names of files that a run made here, as its record lists them; none where it is damaged."""
    try:
        record = read_run_json(folder) or {}
    except RunError:
        return []
    return [
        name for name in record.get(kind, []) if isinstance(name, str) and name == Path(name).name
    ]


def write_table(table: pa.Table, path: Path) -> None:
    """Write Parquet, whole or not at all."""
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    write_atomically(path, buffer.getvalue())


def table_schema(folder: RunFolder, name: str) -> pa.Schema:
    """Columns of a run's `articles` or `comments`, those included that its user keeps of tables."""
    return article_schema() if name == "articles" else scored_schema(_kept(folder))


def _kept(folder: RunFolder) -> list[str]:
    record = read_run_json(folder) or {"settings": {}}
    return [str(name) for name in record["settings"].get(KEPT_COLUMNS, [])]


def read_table(path: Path, schema: pa.Schema) -> pa.Table:
    """Read Parquet with exactly `schema`. Raises RunError for a damaged or foreign file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise damaged(path, error) from error
    if not table.schema.equals(schema):
        raise RunError(f"{path}: its columns are not this version's; run again with --fresh")
    return table


def damaged(path: Path, error: Exception) -> RunError:
    """What to tell a user whose table cannot be read.

    Where the system refused, the table may be whole: nothing is to be started over then.
    """
    if isinstance(error, OSError) and error.errno is not None:
        why = (error.strerror or str(error)).splitlines()[0][:160]
        return RunError(f"{path}: {why.lower()}; check this file and the disk")
    what = (str(error).splitlines() or [type(error).__name__])[0][:160]
    return RunError(f"{path}: not a readable table ({what}); run again with --fresh")


def read_run_json(folder: RunFolder) -> dict[str, Any] | None:
    """What the folder says of its run; None where there is none. Raises RunError if damaged."""
    try:
        value = json.loads(folder.run_json.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise damaged(folder.run_json, error) from error
    except ValueError as error:
        raise RunError(
            f"{folder.run_json}: not readable ({error}); run again with --fresh"
        ) from error
    if not isinstance(value, dict) or not isinstance(value.get("settings"), dict):
        raise RunError(f"{folder.run_json}: not a run's record; choose another --out")
    return value


def write_run_json(folder: RunFolder, value: dict[str, Any]) -> None:
    """Write `run.json`."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    write_atomically(folder.run_json, text.encode("utf-8", "replace"))


def author_key(folder: RunFolder, *, has_pseudonyms: bool) -> bytes:
    """The study's pseudonym key, made on first use, readable by its owner alone.

    Raises RunError for a damaged key (with a short one, names could be guessed) and for a key that
    is gone though pseudonyms were made with it: a reader would get a second one.
    """
    if not folder.author_key.exists():
        if has_pseudonyms:
            raise RunError(
                f"{folder.author_key}: deleted, and new pages would get other pseudonyms; "
                "restore it, or run again with --fresh"
            )
        key = secrets.token_hex(KEY_BYTES).encode() + b"\n"
        write_atomically(folder.author_key, key, mode=0o600)
    key = folder.author_key.read_bytes().strip()
    if not re.fullmatch(rb"[0-9a-f]{%d}" % (2 * KEY_BYTES), key):
        raise RunError(
            f"{folder.author_key}: damaged; restore it, or delete it and run again with --fresh"
        )
    return key
