"""The comparison report of a run by another column than the outlet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pypdf import PdfReader

import comments
from comments import RunError
from comments.running.run import Run

ROWS = [f"{n},Comment number {n} says something,{'bread' if n % 2 else 'oil'}" for n in range(40)]


@pytest.fixture
def done(tiny: Path, tmp_path: Path) -> Run:
    """A run of forty comments on two topics."""
    file = tmp_path / "coded.csv"
    file.write_text("\n".join(["id,comment,topic", *ROWS]) + "\n", encoding="utf-8")
    return comments.run(file, tmp_path / "out", model=str(tiny), keep_columns=["topic"])


def words(pdf: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())


def groups(run: Run) -> set[str]:
    table = pd.read_csv(run.folder.charts / "groups.csv", encoding="utf-8-sig")
    return set(table["group"].astype(str))


def test_a_users_column_makes_the_groups_of_the_report_and_its_charts(done: Run) -> None:
    assert "Shares by topic" not in words(done.folder.comparison)
    text = words(done.report(by="topic"))
    assert "Shares by topic" in text
    assert "All measures in all groups by topic" in text
    assert groups(done) == {"bread", "oil"}


def test_a_report_that_names_no_column_keeps_the_last(done: Run) -> None:
    done.report(by="topic")
    assert "Shares by topic" in words(done.report())


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("camp", "no column camp in the articles or comments"),
        ("author", "persons are not compared"),
        ("parser", "one group of parser, nothing to compare"),
        ("frames", "one comment has several of these"),
    ],
)
def test_a_column_that_makes_no_groups_is_refused_and_the_report_stays(
    done: Run, by: str, said: str
) -> None:
    before = done.folder.comparison.read_bytes()
    with pytest.raises(RunError, match=said):
        done.report(by=by)
    assert done.folder.comparison.read_bytes() == before
