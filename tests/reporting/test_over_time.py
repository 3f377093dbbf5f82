"""Small multiples over time: one line of panels a group, on common axes."""

import numpy as np
import pytest
from matplotlib.lines import Line2D
from reporting_samples import (
    PROVENANCE,
    article,
    articles_table,
    comment,
    comments_table,
    words,
)

from comments.reporting import find, write_comparison
from comments.reporting.catalogue import Language
from comments.reporting.charts import style
from comments.reporting.groups import PANELS
from comments.reporting.over_time import MOST, drawn_groups, timeline_figure
from comments.reporting.wording import say, speaking
from comments.study.timeline import timeline, timeline_frame

DAYS = ("2024-03-04", "2024-03-05", "2024-03-06")


def findings(counts, hostile=3):
    """An outlet for each of `counts`, which has the numbers of its comments day by day."""
    rows = [article(f"a{i}", outlet=f"Outlet {i:02}") for i in range(len(counts))]
    found = []
    for i, days in enumerate(counts):
        place = 0
        for day, n in zip(DAYS, days, strict=True):
            for number in range(n):
                place += 1
                level = 2 if number < hostile else 0
                columns = {"posted_at": day, "posted_precision": "day", "hostility": level}
                found.append(comment(place, f"a{i}", **columns))
    return find(articles_table(rows), comments_table(found))


def study(counts):
    return findings(counts).over_time


def drawn(found):
    with style():
        return timeline_figure(found)


def panels_of(figure):
    """The curves and marks on each panel, the panels line by line."""
    found = {}
    for line in figure.artists:
        if isinstance(line, Line2D):
            place = line.get_transform().transform([(0, 0)]).round().tolist()[0]
            found.setdefault((-place[1], place[0]), []).append(line)
    return [found[place] for place in sorted(found)]


def series(lines):
    """Heights of the marks of a panel's share."""
    (marks,) = [line for line in lines if line.get_marker() in {"o", "s", "^"}]
    return {int(x): round(float(y), 3) for x, y in zip(*marks.get_data(), strict=True)}


def test_each_group_has_a_panel_for_each_share_and_all_comments_have_their_own():
    figure = drawn(study([[12, 12, 12], [20, 12, 12]]))
    assert len(panels_of(figure)) == 3 * len(PANELS)


def test_panels_of_a_share_have_one_scale_and_one_time():
    found = panels_of(drawn(study([[12, 12, 12], [20, 12, 12]])))
    for column in range(len(PANELS)):
        own = found[column :: len(PANELS)]
        scales = [lines[0].get_transform().get_matrix() for lines in own]
        assert np.ptp([(scale[0, 0], scale[1, 1]) for scale in scales], axis=0) == pytest.approx(0)


def test_marks_stand_at_the_share_of_their_period():
    found = panels_of(drawn(study([[12, 15, 30], [20, 12, 12]])))
    hostile = list(PANELS).index("column_hostile")
    assert series(found[len(PANELS) + hostile]) == {0: 0.25, 1: 0.2, 2: 0.1}


def test_a_period_of_too_few_comments_is_a_gap_in_the_line_and_a_cross_at_the_foot():
    panel = panels_of(drawn(study([[12, 5, 12], [12, 12, 12]])))[len(PANELS)]
    assert sorted(series(panel)) == [0, 2]
    (line,) = [line for line in panel if line.get_marker() == "None" and line.get_zorder() == 2]
    assert list(np.isnan(np.asarray(line.get_ydata(), dtype=float))) == [False, True, False]
    (crosses,) = [line for line in panel if line.get_marker() == "x"]
    assert list(crosses.get_xdata()) == [1]


@pytest.mark.parametrize(
    ("counts", "mixed"),
    [([[12, 12, 12]] * 4, False), ([[12, 12, 12]] * 5, True)],
    ids=["few articles", "a sample and its articles"],
)
def test_marks_of_few_articles_are_told_from_those_of_a_sample(tmp_path, counts, mixed):
    found = findings(counts)
    write_comparison(found, PROVENANCE, tmp_path / "c.pdf")
    told = "in charts/time.csv no articles stand among its clusters" in words(tmp_path / "c.pdf")
    assert told == mixed
    table = timeline_frame(found.over_time)
    samples = table["clusters"].str.contains("articles")
    assert samples[table["group"] == ""].any() == mixed
    assert not samples[table["group"] != ""].any()


def test_where_no_group_has_two_periods_to_state_all_comments_are_drawn_alone():
    panels = panels_of(drawn(study([[9, 6, 5], [5, 6, 6], [1, 1, 9]])))
    assert len(panels) == len(PANELS)
    assert all(sorted(series(panel)) == [0, 1, 2] for panel in panels)


def test_a_report_whose_groups_are_not_drawn_does_not_speak_of_them(tmp_path):
    write_comparison(findings([[9, 6, 5], [5, 6, 6], [1, 1, 9]]), PROVENANCE, tmp_path / "c.pdf")
    text = words(tmp_path / "c.pdf")
    assert "Shares by day of comment (48 comments)." in text
    assert "3 further groups are not drawn" in text
    assert "Dashed: all comments" not in text


def test_where_all_comments_have_no_two_periods_to_state_nothing_is_drawn():
    found = findings([[12, 12, 0], [12, 12, 0]])
    alone = found.comments.assign(author="the only one")
    assert drawn(timeline(alone, found.articles, "outlet")) is None


def test_of_many_groups_those_with_most_comments_are_drawn():
    found = study([[12 + i, 12, 12] for i in range(MOST + 2)])
    assert drawn_groups(found) == [f"Outlet {i:02}" for i in range(2, MOST + 2)]


def test_columns_and_names_are_mirrored_where_lines_run_from_the_right():
    found = study([(20, 20, 20), (20, 20, 20)])
    places = {}
    for language in (Language.ENGLISH, Language.ARABIC):
        with speaking(language):
            figure = drawn(found)
            places[language] = {
                text.get_text().strip("\u200e\u200f"): text.get_window_extent().x0
                for text in (*figure.texts, *figure.artists)
                if hasattr(text, "get_text")
            }
    width = figure.get_size_inches()[0] * figure.dpi
    assert places[Language.ENGLISH]["Outlet 00"] < width / 4
    assert places[Language.ARABIC]["Outlet 00"] > width * 3 / 4
    with speaking(Language.ARABIC):
        negative, sectarian = say("column_negative"), say("column_sectarian")
    assert places[Language.ARABIC][negative] > places[Language.ARABIC][sectarian]
