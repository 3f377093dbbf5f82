"""Repeated texts: exact, nearly, none, and MinHash as Broder described it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_samples import frame

from comments.study.duplicates import (
    KINDS,
    SHORTEST,
    find_alike,
    find_repeats,
    plain,
    repeat_frame,
    shingles,
    signatures,
    similarity,
)

SLOGAN = "Our fathers built this city with their own hands, and nobody will take it from us now!"
URDU = "ہمارے بزرگوں نے یہ شہر اپنے ہاتھوں سے بنایا تھا اور اب کوئی اسے ہم سے نہیں چھین سکتا"
OTHER = "The water has not come for eleven days, and the council answers neither calls nor letters."


def said(*texts, articles=None, **columns):
    rows = [
        {"text": text, **{name: values[i] for name, values in columns.items()}}
        for i, text in enumerate(texts)
    ]
    return frame(rows, articles)


def words(seed, n=60):
    draw = random.Random(seed)  # noqa: S311 - a test
    return " ".join("".join(draw.choices("abcdefghiklmnoprstu", k=6)) for _ in range(n))


def test_a_text_pasted_under_three_articles():
    comments = said(
        *(SLOGAN, OTHER, SLOGAN, SLOGAN),
        articles=["a", "a", "b", "c"],
        author=["x", "y", "x", "z"],
        posted_at=["2024-05-02", None, "2024-05-01", "2024-05-09"],
        language=["en", "en", "en", "ur"],
    )
    (found,) = find_repeats(comments)
    assert found.comment_ids == ("c0", "c2", "c3")
    assert (found.comments, found.exact, found.articles, found.authors) == (3, 3, 3, 2)
    assert (found.first, found.last) == ("2024-05-01", "2024-05-09")
    assert found.languages == ("en", "ur")


def test_case_punctuation_marks_and_emoji_hide_nothing():
    (found,) = find_repeats(
        said(SLOGAN, SLOGAN.upper() + " 😡😡", f"  {SLOGAN.replace(',', ' —')}")
    )
    assert found.exact == 3


@pytest.mark.parametrize("text", [SLOGAN, URDU])
def test_a_name_put_into_a_long_text_hides_nothing(text):
    (found,) = find_repeats(said(text + " " + text[::-1], text + " Ali " + text[::-1], OTHER))
    assert found.comment_ids == ("c0", "c1")
    assert found.exact == 0


@pytest.mark.parametrize(
    "text", ["Amen", "Thank you!", "👏👏👏", "", "اللہ اکبر", "a" * (SHORTEST - 1)]
)
def test_short_texts_that_everybody_writes_are_no_campaign(text):
    assert find_repeats(said(*[text] * 5)) == []


def test_texts_on_the_same_subject_are_not_the_same():
    assert find_repeats(said(SLOGAN, OTHER, URDU, *(words(seed) for seed in range(30)))) == []


def test_no_comments_repeat_nothing():
    assert find_repeats(said()) == []


def test_removed_comments_are_not_compared():
    assert find_repeats(said(SLOGAN, SLOGAN, removal=[None, "moderator"])) == []


def test_the_table_names_and_quotes_nobody():
    comments = said(SLOGAN, SLOGAN, author=["secret", "secret"])
    table = repeat_frame(find_repeats(comments)).to_csv()
    assert "secret" not in table
    assert "fathers" not in table
    assert (
        repeat_frame([]).columns.tolist() == repeat_frame(find_repeats(comments)).columns.tolist()
    )


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(shuffle):
    comments = said(
        SLOGAN, OTHER, SLOGAN + " Yes.", OTHER, URDU, SLOGAN, words(1), articles=[*"abcabca"]
    )
    order = shuffle.sample(range(len(comments)), len(comments))
    assert find_repeats(comments.iloc[order]) == find_repeats(comments)


@given(st.text(min_size=1, max_size=80))
def test_a_text_is_wholly_like_itself_and_has_its_own_signature(text):
    pieces = shingles(plain(text))
    assert similarity(pieces, pieces) == 1
    first, second = signatures([plain(text)] * 2)
    assert (first == second).all()


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_equal_minima_estimate_the_similarity_without_bias(kept):
    # Broder 1997: the chance that two sets' minima are the same is their Jaccard similarity.
    errors = []
    for seed in range(60):
        text = words(seed, 80).split()
        changed = [*text[: int(kept * 80)], *words(1000 + seed, 80 - int(kept * 80)).split()]
        one, two = " ".join(text), " ".join(changed)
        first, second = signatures([one, two])
        errors.append((first == second).mean() - similarity(shingles(one), shingles(two)))
    # Each error has a standard deviation of at most 0.05; the mean of sixty, of 0.0065.
    assert sum(errors) / len(errors) == pytest.approx(0, abs=0.02)


def test_a_thousand_texts_with_one_stock_phrase_are_told_apart():
    stock = "Peace be upon you and the mercy of God and his blessings. "
    texts = [stock + words(seed, 12) for seed in range(300)]
    assert find_repeats(said(*texts)) == []


def test_texts_that_are_almost_alike_do_not_make_a_comparison_of_each_pair(monkeypatch):
    # A frame with eight letters in it: two of these share two thirds of their pieces, no more.
    draw = random.Random(0)  # noqa: S311 - a test
    texts = [f"{SLOGAN[:40]} {''.join(draw.choices('abcdefghij', k=8))}" for _ in range(400)]
    compared = []
    monkeypatch.setattr(
        "comments.study.duplicates.similarity",
        lambda *pair: compared.append(pair) or similarity(*pair),
    )
    find_repeats(said(*texts))
    assert len(texts) < len(compared) <= KINDS * len(texts)


def test_of_too_many_different_texts_only_equal_ones_are_found(monkeypatch):
    texts = [SLOGAN, OTHER, f"{SLOGAN} {SLOGAN} Ali", f"{SLOGAN} {SLOGAN}", None, OTHER.upper()]
    both, nearly = find_alike(texts)
    assert nearly
    # A text that stands twice in one has the pieces of the single one.
    assert [one.rows.tolist() for one in both] == [[0, 2, 3], [1, 5]]
    monkeypatch.setattr("comments.study.duplicates.MOST_NEARLY", 3)
    equal, nearly = find_alike(texts)
    assert not nearly
    assert [(one.rows.tolist(), one.exact) for one in equal] == [([1, 5], 2)]


@settings(max_examples=30)
@given(st.lists(st.sampled_from([SLOGAN, OTHER, URDU, "Amen", None]), max_size=12))
def test_equal_texts_stand_together_whatever_stands_between_them(texts):
    alike, _ = find_alike(texts)
    wanted = [
        [row for row, other in enumerate(texts) if other == text]
        for text in (SLOGAN, OTHER, URDU)
        if texts.count(text) > 1
    ]
    assert sorted(one.rows.tolist() for one in alike) == sorted(wanted)
    assert all(one.exact == len(one.rows) for one in alike)
