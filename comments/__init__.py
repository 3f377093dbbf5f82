"""Reads the reader comments under saved news pages, scores them, and reports the findings.

import comments

article = comments.parse(data, url=None)           # bytes or str of one page
for article in comments.read("pages/"): ...        # any number of sources, streamed; or a table
frame = comments.score(["first text", "…"])        # pandas, one row a text, in order
run = comments.run(["pages/"], out="reports/may")  # .articles, .comments (pandas), .report()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from comments.errors import BundleError, CommentsError, RunError, SourceError
from comments.records import Article, Comment

if TYPE_CHECKING:
    import pandas as pd

    from comments.parsing import Frame
    from comments.running.run import Run

__all__ = [
    "Article",
    "BundleError",
    "Comment",
    "CommentsError",
    "RunError",
    "SourceError",
    "parse",
    "read",
    "run",
    "score",
]


def parse(data: bytes | str, url: str | None = None, *, keep_authors: bool = False) -> Article:
    """The article and the comments of one saved page, HTML or a plain-text copy, told by content.

    Authors become `reader-1`, `reader-2` … unless `keep_authors`. Raises SourceError for what is
    no readable page.
    """
    from comments import parsing

    return parsing.parse(data, url, keep_authors=keep_authors)


def read(
    source: str | Path | Iterable[str | Path] | Frame,
    *,
    columns: Mapping[str, str] | None = None,
    keep_authors: bool = False,
    on_error: Callable[[SourceError], object] | None = None,
) -> Iterator[Article]:
    """Articles of any number of files, folders and glob patterns, streamed in order; or of one table
    in memory (pandas, Arrow, `datasets`), one row a comment.

    Files may be pages, archives, web archives, exports and tables (see docs/inputs.md); `columns`
    name the columns of tables where their names do not tell: `{"text": "Kommentar"}`. What cannot
    be read is handed to `on_error` and the rest goes on; without `on_error` its SourceError is
    raised.
    """
    from comments import parsing

    if parsing.is_frame(source):
        return parsing.read_frame(source, columns=columns, keep_authors=keep_authors)
    paths = cast("str | Path | Iterable[str | Path]", source)
    return parsing.read(paths, columns=columns, keep_authors=keep_authors, on_error=on_error)


def score(texts: Sequence[str], *, model: str = "default") -> pd.DataFrame:
    """Scores of `texts`: pandas, one row a text in their order, columns of `records.score_schema`.

    `model` is `default` or a bundle's folder. Raises BundleError for a bundle that is not sound,
    TypeError for a single text outside a list.
    """
    from comments.scoring.bundle import load, resolve
    from comments.scoring.scorer import score_texts

    if isinstance(texts, str):
        raise TypeError("score takes a list of texts; put a single text in a list")
    frame: pd.DataFrame = score_texts(list(texts), load(resolve(model))).to_pandas()
    return frame


def run(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    model: str = "default",
    columns: Mapping[str, str] | None = None,
    keep_authors: bool = False,
    fresh: bool = False,
) -> Run:
    """Read, score, study and report everything under `paths` into the folder `out`.

    The same call goes on with a run that was stopped, and does new pages only. Sources that cannot
    be read are in `.failures`. Raises RunError and BundleError where nothing can be done.
    """
    from comments.running import run as running

    return running.run(
        paths, out, model=model, columns=columns, keep_authors=keep_authors, fresh=fresh
    )
