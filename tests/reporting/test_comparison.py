"""The report on a whole run, read back from the PDF."""

import re

import pytest
from pypdf import PdfReader
from reporting_samples import (
    ARABIC,
    AUTHOR,
    HINDI,
    HOSTILE,
    PROVENANCE,
    SAID,
    TURKISH,
    URDU,
    WITH_FAILURES,
    article,
    articles_table,
    comment,
    comments_table,
    removed,
    thread,
    words,
)

from comments.reporting import find, write_comparison
from comments.reporting.groups import MOST_DRAWN, article_groups, by_hostility


def study(sizes, **columns):
    """Articles a0, a1 … with that many comments each."""
    names = [f"a{i}" for i in range(len(sizes))]
    rows = [
        article(name, **{key: values[i % len(values)] for key, values in columns.items()})
        for i, name in enumerate(names)
    ]
    found = [
        row
        for seed, (name, n) in enumerate(zip(names, sizes, strict=True))
        for row in thread(n, name, seed)
    ]
    return articles_table(rows), comments_table(found)


def comparison(path, sizes, provenance=PROVENANCE, **columns):
    write_comparison(find(*study(sizes, **columns)), provenance, path)
    return path


def test_a_comparison_states_the_shares_of_all_comments(tmp_path):
    rows = [comment(i, name, hostility=2 if i <= 3 else 0) for name in "ab" for i in range(1, 13)]
    pdf = tmp_path / "c.pdf"
    articles = articles_table([article("a"), article("b")])
    write_comparison(find(articles, comments_table(rows)), PROVENANCE, pdf)
    text = words(pdf)
    assert "Reader comments under 2 articles" in text
    assert "hostile (levels 2–3) 6 of 24 25% 12–45%" in text
    assert "25% (9–53)" in text  # 3 of 12, of each article


def test_a_comparison_of_one_article_has_no_outlets_to_compare(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12]))
    assert "Reader comments under 1 article 12 comments · 1 outlet" in text
    assert "Shares by article" in text
    assert "Shares by outlet" not in text


@pytest.mark.parametrize(
    ("outlets", "line"),
    [
        ([None, None, "Dawn"], "24 comments Sources"),  # the article of Dawn has no comments
        (["Dawn", None, "BBC"], "24 comments · 1 outlet Sources"),
    ],
)
def test_only_outlets_of_articles_with_comments_are_counted(tmp_path, outlets, line):
    text = words(comparison(tmp_path / "c.pdf", [12, 12, 0], outlet=outlets))
    assert f"Reader comments under 3 articles {line}" in text


@pytest.mark.parametrize(("articles", "said"), [(1, False), (2, True), (4, True), (5, False)])
def test_intervals_over_few_articles_hold_for_these_only(tmp_path, articles, said):
    text = words(comparison(tmp_path / "c.pdf", [12] * articles))
    assert (f"stand under {articles} articles, fewer than 5: the intervals hold" in text) == said


@pytest.mark.parametrize(("sizes", "said"), [([12], False), ([12, 0], False), ([12, 12], True)])
def test_long_threads_weigh_more_only_where_there_are_several(tmp_path, sizes, said):
    text = words(comparison(tmp_path / "c.pdf", sizes))
    assert ("long threads weigh more than short ones" in text) == said


@pytest.mark.parametrize(("articles", "said"), [(4, False), (5, True)])
def test_intervals_of_articles_and_of_their_sample_are_told_apart(tmp_path, articles, said):
    text = words(comparison(tmp_path / "c.pdf", [12] * articles))
    assert ("The interval of an article holds for that article only" in text) == said


def test_removed_comments_are_counted_apart(tmp_path):
    rows = [*[comment(i) for i in range(1, 13)], removed(13), removed(14)]
    found = find(articles_table([article("a")]), comments_table(rows))
    write_comparison(found, PROVENANCE, tmp_path / "c.pdf")
    text = words(tmp_path / "c.pdf")
    assert "12 comments · 2 more removed · 1 outlet" in text
    assert "2 more comments were removed (2 by moderators)" in text
    assert "neutral 12 of 12" in text


def test_comments_of_unknown_outlets_are_counted_in_the_note(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12, 12, 11, 4], outlet=["A", "B", None, None]))
    assert "15 comments whose outlet is not known are not in it." in text
    text = words(comparison(tmp_path / "d.pdf", [12, 12], outlet=["A", "B"]))
    assert "not known" not in text


def test_outlets_are_compared_where_there_are_two(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12, 12], outlet=["Dawn", "Urdu Point"]))
    panel = text.split("Shares by outlet")[1]
    assert "Dawn 12" in panel
    assert "Urdu Point 12" in panel


def test_articles_are_too_few_to_say_below_ten_comments(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12, 9], title=["Long one", "Short one"]))
    assert (
        "1 article has fewer than 10 scored comments, or fewer than 5 authors: too few to say."
        in text
    )
    figures, listed = text.split("Articles with too few comments to say")
    assert "Short one" not in figures
    assert "2 Short one 9" in listed


