"""The report on a whole run: its articles and outlets side by side, as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.between import between_parts
from comments.reporting.charts import style, svg
from comments.reporting.document import Words, ours, write_document
from comments.reporting.group_tables import article_tables, panel_tables
from comments.reporting.groups import Group, by_hostility, ends
from comments.reporting.headline import drift_table
from comments.reporting.heat import heat_tables
from comments.reporting.lists import failures, few_articles, without_comments
from comments.reporting.methods_paragraph import methods_paragraph
from comments.reporting.movement import movement_parts, repeat_parts
from comments.reporting.over_time import drawn_groups, mixes_samples, timeline_figure
from comments.reporting.sections import (
    abstained_note,
    caption,
    caveats,
    citation,
    column_name,
    continued,
    details_part,
    facts,
    footer,
    methods,
    quotable,
    removed_note,
    shares_part,
    summary,
)
from comments.reporting.settings import DEFAULTS, DocumentSettings
from comments.reporting.wording import number, say, speaking
from comments.study.clusters import FEWEST_ARTICLES
from comments.study.headline import CHANGE, PARTS
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd

    from comments.reporting.findings import Findings
    from comments.reporting.provenance import Provenance
    from comments.study.prevalence import Prevalence


def write_comparison(
    findings: Findings,
    provenance: Provenance,
    path: Path,
    settings: DocumentSettings = DEFAULTS,
) -> None:
    """Write the report on what `findings.find` found in a whole run as PDF.

    Equal input gives equal bytes. The report names no commenter and quotes no comment.
    """
    with speaking(settings.language):
        data = _data(findings, provenance)
        write_document("comparison", data, path, settings)


def _data(findings: Findings, provenance: Provenance) -> dict[str, Any]:
    articles, comments, found = findings.articles, findings.comments, findings.found
    groups = findings.by_article
    commented = [group for group in groups if group.found.comments]
    behind: dict[str, int] = {}
    with style():
        parts = list(_parts(findings, commented, behind)) if commented else []
    title = say("comparison_title", n=len(articles))
    quote = quotable("quote_all", found, provenance) if commented else None
    cite = citation(provenance)
    return {
        "title": title,
        "author": say("author", version=provenance.package_version),
        "keywords": say("keywords"),
        "footer": footer(provenance),
        "kicker": say("comparison_kicker"),
        "heading": ours(title),
        "line": _line(articles, comments, found),
        "counts": _counts(articles, comments, commented, provenance),
        "summary": _summary(comments, found, commented, provenance)
        if commented
        else [say("comparison_none")],
        "parts": parts,
        "lists": [*without_comments(articles, groups), *failures(provenance)],
        "end": [[caveats(quote)], [_methods(findings, provenance), cite]]
        if commented
        else [[cite]],
        "facts": facts(provenance, [], behind),
    }


def _methods(findings: Findings, provenance: Provenance) -> dict[str, Any]:
    """How the figures came about, with a paragraph to paste into a paper."""
    general = methods(provenance)
    return general | {"text": [*general["text"], methods_paragraph(findings, provenance)]}


def _parts(
    findings: Findings, commented: Sequence[Group], behind: dict[str, int]
) -> Iterator[dict[str, Any]]:
    found = findings.found
    yield shares_part(found, behind)
    if len(findings.groups) > 1:
        yield from between_parts(findings.comparison, found, behind)
        yield from _heat_parts(findings, behind)
    yield from _time_part(findings, behind)
    yield from movement_parts(findings, behind)
    yield from _drift_part(findings, behind)
    yield details_part(found, behind)
    everything = Group("", "", say("all_comments"), found)
    sayable = by_hostility(commented)
    drawn = ends(sayable)
    n = sum(group.scored for group in sayable)
    more = (
        [say("articles_ends", n=len(sayable), half=len(drawn) // 2)]
        if len(drawn) < len(sayable)
        else []
    )
    own = [say("panels_article")] if everything.is_sample else []
    if sayable:
        keys = {group.key for group in drawn}
        yield from continued(
            article_tables([group for group in commented if group.key in keys]),
            caption(behind, "figure_articles", n),
            " ".join([say("levels_note"), *more]),
        )
        yield from continued(
            panel_tables([everything, *drawn]),
            caption(behind, "figure_by_article", everything.scored),
            " ".join([say("panels_note"), *own, *more]),
        )
    yield from few_articles([group for group in commented if not group.is_sayable])
    yield from repeat_parts(findings)


def _heat_parts(findings: Findings, behind: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The map of all measures in all groups, where one of them has enough comments."""
    groups = findings.groups
    if any(group.is_sayable for group in groups):
        label = caption(
            behind,
            "figure_heat",
            sum(group.scored for group in groups),
            by=column_name(findings.by),
        )
        key = {"key_name": say("heat_key")}
        tables = [table | key for table in heat_tables(findings.found, groups)]
        for part in continued(tables, label, say("heat_note")):
            yield part | {"kind": "heat"}


