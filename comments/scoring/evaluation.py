"""Every figure of a model card, from labelled rows and a model's scores of them.

Intervals are percentile bootstraps over comments (Efron 1979). Rows have the columns that
`scripts/prepare_data.py` writes; a question is measured on the rows that answer it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from comments.errors import RunError
from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.scoring import models

RESAMPLES = 1_000
FEW = 30
"""Languages and sets with fewer rows of a question are not shown by themselves."""
FEW_CALIBRATED = 200
"""Languages with fewer rows have no calibration error of their own: with ten bins it would be noise."""
BINS = 10
SCORED = ("sentiment", "hostility", "sectarian")
COLUMNS = ("text", "language", "source", "sentiment", "has_neutral", "level", "hostile", "framing")
LISTS = ("types", "targets", "frames")

Labels = npt.NDArray[Any]
Row = Mapping[str, Any]
Baseline = Mapping[tuple[str, str, str], Row]
"""What an n-gram baseline says (`ngram`) and the commonest class (`majority`), by set, text and question."""


def is_for_calibration(text: str) -> bool:
    """Whether a dev text is of the half that fits the calibration: the same on every machine."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0


def sample(rows: Sequence[Row], rows_a_set: int, *, is_dev: bool) -> list[Row]:
    """Rows to measure on: none of the written ones, `rows_a_set` of a set, of `coded` all; of dev the
    half that fitted nothing."""
    taken: Counter[str] = Counter()
    out = []
    for row in rows:
        if row["source"] == "written" or (is_dev and is_for_calibration(row["text"])):
            continue
        taken[row["source"]] += 1
        if row["source"] == "coded" or taken[row["source"]] <= rows_a_set:
            out.append(row)
    return out


def evaluate_on(
    folder: Path,
    model: str,
    *,
    split: str = "dev",
    rows_a_set: int = 250,
    baseline: Path | None = None,
    progress: Callable[[int], object] | None = None,
) -> dict[str, Any]:
    """All figures of a model on `dev.parquet` or `test.parquet` in a folder, as
    `scripts/prepare_data.py` writes them, beside those of a `baseline`, a table that
    `scripts/baseline.py` wrote.

    Raises RunError for a folder without such a table, BundleError for an unsound model.
    """
    opened = models.open_checked(models.inspect(model))
    rows = sample(labelled(folder / f"{split}.parquet"), rows_a_set, is_dev=split == "dev")
    scores = models.score([row["text"] for row in rows], opened, progress).to_pylist()
    beside = None if baseline is None else read_baseline(baseline)
    about = {"split": "evaluation half of dev" if split == "dev" else split}
    return about | {"rows a set at most": rows_a_set} | evaluate(rows, scores, beside)


def read_baseline(file: Path) -> Baseline:
    """What `scripts/baseline.py` wrote."""
    import pyarrow.parquet as pq

    return {(r["source"], r["text"], r["question"]): r for r in pq.read_table(file).to_pylist()}


def labelled(file: Path) -> list[dict[str, Any]]:
    """Rows of a table that `scripts/prepare_data.py` wrote. Raises RunError."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows: list[dict[str, Any]] = pq.read_table(file, columns=[*COLUMNS, *LISTS]).to_pylist()
    except (OSError, pa.ArrowException) as error:
        what = (str(error).splitlines() or [type(error).__name__])[0][:160]
        raise RunError(
            f"{file}: no labelled rows can be read ({what}); --data takes the folder that "
            "scripts/prepare_data.py wrote"
        ) from error
    return rows


def evaluate(
    rows: Sequence[Row], scores: Sequence[Row], baseline: Baseline | None = None
) -> dict[str, Any]:
    """All figures of `scores` (rows of `records.score_schema`) against the labels of `rows`."""
    pairs = list(zip(rows, scores, strict=True))
    lists = {
        "hostility_types": ("types", HOSTILITY_TYPES),
        "hostility_target": ("targets", HOSTILITY_TARGETS),
        "frames": ("frames", FRAMES),
    }
    return {
        "rows": len(rows),
        "rows without scores": sum(all(s[c] is None for c in SCORED) for s in scores),
        "macro_f1": {
            "sentiment": question(pairs, baseline, "sentiment", _place("sentiment", SENTIMENTS)),
            "hostile (public sets)": question(pairs, baseline, "hostile", _is_hostile),
            "hostility level": question(pairs, baseline, "level", lambda s: s["hostility"]),
            "framing": question(pairs, baseline, "framing", _place("sectarian", FRAMINGS)),
        },
        "labels": {
            column: labels_question(pairs, baseline, name, column, classes)
            for column, (name, classes) in lists.items()
        },
        "probabilities": probabilities(pairs),
    }


Pairs = Sequence[tuple[Row, Row]]
"""Labelled rows, each with its scores; a panel's may lack some."""


