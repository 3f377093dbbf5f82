"""The documents of a run: one PDF an article, the comparison, the charts."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from comments.reporting.provenance import Provenance
from comments.running.folder import RunFolder
from comments.running.progress import Progress
from comments.running.results import Results

if TYPE_CHECKING:
    import pyarrow as pa

MAX_STEM = 80


def report_names(articles: pa.Table) -> dict[str, str]:
    """File names, without ending, of the article reports, by article id: each from its source.

    Two sources of one name in different folders, or in different case, get the id behind it.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for article_id, source in zip(
        articles["article_id"].to_pylist(), articles["source"].to_pylist(), strict=True
    ):
        stem = (
            re.sub(r"[^\w.-]+", "-", PurePosixPath(source).stem).strip(".-")[:MAX_STEM] or "article"
        )
        if stem.casefold() in taken:
            stem = f"{stem}-{article_id}"
        taken.add(stem.casefold())
        stems[article_id] = stem
    return stems


def are_whole(folder: RunFolder, results: Results) -> bool:
    """Whether every document of these results is there."""
    names = report_names(results.articles).values()
    return folder.comparison.exists() and all(folder.article_report(n).exists() for n in names)


def write_reports(
    folder: RunFolder,
    results: Results,
    provenance: Provenance,
    stale: Collection[str],
    progress: Progress,
) -> None:
    """Write the reports of the articles in `stale` (ids) and those that are missing, and the comparison.

    Reports of articles that are no longer in the run are deleted.
    """
    from comments.reporting import write_article_report, write_charts, write_comparison

    articles, comments = results.articles.to_pandas(), results.comments.to_pandas()
    names = report_names(results.articles)
    _delete_others(folder, names)
    due = [i for i in names if i in stale or not folder.article_report(names[i]).exists()]
    by_article = dict(tuple(comments.groupby("article_id", sort=False)))
    nothing = comments.iloc[:0]
    rows = articles.set_index("article_id", drop=False)
    with progress.stage("Reporting", len(due) + 1, "documents") as stage:
        for article_id in due:
            write_article_report(
                rows.loc[article_id],
                by_article.get(article_id, nothing),
                provenance,
                folder.article_report(names[article_id]),
            )
            stage.advance()
        write_comparison(articles, comments, provenance, folder.comparison)
        write_charts(articles, comments, provenance, folder.path / "charts")
        stage.advance()


def _delete_others(folder: RunFolder, names: Mapping[str, str]) -> None:
    kept = {folder.article_report(name) for name in names.values()}
    for file in folder.article_report("*").parent.glob("*.pdf"):
        if file not in kept:
            file.unlink()
