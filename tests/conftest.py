"""Pages, a small model bundle, and the command line, for all tests."""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from comments.cli import main
from comments.scoring import bundle as bundles
from comments.scoring.bundle import Bundle

NOBODY = 65534
THANKS = (
    ("Anna", "Thank you for this very good article."),
    ("Bob", "You stupid liar, shut up!"),
    ("Carl", "The vote is next Tuesday."),
)
INSULTS = (
    ("Dora", "This is nonsense, as always."),
    ("Anna", "I agree with the mayor on this."),
    ("Emil", "When will it be built?"),
)


def page(
    title: str, comments: Sequence[tuple[str, str]] = (), *, declared: int | None = None
) -> str:
    """A saved page as plain text, with a comment section if there are comments."""
    article = (
        f"{title}\n\nBy Jane Roe\nMay 3, 2021\n\n"
        "The mayor presented a plan for the farmers on Monday. It will cost two million and take "
        "three years, she said.\n\nThe council will vote on it next week, and most of its members "
        "have said that they agree.\n\n"
    )
    if not comments:
        return article
    blocks = "\n".join(f"{author}\n{text}\nReply\n" for author, text in comments)
    return f"{article}{len(comments) if declared is None else declared} Comments\n\n{blocks}"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of two pages with three comments each."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "plan.txt").write_text(page("Mayor presents a plan", THANKS), encoding="utf-8")
    (folder / "vote.txt").write_text(page("Council votes on it", INSULTS), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def default_bundle() -> Bundle:
    """The bundle that ships with the package."""
    return bundles.load(bundles.default_bundle())


def make_bundle(folder: Path, *, version: str = "1", seed: int = 1) -> Path:
    """A sound bundle of a few random weights: everything works, its scores mean nothing."""
    import torch
    from safetensors.torch import save_file
    from transformers import BertConfig

    from comments.scoring.heads import HEADS
    from comments.scoring.network import Network
    from comments.scoring.storage import EMBEDDINGS, pack

    shipped = bundles.default_bundle()
    config = json.loads((shipped / "config.json").read_text(encoding="utf-8"))
    config |= {"name": "tiny", "version": version}
    config["encoder"] |= {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config["encoder"] |= {"intermediate_size": 64}
    random = torch.Generator().manual_seed(seed)
    state = {
        name: torch.randn(value.shape, generator=random)
        for name, value in Network(BertConfig(**config["encoder"])).state_dict().items()
    }
    rows = (config["encoder"]["vocab_size"], 32)
    state[EMBEDDINGS] = torch.randint(-8, 8, rows, generator=random) * 0.125
    calibration = {
        head.name: {
            "scale": [1.0],
            "offset": [0.0] * len(head.labels),
            **({} if head.exclusive else {"threshold": [0.5] * len(head.labels)}),
        }
        for head in HEADS
    }
    folder.mkdir(parents=True)
    save_file(pack(state), folder / "model.safetensors")
    (folder / "tokenizer.json").write_bytes((shipped / "tokenizer.json").read_bytes())
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "calibration.json").write_text(json.dumps(calibration), encoding="utf-8")
    (folder / "evaluation.json").write_text('{"n": 0}', encoding="utf-8")
    (folder / "README.md").write_text("# tiny\n\nIts scores mean nothing.\n", encoding="utf-8")
    bundles.write_sums(folder)
    return folder


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a small bundle that loads in no time."""
    return make_bundle(tmp_path_factory.mktemp("bundles") / "tiny")


class Outcome(NamedTuple):
    """What a command left: exit status, standard output, lines of standard error."""

    status: int
    out: str
    err: list[str]


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
