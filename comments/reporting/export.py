"""The charts by themselves: each as SVG and PNG, with the numbers behind it as CSV."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from comments.durable import write_atomically
from comments.reporting.charts import Row, labelled, style, svg
from comments.reporting.fonts import shortened
from comments.reporting.gaps import gap_figure
from comments.reporting.groups import PANELS, Group, by_hostility, ends
from comments.reporting.headline import drift_figure
from comments.reporting.heat import heat_figure
from comments.reporting.movement import movement_groups
from comments.reporting.over_time import timeline_figure
from comments.reporting.settings import DEFAULTS, DocumentSettings
from comments.reporting.tables import class_rows, detail_rows
from comments.reporting.wording import say, speaking
from comments.spreadsheet import csv_pieces
from comments.study.comparison import comparison_frame
from comments.study.headline import drift_frame
from comments.study.prevalence import share_frame
from comments.study.timeline import timeline_frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import pandas as pd
    from matplotlib.figure import Figure

    from comments.reporting.findings import Findings
    from comments.reporting.provenance import Provenance

    Chart = tuple[str, Figure | None, Iterable[pd.DataFrame]]

AT_ONCE = 1_000
"""Groups whose numbers are held as a table at a time."""

LABEL = 20  # em of a group's name beside a chart
DETAILS = ("hostility_types", "hostility_target", "frames", "groups")


def write_charts(
    findings: Findings,
    provenance: Provenance,
    folder: Path,
    settings: DocumentSettings = DEFAULTS,
) -> list[Path]:
    """Write the charts on what `findings.find` found into `folder`: the files written.

    Each picture holds its provenance in its metadata. `shares` and `details` are of all comments,
    `movement` of stretches of the threads and depths of reply; `articles` and `groups` compare
    those that have enough comments, `heat` has every measure of every group, `differences` the
    tests between groups, `time` the groups over time, and `headline` the drift from the titles. A
    chart with nothing to show is not written, its CSV is.
    """
    source = origin(provenance)
    written = []
    with speaking(settings.language), style():
        for name, figure, tables in _charts(findings):
            written += write_chart(folder / name, figure, tables, source)
    return written


def _charts(findings: Findings) -> Iterator[Chart]:
    found = findings.found
    table = share_frame({say("all_comments"): found})
    of_details = table["measure"].isin(DETAILS)
    groups, moves = findings.groups, movement_groups(findings)
    yield "shares", _single(class_rows(found)), [table[~of_details]]
    yield "details", _single(detail_rows(found)), [table[of_details]]
    yield (
        "articles",
        _compared(ends(by_hostility(findings.by_article))),
        _group_tables(findings.by_article),
    )
    yield "groups", _compared(by_hostility(groups)), _group_tables(groups)
    sayable = any(group.is_sayable for group in groups)
    everything = Group("", "", say("all_comments"), found)
    yield (
        "heat",
        heat_figure(found, groups) if sayable else None,
        _group_tables([everything, *groups]),
    )
    yield "differences", gap_figure(findings.comparison), [comparison_frame(findings.comparison)]
    yield "movement", _compared(moves), _group_tables(moves)
    over_time = findings.over_time
    if over_time is not None:
        yield "time", timeline_figure(over_time), [timeline_frame(over_time)]
    if findings.headline:
        yield "headline", drift_figure(findings.headline), [drift_frame(findings.headline)]


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
        for group in groups
    ]
    return labelled(rows, [say(key) for key in PANELS]) if rows else None


def _group_tables(groups: Sequence[Group]) -> Iterator[pd.DataFrame]:
    """Numbers of every group, under its key in the run's tables and its name, `AT_ONCE` groups in a
    table; at least one, which may be empty.
    """
    for start in range(0, max(1, len(groups)), AT_ONCE):
        piece = groups[start : start + AT_ONCE]
        names = {group.key: group.name for group in piece}
        table = share_frame({group.key: group.found for group in piece})
        yield table.astype({"authors": "Int64"}).assign(name=table["group"].map(names))


def origin(provenance: Provenance) -> str:
    """Where a chart comes from, for its metadata."""
    return say(
        "footer",
        version=provenance.package_version,
        model=provenance.model_name,
        digest=provenance.model_digest,
    )


def write_chart(
    stem: Path, figure: Figure | None, tables: Iterable[pd.DataFrame], origin: str
) -> list[Path]:
    """Write a chart as SVG and PNG, if there is one, and its numbers as CSV: the files written.

    The numbers may come in several tables of the same columns, which are written one by one.
    """
    import pyarrow as pa

    numbers = (pa.Table.from_pandas(table, preserve_index=False) for table in tables)
    files: dict[str, bytes | Iterable[bytes]] = {".csv": csv_pieces(numbers)}
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
