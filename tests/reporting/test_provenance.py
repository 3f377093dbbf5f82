"""What documents say of their origin: where pages are, and which version did what."""

from dataclasses import replace

import pytest
from reporting_samples import PROVENANCE, article, articles_table, comments_table, thread, words

from comments.reporting import write_article_report
from comments.reporting.sections import footer


def report(path, provenance, **columns):
    row = articles_table([article(**columns)]).iloc[0]
    write_article_report(row, comments_table(thread(12)), provenance, path)
    return words(path)


@pytest.mark.parametrize(
    ("given", "source", "shown"),
    [
        ("/home/anna/pages", "/home/anna/pages/may/1.html", "pages/may/1.html"),
        ("/home/anna/table.csv", "/home/anna/table.csv#Story", "table.csv#Story"),
        ("../anna/pages", "../anna/pages/1.html", "pages/1.html"),
        ("pages", "pages/1.html", "pages/1.html"),
        ("pages", "s3://store/1.html", "s3://store/1.html"),
    ],
)
def test_a_source_is_told_from_the_folder_of_what_was_given(given, source, shown):
    assert replace(PROVENANCE, inputs=(given,)).place(source) == shown


def test_a_report_tells_nobody_the_folders_above_its_pages(tmp_path):
    source = "/home/anna/pages/1.html"
    provenance = replace(PROVENANCE, inputs=("/home/anna/pages",))
    text = report(tmp_path / "a.pdf", provenance, source=source, title=None)
    assert "Source pages/1.html" in text
    assert "anna" not in text


def test_a_report_says_which_version_scored_and_which_computed(tmp_path):
    text = report(tmp_path / "a.pdf", replace(PROVENANCE, drawn_by="9.9.0"))
    assert "Software comments 9.8.7" in text
    assert "Figures computed by comments 9.9.0" in text
    assert "comments 9.8.7 / 9.9.0 · model" in text
    assert "computed by" not in report(tmp_path / "b.pdf", replace(PROVENANCE, drawn_by="9.8.7"))
    assert "9.9.0" not in footer(PROVENANCE)["text"]


def test_a_run_without_a_receipt_says_why(tmp_path):
    text = report(tmp_path / "a.pdf", replace(PROVENANCE, drawn_by="9.9.0"))
    assert "none: the run was made by a version that gave no receipts" in text
