"""A finished run that tests begin with, made once for all of them."""

import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from samples import save_pages

from comments.running.run import run


@pytest.fixture(scope="session")
def _finished(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a finished run over `pages`, named so from the folder that it lies in."""
    place = tmp_path_factory.mktemp("finished")
    save_pages(place / "pages")
    with chdir(place):
        run(["pages"], "out", model=str(tiny), cache=False)
    return place / "out"


@pytest.fixture
def done(_finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, `out`, in a working folder in which `pages` are those of the fixture."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copytree(_finished, tmp_path / "out"))
