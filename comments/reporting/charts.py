"""The charts of shares: marks with intervals, and bars of hostility levels.

A `draw_` function puts marks on axes that it is given. The same marks stand between the columns
of a table in a document, where Typst sets the words, and in a figure of their own with labels.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from comments.records import HOSTILITY_LEVELS
from comments.reporting.fonts import directed, drawable, families, register_fonts
from comments.reporting.palette import AXIS_INK, GRID, INK, SOFT_INK, mark
from comments.reporting.panel import INCH, Box, Panel
from comments.reporting.wording import number, percent, runs_right_to_left, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from comments.study.prevalence import Share

LINE, HEADING, AXIS = 3.9, 5.3, 5.4  # heights in millimetres
LABELS = 62.0  # millimetres for the labels of a chart that stands alone
GAP = 7.0  # millimetres between panels, room for the ends of the axes' labels
REACHES = (0.2, 0.4, 1.0)  # ends of a scale that are tried, the smallest first
WIDE, NARROW = 52, 18  # millimetres from and up to which a panel has room for all labels, or two


class Line(Protocol):
    """A line of a chart or table: a mark's, or a heading."""

    @property
    def height(self) -> float:
        """Height in millimetres."""

    @property
    def is_heading(self) -> bool:
        """Whether it has no mark."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart: a label and its share in each panel; a heading has no shares.

    `lines` is the number of lines of words that the label takes.
    """

    label: str
    shares: tuple[Share, ...] = ()
    lines: int = 1

    @property
    def is_heading(self) -> bool:
        """Whether it has no shares."""
        return not self.shares

    @property
    def height(self) -> float:
        """Height of the line in millimetres; a heading stands at the foot of a higher one."""
        return LINE * self.lines if self.shares else HEADING


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres for labels to the left and titles above the panels; none in a table."""

    left: float = 0
    top: float = 0


NO_MARGINS = Margins()


@contextmanager
def style() -> Iterator[None]:
    """matplotlib with `style.mplstyle` and the fonts of the language that is being written, and
    nothing of the user's own settings.
    """
    import matplotlib as mpl
    import matplotlib.style

    register_fonts()
    with (
        as_file(files("comments.reporting") / "style.mplstyle") as path,
        mpl.rc_context(),
    ):
        mpl.rcdefaults()
        matplotlib.style.use(path)
        mpl.rcParams["font.family"] = families(say("methods"))
        yield


def svg(figure: Figure, origin: str = "") -> str:
    """The figure as SVG with outlined letters, `origin` in its metadata; equal figures give equal
    text.
    """
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Description": origin or None})
    return out.getvalue()


def panels(
    rows: Sequence[Line], width: float, count: int, margins: Margins = NO_MARGINS
) -> tuple[Figure, list[Panel]]:
    """A figure of `count` panels, together `width` millimetres wide, in reading order, with
    room for a scale below.

    The y axis of a panel is in millimetres from the top, so that marks meet a table's lines.
    """
    from matplotlib.figure import Figure

    lines = sum(row.height for row in rows)
    whole = (margins.left + width, margins.top + lines + AXIS)
    figure = Figure(figsize=(whole[0] / INCH, whole[1] / INCH))
    wide = width / count - GAP
    found = []
    for index in range(count):
        place = count - 1 - index if runs_right_to_left() else index  # as the table's columns
        left = margins.left + GAP / 2 + place * (wide + GAP)
        found.append(Panel(figure, Box(left, margins.top, wide, lines), y=(0, lines)))
    return figure, found


def draw_scale(panel: Panel, ticks: Sequence[float], labels: Sequence[str]) -> None:
    """Lines and labels of an axis from left to right: numbers run so in every language."""
    (left, right), (top, foot) = panel.x, panel.y
    upright = [((tick, top), (tick, foot)) for tick in ticks]
    panel.lines(upright, color=GRID, linewidth=0.4, zorder=0)
    panel.lines([((left, foot), (right, foot))], color=AXIS_INK, linewidth=0.5, zorder=1)
    for tick, label in zip(ticks, labels, strict=True):
        if label:
            panel.text(tick, foot + 1.1, label, fontsize=6.5, color=SOFT_INK, ha="center", va="top")


def draw_percents(panel: Panel, every: int) -> None:
    """A scale of percentages from 0 to the panel's end in quarters, `every` one with its label."""
    reach = panel.x[1]
    ticks = [reach * quarter / 4 for quarter in range(5)]
    labels = [
        "" if quarter % every else percent(tick, 1) if tick == reach else number(100 * tick)
        for quarter, tick in enumerate(ticks)
    ]
    draw_scale(panel, ticks, labels)


