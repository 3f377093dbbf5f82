"""The charts: shares with intervals, tone along the thread, and bars of hostility levels.

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
from comments.reporting.palette import INK, RULE, SOFT_INK, Mark, mark
from comments.reporting.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from comments.study.prevalence import Share
    from comments.study.thread import Thread

INCH = 25.4  # millimetres
LINE, HEADING, AXIS = 4.2, 6.2, 6.0  # heights in millimetres
LABELS = 62.0  # millimetres for the labels of a chart that stands alone
GAP = 7.0  # millimetres between panels, room for the ends of the axes' labels
WIDE = 45  # millimetres from which a panel has room for all labels of its axis
MANY_MARKS = 1000  # beyond this, marks are drawn as pixels: vectors of that many slow a PDF viewer


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


@contextmanager
def style() -> Iterator[None]:
    """matplotlib with our fonts and `style.mplstyle`, and nothing of the user's own settings."""
    import matplotlib as mpl
    import matplotlib.style

    register_fonts()
    with (
        as_file(files("comments.reporting") / "style.mplstyle") as path,
        mpl.rc_context(),
    ):
        mpl.rcdefaults()
        matplotlib.style.use(path)
        yield


def svg(figure: Figure, origin: str = "") -> str:
    """The figure as SVG with outlined letters, `origin` in its metadata; equal figures give equal
    text.
    """
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Description": origin or None})
    return out.getvalue()


def panels(
    rows: Sequence[Line], width: float, count: int, margins: Margins
) -> tuple[Figure, list[Axes]]:
    """A figure of `count` panels, together `width` millimetres wide, with an axis below.

    The y axis of a panel is in millimetres from the top, so that marks meet a table's lines.
    """
    from matplotlib.figure import Figure

    lines = sum(row.height for row in rows)
    whole = (margins.left + width, margins.top + lines + AXIS)
    figure = Figure(figsize=(whole[0] / INCH, whole[1] / INCH))
    wide = width / count - GAP
    labels = ["0", "25", "50", "75", "100%"] if wide > WIDE else ["0", "", "50", "", "100%"]
    found = []
    for index in range(count):
        left = margins.left + GAP / 2 + index * (wide + GAP)
        box = (left / whole[0], AXIS / whole[1], wide / whole[0], lines / whole[1])
        axes = figure.add_axes(box, ylim=(lines, 0), xlim=(0, 1), yticks=[])
        axes.set_xticks([0, 0.25, 0.5, 0.75, 1], labels)
        axes.grid(axis="x")
        found.append(axes)
    return figure, found


def share_strip(rows: Sequence[Row], width: float, margins: Margins = Margins()) -> Figure:
    """Marks of the rows' shares, a panel for each share that a row has."""
    count = max(len(row.shares) for row in rows)
    figure, found = panels(rows, width, count, margins)
    for index, axes in enumerate(found):
        placed = zip(rows, middles(rows), strict=True)
        draw_shares(axes, [(row.shares[index], y) for row, y in placed if row.shares])
    return figure


def level_strip(rows: Sequence[Row], width: float) -> Figure:
    """Bars of the rows' shares, which are those of the hostility levels."""
    figure, (axes,) = panels(rows, width, 1, Margins())
    draw_levels(axes, [(row.shares, y) for row, y in zip(rows, middles(rows), strict=True)])
    return figure


def labelled(rows: Sequence[Row], titles: Sequence[str], width: float = 110) -> Figure:
    """`share_strip` with its words, to stand alone: the rows' labels and the panels' titles."""
    figure = share_strip(rows, width, Margins(left=LABELS, top=LINE + 1))
    first = figure.axes[0]
    first.set_yticks(middles(rows), [directed(drawable(row.label)) for row in rows])
    for label, row in zip(first.get_yticklabels(), rows, strict=True):
        label.set(fontfamily=families(row.label), verticalalignment="center_baseline")
        label.set_color(INK if row.shares else SOFT_INK)
    for axes, title in zip(figure.axes, titles, strict=True):
        axes.set_title(title, fontsize=7.5, pad=2)
    return figure


def middles(rows: Sequence[Line]) -> list[float]:
    """Millimetres from the top to the middle of each row, or of a heading's words."""
    ends = accumulate(row.height for row in rows)
    return [
        end - (LINE if row.is_heading else row.height) / 2
        for row, end in zip(rows, ends, strict=True)
    ]


