"""What a trained network says of training texts, for the questions that their sets do not answer.

    python scripts/soft_labels.py ENCODER CORPUS OUT TRAINED… [--rows-a-set 2500]

Each TRAINED is the folder of a finished training; of several, one started from the other, the weights are
averaged (Wortsman et al. 2022, "Model soups"). OUT receives the logits of up to --rows-a-set rows of every
set as safetensors: `rows` (rows,) indices into train.parquet, `logits` (rows, all labels), which
`scripts/train.py --soft` learns beside the sets' own labels (self-training with soft labels: Hinton et
al. 2015, "Distilling the Knowledge in a Neural Network"). Sets that were made, not collected, get none.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import pyarrow.parquet as pq
import torch
from build_bundle import WINDOW, logits_of, trained_state
from safetensors.torch import save_file
from tokenizers import Tokenizer
from transformers import BertConfig

from comments.scoring.inference import Encoder, fastest_type
from comments.scoring.storage import pack

MADE = frozenset({"written", "contrasts", "scenes", "functions", "swapped"})
"""Sets whose every question is answered by whoever wrote them."""


def chosen(sources: list[str], rows_a_set: int) -> list[int]:
    """Indices of up to `rows_a_set` rows of every set, in order; the same ones every time."""
    rng = random.Random(1)
    rows: dict[str, list[int]] = {}
    for i, source in enumerate(sources):
        if source not in MADE:
            rows.setdefault(source, []).append(i)
    return sorted(
        i for indices in rows.values() for i in rng.sample(indices, min(rows_a_set, len(indices)))
    )


def averaged(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of each weight."""
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("encoder", "corpus", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("trained", type=Path, nargs="+")
    parser.add_argument("--rows-a-set", type=int, default=2_500)
    arguments = parser.parse_args()
    config = BertConfig.from_json_file(arguments.encoder / "config.json")
    states = [trained_state(arguments.encoder, trained) for trained in arguments.trained]
    packed = pack(averaged(states))
    encoder = Encoder(packed, config.to_dict(), fastest_type())
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    tokenizer.enable_truncation(WINDOW)
    corpus = pq.read_table(arguments.corpus / "train.parquet", columns=["text", "source"])
    rows = chosen(corpus["source"].to_pylist(), arguments.rows_a_set)
    texts = corpus["text"].take(rows).to_pylist()
    logits = torch.from_numpy(logits_of(encoder, tokenizer, texts))
    save_file({"rows": torch.tensor(rows), "logits": logits}, arguments.out)
    print(f"{arguments.out}: {len(rows):,} rows")


if __name__ == "__main__":
    main()
