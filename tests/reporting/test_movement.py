"""Tone within threads and repeated texts in the comparison report: only where there is something."""

import re

import pytest
from reporting_samples import (
    AUTHOR,
    PROVENANCE,
    abstained,
    article,
    articles_table,
    comment,
    comments_table,
    words,
)

from comments.reporting import find, write_comparison

LINE = "Share this everywhere: the council has sold the old road to strangers"


def report(path, rows, names="ab"):
    articles = articles_table([article(name) for name in names])
    write_comparison(find(articles, comments_table(rows)), PROVENANCE, path)
    return words(path)


def talk(name, n=30):
    """Comments, every other one of them hostile, and an equally hostile reply to each."""
    rows = []
    for i in range(1, 2 * n, 2):
        hostile = i % 4 == 1
        scores = {"hostility": 2 if hostile else 0, "p_hostile": 0.8 if hostile else 0.1}
        rows.append(comment(i, name, text=f"{i}", **scores))
        rows.append(comment(i + 1, name, text=f"{i}", parent_id=f"{name}-{i}", depth=1, **scores))
    return rows


def test_parts_of_few_articles_are_told_from_a_sample_of_articles(tmp_path):
    flat = [comment(i, name) for name in "cdef" for i in range(1, 13)]
    rows = [*talk("a"), *talk("b"), *flat]
    figure = report(tmp_path / "c.pdf", rows, "abcdef").split("by depth of reply")[1]
    assert "the interval holds for these articles only: Replies." in figure
    alone = report(tmp_path / "d.pdf", [*talk("a"), *talk("b")])
    assert "the interval holds for these articles only: Replies." not in alone


def test_shares_by_place_and_depth_are_shown(tmp_path):
    text = report(tmp_path / "c.pdf", [*talk("a"), *talk("b")])
    figure = text.split("Shares by place in the thread and by depth of reply (120 comments).")[1]
    assert "First third of the threads 40" in figure
    assert "Comments on the article 60" in figure
    assert "Replies 60" in figure
    assert "Replies to replies" not in figure


def test_what_follows_a_hostile_comment_is_said_as_a_difference(tmp_path):
    text = report(tmp_path / "c.pdf", [*talk("a"), *talk("b")])
    assert (
        "among replies to hostile comments (30) the share classified as hostile differs by +100"
        " percentage points (95% interval +"
    ) in text
    assert "from that among replies to civil ones (30) under the same articles" in text
    assert re.search(r"; p [<.\d]+, not adjusted for other tests\) from that", text)
    assert "This is a difference and not an effect" in text


@pytest.mark.parametrize(("n", "in_parts"), [(5, True), (4, False)])
def test_the_last_part_less_the_first_has_a_line_where_threads_have_parts(tmp_path, n, in_parts):
    tone = {"p_negative": 0.7, "p_positive": 0.1}
    names = "abcdefghij"
    rows = [comment(i, name, **(tone if i == n else {})) for name in names for i in range(1, n + 1)]
    articles = articles_table([article(name) for name in names])
    articles = articles.assign(title_p_positive=0.3, title_p_negative=0.3, title_p_hostile=0.1)
    write_comparison(find(articles, comments_table(rows)), PROVENANCE, tmp_path / "c.pdf")
    text = words(tmp_path / "c.pdf").split("lie from their headline")[1]
    assert "Parts: of threads of at least 5 comments." in text
    assert ("Part 1 of 5 of the thread 10 −0.10 (−0.10 to −0.10)" in text) == in_parts
    assert ("Last part less first 10 −0.50 (−0.50 to −0.50) 0 (0 to 0)" in text) == in_parts
    assert ("Last line: the last part less the first within" in text) == in_parts


def test_threads_without_replies_say_nothing_of_them(tmp_path):
    rows = [comment(i, name, text=f"{i}") for name in "ab" for i in range(1, 21)]
    text = report(tmp_path / "c.pdf", rows)
    assert "Comments on the article" not in text.split("by depth of reply")[1].split("Marks")[0]
    assert "After a hostile comment" not in text


@pytest.mark.parametrize("rows", [[comment(1)], [abstained(i) for i in range(1, 31)]])
def test_too_few_comments_to_say_have_neither_figure_nor_sentence(tmp_path, rows):
    text = report(tmp_path / "c.pdf", rows)
    assert "by depth of reply" not in text
    assert "stand several times" not in text


def test_a_text_under_several_articles_is_counted_and_neither_quoted_nor_named(tmp_path):
    rows = [
        *(comment(i, name, text=LINE + "!" * i) for name in "ab" for i in (1, 2, 3)),
        *(comment(i, "a", text=f"{i}") for i in range(4, 10)),
    ]
    text = report(tmp_path / "c.pdf", rows)
    assert "1 text of 40 letters or more stands under several articles" in text
    assert "in 6 comments. Copying is no proof of organisation" in text
    assert "1 6 6 2 6 en not known" in text
    assert "Share this everywhere" not in text
    assert AUTHOR not in text


def test_one_persons_repeats_under_one_article_are_no_campaign(tmp_path):
    rows = [comment(i, "a", text=LINE, author="one") for i in range(1, 13)]
    assert "Texts that stand several times" not in report(tmp_path / "c.pdf", rows)


def test_of_many_repeated_texts_those_that_stand_most_often_are_listed(tmp_path):
    rows = [
        comment(2 * i + side, "ab"[side], text=f"{i} {LINE[: 40 + i]} " + f"{i * 7919} " * 12)
        for i in range(12)
        for side in (0, 1)
    ]
    text = report(tmp_path / "c.pdf", rows)
    assert "12 texts of 40 letters or more stand" in text
    assert "The 8 that stand most often:" in text
