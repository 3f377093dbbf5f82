"""The figures of a model card are those that their definitions give."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import Outcome
from sklearn import metrics

from comments.scoring.evaluation import (
    FEW,
    auroc,
    calibration_error,
    evaluate,
    interval,
    is_for_calibration,
    macro_f1,
    reliability,
    sample,
)
from comments.scoring.figures import figures

CLASSES = st.integers(0, 3)


def row(text: str, source: str = "coded", language: str = "en", **labels: Any) -> dict[str, Any]:
    """A labelled row; what is not given is not labelled."""
    unlabelled = dict.fromkeys(("sentiment", "level", "hostile", "framing"))
    nothing = {"types": [], "targets": [], "frames": [], "has_neutral": True}
    return {"text": text, "source": source, "language": language} | unlabelled | nothing | labels


def test_f1_of_a_class_is_between_its_precision_and_recall() -> None:
    truth, said = np.array([0, 0, 0, 1, 1, 2]), np.array([0, 0, 1, 1, 1, 3])
    of_0, of_1, of_2 = 2 * 2 / (3 + 2), 2 * 2 / (2 + 3), 0
    assert macro_f1(truth, said) == pytest.approx((of_0 + of_1 + of_2) / 3)


def test_labels_that_nobody_has_and_nobody_gives_count_as_nought() -> None:
    truth = np.array([[1, 0], [1, 0]], bool)
    assert macro_f1(truth, truth) == 0.5


@given(st.lists(st.tuples(CLASSES, CLASSES), min_size=1))
def test_macro_f1_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    truth, said = np.array(pairs).T
    expected = metrics.f1_score(
        truth, said, average="macro", labels=np.unique(truth), zero_division=0
    )
    assert macro_f1(truth, said) == pytest.approx(expected)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.1, 0.2, 0.5, 0.9])), min_size=2))
def test_auroc_is_the_share_of_pairs_in_the_right_order(pairs: list[tuple[bool, float]]) -> None:
    truth, p = np.array([t for t, _ in pairs]), np.array([v for _, v in pairs])
    high, low = p[truth], p[~truth]
    if not len(high) or not len(low):
        assert np.isnan(auroc(truth, p))
        return
    wins = (high[:, None] > low).mean() + (high[:, None] == low).mean() / 2
    assert auroc(truth, p) == pytest.approx(wins)


def test_a_probability_that_is_what_it_says_has_no_calibration_error() -> None:
    p = np.repeat([0.1, 0.5, 0.9], 100)
    truth = np.concatenate([np.arange(100) < 10, np.arange(100) < 50, np.arange(100) < 90])
    order = np.random.default_rng(1).permutation(len(p))
    p, truth = p[order], truth[order]
    assert calibration_error(p, truth) < 0.07
    assert calibration_error(1 - p, truth) > 0.5
    assert [b["n"] for b in reliability(p, truth)] == [30] * 10


def test_an_interval_holds_the_figure_and_narrows_with_the_rows() -> None:
    rng = np.random.default_rng(3)
    right = rng.random(4_000) < 0.7

    def of(n: int) -> list[Any]:
        return interval(lambda i: float(right[:n][i].mean()), n)

    few, many = of(40), of(4_000)
    assert few[1] <= few[0] <= few[2]
    assert many[2] - many[1] < (few[2] - few[1]) / 5
    assert of(4_000) == many


def test_rows_that_fitted_the_calibration_and_written_ones_are_not_measured_on() -> None:
    rows = [row(f"text {i}", source) for i in range(40) for source in ("coded", "set", "written")]
    for is_dev in (True, False):
        kept = sample(rows, 5, is_dev=is_dev)
        assert {r["source"] for r in kept} == {"coded", "set"}
        assert sum(r["source"] == "set" for r in kept) == 5
        assert any(is_for_calibration(r["text"]) for r in kept) != is_dev
    assert sum(r["source"] == "coded" for r in sample(rows, 5, is_dev=False)) == 40


def score(**columns: Any) -> dict[str, Any]:
    """A row of scores; what is not given is null."""
    names = ("sentiment", "hostility", "sectarian", "frames", "hostility_types", "hostility_target")
    p = ("negative", "positive", "uncivil", "hostile", "violent", "sectarian", "bridging")
    return dict.fromkeys(names) | {f"p_{name}": None for name in p} | columns


def test_a_question_is_measured_on_the_rows_that_answer_it_by_language_and_set() -> None:
    rows = [row(f"{i}", "set", "en", sentiment=i % 3) for i in range(FEW)]
    rows += [row(f"{i}", "set", "fa", sentiment=i % 3) for i in range(FEW - 1)]
    rows += [row("x", hostile=1)]
    names = ("negative", "neutral", "positive")
    scores = [score(sentiment=names[r["sentiment"] or 0]) for r in rows]
    found = evaluate(rows, scores)["macro_f1"]["sentiment"]
    assert found["all"]["n"] == 2 * FEW - 1
    assert found["all"]["model"] == [1, 1, 1]
    assert set(found["languages"]) == {"en"}
    assert set(found["sets"]) == {"set en"}
    assert found["mean over languages"] == {"model": 1}


def test_a_panel_is_not_measured_on_what_it_does_not_answer() -> None:
    rows = [row(str(i), level=i % 4, framing=0, sentiment=0) for i in range(40)]
    scores = [score(sentiment="negative", p_negative=0.9, p_positive=0.05) for _ in rows]
    found = evaluate(rows, scores)
    assert found["rows without scores"] == 0
    assert found["macro_f1"]["hostility level"]["all"]["n"] == 0
    assert set(found["probabilities"]) == {
        "p_negative (sets with a neutral class)",
        "p_positive (sets with a neutral class)",
    }
    assert "p_negative" in "\n".join(figures(found))


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A folder of labelled rows as the command takes it."""
    said = ["You stupid liar!", "Thank you very much.", "The vote is on Tuesday."]
    rows = [
        row(f"{said[i % 3]} {i}", sentiment=i % 3, level=2 * (i % 2), framing=i % 2, hostile=i % 2)
        for i in range(120)
    ]
    schema = pa.schema([(k, pa.list_(pa.string())) for k in ("types", "targets", "frames")])
    plain = {k: [r[k] for r in rows] for k in rows[0] if k not in schema.names}
    lists = {k: pa.array([r[k] for r in rows], pa.list_(pa.string())) for k in schema.names}
    for name in ("dev", "test"):
        pq.write_table(pa.table(plain | lists), tmp_path / f"{name}.parquet")
    return tmp_path


def test_the_command_prints_every_figure(
    command: Callable[..., Outcome], labelled: Path, tiny: Path
) -> None:
    outcome = command("models", "evaluate", tiny, "--data", labelled)
    assert outcome.status == 0, outcome.err
    for heading in ("sentiment", "framing", "hostility types", "p_sectarian (coded)", "said"):
        assert heading in outcome.out
    whole = command("models", "evaluate", tiny, "--data", labelled, "--split", "test")
    assert "| sentiment | 120 |" in whole.out
    assert "| sentiment | 120 |" not in outcome.out, "the calibration half was measured on"


def test_a_folder_without_labelled_rows_is_one_line(
    command: Callable[..., Outcome], tiny: Path, tmp_path: Path
) -> None:
    outcome = command("models", "evaluate", tiny, "--data", tmp_path)
    assert outcome.status == 2
    assert len(outcome.err) == 1
    assert "dev.parquet" in outcome.err[0]
    assert "--data" in outcome.err[0]
