"""The charts by themselves: each as SVG and PNG, with the numbers behind it as CSV."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from comments.durable import write_atomically
from comments.reporting.charts import Row, labelled, style, svg
from comments.reporting.fonts import shortened
from comments.reporting.groups import PANELS, article_groups, by_hostility, outlet_groups
from comments.reporting.tables import class_rows, detail_rows
from comments.reporting.wording import say
from comments.spreadsheet import to_csv
from comments.study.prevalence import prevalence, share_frame

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd
    from matplotlib.figure import Figure

    from comments.reporting.groups import Group
    from comments.reporting.provenance import Provenance

LABEL = 20  # em of a group's name beside a chart
DETAILS = ("hostility_types", "hostility_target", "frames", "groups")


def write_charts(
    articles: pd.DataFrame, comments: pd.DataFrame, provenance: Provenance, folder: Path
) -> list[Path]:
    """Write the charts of a whole run into `folder`: the files written.

    Each picture holds its provenance in its metadata. `shares` and `details` are of all comments;
    `articles` and `outlets` compare those that have enough comments, and an article whose outlet
    is not known is in no outlet. A chart with nothing to show is not written, its CSV is.
    """
    found = prevalence(comments)
    table = share_frame({say("all_comments"): found})
    of_details = table["measure"].isin(DETAILS)
    by_article = article_groups(articles, comments)
    by_outlet = outlet_groups(articles, comments)
    source = origin(provenance)
    with style():
        return [
            *write_chart(folder / "shares", _single(class_rows(found)), table[~of_details], source),
            *write_chart(
                folder / "details", _single(detail_rows(found)), table[of_details], source
            ),
            *write_chart(
                folder / "articles", _compared(by_article), _group_table(by_article), source
            ),
            *write_chart(folder / "outlets", _compared(by_outlet), _group_table(by_outlet), source),
        ]


def _single(rows: Sequence[Row]) -> Figure | None:
    """Rows of one share each, the count in the label."""
    shown = [
        Row(
            f"{row.label} ({say('count_of', count=row.shares[0].count, n=row.shares[0].n)})",
            row.shares,
        )
        if row.shares
        else row
        for row in rows
    ]
    sayable = any(share.is_sayable for row in rows for share in row.shares)
    return labelled(shown, [""]) if sayable else None


def _compared(groups: Sequence[Group]) -> Figure | None:
    """Groups of enough comments, four panels each."""
    rows = [
        Row(
            say("panels_few_item", name=shortened(group.label, LABEL), n=group.scored),
            group.shares,
        )
        for group in by_hostility(groups)
    ]
    return labelled(rows, [say(key) for key in PANELS]) if rows else None


def _group_table(groups: Sequence[Group]) -> pd.DataFrame:
    """Numbers of every group, under its key in the run's tables and its name."""
    import pandas as pd

    tables = [share_frame({group.key: group.found}).assign(name=group.name) for group in groups]
    return pd.concat(tables, ignore_index=True) if tables else share_frame({})


def origin(provenance: Provenance) -> str:
    return say(
        "footer",
        version=provenance.package_version,
        model=provenance.model_name,
        digest=provenance.model_digest,
    )


def write_chart(stem: Path, figure: Figure | None, table: pd.DataFrame, origin: str) -> list[Path]:
    """Write a chart as SVG and PNG, if there is one, and its numbers as CSV: the files written."""
    import pyarrow as pa

    files = {".csv": to_csv(pa.Table.from_pandas(table, preserve_index=False))}
    if figure is not None:
        picture = io.BytesIO()
        metadata = {"Software": None, "Description": origin}
        figure.savefig(picture, format="png", facecolor="white", metadata=metadata)
        files |= {".svg": svg(figure, origin).encode(), ".png": picture.getvalue()}
    written = []
    for suffix, content in files.items():
        path = stem.with_name(stem.name + suffix)
        write_atomically(path, content)
        written.append(path)
    return written
