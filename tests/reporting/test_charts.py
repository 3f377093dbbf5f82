"""Charts: marks where the numbers are, nothing that is too few to say, the same every time."""

import warnings
from dataclasses import replace

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
    AXIS,
    Row,
    draw_levels,
    draw_shares,
    labelled,
    level_strip,
    middles,
    panels,
    style,
    svg,
)
from comments.reporting.palette import MARKS, mark
from comments.reporting.panel import INCH, Box, Panel
from comments.reporting.tables import detail_tables
from comments.reporting.wording import speaking
from comments.study.prevalence import Share, prevalence

NINE_OF_TWELVE = Share("sentiment", "negative", 9, 12, expected=0.7)
TOO_FEW = Share("sentiment", "negative", 3, 9, expected=0.3)
SCRIPTS = [URDU, ARABIC, PERSIAN, PASHTO, HINDI, TURKISH, HOSTILE, "中文标题 😀"]


def panel():
    return Panel(Figure(), Box(0, 0, 1, 1))


def drawn(*placed):
    """What `draw_shares` puts on a panel."""
    empty = panel()
    draw_shares(empty, placed)
    return empty.figure.artists


def test_a_share_is_a_mark_a_bar_over_its_interval_and_a_tick_at_the_mean_probability():
    bar, tick, point = drawn((NINE_OF_TWELVE, 5.0))
    assert (point.get_xdata()[0], point.get_ydata()[0]) == (0.75, 5.0)
    assert tick.get_xdata()[0] == 0.7
    ((start, end),) = bar.get_segments()
    assert (round(start[0], 2), round(end[0], 2)) == (0.47, 0.91)


def test_a_share_of_too_few_comments_is_not_drawn():
    assert not drawn((TOO_FEW, 1.0))


def test_a_level_bar_fills_the_whole_width_in_the_order_of_the_levels():
    shares = prevalence(comments_table(thread(40))).hostility
    empty = panel()
    draw_levels(empty, [(shares, 1.0)])
    bars = empty.figure.artists
    starts = [bar.get_x() for bar in bars]
    assert starts == sorted(starts)
    assert bars[-1].get_x() + bars[-1].get_width() == pytest.approx(1)
    assert [bar.get_width() for bar in bars] == pytest.approx([share.share for share in shares])


def test_a_level_bar_of_too_few_comments_is_not_drawn():
    empty = panel()
    draw_levels(empty, [(prevalence(comments_table(thread(9))).hostility, 1.0)])
    assert not empty.figure.artists


def test_a_row_stands_where_the_table_has_its_line():
    rows = [Row("heading"), Row("one", (NINE_OF_TWELVE,)), Row("two lines", (TOO_FEW,), lines=2)]
    heading, one, two = (row.height for row in rows)
    assert middles(rows)[1:] == pytest.approx([heading + one / 2, heading + one + two / 2])
    figure, (only,) = panels(rows, 60, 1)
    assert only.y == (0, only.box.height) == (0, heading + one + two)
    assert figure.get_figheight() * INCH == pytest.approx(only.box.height + AXIS)


def told(n):
    """Shares and intervals in the details of `n` comments, a twentieth of them insults."""
    found = prevalence(comments_table(thread(12)))
    insult = Share("hostility_types", "insult", n // 20, n)
    details = dict.fromkeys(("hostility_target", "frames", "groups"), ())
    (table,) = detail_tables(replace(found, hostility_types=(insult,), **details))
    return [table["rows"][1]["cells"][2:], sum(table["columns"])]


def test_details_have_a_decimal_where_an_interval_would_read_as_a_point():
    with style():
        assert told(400) == [["5%", "3–8%"], 82]
        assert told(20_000) == [["5.0%", "4.7–5.3%"], 82]


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
            lefts = [found.box.left for found in panels(rows, 90, 3)[1]]
        assert lefts == ordered(lefts)
