"""The ledger of a run: which sources are done, with which content, and what came of each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from comments.durable import append_line
from comments.errors import SourceError


@dataclass(frozen=True, slots=True)
class Entry:
    """One page or thread of a source. `sha256` of its content, None where it could not be had.

    Either `article_id` and `shard` are set, or `reason` and `remedy`. `copy_of` names the source
    that gave the same article before.
    """

    source: str
    sha256: str | None
    article_id: str | None = None
    shard: int | None = None
    copy_of: str | None = None
    reason: str | None = None
    remedy: str | None = None


def failed(error: SourceError, sha256: str | None = None) -> Entry:
    """The entry of a source that could not be read."""
    return Entry(error.source, sha256, reason=error.reason, remedy=error.remedy)


def read_journal(path: Path) -> dict[str, Entry]:
    """Entries by source, the last one of each. A last line cut by a crash is passed over."""
    entries: dict[str, Entry] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = Entry(**json.loads(line))
            except (ValueError, TypeError):
                continue
            entries[entry.source] = entry
    return entries


def write_entries(path: Path, entries: list[Entry]) -> None:
    """Append entries durably, in one write."""
    lines = "\n".join(json.dumps(asdict(e), ensure_ascii=True) for e in entries)
    if lines:
        append_line(path, lines)
