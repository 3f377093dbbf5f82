"""The documents of a run: one PDF an article, the comparison, its charts, the explorer."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from comments.reporting.provenance import Provenance
from comments.reporting.settings import DocumentSettings
from comments.running.drawing import Job, draw, workers_for
from comments.running.evidence import evidence_of
from comments.running.folder import RunFolder
from comments.running.progress import Progress
from comments.running.query import article_frame, articles_of, sample, study_frame
from comments.running.repeats import repeats_in
from comments.running.results import Results
from comments.running.rows import by_article

if TYPE_CHECKING:
    import pyarrow as pa

EXPLORED = 50_000
"""Comments on the explorer's page; of more, a sample: a browser holds no millions, nor does an e-mail."""

SEED = 1
"""Of that sample."""

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
    return frozenset(f"{stem}.pdf" for stem in report_names(results.index).values())


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
    names = report_names(results.index).values()
    files = [folder.comparison, folder.explorer, *map(folder.article_report, names)]
    return all(file.exists() for file in (*files, *(folder.charts / name for name in charts)))


def write_reports(
    folder: RunFolder,
    results: Results,
    provenance: Provenance,
    settings: DocumentSettings,
    due: Collection[str],
    progress: Progress,
) -> list[str]:
    """Write the reports of the articles in `due` (ids), the comparison, the explorer and the charts, whose file names are returned.

    A report that cannot be drawn is told of as a failure, and the others are drawn.
    """
    from comments.reporting import find, write_charts, write_comparison
    from comments.reporting.explorer import write_explorer

    names = report_names(results.index)
    jobs = (
        Job(row, own, folder.article_report(names[row["article_id"]]))
        for row, own in by_article(folder, due)
    )
    with progress.stage("Reporting", len(due) + 2, "documents") as stage:
        for drawn in draw(jobs, provenance, settings, workers_for(len(due))):
            if drawn.error is not None:
                progress.fail(drawn.error)
            stage.advance()
        repeats, nearly = repeats_in(folder)
        articles = article_frame(folder)
        articles["source"] = articles["source"].map(provenance.place)
        found = find(
            articles,
            study_frame(folder, [settings.by]),
            settings.by,
            repeats,
            only_equal=not nearly,
        )
        write_comparison(found, provenance, folder.comparison, settings)
        charts = write_charts(found, provenance, folder.charts, settings)
        stage.advance()
        shown = sample(folder, EXPLORED, SEED)
        write_explorer(
            articles_of(folder, shown),
            shown,
            provenance,
            folder.explorer,
            evidence_of(folder, frozenset(shown["comment_id"].to_pylist())),
            sampled_from=sum(results.index["found_comments"].to_pylist()),
        )
        stage.advance()
    return sorted(file.name for file in charts)


def due_reports(folder: RunFolder, old: Results | None, new: Results) -> frozenset[str]:
    """Ids of the articles in `new` whose reports are missing, or are of other content or name."""
    before = {} if old is None else report_names(old.index)
    names = report_names(new.index)
    elsewhere = {
        i
        for i in names
        if before.get(i) != names[i] or not folder.article_report(names[i]).exists()
    }
    return frozenset(elsewhere if old is None else elsewhere | new.changed)
