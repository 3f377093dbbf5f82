"""From the records of an export to threads, with account of everything that is left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.exports.json_stream import Json
from comments.parsing.exports.linking import Entry, link
from comments.parsing.exports.spool import group
from comments.parsing.reading import Reading
from comments.records import Dropped

CUT = "The file breaks off, so that comments of this discussion may be missing."

REMOVED = "This comment was removed."
"""Stands for a removed comment of a system that shows no notice in its place."""
_MAX_NAME = 500


@dataclass(frozen=True, slots=True)
class Hidden:
    """A record that readers do not see as a comment, why not, and what it says."""

    reason: str
    text: str = ""


def thread(name: str, reading: Reading, records: Iterable[Entry | Hidden]) -> Thread:
    """`reading`, which has all but the comments, with those among `records`.

    Left out and counted are comments without any text (a picture, an embedded film) unless they
    were removed, replies to which answer what those answer; and comments that are in all equal to
    an earlier one of the same id: pages of an interface overlap. `name` is made fit for a line of
    a message, whatever the ids in it hold.
    """
    entries, hidden = _told_apart(records)
    comments, warnings = link(entries)
    sizes: dict[str, list[int]] = {}
    for record in hidden:
        sizes.setdefault(record.reason, []).append(len("".join(record.text.split())))
    whole = replace(
        reading,
        comments=comments,
        confidence="medium" if CUT in reading.warnings else reading.confidence,
        dropped=tuple(Dropped(why, len(each), sum(each)) for why, each in sorted(sizes.items())),
        warnings=(*reading.warnings, *warnings),
    )
    return Thread("".join(c for c in name[:_MAX_NAME] if c.isprintable()), whole)


def _told_apart(records: Iterable[Entry | Hidden]) -> tuple[list[Entry], list[Hidden]]:
    """What readers see as comments, and what they do not."""
    entries: list[Entry] = []
    hidden: list[Hidden] = []
    first: dict[str, Entry] = {}
    silent: dict[str, str | None] = {}
    for record in records:
        if isinstance(record, Hidden):
            hidden.append(record)
            continue
        earlier = record if record.key is None else first.setdefault(record.key, record)
        if earlier is not record and earlier == record:
            hidden.append(Hidden("same record again", record.comment.text))
        elif record.comment.text or record.comment.removal is not None:
            entries.append(record)
        else:
            hidden.append(Hidden("no text"))
            if record.key is not None:
                silent[record.key] = record.parent_key
    return [
        replace(entry, parent_key=_answered(entry.parent_key, silent))
        if entry.parent_key in silent
        else entry
        for entry in entries
    ], hidden


def _answered(key: str | None, silent: dict[str, str | None]) -> str | None:
    """The nearest comment above that has a text; `silent` is shortened on the way."""
    passed: dict[str, None] = {}
    while key is not None and key in silent and key not in passed:
        passed[key] = None
        key = silent[key]
    found = None if key in passed else key
    silent.update(dict.fromkeys(passed, found))
    return found


def gather(
    rows: Iterable[tuple[str, Json]],
) -> Iterator[tuple[str, list[Json], tuple[str, ...]]]:
    """The rows of each discussion together, of a file in which many are mixed; and warnings.

    Where the rows end in a SourceError, those before it come out first, each discussion with a
    warning.
    """
    errors: list[SourceError] = []
    for key, packed in group(_packed(rows, errors)):
        yield key, [json.loads(row) for row in packed], (CUT,) if errors else ()
    if errors:
        raise errors[0]


def _packed(
    rows: Iterable[tuple[str, Json]], errors: list[SourceError]
) -> Iterator[tuple[str, bytes]]:
    try:
        for key, row in rows:
            yield key, json.dumps(row, default=float).encode()
    except SourceError as error:
        errors.append(error)


def discussed(threads: Iterable[Thread], name: str, kind: str) -> Iterator[Thread]:
    """The threads that have comments, or should have; raises SourceError where none has."""
    found = False
    for each in threads:
        reading = each.reading
        if reading.comments or reading.dropped or reading.declared_comments:
            found = True
            yield each
    if not found:
        raise SourceError(
            name, f"{kind} without a comment", "export the comments too, or leave it out"
        )
