"""Tables as known tools write them: each in `data` reads as the JSON beside it, checked by hand."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from table_samples import read

from comments.parsing.documents import Thread
from comments.parsing.tables import matches

TABLES = sorted(
    path for path in (Path(__file__).parent / "data").iterdir() if path.suffix != ".json"
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_table_reads_as_checked_by_hand(table: Path) -> None:
    found = [
        {"name": thread.name} | asdict(thread.reading)
        for thread in read(table.read_bytes(), table.name)
        if isinstance(thread, Thread)
    ]
    expected = json.loads(table.with_suffix(".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == expected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_table_is_recognised(table: Path) -> None:
    assert matches(table.read_bytes())
