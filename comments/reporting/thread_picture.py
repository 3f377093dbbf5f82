"""The thread of one article as a picture: every comment a mark, replies as arcs, the tone below.

Strips share one axis, the place on the page. At the foot of the first, marks stand in a lane for
each hostility level, and arcs above them lead from replies to what they answer; the second shows
tone. Where a mark stands for several comments its area shows how many, and the width of an arc how
many replies.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from comments.reporting.fonts import directed
from comments.reporting.palette import AXIS_INK, GRID, INK, RULE, SOFT_INK, VERMILION, mark
from comments.reporting.panel import INCH, Box, Panel
from comments.reporting.wording import number, runs_right_to_left, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure
    from matplotlib.path import Path

    from comments.reporting.thread_marks import Arc, Picture

LANE, ARCS, TONE, AXIS, SPACE = 3.3, 12.0, 14.0, 8.0, 2.4  # heights in millimetres
LABELS, END = 22.0, 3.0  # millimetres beside the strips
WIDTH = 170.0  # millimetres
KAPPA = 0.5523  # of the control points of a Bézier curve that is a quarter circle


def thread_figure(picture: Picture) -> Figure:
    """The picture as a figure. It runs as the language is read."""
    from matplotlib.figure import Figure

    lanes = LANE * len(picture.lanes)
    arcs = ARCS if any(picture.arcs) else 0.0
    whole = 1 + arcs + lanes + SPACE + TONE + AXIS
    figure = Figure(figsize=(WIDTH / INCH, whole / INCH))
    left = END if runs_right_to_left() else LABELS
    ends = (0.2, picture.last + 0.8)
    along = ends[::-1] if runs_right_to_left() else ends

    def strip(top: float, height: float, y: tuple[float, float]) -> Panel:
        return Panel(figure, Box(left, top, WIDTH - LABELS - END, height), along, y)

    upper = strip(1, arcs + lanes, (arcs + lanes, 0))
    _draw_arcs(upper, picture, lanes, arcs)
    _draw_lanes(upper, picture)
    _draw_tone(strip(1 + arcs + lanes + SPACE, TONE, (1.05, -1.05)), picture)
    return figure


def _draw_lanes(panel: Panel, picture: Picture) -> None:
    """Marks by level; in millimetres from the foot, so that a lane's mark stands beside its name."""
    most = max((spot.count for spots in picture.lanes.values() for spot in spots), default=1)
    size = 4.2 if picture.last <= 80 else 3.2 if picture.last <= 200 else 2.4
    largest = size if picture.together == 1 else 6.0
    middles = [LANE * (index + 0.5) for index in range(len(picture.lanes))]
    left, right = panel.x
    panel.lines([((left, y), (right, y)) for y in middles], color=GRID, linewidth=0.4, zorder=0)
    for y, (key, spots) in zip(middles, reversed(picture.lanes.items()), strict=True):
        name = say(key)
        _beside(panel, y, f"{name} ({number(sum(spot.count for spot in spots))})")
        look = mark(*key.split(".")) if "." in key else None
        marker = look.marker if look else {"thread_removed": "s"}.get(key, "x")
        colour = look.colour if look else SOFT_INK
        # Marks of one size are drawn in one go.
        for count in sorted({spot.count for spot in spots}, reverse=True):
            panel.marks(
                [(spot.place, y) for spot in spots if spot.count == count],
                marker,
                color=colour,
                markerfacecolor=colour if look and look.fill else "white",
                markeredgewidth=0.7,
                markersize=largest * math.sqrt(count / most),
                zorder=3,
            )


def _draw_arcs(panel: Panel, picture: Picture, foot: float, room: float) -> None:
    """Half ellipses, the higher the further apart; coloured and thick where the reply is hostile."""
    from matplotlib.patches import PathPatch

    every = [arc for arcs in picture.arcs for arc in arcs]
    furthest = max((abs(arc.reply - arc.parent) for arc in every), default=1)
    most = max((arc.count for arc in every), default=1)
    step = (WIDTH - LABELS - END) / picture.last  # millimetres from place to place

    def height(arc: Arc) -> float:
        apart = abs(arc.reply - arc.parent)
        return min((room - 1) * math.sqrt(apart / furthest), 1 + step * apart)

    for arcs, colour, thickness in zip(
        picture.arcs, (AXIS_INK, VERMILION), (0.5, 1.0), strict=True
    ):
        # Arcs of one thickness are one path.
        for count in sorted({arc.count for arc in arcs}):
            ellipses = [
                (arc.parent, arc.reply, foot, height(arc)) for arc in arcs if arc.count == count
            ]
            weight = 0.5 + count / most if picture.together > 1 else 1.0
            panel.add(
                PathPatch(
                    _half_ellipses(ellipses),
                    fill=False,
                    edgecolor=colour,
                    linewidth=thickness * weight,
                    zorder=2 if colour == VERMILION else 1,
                )
            )


def _half_ellipses(found: Sequence[tuple[float, float, float, float]]) -> Path:
    """Each from a start to an end along its foot, so high, in two Bézier curves."""
    import numpy as np
    from matplotlib.path import Path

    start, end, foot, height = np.array(found, dtype=float).T
    middle, side = (start + end) / 2, KAPPA * (end - start) / 2
    top, rise = foot + height, foot + KAPPA * height
    x = [start, start, middle - side, middle, middle + side, end, end]
    y = [foot, rise, top, top, top, rise, foot]
    points = np.stack([x, y], axis=-1).transpose(1, 0, 2).reshape(-1, 2)
    return Path(points, [Path.MOVETO, *[Path.CURVE4] * 6] * len(found))


def _draw_tone(panel: Panel, picture: Picture) -> None:
    """Tone as small dots with its running mean, over an axis of places."""
    (left, right), foot = panel.x, panel.y[1]
    panel.lines([((left, 0), (right, 0))], color=RULE, linewidth=0.6, zorder=0)
    panel.lines([((left, foot), (right, foot))], color=AXIS_INK, linewidth=0.5)
    panel.marks(
        picture.tones, "o", color=AXIS_INK, markersize=math.sqrt(2.2), markeredgewidth=0, zorder=1
    )
    panel.curve(picture.trend, color=INK, linewidth=1.2)
    for tone, label in ((-1, "tone_negative"), (0, "tone_neutral"), (1, "tone_positive")):
        _beside(panel, tone, say(label))
    below = {"color": SOFT_INK, "ha": "center", "va": "top"}
    for place in places(picture.last):
        panel.text(place, foot, number(place), (0, -3), fontsize=6.5, **below)
    words = directed(say("thread_axis"))
    panel.text((left + right) / 2, foot, words, (0, -11), fontsize=7, **below)


def places(last: int) -> Sequence[int]:
    """Places to label on an axis from 1 to `last`: the first, and round ones to about seven."""
    step = next(
        factor * 10**power
        for power in range(9)
        for factor in (1, 2, 5)
        if last <= 7 * factor * 10**power
    )
    round_ones = [place for place in range(step, last + 1, step) if place > 1]
    return [1, *(place for place in round_ones if place - 1 >= step / 2)]


def _beside(panel: Panel, y: float, text: str) -> None:
    """A name at the side where a line begins."""
    from_right = runs_right_to_left()
    panel.text(
        panel.x[1] if from_right else panel.x[0],
        y,
        directed(text),
        (5 if from_right else -5, 0),
        fontsize=7,
        color=INK,
        ha="left" if from_right else "right",
        va="center_baseline",
    )
