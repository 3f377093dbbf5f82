"""Documents of runs with more articles than anybody reads: short, and they say what is left out."""

import csv
import io

import pytest
from pypdf import PdfReader
from reporting_samples import PROVENANCE, article, articles_table, comment, comments_table, words

from comments.reporting import Failure, Provenance, find, write_charts, write_comparison
from comments.reporting.findings import Findings
from comments.reporting.groups import MOST_DRAWN
from comments.reporting.lists import LISTED

MANY = 150


@pytest.fixture(scope="module")
def findings() -> Findings:
    """Articles of 12 comments each, every one more hostile than the one before, in steps; one of
    four more comments; and as many articles of one comment, and of none, as go beyond a list.
    """
    names = [f"a{number:03d}" for number in range(MANY)]
    few = [f"few{number:03d}" for number in range(LISTED + 1)]
    none = [f"none{number:03d}" for number in range(LISTED + 5)]
    rows = [
        comment(place, name, hostility=2 * (place <= number * 13 // MANY))
        for number, name in enumerate(names)
        for place in range(1, 13)
    ]
    rows += [comment(1, name) for name in few]
    articles = [article(name, title=name) for name in (*names, *few, *none)]
    return find(articles_table(articles), comments_table(rows))


@pytest.fixture(scope="module")
def report(findings: Findings, tmp_path_factory: pytest.TempPathFactory) -> str:
    failures = tuple(Failure(f"bad{n:03d}.html", "no text", "save it") for n in range(LISTED + 2))
    provenance = Provenance("1", "m", "0" * 64, sources=1000, failures=failures)
    pdf = tmp_path_factory.mktemp("report") / "comparison.pdf"
    write_comparison(findings, provenance, pdf)
    assert len(PdfReader(pdf).pages) < 40
    return words(pdf)


def test_the_articles_at_either_end_are_drawn_and_the_report_says_so(report: str) -> None:
    half = MOST_DRAWN // 2
    assert f"There are {MANY} articles with enough comments; drawn are the {half} with" in report
    drawn = [number for number in range(MANY) if f" a{number:03d} " in report]
    assert {0, 1, MANY - 2, MANY - 1} <= set(drawn)
    assert MANY // 2 not in drawn
    assert len(drawn) == MOST_DRAWN


def test_long_lists_are_cut_and_name_the_file_with_the_rest(report: str) -> None:
    for n, file in (
        (LISTED + 1, "charts/articles.csv"),
        (LISTED + 5, "articles.csv"),
        (LISTED + 2, "failures.csv"),
    ):
        assert f"The first {LISTED} of {n} are listed; {file} has all." in report
    assert f"few{LISTED - 1:03d}" in report
    assert f"few{LISTED:03d}" not in report
    assert f"none{LISTED:03d}" not in report
    assert f"bad{LISTED:03d}.html" not in report


def test_the_table_beside_the_chart_has_every_article(findings: Findings, tmp_path) -> None:
    write_charts(findings, PROVENANCE, tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "articles.csv").read_text("utf-8-sig"))))
    assert len({row["group"] for row in rows}) == MANY + 2 * LISTED + 6
    middle = [
        row
        for row in rows
        if (row["group"], row["measure"], row["value"])
        == (f"a{MANY // 2:03d}", "hostility_from", "hostile")
    ]
    assert [(row["count"], row["n"], row["name"]) for row in middle] == [("6", "12", "a075")]


def test_a_run_of_few_articles_is_drawn_whole(tmp_path) -> None:
    rows = [comment(place, name) for name in "ab" for place in range(1, 13)]
    pdf = tmp_path / "c.pdf"
    write_comparison(
        find(articles_table([article("a"), article("b")]), comments_table(rows)), PROVENANCE, pdf
    )
    assert "are listed" not in words(pdf)
    assert "drawn are" not in words(pdf)
