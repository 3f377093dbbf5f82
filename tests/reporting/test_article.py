"""The report on one article, read back from the PDF."""

import re
import unicodedata

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from reporting_samples import (
    ARABIC,
    AUTHOR,
    HINDI,
    HOSTILE,
    PASHTO,
    PERSIAN,
    PROVENANCE,
    SAID,
    TURKISH,
    URDU,
    abstained,
    article,
    articles_table,
    comment,
    comments_table,
    removed,
    thread,
    words,
)

from comments.reporting import write_article_report
from comments.reporting.sections import quotable
from comments.study.prevalence import prevalence

MARGIN = round(20 / 25.4 * 50)  # pixels at 50 dots an inch


def report(path, rows, **columns):
    """Write the report on an article with the comments `rows`, as a run does; its path."""
    table = articles_table([article(found_comments=len(rows), **columns)])
    write_article_report(table.iloc[0], comments_table(rows), PROVENANCE, path)
    return path


def test_a_report_states_shares_with_their_counts_and_intervals(tmp_path):
    rows = [comment(i, sentiment="negative" if i <= 9 else "neutral") for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "negative 9 of 12 75% 47–91%" in text
    assert "the model classified 9 (75%, 95% interval 47–91%) as negative" in text


def test_a_report_states_the_mean_of_probabilities_beside_the_share(tmp_path):
    rows = [comment(i, p_negative=0.35) for i in range(1, 13)]
    assert "negative 0 of 12 0% 0–24% 12 35%" in words(report(tmp_path / "a.pdf", rows))


def test_a_mean_outside_the_interval_is_marked_in_every_line_of_the_table(tmp_path):
    rows = [comment(i, p_hostile=0.4, p_violent=0.4, p_bridging=0.3) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "3 violent 0 of 12 0% 0–24% 12 40%*" in text
    assert "bridging 0 of 12 0% 0–24% 12 30%*" in text
    assert "positive 0 of 12 0% 0–24% 12 10% " in text
    assert "Asterisk: the mean lies outside the interval; state both estimates." in text


def test_a_mean_that_rounding_would_put_into_the_interval_has_a_decimal(tmp_path):
    # Of none in 12 the interval ends at 24.25%.
    rows = [comment(i, p_hostile=0.2444, p_bridging=0.2424) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "hostile (levels 2–3) 0 of 12 0.0% 0.0–24.2% 12 24.4%*" in text
    assert "bridging 0 of 12 0% 0–24% 12 24% " in text
    assert "0 (0.0%, 0.0–24.2%) as hostile or worse" in text
    assert "lies outside the interval of: hostile (levels 2–3), 24.4%." in text
    assert "95% interval 0.0–24.2%; mean of the model’s probabilities 24.4%" in text


def test_a_report_says_where_the_two_estimates_differ(tmp_path):
    rows = [comment(i, p_uncivil=0.45, p_hostile=0.1) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "lies outside the interval of: uncivil (levels 1–3), 45%. Where they differ" in text


def test_a_report_whose_estimates_agree_says_nothing_of_it(tmp_path):
    rows = [comment(i, p_negative=0.1, p_neutral=0.8) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "lies outside" not in text
    assert "*" not in text


def test_a_report_gives_a_sentence_to_quote_with_both_estimates(tmp_path):
    rows = [comment(i, hostility=2 if i <= 3 else 0, p_hostile=0.2) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert (
        "“Of 12 reader comments under the article, 3 (25%; 95% interval 9–53%; mean of the"
        " model’s probabilities 20%) were classified as hostile (comments 9.8.7, model test model)"
    ) in text


def test_a_report_states_model_digest_version_settings_and_source(tmp_path):
    text = words(report(tmp_path / "a.pdf", thread(12)))
    for fact in (
        "test model",
        "0123456789abcdef" * 4,
        "comments 9.8.7",
        "batch: 32 · seed: 0",
        "pages/a.html",
        "Figure 1: 12 · Figure 2: 12 · Figure 3: 12",
    ):
        assert fact in text


def test_a_report_names_outlet_byline_and_date(tmp_path):
    assert "The Paper · A. Writer · 2021-03-04" in words(report(tmp_path / "a.pdf", thread(12)))


def test_a_report_says_who_is_attacked_how_and_which_communities_are_named(tmp_path):
    attack = {
        "hostility": 2,
        "hostility_types": ["insult"],
        "hostility_target": ["journalist"],
        "groups": ["hazara"],
    }
    rows = [comment(i, **(attack if i <= 3 else {})) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "journalist or outlet 3 25% 9–53%" in text
    assert "insult 3 25% 9–53%" in text
    assert "Hazara 3 25% 9–53%" in text


def test_a_report_without_attacks_says_that_model_and_word_list_found_none(tmp_path):
    rows = [comment(i, p_uncivil=0.3) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert (
        "In the 12 comments scored, the model marked no target or type of attack and no sectarian"
        " frame, and the word list found no community."
    ) in text


def test_counts_too_few_for_shares_are_the_models_too(tmp_path):
    rows = [comment(i, sentiment="negative") for i in range(1, 4)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "As counts, the model classified 3 as negative, 0 as uncivil or worse" in text


def test_a_report_says_that_communities_come_from_a_word_list(tmp_path):
    rows = [comment(i, groups=["hazara"]) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "Hazara 12 100% 76–100%" in text
    assert "wherever the word list finds one in a scored comment, attacked or not" in text


def test_a_report_says_by_which_rule_a_comment_gets_its_level(tmp_path):
    text = words(report(tmp_path / "a.pdf", thread(12)))
    assert "the highest that a comment reaches or passes with a probability of at least" in text


def test_a_sentence_to_quote_has_no_invisible_signs():
    quote = quotable("quote", prevalence(comments_table(thread(12))), PROVENANCE)
    assert "model test model" in quote
    assert not [letter for letter in quote if unicodedata.category(letter) == "Cf"]


def test_a_report_names_no_commenter_and_quotes_no_comment(tmp_path):
    text = words(report(tmp_path / "a.pdf", thread(12)))
    assert AUTHOR not in text
    assert SAID not in text


@pytest.mark.parametrize("n", [1, 9])
def test_shares_of_fewer_than_ten_comments_are_too_few_to_say(tmp_path, n):
    rows = [comment(i, sentiment="negative") for i in range(1, n + 1)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "too few to say anything about shares" in text
    assert f"negative {n} of {n} – –" in text
    assert set(re.findall(r"\d+%", text)) == {"95%"}  # of the interval's name


def test_comments_the_model_abstained_on_are_counted_apart(tmp_path):
    rows = [*[comment(i) for i in range(1, 11)], abstained(11), abstained(12)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "The model abstained on 2 comments, which are in no share." in text
    assert "neutral 10 of 10" in text


def test_removed_comments_are_counted_apart_and_are_in_no_share(tmp_path):
    gone = [removed(13), removed(14), removed(15, by="author"), removed(16, by="unknown")]
    text = words(report(tmp_path / "a.pdf", [*[comment(i) for i in range(1, 13)], *gone]))
    assert "Found Removed Scored" in text
    assert "not stated 12 4 12" in text
    assert (
        "4 more comments were removed (2 by moderators, 1 by its author, 1 by whom is not said)"
        " and are in no figure but as empty places."
    ) in text
    assert "neutral 12 of 12" in text
    assert "abstained" not in text


def test_removed_comments_count_among_those_that_a_page_declares(tmp_path):
    rows = [*[comment(i) for i in range(1, 13)], removed(13)]
    text = words(report(tmp_path / "a.pdf", rows, declared_comments=13))
    assert "The page declares" not in text
    text = words(report(tmp_path / "b.pdf", rows, declared_comments=15))
    assert "declares 15 comments, and 13 were found in it, 1 of them removed." in text


def test_an_article_whose_comments_were_all_removed_says_so_on_one_page(tmp_path):
    pdf = report(tmp_path / "a.pdf", [removed(1), removed(2)])
    text = words(pdf)
    assert len(PdfReader(pdf).pages) == 1
    assert "places of 2 comments, all of which were removed (2 by moderators)" in text
    assert "Figure" not in text


def test_shares_state_how_many_independent_comments_they_are_worth(tmp_path):
    rows = [
        comment(i, author=f"{i % 6}", hostility=2 if i % 6 < 2 else 0, p_hostile=0.4)
        for i in range(1, 61)
    ]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "hostile (levels 2–3) 20 of 60 33% 9–72% 5 40%" in text
    assert (
        "Comments of one author resemble each other: for the share of hostile ones, the 60 comments"
        " are worth about 5 independent ones."
    ) in text
    assert "“Of 60 reader comments under the article, worth about 5 independent ones, 20 (" in text


def test_comments_of_fewer_than_five_authors_are_too_few_to_say(tmp_path):
    rows = [comment(i, author=f"{i % 4}", sentiment="negative") for i in range(1, 41)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "40 comments were scored of 4 authors: too few to say anything about shares." in text
    assert "negative 40 of 40 – – –" in text
    assert "To quote" not in text


def test_the_methods_say_what_the_intervals_allow_for(tmp_path):
    text = words(report(tmp_path / "a.pdf", thread(12)))
    assert "with the effective number of comments in the place of their number" in text
    assert "fewer than 5 authors where authors are known, are not stated" in text
    assert "as independent of each other" not in text


def test_a_report_says_how_far_the_reading_is_to_be_trusted_and_what_was_left_out(tmp_path):
    dropped = [{"reason": "share bar", "blocks": 2, "characters": 1200}]
    reasons = ["the page declares 12", "every comment has its controls"]
    pdf = report(tmp_path / "a.pdf", thread(12), reasons=reasons, dropped=dropped)
    text = words(pdf)
    assert (
        "Reading high confidence, because the page declares 12; every comment has its controls"
    ) in text
    assert "Left out share bar (1,200 characters)" in text
    assert "before you use the figures" not in text


@pytest.mark.parametrize("confidence", ["medium", "low"])
def test_a_reading_of_less_than_high_confidence_is_a_warning_in_front(tmp_path, confidence):
    pdf = report(tmp_path / "a.pdf", thread(12), confidence=confidence, reasons=["no controls"])
    first = PdfReader(pdf).pages[0].extract_text().replace("\n", " ")
    assert f"Reading: {confidence} confidence, because no controls. Compare the page" in first


def test_comments_that_were_none_scored_make_a_report_all_the_same(tmp_path):
    text = words(report(tmp_path / "a.pdf", [abstained(i) for i in range(1, 13)]))
    assert "The model abstained on 12 comments" in text
    assert "negative 0 of 0 – –" in text


def replies_of_nobody(n):
    """Comments without authors, every other one a reply to the one before it."""
    return [
        comment(i, author=None, parent_id=None if i % 2 else f"a-{i - 1}") for i in range(1, n + 1)
    ]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([comment(i, author=None) for i in range(1, 13)], 2),  # in the summary and to be quoted
        ([comment(i) for i in range(1, 13)], 0),
        (replies_of_nobody(12), 0),
        ([comment(i, author=None) for i in range(1, 6)], 0),  # no interval is stated
    ],
    ids=["neither", "authors", "threads", "few"],
)
def test_intervals_are_told_to_be_too_narrow_where_nothing_tells_what_belongs_together(
    tmp_path, rows, told
):
    text = words(report(tmp_path / "a.pdf", rows))
    assert text.count("treats the comments as independent and is probably too narrow.") == told


def test_types_are_told_to_be_estimated_apart_from_levels(tmp_path):
    rows = [comment(i, hostility=1, hostility_types=["threat"]) for i in range(1, 13)]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "3 violent 0 of 12" in text
    assert "can have the type “threat” at a level below 3." in text


def test_a_repeated_comment_is_noted(tmp_path):
    rows = [*[comment(i) for i in range(1, 12)], comment(12, duplicate_of="a-2")]
    text = words(report(tmp_path / "a.pdf", rows))
    assert "1 comment repeats an earlier one and is counted." in text


def test_a_difference_of_declared_and_found_comments_is_a_warning(tmp_path):
    text = words(report(tmp_path / "a.pdf", thread(12), declared_comments=15))
    assert "The page declares 15 comments, and 12 were found in it." in text


def test_equal_numbers_of_declared_and_found_comments_are_no_warning(tmp_path):
    text = words(report(tmp_path / "a.pdf", thread(12), declared_comments=12))
    assert "The page declares" not in text


def test_a_warning_of_the_reader_is_printed_once(tmp_path):
    warning = "The page says 15 comments; 12 were found."
    text = words(report(tmp_path / "a.pdf", thread(12), declared_comments=15, warnings=[warning]))
    assert text.count(warning) == 1
    assert "The page declares" not in text


def test_a_warning_about_something_else_does_not_hide_the_difference(tmp_path):
    warning = "The date 2012-01-15 may be wrong."
    text = words(report(tmp_path / "a.pdf", thread(12), declared_comments=1, warnings=[warning]))
    assert "The page declares 1 comment, and 12 were found in it." in text


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        (None, "the page does not say how many it has"),
        (0, "The page says that it has no comments, and none were found in it."),
        (1, "The page declares 1 comment, but none is in the saved file."),
        (5, "The page declares 5 comments, but none are in the saved file."),
    ],
)
def test_an_article_without_comments_gets_one_page_that_says_so(tmp_path, declared, sentence):
    pdf = report(tmp_path / "a.pdf", [], declared_comments=declared)
    text = words(pdf)
    assert len(PdfReader(pdf).pages) == 1
    assert "No comments to report on" in text
    assert sentence in text
    assert "Figure" not in text
    assert "0123456789abcdef" in text


@pytest.mark.parametrize("n", [1, 12, 300])
def test_a_report_is_one_or_two_pages(tmp_path, n):
    assert len(PdfReader(report(tmp_path / "a.pdf", thread(n))).pages) <= 2


def test_a_report_is_tagged_titled_and_in_a_language(tmp_path):
    reader = PdfReader(report(tmp_path / "a.pdf", thread(12), title=URDU))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata.title == URDU
    assert reader.metadata.author == "comments 9.8.7"


def test_every_figure_of_a_report_has_an_alternative_text(tmp_path):
    root = PdfReader(report(tmp_path / "a.pdf", thread(12))).trailer["/Root"]
    figures = [node for node in nodes(root["/StructTreeRoot"]) if node.get("/S") == "/Figure"]
    assert len(figures) == 4
    assert all(len(figure["/Alt"]) > 40 for figure in figures)


def nodes(node):
    """All nodes of a PDF's structure tree."""
    children = node.get("/K", [])
    yield node
    for child in children if isinstance(children, list) else [children]:
        found = child.get_object()
        if hasattr(found, "get"):
            yield from nodes(found)


def test_the_same_input_gives_the_same_bytes(tmp_path):
    first = report(tmp_path / "a.pdf", thread(30), title=URDU).read_bytes()
    second = report(tmp_path / "b.pdf", thread(30), title=URDU).read_bytes()
    assert first == second


def test_rows_in_another_order_give_the_same_bytes(tmp_path):
    first = report(tmp_path / "a.pdf", thread(30)).read_bytes()
    assert report(tmp_path / "b.pdf", thread(30)[::-1]).read_bytes() == first


def test_comments_of_other_articles_are_left_aside(tmp_path):
    pdf = report(tmp_path / "a.pdf", thread(12, "a") + thread(40, "b"))
    assert "Sentiment, hostility and sectarian framing of 12 comments, as" in words(pdf)


def test_markup_in_a_title_is_shown_and_never_obeyed(tmp_path):
    pdf = report(tmp_path / "a.pdf", thread(12), title=HOSTILE, outlet=HOSTILE, byline="#panic()")
    text = words(pdf)
    assert text.count(HOSTILE) == 2
    assert "#panic()" in text
    assert PdfReader(pdf).metadata.title == HOSTILE


@pytest.mark.parametrize("title", [URDU, ARABIC, PERSIAN, PASHTO])
def test_a_right_to_left_title_stands_at_the_right_margin(tmp_path, pages, title):
    left, right = title_ink(pages(report(tmp_path / "a.pdf", [], title=title))[0])
    assert right >= 413 - MARGIN - 3
    assert left > MARGIN + 3


@pytest.mark.parametrize("title", [HINDI, TURKISH, "A title"])
def test_a_left_to_right_title_stands_at_the_left_margin(tmp_path, pages, title):
    left, right = title_ink(pages(report(tmp_path / "a.pdf", [], title=title))[0])
    assert left <= MARGIN + 2
    assert right < 413 - MARGIN


def title_ink(page):
    """First and last column of ink in the band of the title's first line."""
    band = page[round(22.5 / 25.4 * 50) : round(28 / 25.4 * 50)]
    columns = np.flatnonzero((band < 128).any(axis=0))
    return columns[0], columns[-1]


@pytest.mark.parametrize(
    "columns",
    [
        {"title": "x" * 400},
        {"title": "ب" * 400},
        {"title": " ".join(["word"] * 300)},
        {"source": "pages/" + "y" * 300 + ".html"},
        {"url": "https://example.org/" + "%3C" * 200},
        {"warnings": ["z" * 300]},
    ],
    ids=["unbroken title", "unbroken RTL title", "long title", "path", "address", "warning"],
)
def test_nothing_runs_over_the_margins(tmp_path, pages, columns):
    for page in pages(report(tmp_path / "a.pdf", thread(12), **columns)):
        assert page.shape == (585, 414)
        assert (page[:, : MARGIN - 2] > 200).all()
        assert (page[:, 414 - MARGIN + 2 :] > 200).all()


def test_letters_that_no_font_has_are_marked_and_explained(tmp_path):
    pdf = report(tmp_path / "a.pdf", thread(12), title="中文标题 in a title 😀")
    text = words(pdf)
    assert "[…] in a title […]" in text
    assert "[…] stands for letters outside the scripts" in text
    assert PdfReader(pdf).metadata.title == "中文标题 in a title 😀"


def test_a_title_that_no_font_can_draw_stands_above_its_source(tmp_path):
    pdf = report(tmp_path / "a.pdf", thread(12), title="中文 标题 一", outlet=None, byline=None)
    assert "[…] 2021-03-04 · pages/a.html" in words(pdf)


@settings(max_examples=40, deadline=None)
@given(title=st.text(max_size=60), byline=st.text(max_size=20))
def test_any_text_makes_a_report(tmp_path_factory, title, byline):
    pdf = tmp_path_factory.mktemp("any") / "a.pdf"
    write_article_report(
        article(title=title, byline=byline, warnings=[byline]),
        comments_table([]),
        PROVENANCE,
        pdf,
    )
    assert len(PdfReader(pdf).pages) == 1


def test_a_page_without_title_outlet_byline_or_date_is_called_by_its_source(tmp_path):
    nothing = dict.fromkeys(["title", "outlet", "byline", "published_at", "url"])
    pdf = report(tmp_path / "a.pdf", thread(12), **nothing)
    assert "Untitled page pages/a.html" in words(pdf)
    assert PdfReader(pdf).metadata.title == "pages/a.html"


def test_a_report_replaces_an_older_one_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "folder" / "a.pdf"
    report(target, thread(12))
    before = target.read_bytes()
    report(target, thread(30))
    assert target.read_bytes() != before
    assert [file.name for file in target.parent.iterdir()] == ["a.pdf"]
