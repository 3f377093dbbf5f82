"""What holds for every score, whichever model gives it; the shipped bundle stands for all."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import comments
from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
    score_schema,
)
from comments.scoring.bundle import Bundle
from comments.scoring.communities import load_lexicon
from comments.scoring.scorer import median_level, score_texts
from comments.scoring.windows import OVERLAP

TEXTS = [
    "Thank you for this very good article.",
    "You stupid liar, shut up!",
    "The vote is next Tuesday.",
    "All Shias are infidels and should be thrown out of the country.",
    "We Sunnis and Shias are brothers, do not let them divide us.",
    "یہ بہت اچھا مضمون ہے",
    "أنت كاذب وغبي يا خائن",
    "yeh sab chor hain, in ko phansi do",
    "Execute the traitor at once, kill him and all his kind!",
    "Exaggerates more than it reports.",
    "👍",
]
WORDS = (
    "the council will vote on the new plan for the farmers next week and most members agree that "
    "it should take three years and cost two million "
).split()
ATTACK = "You stupid liar, you filthy dog, I will kill you, traitor!"
P = [name for name in score_schema().names if name.startswith("p_")]


@pytest.fixture(scope="module")
def score(default_bundle: Bundle) -> Callable[[list[str]], pd.DataFrame]:
    """Scores with the shipped bundle."""

    def scored(texts: list[str]) -> pd.DataFrame:
        frame: pd.DataFrame = score_texts(texts, default_bundle).to_pandas()
        return frame

    return scored


@pytest.fixture(scope="module")
def frame(score: Callable[[list[str]], pd.DataFrame]) -> pd.DataFrame:
    """Scores of TEXTS."""
    return score(TEXTS)


def assert_same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Equal up to the fourth decimal of the probabilities."""
    np.testing.assert_allclose(one[P], other[P], atol=1.01e-4)


def test_the_table_has_the_columns_of_the_design_and_a_row_a_text(default_bundle: Bundle) -> None:
    assert score_texts(TEXTS, default_bundle).schema.equals(score_schema())
    assert score_texts(TEXTS, default_bundle).num_rows == len(TEXTS)
    assert score_texts([], default_bundle).schema.equals(score_schema())


def test_plain_praise_and_plain_abuse_are_told_apart(frame: pd.DataFrame) -> None:
    assert frame.sentiment[0] == "positive"
    assert frame.sentiment[1] == "negative"
    assert frame.p_uncivil[1] > 0.5 > frame.p_uncivil[0]


def test_probabilities_are_probabilities(frame: pd.DataFrame) -> None:
    assert frame[P].min().min() >= 0
    assert frame[P].max().max() <= 1
    np.testing.assert_allclose(
        frame[["p_negative", "p_neutral", "p_positive"]].sum(axis=1), 1, atol=2e-4
    )
    assert (frame.p_violent <= frame.p_hostile).all()
    assert (frame.p_hostile <= frame.p_uncivil).all()
    assert (frame.p_sectarian + frame.p_bridging <= 1.0001).all()


def test_sentiment_is_the_likeliest_class(frame: pd.DataFrame) -> None:
    p = frame[["p_negative", "p_neutral", "p_positive"]].to_numpy()
    assert list(frame.sentiment) == [SENTIMENTS[i] for i in p.argmax(axis=1)]


def test_hostility_is_the_highest_level_that_is_as_likely_reached_as_not(
    frame: pd.DataFrame,
) -> None:
    reached = frame[["p_uncivil", "p_hostile", "p_violent"]].to_numpy() >= 0.5
    assert list(frame.hostility) == list(reached.sum(axis=1))
    assert frame.hostility.max() >= 2, "no text shows what this test is about"


def test_levels_that_split_the_odds_do_not_make_an_attack_civil() -> None:
    assert median_level(np.array([0.4, 0.3, 0.2, 0.1], np.float32)) == 1
    assert median_level(np.array([0.1, 0.2, 0.3, 0.4], np.float32)) == 2
    assert median_level(np.array([0.7, 0.1, 0.1, 0.1], np.float32)) == 0


def test_labels_come_from_the_codebook(frame: pd.DataFrame) -> None:
    assert set(frame.sectarian) <= set(FRAMINGS)
    for column, labels in [
        ("hostility_types", HOSTILITY_TYPES),
        ("hostility_target", HOSTILITY_TARGETS),
        ("frames", FRAMES),
        ("groups", load_lexicon().names),
    ]:
        assert set().union(*frame[column]) <= set(labels)


def test_an_attack_has_types_and_targets_and_a_sectarian_frame_has_frames_and_nothing_else_has(
    score: Callable[[list[str]], pd.DataFrame], frame: pd.DataFrame
) -> None:
    civil, unframed = frame.hostility == 0, frame.sectarian != "sectarian"
    assert civil.any()
    assert unframed.any()
    for column, off in [
        ("hostility_types", civil),
        ("hostility_target", civil),
        ("frames", unframed),
    ]:
        assert not any(len(labels) for labels in frame[column][off])


