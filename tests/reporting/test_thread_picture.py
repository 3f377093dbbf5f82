"""The picture of a thread: every comment once, every reply an arc, however long the thread."""

import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from reporting_samples import abstained, comment, comments_table, removed, thread

from comments.reporting.catalogue import Language
from comments.reporting.charts import style, svg
from comments.reporting.palette import AXIS_INK, VERMILION
from comments.reporting.thread_marks import MOST, Arc, picture_of
from comments.reporting.thread_picture import places, thread_figure
from comments.reporting.wording import speaking


def of(rows):
    return picture_of(comments_table(rows))


def reply(position, to, **columns):
    return comment(position, parent_id=f"a-{to}", depth=1, **columns)


def both_ends(path):
    """Where each arc of a path begins and ends."""
    starts = path.vertices[path.codes == path.MOVETO]
    return zip(starts, path.vertices[6::7], strict=True)


def test_every_comment_is_one_mark_in_the_lane_of_its_level_at_its_place():
    rows = thread(30)
    lanes = of(rows).lanes
    assert sorted(mark.place for marks in lanes.values() for mark in marks) == list(range(1, 31))
    violent = [row["position"] for row in rows if row["hostility"] == 3]
    assert [mark.place for mark in lanes["hostility.violent"]] == violent


def test_comments_not_scored_and_removed_ones_have_lanes_of_their_own_if_there_are_any():
    lanes = of([*thread(12), abstained(13), removed(14)]).lanes
    assert [mark.place for mark in lanes["thread_unscored"]] == [13]
    assert [mark.place for mark in lanes["thread_removed"]] == [14]
    assert len(of(thread(12)).lanes) == 4


def test_an_arc_leads_from_a_reply_to_its_parent_and_hostile_replies_are_apart():
    rows = [comment(1), comment(2), reply(3, 1), reply(4, 2, hostility=2), reply(5, 4, hostility=1)]
    assert of(rows).arcs == ([Arc(1, 3, 1), Arc(4, 5, 1)], [Arc(2, 4, 1)])


def test_a_reply_whose_parent_is_not_on_the_page_has_no_arc():
    assert of([comment(1), reply(2, 77)]).arcs == ([], [])


def test_a_removed_hostile_comment_keeps_its_arc_and_loses_its_level():
    rows = [comment(1), reply(2, 1, hostility=3, removal="moderator")]
    assert of(rows).arcs == ([Arc(1, 2, 1)], [])


@pytest.mark.parametrize("n", [1, MOST])
def test_up_to_a_limit_each_comment_has_its_own_mark(n):
    picture = of([comment(i, hostility=i % 4) for i in range(1, n + 1)])
    assert picture.together == 1
    assert sum(len(marks) for marks in picture.lanes.values()) == n


def test_in_a_long_thread_marks_stand_for_several_comments_and_none_is_lost():
    rows = [comment(1), *(reply(i, i // 2, hostility=i % 4) for i in range(2, 5001))]
    picture = of(rows)
    marks = [mark for marks in picture.lanes.values() for mark in marks]
    assert sum(mark.count for mark in marks) == 5000
    assert len(marks) <= 4 * 120
    across = sum(arc.count for arcs in picture.arcs for arc in arcs)
    assert 4900 < across < 5000  # but for replies within one stretch, too near to be seen


def test_a_long_thread_stays_a_small_picture():
    rows = [comment(1), *(reply(i, i // 2, hostility=i % 4) for i in range(2, 20_001))]
    with style():
        assert len(svg(thread_figure(of(rows)))) < 1_000_000


def test_a_short_thread_has_no_trend():
    assert not of(thread(9)).trend
    assert len(of(thread(12)).trend) == 12


def test_each_arc_ends_at_the_places_of_reply_and_parent():
    picture = of([comment(1), comment(2), reply(3, 1), reply(4, 2, hostility=2), reply(5, 1)])
    with style():
        figure = thread_figure(picture)
    arcs = [found for found in figure.artists if isinstance(found, PathPatch)]
    ends = [
        (to_hex(arc.get_edgecolor()), [(a[0], b[0]) for a, b in both_ends(arc.get_path())])
        for arc in arcs
    ]
    assert ends == [(AXIS_INK, [(1, 3), (1, 5)]), (VERMILION, [(2, 4)])]


def test_levels_differ_in_shape_and_lane_as_well_as_in_colour():
    with style():
        figure = thread_figure(of(thread(40)))
    marks = [found for found in figure.artists if isinstance(found, Line2D)][:4]
    assert len({found.get_marker() for found in marks}) == 4
    assert len({y for found in marks for y in found.get_ydata()}) == 4


@pytest.mark.parametrize(("language", "first_is_left"), [("en", True), ("fr", True), ("ur", False)])
def test_the_thread_runs_as_its_language_is_read(language, first_is_left):
    with speaking(Language(language)), style():
        figure = thread_figure(of(thread(12)))
    *marks, tones, trend = [found for found in figure.artists if isinstance(found, Line2D)]
    for found in (*marks, tones, trend):
        (first, _), (last, _) = found.get_transform().transform([(1, 0), (12, 0)])
        assert (first < last) == first_is_left


@pytest.mark.parametrize(
    ("last", "labelled"),
    [
        (1, [1]),
        (6, [1, 2, 3, 4, 5, 6]),
        (12, [1, 2, 4, 6, 8, 10, 12]),
        (130, [1, 20, 40, 60, 80, 100, 120]),
        (5000, [1, 1000, 2000, 3000, 4000, 5000]),
    ],
)
def test_the_axis_names_the_first_place_and_round_ones(last, labelled):
    assert list(places(last)) == labelled


def test_equal_threads_are_equal_pictures():
    with style():
        first, second = (svg(thread_figure(of(thread(40)))) for _ in range(2))
    assert first == second
