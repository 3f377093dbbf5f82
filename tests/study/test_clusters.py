"""What belongs together, and what a clustered sample is worth: theory's identities, and by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from study_samples import frame, scores

from comments.study.clusters import covariance, estimate, find_clusters

codes = st.lists(st.integers(0, 6), min_size=4, max_size=40).map(
    lambda drawn: np.unique(drawn, return_inverse=True)[1]
)


def thread(*parents, articles=None):
    """Threads of comments c0, c1 … that answer the given comments."""
    return frame([{**scores(), "parent_id": parent} for parent in parents], articles)


def column(values):
    return np.asarray(values, dtype=float)[:, None]


def labelled(draw, n):
    return column(draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)))


def test_a_thread_is_a_comment_with_all_replies_below_it():
    found = find_clusters(thread(None, "c0", "c1", "c2", None, "c4", "c0"))
    assert found.threads.tolist() == [0, 0, 0, 0, 1, 1, 0]


def test_a_removed_comment_keeps_its_thread_together():
    comments = thread(None, "c0", "c1", "c1")
    comments.loc[1, "removal"] = "moderator"
    assert len(set(find_clusters(comments).threads)) == 1


def test_a_reply_to_a_comment_that_is_not_there_begins_a_thread():
    assert find_clusters(thread("gone", "c0", "gone")).threads.tolist() == [0, 0, 1]


def test_parents_in_a_circle_end():
    assert len(find_clusters(thread("c1", "c0", "c2")).threads) == 3


def test_ids_that_begin_anew_under_each_article_are_told_apart():
    comments = thread(None, "c0", None, "c0", articles=["a", "a", "b", "b"])
    comments["comment_id"] = ["c0", "c1", "c0", "c1"]
    assert find_clusters(comments).threads.tolist() == [0, 0, 1, 1]


def test_comments_without_an_author_each_have_one_of_their_own():
    comments = frame([{**scores(), "author": name} for name in ("x", None, "x", None)])
    first, second, third, fourth = find_clusters(comments).authors
    assert first == third
    assert len({first, second, fourth}) == 3


def test_where_no_author_is_known_authors_are_no_clusters():
    assert find_clusters(thread(None, None)).authors is None


def test_equal_clusters_have_the_variance_of_their_means():
    # Of a mean of m equal clusters: the variance of the cluster means over m (Cochran 1977, 9.3).
    means = np.array([0.25, 0.5, 0.75, 1.0, 0.0])
    labels = column(np.concatenate([[1] * int(4 * m) + [0] * int(4 - 4 * m) for m in means]))
    found = estimate(labels, [np.repeat(np.arange(5), 4)])
    assert found.variance[0] == pytest.approx(means.var(ddof=1) / 5)


def test_kish_counts_comments_that_are_all_alike_within_authors_as_one_each():
    # A design effect of 1 + (m - 1) rho is m where rho is 1 (Kish 1965, Survey Sampling, 5.4).
    labels = column(np.repeat([0, 1] * 20, 6))
    found = estimate(labels, [np.repeat(np.arange(40), 6)])
    assert found.effective[0] == pytest.approx(39, abs=1)


@given(st.data(), codes)
def test_the_effective_number_of_labels_is_more_than_0_and_at_most_all(data, drawn):
    if drawn.max() == 0:
        return
    found = estimate(labelled(data.draw, len(drawn)), [drawn])
    assert 0 < found.effective[0] <= len(drawn)


@given(st.data(), codes)
def test_renaming_clusters_and_moving_rows_changes_nothing(data, drawn):
    if drawn.max() == 0:
        return
    labels = labelled(data.draw, len(drawn))
    order = np.array(data.draw(st.permutations(range(len(drawn)))))
    here = estimate(labels, [drawn]).effective[0]
    there = estimate(labels[order], [(drawn.max() - drawn)[order]]).effective[0]
    assert there == pytest.approx(here, rel=1e-5)


@given(st.data(), codes)
def test_the_rest_is_as_uncertain_as_the_class(data, drawn):
    if drawn.max() == 0:
        return
    labels = labelled(data.draw, len(drawn))
    here, there = (estimate(values, [drawn]).effective[0] for values in (labels, 1 - labels))
    assert there == pytest.approx(here, rel=1e-5)


@given(st.data(), codes)
def test_two_ways_count_every_pair_that_shares_either(data, drawn):
    # Cameron, Gelbach & Miller 2011: the sum of r_i r_j over pairs with the same author or thread.
    n = len(drawn)
    other = np.array(data.draw(st.lists(st.integers(0, 3), min_size=n, max_size=n)))
    other = np.unique(other, return_inverse=True)[1]
    values = np.array(data.draw(st.lists(st.floats(-1, 1), min_size=n, max_size=n)))
    pairs = (drawn[:, None] == drawn) | (other[:, None] == other)
    by_hand = (np.outer(values, values) * pairs).sum()
    found = covariance(values[:, None], values[:, None], [drawn, other])
    assert found[0] == pytest.approx(by_hand, abs=1e-9)


def test_a_class_that_no_comment_has_is_taken_for_as_clustered_as_the_others():
    seen = column(np.repeat([0, 1] * 20, 6))
    found = estimate(np.hstack([seen, np.zeros_like(seen)]), [np.repeat(np.arange(40), 6)])
    assert found.effective[1] < 60


@given(codes)
def test_probabilities_that_vary_less_than_labels_make_comments_worth_more(drawn):
    if drawn.max() == 0:
        return
    labels = column(np.arange(len(drawn)) % 2)
    sure, vague = (estimate(values, [drawn]) for values in (labels, 0.4 + 0.2 * labels))
    assert vague.effective[0] > sure.effective[0]


def test_an_index_that_repeats_does_not_confuse_threads():
    half = thread(None, "c0")
    twice = pd.concat([half, half.assign(article_id="b")])
    assert find_clusters(twice).threads.tolist() == [0, 0, 1, 1]


@pytest.mark.parametrize("cells", [1, 50, 10**6])
def test_columns_are_estimated_alike_however_many_at_a_time(monkeypatch, cells):
    rng = np.random.default_rng(5)
    values = rng.random((40, 7)) < rng.random(7)
    ways = [rng.integers(0, 8, 40), rng.integers(0, 12, 40)]
    whole = estimate(values.astype(float), ways)
    monkeypatch.setattr("comments.study.clusters.CELLS", cells)
    found = estimate(values, ways)
    assert (found.mean == whole.mean).all()
    assert found.variance == pytest.approx(whole.variance, rel=1e-12)
    assert found.effective == pytest.approx(whole.effective, rel=1e-5)  # it has six digits
