"""What one line of a page is, as far as its words tell: a count, a control, a form, prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise

from comments.parsing.text.lines import fold, has_words, words
from comments.parsing.text.vocabulary import (
    has_role,
    in_phrases,
    is_made_of,
    languages_with,
    phrases,
)

MAX_WORDS, MAX_LENGTH = 26, 220
"""Beyond these a line is prose: the longest form note in the languages read has 22 words."""

_NUMBER = re.compile(r"\d{1,3}(?:[.,'\u00a0\u066c ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?(?=\s?[km]\b)|\d+")
_COUNTER = re.compile(r"(?<!\d)\d{2,5} ?/ ?\d{2,5}(?!\d)")
_FULL_STOP = re.compile(r"[.!?؟。۔।]\s*$")
_SENTENCE_END = re.compile(r"[.!…。؟?۔।॥:;]['\"”’»)\]]*$|[.!…?]\s*\[[^\]]*\]$")
_STAR = re.compile(r"(?:^|\s|\w)[*＊](?:\s|$|\W)")
_PLURAL = re.compile(r"(?<=[^\W\d_]|[\u0900-\u09ff])(?:\([^\d()\s]{1,8}\)| \([^\d()\s]{1,4}\))")
"""The ending of "Comment(s)"."""
_QUOTED = re.compile('[“«„"].*[”»“"]')
_IN_BRACKETS = re.compile(r"\(\s*\d+\s*\)\s*$")
_EMOJI_LIKE = re.compile("[👍❤♥▲⬆]")
_EMOJI_SAID = re.compile("[\U0001f440-\U0001f450\U0001f600-\U0001f64f\U0001f910-\U0001f97a]")
_ENDINGS = frozenset("s es e en er n k m".split())
_QUOTE = re.compile("[\"“”«»„‘’']")


class Kind(Enum):
    """Kinds of line. Everything but PROSE and SHORT is the page's furniture."""

    PROSE = auto()
    SHORT = auto()  # few words, no known cue: a subheading, a name, a brief comment
    EMPTY = auto()  # no letter, digit or emoji
    COUNT = auto()  # "12 Comments"
    HEADING = auto()  # "Reader comments"
    WEAK_HEADING = auto()  # "Discussion"
    ZERO = auto()  # "No comments yet"
    FORM = auto()  # "Leave a Reply", "1500 / 1500", "Required fields are marked *"
    QUESTION = auto()  # "Do you like this article?"
    CONTROL = auto()  # "Reply"
    END = auto()  # "Related articles"
    CLOSING = auto()  # "Load more comments", "Comments are closed."
    SITE = auto()  # "Share", "Print", "Newest first"


@dataclass(frozen=True, slots=True)
class Mark:
    """A line's kind; `number` is what a COUNT states, `likes` what a CONTROL shows."""

    kind: Kind
    number: int | None = None
    likes: int | None = None
    is_form_heading: bool = False


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


def ends_sentence(text: str) -> bool:
    """Whether the line ends as sentences do."""
    return bool(_SENTENCE_END.search(text[-40:]))


def mark(text: str) -> Mark:
    """The kind of a line by its words alone."""
    if len(text) > MAX_LENGTH:
        return Mark(Kind.PROSE)
    return _mark_short(text)


@lru_cache(maxsize=65536)
def _mark_short(text: str) -> Mark:
    if not has_words(text):
        if _EMOJI_LIKE.search(text):
            return Mark(Kind.CONTROL)
        return Mark(Kind.SHORT if _EMOJI_SAID.search(text) else Kind.EMPTY)
    plain = _PLURAL.sub("", text)
    folded = fold(plain)
    tokens = tuple(words(plain))
    if not tokens:
        return Mark(Kind.EMPTY)
    if len(tokens) > MAX_WORDS:
        return Mark(Kind.PROSE)
    names = tuple(token for token in tokens if not token.isdigit())
    found = (
        _as_count(text, folded, tokens)
        or _as_zero(text, tokens)
        or _as_phrase(text, tokens, names)
        or _as_control(text, folded, tokens)
        or _as_closing(text, tokens)
        or _as_form(text, folded, tokens)
        or _as_question(text, tokens)
    )
    if found:
        return found
    short = len(tokens) <= 12 and not ends_sentence(text)
    return Mark(Kind.SHORT if short else Kind.PROSE)


def _as_count(text: str, folded: str, tokens: tuple[str, ...]) -> Mark | None:
    """ "12 Comments", "Comments (12)", "12 Responses to “Title”", "One comment"."""
    if _IN_BRACKETS.search(folded) and in_phrases("WEAK_HEADINGS", tokens[:-1]):
        return Mark(Kind.COUNT, int(tokens[-1])) if int(tokens[-1]) else None
    # "Reply (1)" stands under a comment.
    named = tuple(token for token in tokens if not token.isdigit())
    if _EMOJI_LIKE.search(text) or (not tokens[0].isdigit() and in_phrases("CONTROLS", named)):
        return None
    untitled = tuple(words(_QUOTED.sub(" ", text)))
    # "“Title” için 12 yorum": in these languages the title comes first.
    if not tokens[0].isdigit() and 1 < len(untitled) < len(tokens):
        tokens, folded = untitled, " ".join(untitled)
    names_title = tokens[0].isdigit() and _QUOTE.search(text)
    is_sentence = ends_sentence(text) and not text.endswith(":")
    noun = next((i for i, t in enumerate(tokens) if has_role(t, "comment", "reply", "two")), None)
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
    return one and not any(has_role(t, "write", "none", "first") for t in tokens)


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


