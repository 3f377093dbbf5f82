"""Tables of articles and outlets side by side, in pieces that each fit a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from comments.reporting.charts import Row, level_strip, panel_reaches, share_strip
from comments.reporting.document import outside
from comments.reporting.fonts import drawable, shortened, shortened_inside, wrapped
from comments.reporting.groups import PANELS
from comments.reporting.tables import chart_column, effective, lines, share_words
from comments.reporting.wording import number, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comments.reporting.document import Words
    from comments.reporting.groups import Group
    from comments.study.prevalence import Share

Item = TypeVar("Item")

PAGE = 205.0  # millimetres of table lines on a page of US Letter, the lower one, beside its header, axis, caption and note
EM = 2.82  # millimetres of an em of the tables' 8 pt

TITLE_LINES = 2
DETAIL = 15  # em of an outlet or date under an article's title
ARTICLES_COLUMNS = (8, 48, 12, 16, 32, 27, 27)
PANELS_COLUMNS = (7, 42, 11, 14, 70, 26)
"""Widths in millimetres; the label's column is the second."""


def article_tables(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Articles of enough comments with bars of their hostility levels and two shares in numbers."""
    titles = {group.key: _lines(group, ARTICLES_COLUMNS[1], TITLE_LINES) for group in groups}
    rows = {
        group.key: Row(
            group.name,
            group.found.hostility,
            lines=len(titles[group.key]) + bool(group.details),
        )
        for group in groups
    }
    for piece in pieces(groups, [rows[group.key].height for group in groups]):
        shown = [rows[group.key] for group in piece]
        yield {
            "columns": ARTICLES_COLUMNS,
            "right": [2, 3, 5, 6],
            "strip": 4,
            "header": [
                *(say("column_number"), say("column_article"), say("column_scored")),
                *(say("column_effective"), say("column_levels")),
                *(say("column_negative"), say("column_hostile")),
            ],
            **lines(shown, [_article_cells(group, titles[group.key]) for group in piece]),
            **chart_column(
                level_strip(shown, ARTICLES_COLUMNS[4]), ARTICLES_COLUMNS[4], say("levels_alt")
            ),
        }


def panel_tables(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Groups with four shares each in panels side by side."""
    label, wide = PANELS_COLUMNS[1], PANELS_COLUMNS[4]
    everything = [_panel_row(group) for group in groups]
    reaches = panel_reaches(everything) if everything else []
    for piece in pieces(groups, [row.height for row in everything]):
        rows = [_panel_row(group) for group in piece]
        cells = [
            [
                *(group.number, *_lines(group, label, 1), number(group.scored)),
                *(number(effective(group.hostile)), _interval_words(group.hostile)),
            ]
            for group in piece
        ]
        yield {
            "columns": PANELS_COLUMNS,
            "right": [2, 3, 5],
            "strip": 4,
            "header": [
                *("", "", say("column_scored"), say("column_effective")),
                *([say(key) for key in PANELS], say("column_hostile")),
            ],
            **lines(rows, cells),
            **chart_column(share_strip(rows, wide, reaches=reaches), wide, _panels_alt(piece)),
        }


def pieces(items: Sequence[Item], heights: Sequence[float]) -> Iterator[list[Item]]:
    """Items in order, cut where their heights in millimetres fill a page."""
    piece: list[Item] = []
    filled = 0.0
    for item, height in zip(items, heights, strict=True):
        if filled + height > PAGE:
            yield piece
            piece, filled = [], 0.0
        piece.append(item)
        filled += height
    yield piece


def _article_cells(group: Group, title: list[Words]) -> list[Any]:
    negative, _, hostile, _ = group.shares
    under = [outside(shortened(drawable(text), DETAIL)) for text in group.details]
    return [
        *(group.number, {"title": title, "under": under}, number(group.scored)),
        *(number(effective(group.hostile)), _interval_words(negative)),
        _interval_words(hostile),
    ]


def _panels_alt(groups: Sequence[Group]) -> str:
    """What the panels show, in words: what there is, and how far the share of hostile ones goes."""
    hostile = sorted((group.hostile for group in groups), key=lambda share: share.share or 0)
    low, high = (share_words(share)[0] for share in (hostile[0], hostile[-1]))
    return say("panels_alt", n=len(groups), low=low, high=high)


def _panel_row(group: Group) -> Row:
    return Row(group.name, group.shares)


def _interval_words(share: Share) -> str:
    words, ends = share_words(share)
    return say("share_interval", share=words, interval=ends.removesuffix("%"))


def _lines(group: Group, width: float, most: int) -> list[Words]:
    """A group's label in lines for a column of `width` millimetres, all in the direction and fonts
    of the whole.
    """
    whole = outside(group.label)
    room = width / EM - 0.4
    text = shortened_inside(whole["text"], room) if most == 1 else whole["text"]
    return [{**whole, "text": line} for line in wrapped(text, room, most)]
