"""What has to be known of a table as a whole before its rows are read, told from the first of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from comments.parsing.tables.cells import as_count
from comments.parsing.tables.columns import Columns
from comments.parsing.tables.table import Row
from comments.parsing.tables.times import find_order

SAMPLE_ROWS = 1_000
_ENOUGH_ROWS = 10
"""Rows from which a column that never repeats is taken to be about the comments themselves."""
_KEYS = ("article", "url", "title")
_MARKUP = re.compile(r"<br ?/?>|<a href=|</?(?:p|b|i|em|strong|blockquote)>|&(?:#\d+|#x[\da-f]+|amp|quot|lt|gt|nbsp);", re.I)  # fmt: skip
_NO_MARKUP = re.compile(r"&(?!#?\w{1,31};)|<(?![a-z/!])", re.I)
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}")


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds for all rows of a table.

    `key` is the field whose values tell the articles apart, None where all rows are one article's.
    `is_day_first` is the order in dates such as 3/4/2023, None where no date of the sample tells.
    `is_markup` says that the texts are HTML. `warnings` are sentences for the researcher.
    """

    columns: Columns
    key: str | None
    is_day_first: bool | None
    is_markup: bool
    warnings: tuple[str, ...]


def settle(columns: Columns, sample: Sequence[Row]) -> Settled:
    """What the first rows of a table say about all.

    Comments are grouped by the article's key, else by its address, else by its title. An address or
    title that differs in each of ten rows or more is that of the comment, and not used, unless the
    user named the column.
    """
    warnings = []
    for field in ("url", "title"):
        name = getattr(columns, field)
        if (
            name
            and field not in columns.given
            and _never_repeats([getattr(r, field) for r in sample])
        ):
            without: dict[str, Any] = {field: None}
            columns = replace(columns, **without)
            warnings.append(
                f"Column {name!r} differs in every row; it was not read as the article's {field}."
            )
    key = next((field for field in _KEYS if getattr(columns, field)), None)
    for field in ("article", "original_id", "parent"):
        if any(_ROUNDED.fullmatch(getattr(row, field) or "") for row in sample):
            name = getattr(columns, field)
            warnings.append(
                f"Column {name!r} holds rounded numbers (1.2E+17), as Excel writes long ids: different ones may look equal."
            )
    if columns.others:
        others = " and ".join(map(repr, columns.others))
        warnings.append(
            f"Column {columns.text!r} was read as the comments; {others} could be too (--columns text=NAME)."
        )
    texts = [row.text for row in sample if row.text]
    if len(texts) >= _ENOUGH_ROWS and all(as_count(text) is not None for text in texts):
        warnings.append(
            f"Column {columns.text!r} holds numbers, no texts (--columns text=NAME names another)."
        )
    return Settled(
        columns=columns,
        key=key,
        is_day_first=find_order(row.posted_at for row in sample),
        is_markup=is_markup(texts),
        warnings=tuple(warnings),
    )


def is_markup(texts: Sequence[str]) -> bool:
    """Whether texts are HTML, as YouTube's API gives them: some sign of it, and none against it.

    In HTML, `&` and `<` are written `&amp;` and `&lt;`; one that stands alone says that the texts
    are plain.
    """
    return any(map(_MARKUP.search, texts)) and not any(map(_NO_MARKUP.search, texts))


def _never_repeats(values: Sequence[str | None]) -> bool:
    stated = [value for value in values if value]
    return len(stated) >= _ENOUGH_ROWS and len(set(stated)) == len(stated)
