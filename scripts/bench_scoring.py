"""How fast scoring is, beside what users would run instead, and how much of the CPU it uses.

    python scripts/bench_scoring.py TABLE [--texts 2000] [--threads 2] [--model default]

TABLE is a Parquet file with a column `text`; a random sample of it gives the mix of lengths. In one run:
`comments.score`; `pipeline("text-classification")` of transformers with an encoder of the size of
XLM-R base (random weights: speed does not depend on them), at its default and in batches of 32; and the
peak of the CPU's own matrix product in the type that scoring uses. Each contender runs in a process of its
own, is warmed up, and says comments per second and the peak of its memory; it is given the sample alone,
so that the memory is that of scoring and not of a large table. The pipelines get fewer texts, drawn from
the same sample, since they are slow.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

FEWER = 10
"""The pipelines get one text in so many."""
REPEATS = 3


def sample(table: Path, count: int) -> list[str]:
    import pyarrow.parquet as pq

    texts = [t for t in pq.read_table(table, columns=["text"])["text"].to_pylist() if t]
    return random.Random(1).sample(texts, min(count, len(texts)))


def best(work: Any) -> float:
    """Seconds of the fastest of REPEATS runs: what others do on the machine only ever adds."""
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def ours(texts: list[str], model: str) -> dict[str, float]:
    from comments.scoring.bundle import load, resolve
    from comments.scoring.scorer import score_texts

    started = time.perf_counter()
    bundle = load(resolve(model))
    opened = time.perf_counter() - started
    score_texts(texts[:200], bundle)
    seconds = best(lambda: score_texts(texts, bundle))
    return {"seconds": seconds, "loading": opened, "flops": operations(texts, bundle)}


def operations(texts: list[str], bundle: Any) -> float:
    """Floating-point operations of the encoder's matrix products for these texts, padding not counted."""
    from comments.scoring.text import prepare

    config = bundle.info.config["encoder"]
    width, wide, layers = (
        config[k] for k in ("hidden_size", "intermediate_size", "num_hidden_layers")
    )
    total = 0.0
    for text in dict.fromkeys(map(prepare, texts)):
        tokens = min(len(bundle.tokenizer.encode(text).ids), bundle.window)
        dense = 4 * width * width + 2 * width * wide
        total += 2.0 * layers * tokens * (dense + 2 * tokens * width)
    return total


def pipeline_of_base_size(texts: list[str], batch: int) -> dict[str, float]:
    from transformers import (
        PreTrainedTokenizerFast,
        XLMRobertaConfig,
        XLMRobertaForSequenceClassification,
        pipeline,
    )

    from comments.scoring.bundle import default_bundle

    tokenizer = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(default_bundle() / "tokenizer.json"),
        pad_token="<pad>",  # noqa: S106 - a token of the vocabulary
        model_max_length=512,
    )
    config = XLMRobertaConfig(
        vocab_size=250_002,
        hidden_size=768,
        num_hidden_layers=12,
        num_attention_heads=12,
        intermediate_size=3_072,
        max_position_embeddings=514,
    )
    model: Any = XLMRobertaForSequenceClassification(config)
    classify: Any = pipeline(
        "text-classification", model=model, tokenizer=tokenizer, truncation=True
    )
    classify(texts[:4], batch_size=batch)
    return {"seconds": best(lambda: classify(texts, batch_size=batch))}


def peak() -> dict[str, float]:
    """Operations per second of a large square matrix product in the type that scoring uses."""
    import torch

    from comments.scoring.inference import fastest_type

    size = 4_096
    a = torch.randn(size, size).to(fastest_type())
    with torch.inference_mode():
        torch.mm(a, a)
        seconds = best(lambda: torch.mm(a, a))
    return {"seconds": seconds, "per second": 2 * size**3 / seconds}


def contender(name: str, sampled: Path, threads: int, model: str) -> dict[str, float]:
    import torch

    torch.set_num_threads(threads)
    texts = json.loads(sampled.read_text(encoding="utf-8"))
    if name == "comments":
        found = ours(texts, model)
    elif name == "peak":
        found = peak()
    else:
        texts = texts[::FEWER]
        found = pipeline_of_base_size(texts, 32 if name == "pipeline, batches of 32" else 1)
    found["texts"] = len(texts)
    found["peak MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("table", type=Path)
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--model", default="default")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        print(json.dumps(contender(given.only, given.table, given.threads, given.model)))
        return
    found = {}
    with tempfile.TemporaryDirectory() as place:
        sampled = Path(place) / "sample.json"
        sampled.write_text(json.dumps(sample(given.table, given.texts)), encoding="utf-8")
        options = ["--threads", str(given.threads), "--model", given.model]
        for name in ("comments", "pipeline, batches of 32", "pipeline, default", "peak"):
            command = [sys.executable, __file__, str(sampled), *options, "--only", name]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[name] = json.loads(done.stdout.splitlines()[-1])
    rate = {n: f["texts"] / f["seconds"] for n, f in found.items() if n != "peak"}
    print(f"{'contender':<26}{'comments/s':>12}{'ratio':>8}{'peak MB':>10}")
    for name, per_second in rate.items():
        ratio = rate["comments"] / per_second
        print(f"{name:<26}{per_second:>12,.1f}{ratio:>8.1f}{found[name]['peak MB']:>10,.0f}")
    reached = found["comments"]["flops"] / found["comments"]["seconds"]
    print(f"loading the bundle: {found['comments']['loading']:.2f} s")
    print(
        f"share of the matrix product's peak: {reached / found['peak']['per second']:.0%} "
        f"({reached / 1e9:,.0f} of {found['peak']['per second'] / 1e9:,.0f} Gflop/s, end to end)"
    )


if __name__ == "__main__":
    main()
