"""Pages, a small model bundle, and the command line, for all tests."""

import contextlib
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# `samples` is found in every import mode of pytest.
sys.path.insert(0, str(Path(__file__).parent))

from samples import Outcome, make_bundle, save_pages

from comments.cli import main
from comments.scoring import bundle as bundles
from comments.scoring.bundle import Bundle

NOBODY = 65534


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a score cache of its own, made on first use."""
    monkeypatch.setenv("COMMENTS_CACHE", str(tmp_path_factory.getbasetemp() / secrets.token_hex(8)))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages with three comments each."""
    return save_pages(tmp_path / "pages")


@pytest.fixture(scope="session")
def default_bundle() -> Bundle:
    """The bundle that ships with the package."""
    return bundles.load(bundles.default_bundle())


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small bundle that loads in no time."""
    return make_bundle(tmp_path_factory.mktemp("bundles") / "tiny")


@pytest.fixture
def command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Runs `comments` with some arguments."""

    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["comments", *map(str, arguments)])
        capsys.readouterr()
        status = 0
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return Outcome(status, out, err.splitlines())

    return call


@pytest.fixture
def unprivileged() -> Callable[[], contextlib.AbstractContextManager[None]]:
    """A stretch in which permissions count, also where the tests run as root."""
    if os.name != "posix":
        pytest.skip("permissions are another matter on this system")

    @contextlib.contextmanager
    def stretch() -> Iterator[None]:
        user = os.geteuid()
        if user == 0:
            os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(user)

    return stretch


@pytest.fixture
def common() -> Iterator[Path]:
    """A folder that every user of the machine may enter and write to; pytest's own are private."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)
