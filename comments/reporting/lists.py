"""The lists of a report on a whole run: articles of which there is little to say, and failures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.document import Words, address, outside
from comments.reporting.fonts import drawable, isolated, shortened
from comments.reporting.sections import declared_number, listing
from comments.reporting.wording import number, say
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from comments.reporting.groups import Group
    from comments.reporting.provenance import Provenance

FEW_COLUMNS = (("column_number", 7), ("column_article", 58), ("column_scored", 12))
LISTED = 200
"""Lines of a list of articles or failures; a run may have a hundred thousand, and a file has them all."""

FEW_TITLE = 38  # em: two lines in its column


def few_articles(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Articles whose shares cannot be stated, two in a line, the first `LISTED` of them."""
    cells: list[list[str | Words]] = [
        [group.number, outside(shortened(group.label, FEW_TITLE)), number(group.scored)]
        for group in groups[:LISTED]
    ]
    cells += [["", "", ""]] * (len(cells) % 2)
    rows = [left + right for left, right in zip(cells[::2], cells[1::2], strict=True)]
    columns = 2 * FEW_COLUMNS
    text = say("few_text", fewest=FEWEST, authors=FEWEST_AUTHORS)
    yield from listing(
        rows, "few_heading", columns, " ".join([text, *_rest(len(groups), "charts/articles.csv")])
    )


def without_comments(articles: pd.DataFrame, groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Articles without comments and where they are, the first `LISTED` of them."""
    rows: list[list[str | Words]] = []
    for group, article in zip(groups, articles.to_dict("records"), strict=True):
        if not group.found.comments:
            declared = declared_number(article["declared_comments"])
            stated = say("not_declared") if declared is None else number(declared)
            name = outside(shortened(drawable(group.name), 70))
            rows.append([group.number, name, stated, address(str(article["source"]))])
    return listing(
        rows[:LISTED],
        "empty_articles",
        (
            *(("column_number", 8), ("column_article", 84)),
            *(("column_declared", 16), ("column_source", 56)),
        ),
        " ".join([say("empty_articles_text"), *_rest(len(rows), "articles.csv")]),
    )


def failures(provenance: Provenance) -> list[dict[str, Any]]:
    """What could not be read, why, and what to do, the first `LISTED` of them."""
    rows: list[list[str | Words]] = [
        [address(failure.source), outside(failure.reason), outside(failure.remedy)]
        for failure in provenance.failures[:LISTED]
    ]
    columns = (("column_source", 56), ("column_reason", 55), ("column_remedy", 55))
    more = " ".join(_rest(len(provenance.failures), "failures.csv"))
    return listing(rows, "failures", columns, more or None)


def _rest(n: int, file: str) -> list[str]:
    """Where the rest of a list is that has `n` lines, if it is cut."""
    return [say("list_cut", shown=LISTED, n=n, file=isolated(file))] if n > LISTED else []
