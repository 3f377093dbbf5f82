"""A model abstains on what is in a language that it does not know, and a run says so."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from samples import Outcome, make_bundle, page

import comments
from comments.running.run import Run
from comments.scoring import bundle as bundles
from comments.scoring.languages import is_outside, outside_by_language, without_foreign

KNOWN = frozenset({"en", "ar", "ur-Latn"})
DUTCH = "Dit is een heel goed artikel over de nieuwe plannen van het kabinet"
ENGLISH = "This is a very good article, thank you."


@pytest.mark.parametrize(
    ("text", "language", "outside"),
    [
        (ENGLISH, "en", False),
        ("bohat acha likha hai", "ur-Latn", False),
        (DUTCH, "nl", True),
        ("Xyzzy plugh", "und", True),
        ("👍👍😂", "und", False),
        ("100 %!!!", "und", False),
        ("@reader https://example.org", "und", False),
        ("", "und", False),
    ],
)
def test_words_of_another_language_are_outside_and_what_has_no_words_is_not(
    text: str, language: str, outside: bool
) -> None:
    assert is_outside(text, language, KNOWN) == outside


def test_a_model_that_does_not_name_its_languages_abstains_on_none() -> None:
    assert not is_outside(DUTCH, "nl", None)
    assert without_foreign([DUTCH], None) == [DUTCH]


def test_a_text_that_stands_alone_is_left_out_only_where_it_is_clearly_foreign() -> None:
    texts = [DUTCH, "heel goed", ENGLISH, "👍", "", "Բարև ձեզ, իմ ընկեր"]
    assert without_foreign(texts, KNOWN) == ["", *texts[1:]]


def test_a_language_with_a_handful_of_rows_is_not_known(tiny: Path) -> None:
    info = bundles.inspect(tiny)
    few = replace(info, config=dict(info.config) | {"languages": {"en": 5_000, "nl": 99}})
    assert few.languages == {"en"}
    silent = {k: v for k, v in info.config.items() if k != "languages"}
    assert replace(info, config=silent).languages is None


def test_removed_comments_are_not_counted_as_foreign() -> None:
    rows = [(DUTCH, "nl", None), (DUTCH, "nl", "moderator"), (ENGLISH, "en", None)]
    assert outside_by_language(rows, KNOWN) == {"nl": 1}


@pytest.fixture
def run_with_dutch(tmp_path: Path) -> Run:
    """A run over one page with a Dutch comment among English ones."""
    said = [
        ("Anna", ENGLISH),
        ("Bert", DUTCH),
        ("Carl", "The vote is next Tuesday."),
        ("Dora", "I agree with the mayor."),
    ]
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "plan.txt").write_text(page("Mayor presents a plan", said), encoding="utf-8")
    model = make_bundle(tmp_path / "model")
    return comments.run(pages, tmp_path / "out", model=str(model))


def test_a_run_gives_foreign_comments_no_scores_and_says_how_many(run_with_dutch: Run) -> None:
    frame = run_with_dutch.comments.set_index("text")
    assert frame.loc[DUTCH, "language"] == "nl"
    assert frame.loc[DUTCH].reindex(["sentiment", "hostility", "sectarian"]).isna().all()
    assert frame.drop(index=DUTCH).sentiment.notna().all()
    folder = run_with_dutch.folder
    record = json.loads(folder.run_json.read_text(encoding="utf-8"))
    assert record["not scored: language outside the model"] == {"nl": 1}
    for report in (folder.comparison, *folder.articles.glob("*.pdf")):
        words = " ".join(p.extract_text() for p in PdfReader(report).pages)
        assert "language outside the model" in " ".join(words.split()), report


def test_scoring_a_table_says_what_it_leaves_out(
    command: Callable[..., Outcome], tiny: Path, tmp_path: Path
) -> None:
    import pandas as pd

    table = tmp_path / "table.csv"
    table.write_text(f'text\n"{ENGLISH}"\n"{DUTCH}"\n', encoding="utf-8")
    outcome = command("score", table, "-o", tmp_path / "out.parquet", "--model", tiny)
    assert outcome.status == 0
    assert any("1 text" in line and "outside the model" in line for line in outcome.err)
    assert list(pd.read_parquet(tmp_path / "out.parquet").sentiment.isna()) == [False, True]
