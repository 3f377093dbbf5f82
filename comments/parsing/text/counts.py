"""Lines that count the comments of a page, or say that it has none."""

from __future__ import annotations

import re

from comments.parsing.letters import words
from comments.parsing.text.kinds import Kind, Mark, ends_sentence
from comments.parsing.text.vocabulary import has_role, in_phrases, languages_with, tells

_EMOJI_LIKE = re.compile("[👍❤♥▲⬆]")
_NUMBER = re.compile(r"\d{1,3}(?:[.,'\u00a0\u066c ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?(?=\s?[km]\b)|\d+")
_QUOTED = re.compile('[“«„"].*[”»“"]')
_IN_BRACKETS = re.compile(r"\(\s*\d+\s*\)\s*$")
_ENDINGS = frozenset("s es e en er n k m".split())
_QUOTE = re.compile("[\"“”«»„‘’']")


def read_number(text: str) -> int | None:
    """The one number of a folded text ("1,234", "1.2k"), None if there is none or are more."""
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) != 1:
        return None
    digits, rest = numbers[0].group(), text[numbers[0].end() :].lstrip()
    factor = {"k": 1_000, "m": 1_000_000}.get(rest[:1], 1) if not rest[1:2].isalpha() else 1
    if factor > 1:
        return round(float(digits.replace(",", ".")) * factor)
    return int(re.sub(r"\D", "", digits)) if len(digits) <= 12 else None


def as_count(text: str, folded: str, tokens: tuple[str, ...]) -> Mark | None:
    """ "12 Comments", "Comments (12)", "12 Responses to “Title”", "One comment"."""
    if _IN_BRACKETS.search(folded) and in_phrases("WEAK_HEADINGS", tokens[:-1]):
        return Mark(Kind.COUNT, int(tokens[-1])) if int(tokens[-1]) else None
    # "Reply (1)" stands under a comment.
    named = tuple(token for token in tokens if not token.isdigit())
    if _EMOJI_LIKE.search(text) or (not tokens[0].isdigit() and in_phrases("CONTROLS", named)):
        return None
    untitled = words(_QUOTED.sub(" ", text))
    # "“Title” için 12 yorum": in these languages the title comes first.
    if not tokens[0].isdigit() and 1 < len(untitled) < len(tokens):
        tokens, folded = untitled, " ".join(untitled)
    names_title = tokens[0].isdigit() and _QUOTE.search(text)
    is_sentence = ends_sentence(text) and not text.endswith(":")
    counted = ("comment", "reply", "two")
    noun = next((i for i, t in enumerate(tokens) if has_role(t, *counted)), None)
    if noun is None or is_sentence or (len(tokens) > 7 and not names_title):
        return None
    if has_role(tokens[noun], "two"):
        return Mark(Kind.COUNT, 2) if len(tokens) <= 4 else None
    number = _shown_of(tokens) or read_number(folded if len(tokens) <= 7 else folded[:12])
    if number is None:
        return Mark(Kind.COUNT, 1) if _is_one(tokens, noun) else None
    is_count = _is_only_count(tokens, noun) or _counts_for_title(tokens, noun)
    return Mark(Kind.COUNT if number else Kind.ZERO, number) if is_count else None


def _shown_of(tokens: tuple[str, ...]) -> int | None:
    """The larger number of "Showing 10 of 12 comments"."""
    numbers = [i for i, token in enumerate(tokens) if token.isdigit() and len(token) < 10]
    if len(numbers) != 2 or numbers[1] - numbers[0] != 2:
        return None
    first, last = (int(tokens[i]) for i in numbers)
    return last if has_role(tokens[numbers[0] + 1], "on") and first <= last else None


def _is_one(tokens: tuple[str, ...], noun: int) -> bool:
    """ "One comment", "تعليق واحد": the number in letters, right beside the noun."""
    beside = tokens[max(0, noun - 1) : noun] + tokens[noun + 1 : noun + 2]
    counted = (*beside, tokens[noun])
    one = len(tokens) <= 3 and languages_with(counted, "one", "comment")
    one = one or (len(tokens) == 2 and languages_with(counted, "one", "reply"))
    return one and not tells(tokens, "write", "none", "first")


def _is_only_count(tokens: tuple[str, ...], noun: int) -> bool:
    """Whether the line holds nothing but a number, what it counts, and words that may go with it."""
    allowed = ("comment", "reply", "on", "readers", "article")
    others = (t for i, t in enumerate(tokens) if i != noun and not t.isdigit())
    if not all(t in _ENDINGS or has_role(t, *allowed) for t in others):
        return False
    beside = any(t[0].isdigit() and abs(i - noun) == 1 for i, t in enumerate(tokens))
    return beside or len(tokens) <= 5


def _counts_for_title(tokens: tuple[str, ...], noun: int) -> bool:
    """ "12 thoughts on “A title of any length”"."""
    follows = tokens[noun + 1 : noun + 2]
    return tokens[0].isdigit() and noun <= 2 and bool(follows) and has_role(follows[0], "on")


def as_zero(text: str, tokens: tuple[str, ...]) -> Mark | None:
    if len(tokens) > 14 or not tells(tokens, "comment"):
        return None
    if any(token.isdigit() and int(token) for token in tokens) or text.endswith(("?", "؟")):
        return None
    if len(tokens) <= 6 and languages_with((*tokens[:2], *tokens[-2:]), "closed", "comment"):
        return Mark(Kind.CLOSING)
    if len(tokens) <= 7 and languages_with(tokens, "none", "comment"):
        return Mark(Kind.ZERO, 0)
    if languages_with(tokens, "first", "comment") and len(tokens) >= 3:
        return Mark(Kind.ZERO, 0)
    return None
