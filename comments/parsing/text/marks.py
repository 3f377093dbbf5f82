"""What one line of a page is, as far as its words tell: a count, a control, a form, prose."""

from __future__ import annotations

import re
from functools import cache

from comments.parsing.letters import fold, words
from comments.parsing.removals import removal_of
from comments.parsing.text.counts import as_count, as_zero
from comments.parsing.text.cues import ADVERTISING
from comments.parsing.text.forms import as_form, as_question
from comments.parsing.text.kinds import Kind, Mark, ends_sentence
from comments.parsing.text.lines import has_words
from comments.parsing.text.vocabulary import (
    ends_openings,
    has_role,
    in_phrases,
    is_made_of,
    languages_with,
    may_be_cue,
    phrases,
)
from comments.parsing.text.votes import read_votes

_MAX_AD = 2
MAX_WORDS, MAX_LENGTH = 26, 220
"""Beyond these a line is prose: the longest form note in the languages read has 22 words."""

_FULL_STOP = re.compile(r"[.!?؟。۔।]\s*$")
_PLURAL = re.compile(r"(?<=[^\W\d_]|[\u0900-\u09ff])(?:\([^\d()\s]{1,8}\)| \([^\d()\s]{1,4}\))")
"""The ending of "Comment(s)"."""
_EMOJI_LIKE = re.compile("[👍❤♥▲⬆👎▼⬇]")
_CUE_SIGNS = re.compile("[(*＊©👍❤♥▲⬆👎▼⬇]")
"""Signs of which some cue is made, besides words."""
_EMOJI_SAID = re.compile(
    "[\u2639\u263a\U0001f1e6-\U0001f1ff\U0001f300-\U0001f4ab\U0001f4ad-\U0001f4bb\U0001f525"
    "\U0001f54a-\U0001f54e\U0001f573-\U0001f57a\U0001f590-\U0001f596\U0001f5a4\U0001f5ff-\U0001f64f"
    "\U0001f680-\U0001f6d2\U0001f90c-\U0001faff]"
)
"""Emoji that readers write. Left out are those that pages use as icons: speech balloons, clocks,
calendars, letters, cameras, magnifying glasses, links.
"""


def mark(text: str) -> Mark:
    """The kind of a line by its words alone."""
    if len(text) > MAX_LENGTH:
        return Mark(Kind.PROSE)
    return _mark_short(text)


def _mark_short(text: str) -> Mark:
    if not has_words(text):
        return Mark(_as_signs(text))
    plain = _PLURAL.sub("", text) if "(" in text else text
    folded = fold(plain)
    tokens = words(plain)
    if not tokens:
        return Mark(Kind.EMPTY)
    if len(tokens) > MAX_WORDS:
        return Mark(Kind.PROSE)
    if removal_of(text):
        return Mark(Kind.REMOVED)
    # Most lines have not one of the words that the rules ask for.
    has_sign = "/" in folded or _CUE_SIGNS.search(text)
    if (has_sign or may_be_cue(tokens)) and (found := _by_words(text, folded, tokens)):
        return found
    short = len(tokens) <= 12 and not ends_sentence(text)
    return Mark(Kind.SHORT if short else Kind.PROSE)


def _by_words(text: str, folded: str, tokens: tuple[str, ...]) -> Mark | None:
    names = tuple(token for token in tokens if not token.isdigit())
    return (
        as_count(text, folded, tokens)
        or as_zero(text, tokens)
        or _as_phrase(text, tokens, names)
        or _as_control(text, folded, tokens)
        or _as_closing(text, tokens)
        or as_form(text, folded, tokens)
        or as_question(text, tokens)
    )


@cache
def _advertising() -> frozenset[str]:
    return frozenset(words(ADVERTISING))


def _as_signs(text: str) -> Kind:
    """A line without a letter: a thumb to press, a reader's emoji, an ornament or icon."""
    pressed = _EMOJI_LIKE.findall(text)
    if pressed:
        # A button shows its sign once.
        return Kind.SHORT if len(pressed) > len(set(pressed)) else Kind.CONTROL
    return Kind.SHORT if _EMOJI_SAID.search(text) else Kind.EMPTY


