"""Shares: invariants of any thread, a thread by hand, and what is not said of few comments."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from study_samples import frame, scores

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.study.prevalence import FEWEST, Share, prevalence, prevalence_by, share_frame


def labels(values):
    return st.lists(st.sampled_from(values), max_size=3)


comment_scores = st.builds(
    scores,
    st.sampled_from(SENTIMENTS),
    st.integers(0, 3),
    st.sampled_from(FRAMINGS),
    labels(HOSTILITY_TYPES),
    labels(HOSTILITY_TARGETS),
    labels(FRAMES),
    labels(["shia", "sunni", "hazara"]),
) | st.just({})
threads = st.lists(comment_scores, max_size=30)


@given(threads)
def test_classes_that_exclude_each_other_add_up_to_the_scored_comments(rows):
    found = prevalence(frame(rows))
    for shares in (found.sentiment, found.hostility, found.sectarian):
        assert {share.n for share in shares} == {sum(share.count for share in shares)}


@given(threads)
def test_scored_and_abstained_comments_are_all_comments(rows):
    found = prevalence(frame(rows))
    assert found.comments == len(rows)
    assert all(share.n + share.abstained == len(rows) for share in found.all_shares)


@given(threads)
def test_cumulative_levels_are_sums_of_the_exact_levels(rows):
    found = prevalence(frame(rows))
    counts = [share.count for share in found.hostility]
    assert found.of("hostility_from", "uncivil").count == sum(counts[1:])
    assert found.of("hostility_from", "hostile").count == sum(counts[2:])


@given(threads)
def test_probabilities_that_are_sure_give_the_shares_of_the_labels(rows):
    for share in prevalence(frame(rows)).all_shares:
        if share.expected is not None:
            assert share.expected == pytest.approx(share.share)


@given(threads, st.randoms(use_true_random=False))
def test_the_order_of_comments_changes_no_number(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert prevalence(frame(rows)) == prevalence(frame(shuffled))


@given(threads)
def test_every_stated_share_lies_in_its_interval(rows):
    for share in prevalence(frame(rows)).all_shares:
        if share.n:
            assert share.interval.low <= share.share <= share.interval.high


def test_twelve_comments_by_hand():
    rows = [
        scores("negative", 2, types=["insult", "mockery"], targets=["journalist"]),
        scores("negative", 1, types=["accusation"], targets=["journalist", "state"]),
        *[scores("positive", 0)] * 3,
        *[scores("neutral", 0, "mention", groups=["hazara"])] * 4,
        scores("negative", 3, "sectarian", ["threat"], ["group"], ["exclusion"], ["shia"]),
        {},
        {},
    ]
    found = prevalence(frame(rows))
    negative = found.of("sentiment", "negative")
    assert (negative.count, negative.n, negative.abstained) == (3, 10, 2)
    assert negative.share == 0.3
    assert found.of("hostility_from", "hostile").count == 2
    assert found.of("hostility_target", "journalist").count == 2
    assert found.of("frames", "exclusion").count == 1
    assert [(share.value, share.count) for share in found.groups] == [("hazara", 4), ("shia", 1)]


def test_a_label_listed_twice_in_one_comment_counts_once():
    found = prevalence(frame([scores(hostility=1, types=["insult", "insult"])]))
    assert found.of("hostility_types", "insult").count == 1


def test_the_second_estimate_is_the_mean_of_the_probabilities():
    comments = frame([scores("negative"), scores("neutral")])
    comments["p_negative"] = np.array([0.9, 0.4], dtype="float32")
    assert prevalence(comments).of("sentiment", "negative").expected == pytest.approx(0.65)


def test_there_is_no_second_estimate_where_a_scored_comment_has_no_probability():
    comments = frame([scores("negative"), scores("neutral")])
    comments["p_negative"] = np.array([0.9, np.nan], dtype="float32")
    assert prevalence(comments).of("sentiment", "negative").expected is None


@pytest.mark.parametrize(("expected", "differ"), [(0.30, True), (0.47, True), (0.60, False)])
def test_the_estimates_differ_where_the_mean_lies_outside_the_interval(expected, differ):
    # The interval of 9 in 12 is 0.4677 to 0.9111.
    assert (
        Share("sentiment", "negative", 9, 12, expected=expected - 0.01).estimates_differ is differ
    )


def test_without_a_second_estimate_none_differs():
    assert not Share("sentiment", "negative", 9, 12).estimates_differ
    assert not Share("sentiment", "negative", 0, 0).estimates_differ


def test_shares_are_sayable_from_ten_scored_comments_on():
    nine = prevalence(frame([scores()] * 9 + [{}]))
    ten = prevalence(frame([scores()] * 10))
    assert FEWEST == 10
    assert not any(share.is_sayable for share in nine.all_shares)
    assert all(share.is_sayable for share in ten.all_shares)


def test_shares_need_five_authors_where_authors_are_known():
    four = frame([{**scores(), "author": f"reader {i % 4}"} for i in range(40)])
    five = frame([{**scores(), "author": f"reader {i % 5}"} for i in range(40)])
    unnamed = frame([{**scores(), "author": "one"}, *[scores()] * 9])
    assert not any(share.is_sayable for share in prevalence(four).all_shares)
    assert all(share.is_sayable for share in prevalence(five).all_shares)
    assert all(share.is_sayable for share in prevalence(unnamed).all_shares)


def test_removed_comments_are_counted_apart_from_abstentions_and_from_comments():
    rows = [scores(), scores("positive"), {"removal": "moderator"}, {"removal": "author"}, {}]
    found = prevalence(frame(rows))
    negative = found.of("sentiment", "negative")
    assert (found.comments, found.removed) == (3, 2)
    assert (negative.n, negative.abstained) == (2, 1)


def test_a_removed_comment_is_in_no_share_even_if_its_notice_was_scored():
    found = prevalence(frame([scores(), {**scores("positive"), "removal": "unknown"}]))
    assert found.of("sentiment", "positive").count == 0
    assert found.of("sentiment", "negative").n == 1


def test_comments_that_nothing_holds_together_are_worth_their_number():
    share = prevalence(frame([scores()] * 15 + [scores("positive")] * 133)).of(
        "sentiment", "negative"
    )
    assert share.effective_n == 148
    assert share.method == "independent comments"


def test_authors_of_one_mind_make_an_interval_wider():
    moods = ["negative", "positive"] * 10
    alone = frame([{**scores(mood), "author": None} for mood in moods for _ in range(5)])
    known = frame(
        [{**scores(mood), "author": f"r{i}"} for i, mood in enumerate(moods) for _ in range(5)]
    )
    free, tied = (prevalence(table).of("sentiment", "negative") for table in (alone, known))
    assert (free.share, free.effective_n) == (tied.share, 100)
    # Twenty authors who each write the same five times say no more than twenty comments.
    assert 18 <= tied.effective_n <= 20
    assert tied.interval.low < free.interval.low < free.interval.high < tied.interval.high
    assert (tied.method, tied.clusters) == ("authors", (("authors", 20),))


def test_replies_in_one_thread_belong_together():
    rows = [
        {
            **scores("negative" if root % 2 else "positive"),
            "parent_id": f"c{5 * root}" if i else None,
        }
        for root in range(20)
        for i in range(5)
    ]
    share = prevalence(frame(rows)).of("sentiment", "negative")
    assert 18 <= share.effective_n <= 20
    assert share.clusters == (("threads", 20),)


@pytest.mark.parametrize(("articles", "method"), [(4, "authors"), (5, "articles, authors")])
def test_from_five_articles_on_the_article_is_the_cluster(articles, method):
    rows = [{**scores(), "author": f"r{i % 7}"} for i in range(60)]
    found = prevalence(frame(rows, [f"a{i % articles}" for i in range(60)]))
    assert found.of("sentiment", "negative").method == method


@given(threads, st.data())
def test_no_clustering_makes_comments_worth_more_than_their_number(rows, data):
    authors = data.draw(st.lists(st.sampled_from("abcdefgh"), min_size=30, max_size=30))
    named = [{**row, "author": name} for row, name in zip(rows, authors, strict=False)]
    for share in prevalence(frame(named)).all_shares:
        assert not share.n or 0 < share.effective_n <= share.n


@given(threads, st.lists(st.floats(0, 1, width=32), min_size=30, max_size=30))
def test_the_mean_of_probabilities_lies_in_its_interval(rows, chances):
    comments = frame(rows)
    comments["p_negative"] = np.array(chances[: len(rows)], dtype="float32")
    share = prevalence(comments).of("sentiment", "negative")
    if share.expected is not None:
        ends = share.expected_interval
        assert 0 <= ends.low <= share.expected <= ends.high <= 1


def test_without_comments_there_are_counts_of_none_and_no_share():
    found = prevalence(frame([]))
    assert all((share.count, share.n, share.share) == (0, 0, None) for share in found.all_shares)


def test_an_unknown_class_has_no_share():
    with pytest.raises(KeyError, match="furious"):
        prevalence(frame([])).of("sentiment", "furious")


def test_lists_read_from_parquet_and_lists_made_by_hand_count_alike():
    rows = [scores(hostility=1, types=["insult"], targets=["other"], groups=["shia"])]
    parquet = frame(rows)
    by_hand = parquet.copy()
    for column in ("hostility_types", "hostility_target", "frames", "groups"):
        by_hand[column] = [list(cell) for cell in parquet[column]]
    assert prevalence(parquet) == prevalence(by_hand)


def test_a_table_whose_index_repeats_counts_like_any_other():
    half = frame([scores("negative"), scores("positive")])
    assert prevalence(pd.concat([half, half])).of("sentiment", "negative").count == 2


def test_groups_come_in_the_order_of_the_articles_with_empty_ones_and_without_nulls():
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["Dawn", "اردو", None]})
    comments = frame([scores(), scores(), scores("positive")], ["c", "a", "a"])
    found = prevalence_by(comments, articles, "outlet")
    assert list(found) == ["Dawn", "اردو"]
    assert found["Dawn"].of("sentiment", "positive").count == 1
    assert found["اردو"].comments == 0


def test_groups_together_hold_every_comment():
    articles = pd.DataFrame({"article_id": ["a", "b"]})
    comments = frame([scores(hostility=i % 4) for i in range(20)], ["a", "b"] * 10)
    parts = prevalence_by(comments, articles, "article_id").values()
    for share in prevalence(comments).all_shares:
        assert share.count == sum(part.of(share.measure, share.value).count for part in parts)


def test_the_table_behind_a_chart_gives_counts_but_no_share_of_few_comments():
    table = share_frame({"few": prevalence(frame([scores()] * 9))})
    negative = table[table["value"] == "negative"].iloc[0]
    assert (negative["count"], negative["n"]) == (9, 9)
    assert table[["share", "low", "high", "mean_probability"]].isna().all(axis=None)


def test_the_table_behind_a_chart_gives_shares_with_their_intervals():
    table = share_frame({"all": prevalence(frame([scores()] * 15 + [scores("positive")] * 133))})
    negative = table[table["value"] == "negative"].iloc[0]
    assert round(negative["low"], 4) == 0.0624
    assert negative["mean_probability"] == pytest.approx(15 / 148)
