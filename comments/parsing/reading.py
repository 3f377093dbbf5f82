"""What a reader of one kind of page hands over, before ids, languages and pseudonyms are given."""

from __future__ import annotations

from dataclasses import dataclass

from comments.records import Confidence, Dropped, Precision, Removal


@dataclass(frozen=True, slots=True)
class ReadComment:
    """One comment as the page shows it.

    `parent` is the index, in page order from 0, of the comment that this one answers. `author` is
    the name on the page; it never leaves `parsing` unless the user asks to keep names. `posted_at`
    is ISO 8601; `precision` is None where its digits say how exact it is. `extra` are the cells that
    the user keeps of a table's row, by column.
    """

    text: str
    author: str | None = None
    posted_at: str | None = None
    precision: Precision | None = None
    likes: int | None = None
    dislikes: int | None = None
    original_id: str | None = None
    removal: Removal | None = None
    parent: int | None = None
    depth: int = 0
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One page, separated into article and comments. `parser` is `reader:rule`."""

    title: str | None
    body: str
    parser: str
    byline: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    declared_comments: int | None = None
    comments: tuple[ReadComment, ...] = ()
    confidence: Confidence = "high"
    reasons: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()
