"""What exports of social platforms have in common: plain texts, posts without titles, loose ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from comments.parsing.exports.linking import Entry
from comments.parsing.exports.threads import Hidden
from comments.parsing.exports.values import string

REPEATED = "same record again"

_MAX_TITLE = 120
_BLANK_LINES = re.compile(r"\n{2,}")


def prose(value: Any) -> str:
    """A plain text: its lines as they are, its paragraphs separated by one blank line."""
    lines = (" ".join(line.split()) for line in string(value).splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def title_of(text: str) -> str | None:
    """First line of a post that has no title, cut at a word after some 120 characters."""
    first = text.split("\n", 1)[0]
    if len(first) > _MAX_TITLE:
        first = f"{first[:_MAX_TITLE].rsplit(' ', 1)[0]} …"
    return first or None


def tidied(records: Iterable[Entry | Hidden]) -> list[Entry | Hidden]:
    """The records, each once, with replies to one without a text moved to what that one answers.

    A record is a repeat, and hidden, where it is in all equal to an earlier one of the same id:
    pages of an interface overlap. Comments without a text (a picture, a sticker) are no rows of a
    table, but their place in the discussion counts.
    """
    once = list(_once(records))
    silent = (record for record in once if isinstance(record, Entry) and _is_silent(record))
    above = {entry.key: entry.parent_key for entry in silent if entry.key is not None}
    return [
        replace(record, parent_key=_answered(record.parent_key, above))
        if isinstance(record, Entry) and record.parent_key in above and not _is_silent(record)
        else record
        for record in once
    ]


def missing_replies(stated: dict[str, int], records: Iterable[Entry | Hidden]) -> Iterator[str]:
    """A warning, where fewer replies are among the records than `stated` for comments of these ids."""
    there = dict.fromkeys(stated, 0)
    for record in records:
        if isinstance(record, Entry) and record.parent_key in there:
            there[record.parent_key] += 1
    missing = sum(max(0, stated[key] - there[key]) for key in stated)
    if missing:
        yield f"Replies that are counted but not in the file: {missing:,}."


def _once(records: Iterable[Entry | Hidden]) -> Iterator[Entry | Hidden]:
    first: dict[str, Entry] = {}
    for record in records:
        if isinstance(record, Entry) and record.key is not None:
            earlier = first.setdefault(record.key, record)
            if earlier is not record and earlier == record:
                yield Hidden(REPEATED, record.comment.text)
                continue
        yield record


def _is_silent(entry: Entry) -> bool:
    return not entry.comment.text and entry.comment.removal is None


def _answered(key: str | None, above: dict[str, str | None]) -> str | None:
    """The nearest of the comments above that has a text; `above` is shortened on the way."""
    passed: dict[str, None] = {}
    while key is not None and key in above and key not in passed:
        passed[key] = None
        key = above[key]
    found = None if key in passed else key
    above.update(dict.fromkeys(passed, found))
    return found
