"""The report on a whole run: its articles and outlets side by side, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.charts import style
from comments.reporting.document import Words, address, outside, write_document
from comments.reporting.fonts import drawable, isolated, shortened
from comments.reporting.group_tables import article_tables, panel_tables
from comments.reporting.groups import Group, article_groups, by_hostility, outlet_groups
from comments.reporting.sections import (
    caption,
    caveats,
    declared_number,
    details_part,
    facts,
    footer,
    methods,
    quotable,
    shares_part,
    summary,
)
from comments.reporting.wording import say
from comments.study.prevalence import FEWEST, prevalence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from comments.reporting.provenance import Provenance
    from comments.study.prevalence import Prevalence

FEW_COLUMNS = (("column_number", 7), ("column_article", 58), ("column_scored", 12))
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
    cite = _citation(provenance)
    data = {
        "title": title,
        "author": say("author", version=provenance.package_version),
        "keywords": say("keywords"),
        "footer": footer(provenance),
        "kicker": say("comparison_kicker"),
        "heading": outside(title),
        "line": _line(articles, comments),
        "counts": _counts(articles, comments, commented, provenance),
        "summary": _summary(found, commented) if commented else [say("comparison_none")],
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
    everything = Group("", "", say("all_comments"), found)
    yield from _outlets(articles, comments, everything, behind)
    sayable = by_hostility(commented)
    n = sum(group.scored for group in sayable)
    if sayable:
        yield from _continued(
            article_tables([group for group in commented if group.is_sayable]),
            caption(behind, "figure_articles", n),
            say("levels_note"),
        )
        yield from _continued(
            panel_tables([everything, *sayable]),
            caption(behind, "figure_by_article", n),
            say("panels_note"),
        )
    yield from _few_articles([group for group in commented if not group.is_sayable])
    yield details_part(found, behind)


def _outlets(
    articles: pd.DataFrame, comments: pd.DataFrame, everything: Group, behind: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """The figure of outlets, if there are two with comments and one of enough."""
    groups = [group for group in outlet_groups(articles, comments) if group.found.comments]
    shown = by_hostility(groups)
    if not shown or len(groups) == 1:
        return
    few = ", ".join(
        say("panels_few_item", name=isolated(group.name), n=group.scored)
        for group in groups
        if not group.is_sayable
    )
    unknown = everything.found.comments - sum(group.found.comments for group in groups)
    notes = [
        say("panels_note"),
        *([say("panels_few", names=few)] if few else []),
        *([say("outlet_unknown", n=unknown)] if unknown else []),
    ]
    yield from _continued(
        panel_tables([everything, *shown]),
        caption(behind, "figure_by_outlet", sum(group.scored for group in shown)),
        " ".join(notes),
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
    yield from _list(rows, "few_heading", columns, say("few_text", fewest=FEWEST))


def _continued(
    tables: Iterable[dict[str, Any]], label: dict[str, str], note: str
) -> Iterator[dict[str, Any]]:
    """A figure in pieces that each fit a page, the note under the last."""
    again = {**label, "label": say("continued", figure=label["label"].rstrip(".")) + "."}
    pieces = list(tables)
    for number, table in enumerate(pieces, start=1):
        yield {
            "kind": "table",
            "caption": label if number == 1 else again,
            "note": note if number == len(pieces) else None,
            "table": table,
        }


def _line(articles: pd.DataFrame, comments: pd.DataFrame) -> list[Words]:
    commented = articles["article_id"].isin(comments["article_id"])
    outlets = articles.loc[commented, "outlet"].dropna().nunique()
    texts = [
        say("comparison_comments", n=len(comments)),
        *([say("comparison_outlets", n=outlets)] if outlets else []),
    ]
    return [outside(text) for text in texts]


def _counts(
    articles: pd.DataFrame,
    comments: pd.DataFrame,
    commented: Sequence[Group],
    provenance: Provenance,
) -> list[dict[str, str]]:
    numbers = {
        "count_sources": provenance.sources,
        "count_failed": len(provenance.failures),
        "count_articles": len(articles),
        "count_commented": len(commented),
        "found": len(comments),
        "scored": int(comments["sentiment"].notna().sum()),
        "repeats": int(comments["duplicate_of"].notna().sum()),
    }
    return [{"name": say(key), "value": f"{number:,}"} for key, number in numbers.items()]


def _summary(found: Prevalence, commented: Sequence[Group]) -> list[str]:
    few = sum(not group.is_sayable for group in commented)
    notes = [
        say("comparison_pooled"),
        *([say("few_articles", n=few, fewest=FEWEST)] if few else []),
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
    return _list(
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
    return _list(rows, "failures", columns)


def _list(
    rows: list[list[str | Words]],
    heading: str,
    columns: Sequence[tuple[str, int]],
    text: str | None = None,
) -> list[dict[str, Any]]:
    """A plain table under a heading; nothing where it has no rows.

    `columns` are keys of the catalogue with widths in millimetres.
    """
    if not rows:
        return []
    return [
        {
            "kind": "list",
            "heading": say(heading),
            "text": text,
            "columns": [width for _, width in columns],
            "header": [say(key) for key, _ in columns],
            "rows": rows,
        }
    ]


def _citation(provenance: Provenance) -> dict[str, Any]:
    software = say(
        "cite_software",
        version=provenance.package_version,
        model=isolated(provenance.model_name),
        digest=provenance.model_digest,
    )
    return {"heading": say("cite"), "text": [software, say("cite_figures")]}
