"""A calibration is recovered from answers that were drawn from it."""

import numpy as np
import pytest

from comments.scoring.calibration import Floats
from comments.scoring.fitting import Mask, best_threshold, fit_exclusive, fit_labels

ROWS = 6000


def softmax(z: Floats) -> Floats:
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True), np.float32)


def simulated(scale: float, offset: list[float]) -> tuple[Floats, Mask]:
    """Logits, and one true class a row, drawn with the probabilities of that calibration."""
    random = np.random.default_rng(7)
    logits = random.normal(0, 2, (ROWS, len(offset))).astype(np.float32)
    p = softmax(logits * scale + np.array(offset, np.float32))
    drawn = (p.cumsum(axis=1) > random.random((ROWS, 1))).argmax(axis=1)
    return logits, np.eye(len(offset), dtype=bool)[drawn]


def nothing(logits: Floats) -> Floats:
    """N-grams that say nothing."""
    return np.zeros_like(logits)


def test_a_known_temperature_and_offset_are_recovered() -> None:
    logits, truth = simulated(0.5, [0.8, 0.0, -0.8])
    everything = np.ones_like(truth)
    fitted = fit_exclusive(logits, nothing(logits), truth, everything, np.ones(ROWS, np.float32))
    assert fitted.threshold is None
    assert fitted.scale == pytest.approx([0.5], abs=0.05)
    assert fitted.offset - fitted.offset.mean() == pytest.approx([0.8, 0, -0.8], abs=0.12)


def test_coarse_labels_recover_the_same_temperature() -> None:
    logits, truth = simulated(0.5, [0.8, 0.3, -0.3, -0.8])
    allowed = truth.copy()
    half = np.arange(ROWS) % 2 == 0
    hostile = truth[:, 2:].any(axis=1)
    allowed[half & hostile, 2:] = True
    allowed[half & ~hostile, :2] = True
    fitted = fit_exclusive(
        logits, nothing(logits), allowed, np.ones_like(truth), np.ones(ROWS, np.float32)
    )
    assert fitted.scale == pytest.approx([0.5], abs=0.06)
    assert fitted.offset - fitted.offset.mean() == pytest.approx([0.8, 0.3, -0.3, -0.8], abs=0.15)


def test_rows_without_weight_do_not_count() -> None:
    logits, truth = simulated(0.5, [0.8, 0.0, -0.8])
    wrong = np.roll(truth, 1, axis=1)
    everything = np.ones((2 * ROWS, 3), bool)
    weight = np.repeat([1, 0], ROWS).astype(np.float32)
    twice = np.tile(logits, (2, 1))
    both = np.concatenate([truth, wrong])
    fitted = fit_exclusive(twice, nothing(twice), both, everything, weight)
    ones = np.ones(ROWS, np.float32)
    alone = fit_exclusive(logits, nothing(logits), truth, everything[:ROWS], ones)
    assert fitted.scale == pytest.approx(alone.scale, abs=0.01)


def test_what_two_models_are_worth_beside_each_other_is_recovered() -> None:
    random = np.random.default_rng(5)
    logits, grams = random.normal(0, 2, (2, ROWS, 3)).astype(np.float32)
    p = softmax(0.5 * logits + 0.25 * grams)
    drawn = (p.cumsum(axis=1) > random.random((ROWS, 1))).argmax(axis=1)
    truth = np.eye(3, dtype=bool)[drawn]
    fitted = fit_exclusive(logits, grams, truth, np.ones_like(truth), np.ones(ROWS, np.float32))
    assert fitted.scale == pytest.approx([0.5], abs=0.05)
    assert fitted.surface == pytest.approx([0.25], abs=0.05)


def test_a_curve_a_label_is_recovered() -> None:
    random = np.random.default_rng(3)
    logits = random.normal(0, 2, (ROWS, 2)).astype(np.float32)
    scale, offset = np.array([0.5, 2.0]), np.array([-1.0, 1.0])
    truth = random.random((ROWS, 2)) < 1 / (1 + np.exp(-(logits * scale + offset)))
    fitted = fit_labels(logits, truth, np.ones(ROWS, np.float32))
    assert fitted.scale == pytest.approx(scale, rel=0.12)
    assert fitted.offset == pytest.approx(offset, abs=0.15)


def test_the_threshold_is_that_of_the_best_f1() -> None:
    # By hand: cutting at 0.6 gives 5 hits of 6 at 5 found, F1 = 2 * 5 / (6 + 5) = 0.909.
    probability = np.array([0.9, 0.8, 0.75, 0.7, 0.65, 0.6, 0.3, 0.2, 0.1], np.float32)
    truth = np.array([1, 1, 1, 1, 0, 1, 0, 0, 0], bool)
    assert best_threshold(probability, truth) == pytest.approx(0.6)


def test_a_label_with_hardly_any_example_keeps_the_middle() -> None:
    probability = np.array([0.9, 0.1, 0.2, 0.3], np.float32)
    assert best_threshold(probability, np.array([1, 0, 0, 0], bool)) == 0.5
    assert best_threshold(probability, np.zeros(4, bool)) == 0.5
