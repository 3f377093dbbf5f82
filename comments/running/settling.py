"""What comes back from a cluster: settled in order, its files numbered, the journal written.

A killed run leaves shards of which no entry tells, or files without a number; the next run writes over
the former and removes the latter.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack

from comments.durable import move
from comments.errors import SourceError
from comments.records import article_schema, scored_schema
from comments.running.cluster_stages import Portion, Scored, unnumbered
from comments.running.folder import RunFolder, read_table
from comments.running.journal import Entry, write_entries
from comments.running.ledger import Ledger
from comments.running.log import Log
from comments.running.progress import Progress, Stage, told_of
from comments.running.stages import Reading, Shard, write_shard


def settle(
    pieces: Iterable[Scored],
    portions: Sequence[Portion],
    ledger: Ledger,
    folder: RunFolder,
    settings: Reading,
    progress: Progress,
    log: Log,
) -> None:
    """Take in the pieces, which count from here on."""
    passed_over = Counter[str]()
    number, total = ledger.last_shard + 1, sum(len(portion.sources) for portion in portions)
    with ExitStack() as stack:
        reading = stack.enter_context(progress.stage("Reading", total, "sources"))
        scoring: Stage | None = None
        for scored in pieces:
            entries, keep = _settled(scored.piece.entries, ledger, number, progress)
            if entries:
                _commit(scored, entries, keep, number, folder, settings, log)
            if scored.name is not None:
                if scoring is None:
                    scoring = stack.enter_context(progress.stage("Scoring", None, "comments"))
                scoring.advance(scored.comments)
            number += any(keep)
            passed_over += scored.piece.passed_over
            if scored.piece.is_last:
                reading.advance(len(portions[scored.piece.portion].sources))
    if passed_over:
        progress.say(told_of(passed_over))


def _settled(
    found: Sequence[Entry], ledger: Ledger, number: int, progress: Progress
) -> tuple[list[Entry], list[bool]]:
    """The entries that are new; and of each article that was read, whether it is no copy."""
    entries: list[Entry] = []
    keep: list[bool] = []
    for entry in found:
        if entry.reason is not None:
            progress.fail(SourceError(entry.source, entry.reason, entry.remedy or ""))
        settled = ledger.settle_entry(entry, number)
        if settled is not None:
            entries.append(settled)
            if entry.article_id is not None:
                keep.append(settled.copy_of is None)
    return entries, keep


def _commit(
    scored: Scored,
    entries: Sequence[Entry],
    keep: Sequence[bool],
    number: int,
    folder: RunFolder,
    settings: Reading,
    log: Log,
) -> None:
    """Number a piece's files, if it has any, and then write its entries: these say that they are there."""
    started = time.monotonic()
    log.begin()
    if scored.name is not None:
        seconds = round(scored.seconds, 3)
        facts = {"articles": len(keep), "comments": scored.comments, "seconds": seconds}
        log.event("scored", shard=number, **facts)
        _take(scored.name, keep, number, folder, settings)
    write_entries(folder.journal, list(entries))
    for entry in entries:
        if entry.reason is not None:
            log.event("failed", source=entry.source, reason=entry.reason)
    seconds = round(time.monotonic() - started, 3)
    log.event("written", shard=number, entries=len(entries), seconds=seconds)


def _take(
    name: str, keep: Sequence[bool], number: int, folder: RunFolder, settings: Reading
) -> None:
    """Give a piece's files their number, comments first, without those articles that are copies."""
    files = {table: unnumbered(folder, name, table) for table in ("comments", "articles")}
    if all(keep):
        for table, file in files.items():
            move(file, folder.shard(number, table))
        return
    if any(keep):
        import numpy as np

        articles = read_table(files["articles"], article_schema())
        comments = read_table(files["comments"], scored_schema(settings.keep_columns))
        of_comments = np.repeat(keep, articles["found_comments"].to_numpy())
        kept = Shard(articles.filter(np.array(keep)), comments.filter(of_comments))
        write_shard(kept, number, folder)
    for file in files.values():
        file.unlink()
