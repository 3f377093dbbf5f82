"""Fine-tune the encoder on all heads at once, on CPU; checkpoints, resumes, and writes its curve.

    python scripts/train.py ENCODER CORPUS OUT [--steps 7000] [--start EARLIER/network.safetensors]
        [--soft SOFT.safetensors]

ENCODER is what build_encoder.py wrote, CORPUS what prepare_data.py wrote. OUT receives
checkpoint.pt (resumed when present), curve.jsonl (loss and dev scores) and settings.json; when the
last step is done, network.safetensors. `scripts/build_bundle.py` makes a model bundle of it.
With --start, a run of its own goes on from the weights of an earlier one: new optimiser, new schedule.
With --soft, what an earlier network said (scripts/soft_labels.py) is learned where a set does not answer.

The network computes in bf16 and the optimiser keeps fp32 master weights; dropout is on the pooled
vector alone and attention is plain matrix products (torch's fused attention is slower backwards on
CPU). Word embeddings stay frozen (4-bit values, exactly as they ship). Losses are masked: a set trains
only what it answers. A binary hostile label trains P(level >= 2), a binary sectarian label that
class against the rest; a scheme without a neutral class trains negative against positive.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # shared cores: do not spin at barriers

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import torch
from safetensors.torch import load_file, save_file
from sklearn.metrics import f1_score, roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from transformers import BertConfig

from comments.scoring.heads import HEADS, LOGITS, SLICES
from comments.scoring.network import Network, pad

PADDING = 1
UNKNOWN = -1

WEIGHTS = {
    "coded": 4.0,
    "written": 3.0,
    "umsab": 2.5,
    "scenes": 3.0,
    "functions": 10.0,
    "contrasts": 1.5,
    "ucc": 1.5,
    "omp_de": 1.5,
    "mpold_ar": 1.5,
}
"""How much more often than its size a set is drawn: the full codebook, reader comments, balance."""

ANNEAL_WEIGHTS = {
    "coded": 9.0,
    "written": 6.0,
    "umsab": 4.0,
    "scenes": 6.0,
    "functions": 10.0,
    "contrasts": 1.5,
    "ucc": 2.0,
    "omp_de": 2.0,
    "mpold_ar": 2.0,
}
"""The same for the last part, where the learning rate falls to nothing: the codebook has the last word."""


@dataclass(frozen=True)
class Settings:
    """Everything that a training run depends on beside its data."""

    steps: int = 7_000
    batch: int = 64
    learning_rate: float = 1.5e-4
    layer_decay: float = 0.93
    warm_up: float = 0.06
    anneal: float = 0.3
    tokens: int = 128
    size_power: float = 0.75
    smoothing: float = 0.05
    soft_weight: float = 0.3
    weight_decay: float = 0.01
    seed: int = 1
    threads: int = 2


@dataclass(frozen=True)
class Corpus:
    """Token ids and label tensors, one row a text. UNKNOWN (-1) where a set does not answer.

    `soft` has a teacher's logits, shape (rows, LOGITS): NaN where there are none.
    """

    ids: list[list[int]]
    source: list[str]
    labels: dict[str, Tensor]
    soft: Tensor


def multi_hot(values: list[list[str] | None], labels: tuple[str, ...]) -> Tensor:
    """0/1 matrix, shape (rows, labels); UNKNOWN where the row has no answer."""
    out = torch.full((len(values), len(labels)), float(UNKNOWN))
    for i, value in enumerate(values):
        if value is not None:
            out[i] = torch.tensor([float(label in value) for label in labels])
    return out


def load(file: Path, tokenizer: Tokenizer, tokens: int, soft: Path | None = None) -> Corpus:
    """The corpus of one split, tokenised, with the logits of `soft` for the rows that it has."""
    rows = pq.read_table(file).to_pydict()
    ids: list[list[int]] = []
    for i in range(0, len(rows["text"]), 5_000):
        ids += [encoding.ids for encoding in tokenizer.encode_batch(rows["text"][i : i + 5_000])]

    def integers(column: str) -> Tensor:
        return torch.tensor([UNKNOWN if v is None else v for v in rows[column]])

    labels = {
        name: integers(name) for name in ("sentiment", "level", "hostile", "framing", "sectarian")
    }
    labels["has_neutral"] = torch.tensor([v is not False for v in rows["has_neutral"]])
    labels["sectarian_weight"] = torch.tensor(
        [1.0 if v is None else v for v in rows["sectarian_weight"]]
    )
    for column, head in (
        ("types", "hostility_types"),
        ("targets", "hostility_target"),
        ("frames", "frames"),
    ):
        wanted = next(h.labels for h in HEADS if h.name == head)
        labels[head] = multi_hot(rows[column], wanted)
    teacher = torch.full((len(ids), LOGITS), torch.nan)
    if soft is not None:
        told = load_file(soft)
        teacher[told["rows"]] = told["logits"].float()
    return Corpus([row[:tokens] for row in ids], rows["source"], labels, teacher)


def exclusive_losses(
    tone: Tensor, level: Tensor, framing: Tensor, y: dict[str, Tensor], smoothing: float
) -> Tensor:
    """Masked losses of each text on the heads with one label a text, shape (texts,).

    `smoothing` is for sentiment, whose labels are the noisiest.
    """
    total = tone.new_zeros(len(tone))

    def add(known: Tensor, scores: Tensor, answer: Tensor, smoothing: float = 0.0) -> None:
        total[known] += functional.cross_entropy(
            scores[known], answer[known].long(), label_smoothing=smoothing, reduction="none"
        )

    has_tone = y["sentiment"] >= 0
    add(has_tone & y["has_neutral"], tone, y["sentiment"], smoothing)
    polar = has_tone & ~y["has_neutral"] & (y["sentiment"] != 1)
    add(polar, tone[:, [0, 2]], y["sentiment"] // 2, smoothing)
    add(y["level"] >= 0, level, y["level"])
    halves = torch.stack([level[:, :2].logsumexp(1), level[:, 2:].logsumexp(1)], dim=1)
    add(y["hostile"] >= 0, halves, y["hostile"])
    add(y["framing"] >= 0, framing, y["framing"])
    rest = framing[:, [0, 1, 3]].logsumexp(1)
    binary = y["sectarian"] >= 0
    one_of_two = torch.stack([rest, framing[:, 2]], dim=1).log_softmax(1)
    chosen = one_of_two.gather(1, y["sectarian"].clamp(min=0)[:, None].long()).squeeze(1)
    total[binary] -= (chosen * y["sectarian_weight"])[binary]
    return total


def soft_losses(logits: Tensor, teacher: Tensor, y: dict[str, Tensor]) -> Tensor:
    """Cross-entropy of each text with the teacher's distribution where its set does not answer, shape
    (texts,). A binary label still rules out the answers that it excludes."""
    told = ~teacher[:, 0].isnan()
    excluded = torch.zeros_like(logits, dtype=torch.bool)
    hostility, sectarian = SLICES["hostility"].start, SLICES["sectarian"].start
    excluded[y["hostile"] == 0, hostility + 2 : hostility + 4] = True
    excluded[y["hostile"] == 1, hostility : hostility + 2] = True
    excluded[y["sectarian"] == 0, sectarian + 2] = True
    unanswered = {
        "sentiment": y["sentiment"] < 0,
        "hostility": y["level"] < 0,
        "sectarian": (y["framing"] < 0) & (y["sectarian"] != 1),
    }
    total = logits.new_zeros(len(logits))
    for head in HEADS:
        columns = SLICES[head.name]
        asked = told & (unanswered[head.name] if head.exclusive else y[head.name][:, 0] < 0)
        if head.exclusive:
            target = teacher[asked, columns].masked_fill(excluded[asked, columns], -torch.inf)
            said = logits[asked, columns].log_softmax(1)
            total[asked] -= (target.softmax(1) * said).sum(1)
        else:
            total[asked] += functional.binary_cross_entropy_with_logits(
                logits[asked, columns], teacher[asked, columns].sigmoid(), reduction="none"
            ).sum(1)
    return total


def loss_of(logits: Tensor, y: dict[str, Tensor], smoothing: float) -> Tensor:
    """Sum of the masked losses of a batch, divided by its size."""
    tone, level, framing = (
        logits[:, SLICES[name]] for name in ("sentiment", "hostility", "sectarian")
    )
    total = exclusive_losses(tone, level, framing, y, smoothing).sum()
    for head in HEADS:
        if not head.exclusive:
            target = y[head.name]
            known = target[:, 0] >= 0
            if known.any():
                total = total + functional.binary_cross_entropy_with_logits(
                    logits[:, SLICES[head.name]][known], target[known], reduction="sum"
                )
    return total / len(logits)


def draw(
    corpus: Corpus, count: int, weights: dict[str, float], settings: Settings, seed: int
) -> list[int]:
    """Indices of `count` rows: sets in proportion to size ** size_power times weight, each shuffled
    and repeated as often as needed."""
    rng = random.Random(seed)
    rows: dict[str, list[int]] = {}
    for i, source in enumerate(corpus.source):
        rows.setdefault(source, []).append(i)
    shares = {s: len(r) ** settings.size_power * weights.get(s, 1.0) for s, r in rows.items()}
    total = sum(shares.values())
    picked: list[int] = []
    for source, indices in rows.items():
        wanted = round(count * shares[source] / total)
        while wanted > 0:
            rng.shuffle(indices)
            picked += indices[:wanted]
            wanted -= len(indices)
    rng.shuffle(picked)
    return picked


def batches(corpus: Corpus, order: list[int], size: int, seed: int) -> list[list[int]]:
    """Batches of similar length: pools of 50 batches sorted by length, then shuffled."""
    rng = random.Random(seed)
    out: list[list[int]] = []
    for start in range(0, len(order), size * 50):
        pool = sorted(order[start : start + size * 50], key=lambda i: len(corpus.ids[i]))
        chunk = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(chunk)
        out += chunk
    return out


def plan(corpus: Corpus, settings: Settings) -> list[list[int]]:
    """All batches of the run: a broad part, then the annealing part."""
    late = int(settings.steps * settings.anneal)
    parts = ((settings.steps - late, WEIGHTS), (late, ANNEAL_WEIGHTS))
    out: list[list[int]] = []
    for k, (steps, weights) in enumerate(parts):
        # A few rows more than needed: rounding per set may fall short.
        order = draw(corpus, steps * settings.batch + 500, weights, settings, settings.seed + k)
        out += batches(corpus, order, settings.batch, settings.seed + k)[:steps]
    return out


def predict(network: Network, corpus: Corpus, rows: list[int]) -> Tensor:
    """Logits, shape (rows, LOGITS), float32."""
    network.eval()
    out = torch.zeros(len(rows), LOGITS)
    order = sorted(range(len(rows)), key=lambda i: len(corpus.ids[rows[i]]))
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            part = order[start : start + 64]
            ids, mask = pad([corpus.ids[rows[i]] for i in part], PADDING)
            out[part] = network(ids, mask).float()
    network.train()
    return out


def dev_scores(network: Network, dev: Corpus, rows: list[int]) -> dict[str, float]:
    """A few figures to watch, on a fixed sample of dev."""
    logits = predict(network, dev, rows)
    index = torch.tensor(rows)
    source = np.array([dev.source[i] for i in rows])
    y = {name: value[index].numpy() for name, value in dev.labels.items()}
    probability = {
        h.name: logits[:, SLICES[h.name]].softmax(1).numpy() for h in HEADS if h.exclusive
    }
    scores: dict[str, float] = {}
    umsab = source == "umsab"
    scores["umsab_f1"] = f1_score(
        y["sentiment"][umsab], probability["sentiment"][umsab].argmax(1), average="macro"
    )
    binary = y["hostile"] >= 0
    p_hostile = probability["hostility"][:, 2:].sum(1)
    scores["hostile_f1"] = f1_score(y["hostile"][binary], p_hostile[binary] > 0.5, average="macro")
    scores["hostile_auroc"] = roc_auc_score(y["hostile"][binary], p_hostile[binary])
    coded = source == "coded"
    scores["coded_sentiment_f1"] = f1_score(
        y["sentiment"][coded & (y["sentiment"] >= 0)],
        probability["sentiment"][coded & (y["sentiment"] >= 0)].argmax(1),
        average="macro",
    )
    scores["coded_level_f1"] = f1_score(
        y["level"][coded], probability["hostility"][coded].argmax(1), average="macro"
    )
    scores["coded_framing_f1"] = f1_score(
        y["framing"][coded], probability["sectarian"][coded].argmax(1), average="macro"
    )
    scores["coded_sectarian_auroc"] = roc_auc_score(
        y["framing"][coded] == 2, probability["sectarian"][coded][:, 2]
    )
    types = y["hostility_types"][coded] > 0.5
    scores["coded_types_f1"] = f1_score(
        types,
        logits[torch.tensor(coded)][:, SLICES["hostility_types"]].numpy() > 0,
        average="macro",
        zero_division=0,
    )
    return {name: round(float(value), 4) for name, value in scores.items()}


def dev_sample(dev: Corpus, others: int = 1_500) -> list[int]:
    """All coded and UMSAB rows of dev and a fixed sample of the rest."""
    wanted = [i for i, s in enumerate(dev.source) if s in ("coded", "umsab")]
    rest = [i for i, s in enumerate(dev.source) if s not in ("coded", "umsab", "written")]
    return wanted + random.Random(0).sample(rest, others)


def parameter_groups(
    network: Network, settings: Settings
) -> tuple[list[Tensor], list[dict[str, Any]]]:
    """The trained tensors, and groups of fp32 copies of them for the optimiser, in the same order.

    Learning rates fall by `layer_decay` a layer from the output down; no decay on vectors.
    """
    layers = list(network.encoder.encoder.layer)
    trained: list[Tensor] = []
    groups: list[dict[str, Any]] = []
    for distance, module in enumerate([network.output, *reversed(layers)]):
        rate = settings.learning_rate * settings.layer_decay ** max(0, distance - 1)
        for matrices in (True, False):
            part = [p for p in module.parameters() if (p.ndim >= 2) == matrices]
            trained += part
            groups.append(
                {
                    "params": [p.detach().float().clone() for p in part],
                    "lr": rate,
                    "weight_decay": settings.weight_decay if matrices else 0.0,
                }
            )
    return trained, groups


def schedule(settings: Settings) -> Any:
    """Learning-rate factor of a step: linear up, linear down to nothing."""
    warm = max(1, int(settings.warm_up * settings.steps))

    def factor(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (settings.steps - step) / (settings.steps - warm)))

    return factor


def build(encoder: Path, start: Path | None) -> Network:
    """The network with the pretrained encoder, or the weights of `start`, in bf16; embeddings frozen."""
    config = BertConfig.from_json_file(encoder / "config.json")
    config.attention_probs_dropout_prob = config.hidden_dropout_prob = 0.0
    config._attn_implementation = "eager"
    network = Network(config)
    if start is None:
        network.encoder.load_state_dict(load_file(encoder / "model.safetensors"))
    else:
        network.load_state_dict(load_file(start))
    network.encoder.embeddings.requires_grad_(requires_grad=False)
    network.encoder.bfloat16()
    return network


def train(network: Network, corpus: Corpus, dev: Corpus, settings: Settings, out: Path) -> None:
    """Run the plan from the last checkpoint on; see the module's docstring for what is written."""
    trained, groups = parameter_groups(network, settings)
    master = [p for group in groups for p in group["params"]]
    optimiser = torch.optim.AdamW(groups, fused=True)
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimiser, schedule(settings))
    checkpoint = out / "checkpoint.pt"
    done = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        optimiser.load_state_dict(state["optimiser"])
        scheduler.load_state_dict(state["scheduler"])
        torch._foreach_copy_(master, state["master"])
        torch._foreach_copy_([p.data for p in trained], master)
        done = state["step"]
    sample = dev_sample(dev)
    started, seen, running = time.monotonic(), 0, 0.0
    for step, rows in enumerate(plan(corpus, settings)):
        if step < done:
            continue
        ids, mask = pad([corpus.ids[i] for i in rows], PADDING)
        labels = {name: value[rows] for name, value in corpus.labels.items()}
        logits = network(ids, mask)
        loss = loss_of(logits, labels, settings.smoothing)
        loss = loss + settings.soft_weight * soft_losses(logits, corpus.soft[rows], labels).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        for weight, parameter in zip(master, trained, strict=True):
            weight.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(master, 1.0)
        optimiser.step()
        scheduler.step()
        torch._foreach_copy_([p.data for p in trained], master)
        seen += len(rows)
        running += loss.item()
        if (step + 1) % 100 == 0:
            rate = seen / (time.monotonic() - started)
            print(f"step {step + 1} loss {running / 100:.4f} rows/s {rate:.1f}", flush=True)
            running = 0.0
        if (step + 1) % 500 == 0 or step + 1 == settings.steps:
            entry = {"step": step + 1, **dev_scores(network, dev, sample)}
            with (out / "curve.jsonl").open("a") as file:
                file.write(json.dumps(entry) + "\n")
            print(entry, flush=True)
            state = {
                "master": master,
                "optimiser": optimiser.state_dict(),
                "scheduler": scheduler.state_dict(),
                "step": step + 1,
            }
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
    network.float()
    torch._foreach_copy_([p.data for p in trained], master)
    save_file(
        {k: v.contiguous() for k, v in network.state_dict().items()}, out / "network.safetensors"
    )


def settings_from_arguments() -> tuple[argparse.Namespace, Settings]:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("encoder", "corpus", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--start", type=Path, help="network.safetensors of an earlier run")
    parser.add_argument("--soft", type=Path, help="what soft_labels.py wrote")
    for name, value in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(value), default=value)
    arguments = parser.parse_args()
    return arguments, Settings(**{name: getattr(arguments, name) for name in asdict(Settings())})


def main() -> None:
    arguments, settings = settings_from_arguments()
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.encode_special_tokens = True
    tokenizer.enable_truncation(settings.tokens)
    corpus = load(arguments.corpus / "train.parquet", tokenizer, settings.tokens, arguments.soft)
    dev = load(arguments.corpus / "dev.parquet", tokenizer, settings.tokens)
    arguments.out.mkdir(parents=True, exist_ok=True)
    given = {"start": arguments.start, "soft": arguments.soft}
    record = asdict(settings) | {name: path and str(path) for name, path in given.items()}
    (arguments.out / "settings.json").write_text(json.dumps(record, indent=1) + "\n")
    train(build(arguments.encoder, arguments.start), corpus, dev, settings, arguments.out)


if __name__ == "__main__":
    main()
