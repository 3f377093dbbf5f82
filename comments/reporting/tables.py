"""Tables of shares with their chart standing among the columns, as data for the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.charts import AXIS, Line, Row, share_strip, svg
from comments.reporting.document import outside
from comments.reporting.wording import ENGLISH, interval, percent, say
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

    from comments.study.prevalence import Prevalence, Share

COMMUNITIES_SHOWN = 6

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
    rows: list[Row] = []
    for shares in (
        found.hostility_target,
        found.hostility_types,
        found.frames,
        found.groups[:COMMUNITIES_SHOWN],
    ):
        present = sorted((share for share in shares if share.count), key=lambda share: -share.count)
        if present:
            rows += [Row(say(present[0].measure))]
            rows += [Row(class_name(share), (share,)) for share in present]
    return rows


def class_name(share: Share) -> str:
    """A class in words; a community's name, which the model gives, as it is."""
    return ENGLISH.get(f"{share.measure}.{share.value}", share.value)


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
    ends = share.interval
    return percent(share.share, share.n), interval(ends.low, ends.high, share.n)


def _numbers(shares: Sequence[Share], has_means: bool) -> list[str]:
    if not shares:
        return []
    (share,) = shares
    expected = share.expected if share.is_sayable else None
    mean = "" if expected is None else percent(expected, share.n)
    counted = say("count_of", count=share.count, n=share.n)
    worth = f"{effective(share):,}" if share.is_sayable else "–"
    return [counted, *share_words(share), worth, *([mean] * has_means)]
