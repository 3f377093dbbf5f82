"""The map of measures and groups: values in cells, colours that survive grey print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from reporting_samples import article, articles_table, comment, comments_table

from comments.reporting import find
from comments.reporting.charts import style
from comments.reporting.heat import ACROSS, heat_figure, heat_rows, heat_tables, shade

SHARES = st.floats(0, 1)


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def study(hostile, n=20, **columns):
    """One article an outlet, with so many of its `n` comments hostile."""
    rows = [article(f"a{i}", outlet=f"Outlet {i}") for i in range(len(hostile))]
    found = [
        comment(place, f"a{i}", hostility=2 if place <= count else 0, **columns)
        for i, count in enumerate(hostile)
        for place in range(1, n + 1)
    ]
    return find(articles_table(rows), comments_table(found))


def cells(findings, label):
    (table,) = heat_tables(findings.found, findings.groups)
    (row,) = [row for row in table["rows"] if row["label"] == label and row["cells"]]
    return row["cells"]


@given(SHARES, SHARES)
def test_a_larger_share_is_never_lighter(one, other):
    low, high = sorted([round(one, 3), round(other, 3)])
    assert luminance(shade(high)[0]) <= luminance(shade(low)[0]) + 1e-9


@given(SHARES)
def test_letters_stand_out_from_their_cell(share):
    ground, ink = map(luminance, shade(round(share, 3)))
    lighter, darker = max(ground, ink), min(ground, ink)
    assert (lighter + 0.05) / (darker + 0.05) >= 3.9


def test_no_comments_and_all_comments_are_told_apart_in_grey():
    assert luminance(shade(0)[0]) - luminance(shade(1)[0]) > 0.8


def test_every_group_has_its_value_in_its_cell_the_most_hostile_first():
    shown = cells(study([2, 14]), "hostile (levels 2–3)")
    assert [cell["text"] for cell in shown] == ["40%", "70%", "10%"]
    assert len({cell["fill"] for cell in shown}) == 3


def test_a_group_of_too_few_comments_is_last_and_has_neither_value_nor_colour():
    findings = study([2, 14])
    few = study([9, 3], n=9)
    (table,) = heat_tables(findings.found, [*few.groups, *findings.groups])
    negative = next(row for row in table["rows"] if row["label"] == "neutral")
    assert [cell["text"] for cell in negative["cells"]] == ["100%", "100%", "100%", "–", "–"]
    assert negative["cells"][-1]["fill"] is None


def test_classes_that_nobody_was_given_have_no_line_and_no_heading():
    findings = study([2, 14])
    labels = [row.label for row in heat_rows(findings.found, [findings.found])]
    assert "positive" not in labels
    assert "Sectarian frames" not in labels
    assert labels[:2] == ["Sentiment", "neutral"]


def test_a_community_that_one_group_does_not_name_is_nought_there():
    findings = study([2, 14])
    named = study([2], groups=["sunni"])
    rows = heat_rows(named.found, [named.found, findings.found])
    (row,) = [row for row in rows if row.label == "Sunni"]
    assert [share.count for share in row.cells] == [20, 0]


@pytest.mark.parametrize(("groups", "tables"), [(2, 1), (ACROSS, 1), (ACROSS + 1, 2)])
def test_many_groups_make_several_tables(groups, tables):
    findings = study([2] * groups, n=12)
    assert len(list(heat_tables(findings.found, findings.groups))) == tables


def test_the_figure_has_the_words_of_the_table():
    findings = study([2, 14])
    with style():
        figure = heat_figure(findings.found, findings.groups)
    words = [text.get_text().lstrip("\u200e") for text in figure.texts]
    assert {"40%", "70%", "10%", "hostile (levels 2–3)"} <= set(words)
