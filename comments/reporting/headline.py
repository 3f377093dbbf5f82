"""How far comments move from their headline, first comment to last: a table with its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.reporting.charts import (
    LABELS,
    LINE,
    NO_MARGINS,
    Margins,
    draw_scale,
    middles,
    panels,
)
from comments.reporting.palette import INK, RULE, VERMILION, Mark
from comments.reporting.tables import chart_column, lines
from comments.reporting.wording import number, points, say, signed
from comments.study.headline import ALL, CHANGE, SCALES, Drift

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from comments.reporting.panel import Panel

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
    """Lines for all comments, each stretch and the change of which both scales are known."""
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
        **chart_column(_figure(rows, width, NO_MARGINS)[0], width, say("drift_alt")),
    }


def drift_figure(found: Sequence[Drift], width: float = 90) -> Figure | None:
    """The drift to stand alone; None where there is none."""
    rows = drift_rows(found)
    if not rows:
        return None
    figure, drawn = _figure(rows, width, Margins(left=LABELS, top=LINE + 1))
    first = drawn[0]
    for row, y in zip(rows, middles(rows), strict=True):
        first.text(first.x[0], y, row.label, (-6, 0), ha="right", va="center_baseline")
    for panel, scale in zip(drawn, SCALES, strict=True):
        panel.title(say(f"column_drift_{scale}"), 2)
    return figure


def _figure(rows: Sequence[DriftRow], width: float, margins: Margins) -> tuple[Figure, list[Panel]]:
    figure, found = panels(rows, width, len(SCALES), margins)
    drawn = [
        _draw(panel, [row.found[scale] for row in rows], middles(rows))
        for panel, scale in zip(found, SCALES, strict=True)
    ]
    return figure, drawn


def _draw(panel: Panel, drifts: Sequence[Drift], heights: Sequence[float]) -> Panel:
    """Marks with intervals beside a line that stands for the headline, on the panel's own scale."""
    look = MARKS[drifts[0].scale]
    widest = max(abs(end) for drift in drifts for end in (drift.low, drift.high))
    reach = next((reach for reach in REACHES if reach >= widest), 2.0)
    panel = panel.across((-reach, reach))
    draw_scale(
        panel, (-reach, 0, reach), [_shown(drifts[0].scale, end) for end in (-reach, 0, reach)]
    )
    panel.upright(0, color=RULE, linewidth=1, zorder=0)
    placed = list(zip(drifts, heights, strict=True))
    panel.lines([((d.low, y), (d.high, y)) for d, y in placed], color=look.colour, linewidth=1.2)
    panel.marks([(d.mean, y) for d, y in placed], look.marker, color=look.colour)
    return panel


def _name(part: str) -> str:
    if part == ALL:
        return say("all_comments")
    if part == CHANGE:
        return say("drift_change")
    place, parts = part.split("/")
    return say("drift_part", place=int(place), parts=int(parts))


def _shown(scale: str, value: float) -> str:
    """A tone with its sign, a difference of probabilities in percentage points."""
    return signed(value, 2) if scale == "tone" else points(value, 0)


def _words(drift: Drift) -> str:
    mean, low, high = (_shown(drift.scale, end) for end in (drift.mean, drift.low, drift.high))
    return say("difference_interval", difference=mean, low=low, high=high)
