"""Comment sections that show themselves only by names on lines of their own, to the page's end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from comments.parsing.text.cuts import Block, Cut, is_bare_name
from comments.parsing.text.kinds import Kind
from comments.parsing.text.leads import Lead
from comments.parsing.text.openings import Section, Worth, section_end
from comments.parsing.text.page import Page
from comments.parsing.text.stamps import is_name

_HANDLE = re.compile(r"(?=\S*[^\W\d])(?:\S*[\d_]\S*|\S*[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]\S*)")
"""One word with a digit, an underscore or a capital inside: no word of prose."""
_LINKED = re.compile(r"https?://\S+\s+(?P<name>.{1,48})")
_MIN_NAMES, _MIN_SURE, _SHARE = 3, 2, 4
"""Names in all, accounts among them, and names for each account at most."""
_MAX_LINES = 15
"""Lines a comment has on average at most; under subheadings an article goes on for longer."""
_SAYING = {Kind.PROSE, Kind.SHORT, Kind.REMOVED}


def by_names(page: Page, prose: int) -> Section | None:
    """Paragraphs under names, of which several are those of user accounts ("bob_22", an address)."""
    end = section_end(page, prose + 1)
    places = [
        i
        for i in range(prose + 1, end - 1)
        if _is_name_line(page, i)
        and page.kind(i + 1) in _SAYING
        and (_is_link(page, i) or not _is_name_line(page, i + 1))
    ]
    counted = Counter(page.keys[i] for i in places)
    sure = [i for i in places if _is_account(page, i, counted[page.keys[i]])]
    if len(sure) < _MIN_SURE:
        return None
    named = [i for i in places if i >= sure[0]]
    is_dense = len(named) >= _MIN_NAMES and _SHARE * len(sure) >= len(named)
    if not is_dense or end - sure[0] > _MAX_LINES * len(named):
        return None
    cut = Cut("name-lines", _blocks(page, named, end))
    return Section(sure[0], end, None, cut, Worth.NAMED)


def _is_name_line(page: Page, index: int) -> bool:
    text = page.text(index)
    if match := _linked(text):
        return is_name(match["name"])
    return text[0].isalnum() and is_bare_name(page, index)


def _linked(text: str) -> re.Match[str] | None:
    return _LINKED.fullmatch(text) if text.startswith("http") else None


def _is_link(page: Page, index: int) -> bool:
    return page.text(index).startswith("http")


def _is_account(page: Page, index: int, times: int) -> bool:
    text = page.text(index)
    if _is_link(page, index) or _HANDLE.fullmatch(text):
        return True
    return times > 1 and " " not in text and text.islower()


def _blocks(page: Page, named: Sequence[int], end: int) -> tuple[Block, ...]:
    blocks = []
    for start, stop in zip(named, [*named[1:], end], strict=True):
        match = _linked(page.text(start))
        lead = Lead(start, start + 1, match["name"] if match else page.text(start), None)
        said = range(start + 1, stop)
        controls = tuple(i for i in said if page.kind(i) is Kind.CONTROL)
        lines = tuple(i for i in said if page.kind(i) in _SAYING)
        if lines:
            blocks.append(Block(lines, lead, controls))
    return tuple(blocks)
