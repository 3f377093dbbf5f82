"""Whole reports in every language: nothing left in English, nothing without a glyph, its own way."""

import re
import warnings

import numpy as np
import pytest
from pypdf import PdfReader
from reporting_samples import (
    ARABIC,
    BENGALI,
    HINDI,
    PASHTO,
    PERSIAN,
    PROVENANCE,
    TURKISH,
    URDU,
    article,
    articles_table,
    comments_table,
    discussion,
    removed,
    words,
)

from comments.parsing.removals import NOTICE
from comments.reporting import write_article_report
from comments.reporting.between import confound_list
from comments.reporting.catalogue import Language, catalogue
from comments.reporting.sections import citation
from comments.reporting.settings import DEFAULTS, Paper
from comments.reporting.wording import (
    conventions,
    date,
    interval,
    listed,
    number,
    p_value,
    percent,
    points,
    runs_right_to_left,
    say,
    signed,
    speaking,
)
from comments.study.confounds import Confounds

RIGHT_TO_LEFT = [Language.ARABIC, Language.URDU, Language.PERSIAN]
MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069"))

each_language = pytest.mark.parametrize("language", Language)
each_other_language = pytest.mark.parametrize("language", list(Language)[1:])


def report(path, language, n=130, paper="a4", title="Title", **columns):
    """Write the report on a discussion of `n` comments; any warning is an error."""
    row = articles_table([article(found_comments=n, title=title, **columns)]).iloc[0]
    settings = DEFAULTS.changed(language=language.value, paper=paper)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_article_report(row, comments_table(discussion(n)), PROVENANCE, path, settings)
    return path


def sentences(language):
    """What a language says in sentences, without what is filled in."""
    for message in catalogue(language).values():
        for text in [message] if isinstance(message, str) else message.values():
            for piece in re.split(r"\{.*?\}|[.:;]", text):
                if len(piece.split()) > 3:
                    yield " ".join(piece.split())


@each_other_language
def test_no_sentence_of_a_report_is_in_english(tmp_path, language):
    text = words(report(tmp_path / "a.pdf", language, declared_comments=150))
    assert not [sentence for sentence in sentences(Language.ENGLISH) if sentence in text]


@each_language
def test_a_report_is_marked_with_its_language(tmp_path, language):
    root = PdfReader(report(tmp_path / "a.pdf", language)).trailer["/Root"]
    assert root["/Lang"] == language.value


@each_language
@pytest.mark.parametrize("paper", Paper)
def test_a_report_is_one_or_two_pages_in_every_language_on_both_papers(tmp_path, language, paper):
    pages = PdfReader(report(tmp_path / "a.pdf", language, 500, paper.value, URDU)).pages
    assert len(pages) <= 2
    width, height = (round(float(side) / 72 * 25.4) for side in pages[0].mediabox[2:])
    assert (width, height) == ((210, 297) if paper is Paper.A4 else (216, 279))


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.PERSIAN])
@pytest.mark.parametrize("title", [ARABIC, URDU, PERSIAN, PASHTO, HINDI, BENGALI, TURKISH])
def test_titles_of_every_script_stand_in_reports_of_both_directions(tmp_path, language, title):
    # Typst refuses a letter without a glyph in a PDF/UA; matplotlib warns of one.
    pdf = report(tmp_path / "a.pdf", language, 12, title=title)
    reader = PdfReader(pdf)
    assert reader.metadata.title == title
    assert "\ufffd" not in "".join(page.extract_text() for page in reader.pages)


@each_language
def test_the_figures_of_a_report_are_among_its_bookmarks(tmp_path, language):
    outline = PdfReader(report(tmp_path / "a.pdf", language)).outline
    titles = [
        item.title for level in outline for item in ([level] if hasattr(level, "title") else level)
    ]
    with speaking(language):
        for figure in (1, 2, 3):
            assert [title for title in titles if title.startswith(say("figure", number=figure))]
        assert say("methods") in titles


@each_language
def test_lines_begin_at_the_side_where_the_language_begins(tmp_path, pages, language):
    page = pages(report(tmp_path / "a.pdf", language))[0]
    first_line = page[round(17 / 25.4 * 50) : round(21 / 25.4 * 50)]
    columns = np.flatnonzero((first_line < 200).any(axis=0))
    middle = page.shape[1] / 2
    assert columns.size
    assert all(columns > middle) if language in RIGHT_TO_LEFT else all(columns < middle)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1,234.5"),
        ("ar", "1,234.5"),
        ("ur", "1,234.5"),
        ("fa", "۱٬۲۳۴٫۵"),
        ("tr", "1.234,5"),
        ("fr", "1\u202f234,5"),
    ],
)
def test_numbers_are_written_after_cldr(language, written):
    with speaking(Language(language)):
        assert number(1234.5, 1) == written


