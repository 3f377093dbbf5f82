"""Checkpoints of the Hugging Face hub, or in folders of the same form, opened without trust.

Nothing is fetched here and no code of a checkpoint runs: weights come from safetensors alone, and
what needs code of its own is refused.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import BundleError
from comments.scoring.windows import OVERLAP, batches, window_starts

if TYPE_CHECKING:
    from comments.scoring.calibration import Floats

KINDS = ("*.json", "*.safetensors", "*.model", "*.txt")
"""Files of a checkpoint that are read: configuration, weights, tokenizer."""

MOST_TOKENS = 512
"""Longest window, whatever a checkpoint claims."""

FEWEST_TOKENS = OVERLAP + 8
"""A window shorter than this hardly gets on in a text: the hypotheses are too long."""

SLACK = 4
"""Tokens by which a piece of a text may become longer when it is cut out and tokenised by itself."""

TOKEN_BUDGET = 4096


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A sequence classifier on this computer. `name` is what the panel calls it."""

    name: str
    folder: Path
    labels: tuple[str, ...]
    """Names of its classes, in the order of its outputs."""
    is_multi_label: bool


def find(name: str, revision: str | None) -> Path:
    """Folder of a hub checkpoint in this computer's cache. Raises BundleError where it is not."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, revision=revision, local_files_only=True))
    except LocalEntryNotFoundError as error:
        of_revision = "" if revision is None else f" --revision {shlex.quote(revision)}"
        only = " ".join(f'--include "{kind}"' for kind in KINDS)
        raise BundleError(
            f"{name}: not on this computer; fetch it once, while online, with: "
            f"hf download {name}{of_revision} {only}"
        ) from error
    except HFValidationError as error:
        raise BundleError(
            f"{name}: no name of a checkpoint on the Hugging Face hub; write OWNER/NAME, or `folder`"
        ) from error


def inspect(name: str, folder: Path) -> Checkpoint:
    """The checkpoint in a folder, judged by its configuration alone. Raises BundleError."""
    file = folder / "config.json"
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
        labels = config.get("id2label") or {
            str(i): f"LABEL_{i}" for i in range(config.get("num_labels", 2))
        }
        ordered = tuple(str(labels[str(i)]) for i in range(len(labels)))
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise BundleError(f"{file}: not a checkpoint's configuration; check the folder") from error
    if not any(folder.glob("*.safetensors")):
        raise BundleError(
            f"{name}: no weights in safetensors ({folder}); other formats can run code when they "
            "are opened and are not read: name a revision that has safetensors"
        )
    is_multi_label = config.get("problem_type") == "multi_label_classification"
    return Checkpoint(name, folder, ordered, is_multi_label or len(ordered) == 1)


def digest(folder: Path) -> str:
    """SHA-256 over all files of a checkpoint that are read, with their names."""
    total = hashlib.sha256()
    for file in sorted({file for kind in KINDS for file in folder.glob(kind)}):
        with file.open("rb") as stream:
            own = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{own}  {file.name}\n".encode())
    return total.hexdigest()


class Classifier:
    """A checkpoint, loaded: on a GPU in bf16 where there is one, else on the CPU in fp32."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        """Raises BundleError for a checkpoint that is damaged, incomplete or needs code of its own."""
        import torch
        from transformers import AutoModelForSequenceClassification, AutoTokenizer
        from transformers.utils import logging

        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        dtype = torch.bfloat16 if self._device.type == "cuda" else torch.float32
        careful: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        folder = str(checkpoint.folder)
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(folder, **careful)
            model, loading = AutoModelForSequenceClassification.from_pretrained(
                folder, use_safetensors=True, dtype=dtype, output_loading_info=True, **careful
            )
        except Exception as error:  # transformers raises whatever a damaged file leads to
            what = (str(error).splitlines() or [type(error).__name__])[0][:160]
            raise BundleError(
                f"{checkpoint.name}: cannot be opened ({what}); fetch it again, or choose another"
            ) from error
        if missing := sorted(loading["missing_keys"]):
            raise BundleError(
                f"{checkpoint.name}: not a trained classifier, {missing[0]} is not in its weights; "
                "choose a checkpoint that was trained for the task"
            )
        if not self._tokenizer.is_fast:
            raise BundleError(
                f"{checkpoint.name}: its tokenizer has no fast form; choose another checkpoint"
            )
        self._name = checkpoint.name
        self._model: Any = model.eval().to(self._device)
        positions = getattr(model.config, "max_position_embeddings", MOST_TOKENS + 2) - 2
        self._limit = min(self._tokenizer.model_max_length, positions, MOST_TOKENS)

    def cut(
        self, texts: Sequence[str], hypotheses: Sequence[str] = ()
    ) -> tuple[list[str], list[int]]:
        """Windows of the texts, as text, and for each the index of the text that it comes from.

        A window leaves room for the longest of the `hypotheses`. Raises BundleError where that
        leaves none for a text.
        """
        texts = [self._without_controls(text) for text in texts]
        own = self._tokenizer.num_special_tokens_to_add(pair=bool(hypotheses))
        longest = max(hypotheses, key=self._count, default="")
        size = self._limit - own - self._count(longest) - SLACK
        if size < FEWEST_TOKENS:
            raise BundleError(
                f"{self._name}: reads {self._limit} tokens at once, and the hypothesis "
                f"{longest!r} leaves {max(size, 0)} of them; write a shorter one"
            )
        found = self._tokenizer(
            texts, add_special_tokens=False, return_offsets_mapping=True, verbose=False
        )
        pieces, owners = [], []
        for i, (text, spans) in enumerate(zip(texts, found["offset_mapping"], strict=True)):
            for start in window_starts(len(spans), size):
                last = min(start + size, len(spans)) - 1
                whole = len(spans) <= size
                pieces.append(text if whole else text[spans[start][0] : spans[last][1]])
                owners.append(i)
        return pieces, owners

    def logits(
        self, pieces: Sequence[str], hypothesis: str | None = None
    ) -> tuple[Floats, list[int]]:
        """Logits of pieces, each paired with the hypothesis, shape (pieces, classes); their tokens."""
        import numpy as np
        import torch

        pair = {} if hypothesis is None else {"text_pair": [hypothesis] * len(pieces)}
        encoded = self._tokenizer(
            list(pieces), **pair, truncation="only_first", max_length=self._limit, verbose=False
        )
        lengths = [len(ids) for ids in encoded["input_ids"]]
        order = sorted(range(len(pieces)), key=lambda k: (lengths[k], k))
        found = np.zeros((len(pieces), self._model.config.num_labels), np.float32)
        with torch.inference_mode():
            for batch in batches(order, lengths, TOKEN_BUDGET):
                chosen = {name: [values[k] for k in batch] for name, values in encoded.items()}
                inputs = self._tokenizer.pad(chosen, return_tensors="pt").to(self._device)
                found[batch] = self._model(**inputs).logits.float().cpu().numpy()
        if not np.isfinite(found).all():
            raise BundleError(
                f"{self._name}: gives what is no number; fetch it again, or choose another"
            )
        return found, lengths

    def _count(self, text: str) -> int:
        return len(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _without_controls(self, text: str) -> str:
        """The text with each control token that a reader typed taken apart: `</s>` is text."""
        for token in self._tokenizer.all_special_tokens:
            text = text.replace(token, f"{token[0]} {token[1:]}")
        return text
