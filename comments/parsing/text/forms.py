"""Lines of the form in which a reader writes, and of other questions to him."""

from __future__ import annotations

import re

from comments.parsing.letters import words
from comments.parsing.text.kinds import Kind, Mark
from comments.parsing.text.vocabulary import has_role, in_phrases, languages_with, tells

_COUNTER = re.compile(r"(?<!\d)\d{2,5} ?/ ?\d{2,5}(?!\d)")
_FULL_STOP = re.compile(r"[.!?؟。۔।]\s*$")
_STAR = re.compile(r"(?:^|\s|\w)[*＊](?:\s|$|\W)")


def as_form(text: str, folded: str, tokens: tuple[str, ...]) -> Mark | None:
    if _is_form_note(text, folded, tokens):
        return Mark(Kind.FORM)
    inviting = any(languages_with(tokens, "write", what) for what in ("comment", "reply"))
    is_sentence = text.endswith((".", "。", "۔", "।"))
    if len(tokens) <= 6 and inviting and not is_sentence and not in_phrases("CONTROLS", tokens):
        return Mark(Kind.FORM, is_form_heading=True)
    return None


def _is_form_note(text: str, folded: str, tokens: tuple[str, ...]) -> bool:
    """ "1500 / 1500", "Required fields are marked *", "Your email will not be published"."""
    if "/" not in folded and "*" not in folded and not tells(tokens, "email", "comment", "letters"):
        return False
    starred, count = bool(_STAR.search(text)), len(tokens)
    counted = count <= 14 and bool(_COUNTER.search(folded))
    stopped = bool(_FULL_STOP.search(text))
    lettered = tells(tokens, "letters") and any(t.isdigit() for t in tokens)
    formal = tells(tokens, "comment", "policy", "required", "letters")
    return (
        (counted and (starred or formal or count == 2))
        or (starred and tells(tokens, "required", "email", "comment", "policy"))
        or languages_with(tokens, "email", "publish")
        or languages_with(tokens, "email", "browser")
        or (count <= 4 and languages_with(tokens, "email", "required"))
        or (count <= 6 and not stopped and languages_with(tokens, "comment", "policy"))
        or (count <= 7 and not stopped and languages_with(tokens, "enter", "email"))
        or (count <= 6 and languages_with(tokens, "enter", "comment"))
        or (count <= 5 and lettered and (tokens[0].isdigit() or tokens[-1].isdigit()))
    )


def is_field(text: str) -> tuple[bool, bool]:
    """Whether the line can be the label of a form's field, and whether it asks for name or address."""
    tokens = words(text) if len(text) <= 40 and not _FULL_STOP.search(text) else ()
    if not tells(tokens, "email", "comment", "field"):
        return False, False
    others = ("email", "comment", "field", "required", "readers", "on", "write")
    labels = len(tokens) <= 4 and all(has_role(token, *others) for token in tokens)
    return labels, labels and tells(tokens, "email")


def as_question(text: str, tokens: tuple[str, ...]) -> Mark | None:
    if len(tokens) > 12:
        return None
    asks = text.rstrip(" \"'”»").endswith(("?", "؟", "？")) or len(tokens) <= 6
    return Mark(Kind.QUESTION) if asks and languages_with(tokens, "article", "like") else None
