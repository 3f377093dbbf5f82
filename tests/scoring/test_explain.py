"""Which words drove a score: those without which it falls."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import INSULTS, THANKS, Outcome, make_bundle, page

import comments
from comments.scoring import models
from comments.scoring.bundle import Bundle
from comments.scoring.explain import LEAST, MOST_UNITS, evidence_schema, explain, units_of
from comments.scoring.scorer import score_texts

TEXTS = [
    "You stupid liar, shut up!",
    "Thank you for this very good article.",
    "أنت كاذب وغبي يا خائن",
    "یہ صحافی جھوٹا اور غدار ہے",
    "यह पत्रकार झूठा और गद्दार है",
    "👍",
    "",
]


def explained(texts: list[str], bundle: Bundle) -> list[dict[str, Any]]:
    table = explain(texts, score_texts(texts, bundle), bundle)
    assert table.schema.equals(evidence_schema())
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows


@pytest.fixture(scope="module")
def rows(default_bundle: Bundle) -> list[dict[str, Any]]:
    return explained(TEXTS, default_bundle)


def test_an_insult_is_what_an_insult_rests_on(rows: list[dict[str, Any]]) -> None:
    heaviest = max(rows[0]["evidence_hostility"], key=lambda span: span["weight"])
    assert heaviest["word"] in {"stupid", "liar"}
    assert {span["word"] for span in rows[1]["evidence_sentiment"]} & {"Thank", "good"}


def test_places_are_those_of_the_words_in_the_text(rows: list[dict[str, Any]]) -> None:
    found = 0
    for text, row in zip(TEXTS, rows, strict=True):
        for spans in row.values():
            for span in spans or ():
                assert text[span["start"] : span["end"]] == span["word"]
                assert span["word"] == span["word"].strip("!,. ")
                found += 1
    assert found > 10


def test_words_of_every_script_are_found(rows: list[dict[str, Any]]) -> None:
    for row in rows[2:5]:
        assert row["evidence_sentiment"] or row["evidence_hostility"]


def test_the_weight_is_the_fall_of_the_probability(
    rows: list[dict[str, Any]], default_bundle: Bundle
) -> None:
    span = rows[0]["evidence_sentiment"][0]
    without = TEXTS[0][: span["start"]] + TEXTS[0][span["end"] :].lstrip(",!")
    whole, less = score_texts([TEXTS[0], without], default_bundle).to_pylist()
    column = f"p_{whole['sentiment']}"
    assert span["weight"] == pytest.approx(whole[column] - less[column], abs=2e-4)
    assert all(s["weight"] >= LEAST for r in rows for v in r.values() for s in v or ())


def test_the_only_word_carries_the_whole_score(
    rows: list[dict[str, Any]], default_bundle: Bundle
) -> None:
    score = score_texts([TEXTS[5]], default_bundle).to_pylist()[0]
    [span] = rows[5]["evidence_sentiment"]
    assert span["word"] == "👍"
    assert span["weight"] == pytest.approx(score[f"p_{score['sentiment']}"], abs=1e-4)


def test_what_has_no_score_has_no_evidence(rows: list[dict[str, Any]]) -> None:
    assert set(rows[6].values()) == {None}


def test_the_same_text_is_explained_alike_in_any_company(
    rows: list[dict[str, Any]], default_bundle: Bundle
) -> None:
    assert explained([TEXTS[0]], default_bundle) == rows[:1]
    assert explained(TEXTS[::-1], default_bundle) == rows[::-1]


def test_quoted_words_drive_nothing(default_bundle: Bundle) -> None:
    text = "> You stupid liar\nThank you, I agree."
    [row] = explained([text], default_bundle)
    starts = [span["start"] for spans in row.values() for span in spans]
    assert starts
    assert min(starts) > text.index("\n")
    assert units_of("> only a quote")[0] == (0, 1)


def test_long_comments_are_taken_apart_in_runs_of_words() -> None:
    text = " ".join(f"word{i}" for i in range(1_234))
    units = units_of(text)
    assert len(units) <= MOST_UNITS
    assert " ".join(text[a:b] for a, b in units) == text


@given(st.text())
def test_the_pieces_of_any_text_stand_in_order_and_hold_all_its_words(text: str) -> None:
    units = units_of(text)
    assert all(a < b for a, b in units)
    assert all(b <= c for (_, b), (c, _) in pairwise(units))
    if "\n" not in text and not text.startswith(">"):
        assert "".join(text[a:b] for a, b in units).split() == text.split() or len(units) > 1


def test_a_table_gets_the_words_beside_the_scores(
    command: Callable[..., Outcome], tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text('text\n"You stupid liar, shut up!"\n""\n', encoding="utf-8")
    for ending in ("parquet", "csv", "jsonl"):
        outcome = command("score", table, "-o", tmp_path / f"out.{ending}", "--explain")
        assert outcome.status == 0, outcome.err
    stored = pq.read_table(tmp_path / "out.parquet")["evidence_hostility"].to_pylist()
    assert stored[1] is None
    line = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0]
    in_csv = pd.read_csv(tmp_path / "out.csv")["evidence_hostility"]
    for spans in (stored[0], json.loads(line)["evidence_hostility"], json.loads(in_csv[0])):
        assert {span["word"] for span in spans} >= {"stupid"}
        assert set(spans[0]) == {"word", "start", "end", "weight"}
    assert pd.isna(in_csv[1])


def test_a_panel_is_explained_as_a_bundle_is(tmp_path: Path) -> None:
    from checkpoints import make_checkpoint

    make_checkpoint(tmp_path / "tone", ["bad", "good"], [0, 0], moved=40)
    panel = tmp_path / "panel.toml"
    panel.write_text(
        '[sentiment]\nfolder = "tone"\nlabels = { negative = "bad", positive = "good" }'
    )
    model = models.open_checked(models.inspect(str(panel)))
    [row] = explain([TEXTS[0]], models.score([TEXTS[0]], model), model).to_pylist()
    assert row["evidence_sentiment"]
    assert row["evidence_hostility"] is None


def test_a_run_marks_the_words_of_hostile_comments_and_does_so_once(
    command: Callable[..., Outcome], pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert command("run", pages, "--out", out).status == 0
    assert not (out / "evidence.parquet").exists()
    first = command("run", pages, "--out", out, "--explain")
    assert any(line.startswith("Explaining") for line in first.err)
    found = pd.read_parquet(out / "evidence.parquet")
    texts = pd.read_parquet(out / "comments.parquet").set_index("comment_id").text
    assert set(texts[found.comment_id]) == {"You stupid liar, shut up!"}
    assert "stupid" in set(found.word)
    assert '"evidence":{"' in (out / "index.html").read_text(encoding="utf-8")
    second = command("run", pages, "--out", out)
    assert not any(line.startswith("Explaining") for line in second.err)
    assert any(line.startswith("Nothing to do") for line in second.err)


def test_evidence_of_hostile_markup_is_data_in_the_explorer(tmp_path: Path) -> None:
    said = [*THANKS, *INSULTS, ("Eve", "You stupid liar </script><script>alert(1)</script>")]
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "page.txt").write_text(page("Council votes on it", said), encoding="utf-8")
    model = make_bundle(tmp_path / "model")
    run = comments.run(pages, tmp_path / "out", model=str(model), explain=True)
    html = run.folder.explorer.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert run.folder.evidence.exists()


def test_a_quote_that_is_left_alone_is_not_scored_as_the_writers_own(
    default_bundle: Bundle,
) -> None:
    quoting, plain = explained(["> You stupid liar\nThanks", "Thanks"], default_bundle)
    weights = [
        {name: [span["weight"] for span in spans] for name, spans in row.items()}
        for row in (quoting, plain)
    ]
    assert weights[0] == weights[1]
    assert any(weights[0].values())
