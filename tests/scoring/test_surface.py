"""Character n-grams: which there are, and what they add up to."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.scoring.heads import LOGITS, SLICES
from comments.scoring.surface import SURFACE_LOGITS, Surface, ngrams

MANY = 2**40
"""So many buckets that two n-grams hardly ever share one."""

TEXTS = st.lists(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), max_size=6
)


def spelled(text: str) -> set[str]:
    """Every 2 to 5 characters of a word with a space on either side, by the book."""
    words = [f" {word} " for word in text.casefold().split()]
    return {w[i : i + n] for w in words for n in range(2, 6) for i in range(len(w) - n + 1)}


@given(TEXTS)
def test_each_text_has_its_own_n_grams_each_once(texts: list[str]) -> None:
    owner, bucket = ngrams(texts, MANY)
    counts = [len(spelled(text)) for text in texts]
    assert np.bincount(owner, minlength=len(texts)).tolist() == counts
    pairs = list(zip(owner.tolist(), bucket.tolist(), strict=True))
    assert all(a < b for a, b in pairwise(pairs))


@given(TEXTS)
def test_texts_share_a_bucket_where_they_share_an_n_gram(texts: list[str]) -> None:
    owner, bucket = ngrams([*texts, *texts[::-1]], MANY)
    buckets = [set(bucket[owner == i].tolist()) for i in range(2 * len(texts))]
    assert buckets[: len(texts)] == buckets[len(texts) :][::-1]
    for (a, first), (b, second) in pairwise(zip(texts, buckets, strict=False)):
        assert len(first & second) == len(spelled(a) & spelled(b))


def surface(buckets: int = 64) -> Surface:
    random = np.random.default_rng(1)
    weights = random.integers(-127, 128, (buckets, SURFACE_LOGITS)).astype(np.int8)
    return Surface(
        weights, np.full(SURFACE_LOGITS, 0.01, np.float32), np.arange(SURFACE_LOGITS) / 8
    )


@given(TEXTS)
def test_a_text_gets_the_same_logits_in_any_company(texts: list[str]) -> None:
    together = surface().logits(texts)
    assert together.shape == (len(texts), LOGITS)
    for i, text in enumerate(texts):
        np.testing.assert_array_equal(surface().logits([text])[0], together[i])


def test_a_worked_sum() -> None:
    # "a" is " a", "a ", " a ": three n-grams; every weight is 2, every scale a half.
    weights = np.full((8, SURFACE_LOGITS), 2, np.int8)
    found = Surface(
        weights, np.full(SURFACE_LOGITS, 0.5, np.float32), np.zeros(SURFACE_LOGITS, np.float32)
    ).logits(["a", ""])
    owner, bucket = ngrams(["a"], 8)
    distinct = len(set(bucket.tolist()))
    np.testing.assert_allclose(found[0, SLICES["sentiment"]], distinct / np.sqrt(distinct))
    assert len(owner) == distinct
    assert not found[1].any()
    assert not found[:, SLICES["frames"]].any()


@pytest.mark.parametrize("shape", [(63, SURFACE_LOGITS), (1, SURFACE_LOGITS), (64, 3), (64,)])
def test_weights_of_another_shape_are_refused(shape: tuple[int, ...]) -> None:
    ones = np.ones(SURFACE_LOGITS, np.float32)
    with pytest.raises(ValueError, match="shape"):
        Surface(np.zeros(shape, np.int8), ones, ones)
