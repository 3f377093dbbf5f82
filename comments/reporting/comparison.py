"""The report on a whole run: its articles and outlets side by side, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.between import between_parts
from comments.reporting.charts import style
from comments.reporting.document import Words, address, outside, write_document
from comments.reporting.fonts import drawable, shortened
from comments.reporting.group_tables import article_tables, panel_tables
from comments.reporting.groups import Group, article_groups, by_hostility
from comments.reporting.movement import movement_parts, repeat_parts
from comments.reporting.sections import (
    caption,
    caveats,
    citation,
    continued,
    declared_number,
    details_part,
    facts,
    footer,
    listing,
    methods,
    quotable,
    removed_note,
    shares_part,
    summary,
)
from comments.reporting.wording import say
from comments.study.clusters import FEWEST_ARTICLES
from comments.study.comparison import compare
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS, prevalence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from comments.reporting.provenance import Provenance
    from comments.study.comparison import Against
    from comments.study.prevalence import Prevalence

FEW_COLUMNS = (("column_number", 7), ("column_article", 58), ("column_scored", 12))
PAIRED = 4
"""Outlets that are compared each with each other; of more, each with all the rest."""

FEW_TITLE = 38  # em: two lines in its column


def write_comparison(
    articles: pd.DataFrame, comments: pd.DataFrame, provenance: Provenance, path: Path
) -> None:
    """Write the report on all `articles` (`article_schema`) and their scored `comments` as PDF.

    Equal input gives equal bytes. The report names no commenter and quotes no comment.
    """
    found = prevalence(comments)
    groups = article_groups(articles, comments)
    commented = [group for group in groups if group.found.comments]
    behind: dict[str, int] = {}
    with style():
        parts = list(_parts(articles, comments, found, commented, behind)) if commented else []
    title = say("comparison_title", n=len(articles))
    quote = quotable("quote_all", found, provenance) if commented else None
    cite = citation(provenance)
    data = {
        "title": title,
        "author": say("author", version=provenance.package_version),
        "keywords": say("keywords"),
        "footer": footer(provenance),
        "kicker": say("comparison_kicker"),
        "heading": outside(title),
        "line": _line(articles, comments, found),
        "counts": _counts(articles, comments, commented, provenance),
        "summary": _summary(comments, found, commented) if commented else [say("comparison_none")],
        "parts": parts,
        "lists": [*_without_comments(articles, groups), *_failures(provenance)],
        "end": [[caveats(quote)], [methods(), cite]] if commented else [[cite]],
        "facts": facts(provenance, [], behind),
    }
    write_document("comparison", data, path)


def _parts(
    articles: pd.DataFrame,
    comments: pd.DataFrame,
    found: Prevalence,
    commented: Sequence[Group],
    behind: dict[str, int],
) -> Iterator[dict[str, Any]]:
    yield shares_part(found, behind)
    yield from _outlets(articles, comments, found, behind)
    everything = Group("", "", say("all_comments"), found)
    sayable = by_hostility(commented)
    n = sum(group.scored for group in sayable)
    if sayable:
        yield from continued(
            article_tables([group for group in commented if group.is_sayable]),
            caption(behind, "figure_articles", n),
            say("levels_note"),
        )
        yield from continued(
            panel_tables([everything, *sayable]),
            caption(behind, "figure_by_article", n),
            say("panels_note"),
        )
    yield from _few_articles([group for group in commented if not group.is_sayable])
    yield details_part(found, behind)
    yield from movement_parts(comments, found, behind)
    yield from repeat_parts(comments)


def _outlets(
    articles: pd.DataFrame, comments: pd.DataFrame, found: Prevalence, behind: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """The outlets side by side, where two have comments."""
    commented = articles[articles["article_id"].isin(comments["article_id"])]
    outlets = commented["outlet"].dropna().nunique()
    if outlets > 1:
        against: Against = "each other" if outlets <= PAIRED else "the rest"
        yield from between_parts(
            compare(comments, articles, "outlet", against=against), found, behind
        )


def _few_articles(groups: Sequence[Group]) -> Iterator[dict[str, Any]]:
    """Articles whose shares cannot be stated, two in a line."""
    cells: list[list[str | Words]] = [
        [group.number, outside(shortened(group.label, FEW_TITLE)), f"{group.scored:,}"]
        for group in groups
    ]
    cells += [["", "", ""]] * (len(cells) % 2)
    rows = [left + right for left, right in zip(cells[::2], cells[1::2], strict=True)]
    columns = 2 * FEW_COLUMNS
    yield from listing(
        rows, "few_heading", columns, say("few_text", fewest=FEWEST, authors=FEWEST_AUTHORS)
    )


def _line(articles: pd.DataFrame, comments: pd.DataFrame, found: Prevalence) -> list[Words]:
    commented = articles["article_id"].isin(comments["article_id"])
    outlets = articles.loc[commented, "outlet"].dropna().nunique()
    texts = [
        say("comparison_comments", n=found.comments),
        *([say("comparison_removed", n=found.removed)] if found.removed else []),
        *([say("comparison_outlets", n=outlets)] if outlets else []),
    ]
    return [outside(text) for text in texts]


def _counts(
    articles: pd.DataFrame,
    comments: pd.DataFrame,
    commented: Sequence[Group],
    provenance: Provenance,
) -> list[dict[str, str]]:
    written = comments[comments["removal"].isna()]
    removed = len(comments) - len(written)
    numbers = {
        "count_sources": provenance.sources,
        "count_failed": len(provenance.failures),
        "count_articles": len(articles),
        "count_commented": len(commented),
        "found": len(written),
        **({"removed_count": removed} if removed else {}),
        "scored": int(written["sentiment"].notna().sum()),
        "repeats": int(written["duplicate_of"].notna().sum()),
    }
    return [{"name": say(key), "value": f"{number:,}"} for key, number in numbers.items()]


def _summary(comments: pd.DataFrame, found: Prevalence, commented: Sequence[Group]) -> list[str]:
    few = sum(not group.is_sayable for group in commented)
    pooled = sum(group.scored > 0 for group in commented)
    notes = [
        say("comparison_pooled"),
        *(
            [say("these_articles", n=pooled, fewest=FEWEST_ARTICLES)]
            if 1 < pooled < FEWEST_ARTICLES
            else []
        ),
        *([say("few_articles", n=few, fewest=FEWEST, authors=FEWEST_AUTHORS)] if few else []),
        *removed_note(comments),
        *(
            [say("abstained", n=found.sentiment[0].abstained)]
            if found.sentiment[0].abstained
            else []
        ),
    ]
    return [*summary(found), " ".join(notes)]


def _without_comments(articles: pd.DataFrame, groups: Sequence[Group]) -> list[dict[str, Any]]:
    rows: list[list[str | Words]] = []
    for group, article in zip(groups, articles.to_dict("records"), strict=True):
        if not group.found.comments:
            declared = declared_number(article["declared_comments"])
            stated = say("not_declared") if declared is None else f"{declared:,}"
            name = outside(shortened(drawable(group.name), 70))
            rows.append([group.number, name, stated, address(str(article["source"]))])
    return listing(
        rows,
        "empty_articles",
        (
            *(("column_number", 8), ("column_article", 84)),
            *(("column_declared", 16), ("column_source", 56)),
        ),
        say("empty_articles_text"),
    )


def _failures(provenance: Provenance) -> list[dict[str, Any]]:
    rows: list[list[str | Words]] = [
        [address(failure.source), outside(failure.reason), outside(failure.remedy)]
        for failure in provenance.failures
    ]
    columns = (("column_source", 56), ("column_reason", 55), ("column_remedy", 55))
    return listing(rows, "failures", columns)
