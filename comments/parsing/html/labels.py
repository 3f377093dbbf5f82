"""Labels for screen readers that say who wrote a comment and when: "Comment by NAME 3 days ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comments.parsing.html.cues import TIME
from comments.parsing.html.lines import clean_name

_LABEL = re.compile(
    r"\s*(?:comment|reply|kommentar|antwort|commentaire|réponse|comentario|respuesta|comentário|resposta|commento|risposta"
    r"|komentar|balasan|комментарий|ответ|تعليق|رد|نظر|پاسخ)\s+"
    r"(?:by|from|von|de|di|da|oleh|от|بواسطة|من|از|توسط)\s+(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ANSWERED = re.compile(
    r"\s+(?:to\s+(?P<en>.{1,80})['’]s\s+(?:comment|reply|post)|auf\s+(?:den\s+)?kommentar\s+von\s+(?P<de>.{1,80})"
    r"|au\s+commentaire\s+de\s+(?P<fr>.{1,80})|al\s+comentario\s+de\s+(?P<es>.{1,80})"
    r"|ao\s+comentário\s+de\s+(?P<pt>.{1,80})|al\s+commento\s+di\s+(?P<it>.{1,80}))(?=\s|$|\.)",
    re.IGNORECASE,
)
_MAX_LABEL = 200
_MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class Label:
    """Author and printed time of a comment, and the name of whom it answers; None where untold."""

    author: str | None = None
    time: str | None = None
    answered: str | None = None


def read_label(label: str) -> Label:
    """What an `aria-label` says.

    "Reply by Bo to Ana's comment 2 days ago" -> Label("Bo", "2 days ago", "Ana")
    """
    match = _LABEL.match(label) if len(label) <= _MAX_LABEL else None
    if match is None:
        return Label()
    rest = match["rest"]
    time = next((t for t in reversed(list(TIME.finditer(rest))) if t.start() > 0), None)
    names = (rest[: time.start()] if time else rest).strip(" .")
    answered = _ANSWERED.search(names)
    name = clean_name(names[: answered.start()] if answered else names)
    return Label(
        name if name and len(name) <= _MAX_NAME else None,
        time[0].strip() if time else None,
        next(filter(None, answered.groups()), None) if answered else None,
    )