def _as_zero(text: str, tokens: tuple[str, ...]) -> Mark | None:
    counts = any(token.isdigit() and int(token) for token in tokens)
    if len(tokens) > 14 or counts or text.endswith(("?", "؟")):
        return None
    if len(tokens) <= 6 and languages_with((*tokens[:2], *tokens[-2:]), "closed", "comment"):
        return Mark(Kind.CLOSING)
    if len(tokens) <= 7 and languages_with(tokens, "none", "comment"):
        return Mark(Kind.ZERO, 0)
    if languages_with(tokens, "first", "comment") and len(tokens) >= 3:
        return Mark(Kind.ZERO, 0)
    return None


def _as_phrase(text: str, tokens: tuple[str, ...], names: tuple[str, ...]) -> Mark | None:
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
    longest = range(2, min(6, len(names)) + 1)
    if (
        tokens[0] == "copyright"
        or "©" in text
        or (len(names) <= 10 and any(in_phrases("ENDS", names[:n]) for n in longest))
    ):
        return Mark(Kind.END)
    invites = len(tokens) <= 9 and languages_with(tokens, "newsletter", "subscribe")
    if invites and not ends_sentence(text):
        return Mark(Kind.END)
    is_site = 1 < len(names) <= 14 and is_made_of("SITE", names)
    return Mark(Kind.SITE) if is_site else None


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


def _as_form(text: str, folded: str, tokens: tuple[str, ...]) -> Mark | None:
    if _is_form_note(text, folded, tokens):
        return Mark(Kind.FORM)
    inviting = any(languages_with(tokens, "write", what) for what in ("comment", "reply"))
    is_sentence = text.endswith((".", "。", "۔", "।"))
    if len(tokens) <= 6 and inviting and not is_sentence and not in_phrases("CONTROLS", tokens):
        return Mark(Kind.FORM, is_form_heading=True)
    return None


def _is_form_note(text: str, folded: str, tokens: tuple[str, ...]) -> bool:
    """ "1500 / 1500", "Required fields are marked *", "Your email will not be published"."""
    starred, count = bool(_STAR.search(text)), len(tokens)
    counted = count <= 14 and bool(_COUNTER.search(folded))
    stopped = bool(_FULL_STOP.search(text))
    lettered = any(has_role(t, "letters") for t in tokens) and any(t.isdigit() for t in tokens)
    formal = any(has_role(t, "comment", "policy", "required", "letters") for t in tokens)
    return (
        (counted and (starred or formal or count == 2))
        or (starred and any(has_role(t, "required", "email", "comment", "policy") for t in tokens))
        or languages_with(tokens, "email", "publish")
        or languages_with(tokens, "email", "browser")
        or (count <= 4 and languages_with(tokens, "email", "required"))
        or (count <= 6 and not stopped and languages_with(tokens, "comment", "policy"))
        or (count <= 7 and not stopped and languages_with(tokens, "enter", "email"))
        or (count <= 6 and languages_with(tokens, "enter", "comment"))
        or (count <= 5 and lettered and (tokens[0].isdigit() or tokens[-1].isdigit()))
    )


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
    return Mark(Kind.CONTROL, likes=_likes(tokens, folded))


def _likes(tokens: tuple[str, ...], folded: str) -> int | None:
    """The number beside "like" or a thumb, where the line has it."""
    for word, number in (*pairwise(tokens), *pairwise(reversed(tokens))):
        if number.isdigit() and len(number) < 10 and word in _like_words():
            return int(number)
    if _EMOJI_LIKE.search(folded):
        numbers = [token for token in tokens if token.isdigit() and len(token) < 10]
        return int(numbers[0]) if len(numbers) == 1 else None
    return None


@cache
def _like_words() -> frozenset[str]:
    listed = (
        "like likes إعجاب إعجابات أعجبني لایک پسند beğen beğendim पसंद लाइक লাইক aime gusta curtir"
    )
    listed += " gostei piace нравится suka recommend points gefällt mir j'aime"
    return frozenset(words(listed)) - {"mir"}


def is_field(text: str) -> tuple[bool, bool]:
    """Whether the line can be the label of a form's field, and whether it asks for name or address."""
    tokens = words(text) if len(text) <= 40 and not _FULL_STOP.search(text) else []
    asks = any(has_role(token, "email") for token in tokens)
    others = ("email", "comment", "field", "required", "readers", "on", "write")
    labels = 0 < len(tokens) <= 4 and all(has_role(token, *others) for token in tokens)
    return labels and any(has_role(t, "email", "comment", "field") for t in tokens), labels and asks


def _as_question(text: str, tokens: tuple[str, ...]) -> Mark | None:
    if len(tokens) > 12:
        return None
    asks = text.rstrip(" \"'”»").endswith(("?", "؟", "？")) or len(tokens) <= 6
    return Mark(Kind.QUESTION) if asks and languages_with(tokens, "article", "like") else None
