"""Small classifiers, saved as the Hugging Face hub has them."""

import json
from collections.abc import Sequence
from pathlib import Path

from comments.scoring.bundle import default_bundle

WIDTH = 16
READS = 64
"""Tokens that they read at once."""


def make_checkpoint(
    folder: Path,
    labels: Sequence[str],
    favours: Sequence[float],
    *,
    multi_label: bool = False,
    moved: float = 10,
) -> Path:
    """A classifier of random weights whose output layer leans by `favours`, a number a label.

    It is near to what `favours` alone says, yet no two texts get the same; `moved` is how much the
    texts matter.
    """
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=80_000,
        hidden_size=WIDTH,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=READS + 2,
        pad_token_id=2,
        id2label=dict(enumerate(labels)),
        label2id={label: i for i, label in enumerate(labels)},
        problem_type="multi_label_classification" if multi_label else None,
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        for weights in model.parameters():
            if weights.ndim == 2:
                weights.mul_(moved)  # as they begin, the texts hardly move the outcome
        model.classifier.bias.copy_(torch.tensor(favours, dtype=torch.float32))
    model.save_pretrained(folder)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(default_bundle() / "tokenizer.json"),
        bos_token="<s>",  # noqa: S106 - tokens of the vocabulary
        eos_token="</s>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
        pad_token="<pad>",  # noqa: S106
        model_max_length=READS,
    )
    tokenizer.save_pretrained(folder)
    return folder


def edit_config(folder: Path, **values: object) -> None:
    """Change a checkpoint's configuration."""
    file = folder / "config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | values))
