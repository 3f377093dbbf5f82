"""What one line shows, whatever stands around it; every line of a page is looked at once."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from comments.parsing.letters import fold
from comments.parsing.text.captions import is_caption
from comments.parsing.text.forms import is_field
from comments.parsing.text.kinds import Kind, Mark
from comments.parsing.text.marks import MAX_LENGTH, mark
from comments.parsing.text.stamps import Stamp, read_stamp

IDLE = {Kind.CONTROL, Kind.COUNT, Kind.EMPTY}
"""Kinds of line that say nothing of who wrote, or when."""
_MAY_LABEL = {Kind.SHORT, Kind.PROSE, Kind.WEAK_HEADING, Kind.SITE, Kind.FORM}
_MAX_KEY = 80
"""Longest line, in characters, that is compared with others to see whether it recurs."""


class Looked(NamedTuple):
    """What a line shows.

    `key` is its folded text where it is short, else ""; `stamp` who wrote and when, where it says so;
    `labels` and `asks` whether it can be the label of a form's field, and whether of one that asks
    for name or address; `is_caption` whether it is a picture's by its words.
    """

    mark: Mark
    key: str = ""
    stamp: Stamp | None = None
    labels: bool = False
    asks: bool = False
    is_caption: bool = False


def look(text: str) -> Looked:
    """What the line shows; prose is no more than a text or a caption."""
    if len(text) > MAX_LENGTH:
        return Looked(Mark(Kind.PROSE), is_caption=is_caption(text))
    return _look_at_short(text)


@lru_cache(maxsize=16_384)
def _look_at_short(text: str) -> Looked:
    """Kept, for lines recur on a page, and the pages of a site share those of their furniture."""
    found = mark(text)
    labels, asks = is_field(text) if found.kind in _MAY_LABEL else (False, False)
    return Looked(
        found,
        fold(text) if len(text) <= _MAX_KEY else "",
        None if found.kind in IDLE else read_stamp(text),
        labels,
        asks,
        is_caption(text),
    )
