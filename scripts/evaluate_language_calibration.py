"""Would a calibration of its own for each language help? Fit on one half of rows, judge on the other.

    python scripts/evaluate_language_calibration.py CORPUS [--model default] [--rows-a-set 100]

CORPUS is what prepare_data.py wrote. The evaluation half of dev, which fitted nothing, is cut in two by a
hash of each text. On one part, a scale (a temperature: Guo et al. 2017) or a scale and an offset a class are
fitted to each language's log-probabilities, held to the common calibration by a ridge; on the other part,
their log loss and expected calibration error (ten bins of equal size) stand beside those without. Then the
parts change places, and the two are averaged. Languages with at least FEWEST rows in each part are shown.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from comments.records import SENTIMENTS
from comments.scoring import models
from comments.scoring.evaluation import calibration_error, labelled, sample

FEWEST = 100
RIDGE = 4.0
"""Rows' worth of belief in the common calibration."""

Floats = npt.NDArray[np.float64]
WAYS = ("as it is", "scale", "scale and offset")


def softmax(z: Floats) -> Floats:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p: Floats = e / e.sum(axis=1, keepdims=True)
    return p


def loss(p: Floats, truth: npt.NDArray[np.int64]) -> float:
    return float(-np.log(np.maximum(p[np.arange(len(p)), truth], 1e-6)).mean())


def recalibrated(way: str, fit: Floats, truth: npt.NDArray[np.int64], other: Floats) -> Floats:
    """Probabilities of `other` (log-probabilities) by what `fit` shows, each shape (rows, classes)."""
    if way == "as it is":
        return softmax(other)
    free = 1 + (fit.shape[1] if way == "scale and offset" else 0)

    def applied(z: Floats, x: Floats) -> Floats:
        return softmax(z * np.exp(x[0]) + (x[1:] if len(x) > 1 else 0.0))

    def objective(x: Floats) -> float:
        return loss(applied(fit, x), truth) + RIDGE * float(np.square(x).sum()) / len(fit)

    return applied(other, minimize(objective, np.zeros(free), method="L-BFGS-B").x)


def questions(
    rows: list[Any], scores: list[Any]
) -> dict[str, tuple[list[Any], Floats, npt.NDArray[np.int64]]]:
    """Rows, probabilities and truth of sentiment (sets with a neutral class) and of hostile or not."""
    pairs = [(r, s) for r, s in zip(rows, scores, strict=True) if s["sentiment"] is not None]
    toned = [(r, s) for r, s in pairs if r["sentiment"] is not None and r["has_neutral"]]
    public = [(r, s) for r, s in pairs if r["hostile"] is not None]
    return {
        "sentiment": (
            [r for r, _ in toned],
            np.array([[s[f"p_{name}"] for name in SENTIMENTS] for _, s in toned], np.float64),
            np.array([r["sentiment"] for r, _ in toned]),
        ),
        "hostile": (
            [r for r, _ in public],
            np.array([[1 - s["p_hostile"], s["p_hostile"]] for _, s in public], np.float64),
            np.array([r["hostile"] for r, _ in public]),
        ),
    }


def is_first_part(text: str) -> bool:
    return hashlib.sha256(text.encode()).digest()[1] % 2 == 0


def judged(z: Floats, truth: npt.NDArray[np.int64], first: npt.NDArray[np.bool_]) -> list[float]:
    """Log loss and calibration error (mean over classes), way by way, over both changes of place."""
    out: list[float] = []
    for way in WAYS:
        losses, errors = [], []
        for fit in (first, ~first):
            p = recalibrated(way, z[fit], truth[fit], z[~fit])
            held = truth[~fit]
            losses.append(loss(p, held))
            each = [calibration_error(p[:, k], held == k) for k in range(p.shape[1])]
            errors.append(float(np.mean(each)))
        out += [float(np.mean(losses)), float(np.mean(errors))]
    return out


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", default="default")
    parser.add_argument("--rows-a-set", type=int, default=100)
    given = parser.parse_args()
    rows = sample(labelled(given.corpus / "dev.parquet"), given.rows_a_set, is_dev=True)
    model = models.open_checked(models.inspect(given.model))
    scores = models.score([row["text"] for row in rows], model).to_pylist()
    for name, (of, p, truth) in questions(list(rows), scores).items():
        language = np.array([row["language"] for row in of])
        first = np.array([is_first_part(row["text"]) for row in of])
        z = np.log(np.maximum(p, 1e-4))
        print(f"\n{name:<12}{'rows':>7}" + "".join(f"{way:>22}" for way in WAYS))
        print(f"{'':<19}" + f"{'log loss':>12}{'error':>10}" * len(WAYS))
        lines = []
        for code in sorted(set(language)):
            own = language == code
            if min((own & first).sum(), (own & ~first).sum()) >= FEWEST:
                found = judged(z[own], truth[own], first[own])
                lines.append(found)
                print(f"{code:<12}{own.sum():>7}" + "".join(_pair(found)))
        if lines:
            print(f"{'mean':<19}" + "".join(_pair(list(np.mean(lines, axis=0)))))


def _pair(found: list[float]) -> list[str]:
    return [f"{a:>12.4f}{b:>10.4f}" for a, b in zip(found[::2], found[1::2], strict=True)]


if __name__ == "__main__":
    main()