def _time_part(findings: Findings, behind: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Shares over time, where there are two periods to say something of."""
    found = findings.over_time
    figure = None if found is None else timeline_figure(found)
    if found is None or figure is None:
        return
    length = say(f"length.{found.length}")
    drawn = drawn_groups(found)
    more = len(found.groups) - len(drawn)
    notes = [
        say("time_note"),
        *([say("time_usual")] if drawn else []),
        *([say("time_these", fewest=FEWEST_ARTICLES)] if mixes_samples(found) else []),
        *([say("time_more", n=more)] if more else []),
        *([say("time_outside", n=found.outside, length=length)] if found.outside else []),
    ]
    yield {
        "kind": "picture",
        "caption": caption(
            behind,
            "figure_time" if drawn else "figure_time_all",
            sum(shares.comments for shares in found.whole.values()),
            by=column_name(findings.by),
            length=length,
            moment=say(f"moment.{found.moment}"),
        ),
        "note": " ".join(notes),
        "svg": svg(figure),
        "alt": say("time_alt", length=length),
    }


def _drift_part(findings: Findings, behind: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The drift from the headlines, where they were scored and articles are enough."""
    table = drift_table(findings.headline)
    if table is not None:
        n = findings.found.comments
        changes = any(drift.part == CHANGE for drift in findings.headline)
        yield {
            "kind": "table",
            "caption": caption(behind, "figure_drift", n),
            "note": " ".join(
                [say("drift_note", parts=PARTS), *([say("drift_change_note")] if changes else [])]
            ),
            "table": table,
        }


def _line(articles: pd.DataFrame, comments: pd.DataFrame, found: Prevalence) -> list[Words]:
    commented = articles["article_id"].isin(comments["article_id"])
    outlets = articles.loc[commented, "outlet"].dropna().nunique()
    texts = [
        say("comparison_comments", n=found.comments),
        *([say("comparison_removed", n=found.removed)] if found.removed else []),
        *([say("comparison_outlets", n=outlets)] if outlets else []),
    ]
    return [ours(text) for text in texts]


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
    return [{"name": say(key), "value": number(value)} for key, value in numbers.items()]


def _summary(
    comments: pd.DataFrame, found: Prevalence, commented: Sequence[Group], provenance: Provenance
) -> list[str]:
    few = sum(not group.is_sayable for group in commented)
    pooled = sum(group.scored > 0 for group in commented)
    notes = [
        *([say("comparison_pooled")] if pooled > 1 else []),
        *(
            [say("these_articles", n=pooled, fewest=FEWEST_ARTICLES)]
            if 1 < pooled < FEWEST_ARTICLES
            else []
        ),
        *([say("few_articles", n=few, fewest=FEWEST, authors=FEWEST_AUTHORS)] if few else []),
        *removed_note(comments),
        *abstained_note(found, provenance.outside),
    ]
    return [*summary(found), " ".join(notes)]
