"""Differences between groups: the chart, and the table it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from comments.reporting.charts import HEADING, LINE, Margins, draw_scale, middles, panels
from comments.reporting.document import outside
from comments.reporting.fonts import directed, drawable, families, shortened, shortened_inside
from comments.reporting.group_tables import EM, PAGE
from comments.reporting.groups import PANELS
from comments.reporting.palette import INK, RULE, SOFT_INK, mark
from comments.reporting.panel import POINT
from comments.reporting.tables import chart_column, lines
from comments.reporting.wording import p_value, percent, points, say, signed
from comments.study.comparison import REST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from comments.reporting.panel import Panel
    from comments.study.comparison import Comparison, Contrast

COLUMNS = (33, 32, 20, 33, 30, 12, 10)
"""Widths in millimetres: group, the group it is compared with, shares, difference, chart, p, h."""

REACHES = (0.1, 0.25, 0.5, 0.75)
"""Ends of the axis that are tried before that of 100 points."""

NAME = 34.0  # millimetres of a group's name beside a chart that stands alone


@dataclass(frozen=True, slots=True)
class GapRow:
    """One line: a difference, or the heading of a measure, which has none."""

    label: str
    contrast: Contrast | None = None
    n: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether the line has no mark."""
        return self.contrast is None

    @property
    def height(self) -> float:
        """Height in millimetres."""
        return HEADING if self.contrast is None else LINE


def gap_rows(comparison: Comparison) -> list[GapRow]:
    """The differences under a heading for each measure; `n` is the comments of the smaller group."""
    names = {measure: say(key) for key, measure in PANELS.items()}
    sizes = {name: found.comments for name, found in comparison.prevalence.items()}
    everyone = sum(sizes.values())
    rows: list[GapRow] = []
    for measure, found in groupby(comparison.contrasts, lambda c: (c.measure, c.value)):
        rows.append(GapRow(names[measure]))
        for contrast in found:
            n = sizes[contrast.group]
            other = everyone - n if contrast.reference == REST else sizes[contrast.reference]
            rows.append(GapRow(contrast.group, contrast, min(n, other)))
    return rows


def gap_tables(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """Tables of the differences with their chart, in pieces that each fit a page."""
    rows = gap_rows(comparison)
    reach = _reach(rows)
    for piece in _pieces(rows):
        figure, (panel,) = panels(piece, COLUMNS[4], 1)
        draw_gaps(panel, piece, reach)
        yield {
            "columns": COLUMNS,
            "right": [2, 3, 5, 6],
            "strip": 4,
            "header": [
                *(say("column_group"), say("column_reference"), say("column_shares")),
                *(say("column_difference"), "", say("column_p"), say("column_effect")),
            ],
            **lines(piece, [_cells(row) for row in piece]),
            **chart_column(figure, COLUMNS[4], say("gaps_alt")),
        }


def _pieces(rows: Sequence[GapRow]) -> Iterator[list[GapRow]]:
    """The rows, cut where they fill a page: never under a heading, and then under it again."""
    piece: list[GapRow] = []
    heading: list[GapRow] = []
    filled = 0.0
    for row in rows:
        needed = row.height + (LINE if row.is_heading else 0)
        if filled + needed > PAGE:
            yield piece
            piece = [] if row.is_heading else list(heading)
            filled = sum(item.height for item in piece)
        if row.is_heading:
            heading = [row]
        piece.append(row)
        filled += row.height
    yield piece


def gap_figure(comparison: Comparison, width: float = 80) -> Figure | None:
    """The differences with their words, to stand alone; None where there are none."""
    rows = gap_rows(comparison)
    if not rows:
        return None
    margins = Margins(left=2 * NAME + 4, top=LINE + 1)
    figure, (panel,) = panels(rows, width, 1, margins)
    draw_gaps(panel, rows, _reach(rows))
    panel.title(say("gaps_title"), 2)
    for row, y in zip(rows, middles(rows), strict=True):
        names = [row.label] if row.contrast is None else [_reference(row.contrast), row.label]
        for column, name in enumerate(names):
            shown = shortened(drawable(name), NAME / EM)
            panel.text(
                0,
                y,
                directed(shown),
                (-(3 + NAME * column) / POINT, 0),
                family=families(name),
                ha="right",
                va="center_baseline",
                color=SOFT_INK if row.is_heading else INK,
            )
    return figure


def draw_gaps(panel: Panel, rows: Sequence[GapRow], reach: float) -> None:
    """Each difference as a mark with a bar over its interval, on an axis from -`reach` to `reach`."""
    ticks = [-reach, -reach / 2, 0, reach / 2, reach]
    shown = [points(tick, 0) if index % 2 == 0 else "" for index, tick in enumerate(ticks)]
    panel = panel.across((-reach, reach))
    draw_scale(panel, ticks, shown)
    panel.upright(0, color=RULE, linewidth=1, zorder=0)
    for row, y in zip(rows, middles(rows), strict=True):
        if row.contrast is None:
            continue
        gap, look = row.contrast.gap, mark(row.contrast.measure, row.contrast.value)
        ends = gap.difference_interval
        panel.lines([((ends.low, y), (ends.high, y))], color=look.colour, linewidth=1.2)
        if gap.expected is not None:
            panel.marks([(gap.expected, y)], "|", color=INK, markersize=7, markeredgewidth=0.8)
        panel.marks([(gap.difference, y)], look.marker, color=look.colour)


def _reach(rows: Sequence[GapRow]) -> float:
    """The end of an axis that holds every interval."""
    gaps = [row.contrast.gap for row in rows if row.contrast is not None]
    ends = [g.difference_interval for g in gaps]
    widest = max(abs(end) for interval in ends for end in (interval.low, interval.high))
    means = max((abs(g.expected) for g in gaps if g.expected is not None), default=0.0)
    return next((reach for reach in REACHES if reach >= max(widest, means)), 1.0)


def _cells(row: GapRow) -> list[Any]:
    if row.contrast is None:
        return [row.label]
    gap = row.contrast.gap
    ends = gap.difference_interval
    return [
        *(_name(row.label, COLUMNS[0]), _name(_reference(row.contrast), COLUMNS[1])),
        say("shares_pair", first=percent(gap.first, row.n), second=percent(gap.second, row.n)),
        say(
            "difference_interval",
            difference=points(gap.difference, row.n),
            low=points(ends.low, row.n),
            high=points(ends.high, row.n),
        ),
        *(p_value(row.contrast.adjusted_p), signed(gap.effect, 2)),
    ]


def _reference(contrast: Contrast) -> str:
    return say("the_rest") if contrast.reference == REST else contrast.reference


def _name(name: str, width: float) -> dict[str, Any]:
    return outside(shortened_inside(drawable(name), width / EM - 0.6))
