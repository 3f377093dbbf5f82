"""The report on a whole run: its articles and outlets side by side, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.charts import Row, level_strip, share_strip, style
from comments.reporting.document import Words, address, outside, write_document
from comments.reporting.fonts import drawable, isolated, shortened
from comments.reporting.groups import PANELS, Group, article_groups, by_hostility, outlet_groups
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
from comments.reporting.tables import chart_column, lines, share_words
from comments.reporting.wording import say
from comments.study.prevalence import FEWEST, prevalence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from comments.reporting.provenance import Provenance
    from comments.study.prevalence import Prevalence, Share

PAGE = 215.0  # millimetres of table lines on a page, beside its header, axis, caption and note

DETAIL = 15  # em of an outlet or date under an article's title
ARTICLES_COLUMNS = (8, 56, 12, 38, 28, 28)
PANELS_COLUMNS = (7, 53, 12, 98)
"""Widths in millimetres; the label's column is the second."""


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
    total = max(share.n for share in found.all_shares)
    yield from _paged(
        commented,
        _article_table,
        caption(behind, "figure_articles", total),
        say("levels_note"),
        line=2,
    )
    everything = Group("", "", say("all_comments"), found)
    outlets = [group for group in outlet_groups(articles, comments) if group.found.comments]
    for key, groups in (("figure_by_article", commented), ("figure_by_outlet", outlets)):
        shown = by_hostility(groups)
        if not shown or (key == "figure_by_outlet" and len(groups) == 1):
            continue
        few = [group for group in groups if not group.is_sayable]
        yield from _paged(
            [everything, *shown],
            _panel_table,
            caption(behind, key, sum(group.scored for group in shown)),
            " ".join([say("panels_note"), *_few(few)]),
            line=1,
        )
    yield details_part(found, behind)


def _paged(
    groups: Sequence[Group],
    table: Callable[[Sequence[Group]], dict[str, Any]],
    label: dict[str, str],
    note: str,
    line: int,
) -> Iterator[dict[str, Any]]:
    """A table in pieces that each fit a page, the note under the last."""
    rows = int(PAGE / Row("", lines=line, shares=groups[0].shares).height)
    for start in range(0, len(groups), rows):
        last = start + rows >= len(groups)
        again = {**label, "label": say("continued", figure=label["label"].rstrip(".")) + "."}
        yield {
            "kind": "table",
            "caption": again if start else label,
            "note": note if last else None,
            "table": table(groups[start : start + rows]),
        }


def _article_table(groups: Sequence[Group]) -> dict[str, Any]:
    """Articles with bars of their hostility levels and two shares in numbers."""
    rows = [Row(group.name, group.found.hostility, lines=2) for group in groups]
    cells = []
    for group in groups:
        negative, _, hostile, _ = group.shares
        numbers = (
            [_interval_words(negative), _interval_words(hostile)]
            if group.is_sayable
            else [say("too_few"), ""]
        )
        under = [outside(shortened(drawable(text), DETAIL)) for text in group.details]
        name = {"name": _label(group.name, ARTICLES_COLUMNS[1]), "under": under}
        cells.append([group.number, name, f"{group.scored:,}", *numbers])
    return {
        "columns": ARTICLES_COLUMNS,
        "right": [2, 4, 5],
        "strip": 3,
        "header": [
            *(say("column_number"), say("column_article"), say("column_scored")),
            *(say("column_levels"), say("column_negative"), say("column_hostile")),
        ],
        **lines(rows, cells),
        **chart_column(
            level_strip(rows, ARTICLES_COLUMNS[3]), ARTICLES_COLUMNS[3], say("levels_alt")
        ),
    }


def _panel_table(groups: Sequence[Group]) -> dict[str, Any]:
    """Groups with four shares each in panels side by side."""
    rows = [Row(group.name, group.shares) for group in groups]
    label, wide = PANELS_COLUMNS[1], PANELS_COLUMNS[3]
    cells = [[group.number, _label(group.name, label), f"{group.scored:,}"] for group in groups]
    return {
        "columns": PANELS_COLUMNS,
        "right": [2],
        "strip": 3,
        "header": ["", "", say("column_scored"), [say(key) for key in PANELS]],
        **lines(rows, cells),
        **chart_column(share_strip(rows, wide), wide, say("shares_alt")),
    }


def _interval_words(share: Share) -> str:
    words, ends = share_words(share)
    return say("share_interval", share=words, interval=ends.removesuffix("%"))


def _label(name: str, width: float) -> Words:
    """A name cut to a column of `width` millimetres; an em of the table's 8 pt is 2.82 mm."""
    return outside(shortened(drawable(name), width / 2.82 - 0.4))


def _few(groups: Sequence[Group]) -> list[str]:
    if not groups:
        return []
    names = ", ".join(
        say("panels_few_item", name=group.number or isolated(group.name), n=group.scored)
        for group in groups
    )
    return [say("panels_few", names=names)]


def _line(articles: pd.DataFrame, comments: pd.DataFrame) -> list[Words]:
    outlets = articles["outlet"].dropna().nunique()
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
        {"column_number": 8, "column_article": 84, "column_declared": 16, "column_source": 56},
        say("empty_articles_text"),
    )


def _failures(provenance: Provenance) -> list[dict[str, Any]]:
    rows: list[list[str | Words]] = [
        [address(failure.source), outside(failure.reason), outside(failure.remedy)]
        for failure in provenance.failures
    ]
    return _list(rows, "failures", {"column_source": 56, "column_reason": 55, "column_remedy": 55})


def _list(
    rows: list[list[str | Words]],
    heading: str,
    columns: dict[str, int],
    text: str | None = None,
) -> list[dict[str, Any]]:
    """A plain table under a heading; nothing where it has no rows."""
    if not rows:
        return []
    return [
        {
            "heading": say(heading),
            "text": text,
            "columns": list(columns.values()),
            "header": [say(key) for key in columns],
            "right": [],
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
