"""Measure a bundle on the evaluation half of dev; write evaluation.json and the model card.

    python scripts/evaluate.py CORPUS BASELINE BUNDLE [--rows-a-set 250]

CORPUS is what prepare_data.py wrote, BASELINE what baseline.py wrote. Texts go through the
scorer that users run. Intervals are percentile bootstraps over comments (1,000 resamples, Efron 1979). Test splits
are not read.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
from build_bundle import is_for_calibration, write_json
from model_card import card
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.preprocessing import MultiLabelBinarizer

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.scoring.bundle import load, write_sums
from comments.scoring.scorer import score_texts

RESAMPLES = 1_000
FEW = 30
"""Languages with fewer rows of a question are not shown by themselves."""

Labels = npt.NDArray[Any]
Row = dict[str, Any]


def sample(dev: Path, rows_a_set: int) -> list[Row]:
    """The evaluation half of dev: all coded rows, `rows_a_set` of every other set, none written."""
    taken: Counter[str] = Counter()
    out = []
    for row in pq.read_table(dev).to_pylist():
        if row["source"] == "written" or is_for_calibration(row["text"]):
            continue
        taken[row["source"]] += 1
        if row["source"] == "coded" or taken[row["source"]] <= rows_a_set:
            out.append(row)
    return out


def interval(measure: Callable[[Labels], float], n: int) -> list[float]:
    """The measure on all rows, and its 95 % interval."""
    rng = np.random.default_rng(1)
    again = [measure(rng.integers(0, n, n)) for _ in range(RESAMPLES)]
    low, high = np.nanpercentile(again, [2.5, 97.5])
    return [round(float(v), 4) for v in (measure(np.arange(n)), low, high)]


def macro_f1(truth: Labels, said: Labels) -> float:
    """Mean F1 over the classes that occur in `truth` (rows, or rows and labels)."""
    labels = None if truth.ndim > 1 else np.unique(truth)
    return float(f1_score(truth, said, average="macro", labels=labels, zero_division=0))


def compared(truth: Labels, model: Labels, ngram: Labels, majority: Labels) -> dict[str, Any]:
    """Macro-F1 of model, n-gram baseline and majority class on the same rows."""
    n = len(truth)
    return {
        "n": n,
        "model": interval(lambda i: macro_f1(truth[i], model[i]), n),
        "ngram": round(macro_f1(truth, ngram), 4),
        "majority": round(macro_f1(truth, majority), 4),
    }


def calibration_error(probability: Labels, truth: Labels, bins: int = 10) -> float:
    """Expected calibration error with bins of equal size (Nguyen & O'Connor 2015)."""
    order = np.argsort(probability, kind="stable")
    gaps = [
        (len(b), abs(probability[b].mean() - truth[b].mean()))
        for b in np.array_split(order, bins)
        if len(b)
    ]
    return round(float(sum(n * gap for n, gap in gaps) / len(order)), 4)


def auroc_of(truth: Labels, p: Labels, rows: Labels) -> float:
    """Area under the ROC curve on some rows; NaN where they are all of one kind."""
    return float(roc_auc_score(truth[rows], p[rows])) if len(set(truth[rows])) > 1 else float("nan")


def question(
    rows: Sequence[Row],
    scores: Sequence[Row],
    baseline: dict[tuple[str, str, str], Row],
    name: str,
    said: Callable[[Row], Any],
) -> dict[str, Any]:
    """One exclusive question over all rows that answer it, and by language."""
    picked = [
        (r, said(s), baseline[r["source"], r["text"], name])
        for r, s in zip(rows, scores, strict=True)
        if r[name] is not None and s["sentiment"] is not None
    ]
    truth = np.array([r[name] for r, _, _ in picked])
    model = np.array([m for _, m, _ in picked])
    ngram, majority = (
        np.array([int(b[k][0]) for _, _, b in picked]) for k in ("ngram", "majority")
    )
    language = np.array([r["language"] for r, _, _ in picked])
    shown = [
        x
        for x, count in Counter(language.tolist()).most_common()
        if count >= FEW and len(set(truth[language == x])) > 1
    ]
    by_language = {
        x: compared(truth[m], model[m], ngram[m], majority[m])
        for x in shown
        for m in [language == x]
    }
    mean = {
        k: round(
            float(np.mean([v[k] if k != "model" else v[k][0] for v in by_language.values()])), 4
        )
        for k in ("model", "ngram", "majority")
    }
    return {
        "all": compared(truth, model, ngram, majority),
        "mean over languages": mean,
        "languages": by_language,
    }


def labels_question(
    rows: Sequence[Row],
    scores: Sequence[Row],
    baseline: dict[tuple[str, str, str], Row],
    name: str,
    column: str,
    classes: tuple[str, ...],
) -> dict[str, Any]:
    """One question with any number of labels, over the coded rows."""
    picked = [
        (r[name], s[column], baseline[r["source"], r["text"], name])
        for r, s in zip(rows, scores, strict=True)
        if r["source"] == "coded" and s["sentiment"] is not None
    ]
    names = MultiLabelBinarizer(classes=classes).fit([])
    truth = names.transform([t for t, _, _ in picked])
    model = names.transform([m for _, m, _ in picked])
    ngram, majority = (names.transform([b[k] for _, _, b in picked]) for k in ("ngram", "majority"))
    each = f1_score(truth, model, average=None, zero_division=0)
    return {
        **compared(truth, model, ngram, majority),
        "labels": {
            c: {"n": int(truth[:, i].sum()), "f1": round(float(each[i]), 4)}
            for i, c in enumerate(classes)
        },
    }


def probabilities(rows: Sequence[Row], scores: Sequence[Row]) -> dict[str, Any]:
    """Area under the ROC curve and calibration error of the `p_` columns."""
    coded = [
        (r, s)
        for r, s in zip(rows, scores, strict=True)
        if r["source"] == "coded" and s["sentiment"] is not None
    ]
    public = [
        (r, s)
        for r, s in zip(rows, scores, strict=True)
        if r["hostile"] is not None and s["sentiment"] is not None
    ]
    toned = [
        (r, s)
        for r, s in zip(rows, scores, strict=True)
        if r["sentiment"] is not None and r["has_neutral"] and s["sentiment"] is not None
    ]
    asked: dict[str, tuple[list[tuple[Row, Row]], Callable[[Row], bool]]] = {
        "p_uncivil (coded)": (coded, lambda r: r["level"] >= 1),
        "p_hostile (coded)": (coded, lambda r: r["level"] >= 2),
        "p_hostile (public sets)": (public, lambda r: r["hostile"] == 1),
        "p_violent (coded)": (coded, lambda r: r["level"] == 3),
        "p_sectarian (coded)": (coded, lambda r: r["framing"] == FRAMINGS.index("sectarian")),
        "p_bridging (coded)": (coded, lambda r: r["framing"] == FRAMINGS.index("bridging")),
        "p_negative (sets with a neutral class)": (toned, lambda r: r["sentiment"] == 0),
        "p_positive (sets with a neutral class)": (toned, lambda r: r["sentiment"] == 2),
    }
    out = {}
    for name, (pairs, is_true) in asked.items():
        truth = np.array([is_true(r) for r, _ in pairs])
        p = np.array([s[name.split()[0]] for _, s in pairs])
        auroc = interval(partial(auroc_of, truth, p), len(truth))
        out[name] = {
            "n": len(truth),
            "positives": int(truth.sum()),
            "auroc": auroc,
            "calibration_error": calibration_error(p, truth),
        }
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("corpus", "baseline", "bundle"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rows-a-set", type=int, default=250)
    arguments = parser.parse_args()
    bundle = load(arguments.bundle)
    rows = sample(arguments.corpus / "dev.parquet", arguments.rows_a_set)
    scores = score_texts([row["text"] for row in rows], bundle).to_pylist()
    baseline = {
        (r["source"], r["text"], r["question"]): r
        for r in pq.read_table(arguments.baseline).to_pylist()
    }
    level = {i: i for i in range(len(HOSTILITY_LEVELS))}
    evaluation = {
        "split": "evaluation half of dev",
        "rows": len(rows),
        "rows a set at most": arguments.rows_a_set,
        "rows without scores": sum(s["sentiment"] is None for s in scores),
        "macro_f1": {
            "sentiment": question(
                rows, scores, baseline, "sentiment", lambda s: SENTIMENTS.index(s["sentiment"])
            ),
            "hostile (public sets)": question(
                rows, scores, baseline, "hostile", lambda s: int(s["p_hostile"] > 0.5)
            ),
            "hostility level": question(
                rows, scores, baseline, "level", lambda s: level[s["hostility"]]
            ),
            "framing": question(
                rows, scores, baseline, "framing", lambda s: FRAMINGS.index(s["sectarian"])
            ),
        },
        "labels": {
            "hostility_types": labels_question(
                rows, scores, baseline, "types", "hostility_types", HOSTILITY_TYPES
            ),
            "hostility_target": labels_question(
                rows, scores, baseline, "targets", "hostility_target", HOSTILITY_TARGETS
            ),
            "frames": labels_question(rows, scores, baseline, "frames", "frames", FRAMES),
        },
        "probabilities": probabilities(rows, scores),
    }
    write_json(arguments.bundle / "evaluation.json", evaluation)
    data_card = json.loads((arguments.corpus / "data_card.json").read_text())
    text = card(bundle.info, evaluation, data_card)
    (arguments.bundle / "README.md").write_text(text, encoding="utf-8")
    write_sums(arguments.bundle)
    print(json.dumps({k: v["all"] for k, v in evaluation["macro_f1"].items()}, indent=1))


if __name__ == "__main__":
    main()
