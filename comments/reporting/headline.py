"""How far comments move from their headline, first comment to last: a table with its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.reporting.charts import LABELS, LINE, Margins, draw_scale, middles, panels
from comments.reporting.palette import INK, RULE, VERMILION, Mark
from comments.reporting.tables import chart_column, lines
from comments.reporting.wording import number, points, say, signed
from comments.study.headline import ALL, SCALES, Drift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLUMNS = (38, 14, 34, 34, 50)
"""Widths in millimetres: stretch, articles, tone, hostility, chart."""

MARKS = {"tone": Mark(INK, "o"), "hostile": Mark(VERMILION, "s")}
REACHES = (0.1, 0.25, 0.5, 1.0)
"""Ends of an axis that are tried before 2."""


@dataclass(frozen=True, slots=True)
class DriftRow:
    """A stretch of the threads, with its drift by scale."""

    label: str
    found: dict[str, Drift]
    height: float = LINE
    is_heading: bool = False


def drift_rows(found: Sequence[Drift]) -> list[DriftRow]:
    """Lines for all comments and for each stretch of which both scales are known."""
    rows = []
    for part in dict.fromkeys(drift.part for drift in found):
        own = {drift.scale: drift for drift in found if drift.part == part}
        if len(own) == len(SCALES):
            rows.append(DriftRow(_name(part), own))
    return rows


def drift_table(found: Sequence[Drift]) -> dict[str, Any] | None:
    """The drift as a table for the template; None where there is none."""
    rows = drift_rows(found)
    if not rows:
        return None
    cells = [
        [
            row.label,
            number(row.found["tone"].articles),
            _words(row.found["tone"]),
            _words(row.found["hostile"]),
        ]
        for row in rows
    ]
    width = COLUMNS[-1]
    return {
        "columns": COLUMNS,
        "right": [1, 2, 3],
        "strip": 4,
        "header": [
            *("", say("column_articles"), say("column_drift_tone"), say("column_drift_hostile")),
            [say("column_drift_tone"), say("column_drift_hostile")],
        ],
        **lines(rows, cells),
        **chart_column(_figure(rows, width, Margins()), width, say("drift_alt")),
    }


def drift_figure(found: Sequence[Drift], width: float = 90) -> Figure | None:
    """The drift to stand alone; None where there is none."""
    rows = drift_rows(found)
    if not rows:
        return None
    figure = _figure(rows, width, Margins(left=LABELS, top=LINE + 1))
    first = figure.axes[0]
    for row, y in zip(rows, middles(rows), strict=True):
        first.annotate(
            row.label,
            (0, y),
            xycoords=first.get_yaxis_transform(),
            xytext=(-6, 0),
            textcoords="offset points",
            annotation_clip=False,
            ha="right",
            va="center_baseline",
        )
    for axes, scale in zip(figure.axes, SCALES, strict=True):
        axes.set_title(say(f"column_drift_{scale}"), fontsize=7.5, pad=2)
    return figure


def _figure(rows: Sequence[DriftRow], width: float, margins: Margins) -> Figure:
    figure, found = panels(rows, width, len(SCALES), margins)
    for axes, scale in zip(found, SCALES, strict=True):
        _draw(axes, [row.found[scale] for row in rows], middles(rows))
    return figure


def _draw(axes: Axes, drifts: Sequence[Drift], heights: Sequence[float]) -> None:
    """Marks with intervals beside a line that stands for the headline."""
    look = MARKS[drifts[0].scale]
    widest = max(abs(end) for drift in drifts for end in (drift.low, drift.high))
    reach = next((reach for reach in REACHES if reach >= widest), 2.0)
    axes.set_xlim(-reach, reach)
    draw_scale(
        axes, (-reach, 0, reach), [_shown(drifts[0].scale, end) for end in (-reach, 0, reach)]
    )
    axes.axvline(0, color=RULE, linewidth=1, zorder=0)
    ends = [(drift.low, drift.high) for drift in drifts]
    lows, highs = zip(*ends, strict=True)
    axes.hlines(heights, lows, highs, color=look.colour, linewidth=1.2, clip_on=False)
    axes.plot([d.mean for d in drifts], heights, look.marker, color=look.colour, clip_on=False)


def _name(part: str) -> str:
    if part == ALL:
        return say("all_comments")
    place, parts = part.split("/")
    return say("drift_part", place=int(place), parts=int(parts))


def _shown(scale: str, value: float) -> str:
    """A tone with its sign, a difference of probabilities in percentage points."""
    return signed(value, 2) if scale == "tone" else points(value, 0)


def _words(drift: Drift) -> str:
    mean, low, high = (_shown(drift.scale, end) for end in (drift.mean, drift.low, drift.high))
    return say("difference_interval", difference=mean, low=low, high=high)
