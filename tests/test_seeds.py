"""The README's first command: the five seeds, with the model that ships, and no network."""

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from comments.records import article_schema, scored_schema

SEEDS = Path(__file__).parents[1] / "seeds"

OFFLINE = """
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
from comments.cli import main
main()
"""
"""The command line in a process that cannot so much as make a socket."""


def comments(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", OFFLINE, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("study") / "seeds"
    done = comments("run", str(SEEDS), "--out", str(folder))
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    return folder


def test_five_articles_and_24_scored_comments_come_of_it(out: Path) -> None:
    articles = pd.read_parquet(out / "articles.parquet")
    scored = pd.read_parquet(out / "comments.parquet")
    assert list(articles.columns) == article_schema().names
    assert list(scored.columns) == scored_schema().names
    assert list(articles.found_comments) == [12, 0, 12, 0, 0]
    assert list(articles.declared_comments.fillna(-1)) == [12, -1, 12, -1, -1]
    assert not any(len(warnings) for warnings in articles.warnings)
    assert scored.sentiment.notna().all()
    eleventh = scored[scored.article_id == articles.article_id[2]].iloc[10]
    second = scored[scored.article_id == articles.article_id[2]].iloc[1]
    assert scored.duplicate_of.dropna().to_dict() == {eleventh.name: second.comment_id}


def test_each_article_and_the_run_have_their_report(out: Path) -> None:
    names = sorted(file.stem for file in SEEDS.glob("*.txt"))
    assert sorted(file.stem for file in (out / "articles").glob("*.pdf")) == names
    assert (out / "comparison.pdf").read_bytes().startswith(b"%PDF-")
    assert (out / "failures.csv").read_text(encoding="utf-8-sig").splitlines() == [
        "source,reason,remedy"
    ]
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["status"] == "complete"


def test_the_same_command_again_says_that_there_is_nothing_to_do(out: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()}
    again = comments("run", str(SEEDS), "--out", str(out))
    assert again.returncode == 0
    assert "Nothing to do" in again.stderr
    after = {file: file.stat().st_mtime_ns for file in out.rglob("*") if file.is_file()}
    assert {f: t for f, t in after.items() if f.name != ".lock"} == {
        f: t for f, t in before.items() if f.name != ".lock"
    }