def draw_shares(axes: Axes, placed: Sequence[tuple[Share, float]]) -> None:
    """At each y: a mark at the share, a bar over its interval, a tick at the mean probability.

    Nothing is drawn for a share of too few comments.
    """
    looks: dict[Mark, list[tuple[Share, float]]] = {}
    for share, y in placed:
        if share.is_sayable:
            looks.setdefault(mark(share.measure, share.value), []).append((share, y))
    for look, found in looks.items():
        heights = [y for _, y in found]
        ends = [share.interval for share, _ in found if share.interval is not None]
        axes.hlines(
            heights,
            [end.low for end in ends],
            [end.high for end in ends],
            color=look.colour,
            linewidth=1.2,
            clip_on=False,
            zorder=2,
        )
        means = [(share.expected, y) for share, y in found if share.expected is not None]
        if means:
            axes.plot(*zip(*means, strict=True), "|", color=INK, ms=7, mew=0.8, clip_on=False)
        axes.plot(
            [share.count / share.n for share, _ in found],
            heights,
            look.marker,
            color=look.colour,
            markerfacecolor=look.colour if look.fill else "white",
            markeredgewidth=0.9,
            clip_on=False,
        )


def draw_levels(axes: Axes, placed: Sequence[tuple[Sequence[Share], float]]) -> None:
    """At each y a bar divided by hostility level, civil to violent; too few comments: no bar."""
    found = [(shares, y) for shares, y in placed if all(share.is_sayable for share in shares)]
    left = [0.0] * len(found)
    for level, name in enumerate(HOSTILITY_LEVELS):
        look = mark("hostility", name)
        widths = [shares[level].share or 0.0 for shares, _ in found]
        axes.barh(
            [y for _, y in found],
            widths,
            left=left,
            height=0.62 * LINE,
            facecolor=look.colour if look.fill else "white",
            edgecolor=INK,
            hatch=look.hatch,
        )
        left = [start + width for start, width in zip(left, widths, strict=True)]


def draw_thread(axes: Axes, thread: Thread, removed: Iterable[int] = ()) -> None:
    """Each comment a mark at its position and tone, its hostility level as shape and colour.

    `removed` are the positions of removed comments, which stand as empty marks below the others.
    """
    from matplotlib.ticker import MaxNLocator

    points = thread.points
    last = int(points["position"].max())
    axes.set(xlim=(0.2, last + 0.8), ylim=(-1.12, 1.12), yticks=[-1, 0, 1])
    axes.set_yticklabels([say("tone_negative"), "0", say("tone_positive")])
    axes.axhline(0, color=RULE, linewidth=0.6, zorder=0)
    axes.set_xlabel(say("thread_axis"), labelpad=2)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    size = 4.6 if last <= 60 else 3.4 if last <= 250 else 2.2
    for level, name in enumerate(HOSTILITY_LEVELS):
        found = points[points["hostility"].eq(level).fillna(False).astype(bool)]
        look = mark("hostility", name)
        axes.plot(
            found["position"],
            found["tone"],
            look.marker,
            color=look.colour,
            markerfacecolor=look.colour if look.fill else "white",
            markeredgewidth=0.9,
            markersize=size,
            label=say(f"hostility.{name}"),
            rasterized=len(points) > MANY_MARKS,
            clip_on=False,
        )
    gone = points["position"].isin(list(removed))
    silent = points["tone"].isna() | points["hostility"].isna()
    for which, marker, label in (
        (silent & ~gone, "x", "thread_unscored"),
        (gone, "s", "thread_removed"),
    ):
        if which.any():
            axes.plot(
                points.loc[which, "position"],
                [axes.get_ylim()[0]] * int(which.sum()),
                marker,
                color=SOFT_INK,
                markerfacecolor="white",
                markeredgewidth=0.7,
                markersize=size,
                clip_on=False,
                label=say(label),
            )
    if thread.window is not None:
        line = points.dropna(subset="trend")
        label = say("thread_trend", window=thread.window)
        axes.plot(line["position"], line["trend"], color=INK, linewidth=1.2, label=label)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=7,
        frameon=False,
        borderpad=0,
        handletextpad=0.4,
        columnspacing=1.4,
        fontsize=7,
    )


def thread_figure(
    thread: Thread, removed: Iterable[int] = (), width: float = 170, height: float = 50
) -> Figure:
    """`draw_thread` as a figure of `width` by `height` millimetres."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / INCH, height / INCH))
    left, bottom, top = 15, 9, 6
    box = (left / width, bottom / height, 1 - (left + 3) / width, 1 - (bottom + top) / height)
    draw_thread(figure.add_axes(box), thread, removed)
    return figure