def _as_phrase(text: str, tokens: tuple[str, ...], names: tuple[str, ...]) -> Mark | None:
    if text.endswith(":") and in_phrases("QUOTES", tokens):
        return Mark(Kind.SHORT)
    if len(tokens) <= _MAX_AD and all(token in _advertising() for token in tokens):
        return Mark(Kind.AD)
    for name, kind in (
        ("HEADINGS", Kind.HEADING),
        ("WEAK_HEADINGS", Kind.WEAK_HEADING),
        ("CONTROLS", Kind.CONTROL),
        ("ENDS", Kind.END),
        ("SITE", Kind.SITE),
    ):
        # "Comment" heads a section and nothing else; "Reply 2" is still a control, see below.
        # "I agree." with its full stop is a reader's word, "Agree" a button.
        if in_phrases(name, tokens) and not (kind is Kind.CONTROL and _FULL_STOP.search(text)):
            return Mark(kind)
    if _is_end(text, tokens, names):
        return Mark(Kind.END)
    is_site = 1 < len(names) <= 14 and is_made_of("SITE", names)
    return Mark(Kind.SITE) if is_site else None


def _is_end(text: str, tokens: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """ "Related: The ferry", "More from our correspondent", "© 2023", "Sign up for our newsletter"."""
    label, colon, rest = text.partition(":")
    if (
        (colon and rest and in_phrases("ENDS", words(label)))
        or tokens[0] == "copyright"
        or "©" in text
    ):
        return True
    if 1 < len(names) <= 10 and names[0] in ends_openings():
        longest = range(2, min(6, len(names)) + 1)
        if any(in_phrases("ENDS", names[:n]) for n in longest):
            return True
    invites = len(tokens) <= 9 and languages_with(tokens, "newsletter", "subscribe")
    return invites and not ends_sentence(text)


def _as_closing(text: str, tokens: tuple[str, ...]) -> Mark | None:
    """ "Load more comments", "1 2 3 Next"; "Hide 2 replies", which is a control."""
    if not 1 < len(tokens) <= 10:
        return None
    if languages_with(tokens, "access", "comment"):
        return Mark(Kind.CLOSING)
    if ends_sentence(text):
        return None
    parts = fold(text).split()
    pages = next((n for n, part in enumerate(parts) if part != str(n + 1)), len(parts))
    if pages > 1 and len(parts) - pages <= 2:
        return Mark(Kind.CLOSING)
    answers = [t for t in tokens if t.isdigit() or has_role(t, "load", "reply", "one")]
    if len(answers) == len(tokens) <= 4 and languages_with(tokens, "load", "reply"):
        return Mark(Kind.CONTROL)
    known = all(has_role(t, "more", "load", "comment", "on", "readers") for t in tokens)
    asked = any(languages_with(tokens, *pair) for pair in (("more", "load"), ("more", "comment")))
    return Mark(Kind.CLOSING) if known and asked and len(tokens) <= 6 else None


def _as_control(text: str, folded: str, tokens: tuple[str, ...]) -> Mark | None:
    """ "Reply", "Like 3 Reply 2h", "👍 5", "Show 3 replies": known phrases, numbers, times."""
    if len(tokens) > 10 or _FULL_STOP.search(text):
        return None
    known = phrases("CONTROLS")
    place, found = 0, 0
    while place < len(tokens):
        for length in (4, 3, 2, 1):
            if tokens[place : place + length] in known:
                found += 1
                place += length
                break
        else:
            token = tokens[place]
            if not (
                re.fullmatch(r"\d+|[hdmwyk]|mo|min", token)
                or has_role(token, "ago", "unit")
                or (has_role(token, "readers", "on", "reply", "like") and len(tokens) <= 4)
            ):
                return None
            place += 1
    if not found and not _EMOJI_LIKE.search(folded):
        return None
    likes, dislikes = read_votes(text)
    return Mark(Kind.CONTROL, likes=likes, dislikes=dislikes)
