"""Groups side by side: in the comparison report, and as documents of their own."""

import csv
import io
import re

import pytest
from matplotlib.lines import Line2D
from pypdf import PdfReader
from reporting_samples import (
    ARABIC,
    AUTHOR,
    PROVENANCE,
    SAID,
    URDU,
    article,
    articles_table,
    comment,
    comments_table,
    words,
)

from comments.reporting import find, write_comparison
from comments.reporting.charts import style
from comments.reporting.differences import write_differences
from comments.reporting.gaps import gap_figure, gap_rows, gap_tables
from comments.reporting.wording import p_value, points
from comments.study.comparison import compare


def study(hostile, n=20, articles=2, outlets=("Dawn", "Jang", "Nahar", "Courier", "Post")):
    """`articles` of each outlet with `n` comments, of which `hostile` (by outlet) are hostile."""
    rows, found = [], []
    for outlet, count in zip(outlets, hostile, strict=False):
        for number in range(articles):
            name = f"{outlet}-{number}"
            rows.append(article(name, outlet=outlet, title=f"Story {number}"))
            found += [
                comment(
                    i, name, hostility=2 if i <= count else 0, p_hostile=0.8 if i <= count else 0.1
                )
                for i in range(1, n + 1)
            ]
    return articles_table(rows), comments_table(found)


def report(path, *tables):
    write_comparison(find(*tables), PROVENANCE, path)
    return words(path)


def written(folder, articles, comments, by="outlet", **options):
    """Files of the comparison by their names."""
    found = compare(comments, articles, by, **options)
    files = write_differences(found, comments, PROVENANCE, folder)
    return {file.name: file for file in files}


def test_a_comparison_of_outlets_states_their_differences_with_intervals_and_p_values(tmp_path):
    text = report(tmp_path / "c.pdf", *study([2, 14]))
    table = text.split("Differences between these groups (80 comments).")[1]
    assert "Hostile or worse Dawn Jang 10%, 70% −60 (−73 to −40) <0.001 −1.34" in table
    assert "Negative Dawn Jang 0%, 0% 0 (−9 to +9) 1.00 0.00" in table
    assert "adjusted for all 2 tests (Benjamini and Hochberg 1995)" in table
    assert "In 2 pairs no comment, or every one, is of the class: they count as no tests." in table


def test_where_no_group_has_a_comment_of_any_class_no_test_is_told_of(tmp_path):
    text = report(tmp_path / "c.pdf", *study([0, 0]))
    assert "In 4 pairs no comment, or every one, is of the class: they count as no tests." in text
    assert "change groups 1,999 times" not in text


@pytest.mark.parametrize(("outlets", "against"), [(4, "Dawn"), (5, "all the rest")])
def test_many_outlets_are_compared_with_all_the_rest(tmp_path, outlets, against):
    text = report(tmp_path / "c.pdf", *study([2, 14, 3, 4, 5][:outlets]))
    assert ("Jang all the rest" in text) == (against == "all the rest")
    assert ("Dawn Jang" in text.split("Differences between")[1]) == (outlets == 4)


def test_a_comparison_of_outlets_states_what_else_differs(tmp_path):
    articles, comments = study([2, 14])
    first = comments["article_id"].eq("Dawn-0")
    comments.loc[first & comments["position"].eq(20), "removal"] = "moderator"
    comments.loc[first & comments["position"].eq(19), "removal"] = "author"
    table = report(tmp_path / "c.pdf", articles, comments).split("What else differs")[1]
    assert "Dawn 2021-03-04 2 38 en 100% 36 0% 0% 3% 13%" in table  # 1 of 40 places
    assert "Jang 2021-03-04 2 40 en 100% 36 0% 0% 0% 13%" in table


def test_few_authors_have_no_most_active_and_undated_articles_the_dates_of_comments(
    tmp_path,
):
    articles, comments = study([2, 14])
    dawn = comments["article_id"].str.startswith("Dawn")
    comments.loc[dawn, "author"] = [f"{i % 6}" for i in range(dawn.sum())]
    comments.loc[dawn, "posted_at"], articles["published_at"] = "2024-05-06T10:00", None
    table = report(tmp_path / "c.pdf", articles, comments).split("What else differs")[1]
    assert "from 10 such authors up. Dates: of the articles or, where they have none" in table
    assert "Dawn 2024-05-06 2 40 en 100% 36 0% 0% 0% –" in table
    assert "Jang 2 40 en 100% 36 0% 0% 0% 13%" in table


def test_outlets_of_few_articles_are_named_as_such(tmp_path):
    few = report(tmp_path / "c.pdf", *study([2, 14]))
    assert "holds for these articles only: Jang, Dawn." in few.replace("Dawn, Jang", "Jang, Dawn")
    many = report(tmp_path / "d.pdf", *study([2, 14], articles=5))
    assert "holds for these articles only" not in many


def test_outlets_with_too_few_comments_are_named_and_not_compared(tmp_path):
    articles, comments = study([2, 14, 3])
    comments = comments[
        ~comments["article_id"].isin(["Nahar-1"])
        & ~((comments["article_id"] == "Nahar-0") & (comments["position"] > 9))
    ]
    text = report(tmp_path / "c.pdf", articles, comments)
    assert "Too few to say, with their scored comments: Nahar (9)." in text
    differences = text.split("Differences between these groups")[1].split("What else")[0]
    assert "Nahar" not in differences
    assert "Nahar" in text.split("What else differs")[1]


