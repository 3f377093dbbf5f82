"""What tests share beside fixtures: pages, and a small bundle."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from comments.scoring import bundle as bundles

THANKS = (
    ("Anna", "Thank you for this very good article."),
    ("Barbara", "You stupid liar, shut up!"),
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


def save_pages(folder: Path) -> Path:
    """A new folder of two pages with three comments each."""
    folder.mkdir()
    (folder / "plan.txt").write_text(page("Mayor presents a plan", THANKS), encoding="utf-8")
    (folder / "vote.txt").write_text(page("Council votes on it", INSULTS), encoding="utf-8")
    return folder


def make_bundle(folder: Path, *, version: str = "1", seed: int = 1) -> Path:
    """A sound bundle of a few random weights: everything works, its scores mean nothing."""
    import torch
    from safetensors.torch import save_file
    from transformers import BertConfig

    from comments.scoring.heads import HEADS
    from comments.scoring.network import Network
    from comments.scoring.storage import EMBEDDINGS, pack
    from comments.scoring.surface import SURFACE_LOGITS

    shipped = bundles.default_bundle()
    config = json.loads((shipped / "config.json").read_text(encoding="utf-8"))
    config |= {"name": "tiny", "version": version, "format": bundles.FORMAT}
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
            "surface": [1.0 if head.exclusive else 0.0],
            "offset": [0.0] * len(head.labels),
            **({} if head.exclusive else {"threshold": [0.5] * len(head.labels)}),
        }
        for head in HEADS
    }
    folder.mkdir(parents=True)
    save_file(pack(state), folder / "model.safetensors")
    grams = {
        "surface.weights": torch.randint(-9, 9, (64, SURFACE_LOGITS), generator=random).char(),
        "surface.scale": torch.full((SURFACE_LOGITS,), 0.01),
        "surface.bias": torch.zeros(SURFACE_LOGITS),
    }
    save_file(grams, folder / "surface.safetensors")
    for weights in folder.glob("*.safetensors"):
        weights.chmod(0o644)  # safetensors keeps its files from other users
    (folder / "tokenizer.json").write_bytes((shipped / "tokenizer.json").read_bytes())
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    (folder / "calibration.json").write_text(json.dumps(calibration), encoding="utf-8")
    (folder / "evaluation.json").write_text('{"n": 0}', encoding="utf-8")
    (folder / "README.md").write_text("# tiny\n\nIts scores mean nothing.\n", encoding="utf-8")
    bundles.write_sums(folder)
    return folder


class Outcome(NamedTuple):
    """What a command left: exit status, standard output, lines of standard error."""

    status: int
    out: str
    err: list[str]