@pytest.mark.parametrize(
    ("language", "share", "ends"),
    [
        ("en", "33.3%", "30.0–36.0%"),
        ("ar", "33.3%", "30.0–36.0%"),
        ("ur", "33.3%", "30.0–36.0%"),
        ("fa", "۳۳٫۳٪", "۳۰٫۰ تا ۳۶٫۰٪"),
        ("tr", "%33,3", "%30,0–36,0"),
        ("fr", "33,3\u202f%", "30,0–36,0\u202f%"),
    ],
)
def test_percentages_are_written_as_the_language_writes_them(language, share, ends):
    with speaking(Language(language)):
        assert percent(1 / 3, 2000).translate(MARKS) == share
        assert interval(0.3, 0.36, 2000).translate(MARKS) == ends


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_signs_keep_their_side_of_a_number_where_lines_run_from_the_right(language):
    with speaking(language):
        for text in (signed(-0.3, 1), points(0.12, 100), p_value(0.0001)):
            assert (text[0], text[-1]) == ("\u2066", "\u2069")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "2021-03-04"),
        ("ar", "4 مارس 2021"),
        ("ur", "4 مارچ، 2021"),
        ("fa", "۴ مارس ۲۰۲۱"),
        ("tr", "4 Mart 2021"),
        ("fr", "4 mars 2021"),
    ],
)
def test_dates_are_written_out_but_in_english(language, written):
    with speaking(Language(language)):
        assert date("2021-03-04") == written
        assert date("yesterday") == "yesterday"


@pytest.mark.parametrize(
    ("n", "written"),
    [
        (0, "لا تعليقات"),
        (1, "تعليق واحد"),
        (2, "تعليقان"),
        (3, "3 تعليقات"),
        (10, "10 تعليقات"),
        (11, "11 تعليقًا"),
        (100, "100 تعليق"),
        (103, "103 تعليقات"),
    ],
)
def test_arabic_counts_comments_in_its_six_forms(n, written):
    with speaking(Language.ARABIC):
        assert say("comparison_comments", n=n) == written


def test_a_language_ends_with_its_block():
    with speaking(Language.URDU):
        assert runs_right_to_left()
        with speaking(Language.FRENCH):
            assert say("methods") == "Méthode"
        assert runs_right_to_left()
    assert say("methods") == "Methods"


def test_direction_is_that_of_the_script():
    assert [
        language for language in Language if conventions(language).is_right_to_left
    ] == RIGHT_TO_LEFT


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_each_language_of_a_group_keeps_its_share_where_lines_run_from_the_right(language):
    languages = (("en", 0.7), ("ur", 0.2), ("ar", 0.1))
    found = Confounds("Dawn", 1, 40, 0, 0.0, languages, 30.0, 0.0, 0.0, 9, 0.5, None, None)
    with speaking(language):
        (table,) = confound_list([found])
        cell = table["rows"][0][3]
        ends = [(item[0], item[-1]) for item in cell.split("، ")]
        assert ends == [("\u2066", "\u2069")] * 3


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_commas_and_semicolons_are_those_of_the_script(language):
    with speaking(language):
        assert listed("ab") == "a، b"
        assert listed("ab", "semicolon") == "a؛ b"


@pytest.mark.parametrize("language", RIGHT_TO_LEFT)
def test_the_citation_runs_from_left_to_right(language):
    with speaking(language):
        software, figures = citation(PROVENANCE)["text"]
        assert not software["rtl"]
        assert isinstance(figures, str)


@pytest.mark.parametrize("language", ["ar", "ur", "fa", "fr"])
def test_removed_comments_are_told_of_in_the_language_of_the_report(tmp_path, language):
    row = articles_table([article(warnings=[f"2 comments have been taken away; {NOTICE}."])])
    rows = [*discussion(12), removed(13), removed(14)]
    write_article_report(
        row.iloc[0],
        comments_table(rows),
        PROVENANCE,
        tmp_path / "a.pdf",
        DEFAULTS.changed(language=language),
    )
    assert NOTICE not in words(tmp_path / "a.pdf")


def test_a_time_has_a_space_before_it_and_no_seconds():
    assert date("2024-03-16T07:56:00") == "2024-03-16 07:56"
