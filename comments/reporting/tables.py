"""Tables of shares with their chart standing among the columns, as data for the templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from comments.reporting.charts import AXIS, Line, Row, share_strip, svg
from comments.reporting.document import outside
from comments.reporting.fonts import wrapped
from comments.reporting.wording import (
    CERTAIN_DECIMALS,
    interval,
    named,
    number,
    percent,
    rounded,
    say,
)
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from comments.study.prevalence import Prevalence, Share

COMMUNITIES_SHOWN = 6
MANY = 100_000
"""Comments from which on a count stands without their number, for which its column has no room."""
EM = 2.82  # millimetres of an em of the tables' 8 pt

OUTSIDE = "*"
"""Marks a mean of the probabilities that lies outside the interval of its share."""

DETAIL_COLUMNS = (35, 6, 9, 16, 16)
"""Widths in millimetres: class, count, share, interval, chart."""

EXACT_COLUMNS = (31, 9, 10, 18, 14)
"""The same where percentages have a decimal, and counts many digits."""

REACHES = (0.1, 0.2, 0.4, 0.6)
"""Ends of a scale that are tried before that of 100%."""

SHARES_COLUMNS = (43, 19, 12, 18, 16, 46, 16)
"""Widths in millimetres: class, count, share, interval, effective n, chart, mean probability."""


def class_rows(found: Prevalence) -> list[Row]:
    """Lines of the main table: sentiment, both readings of hostility, and framing."""
    rows: list[Row] = []
    for shares in (found.sentiment, found.hostility, found.hostility_from, found.sectarian):
        rows += [
            Row(say(shares[0].measure)),
            *(Row(class_name(share), (share,)) for share in shares),
        ]
    return rows


def detail_rows(found: Prevalence) -> list[Row]:
    """Lines for targets, types, frames and communities that occur, most frequent first."""
    measures = (
        found.hostility_target,
        found.hostility_types,
        found.frames,
        found.groups[:COMMUNITIES_SHOWN],
    )
    return [row for shares in measures for row in _present_rows(shares)]


def _present_rows(shares: Sequence[Share]) -> list[Row]:
    """A heading and the classes that occur, most frequent first; nothing where none does."""
    present = sorted((share for share in shares if share.count), key=lambda share: -share.count)
    if not present:
        return []
    return [Row(say(present[0].measure)), *(Row(class_name(share), (share,)) for share in present)]


def class_name(share: Share) -> str:
    """A class in words; a community that the catalogue has no name for is called as in the tables."""
    return named(f"{share.measure}.{share.value}", share.value)


def share_table(rows: Sequence[Row], n: int) -> dict[str, Any]:
    """Table of one share a line, `n` comments scored at most.

    The column of mean probabilities is there if any share has one; else the chart has its room.
    """
    shares = [share for row in rows for share in row.shares]
    has_means = any(share.is_sayable and share.expected is not None for share in shares)
    *before, wide, last = SHARES_COLUMNS
    widths = (*before, wide, last) if has_means else (*before, wide + last)
    names = ["column_comments", "column_share", "column_interval", "column_effective"]
    header = ["", *(say(name) for name in names), "", *([say("column_mean")] * has_means)]
    return {
        "columns": widths,
        "right": [1, 2, 3, 4, 6],
        "strip": 5,
        "header": header,
        **lines(rows, [[outside(row.label), *_numbers(row.shares, has_means)] for row in rows]),
        **_strip(rows, widths[5], n),
    }


def detail_tables(found: Prevalence) -> list[dict[str, Any]]:
    """Targets and types of attack in one table, frames and communities in another beside it; only
    what occurs, most frequent first, and all charts on one scale.
    """
    sides = [
        [row for shares in pair for row in _present_rows(shares)]
        for pair in (
            (found.hostility_target, found.hostility_types),
            (found.frames, found.groups[:COMMUNITIES_SHOWN]),
        )
    ]
    ends = [
        share.interval
        for rows in sides
        for row in rows
        for share in row.shares
        if share.is_sayable and share.interval is not None
    ]
    highest = max((own.high for own in ends), default=0)
    reach = next((reach for reach in REACHES if reach >= highest), 1.0)
    # An interval must not read as if it were a point.
    exact = any(percent(own.low, 0) == percent(own.high, 0) for own in ends)
    return [_detail_table(rows, reach, exact=exact) for rows in sides if rows]


def _detail_table(rows: Sequence[Row], reach: float, *, exact: bool) -> dict[str, Any]:
    columns = EXACT_COLUMNS if exact else DETAIL_COLUMNS
    label, *_, width = columns
    rows = [replace(row, lines=len(wrapped(row.label, label / EM, 2))) for row in rows]
    sayable = any(share.is_sayable for row in rows for share in row.shares)
    chart = (
        chart_column(share_strip(rows, width, reaches=[reach]), width, say("shares_alt"))
        if sayable
        else {"width": width, "svg": None, "empty": "", "axis": 2}
    )
    cells = [
        [
            outside(row.label),
            *(text for share in row.shares for text in _count_and_share(share, exact=exact)),
        ]
        for row in rows
    ]
    return {
        "columns": columns,
        "right": [1, 2, 3],
        "strip": 4,
        "header": [
            *("", say("column_count"), say("column_share"), say("column_interval"), ""),
        ],
        **lines(rows, cells),
        **chart,
    }


def _count_and_share(share: Share, *, exact: bool) -> list[str]:
    """A share in whole percentages, unless `exact`; the count stands beside it."""
    if not share.is_sayable or share.share is None or share.interval is None:
        return [number(share.count), "–", "–"]
    ends = share.interval
    n = CERTAIN_DECIMALS if exact else 0
    return [number(share.count), percent(share.share, n), interval(ends.low, ends.high, n)]


def lines(rows: Sequence[Line], cells: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The table's lines, with the heights for which the chart among them is drawn."""
    return {
        "rows": [
            {"heading": row.is_heading, "height": row.height, "cells": texts}
            for row, texts in zip(rows, cells, strict=True)
        ]
    }


