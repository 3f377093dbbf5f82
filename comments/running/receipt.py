"""The receipt of a run: what it read, by which settings, and with which code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from comments.reporting.receipt import Receipt, digest_of
from comments.running.journal import Entry

_CODE = frozenset({".py", ".toml", ".typ", ".js", ".css", ".html", ".mplstyle"})


def receipt_of(
    entries: Iterable[Entry], settings: Mapping[str, Any], documents: Mapping[str, Any]
) -> Receipt:
    """The receipt of what a run has read, with the settings that it read and writes by."""
    # A document that could not be opened has no digest; that it could not is part of the figures.
    read = [entry.sha256 or f"{entry.reason}" for entry in entries]
    return Receipt(digest_of(read), digest_of([settings, documents]), code_digest())


def recorded(receipt: Receipt) -> dict[str, str]:
    """A receipt as it stands in `run.json`."""
    return {"hash": receipt.hash, **asdict(receipt)}


def receipt_in(record: Mapping[str, Any]) -> Receipt | None:
    """The receipt in a run's record; runs of earlier versions have none."""
    parts = record.get("receipt")
    return None if parts is None else Receipt(parts["inputs"], parts["settings"], parts["code"])


def renewed(record: Mapping[str, Any], documents: Mapping[str, Any]) -> dict[str, str] | None:
    """The record's receipt for documents that are written anew, by this code."""
    receipt = receipt_in(record)
    if receipt is None:
        return None
    settings = digest_of([record["settings"], documents])
    return recorded(replace(receipt, settings=settings, code=code_digest()))


@cache
def code_digest() -> str:
    """SHA-256 over the package's files with their names, in order of these."""
    package = Path(__file__).parents[1]
    found = hashlib.sha256()
    for file in sorted(f for f in package.rglob("*") if f.suffix in _CODE and f.is_file()):
        found.update(f"{file.relative_to(package).as_posix()}\n".encode())
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()
