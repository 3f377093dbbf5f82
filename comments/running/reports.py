"""The documents of a run: one PDF an article, the comparison, its charts, the explorer."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from comments.reporting.provenance import Provenance
from comments.running.folder import RunFolder
from comments.running.progress import Progress
from comments.running.results import Results, changed_ids

if TYPE_CHECKING:
    import pyarrow as pa

MAX_STEM = 120
"""Bytes of a report's name: file systems allow 255, of which ids and temporary endings need some."""


def report_names(articles: pa.Table) -> dict[str, str]:
    """File names, without ending, of the article reports, by article id: each from its source.

    Two sources of one name in different folders, or in different case, get the id behind it.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for article_id, source in zip(
        articles["article_id"].to_pylist(), articles["source"].to_pylist(), strict=True
    ):
        stem = _stem(source)
        if stem.casefold() in taken:
            stem = f"{stem}-{article_id}"
        taken.add(stem.casefold())
        stems[article_id] = stem
    return stems


def file_names(results: Results) -> frozenset[str]:
    """Names of the article reports of these results in their folder."""
    return frozenset(f"{stem}.pdf" for stem in report_names(results.articles).values())


def delete(folder: RunFolder, names: Collection[str]) -> None:
    """Delete reports of articles that are no longer in the run."""
    for name in names:
        (folder.articles / name).unlink(missing_ok=True)


def drop_comparisons(folder: RunFolder, progress: Progress) -> None:
    """Delete what `comments compare` made of the former tables: it would contradict the new ones."""
    stale = sorted(folder.comparisons.glob("*"))
    for file in stale:
        file.unlink()
    if stale:
        progress.say(
            f"Removed   {len(stale):,} files of `comments compare`: they were of other tables"
        )


def _stem(source: str) -> str:
    plain = re.sub(r"[^\w.-]+", "-", PurePosixPath(source).stem).strip(".-")
    return plain.encode("utf-8")[:MAX_STEM].decode("utf-8", "ignore") or "article"


def are_whole(folder: RunFolder, results: Results, charts: Collection[str]) -> bool:
    """Whether every document of these results is there, and each of the `charts` (file names)."""
    names = report_names(results.articles).values()
    files = [folder.comparison, folder.explorer, *map(folder.article_report, names)]
    return all(file.exists() for file in (*files, *(folder.charts / name for name in charts)))


def write_reports(
    folder: RunFolder,
    results: Results,
    provenance: Provenance,
    due: Collection[str],
    progress: Progress,
) -> list[str]:
    """Write the reports of the articles in `due` (ids), the comparison, the explorer and the charts, whose file names are returned."""
    from comments.reporting import write_article_report, write_charts, write_comparison
    from comments.reporting.explorer import write_explorer

    articles, comments = results.articles.to_pandas(), results.comments.to_pandas()
    names = report_names(results.articles)
    by_article = dict(tuple(comments.groupby("article_id", sort=False)))
    nothing = comments.iloc[:0]
    rows = articles.set_index("article_id", drop=False)
    # An article's report rests on its own page, whatever else the run holds.
    alone = replace(provenance, sources=1, failures=())
    with progress.stage("Reporting", len(due) + 2, "documents") as stage:
        for article_id in (i for i in names if i in due):
            write_article_report(
                rows.loc[article_id],
                by_article.get(article_id, nothing),
                alone,
                folder.article_report(names[article_id]),
            )
            stage.advance()
        write_comparison(articles, comments, provenance, folder.comparison)
        charts = write_charts(articles, comments, provenance, folder.charts)
        stage.advance()
        write_explorer(results.articles, results.comments, provenance, folder.explorer)
        stage.advance()
    return sorted(file.name for file in charts)


def due_reports(folder: RunFolder, old: Results | None, new: Results) -> frozenset[str]:
    """Ids of the articles in `new` whose reports are missing, or are of other content or name."""
    before = {} if old is None else report_names(old.articles)
    names = report_names(new.articles)
    elsewhere = {
        i
        for i in names
        if before.get(i) != names[i] or not folder.article_report(names[i]).exists()
    }
    return changed_ids(old, new) | elsewhere
