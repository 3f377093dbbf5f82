"""Shares: invariants of any thread, a thread by hand, and what is not said of few comments."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
    scored_schema,
)
from comments.study.prevalence import FEWEST, Share, prevalence, prevalence_by, share_frame


def scores(
    sentiment="negative", hostility=0, sectarian="none", types=(), targets=(), frames=(), groups=()
):
    """Scores of one comment whose probabilities are sure of its labels."""
    return {
        "sentiment": sentiment,
        "p_negative": float(sentiment == "negative"),
        "p_neutral": float(sentiment == "neutral"),
        "p_positive": float(sentiment == "positive"),
        "hostility": hostility,
        "p_uncivil": float(hostility >= 1),
        "p_hostile": float(hostility >= 2),
        "p_violent": float(hostility == 3),
        "hostility_types": list(types),
        "hostility_target": list(targets),
        "sectarian": sectarian,
        "p_sectarian": float(sectarian == "sectarian"),
        "p_bridging": float(sectarian == "bridging"),
        "frames": list(frames),
        "groups": list(groups),
        "windows": 1,
    }


def frame(rows: Sequence[dict], articles: Sequence[str] | None = None) -> pd.DataFrame:
    """A comments table as it comes back from Parquet, one row for each of `rows`."""
    names = articles or ["a"] * len(rows)
    table = [
        {
            "comment_id": f"c{i}",
            "article_id": name,
            "position": i + 1,
            "depth": 0,
            "text": "x",
            "language": "en",
            **row,
        }
        for i, (row, name) in enumerate(zip(rows, names, strict=True))
    ]
    return pa.Table.from_pylist(table, schema=scored_schema()).to_pandas()


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
