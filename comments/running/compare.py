"""Groups of a finished run set side by side, into the run's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comments.errors import RunError
from comments.running.folder import RunFolder
from comments.running.run import finished, provenance_of

if TYPE_CHECKING:
    from comments.study.comparison import Against

PERSONAL = frozenset({"author"})
"""Columns that tell persons apart; shares are of groups, and never rank people."""

MOST = 200
"""Groups in one comparison; a column with more tells comments apart rather than groups."""


def compare(
    out: str | Path, by: str, *, against: Against = "each other", matched: Sequence[str] = ()
) -> list[Path]:
    """Compare the groups that `by` makes in the finished run in `out`; the files written there.

    `by`, `against` and `matched` are as in `comments.study.comparison.compare`.

    Raises RunError where there is no finished run, no such column, fewer than two groups or more
    than `MOST`, and for columns that tell persons apart.
    """
    import pyarrow as pa

    from comments.reporting.differences import write_differences
    from comments.study import comparison
    from comments.study.grouping import keys

    folder = RunFolder(Path(out))
    with finished(folder) as (record, results):
        if personal := PERSONAL.intersection([by, *matched]):
            raise RunError(
                f"{min(personal)}: persons are not compared; choose a column of groups, as outlet"
            )
        for table in (results.articles, results.comments):
            for name in {by, *matched}.intersection(table.column_names):
                if pa.types.is_list(table.schema.field(name).type):
                    raise RunError(
                        f"{name}: one comment has several of these, and is in no single group; choose another column"
                    )
        articles, comments = results.articles.to_pandas(), results.comments.to_pandas()
        try:
            groups = keys(comments, articles, by).dropna().nunique()
            _check(by, groups)
            found = comparison.compare(comments, articles, by, against=against, matched=matched)
        except ValueError as error:
            raise RunError(f"{folder.path}: {error}") from error
        return write_differences(found, comments, provenance_of(record), folder.comparisons)


def _check(by: str, groups: int) -> None:
    if groups < 2:
        only = "one group" if groups else "no group"
        raise ValueError(f"{only} of {by}, nothing to compare; choose another column")
    if groups > MOST:
        raise ValueError(
            f"{groups:,} groups of {by} are too many; choose a column of at most {MOST}"
        )
