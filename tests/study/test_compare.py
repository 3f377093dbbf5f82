"""Comparisons: a published paradox, equal groups, and what is said of whom."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_samples import articles_of, frame, scores

from comments.study.comparison import (
    MOST_GROUPS,
    REST,
    compare,
    comparison_frame,
    confound_frame,
)
from comments.study.contrasts import cohens_h

NEGATIVE = (("sentiment", "negative"),)

ADMITTED = {
    "A": ((512, 825), (89, 108)),
    "B": ((353, 560), (17, 25)),
    "C": ((120, 325), (202, 593)),
    "D": ((138, 417), (131, 375)),
    "E": ((53, 191), (94, 393)),
    "F": ((22, 373), (24, 341)),
}
"""Men and women admitted, of those who applied, to six departments at Berkeley in 1973."""


def several(sizes, positive=3, authors=7):
    """Articles of the given numbers of comments, one in `positive` of them positive."""
    names = [f"a{i:02}" for i, size in enumerate(sizes) for _ in range(size)]
    rows = [
        {
            **scores("positive" if i % positive == 0 else "negative", hostility=i % 4),
            "author": f"reader {i % authors}",
            "position": i,
        }
        for i in range(len(names))
    ]
    return frame(rows, names)


def only(comparison):
    (contrast,) = comparison.contrasts
    return contrast.gap


def berkeley():
    rows, departments = [], []
    for department, groups in ADMITTED.items():
        for sex, (admitted, applied) in zip(("men", "women"), groups, strict=True):
            rows += [{**scores("negative"), "author": sex}] * admitted
            rows += [{**scores("positive"), "author": sex}] * (applied - admitted)
            departments += [department] * applied
    comments = frame(rows, departments).assign(sex=[row["author"] for row in rows], author=None)
    return comments, articles_of(comments)


def test_men_were_admitted_more_often_but_not_within_departments():
    # Bickel, Hammel & O'Connell 1975, Science 187, p. 398-404.
    overall = only(compare(*berkeley(), "sex", NEGATIVE))
    within = only(compare(*berkeley(), "sex", NEGATIVE, matched=["article_id"]))
    assert overall.first == pytest.approx(1198 / 2691)
    assert overall.second == pytest.approx(557 / 1835)
    assert overall.difference > 0.13
    assert within.strata == 6
    assert within.difference < 0
    assert within.ratio < 1


def test_mantel_haenszel_weighs_strata_by_the_product_of_the_groups_sizes():
    within = only(compare(*berkeley(), "sex", NEGATIVE, matched=["article_id"]))
    weights = {d: m[1] * w[1] / (m[1] + w[1]) for d, (m, w) in ADMITTED.items()}
    gaps = {d: m[0] / m[1] - w[0] / w[1] for d, (m, w) in ADMITTED.items()}
    expected = sum(weights[d] * gaps[d] for d in ADMITTED) / sum(weights.values())
    assert within.difference == pytest.approx(expected)


@pytest.mark.parametrize(
    ("first", "second", "h"), [(0.5, 0.25, 0.5236), (1, 0, math.pi), (0.3, 0.3, 0)]
)
def test_cohens_h_is_a_difference_of_angles(first, second, h):
    # Cohen 1988, Statistical Power Analysis, table 6.2.2: phi is 1.571 at 0.50 and 1.047 at 0.25.
    assert cohens_h(first, second) == pytest.approx(h, abs=5e-5)


@settings(max_examples=20)
@given(st.lists(st.integers(3, 9), min_size=5, max_size=8), st.integers(2, 5))
def test_equal_groups_do_not_differ(sizes, positive):
    half = several(sizes, positive)
    other = half.assign(article_id=half["article_id"] + "'", comment_id=half["comment_id"] + "'")
    comments = pd.concat([half, other])
    articles = articles_of(comments)
    articles["outlet"] = [
        "copy" if name.endswith("'") else "first" for name in articles["article_id"]
    ]
    for contrast in compare(comments, articles, "outlet").contrasts:
        found = contrast.gap
        assert found.difference == 0
        assert found.difference_interval.low <= 0 <= found.difference_interval.high
        assert found.ratio in (1, None)
        assert (found.effect, found.p_value, contrast.adjusted_p) == (0, 1, 1)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False), st.sampled_from([(), ("story",), ("article_id",)]))
def test_the_order_of_rows_changes_no_number(random, matched):
    comments = several([12] * 8, authors=11)
    comments["kind"] = ["left" if i % 3 else "right" for i in range(len(comments))]
    articles = articles_of(comments, story=["s", "s", "t", "t", "u", "u", "v", "v"])
    order = random.sample(range(len(comments)), len(comments))
    here, there = (
        comparison_frame(compare(table, articles, "kind", matched=matched))
        for table in (comments, comments.iloc[order])
    )
    pd.testing.assert_frame_equal(here, there)


@settings(max_examples=20)
@given(
    st.lists(st.tuples(st.sampled_from("xyz"), st.booleans()), min_size=40, max_size=90),
    st.sampled_from([(), ("article_id",)]),
)
def test_every_difference_and_ratio_lies_in_its_interval(drawn, matched):
    rows = [scores("negative" if negative else "positive") for _, negative in drawn]
    comments = frame(rows, [f"a{i % 6}" for i in range(len(rows))])
    comments["kind"] = [kind for kind, _ in drawn]
    for contrast in compare(comments, articles_of(comments), "kind", matched=matched).contrasts:
        found = contrast.gap
        ends = found.difference_interval
        assert -1 <= ends.low <= found.difference <= ends.high <= 1
        if found.ratio is not None:
            assert 0 <= found.ratio_interval.low <= found.ratio * (1 + 1e-9)
            assert found.ratio <= found.ratio_interval.high * (1 + 1e-9)
        assert 0 < found.p_value <= contrast.adjusted_p <= 1


def test_articles_change_places_where_there_are_enough_of_them():
    comments = several([12] * 10)
    articles = articles_of(comments, outlet=["one", "two"] * 5)
    found = only(compare(comments.assign(author=None), articles, "outlet", NEGATIVE))
    assert (found.unit, found.units) == ("articles", 10)


def test_with_few_articles_authors_and_threads_change_places():
    comments = several([30, 30])
    articles = articles_of(comments, outlet=["one", "two"])
    found = only(compare(comments, articles, "outlet", NEGATIVE))
    assert found.unit in {"authors", "threads"}


def test_outlets_are_compared_in_the_same_story_on_the_same_day():
    comments = several([15] * 6)
    articles = articles_of(
        comments,
        outlet=["one", "two", "one", "two", "one", "two"],
        story=["flood", "flood", "vote", "vote", "trial", "strike"],
        published_at=["2024-05-01T10:00", "2024-05-01", "2024-05-02", "2024-05-03", None, None],
    )
    by_story = compare(comments, articles, "outlet", NEGATIVE, matched=["story"])
    same_day = compare(comments, articles, "outlet", NEGATIVE, matched=["story", "published_day"])
    assert only(by_story).strata == 2
    assert only(same_day).strata == 1
    assert only(same_day).units == 2


def test_groups_without_a_stratum_in_common_are_named_and_not_compared():
    comments = several([15] * 2)
    articles = articles_of(comments, outlet=["one", "two"], story=["flood", "vote"])
    found = compare(comments, articles, "outlet", NEGATIVE, matched=["story"])
    assert found.contrasts == ()
    assert found.unmatched == (("sentiment", "negative", "one", "two"),)


def test_groups_of_few_comments_or_authors_are_shown_but_not_compared():
    comments = several([15, 15, 9])
    articles = articles_of(comments, outlet=["one", "two", "few"])
    found = compare(comments, articles, "outlet", NEGATIVE)
    assert found.too_few == (("sentiment", "negative", "few"),)
    assert [(c.group, c.reference) for c in found.contrasts] == [("one", "two")]
    assert found.prevalence["few"].comments == 9
    assert found.confounds["few"].characters == 1
    by_authors = compare(several([15, 15], authors=4), articles, "outlet", NEGATIVE)
    assert by_authors.contrasts == ()


def test_each_group_against_the_rest():
    comments = several([15] * 4)
    found = compare(comments, articles_of(comments), "article_id", NEGATIVE, against="the rest")
    assert [(c.group, c.reference) for c in found.contrasts] == [
        (f"a{i:02}", REST) for i in range(4)
    ]


def test_too_many_groups_to_compare_each_with_each_other_are_refused():
    comments = several([1] * (MOST_GROUPS + 1))
    with pytest.raises(ValueError, match="compare each with the rest"):
        compare(comments, articles_of(comments), "article_id")


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    comments = several([12])
    with pytest.raises(ValueError, match=r"no column editor .* outlet"):
        compare(comments, articles_of(comments), "editor")


def test_a_community_that_one_group_never_names_is_compared_too():
    rows = [scores(groups=["shia"] if i % 2 and i < 20 else []) for i in range(40)]
    comments = frame(rows, ["a"] * 20 + ["b"] * 20)
    found = only(compare(comments, articles_of(comments), "article_id", [("groups", "shia")]))
    assert (found.first, found.second, found.ratio) == (0.5, 0, None)


@pytest.mark.parametrize(
    "measure", [("sentiment", "furious"), ("mood", "negative"), ("groups", "x")]
)
def test_a_class_that_is_not_there_is_named_with_those_that_are(measure):
    comments = several([12])
    with pytest.raises(ValueError, match=r"there are .+"):
        compare(comments, articles_of(comments), "article_id", [measure])


def test_no_comments_make_no_groups():
    comments = several([12]).iloc[:0]
    found = compare(comments, articles_of(several([12])), "outlet")
    assert (found.prevalence, found.contrasts) == ({}, ())


def test_comments_without_a_group_are_counted():
    comments = several([15] * 3)
    articles = articles_of(comments, outlet=["one", "two", None])
    assert compare(comments, articles, "outlet", NEGATIVE).ungrouped == 15


def test_p_values_are_adjusted_over_all_tests_of_the_comparison():
    comments = several([15] * 3)
    found = compare(comments, articles_of(comments, outlet=["a", "b", "c"]), "outlet")
    assert len(found.contrasts) == 12
    assert all(c.adjusted_p >= c.gap.p_value for c in found.contrasts)


def test_what_else_differs_is_on_the_page():
    rows = [
        {**scores(), "author": "x", "text": "four", "language": "ur"},
        {**scores(), "author": "x", "text": "sixsix", "parent_id": "c0"},
        {**scores(), "author": "y", "text": "eighteig", "duplicate_of": "c0"},
        {"removal": "moderator", "author": None, "text": "This comment was removed."},
        {"removal": "author", "author": None},
    ]
    comments = frame(rows)
    articles = articles_of(comments, outlet=["one"], published_at=["2024-05-01"])
    found = compare(comments, articles, "outlet").confounds["one"]
    assert (found.comments, found.removed, found.moderated) == (3, 2, 0.2)
    assert found.languages == (("en", 2 / 3), ("ur", 1 / 3))
    assert (found.characters, found.replies, found.repeated) == (6, 1 / 3, 1 / 3)
    assert (found.authors, found.most_active) == (2, None)
    assert (found.first, found.last) == ("2024-05-01", "2024-05-01")


def test_the_five_most_active_authors_have_a_share_and_no_name():
    rows = [
        {**scores(), "author": f"secret-{i % 10}" if i < 60 else "secret-0"} for i in range(100)
    ]
    comments = frame(rows)
    found = compare(comments, articles_of(comments, outlet=["one"]), "outlet")
    assert found.confounds["one"].most_active == pytest.approx((46 + 4 * 6) / 100)
    assert "secret" not in confound_frame(found).to_csv() + comparison_frame(found).to_csv()


@pytest.mark.parametrize(("authors", "share"), [(9, None), (10, 0.5)])
def test_of_few_authors_the_most_active_have_no_share(authors, share):
    comments = frame([{**scores(), "author": f"{i % authors}"} for i in range(10 * authors)])
    found = compare(comments, articles_of(comments, outlet=["one"]), "outlet").confounds["one"]
    assert (found.authors, found.most_active) == (authors, share)


def test_articles_without_dates_have_the_days_of_their_comments():
    rows = [
        {**scores(), "posted_at": "2024-05-03T10:00", "posted_precision": "minute"},
        {**scores(), "posted_at": "2024-05-01", "posted_precision": "day"},
        {**scores(), "posted_at": "2021-05-01T10:00:00", "posted_precision": "year"},
    ]
    comments = frame(rows)
    found = compare(comments, articles_of(comments, outlet=["one"]), "outlet").confounds["one"]
    assert (found.first, found.last) == ("2024-05-01", "2024-05-03")


@pytest.mark.parametrize("matched", [(), ("language",)])
@pytest.mark.parametrize("everywhere", [0, 3])
def test_what_no_comment_or_every_one_is_counts_as_no_test(everywhere, matched):
    # Uncivil: all alike; negative: not. A test that cannot reject would double the other's p-value.
    rows = [scores("negative" if i % 4 else "positive", everywhere) for i in range(60)]
    rows += [scores("positive" if i % 4 else "negative", everywhere) for i in range(60)]
    comments = frame(rows, [name for name in "abcdefghijkl" for _ in range(10)])
    articles = articles_of(comments, outlet=["one"] * 6 + ["two"] * 6)
    measures = [*NEGATIVE, ("hostility_from", "uncivil")]
    found = compare(comments, articles, "outlet", measures, matched=matched)
    negative, uncivil = found.contrasts
    assert negative.adjusted_p == negative.gap.p_value < 0.05
    assert (uncivil.gap.is_tested, uncivil.adjusted_p) == (False, 1)


def test_a_table_without_contrasts_has_its_columns():
    comments = several([12])
    found = comparison_frame(compare(comments, articles_of(comments), "article_id"))
    assert found.empty
    assert {"difference", "low", "high", "p_adjusted"} <= set(found.columns)
