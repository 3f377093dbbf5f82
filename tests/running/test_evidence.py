"""The words that scores rest on, as a run works them out and keeps them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from samples import page

from comments.running import evidence
from comments.running.progress import Silent
from comments.running.run import run

HOSTILE = [
    ("Ann", "You stupid liar, shut up!"),
    ("Ben", "Shut up, you stupid liar!"),
    ("Cem", "What a stupid liar you are, shut up!"),
]


class Explained(Silent):
    """Counts the comments that are explained, and stops the run (Ctrl-C) at the one numbered `last`."""

    def __init__(self, last: int | None = None) -> None:
        self.done, self._last = 0, last

    @contextmanager
    def stage(self, name: str, total: int | None, unit: str) -> Iterator["Explained"]:
        yield self if name == "Explaining" else Explained()

    def advance(self, count: int = 1) -> None:
        if self.done == self._last:
            raise KeyboardInterrupt
        self.done += count

    def expect(self, total: int | None) -> None:
        """What is expected is not what is done."""


@pytest.fixture(scope="module")
def default_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run that explained the comments of `page.txt` beside it."""
    place = tmp_path_factory.mktemp("explained")
    (place / "page.txt").write_text(page("A story of a vote", HOSTILE), encoding="utf-8")
    all_of_it = Explained()
    run(place / "page.txt", place / "whole", explain=True, progress=all_of_it)
    assert all_of_it.done == len(HOSTILE)
    return place / "whole"


def test_a_run_that_is_stopped_while_it_explains_goes_on_behind_what_was_explained(
    tmp_path: Path, default_run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "AT_ONCE", 1)
    pages, stopped = default_run.parent / "page.txt", tmp_path / "stopped"
    with pytest.raises(KeyboardInterrupt):
        run(pages, stopped, explain=True, progress=Explained(2))
    rest = Explained()
    run(pages, stopped, progress=rest)
    assert rest.done == 1
    names = ("evidence.parquet", "evidence.csv")
    assert [(stopped / n).read_bytes() for n in names] == [
        (default_run / n).read_bytes() for n in names
    ]
    assert len(pd.read_parquet(stopped / "evidence.parquet")) > 0


def test_what_was_kept_and_was_not_yet_deleted_when_a_run_was_killed_is_not_doubled(
    tmp_path: Path, default_run: Path
) -> None:
    out = shutil.copytree(default_run, tmp_path / "out")
    before = (out / "evidence.parquet").read_bytes()
    (out / ".explained").mkdir()
    shutil.copyfile(out / "evidence.parquet", out / ".explained" / "000001.parquet")
    (out / "comments.csv").unlink()
    nothing = Explained()
    run(default_run.parent / "page.txt", out, progress=nothing)
    assert nothing.done == 0
    assert (out / "evidence.parquet").read_bytes() == before
    assert not (out / ".explained").exists()