def test_many_small_articles_are_a_list_and_no_empty_bars(tmp_path):
    titles = [f"Story {i:03}" for i in range(60)]
    pdf = comparison(tmp_path / "c.pdf", [9] * 60, title=titles)
    text = words(pdf)
    assert all(text.count(title) == 1 for title in titles)
    assert "The articles, with" not in text
    assert len(PdfReader(pdf).pages) <= 4


def test_a_title_of_two_lines_is_not_cut(tmp_path):
    title = "Mohaqiq fails to drum up support for an early vote in the north"
    figure = words(comparison(tmp_path / "c.pdf", [12], title=[title])).split("Shares by")[0]
    assert title in figure


def test_a_title_that_no_font_can_draw_is_told_apart_by_its_file(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12, 5], title=["中文 标题"]))
    assert text.count("[…] a0.html") == 2
    assert "[…] a1.html 5" in text


def test_articles_without_comments_are_listed_with_what_they_declare(tmp_path):
    pdf = comparison(
        tmp_path / "c.pdf",
        [12, 0, 0],
        declared_comments=[12, 7, None],
        title=["Full", "Empty", "Silent"],
    )
    listed = words(pdf).split("Articles without comments")[1]
    assert "2 Empty 7 pages/a1.html" in listed
    assert "3 Silent not stated pages/a2.html" in listed
    assert "Full" not in listed


def test_sources_that_could_not_be_read_are_listed_with_the_reason(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12], WITH_FAILURES))
    listed = text.split("Sources that could not be read")[1]
    assert "pages/broken.html bytes that are no text save the page again" in listed
    assert "an empty archive leave it out" in listed
    assert "5, of which 2 could not be read" in text


@pytest.mark.parametrize("sizes", [[], [0, 0, 0]])
def test_without_any_comment_a_comparison_says_so(tmp_path, sizes):
    text = words(comparison(tmp_path / "c.pdf", sizes, WITH_FAILURES))
    assert "No comment was found under any of these articles" in text
    assert "Figure" not in text
    assert "0123456789abcdef" in text


def test_of_two_hundred_articles_the_ends_are_drawn_over_several_pages(tmp_path):
    pdf = comparison(
        tmp_path / "c.pdf",
        [12] * 200,
        title=[f"Story {i:03}" for i in range(200)],
        outlet=["Dawn", "BBC", "Jang"],
    )
    assert 5 <= len(PdfReader(pdf).pages) <= 20
    text = words(pdf)
    for part in ("The articles, with", "Shares by article"):
        assert part in text
    counts = [text.count(f"Story {i:03}") for i in range(200)]
    assert (counts.count(2), counts.count(0)) == (MOST_DRAWN, 200 - MOST_DRAWN)
    assert re.search(r"Figure \d \(continued\)\.", text)


def test_a_comparison_says_how_to_cite_it(tmp_path):
    cited = words(comparison(tmp_path / "c.pdf", [12])).split("How to cite")[1]
    assert "version 9.8.7" in cited
    assert "test model" in cited


def test_a_comparison_names_no_commenter_and_quotes_no_comment(tmp_path):
    text = words(comparison(tmp_path / "c.pdf", [12, 12]))
    assert AUTHOR not in text
    assert SAID not in text


def test_titles_in_any_script_and_with_markup_are_set(tmp_path):
    titles = [URDU, ARABIC, HINDI, TURKISH, HOSTILE, "中文标题"]
    text = words(comparison(tmp_path / "c.pdf", [12] * 6, title=titles, outlet=titles))
    assert '*bold* #import "x"' in text
    assert "Şii hacılar Taftan sınırından geçti" in text


def test_a_comparison_is_tagged_and_titled(tmp_path):
    reader = PdfReader(comparison(tmp_path / "c.pdf", [12, 12]))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Reader comments under 2 articles"


def test_the_same_run_gives_the_same_bytes(tmp_path):
    first = comparison(tmp_path / "c.pdf", [12, 9, 0]).read_bytes()
    assert comparison(tmp_path / "d.pdf", [12, 9, 0]).read_bytes() == first


def test_nothing_of_a_comparison_runs_over_the_margins(tmp_path, pages):
    pdf = comparison(
        tmp_path / "c.pdf",
        [12, 12, 0],
        WITH_FAILURES,
        title=["x" * 300, URDU * 5, "y" * 300],
        outlet=["o" * 200, "ب" * 200, "z"],
        source=["s" * 300],
    )
    for page in pages(pdf):
        assert (page[:, :37] > 200).all()
        assert (page[:, 414 - 37 :] > 200).all()


def test_articles_are_ordered_by_the_share_of_hostile_comments():
    rows = [
        comment(i, name, hostility=2 if i <= hostile else 0)
        for name, hostile in (("a0", 2), ("a1", 5), ("a2", 3))
        for i in range(1, 11)
    ]
    articles = articles_table([article(name) for name in ("a0", "a1", "a2", "a3")])
    groups = article_groups(articles, comments_table(rows))
    assert [group.number for group in groups] == ["1", "2", "3", "4"]
    assert [group.key for group in by_hostility(groups)] == ["a1", "a2", "a0"]
