"""Language, paper and quotes of a run's documents: recorded, changeable, and no reason to score."""

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import comments
from comments import RunError
from comments.running.run import Run

TABLES = ("articles.parquet", "comments.parquet", "articles.csv", "comments.csv")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def go(pages: Path, tiny: Path, out: Path, **documents: Any) -> Run:
    return comments.run([pages], out, model=str(tiny), **documents)


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in TABLES}


def recorded(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "run.json").read_text("utf-8"))["documents"]
    return found


def languages(out: Path) -> set[str]:
    files = [out / "comparison.pdf", *(out / "articles").glob("*.pdf")]
    return {PdfReader(file).trailer["/Root"]["/Lang"] for file in files}


def test_reports_are_in_english_on_a4_without_quotes_unless_asked(pages, tiny, out):
    go(pages, tiny, out)
    assert languages(out) == {"en"}
    expected = {"language": "en", "paper": "a4", "quotes": False, "nastaliq": False}
    assert expected.items() <= recorded(out).items()


def test_another_language_draws_every_report_anew_and_changes_no_table(pages, tiny, out):
    go(pages, tiny, out)
    before = contents(out)
    run = go(pages, tiny, out, language="ur")
    assert not run.was_up_to_date
    assert languages(out) == {"ur"}
    assert contents(out) == before
    assert recorded(out)["language"] == "ur"
    assert go(pages, tiny, out, language="ur").was_up_to_date


def test_a_report_keeps_the_settings_that_are_not_named(pages, tiny, out):
    run = go(pages, tiny, out, language="fr")
    run.report(paper="letter")
    assert languages(out) == {"fr"}
    assert {"language": "fr", "paper": "letter"}.items() <= recorded(out).items()
    width = PdfReader(out / "comparison.pdf").pages[0].mediabox.width
    assert round(width / 72, 1) == 8.5


@pytest.mark.parametrize("wrong", [{"language": "de"}, {"paper": "a3"}])
def test_what_is_not_offered_is_said_with_what_is(pages, tiny, out, wrong):
    (name, value) = next(iter(wrong.items()))
    with pytest.raises(RunError, match=f"{name} {value}: choose one of "):
        go(pages, tiny, out, **wrong)
    assert not out.exists()