def _place(column: str, classes: Sequence[str]) -> Callable[[Row], int | None]:
    return lambda s: None if s[column] is None else classes.index(s[column])


def _is_hostile(scores: Row) -> int | None:
    return None if scores["p_hostile"] is None else int(scores["p_hostile"] > 0.5)


def question(
    pairs: Pairs, baseline: Baseline | None, name: str, said: Callable[[Row], int | None]
) -> dict[str, Any]:
    """One exclusive question over all rows that answer it, by language, and by set and language."""
    picked = [(r, a) for r, s in pairs if r[name] is not None and (a := said(s)) is not None]
    truth = np.array([r[name] for r, _ in picked], np.int64)
    answers = {"model": np.array([answer for _, answer in picked], np.int64)}
    others = _beside(baseline, [r for r, _ in picked], name)
    if others:
        answers |= {k: np.array([int(o[k][0]) for o in others]) for k in ("ngram", "majority")}
    languages = [r["language"] for r, _ in picked]
    sets = [f"{r['source']} {r['language']}" for r, _ in picked]

    def of(keep: Labels) -> dict[str, Any]:
        return compared(truth[keep], {name: answer[keep] for name, answer in answers.items()})

    by_language = {k: of(keep) for k, keep in _large(languages, truth).items()}
    return {
        "all": of(np.ones(len(truth), bool)),
        "mean over languages": {
            k: round(
                float(np.mean([v[k][0] if k == "model" else v[k] for v in by_language.values()])), 4
            )
            for k in answers
        }
        if by_language
        else {},
        "languages": by_language,
        "sets": {k: of(keep) for k, keep in _large(sets, truth).items()},
    }


def _beside(baseline: Baseline | None, rows: Sequence[Row], name: str) -> list[Row]:
    """What the baseline says of each row; nothing without a baseline."""
    if baseline is None:
        return []
    try:
        return [baseline[row["source"], row["text"], name] for row in rows]
    except KeyError as error:
        raise RunError(
            "the baseline does not cover these rows; write it anew from the same folder, or leave it out"
        ) from error


def _large(groups: Sequence[str], truth: Labels) -> dict[str, Labels]:
    """Rows of each group with FEW rows or more and two classes or more, the largest first."""
    of = np.array(groups)
    return {
        group: of == group
        for group, count in Counter(groups).most_common()
        if count >= FEW and len(set(truth[of == group])) > 1
    }


def labels_question(
    pairs: Pairs, baseline: Baseline | None, name: str, column: str, classes: tuple[str, ...]
) -> dict[str, Any]:
    """One question with any number of labels, over the coded rows."""
    picked = [(r, s) for r, s in pairs if r["source"] == "coded" and s[column] is not None]

    def marked(lists: Sequence[Sequence[str]]) -> Labels:
        return np.array([[c in found for c in classes] for found in lists], bool).reshape(
            -1, len(classes)
        )

    truth = marked([r[name] for r, _ in picked])
    answers = {"model": marked([s[column] for _, s in picked])}
    others = _beside(baseline, [r for r, _ in picked], name)
    if others:
        answers |= {k: marked([o[k] for o in others]) for k in ("ngram", "majority")}
    each = _f1(truth, answers["model"])
    return {
        **compared(truth, answers),
        "labels": {
            c: {"n": int(truth[:, i].sum()), "f1": round(float(each[i]), 4)}
            for i, c in enumerate(classes)
        },
    }


def compared(truth: Labels, answers: Mapping[str, Labels]) -> dict[str, Any]:
    """Macro-F1 of the model, with its interval, and of what stands beside it, on the same rows."""
    n = len(truth)
    model = answers["model"]
    return {
        "n": n,
        "model": interval(lambda i: macro_f1(truth[i], model[i]), n),
        **{
            name: round(macro_f1(truth, said), 4)
            for name, said in answers.items()
            if name != "model"
        },
    }


