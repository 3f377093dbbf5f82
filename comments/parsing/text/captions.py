"""Picture captions among an article's lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comments.parsing.letters import words
from comments.parsing.text.lines import Line
from comments.parsing.text.vocabulary import has_role

_BRACKETED = re.compile(r"[\[［]([^\[\]［］]{2,60})[\]］]\s*$")
_ROUND = re.compile(r"[(（]([^()（）]{2,70})[)）]\s*$")
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
_MAX_CREDIT_WORDS, _MAX_WORDS, _MAX_REPEAT = 7, 110, 80


def is_caption(text: str) -> bool:
    """Whether a line ends in a picture's credit ("[ISNA]", "(AFP/File)") or begins with its label."""
    if len(text) > 12 * _MAX_WORDS or len(text.split()) > _MAX_WORDS:
        return False
    if match := _BRACKETED.search(text):
        credit = match[1].strip()
        return len(credit.split()) <= _MAX_CREDIT_WORDS and not _NO_CREDIT.match(credit)
    if match := _ROUND.search(text):
        credit = match[1]
        tokens = words(credit)
        pictured = len(tokens) <= _MAX_CREDIT_WORDS and any(has_role(t, "photo") for t in tokens)
        return bool(_AGENCY_CREDIT.search(credit)) or (pictured and not credit[-1:].isdigit())
    head, colon, rest = text.partition(":")
    if colon and len(head) <= 30:
        label = words(head)
        return (
            bool(label) and bool(rest.strip()) and len(label) <= 3 and has_role(label[0], "photo")
        )
    tokens = words(text) if len(text) <= 100 else []
    credit_only = (
        2 <= len(tokens) <= 8 and has_role(tokens[0], "photo") and has_role(tokens[1], "by")
    )
    # "بقلم/ NAME" is a by-line.
    agency = bool(tokens) and not has_role(tokens[0], "by") and _AGENCY_CREDIT.fullmatch(text)
    return credit_only or bool(agency)


def caption_lines(lines: Sequence[Line]) -> set[int]:
    """Indices of captions: by their credit, or a line that the page shows twice in a row."""
    found = {index for index, line in enumerate(lines) if is_caption(line.text)}
    for index in range(1, len(lines)):
        text = lines[index].text
        if text == lines[index - 1].text and 4 <= len(text.split()) <= _MAX_REPEAT:
            found |= {index - 1, index}
    return found
