"""From logits to probabilities that can be taken at their word."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.scoring.calibration import HeadCalibration, chosen, from_json, probabilities, to_json
from comments.scoring.heads import HEADS, LOGITS

NUMBERS = st.floats(-50, 50, width=32)


@st.composite
def calibrations(draw: st.DrawFn) -> dict[str, HeadCalibration]:
    def numbers(count: int, low: float = -5, high: float = 5) -> Any:
        values = st.floats(low, high, width=32)
        return np.array(draw(st.lists(values, min_size=count, max_size=count)), np.float32)

    return {
        head.name: HeadCalibration(
            numbers(1 if head.exclusive else len(head.labels), 0.0625, 4),
            numbers(1, 0, 4),
            numbers(len(head.labels)),
            None if head.exclusive else numbers(len(head.labels), 0, 1),
        )
        for head in HEADS
    }


@given(calibrations())
def test_json_gives_back_what_it_was_given(calibration: dict[str, HeadCalibration]) -> None:
    again = from_json(json.loads(json.dumps(to_json(calibration))))
    assert list(again) == list(calibration)
    for name, head in calibration.items():
        for field in ("scale", "surface", "offset", "threshold"):
            np.testing.assert_array_equal(getattr(again[name], field), getattr(head, field))


ROWS = st.lists(NUMBERS, min_size=LOGITS, max_size=LOGITS)


@given(calibrations(), ROWS, ROWS)
def test_probabilities_lie_in_0_to_1_and_exclusive_ones_sum_to_1(
    calibration: dict[str, HeadCalibration], row: list[float], grams: list[float]
) -> None:
    both = np.array([row, row[::-1]], np.float32), np.array([grams] * 2, np.float32)
    found = probabilities(*both, calibration)
    for head in HEADS:
        p = found[head.name]
        assert p.shape == (2, len(head.labels))
        assert p.min() >= 0
        assert p.max() <= 1
        if head.exclusive:
            np.testing.assert_allclose(p.sum(axis=1), 1, atol=1e-5)


def plain() -> dict[str, HeadCalibration]:
    return {
        head.name: HeadCalibration(
            np.ones(1, np.float32),
            np.full(1, 0.5, np.float32),
            np.zeros(len(head.labels), np.float32),
            None if head.exclusive else np.full(len(head.labels), 0.5, np.float32),
        )
        for head in HEADS
    }


def test_a_worked_softmax_and_a_worked_logistic_curve() -> None:
    logits = np.zeros((1, LOGITS), np.float32)
    logits[0, :3] = np.log([1, 2, 5])
    nothing = np.zeros_like(logits)
    found = probabilities(logits, nothing, plain())
    np.testing.assert_allclose(found["sentiment"], [[0.125, 0.25, 0.625]], atol=1e-6)
    # Half of log 4 beside log 2 makes the middle class as likely again: 1, 4, 5 tenths.
    nothing[0, 1] = np.log(4)
    grams = probabilities(logits, nothing, plain())
    np.testing.assert_allclose(grams["sentiment"], [[0.1, 0.4, 0.5]], atol=1e-6)
    np.testing.assert_allclose(found["frames"], np.full((1, 7), 0.5))


def test_labels_are_chosen_from_their_threshold_up() -> None:
    frames = HEADS[-1]
    probability = np.array([[0.5, 0.49, 0, 0, 0, 0, 1], [0] * 7], np.float32)
    assert chosen(probability, frames, plain()) == [["othering", "exclusion"], []]
    with pytest.raises(ValueError, match="sentiment is exclusive"):
        chosen(probability[:, :3], HEADS[0], plain())


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("sentiment", "offset", [0, 0]),
        ("frames", "threshold", [0.5]),
        ("frames", "scale", [1, 1]),
        ("hostility", "scale", [float("nan")]),
        ("sectarian", "offset", [0, 0, 0, float("inf")]),
        ("hostility", "scale", ["much"]),
    ],
)
def test_a_calibration_that_does_not_fit_is_refused(head: str, field: str, value: Any) -> None:
    values = to_json(plain())
    values[head][field] = value
    with pytest.raises(ValueError):
        from_json(values)


def test_a_missing_head_is_refused() -> None:
    values = to_json(plain())
    del values["frames"]
    with pytest.raises(KeyError):
        from_json(values)