def interval(measure: Callable[[Labels], float], n: int) -> list[float | None]:
    """The measure on all `n` rows, and its 95 % interval; None where it cannot be told."""
    rng = np.random.default_rng(1)
    again = np.array([measure(rng.integers(0, n, n)) for _ in range(RESAMPLES if n else 0)])
    known = again[~np.isnan(again)]
    if not len(known):
        return [None, None, None]
    low, high = np.percentile(known, [2.5, 97.5])
    return [round(float(v), 4) for v in (measure(np.arange(n)), low, high)]


def macro_f1(truth: Labels, said: Labels) -> float:
    """Mean F1 over the classes that occur in `truth`; of rows and labels (two dimensions), over all."""
    if truth.ndim == 1:
        classes = np.unique(truth)
        truth, said = truth[:, None] == classes, said[:, None] == classes
    return float(_f1(truth, said).mean())


def _f1(truth: Labels, said: Labels) -> Labels:
    """F1 of each column of 0/1 labels, 0 where there is nothing to find and nothing found."""
    hits = (truth & said).sum(axis=0)
    total = truth.sum(axis=0) + said.sum(axis=0)
    score: Labels = 2 * hits / np.maximum(total, 1)
    return score


def auroc(truth: Labels, p: Labels) -> float:
    """Area under the ROC curve (Hanley & McNeil 1982: by ranks); NaN where all rows are of one kind."""
    from scipy.stats import rankdata

    positives = int(truth.sum())
    negatives = len(truth) - positives
    if not positives or not negatives:
        return float("nan")
    ranks = rankdata(p)[truth].sum()
    return float((ranks - positives * (positives + 1) / 2) / (positives * negatives))


def reliability(p: Labels, truth: Labels) -> list[dict[str, float]]:
    """Bins of equal size by probability (Nguyen & O'Connor 2015): n, mean probability, share that is so."""
    order = np.argsort(p, kind="stable")
    return [
        {
            "n": len(rows),
            "said": round(float(p[rows].mean()), 4),
            "is": round(float(truth[rows].mean()), 4),
        }
        for rows in np.array_split(order, BINS)
        if len(rows)
    ]


def calibration_error(p: Labels, truth: Labels) -> float:
    """Expected calibration error: the mean gap between what is said and what is so, over BINS bins."""
    bins = reliability(p, truth)
    gaps = sum(b["n"] * abs(b["said"] - b["is"]) for b in bins)
    return round(float(gaps / max(1, len(truth))), 4)


def probabilities(pairs: Pairs) -> dict[str, Any]:
    """Area under the ROC curve, calibration error and reliability of the `p_` columns."""
    coded = [(r, s) for r, s in pairs if r["source"] == "coded"]
    public = [(r, s) for r, s in pairs if r["hostile"] is not None]
    toned = [(r, s) for r, s in pairs if r["sentiment"] is not None and r["has_neutral"]]
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
    answered = {
        name: ([(r, s) for r, s in rows if s[name.split()[0]] is not None], is_true)
        for name, (rows, is_true) in asked.items()
    }
    return {
        name: _probability(name.split()[0], rows, is_true)
        for name, (rows, is_true) in answered.items()
        if rows
    }


def _probability(
    column: str, pairs: Sequence[tuple[Row, Row]], is_true: Callable[[Row], bool]
) -> dict[str, Any]:
    truth = np.array([is_true(r) for r, _ in pairs], bool)
    p = np.array([s[column] for _, s in pairs], np.float64)
    languages = np.array([r["language"] for r, _ in pairs])
    by_language = {
        code: {"n": count, "calibration_error": calibration_error(p[own], truth[own])}
        for code, count in Counter(languages.tolist()).most_common()
        if count >= FEW_CALIBRATED
        for own in [languages == code]
    }
    errors = [entry["calibration_error"] for entry in by_language.values()]
    return {
        "n": len(truth),
        "positives": int(truth.sum()),
        "auroc": interval(partial(_auroc_of, truth, p), len(truth)),
        "calibration_error": calibration_error(p, truth),
        "mean calibration error over languages": round(float(np.mean(errors)), 4)
        if errors
        else None,
        "languages": by_language,
        "reliability": reliability(p, truth),
    }


def _auroc_of(truth: Labels, p: Labels, rows: Labels) -> float:
    return auroc(truth[rows], p[rows])
