"""The thread of one article as a picture: every comment a mark, replies as arcs, the tone below.

Strips share one axis, the place on the page. At the foot of the first, marks stand in a lane for
each hostility level, and arcs above them lead from replies to what they answer; the second shows
tone. Where a mark stands for several comments its area shows how many, and the width of an arc how
many replies.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from comments.reporting.charts import INCH
from comments.reporting.fonts import directed
from comments.reporting.palette import AXIS_INK, GRID, INK, RULE, SOFT_INK, VERMILION, mark
from comments.reporting.wording import number, runs_right_to_left, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
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
    wide = WIDTH - LABELS - END

    def strip(foot: float, height: float, top: float) -> Axes:
        box = (left / WIDTH, foot / whole, wide / WIDTH, height / whole)
        axes = figure.add_axes(box, xlim=(0.2, picture.last + 0.8), ylim=(0, top))
        axes.set_axis_off()
        if runs_right_to_left():
            axes.invert_xaxis()
        return axes

    upper = strip(AXIS + TONE + SPACE, lanes + arcs, lanes + arcs)
    _draw_arcs(upper, picture, lanes, arcs)
    _draw_lanes(upper, picture)
    _draw_tone(strip(AXIS, TONE, 2.0), picture)
    return figure


def _draw_lanes(axes: Axes, picture: Picture) -> None:
    """Marks by level; in millimetres from the foot, so that a lane's mark stands beside its name."""
    most = max((spot.count for spots in picture.lanes.values() for spot in spots), default=1)
    size = 4.2 if picture.last <= 80 else 3.2 if picture.last <= 200 else 2.4
    largest = size if picture.together == 1 else 6.0
    middles = [LANE * (index + 0.5) for index in range(len(picture.lanes))]
    axes.hlines(middles, *axes.get_xlim(), color=GRID, linewidth=0.4, zorder=0)
    for y, (key, spots) in zip(middles, reversed(picture.lanes.items()), strict=True):
        name = say(key)
        _beside(axes, y, f"{name} ({number(sum(spot.count for spot in spots))})")
        look = mark(*key.split(".")) if "." in key else None
        marker = look.marker if look else {"thread_removed": "s"}.get(key, "x")
        colour = look.colour if look else SOFT_INK
        axes.scatter(
            [spot.place for spot in spots],
            [y] * len(spots),
            s=[largest**2 * spot.count / most for spot in spots],
            marker=marker,
            edgecolors=None if marker == "x" else colour,
            facecolors=colour if marker == "x" or (look and look.fill) else "white",
            linewidths=0.7,
            clip_on=False,
            zorder=3,
        )


def _draw_arcs(axes: Axes, picture: Picture, foot: float, room: float) -> None:
    """Half ellipses, the higher the further apart; coloured and thick where the reply is hostile."""
    from matplotlib.collections import PathCollection

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
        lines = PathCollection(
            [_half_ellipse(arc.parent, arc.reply, foot, height(arc)) for arc in arcs],
            facecolors="none",
            edgecolors=colour,
            linewidths=[thickness * (0.5 + arc.count / most) for arc in arcs]
            if picture.together > 1
            else thickness,
            transform=axes.transData,
            clip_on=False,
            zorder=2 if colour == VERMILION else 1,
        )
        axes.add_collection(lines, autolim=False)


def _half_ellipse(start: float, end: float, foot: float, height: float) -> Path:
    """From `start` to `end` along `foot`, in two Bézier curves."""
    from matplotlib.path import Path

    middle, side = (start + end) / 2, KAPPA * (end - start) / 2
    top, rise = foot + height, foot + KAPPA * height
    points = [(start, foot), (start, rise), (middle - side, top), (middle, top)]
    points += [(middle + side, top), (end, rise), (end, foot)]
    return Path(points, [Path.MOVETO, *[Path.CURVE4] * 6])


def _draw_tone(axes: Axes, picture: Picture) -> None:
    """Tone as small dots with its running mean, over an axis of places."""
    ends = axes.get_xlim()
    axes.set_ylim(-1.05, 1.05)
    foot = -1.05
    axes.hlines([0], *ends, color=RULE, linewidth=0.6, zorder=0)
    axes.hlines([foot], *ends, color=AXIS_INK, linewidth=0.5, clip_on=False)
    axes.scatter(
        [place for place, _ in picture.tones],
        [tone for _, tone in picture.tones],
        s=2.2,
        color=AXIS_INK,
        linewidths=0,
        clip_on=False,
    )
    if picture.trend:
        axes.plot(*zip(*picture.trend, strict=True), color=INK, linewidth=1.2)
    for tone, label in ((-1, "tone_negative"), (0, "tone_neutral"), (1, "tone_positive")):
        _beside(axes, tone, say(label))
    for place in places(picture.last):
        axes.annotate(
            number(place),
            (place, foot),
            xytext=(0, -3),
            textcoords="offset points",
            fontsize=6.5,
            color=SOFT_INK,
            horizontalalignment="center",
            verticalalignment="top",
            annotation_clip=False,
        )
    axes.annotate(
        directed(say("thread_axis")),
        (0.5, foot),
        xycoords=("axes fraction", "data"),
        xytext=(0, -11),
        textcoords="offset points",
        fontsize=7,
        color=SOFT_INK,
        horizontalalignment="center",
        verticalalignment="top",
        annotation_clip=False,
    )


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


def _beside(axes: Axes, y: float, text: str) -> None:
    """A name at the side where a line begins."""
    from_right = runs_right_to_left()
    axes.annotate(
        directed(text),
        (1.0 if from_right else 0.0, y),
        xycoords=("axes fraction", "data"),
        xytext=(5 if from_right else -5, 0),
        textcoords="offset points",
        fontsize=7,
        color=INK,
        horizontalalignment="left" if from_right else "right",
        verticalalignment="center_baseline",
        annotation_clip=False,
    )
