"""The heat map: every measure in every group, its value in its cell and its colour by the value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from comments.reporting.charts import HEADING, LABELS, LINE
from comments.reporting.document import outside
from comments.reporting.fonts import directed, drawable, families, shortened, wrapped
from comments.reporting.group_tables import EM
from comments.reporting.groups import by_hostility
from comments.reporting.palette import INK, RULE, SOFT_INK
from comments.reporting.panel import INCH, Box, Panel
from comments.reporting.tables import class_name, class_rows, detail_rows
from comments.reporting.wording import percent, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matplotlib.figure import Figure

    from comments.reporting.groups import Group
    from comments.study.prevalence import Prevalence, Share

ACROSS = 8
"""Groups in one table, beside all comments."""

LABEL, WIDTH = 42.0, 170.0  # millimetres of a class's name, and of the whole
CELL = 15.0  # millimetres of a column in a chart that stands alone
GUTTER = 0.3  # millimetres between the columns of the table
NAMES = 3  # lines of a group's name over its column
KEY = (0.0, 0.05, 0.2, 0.5, 1.0)
DARK = 0.2
"""Relative luminance below which white letters stand out more than black ones (WCAG 2.2)."""

DEEPEST = 0.78
"""The map's end, short of its darkest: most shares then have black letters on a light ground."""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A measure's heading, which has no cells, or a class with its share in each group."""

    label: str
    cells: tuple[Share, ...] = ()


def heat_rows(found: Prevalence, groups: Sequence[Prevalence]) -> list[HeatRow]:
    """Classes that occur among all comments, `found`, in the order of the reports' other figures.

    Exact levels of hostility are left out but for the highest: the shares at or above a level say
    the same.
    """
    rows = [*class_rows(found), *detail_rows(found)]
    exact = {share.value for share in found.hostility[:-1]}
    kept: list[HeatRow] = []
    for row in rows:
        if not row.shares:
            kept.append(HeatRow(row.label))
            continue
        (share,) = row.shares
        if share.count and not (share.measure == "hostility" and share.value in exact):
            kept.append(HeatRow(class_name(share), tuple(_same(share, own) for own in groups)))
    # A heading under which nothing occurs goes.
    following = [*kept[1:], HeatRow("")]
    return [row for row, after in zip(kept, following, strict=True) if row.cells or after.cells]


def heat_tables(found: Prevalence, groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """The map as tables for the template, `ACROSS` groups in each, most hostile first."""
    ordered = in_order(groups)
    for start in range(0, len(ordered), ACROSS):
        piece = ordered[start : start + ACROSS]
        rows = heat_rows(found, [found, *(group.found for group in piece)])
        names = [say("all_comments"), *(outside(shortened(group.label, 30)) for group in piece)]
        wide = min(CELL * 1.4, (WIDTH - LABEL) / len(names) - GUTTER)
        yield {
            "columns": [LABEL, *[wide] * len(names)],
            "header": ["", *names],
            "rows": [
                {"label": row.label, "cells": [_cell(share) for share in row.cells]} for row in rows
            ],
            "key": [_coloured(value, percent(value, 1)) for value in KEY],
        }


def heat_figure(found: Prevalence, groups: Sequence[Group]) -> Figure | None:
    """The map to stand alone; None without groups."""
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    if not groups:
        return None
    ordered = in_order(groups)
    rows = heat_rows(found, [found, *(group.found for group in ordered)])
    names = [say("all_comments"), *(group.label for group in ordered)]
    heights = [LINE + 0.6 if row.cells else HEADING for row in rows]
    head = 3.0 * NAMES + 2
    size = (LABELS + CELL * len(names) + 2, head + sum(heights) + 2)
    figure = Figure(figsize=(size[0] / INCH, size[1] / INCH))
    panel = Panel(figure, Box(0, 0, *size), (0, size[0]), (0, size[1]))

    def words(x: float, y: float, text: str, **look: Any) -> None:
        panel.text(x, y, directed(text), family=families(text), **look)

    for column, name in enumerate(names):
        middle = LABELS + CELL * (column + 0.5)
        lines = wrapped(drawable(name), CELL / EM, NAMES)
        for up, line in enumerate(reversed(lines)):
            words(middle, head - 2 - 3 * up, line, ha="center", va="center", fontsize=6.5)
    top = head
    for row, height in zip(rows, heights, strict=True):
        middle = top + height / 2 if row.cells else top + height - LINE / 2
        colour = INK if row.cells else SOFT_INK
        words(LABELS - 2, middle, row.label, ha="right", va="center_baseline", color=colour)
        for column, share in enumerate(row.cells):
            cell = _cell(share)
            left = LABELS + CELL * column
            hatch = "" if cell["fill"] else "//////"
            panel.add(
                Rectangle(
                    (left + 0.15, top + 0.15),
                    CELL - 0.3,
                    height - 0.3,
                    facecolor=cell["fill"] or "white",
                    edgecolor="none" if cell["fill"] else RULE,
                    hatch=hatch,
                    linewidth=0,
                )
            )
            if cell["fill"]:
                words(
                    left + CELL / 2,
                    middle,
                    cell["text"],
                    ha="center",
                    va="center_baseline",
                    color=cell["ink"],
                    fontsize=7,
                )
        top += height
    return figure


def in_order(groups: Sequence[Group]) -> list[Group]:
    """Groups whose shares can be stated, most hostile first, then the others by name."""
    first = by_hostility(groups)
    return [*first, *(group for group in groups if group not in first)]


def _same(share: Share, own: Prevalence) -> Share:
    """The same class in a group; a community that the group does not name has none of its comments."""
    try:
        return own.of(share.measure, share.value)
    except KeyError:
        return replace(own.hostility_target[0], measure=share.measure, value=share.value, count=0)


def _cell(share: Share) -> dict[str, Any]:
    if not share.is_sayable or share.share is None:
        return {"text": "–", "fill": None, "ink": SOFT_INK}
    return _coloured(share.share, percent(share.share, share.n))


def _coloured(value: float, text: str) -> dict[str, Any]:
    fill, ink = shade(round(value, 3))
    return {"text": text, "fill": fill, "ink": ink}


@cache
def shade(value: float) -> tuple[str, str]:
    """Colour of a share in [0, 1], and of the letters on it.

    One hue from white to dark blue, whose lightness falls all the way, so that it is read alike in
    grey print and with any colour deficiency (ColorBrewer's Blues, Harrower & Brewer 2003). The
    square root of the share is drawn: rare classes would else all be white.
    """
    from matplotlib import colormaps
    from matplotlib.colors import to_hex

    red, green, blue, _ = colormaps["Blues"](DEEPEST * value**0.5)
    luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return to_hex((red, green, blue)), "#ffffff" if luminance < DARK else INK
