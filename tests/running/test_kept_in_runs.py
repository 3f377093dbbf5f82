"""A researcher's own columns through a whole run: into its tables, and as groups of a comparison."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import comments
from comments import RunError
from comments.running.compare import compare

ROWS = [
    f"{n},Comment number {n} says something,{'bread' if n % 2 else 'oil'},en" for n in range(40)
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Forty comments on two topics."""
    file = tmp_path / "coded.csv"
    file.write_text("\n".join(["id,comment,topic,language", *ROWS]) + "\n", encoding="utf-8")
    return file


def test_kept_columns_stand_in_the_tables_of_a_run_and_make_groups(
    tiny: Path, table: Path, tmp_path: Path
) -> None:
    out, keep = tmp_path / "out", ["topic", "language"]
    found = comments.run(table, out, model=str(tiny), keep_columns=keep)
    topics = ["oil", "bread"] * 20
    assert list(found.comments.topic) == topics
    assert list(found.comments.table_language) == ["en"] * 40
    assert list(pd.read_csv(out / "comments.csv", encoding="utf-8-sig").topic) == topics
    written = compare(out, "topic")
    [shares] = [file for file in written if file.name == "comparison-by-topic.csv"]
    assert {"bread", "oil"} <= set(pd.read_csv(shares, encoding="utf-8-sig").astype(str).stack())


def test_a_page_without_columns_has_gaps_and_a_second_call_does_nothing(
    tiny: Path, table: Path, pages: Path, tmp_path: Path
) -> None:
    for is_second in (False, True):
        found = comments.run(
            [table, pages], tmp_path / "out", model=str(tiny), keep_columns=["topic"]
        )
        assert found.was_up_to_date is is_second
        assert found.comments.topic.isna().sum() == 6


def test_other_kept_columns_are_another_run(tiny: Path, table: Path, tmp_path: Path) -> None:
    comments.run(table, tmp_path / "out", model=str(tiny))
    with pytest.raises(RunError, match=r"kept columns was none, is now 'topic'.*--fresh"):
        comments.run(table, tmp_path / "out", model=str(tiny), keep_columns=["topic"])


def test_a_table_without_the_column_is_a_failure_that_names_its_columns(
    tiny: Path, table: Path, pages: Path, tmp_path: Path
) -> None:
    found = comments.run(
        [table, pages], tmp_path / "out", model=str(tiny), keep_columns=["condition"]
    )
    [failure] = found.failures
    assert failure.reason == (
        "no column 'condition'; its columns are 'id', 'comment', 'topic', 'language'"
    )
    assert len(found.articles) == 2
