"""Small multiples: the shares of each group over time, a line of panels a group, on common axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.reporting.charts import GAP, INCH
from comments.reporting.fonts import directed, drawable, families, wrapped
from comments.reporting.group_tables import EM
from comments.reporting.groups import PANELS
from comments.reporting.palette import AXIS_INK, GRID, INK, SOFT_INK, mark
from comments.reporting.wording import number, percent, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from comments.study.prevalence import Prevalence, Share
    from comments.study.timeline import Timeline

    Series = Sequence[Share]

MOST = 10
"""Groups that are drawn: those with most comments."""

WIDE, LABEL = 170.0, 30.0  # millimetres of the whole, and of the groups' names
PANEL, BETWEEN, TOP, FOOT = 13.0, 4.0, 6.0, 7.0  # heights in millimetres
REACHES = (0.1, 0.2, 0.5, 1.0)
DATES = 5
"""Dates under a panel at most."""


def drawn_groups(found: Timeline) -> list[str]:
    """Groups with a share that can be stated in some period, those with most comments, by name."""
    sizes = {
        name: sum(own.comments for own in shares.values())
        for name, shares in found.groups.items()
        if any(share.is_sayable for key in PANELS.values() for share in _series(shares, key))
    }
    return sorted(sorted(sizes, key=lambda name: (-sizes[name], name))[:MOST])


def timeline_figure(found: Timeline) -> Figure | None:
    """The panels: a line for each group, below that of all comments; None where no group has two
    periods of enough comments.
    """
    from matplotlib.figure import Figure

    names = drawn_groups(found)
    lines = [(say("all_comments"), found.whole), *((name, found.groups[name]) for name in names)]
    if not any(_can_be_seen(shares) for _, shares in lines[1:]):
        return None
    height = TOP + FOOT + len(lines) * PANEL + (len(lines) - 1) * BETWEEN
    figure = Figure(figsize=(WIDE / INCH, height / INCH))
    width = (WIDE - LABEL) / len(PANELS) - GAP
    reaches = {
        key: _reach([_series(shares, key) for _, shares in lines]) for key in PANELS.values()
    }
    for line, (name, shares) in enumerate(lines):
        top = TOP + line * (PANEL + BETWEEN)
        for column, (title, key) in enumerate(PANELS.items()):
            left = LABEL + column * (width + GAP) + GAP / 2
            box = (left / WIDE, 1 - (top + PANEL) / height, width / WIDE, PANEL / height)
            axes = figure.add_axes(box, xlim=(-0.5, len(found.periods) - 0.5))
            axes.set_ylim(0, reaches[key])
            axes.set_axis_off()
            _draw_frame(axes, reaches[key], len(found.periods))
            if line:
                _draw_usual(axes, _series(found.whole, key))
            _draw_series(axes, _series(shares, key))
            if line == 0:
                axes.set_title(say(title), fontsize=7.5, pad=3)
            if line == len(lines) - 1:
                _draw_dates(axes, found.periods)
        _write_name(figure, name, top + PANEL / 2, height)
    return figure


def _series(shares: Mapping[str, Prevalence], key: tuple[str, str]) -> Series:
    return [own.of(*key) for own in shares.values()]


def _can_be_seen(shares: Mapping[str, Prevalence]) -> bool:
    sayable = [share.is_sayable for key in PANELS.values() for share in _series(shares, key)]
    return sum(sayable) > len(PANELS)


def _reach(series: Sequence[Series]) -> float:
    """The end of an axis that holds every interval drawn on it."""
    ends = [
        share.interval.high
        for shares in series
        for share in shares
        if share.is_sayable and share.interval is not None
    ]
    return next((reach for reach in REACHES if reach >= max(ends, default=0)), 1.0)


def _draw_frame(axes: Axes, reach: float, periods: int) -> None:
    """Lines at nothing, the half and the end of the scale, with their numbers at the left."""
    for height in (0.0, reach / 2, reach):
        axes.hlines(
            height,
            -0.5,
            periods - 0.5,
            color=GRID if height else AXIS_INK,
            linewidth=0.4 if height else 0.5,
            zorder=0,
            clip_on=False,
        )
        label = percent(height, 1) if height == reach else number(100 * height)
        axes.annotate(
            label,
            (-0.5, height),
            xytext=(-2, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=5.5,
            color=SOFT_INK,
            annotation_clip=False,
        )


def _draw_usual(axes: Axes, shares: Series) -> None:
    """The shares of all comments as a dashed line: the same in every panel of a column."""
    values = [share.share if share.is_sayable else None for share in shares]
    axes.plot(
        range(len(values)),
        [float("nan") if value is None else value for value in values],
        color=AXIS_INK,
        linewidth=0.6,
        linestyle=(0, (3, 1.5)),
        zorder=1,
    )


def _draw_series(axes: Axes, shares: Series) -> None:
    """Marks with intervals, joined where they follow each other; a gap where there are too few."""
    look = mark(shares[0].measure, shares[0].value)
    there = [(x, share) for x, share in enumerate(shares) if share.is_sayable]
    line = [share.share if share.is_sayable else None for share in shares]
    axes.plot(
        range(len(line)),
        [float("nan") if value is None else value for value in line],
        color=look.colour,
        linewidth=0.8,
        zorder=2,
    )
    ends = [(x, share.interval) for x, share in there if share.interval is not None]
    axes.vlines(
        [x for x, _ in ends],
        [interval.low for _, interval in ends],
        [interval.high for _, interval in ends],
        color=look.colour,
        linewidth=1.0,
        zorder=2,
        clip_on=False,
    )
    axes.plot(
        [x for x, _ in there],
        [share.count / share.n for _, share in there],
        look.marker,
        color=look.colour,
        markerfacecolor=look.colour if look.fill else "white",
        markersize=3,
        clip_on=False,
    )
    missing = [x for x, share in enumerate(shares) if not share.is_sayable]
    axes.plot(missing, [0] * len(missing), "x", color=SOFT_INK, ms=2.5, mew=0.5, clip_on=False)


def _draw_dates(axes: Axes, periods: Sequence[str]) -> None:
    """The first period in full and, as far as there is room, the others without what is the same."""
    step = -(-len(periods) // DATES)
    for place in range(0, len(periods), step):
        name = periods[place]
        shown = name if place == 0 or len(name) == 4 else name[5:]
        axes.annotate(
            shown,
            (place, 0),
            xytext=(0, -3),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=5.5,
            color=SOFT_INK,
            annotation_clip=False,
        )


def _write_name(figure: Figure, name: str, middle: float, height: float) -> None:
    shown = wrapped(drawable(name), (LABEL - 3) / EM, 3)
    for place, line in enumerate(shown):
        y = middle + 3.2 * (place - (len(shown) - 1) / 2)
        figure.text(
            (LABEL - 3) / WIDE,
            1 - y / height,
            directed(line),
            family=families(name),
            ha="right",
            va="center",
            color=INK,
        )
