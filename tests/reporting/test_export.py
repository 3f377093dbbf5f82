"""The charts as files of their own."""

import csv
import io

import pandas as pd
from PIL import Image
from reporting_samples import PROVENANCE, URDU, article, articles_table, comments_table, thread

from comments.reporting import find, write_charts


def written(folder, sizes, **columns):
    rows = [article(f"a{i}", **columns) for i in range(len(sizes))]
    found = [row for i, n in enumerate(sizes) for row in thread(n, f"a{i}", i)]
    return write_charts(find(articles_table(rows), comments_table(found)), PROVENANCE, folder)


def two_outlets(folder):
    """The charts of six articles of two outlets, posted on two days, with scored titles."""
    title = {"title_p_positive": 0.1, "title_p_negative": 0.6, "title_p_hostile": 0.05}
    rows = [article(f"a{i}", outlet="AB"[i % 2]) for i in range(6)]
    found = [
        row | {"posted_at": f"2021-03-0{4 + row['position'] % 2}", "posted_precision": "day"}
        for i in range(6)
        for row in thread(30, f"a{i}", i)
    ]
    articles = articles_table(rows).assign(**title)
    return write_charts(find(articles, comments_table(found)), PROVENANCE, folder)


def test_each_chart_of_a_run_is_a_vector_a_picture_and_its_numbers(tmp_path):
    files = two_outlets(tmp_path)
    charts = "shares details articles groups heat differences movement time headline".split()
    assert {file.name for file in files} == {
        f"{chart}.{kind}" for chart in charts for kind in ("svg", "png", "csv")
    }
    assert sorted(files) == sorted(tmp_path.iterdir())


def test_a_chart_says_where_it_comes_from(tmp_path):
    written(tmp_path, [12])
    assert "comments 9.8.7 · model test model" in (tmp_path / "shares.svg").read_text("utf-8")
    with Image.open(tmp_path / "shares.png") as picture:
        assert "0123456789abcdef" in picture.info["Description"]


def test_charts_of_the_same_run_are_the_same_bytes(tmp_path):
    for folder in ("one", "two"):
        written(tmp_path / folder, [12, 30], title=URDU)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_run_of_too_few_comments_has_numbers_and_no_pictures(tmp_path):
    assert {file.suffix for file in written(tmp_path, [5])} == {".csv"}
    table = pd.read_csv(tmp_path / "shares.csv")
    assert table["n"].eq(5).all()
    assert table["share"].isna().all()


def test_a_run_without_comments_has_numbers_and_no_pictures(tmp_path):
    assert {file.suffix for file in written(tmp_path, [0])} == {".csv"}


def test_the_numbers_open_right_in_a_spreadsheet_and_start_no_formula(tmp_path):
    written(tmp_path, [12], title="=HYPERLINK(1)", outlet="@SUM(A1)")
    data = (tmp_path / "articles.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["name"] for row in rows} == {"'=HYPERLINK(1)"}
    groups = pd.read_csv(tmp_path / "groups.csv")
    assert set(groups["group"]) == {"'@SUM(A1)"}