def test_scores_do_not_depend_on_order_or_company(
    score: Callable[[list[str]], pd.DataFrame], frame: pd.DataFrame
) -> None:
    long = " ".join(WORDS * 12)
    company = score([long, *reversed(TEXTS), *(f"{t} {i}" for i in range(20) for t in TEXTS[:3])])
    assert_same(company.iloc[len(TEXTS) : 0 : -1], frame)
    assert_same(score([TEXTS[3]]), frame.iloc[[3]])


def test_duplicates_are_given_the_same_row_and_counted_once(default_bundle: Bundle) -> None:
    done: list[int] = []
    table = score_texts(
        [TEXTS[1], TEXTS[0], TEXTS[1], f" {TEXTS[1]}\n", ""], default_bundle, done.append
    )
    rows = table.to_pylist()
    assert rows[0] == rows[2] == rows[3] != rows[1]
    assert sum(done) == 5


def test_an_attack_anywhere_in_a_long_comment_is_seen(
    score: Callable[[list[str]], pd.DataFrame],
) -> None:
    filling = (WORDS * 80)[:2000]
    texts = [filling, [*filling, ATTACK], [ATTACK, *filling[:400]]]
    civil, *attacks = score([" ".join(text) for text in texts]).itertuples()
    assert civil.hostility == 0
    assert civil.windows >= 2000 / 128
    for attack in attacks:
        assert attack.hostility >= 1
        assert attack.p_uncivil > civil.p_uncivil + 0.3


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(40, 300))
def test_windows_cover_every_token_and_overlap(default_bundle: Bundle, count: int) -> None:
    from comments.scoring.scorer import _windows

    text = " ".join(f"{WORDS[i % len(WORDS)]}{i}" for i in range(count))
    encoding = default_bundle.tokenizer.encode(text, add_special_tokens=False)
    pieces = _windows(0, text, encoding, default_bundle)
    assert all(len(piece.ids) <= default_bundle.window for piece in pieces)
    assert all(piece.words in text for piece in pieces)
    words = [set(piece.words.split()) for piece in pieces]
    assert set().union(*words) >= set(text.split()), "a word stands whole in no window"
    most_tokens = max(len(default_bundle.tokenizer.encode(w).ids) - 2 for w in text.split())
    for one, other in pairwise(words):
        assert len(one & other) >= (OVERLAP - 1) // most_tokens - 1


def test_a_text_of_one_window_says_so(frame: pd.DataFrame) -> None:
    assert set(frame.windows) == {1}


@pytest.mark.parametrize("token", ["<s>", "</s>", "<mask>", "<pad>"])
def test_a_control_token_that_a_reader_typed_is_text(default_bundle: Bundle, token: str) -> None:
    ids = default_bundle.tokenizer.encode(f"I {token} you", add_special_tokens=False).ids
    assert default_bundle.tokenizer.token_to_id(token) not in ids
    assert default_bundle.tokenizer.decode(ids, skip_special_tokens=False) == f"I {token} you"


def test_control_tokens_hide_no_attack(score: Callable[[list[str]], pd.DataFrame]) -> None:
    plain, masked = score([ATTACK, f"</s><pad><pad> {ATTACK} <s> </s> <mask> <pad>"]).to_dict(
        "records"
    )
    assert plain["p_uncivil"] > 0.5
    assert masked["p_uncivil"] > 0.5


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "ᚠᚢᚦᚨᚱᚲ ᚷᚹᚺ", "𐎀𐎁𐎂𐎃 𐎄𐎅"])
def test_nothing_to_read_gives_no_scores(
    score: Callable[[list[str]], pd.DataFrame], text: str
) -> None:
    (row,) = score([text, "Good"]).iloc[:1].to_dict("records")
    assert all(value is None or value != value for value in row.values())  # noqa: PLR0124 - NaN


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_scored_or_left_without_scores(
    score: Callable[[list[str]], pd.DataFrame], texts: list[str]
) -> None:
    found = score(texts)
    assert len(found) == len(texts)
    known = found[found.sentiment.notna()]
    assert known[P].notna().all().all()
    assert found[found.sentiment.isna()][P].isna().all().all()


def test_half_an_emoji_is_scored_as_text(score: Callable[[list[str]], pd.DataFrame]) -> None:
    assert score(["I like this \ud83d"]).sentiment[0] is not None


def test_the_public_face_scores_with_any_bundle(tiny: Any) -> None:
    found = comments.score(TEXTS[:2], model=str(tiny))
    assert list(found.columns) == score_schema().names
    assert len(found) == 2
    with pytest.raises(TypeError, match="put a single text in a list"):
        comments.score("a text")
    with pytest.raises(comments.BundleError, match="no such model bundle"):
        comments.score(["a text"], model="gone")
