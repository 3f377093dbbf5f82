"""What exports of social platforms have in common: plain texts, posts without titles, lost replies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from comments.parsing.exports.linking import Entry
from comments.parsing.exports.threads import Hidden
from comments.parsing.exports.values import string

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


def missing_replies(stated: dict[str, int], records: Iterable[Entry | Hidden]) -> Iterator[str]:
    """A warning, where fewer replies are among the records than `stated` for comments of these ids."""
    there: dict[str, set[str | int]] = {key: set() for key in stated}
    for number, record in enumerate(records):
        if isinstance(record, Entry) and record.parent_key in there:
            there[record.parent_key].add(number if record.key is None else record.key)
    missing = sum(max(0, stated[key] - len(there[key])) for key in stated)
    if missing:
        yield f"Replies that are counted but not in the file: {missing:,}."