def test_a_comparison_leaves_tables_a_chart_and_a_document(tmp_path):
    files = written(tmp_path, *study([2, 14]))
    assert set(files) == {
        *(f"comparison-by-outlet.{ending}" for ending in ("csv", "svg", "png", "pdf")),
        "confounds-by-outlet.csv",
    }
    rows = list(
        csv.DictReader(io.StringIO(files["comparison-by-outlet.csv"].read_text("utf-8-sig")))
    )
    assert [row["value"] for row in rows] == ["negative", "uncivil", "hostile", "sectarian"]
    assert float(rows[2]["difference"]) == pytest.approx(-0.6)
    assert words(files["comparison-by-outlet.pdf"]).startswith(
        "READER COMMENTS · COMPARISON OF GROUPS Reader comments by outlet 80 comments"
    )


def test_a_matched_comparison_says_within_what(tmp_path):
    files = written(tmp_path, *study([2, 14]), matched=["title"])
    text = words(files["comparison-by-outlet-within-title.pdf"])
    assert "Only comments that agree in title are compared" in text


def test_a_comparison_without_a_difference_to_state_says_so_and_leaves_no_chart(tmp_path):
    written(tmp_path, *study([2, 14]))
    files = written(tmp_path, *study([2, 4], n=4))
    assert not (tmp_path / "comparison-by-outlet.png").exists()
    assert set(files) == {
        "comparison-by-outlet.csv",
        "confounds-by-outlet.csv",
        "comparison-by-outlet.pdf",
    }
    text = words(files["comparison-by-outlet.pdf"])
    assert "No difference can be stated" in text
    assert "What else differs between these groups" in text


def test_names_of_columns_make_safe_file_names(tmp_path):
    articles, comments = study([2, 14])
    files = written(
        tmp_path, articles.assign(**{"../my study": articles["outlet"]}), comments, "../my study"
    )
    assert "comparison-by-..-my-study.csv" in files
    assert all(file.parent == tmp_path for file in files.values())


def test_a_comparison_names_no_commenter_and_quotes_no_comment(tmp_path):
    files = written(tmp_path, *study([2, 14]))
    for name, file in files.items():
        text = words(file) if name.endswith(".pdf") else file.read_bytes().decode("latin-1")
        assert AUTHOR not in text, name
        assert SAID not in text, name


def test_equal_comparisons_give_equal_bytes(tmp_path):
    (tmp_path / "again").mkdir()
    first = written(tmp_path, *study([2, 14]))
    again = written(tmp_path / "again", *study([2, 14]))
    assert all(file.read_bytes() == again[name].read_bytes() for name, file in first.items())


def test_a_document_of_differences_is_tagged_and_has_alternative_texts(tmp_path):
    reader = PdfReader(written(tmp_path, *study([2, 14]))["comparison-by-outlet.pdf"])
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.trailer["/Root"]["/Metadata"].get_data()


def test_nothing_of_a_comparison_runs_over_the_margins(tmp_path, pages):
    names = ["o" * 200, URDU, ARABIC]
    file = written(tmp_path, *study([2, 14, 5], outlets=names))["comparison-by-outlet.pdf"]
    for page in pages(file):
        assert (page[:, :37] > 200).all()
        assert (page[:, 414 - 37 :] > 200).all()


def test_a_difference_is_a_mark_with_its_interval_on_an_axis_around_nothing():
    articles, comments = study([2, 14])
    found = compare(comments, articles, "outlet")
    with style():
        figure = gap_figure(found)
    lines = [found for found in figure.artists if isinstance(found, Line2D)]
    (mark,) = [line for line in lines if line.get_marker() == "s"]
    assert mark.get_xdata() == pytest.approx([-0.6])
    ends = [text.get_text() for text in figure.texts if text.get_fontsize() == 6.5]
    assert ends == ["−75", "0", "+75"]
    assert all(0 < y < sum(row.height for row in gap_rows(found)) for y in mark.get_ydata())


@pytest.mark.parametrize(
    ("difference", "n", "shown"),
    [(0.124, 50, "+12"), (-0.6, 50, "−60"), (0.001, 50, "0"), (-0.0349, 2000, "−3.5")],
)
def test_differences_are_points_with_a_sign(difference, n, shown):
    assert points(difference, n) == shown


@pytest.mark.parametrize(
    ("p", "shown"), [(0.0005, "<0.001"), (0.0123, "0.012"), (0.344, "0.34"), (1.0, "1.00")]
)
def test_p_values_are_never_nought(p, shown):
    assert p_value(p) == shown


def test_a_difference_stands_in_one_line(tmp_path):
    tables = study([100, 450], n=600)
    write_comparison(find(*tables), PROVENANCE, tmp_path / "c.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(tmp_path / "c.pdf").pages)
    assert re.search(r"−58\.3 \(−[0-9.]+ to −[0-9.]+\)", text)


def test_a_measure_is_named_above_its_lines_on_every_page():
    outlets = [f"Outlet {i}" for i in range(20)]
    articles, comments = study([i % 9 for i in range(20)], n=20, articles=1, outlets=outlets)
    found = compare(comments, articles, "outlet", against="the rest")
    with style():
        tables = [[row["heading"] for row in table["rows"]] for table in gap_tables(found)]
    assert len(tables) > 1
    assert all(headings[0] and not headings[-1] for headings in tables)


def test_the_figure_of_groups_rests_on_all_comments_and_has_their_numbers(tmp_path):
    text = report(
        tmp_path / "c.pdf", *study([2, 14, 3], n=20, articles=1, outlets=("A", "B", None))
    )
    panel = text.split("Shares by outlet")[1]
    assert "hostile first (60 comments)." in panel  # 40 of them in the groups
    assert re.search(r"B 20 20 70% \(48–8\d\)", panel)
