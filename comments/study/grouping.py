"""Which group each comment is in: by a column of comments or articles, or by period."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

PERIODS = {
    "year": frozenset({"year", "month", "week", "day", "hour", "minute", "second"}),
    "month": frozenset({"month", "day", "hour", "minute", "second"}),
    "week": frozenset({"week", "day", "hour", "minute", "second"}),
    "day": frozenset({"day", "hour", "minute", "second"}),
    "hour": frozenset({"hour", "minute", "second"}),
}
"""Precisions of a time that say which year, month, week, day or hour it was in."""

DIGITS = {"year": 4, "month": 7, "week": 10, "day": 10, "hour": 13}
"""Length of an ISO 8601 time cut to the period."""


def keys(comments: pd.DataFrame, articles: pd.DataFrame, by: str) -> pd.Series:
    """Group of each comment as text, null where it has none; index 0 to n - 1.

    `by` is a column of `comments`, else one of `articles`; "article.language" is the articles'
    column of a name that both have. "posted_day" (week, month, year) is when the comment was
    posted, null where that is not known so exactly; "published_day" is when its article was
    published. Times keep the zone that the page gives. Raises ValueError where there is no such
    column.
    """
    import pandas as pd

    own = by.removeprefix("article.")
    moment, _, period = by.partition("_")
    if moment == "posted" and period in PERIODS:
        column = periods(comments["posted_at"], period, comments["posted_precision"])
    elif moment == "published" and period in PERIODS:
        column = _of_article(comments, articles, periods(articles["published_at"], period))
    elif own == by and by in comments:
        column = comments[by]
    elif own in articles:
        column = _of_article(comments, articles, articles[own])
    else:
        raise ValueError(
            f"no column {by} in the articles or comments; there are "
            + ", ".join(sorted({*map(str, comments), *map(str, articles)}))
        )
    codes, cells = pd.factorize(column)
    names = pd.array([str(cell) for cell in cells], dtype="str")
    return pd.Series(names.take(codes, allow_fill=True))


def joint_keys(comments: pd.DataFrame, articles: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """Groups that agree in all of `by`, null where one of them is."""
    first, *rest = (keys(comments, articles, column) for column in by)
    for other in rest:
        first = first.str.cat(other, sep=" · ")
    return first


def periods(times: pd.Series, period: str, precision: pd.Series | None = None) -> pd.Series:
    """Period of each ISO 8601 time: 2024, 2024-05, 2024-W19, 2024-05-06, 2024-05-06T17.

    Null where the time has too few digits, or where its `precision` says that they are not known.
    """
    import pandas as pd

    digits = DIGITS[period]
    known = times.str.len() >= digits
    if precision is not None:
        known &= precision.isna() | precision.isin(PERIODS[period])
    cut = times.where(known).str.slice(0, digits)
    if period != "week":
        return cut
    weeks = pd.to_datetime(cut, format="%Y-%m-%d", errors="coerce").dt.strftime("%G-W%V")
    return weeks.where(known)


def _of_article(comments: pd.DataFrame, articles: pd.DataFrame, column: pd.Series) -> pd.Series:
    return comments["article_id"].map(dict(zip(articles["article_id"], column, strict=True)))
