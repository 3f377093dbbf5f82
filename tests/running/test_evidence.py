"""The words that scores rest on, as a run works them out and keeps them."""

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


def test_a_run_that_is_stopped_while_it_explains_goes_on_behind_what_was_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "AT_ONCE", 1)
    (tmp_path / "page.txt").write_text(page("A story of a vote", HOSTILE), encoding="utf-8")
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    all_of_it = Explained()
    run(tmp_path / "page.txt", whole, explain=True, progress=all_of_it)
    assert all_of_it.done == len(HOSTILE)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "page.txt", stopped, explain=True, progress=Explained(2))
    rest = Explained()
    run(tmp_path / "page.txt", stopped, progress=rest)
    assert rest.done == 1
    found, expected = (pd.read_parquet(out / "evidence.parquet") for out in (stopped, whole))
    pd.testing.assert_frame_equal(found, expected)