def _strip(rows: Sequence[Row], width: float, n: int) -> dict[str, Any]:
    """The chart of a table's lines; in its place a sentence where every share is of too few."""
    shares = [share for row in rows for share in row.shares]
    if any(share.is_sayable for share in shares):
        return chart_column(share_strip(rows, width), width, say("shares_alt"))
    return {
        "width": width,
        "svg": None,
        "empty": say(
            "too_few_chart",
            n=n,
            people=of_people(shares[0]),
            fewest=FEWEST,
            authors=FEWEST_AUTHORS,
        ),
        "axis": 2,
    }


def chart_column(figure: Figure, width: float, alt: str) -> dict[str, Any]:
    """A figure as the chart in a table's column, `width` millimetres wide."""
    return {"width": width, "svg": svg(figure), "alt": alt, "axis": AXIS}


def effective(share: Share) -> int:
    """How many independent comments the share is worth, in whole ones; at most their number."""
    worth = share.n if share.effective_n is None else share.effective_n
    return min(share.n, round(worth))


def of_people(share: Share) -> str:
    """How many people wrote the comments of a share, as " of 3 authors"; nothing if not known."""
    if share.authors is None:
        return ""
    return say("of_people", people=say("people", n=share.authors))


def share_words(share: Share) -> tuple[str, str]:
    """A share and its interval, or a dash for each where there are too few comments."""
    if not share.is_sayable or share.share is None or share.interval is None:
        return "–", "–"
    ends, n = share.interval, rounding(share)
    return percent(share.share, n), interval(ends.low, ends.high, n)


def mean_words(share: Share) -> str:
    """The mean of the probabilities, rounded as `share_words` does; nothing where there is none."""
    return "" if share.expected is None else percent(share.expected, rounding(share))


def rounding(share: Share) -> int:
    """The number of comments by which a share's figures are rounded: its own, or where it takes a
    decimal to see that the mean lies outside the interval, as many as let it have one.
    """
    if share.expected is None or share.interval is None or not share.estimates_differ:
        return share.n
    ends = (share.interval.low, share.interval.high)
    low, mean, high = (rounded(end, share.n) for end in (ends[0], share.expected, ends[1]))
    return max(share.n, CERTAIN_DECIMALS) if low <= mean <= high else share.n


def _numbers(shares: Sequence[Share], has_means: bool) -> list[str]:
    if not shares:
        return []
    (share,) = shares
    mean = mean_words(share) if share.is_sayable else ""
    if mean and share.estimates_differ:
        mean += OUTSIDE
    counted = number(share.count)
    if share.n < MANY:
        counted = say("count_of", count=share.count, n=share.n)
    worth = number(effective(share)) if share.is_sayable else "–"
    return [counted, *share_words(share), worth, *([mean] * has_means)]
