"""Which columns of a run's tables make groups that may be compared."""

from __future__ import annotations

from collections.abc import Sequence

from comments.errors import RunError
from comments.running.folder import RunFolder, table_schema
from comments.running.query import article_frame, distinct_frame

PERSONAL = frozenset({"author"})
"""Columns that tell persons apart; shares are of groups, and never rank people."""

TIMES = ("posted_at", "posted_precision")

MOST = 200
"""Groups in one comparison; a column with more tells comments apart rather than groups."""


def check_columns(folder: RunFolder, by: str, matched: Sequence[str] = ()) -> None:
    """Raise RunError unless `by` (as in `comments.study.grouping.keys`) makes two groups or more, at
    most `MOST`, and neither it nor a column of `matched` tells persons apart or holds lists.
    """
    import pyarrow as pa

    from comments.study.grouping import keys

    if personal := PERSONAL.intersection([by, *matched]):
        raise RunError(
            f"{min(personal)}: persons are not compared; choose a column of groups, as outlet"
        )
    schemas = [table_schema(folder, name) for name in ("comments", "articles")]
    for schema in schemas:
        for name in {by, *matched}.intersection(schema.names):
            if pa.types.is_list(schema.field(name).type):
                raise RunError(
                    f"{name}: one comment has several of these, and is in no single group; choose another column"
                )
    try:
        comments, articles = (schema.empty_table().to_pandas() for schema in schemas)
        for name in (by, *matched):
            keys(comments, articles, name)
    except ValueError as error:
        raise RunError(f"{folder.path}: {error}") from error
    times = [name for name in TIMES if by.startswith("posted_")]
    used = [name for name in schemas[0].names if name in {"article_id", by, *times}]
    found = keys(distinct_frame(folder, used), article_frame(folder), by)
    groups = found.dropna().nunique()
    if groups < 2:
        only = "one group" if groups else "no group"
        raise RunError(f"{folder.path}: {only} of {by}, nothing to compare; choose another column")
    if groups > MOST:
        raise RunError(
            f"{folder.path}: {groups:,} groups of {by} are too many; choose a column of at most {MOST}"
        )
