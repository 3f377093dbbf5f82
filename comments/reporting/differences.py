"""One comparison by itself: its tables for R, its chart, and a document of a page or two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from comments.reporting.between import between_parts, confound_list
from comments.reporting.charts import style
from comments.reporting.document import outside, write_document
from comments.reporting.export import origin, write_chart
from comments.reporting.gaps import gap_figure
from comments.reporting.sections import caveats, citation, column_name, facts, footer, methods
from comments.reporting.settings import DEFAULTS, DocumentSettings
from comments.reporting.wording import say, speaking
from comments.study.comparison import comparison_frame, confound_frame
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS, prevalence

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from comments.reporting.provenance import Provenance
    from comments.study.comparison import Comparison
    from comments.study.prevalence import Scored


def write_differences(
    comparison: Comparison,
    comments: pd.DataFrame | Scored,
    provenance: Provenance,
    folder: Path,
    settings: DocumentSettings = DEFAULTS,
) -> list[Path]:
    """Write `comparison`, made of the scored `comments`, into `folder`: the files written.

    `comparison-by-X.csv` (`comparison_frame`) and `confounds-by-X.csv` (`confound_frame`), the
    differences as SVG and PNG where there are any, and the whole as PDF. Equal input gives equal
    bytes; the CSV tables of a comparison without differences have their heading alone.
    """
    name = "-".join([f"by-{comparison.by}", *(f"within-{column}" for column in comparison.matched)])
    name = re.sub(r"[^\w.-]+", "-", name)
    stem = folder / f"comparison-{name}"
    document = stem.with_name(f"{stem.name}.pdf")
    source = origin(provenance)
    for suffix in (".svg", ".png"):  # of an earlier comparison that had differences
        stem.with_name(stem.name + suffix).unlink(missing_ok=True)
    with speaking(settings.language), style():
        written = [
            *write_chart(stem, gap_figure(comparison), [comparison_frame(comparison)], source),
            *write_chart(folder / f"confounds-{name}", None, [confound_frame(comparison)], source),
        ]
        _write_document(comparison, comments, provenance, document, settings)
    return [*written, document]


def _write_document(
    comparison: Comparison,
    comments: pd.DataFrame | Scored,
    provenance: Provenance,
    path: Path,
    settings: DocumentSettings,
) -> None:
    title = say("differences_title", by=column_name(comparison.by))
    behind: dict[str, int] = {}
    found = prevalence(comments)
    parts = list(between_parts(comparison, found, behind))
    if not parts:
        parts = confound_list(list(comparison.confounds.values()))
    few = say("differences_none", fewest=FEWEST, authors=FEWEST_AUTHORS)
    data = {
        "title": title,
        "author": say("author", version=provenance.package_version),
        "keywords": say("keywords"),
        "footer": footer(provenance),
        "kicker": say("differences_kicker"),
        "heading": outside(title),
        "line": [outside(say("comparison_comments", n=found.comments))],
        "counts": [],
        "summary": [] if comparison.contrasts else [few],
        "parts": parts,
        "lists": [],
        "end": [[caveats(None)], [methods(provenance), citation(provenance)]],
        "facts": facts(provenance, [], behind),
    }
    write_document("comparison", data, path, settings)
