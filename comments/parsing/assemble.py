"""From a reading to an article: ids, languages, pseudonyms, repeats, and the count compared."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from comments.parsing.language import LANGUAGES, detect, is_written_otherwise
from comments.parsing.reading import ReadComment, Reading
from comments.records import Article, Comment, Precision

Record = TypeVar("Record", Reading, ReadComment)

_DAYS: tuple[Precision, ...] = ("year", "month", "day")

_SAMPLE = 4_000
"""Characters from which the language of an article is told."""

ID_LENGTH = 16
"""Hex digits of an id, after a letter that keeps spreadsheets from reading a number: 64 bits, so that a clash among ten million comments has odds of 1 in 300,000."""


def assemble(
    reading: Reading,
    *,
    source: str,
    url: str | None = None,
    keep_authors: bool = False,
    author_key: bytes | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> Article:
    """The article that a reading stands for.

    The article's id is a hash of what was read (address, title, body, comments), not of the bytes:
    the same page saved with other line endings is the same article. Without `author_key`, authors
    become `reader-1`, `reader-2` … within the article; with it, keyed pseudonyms (HMAC-SHA-256)
    that are equal across the articles of a study. What the words show of the language outweighs
    what the page says of itself: sites that write in Urdu declare English. `languages` are the study's.
    """
    reading = replace(_sound(reading), comments=tuple(map(_sound, reading.comments)))
    url = url or reading.url
    article_id = "a" + _digest(
        url, reading.title, reading.body, *(c.text for c in reading.comments)
    )
    language = _language(reading, languages)
    names = _names(reading.comments, keep_authors=keep_authors, author_key=author_key)
    ids = [
        "c" + _digest(article_id, str(position), comment.text)
        for position, comment in enumerate(reading.comments, start=1)
    ]
    repeated = _repeated(reading.comments)
    comments = [
        Comment(
            comment_id=ids[i],
            article_id=article_id,
            position=i + 1,
            text=comment.text,
            parent_id=None if comment.parent is None else ids[comment.parent],
            depth=comment.depth,
            author=names[i],
            posted_at=_zoned(comment.posted_at),
            posted_precision=comment.precision or _precision(comment.posted_at),
            likes=comment.likes,
            dislikes=comment.dislikes,
            original_id=comment.original_id,
            removal=comment.removal,
            language=detect(comment.text, language, languages),
            duplicate_of=None if (earlier := repeated[i]) is None else ids[earlier],
            extra=tuple((name, _whole(text)) for name, text in comment.extra),
        )
        for i, comment in enumerate(reading.comments)
    ]
    return Article(
        article_id=article_id,
        source=source,
        title=reading.title,
        body=reading.body,
        url=url,
        outlet=reading.outlet,
        byline=reading.byline,
        published_at=_zoned(reading.published_at),
        language=language,
        declared_comments=reading.declared_comments,
        comments=tuple(comments),
        parser=reading.parser,
        confidence=reading.confidence,
        reasons=reading.reasons,
        dropped=reading.dropped,
        warnings=(*reading.warnings, *_count_warning(reading.declared_comments, len(comments))),
    )


def _sound(record: Record) -> Record:
    """The record with `?` for each half of a cut surrogate pair, which no table can hold."""
    texts = {field.name: getattr(record, field.name) for field in fields(record)}
    foreign = {n: t for n, t in texts.items() if isinstance(t, str) and not t.isascii()}
    sound: dict[str, Any] = {n: s for n, t in foreign.items() if (s := _whole(t)) != t}
    return replace(record, **sound) if sound else record


def _zoned(moment: str | None) -> str | None:
    """The moment with UTC as an offset: exports write Z where pages have +00:00."""
    return f"{moment[:-1]}+00:00" if moment and moment.endswith("Z") else moment


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _digest(*parts: str | None) -> str:
    # A length before each part: ("ab", "c") and ("a", "bc") are different pages.
    joined = b"".join(
        b"-" if p is None else f"{len(raw)}:".encode() + raw
        for p in parts
        for raw in [(p or "").encode("utf-8")]
    )
    return hashlib.sha256(joined).hexdigest()[:ID_LENGTH]


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _repeated(comments: Sequence[ReadComment]) -> list[int | None]:
    """Index of the first earlier comment that each one repeats, None where it is new.

    Two readers who are known to be different may say the same: that is no repeat.
    """
    first: dict[tuple[str, str | None], int] = {}
    anybody: dict[str, int] = {}
    repeated: list[int | None] = []
    for i, comment in enumerate(comments):
        text, author = _folded(comment.text), comment.author and _folded(comment.author)
        if author is None:
            repeated.append(anybody.get(text))
        else:
            earlier = [first[key] for key in ((text, author), (text, None)) if key in first]
            repeated.append(min(earlier, default=None))
        first.setdefault((text, author), i)
        anybody.setdefault(text, i)
    return repeated


def _names(
    comments: Iterable[ReadComment], *, keep_authors: bool, author_key: bytes | None
) -> list[str | None]:
    names: list[str | None] = []
    order: dict[str, int] = {}
    for comment in comments:
        if comment.author is None or keep_authors:
            names.append(comment.author)
        elif author_key is not None:
            name = _folded(comment.author).encode("utf-8")
            digest = hmac.new(author_key, name, "sha256").hexdigest()
            names.append(f"reader-{digest[:ID_LENGTH]}")
        else:
            number = order.setdefault(_folded(comment.author), len(order) + 1)
            names.append(f"reader-{number}")
    return names


def _language(reading: Reading, languages: Sequence[str]) -> str:
    declared = _base(reading.language)
    said = f"{reading.title or ''} {reading.body[:_SAMPLE]}"
    if not reading.body:
        # Exports and tables have the comments alone, and three words of a title mislead.
        said = " ".join((said, *(comment.text for comment in reading.comments)))[:_SAMPLE]
    if declared is not None and declared not in languages:
        if not is_written_otherwise(said, declared):
            return declared
        declared = None
    return detect(said, declared, languages)


def _base(language: str | None) -> str | None:
    """`en` of a page's own `en-US`; None where the page says nothing usable."""
    base = (language or "").strip().lower().replace("_", "-").split("-")[0]
    return base if len(base) == 2 and base.isalpha() else None


def _precision(moment: str | None) -> Precision | None:
    """How exact the digits of an ISO 8601 moment are."""
    if moment is None:
        return None
    day, _, clock = moment.partition("T")
    if not clock:
        return _DAYS[day.count("-")]
    return "second" if re.match(r"\d\d:\d\d:\d\d", clock) else "minute"


def _count_warning(declared: int | None, found: int) -> tuple[str, ...]:
    if declared is None or declared == found:
        return ()
    return (f"The page declares {declared:,} comments, {found:,} were found.",)