def share_strip(rows: Sequence[Row], width: float, reaches: Sequence[float] = ()) -> Figure:
    """Marks of the rows' shares, a panel for each share that a row has, with its scale's reach from
    `reaches`, 1 without.
    """
    return _share_panels(rows, width, NO_MARGINS, reaches)[0]


def _share_panels(
    rows: Sequence[Row], width: float, margins: Margins, reaches: Sequence[float]
) -> tuple[Figure, list[Panel]]:
    count = max(len(row.shares) for row in rows)
    figure, found = panels(rows, width, count, margins)
    wide = width / count
    placed = list(zip(rows, middles(rows), strict=True))
    for index, whole in enumerate(found):
        panel = whole.across((0, reaches[index] if reaches else 1.0))
        draw_percents(panel, 1 if wide > WIDE else 2 if wide > NARROW else 4)
        draw_shares(panel, [(row.shares[index], y) for row, y in placed if row.shares])
    return figure, found


def panel_reaches(rows: Sequence[Row]) -> list[float]:
    """A reach for each panel of `share_strip` that holds all its marks and intervals."""
    count = max(len(row.shares) for row in rows)
    found = []
    for index in range(count):
        own = [row.shares[index] for row in rows if row.shares and row.shares[index].is_sayable]
        ends = [share.interval.high for share in own if share.interval is not None]
        ends += [share.expected for share in own if share.expected is not None]
        found.append(next((reach for reach in REACHES if reach >= max(ends, default=0)), 1.0))
    return found


def level_strip(rows: Sequence[Row], width: float) -> Figure:
    """Bars of the rows' shares, which are those of the hostility levels."""
    figure, (panel,) = panels(rows, width, 1)
    draw_percents(panel, 2)
    draw_levels(panel, [(row.shares, y) for row, y in zip(rows, middles(rows), strict=True)])
    return figure


def labelled(rows: Sequence[Row], titles: Sequence[str], width: float = 110) -> Figure:
    """`share_strip` with its words, to stand alone: the rows' labels and the panels' titles."""
    reaches = panel_reaches(rows) if len(titles) > 1 else ()
    margins = Margins(left=LABELS, top=LINE + 1)
    figure, found = _share_panels(rows, width, margins, reaches)
    for row, y in zip(rows, middles(rows), strict=True):
        found[0].text(
            0,
            y,
            directed(drawable(row.label)),
            (-6, 0),
            fontfamily=families(row.label),
            color=INK if row.shares else SOFT_INK,
            ha="right",
            va="center_baseline",
        )
    for panel, title in zip(found, titles, strict=True):
        panel.title(title, 2)
    return figure


def middles(rows: Sequence[Line]) -> list[float]:
    """Millimetres from the top to the middle of each row, or of a heading's words."""
    ends = accumulate(row.height for row in rows)
    return [
        end - (LINE if row.is_heading else row.height) / 2
        for row, end in zip(rows, ends, strict=True)
    ]


def draw_shares(panel: Panel, placed: Sequence[tuple[Share, float]]) -> None:
    """At each y: a mark at the share, a bar over its interval, a tick at the mean probability.

    Nothing is drawn for a share of too few comments.
    """
    found = [
        (share, y, mark(share.measure, share.value)) for share, y in placed if share.is_sayable
    ]
    if not found:
        return
    bars = [(share.interval, y, look) for share, y, look in found if share.interval is not None]
    panel.lines(
        [((ends.low, y), (ends.high, y)) for ends, y, _ in bars],
        colors=[look.colour for _, _, look in bars],
        linewidth=1.2,
    )
    means = [(share.expected, y) for share, y, _ in found if share.expected is not None]
    panel.marks(means, "|", color=INK, markersize=7, markeredgewidth=0.8)
    for look in dict.fromkeys(look for _, _, look in found):
        panel.marks(
            [(share.count / share.n, y) for share, y, own in found if own == look],
            look.marker,
            color=look.colour,
            markerfacecolor=look.colour if look.fill else "white",
            markeredgewidth=0.9,
        )


def draw_levels(panel: Panel, placed: Sequence[tuple[Sequence[Share], float]]) -> None:
    """At each y a bar divided by hostility level, civil to violent; too few comments: no bar."""
    from matplotlib.patches import Rectangle

    high = 0.62 * LINE
    for shares, y in placed:
        if not all(share.is_sayable for share in shares):
            continue
        left = 0.0
        for name, share in zip(HOSTILITY_LEVELS, shares, strict=True):
            look, wide = mark("hostility", name), share.share or 0.0
            panel.add(
                Rectangle(
                    (left, y - high / 2),
                    wide,
                    high,
                    facecolor=look.colour if look.fill else "white",
                    edgecolor=INK,
                    hatch=look.hatch,
                )
            )
            left += wide
