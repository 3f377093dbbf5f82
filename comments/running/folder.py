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

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

KEY_BYTES = 32
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠\t\r\n|%]")


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
    def journal(self) -> Path:
        """One line a source that is done: the ledger that a re-run goes by."""
        return self.path / "journal.jsonl"

    @property
    def shards(self) -> Path:
        """Numbered pieces of the two tables while a run is under way."""
        return self.path / "shards"

    @property
    def author_key(self) -> Path:
        """Key of the pseudonyms. Deleting it makes them impossible to tie to names."""
        return self.path / "author.key"

    @property
    def lock(self) -> Path:
        """Held by the process that writes here."""
        return self.path / ".lock"

    def table(self, name: str) -> Path:
        """`articles.parquet` or `comments.parquet`."""
        return self.path / f"{name}.parquet"

    def csv(self, name: str) -> Path:
        """The same table for a spreadsheet."""
        return self.path / f"{name}.csv"

    def shard(self, number: int, name: str) -> Path:
        """A numbered piece of a table."""
        return self.shards / f"{number:06d}.{name}.parquet"

    def article_report(self, stem: str) -> Path:
        """The report on one article."""
        return self.path / "articles" / f"{stem}.pdf"


def write_table(table: pa.Table, path: Path) -> None:
    """Write Parquet, whole or not at all."""
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd")
    write_atomically(path, buffer.getvalue())


def read_table(path: Path, schema: pa.Schema) -> pa.Table:
    """Read Parquet with exactly `schema`. Raises RunError for a damaged or foreign file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError) as error:
        raise RunError(f"{path}: not a readable table ({error}); run again with --fresh") from error
    if not table.schema.equals(schema):
        raise RunError(f"{path}: its columns are not this version's; run again with --fresh")
    return table


def to_csv(frame: pd.DataFrame) -> bytes:
    """A table as a spreadsheet opens it: UTF-8 with BOM, lists joined by `;`, formulas neutralised.

    A text cell that a spreadsheet could take for a formula gets an apostrophe before it (OWASP, "CSV
    Injection"); the Parquet tables hold the texts unchanged.
    """
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype.kind not in "biuf":
            safe[name] = [_cell(value) for value in safe[name]]
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    if hasattr(value, "__iter__"):
        return _cell(";".join(map(str, value)))
    return value


def read_run_json(folder: RunFolder) -> dict[str, Any] | None:
    """What the folder says of its run; None where there is none. Raises RunError if damaged."""
    if not folder.run_json.exists():
        return None
    try:
        value = json.loads(folder.run_json.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise RunError(
            f"{folder.run_json}: not readable ({error}); run again with --fresh"
        ) from error
    if not isinstance(value, dict):
        raise RunError(f"{folder.run_json}: not a run's record; choose another --out")
    return value


def write_run_json(folder: RunFolder, value: dict[str, Any]) -> None:
    """Write `run.json`."""
    text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    write_atomically(folder.run_json, text.encode("utf-8", "replace"))


def author_key(folder: RunFolder) -> bytes:
    """The study's pseudonym key, made on first use, readable by its owner alone."""
    if not folder.author_key.exists():
        write_atomically(folder.author_key, secrets.token_hex(KEY_BYTES).encode() + b"\n")
        folder.author_key.chmod(0o600)
    return folder.author_key.read_bytes().strip()
