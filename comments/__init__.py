"""Reads the reader comments under saved news pages, scores them, and reports the findings.

import comments

article = comments.parse(data, url=None)           # bytes or str of one page
for article in comments.read("pages/"): ...        # any number of sources, streamed; or a table
frame = comments.score(["first text", "…"])        # pandas, one row a text, in order
run = comments.run(["pages/"], out="reports/may")  # .articles, .comments (pandas), .report()
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
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
    keep_columns: Sequence[str] = (),
    keep_authors: bool = False,
    on_error: Callable[[SourceError], object] | None = None,
) -> Iterator[Article]:
    """Articles of any number of files, folders and glob patterns, streamed in order; or of one table
    in memory (pandas, Arrow, `datasets`), one row a comment.

    Files may be pages, archives, web archives, exports and tables (see docs/inputs.md); `columns`
    name the columns of tables where their names do not tell: `{"text": "Kommentar"}`, and the cells of
    those in `keep_columns` come out in each comment's `extra`. What cannot be read is handed to
    `on_error` and the rest goes on; without `on_error` its SourceError is raised.
    """
    from comments import parsing

    if parsing.is_frame(source):
        return parsing.read_frame(
            source, columns=columns, keep_columns=keep_columns, keep_authors=keep_authors
        )
    paths = cast("str | Path | Iterable[str | Path]", source)
    return parsing.read(
        paths,
        columns=columns,
        keep_columns=keep_columns,
        keep_authors=keep_authors,
        on_error=on_error,
    )


def score(texts: Sequence[str], *, model: str = "default", cache: bool = True) -> pd.DataFrame:
    """Scores of `texts`: pandas, one row a text in their order, columns of `records.score_schema`.

    `model` is `default`, a bundle's folder or a panel's .toml file. A text that is clearly in a language
    outside the model has no scores. Without the `cache`, scores of earlier calls are neither used nor kept. Raises BundleError for a model that is not sound,
    TypeError for a single text outside a list.
    """
    from comments.scoring import models
    from comments.scoring.cache import ScoreCache
    from comments.scoring.languages import without_foreign

    if isinstance(texts, str):
        raise TypeError("score takes a list of texts; put a single text in a list")
    opened = models.open_checked(models.inspect(model))
    kept = without_foreign(texts, opened.info.languages)
    with ScoreCache() if cache else nullcontext() as scored_before:
        frame: pd.DataFrame = models.score(kept, opened, cache=scored_before).to_pandas()
    return frame


def run(
    paths: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    model: str = "default",
    columns: Mapping[str, str] | None = None,
    keep_columns: Sequence[str] = (),
    keep_authors: bool = False,
    languages: Sequence[str] | None = None,
    outlets: Mapping[str, str] | None = None,
    fresh: bool = False,
    explain: bool = False,
    cache: bool = True,
    language: str = "en",
    paper: str = "a4",
    quotes: bool = False,
    nastaliq: bool = False,
    engine: str = "local",
    address: str | None = None,
) -> Run:
    """Read, score, study and report everything under `paths` into the folder `out`.

    The same call goes on with a run that was stopped, and does new pages only. `languages` are the
    study's (ISO 639-1 codes), `outlets` its names of outlets by domain: `{"dawn.com": "Dawn"}`. Sources that cannot
    be read are in `.failures`. Reports are in `language` (en, ar, ur, fa, tr, fr) on `paper` (a4,
    letter); with `explain` the page to read comments in marks the words that hostile and sectarian
    scores rest on; with `quotes` article reports quote comments, with `nastaliq` Urdu is set in Nastaliq.
    The `engine` "ray" works on the Ray cluster at `address`, or on one that it starts here.
    Raises RunError and BundleError where nothing can be done.
    """
    from comments.reporting.settings import DEFAULTS
    from comments.running import run as running

    return running.run(
        paths,
        out,
        model=model,
        columns=columns,
        keep_columns=keep_columns,
        keep_authors=keep_authors,
        languages=languages,
        outlets=outlets,
        fresh=fresh,
        explain=explain,
        cache=cache,
        documents=DEFAULTS.changed(
            language=language, paper=paper, quotes=quotes, nastaliq=nastaliq
        ),
        engine=engine,
        address=address,
    )
