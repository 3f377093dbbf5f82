"""Groups of a finished run set side by side, into the run's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comments.errors import RunError
from comments.running.columns import check_columns
from comments.running.folder import RunFolder
from comments.running.query import article_frame, study_frame
from comments.running.run import documents_of, finished, provenance_of

if TYPE_CHECKING:
    from comments.study.comparison import Against


def compare(
    out: str | Path, by: str, *, against: Against = "each other", matched: Sequence[str] = ()
) -> list[Path]:
    """Compare the groups that `by` makes in the finished run in `out`; the files written there.

    `by`, `against` and `matched` are as in `comments.study.comparison.compare`.

    Raises RunError where there is no finished run, no such column, fewer than two groups or more
    than `columns.MOST`, and for columns that tell persons apart.
    """
    from comments.reporting.differences import write_differences
    from comments.study import comparison
    from comments.study.prevalence import Scored

    folder = RunFolder(Path(out))
    with finished(folder) as (record, _):
        check_columns(folder, by, matched)
        comments = Scored.of(study_frame(folder, [by, *matched]))
        articles = article_frame(folder)
        try:
            found = comparison.compare(comments, articles, by, against=against, matched=matched)
        except ValueError as error:
            raise RunError(f"{folder.path}: {error}") from error
        return write_differences(
            found, comments, provenance_of(record), folder.comparisons, documents_of(record)
        )
