"""Fit the weights of the character n-grams (comments/scoring/surface.py) on the model's own corpus.

    python scripts/train_surface.py CORPUS OUT [--epochs 4]

CORPUS is what prepare_data.py wrote. OUT is the folder of a finished training: it receives
surface.safetensors, which `scripts/build_bundle.py` puts into the bundle, and surface.jsonl with the
loss on the calibration half of dev after each epoch; the epoch with the lowest is kept.

The losses are those of `scripts/train.py`: a set trains only what it answers. Sets count by the square
root of their size, so that large ones do not drown small ones.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import torch
from build_bundle import calibration_rows
from safetensors.torch import save_file
from torch import Tensor
from train import UNKNOWN, exclusive_losses

from comments.scoring.surface import SURFACE_HEADS, SURFACE_LOGITS, ngrams

BUCKETS = 2**19
BATCH = 2_048
LEARNING_RATE = 0.3
DECAY = 2e-6
SEED = 1


@dataclass(frozen=True)
class Texts:
    """N-grams of texts in one run, `starts` (texts + 1,), their labels, and what each text weighs."""

    buckets: Tensor
    starts: Tensor
    labels: dict[str, Tensor]
    weight: Tensor

    def __len__(self) -> int:
        return len(self.weight)


def read(rows: list[dict[str, Any]], *, weigh_sets: bool) -> Texts:
    found, counts = [], []
    for start in range(0, len(rows), 5_000):
        part = [row["text"] for row in rows[start : start + 5_000]]
        owner, bucket = ngrams(part, BUCKETS)
        found.append(bucket.astype(np.int32))
        counts.append(np.bincount(owner, minlength=len(part)))
    starts = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    labels = {
        name: torch.tensor([UNKNOWN if row[name] is None else int(row[name]) for row in rows])
        for name in ("sentiment", "level", "hostile", "framing", "sectarian")
    }
    labels["sectarian_weight"] = torch.ones(len(rows))
    labels["has_neutral"] = torch.tensor([row["has_neutral"] is not False for row in rows])
    size = Counter(row["source"] for row in rows)
    weight = [size[row["source"]] ** -0.5 if weigh_sets else 1.0 for row in rows]
    scaled = torch.tensor(weight) / (sum(weight) / len(weight))
    return Texts(torch.from_numpy(np.concatenate(found)), torch.from_numpy(starts), labels, scaled)


def losses(logits: Tensor, labels: dict[str, Tensor]) -> Tensor:
    """Loss of each text, shape (texts,)."""
    sizes = [len(head.labels) for head in SURFACE_HEADS]
    tone, level, framing = torch.split(logits, sizes, dim=1)
    return exclusive_losses(tone, level, framing, labels, smoothing=0.0)


def logits_of(texts: Texts, rows: Tensor, bag: torch.nn.EmbeddingBag, bias: Tensor) -> Tensor:
    first, last = texts.starts[rows], texts.starts[rows + 1]
    sizes = last - first
    offsets = torch.cat([sizes.new_zeros(1), sizes.cumsum(0)[:-1]])
    within = torch.arange(int(sizes.sum())) - offsets.repeat_interleave(sizes)
    picked = texts.buckets[first.repeat_interleave(sizes) + within].long()
    total: Tensor = bag(picked, offsets)
    return total / sizes.clamp(min=1).sqrt()[:, None] + bias


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    train = read(pq.read_table(arguments.corpus / "train.parquet").to_pylist(), weigh_sets=True)
    held = read(calibration_rows(arguments.corpus / "dev.parquet"), weigh_sets=False)
    bag = torch.nn.EmbeddingBag(BUCKETS, SURFACE_LOGITS, mode="sum", sparse=True)
    torch.nn.init.zeros_(bag.weight)
    bias = torch.nn.Parameter(torch.zeros(SURFACE_LOGITS))
    optimiser = torch.optim.Adagrad([bag.weight, bias], lr=LEARNING_RATE)
    best, kept = float("inf"), {}
    for epoch in range(arguments.epochs):
        order = torch.randperm(len(train))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            labels = {name: value[rows] for name, value in train.labels.items()}
            each = losses(logits_of(train, rows, bag, bias), labels)
            optimiser.zero_grad()
            (each * train.weight[rows]).sum().div(BATCH).backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            with torch.no_grad():
                bag.weight.mul_(1 - DECAY * BATCH * LEARNING_RATE)
        with torch.no_grad():
            found = losses(logits_of(held, torch.arange(len(held)), bag, bias), held.labels)
        loss = float(found.mean())
        with (arguments.out / "surface.jsonl").open("a") as file:
            file.write(json.dumps({"epoch": epoch + 1, "held-out loss": round(loss, 4)}) + "\n")
        print(f"epoch {epoch + 1} held-out loss {loss:.4f}", flush=True)
        if loss < best:
            best = loss
            kept = {"weights": bag.weight.detach().clone(), "bias": bias.detach().clone()}
    scale = kept["weights"].abs().amax(dim=0).clamp(min=1e-12) / 127
    save_file(
        {
            "surface.weights": (kept["weights"] / scale).round().to(torch.int8),
            "surface.scale": scale,
            "surface.bias": kept["bias"],
        },
        arguments.out / "surface.safetensors",
    )


if __name__ == "__main__":
    main()
