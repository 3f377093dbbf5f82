"""Charts: marks where the numbers are, nothing that is too few to say, the same every time."""

import warnings

import pytest
from matplotlib.figure import Figure
from reporting_samples import (
    ARABIC,
    HINDI,
    HOSTILE,
    PASHTO,
    PERSIAN,
    TURKISH,
    URDU,
    comments_table,
    thread,
)

from comments.records import HOSTILITY_LEVELS
from comments.reporting.catalogue import Language
from comments.reporting.charts import (
    Row,
    draw_levels,
    draw_shares,
    labelled,
    level_strip,
    middles,
    share_strip,
    style,
    svg,
)
from comments.reporting.palette import MARKS, mark
from comments.reporting.wording import speaking
from comments.study.prevalence import Share, prevalence

NINE_OF_TWELVE = Share("sentiment", "negative", 9, 12, expected=0.7)
TOO_FEW = Share("sentiment", "negative", 3, 9, expected=0.3)
SCRIPTS = [URDU, ARABIC, PERSIAN, PASHTO, HINDI, TURKISH, HOSTILE, "中文标题 😀"]


def drawn(*placed):
    """Axes on which `draw_shares` has drawn."""
    axes = Figure().add_subplot()
    draw_shares(axes, placed)
    return axes


def test_a_share_is_a_mark_a_bar_over_its_interval_and_a_tick_at_the_mean_probability():
    axes = drawn((NINE_OF_TWELVE, 5.0))
    tick, point = axes.lines
    assert (point.get_xdata()[0], point.get_ydata()[0]) == (0.75, 5.0)
    assert tick.get_xdata()[0] == 0.7
    ((start, end),) = axes.collections[0].get_segments()
    assert (round(start[0], 2), round(end[0], 2)) == (0.47, 0.91)


def test_a_share_of_too_few_comments_is_not_drawn():
    axes = drawn((TOO_FEW, 1.0))
    assert not axes.lines
    assert not axes.collections


def test_a_level_bar_fills_the_whole_width_in_the_order_of_the_levels():
    shares = prevalence(comments_table(thread(40))).hostility
    axes = Figure().add_subplot()
    draw_levels(axes, [(shares, 1.0)])
    starts = [patch.get_x() for patch in axes.patches]
    assert starts == sorted(starts)
    assert axes.patches[-1].get_x() + axes.patches[-1].get_width() == pytest.approx(1)
    assert [patch.get_width() for patch in axes.patches] == pytest.approx(
        [share.share for share in shares]
    )


def test_a_level_bar_of_too_few_comments_is_not_drawn():
    axes = Figure().add_subplot()
    draw_levels(axes, [(prevalence(comments_table(thread(9))).hostility, 1.0)])
    assert not axes.patches


def test_a_row_stands_where_the_table_has_its_line():
    rows = [Row("heading"), Row("one", (NINE_OF_TWELVE,)), Row("two lines", (TOO_FEW,), lines=2)]
    heading, one, two = (row.height for row in rows)
    assert middles(rows)[1:] == pytest.approx([heading + one / 2, heading + one + two / 2])
    with style():
        (axes,) = share_strip(rows, 60).axes
    assert axes.get_ylim() == (heading + one + two, 0)


@pytest.mark.parametrize("label", SCRIPTS)
def test_labels_of_every_script_are_drawn_without_a_missing_glyph(label):
    with style(), warnings.catch_warnings():
        warnings.simplefilter("error")
        svg(labelled([Row(label, (NINE_OF_TWELVE,))], ["Negative"]))


def test_a_missing_glyph_would_be_noticed():
    with style(), pytest.warns(UserWarning, match="missing from font"):
        figure = Figure()
        figure.text(0.5, 0.5, "中")
        svg(figure)


def test_dollar_signs_in_a_label_are_no_formula():
    row = Row("$\\frac{a}{b}$ and $unbalanced", (NINE_OF_TWELVE,))
    with style():
        assert svg(labelled([row], [""]))


def test_equal_charts_are_equal_files():
    rows = [Row(URDU, prevalence(comments_table(thread(40))).hostility)]
    with style():
        assert svg(level_strip(rows, 40), "origin") == svg(level_strip(rows, 40), "origin")


def test_drawing_leaves_the_users_own_settings_alone():
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 31}):
        with style():
            assert mpl.rcParams["font.size"] == 7.5
        assert mpl.rcParams["font.size"] == 31


def test_levels_are_told_apart_without_colour():
    looks = [mark("hostility", name) for name in HOSTILITY_LEVELS]
    assert len({look.marker for look in looks}) == 4
    assert len({(look.fill, look.hatch, look.colour == "#1a1a1a") for look in looks}) == 4


def test_colours_are_those_of_okabe_and_ito_and_greys():
    okabe_ito = {"#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7"}
    used = {look.colour for look in MARKS.values()}
    assert all(colour in okabe_ito or len(set(colour[1:])) <= 2 for colour in used)


def test_panels_stand_in_the_order_in_which_the_columns_of_a_table_are_read():
    rows = [Row("one", (NINE_OF_TWELVE, NINE_OF_TWELVE, NINE_OF_TWELVE))]
    for language, ordered in (("en", sorted), ("ar", lambda lefts: sorted(lefts, reverse=True))):
        with speaking(Language(language)), style():
            lefts = [axes.get_position().x0 for axes in share_strip(rows, 90).axes]
        assert lefts == ordered(lefts)
