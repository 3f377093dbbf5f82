"""Small multiples: the shares of each group over time, a line of panels a group, on common axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comments.reporting.charts import GAP
from comments.reporting.fonts import directed, drawable, families, wrapped
from comments.reporting.group_tables import EM
from comments.reporting.groups import PANELS, Group
from comments.reporting.palette import AXIS_INK, GRID, INK, SOFT_INK, mark
from comments.reporting.panel import INCH, Box, Panel
from comments.reporting.wording import number, percent, runs_right_to_left, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    """Groups with a share that can be stated in some period, those with most comments, by name; none
    where no group has two such periods.
    """
    if not any(map(_can_be_seen, found.groups.values())):
        return []
    sizes = {
        name: sum(own.comments for own in shares.values())
        for name, shares in found.groups.items()
        if any(share.is_sayable for key in PANELS.values() for share in _series(shares, key))
    }
    return sorted(sorted(sizes, key=lambda name: (-sizes[name], name))[:MOST])


def mixes_samples(found: Timeline) -> bool:
    """Whether some marks stand for more than the articles at hand, and others for these only."""
    drawn = [found.whole, *(found.groups[name] for name in drawn_groups(found))]
    marks = [Group("", "", "", own) for shares in drawn for own in shares.values()]
    return len({mark.is_sample for mark in marks if mark.is_sayable}) > 1


def timeline_figure(found: Timeline) -> Figure | None:
    """The panels: a line for each group, below that of all comments; None where these have no two
    periods of enough comments.
    """
    from matplotlib.figure import Figure

    names = drawn_groups(found)
    lines = [(say("all_comments"), found.whole), *((name, found.groups[name]) for name in names)]
    if not any(_can_be_seen(shares) for _, shares in lines):
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
            if runs_right_to_left():  # as the tables' columns; time still runs as numbers do
                left = WIDE - left - width
            panel = Panel(
                figure,
                Box(left, top, width, PANEL),
                (-0.5, len(found.periods) - 0.5),
                (reaches[key], 0),
            )
            _draw_frame(panel)
            if line:
                _draw_usual(panel, _series(found.whole, key))
            _draw_series(panel, _series(shares, key))
            if line == 0:
                panel.title(say(title), 3)
            if line == len(lines) - 1:
                _draw_dates(panel, found.periods)
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


def _draw_frame(panel: Panel) -> None:
    """Lines at nothing, the half and the end of the scale, with their numbers at the left."""
    (left, right), reach = panel.x, panel.y[0]
    for height in (0.0, reach / 2, reach):
        panel.lines(
            [((left, height), (right, height))],
            color=GRID if height else AXIS_INK,
            linewidth=0.4 if height else 0.5,
            zorder=0,
        )
        label = percent(height, 1) if height == reach else number(100 * height)
        look = {"ha": "right", "va": "center", "fontsize": 5.5, "color": SOFT_INK}
        panel.text(left, height, label, (-2, 0), **look)


def _draw_usual(panel: Panel, shares: Series) -> None:
    """The shares of all comments as a dashed line: the same in every panel of a column."""
    look = {"color": AXIS_INK, "linewidth": 0.6, "linestyle": (0, (3, 1.5))}
    panel.curve(_heights(shares), zorder=1, **look)


def _draw_series(panel: Panel, shares: Series) -> None:
    """Marks with intervals, joined where they follow each other; a gap where there are too few."""
    look = mark(shares[0].measure, shares[0].value)
    there = [(x, share) for x, share in enumerate(shares) if share.is_sayable]
    panel.curve(_heights(shares), color=look.colour, linewidth=0.8, zorder=2)
    ends = [(x, share.interval) for x, share in there if share.interval is not None]
    bars = [((x, interval.low), (x, interval.high)) for x, interval in ends]
    panel.lines(bars, color=look.colour, linewidth=1.0)
    panel.marks(
        [(x, share.count / share.n) for x, share in there],
        look.marker,
        color=look.colour,
        markerfacecolor=look.colour if look.fill else "white",
        markersize=3,
    )
    missing = [(x, 0.0) for x, share in enumerate(shares) if not share.is_sayable]
    panel.marks(missing, "x", color=SOFT_INK, markersize=2.5, markeredgewidth=0.5)


def _heights(shares: Series) -> list[tuple[float, float]]:
    """A point for each period, without a height where there are too few comments."""
    known = [share.share if share.is_sayable else None for share in shares]
    return [(x, float("nan") if value is None else value) for x, value in enumerate(known)]


def _draw_dates(panel: Panel, periods: Sequence[str]) -> None:
    """The first period in full and, as far as there is room, the others without what is the same."""
    step = -(-len(periods) // DATES)
    for place in range(0, len(periods), step):
        name = periods[place]
        shown = name if place == 0 or len(name) == 4 else name[5:]
        look = {"ha": "center", "va": "top", "fontsize": 5.5, "color": SOFT_INK}
        panel.text(place, 0, shown, (0, -3), **look)


def _write_name(figure: Figure, name: str, middle: float, height: float) -> None:
    shown = wrapped(drawable(name), (LABEL - 3) / EM, 3)
    start, mirrored = (LABEL - 3) / WIDE, runs_right_to_left()
    for place, line in enumerate(shown):
        y = middle + 3.2 * (place - (len(shown) - 1) / 2)
        figure.text(
            1 - start if mirrored else start,
            1 - y / height,
            directed(line),
            family=families(name),
            ha="left" if mirrored else "right",
            va="center",
            color=INK,
        )
