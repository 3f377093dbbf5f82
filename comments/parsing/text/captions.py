"""Picture captions among an article's lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from comments.parsing.letters import first_word, words
from comments.parsing.text.lines import Line
from comments.parsing.text.vocabulary import has_role, tells

_BRACKETED = re.compile(r"[\[［]([^\[\]［］]{2,60})[\]］]\s*$")
_ROUND = re.compile(r"[(（]([^()（）]{2,70})[)）]\s*$")
_CLOSING = frozenset("]］)）")
_AGENCIES = (
    r"afp|ap|reuters|epa|dpa|getty|isna|irna|tasnim|mehr|fars|anadolu|aa|xinhua|ria|tass|ap photo"
)
_AGENCY_CREDIT = re.compile(
    rf"^(?:{_AGENCIES}|[^/]{{1,30}})\s?/\s?[\w .'-]{{2,30}}$|\b(?:getty images|file photo|handout)\b",
    re.IGNORECASE,
)
_NO_CREDIT = re.compile(
    r"^(?:\W|sic|\d|ed(?:itor)?(?:'s)?\.? note|emphasis|translat|update)", re.IGNORECASE
)
_MAX_CREDIT_WORDS, _MAX_WORDS, _MAX_REPEAT, _MAX_BARE_CREDIT = 7, 110, 80, 100


def is_caption(text: str) -> bool:
    """Whether a line ends in a picture's credit ("[ISNA]", "(AFP/File)") or begins with its label."""
    if len(text) > 12 * _MAX_WORDS or text.count(" ") >= _MAX_WORDS:
        return False
    is_bracketed = text.rstrip()[-1:] in _CLOSING
    if is_bracketed and (match := _BRACKETED.search(text)):
        credit = match[1].strip()
        return len(credit.split()) <= _MAX_CREDIT_WORDS and not _NO_CREDIT.match(credit)
    if is_bracketed and (match := _ROUND.search(text)):
        credit = match[1]
        tokens = words(credit)
        pictured = len(tokens) <= _MAX_CREDIT_WORDS and tells(tokens, "photo")
        return bool(_AGENCY_CREDIT.search(credit)) or (pictured and not credit[-1:].isdigit())
    head, colon, rest = text.partition(":")
    if colon and len(head) <= 30:
        label = words(head)
        return (
            bool(label) and bool(rest.strip()) and len(label) <= 3 and has_role(label[0], "photo")
        )
    return len(text) <= _MAX_BARE_CREDIT and _is_bare_credit(text)


def _is_bare_credit(text: str) -> bool:
    """ "Photo by Ann Lee", "AFP/Getty"."""
    first = first_word(text)
    if first and has_role(first, "photo"):
        tokens = words(text)
        if 2 <= len(tokens) <= 8 and has_role(tokens[1], "by"):
            return True
    # "بقلم/ NAME" is a by-line.
    is_agency = bool(first) and _AGENCY_CREDIT.fullmatch(text) is not None
    return is_agency and not has_role(first, "by")


def repeated_lines(lines: Sequence[Line]) -> set[int]:
    """Indices of lines that the page shows twice in a row: under a picture, and for those who
    cannot see it.
    """
    found = set()
    for index, (above, below) in enumerate(pairwise(lines)):
        if above.text == below.text and 4 <= len(above.text.split()) <= _MAX_REPEAT:
            found |= {index, index + 1}
    return found
