"""The methods paragraph to paste: what was done in the run, and nothing that was not."""

import pytest
from reporting_samples import (
    PROVENANCE,
    abstained,
    article,
    articles_table,
    comment,
    comments_table,
    removed,
    thread,
)

from comments.reporting import find
from comments.reporting.catalogue import Language, catalogue
from comments.reporting.methods_paragraph import methods_paragraph
from comments.reporting.wording import speaking

TESTED = "permuting"


def pasted(rows, outlets=("The Paper",)):
    """The paragraph on the comments `rows` under articles a0, a1 … of these outlets."""
    articles = [article(f"a{i}", outlet=outlet) for i, outlet in enumerate(outlets)]
    return methods_paragraph(find(articles_table(articles), comments_table(rows)), PROVENANCE)


def by_few(n, name, authors=6):
    """Comments of which each author wrote several."""
    return [
        row | {"author": f"{name}-{row['position'] % authors}"} for row in thread(n, name, seed=n)
    ]


def test_without_groups_to_compare_no_test_is_claimed():
    text = pasted(thread(12, "a0"))
    assert text.startswith("To paste: “We read 12 comments under 1 saved article with comments")
    assert "groups" not in text
    assert TESTED not in text
    assert "adjusted" not in text


def test_one_comment_is_one_and_has_no_interval():
    text = pasted([comment(1, "a0")])
    assert "We read 1 comment under 1 saved article with" in text
    assert "Wilson" not in text
    assert "are not stated.”" in text


def test_tests_are_told_with_their_number_and_what_was_permuted():
    found = find(
        articles_table([article("a0", outlet="A"), article("a1", outlet="B")]),
        comments_table(by_few(30, "a0") + by_few(40, "a1")),
    )
    number = sum(contrast.gap.is_tested for contrast in found.comparison.contrasts)
    assert number > 1
    text = methods_paragraph(found, PROVENANCE)
    assert "under 2 saved articles (2 groups by outlet) with" in text
    assert "(1,999 times), with p-values adjusted for all" in text
    assert f"adjusted for all {number} tests after" in text
    assert "whole articles" not in text
    assert "whole threads" not in text


def test_clusters_are_those_that_the_intervals_allow_for():
    assert "likeness of comments of one author (CR2)" in pasted(by_few(30, "a0"))
    rows = [row for i in range(5) for row in by_few(12, f"a{i}")]
    assert "of one article or one author (CR2)" in pasted(rows, ["The Paper"] * 5)


def test_without_clusters_comments_are_told_to_be_taken_as_independent():
    text = pasted(thread(12, "a0"))
    assert "Wilson intervals (95%) for independent comments." in text
    assert "CR2" not in text
    assert "too narrow" not in text  # every comment has an author of its own
    unnamed = [row | {"author": None} for row in thread(12, "a0")]
    assert "No authors are known and no threads show" in pasted(unnamed)


def test_without_authors_and_threads_single_comments_were_permuted():
    rows = [row | {"author": None} for name in ("a0", "a1") for row in thread(20, name)]
    assert "by permuting single comments (" in pasted(rows, ["A", "B"])


def test_comments_that_are_in_no_share_are_told():
    rows = [*thread(12, "a0"), abstained(13, "a0"), removed(14, "a0"), removed(15, "a0")]
    text = pasted(rows)
    assert "2 more comments were removed (2 by moderators)" in text
    assert "The model abstained on 1 comment" in text


def test_the_test_of_replies_is_told_to_stand_outside_the_adjustment():
    rows = []
    for place in range(1, 61, 2):
        level = 2 if place % 4 == 1 else 0
        parent = comment(place, "a0", hostility=level)
        reply = comment(place + 1, "a0", hostility=level, parent_id=f"a0-{place}", depth=1)
        rows += [parent, reply]
    assert "test of its own, whose p-value is not adjusted" in pasted(rows)


@pytest.mark.parametrize("language", Language)
def test_no_language_claims_a_test_that_was_not_made(language):
    made = catalogue(language)["methods_tests"]
    named = [text.split("{units}")[0] for text in made.values() if text.split("{units}")[0]]
    with speaking(language):
        text = pasted(thread(12, "a0"))
    assert named
    assert not [start for start in named if start in text]
