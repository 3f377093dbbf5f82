"""How large a run will be, before it starts: from a few of its sources, read and scored for real."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from comments.errors import SourceError
from comments.parsing.sources import Source
from comments.records import Article
from comments.running.ledger import Ledger
from comments.running.progress import duration
from comments.running.readers import Readers, SourceDone
from comments.running.stages import Reading, scored, unscored
from comments.scoring.models import Model

FEWEST = 200
"""New sources from which an estimate is worth its second: fewer are done before one has read it."""

SAMPLE, SECONDS = 12, 1.0
"""Sources that are read, from all over the run, and the time that reading and scoring each may take."""

MOST_COMMENTS = 256
"""Comments that are scored: as many as fill the model's batches."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is expected: numbers of sources, of documents and comments that are new, and seconds.

    `sampled` sources were read for it, and `timed` comments scored.
    """

    sources: int
    documents: int
    comments: int
    seconds: float
    sampled: int
    timed: int

    def __str__(self) -> str:
        return (
            f"Expected  {self.sources:,} sources; new in them about {_rough(self.documents)} articles with "
            f"{_rough(self.comments)} comments; {duration(self.seconds)} until the tables "
            f"(by {self.sampled} sources read and {self.timed} comments scored just now)"
        )


def estimate(
    sources: Sequence[Source | SourceError],
    ledger: Ledger,
    settings: Reading,
    author_key: Callable[[], bytes | None],
    model: Callable[[], Model],
) -> Estimate | None:
    """Read a sample of the sources, spread evenly, and score comments of it. None where few are new.

    Large archives take part with what is read of them in that second, so they are underestimated.
    `model` is called, since it will be needed.
    """
    if len(sources) - ledger.known_sources < FEWEST:
        return None
    step = len(sources) / SAMPLE
    sample = [sources[int((i + 0.5) * step)] for i in range(SAMPLE)]
    articles: list[Article] = []
    done, is_between, seconds = 0, True, 0.0
    first: float | None = None
    with Readers(sample, ledger.known, settings, author_key, lambda name, seconds: None) as found:
        for item in found:
            # The first document has waited for the process to start.
            first = first or time.monotonic()
            seconds = time.monotonic() - first
            is_between = isinstance(item, SourceDone)
            if isinstance(item, SourceDone):
                done += 1
            elif item[1] is not None:
                articles.append(item[1])
            if seconds > SECONDS:
                break
    if not articles:
        return None
    done += not is_between
    reading = seconds / max(done - 1, 1)
    comments = sum(article.found_comments for article in articles) * len(sources) // done
    shard = unscored(articles, settings.keep_columns)
    few = type(shard)(shard.articles, shard.comments.slice(0, MOST_COMMENTS))
    scoring = 0.0
    if few.comments.num_rows:
        model()
        started = time.monotonic()
        scored(few, model)
        scoring = (time.monotonic() - started) / few.comments.num_rows
    return Estimate(
        sources=len(sources),
        documents=len(articles) * len(sources) // done,
        comments=comments,
        seconds=reading * len(sources) + scoring * comments,
        sampled=done,
        timed=few.comments.num_rows,
    )


def _rough(number: int) -> str:
    """A number in two digits: an estimate has no more."""
    size = max(0, len(str(number)) - 2)
    return f"{round(number, -size):,}"
