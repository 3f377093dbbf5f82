"""From the rows of one article to its reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from comments.parsing.exports.linking import Entry, link
from comments.parsing.exports.markup import lines_to_text
from comments.parsing.reading import ReadComment, Reading
from comments.parsing.removals import removal_of
from comments.parsing.tables.cells import as_count
from comments.parsing.tables.columns import reading_terms
from comments.parsing.tables.settling import Settled
from comments.parsing.tables.table import Row, count_characters
from comments.parsing.tables.times import to_iso
from comments.records import Dropped

_OF_THE_ARTICLE = ("title", "url", "outlet", "published_at", "body")
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def read_rows(rows: Iterable[Row], settled: Settled) -> Reading:
    """The reading of the rows of one article, in their order.

    What a table says of the article is taken from the first row that says it; the language is the
    article's where all rows agree on it. Rows without a text are counted in `dropped`.
    """
    columns = settled.columns
    fields = [field for field in _OF_THE_ARTICLE if getattr(columns, field)]
    article: dict[str, str] = {}
    languages: set[str | None] = set()
    entries: list[Entry] = []
    lost = characters = unread = 0
    for row in rows:
        for field in fields:
            if field not in article and (value := getattr(row, field)):
                article[field] = value
        languages.add(row.language)
        if not (row.text and row.text.strip()):
            lost += 1
            characters += count_characters(*row.texts())
            continue
        comment = _comment(row, settled)
        unread += row.posted_at is not None and comment.posted_at is None
        entries.append(_entry(row, comment, settled))
    warnings = list(settled.warnings)
    if unread:
        warnings.append(
            f"Column {columns.posted_at!r}: {unread:,} of {len(entries):,} times could not be read."
        )
    if columns.parent and not columns.original_id:
        warnings.append(f"Column {columns.parent!r} names parents, but no column has the ids.")
    comments, repaired = _linked(entries, settled)
    return Reading(
        title=_line(article.get("title")),
        body=clean(article.get("body", "")),
        parser=f"table:{columns.text}",
        published_at=to_iso(article.get("published_at"), is_day_first=settled.is_day_first),
        outlet=_line(article.get("outlet")),
        url=_line(article.get("url")),
        language=_line(languages.pop()) if len(languages) == 1 else None,
        comments=comments,
        confidence="medium" if columns.others else "high",
        reasons=("columns: " + ", ".join(f"{f} = {n}" for f, n in columns.named().items()),),
        dropped=(Dropped("row without text", lost, characters),) if lost else (),
        warnings=(*warnings, *repaired),
    )


def clean(text: str) -> str:
    """The text with "\\n" for line ends, one blank line between paragraphs, no space around it."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\n\n" in text or "\n " in text or "\n\t" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return text.replace("\x00", "").strip()


def _comment(row: Row, settled: Settled) -> ReadComment:
    text = row.text or ""
    read = clean(lines_to_text(text) if settled.is_markup else text) or text.strip()
    return ReadComment(
        text=read,
        author=None if (row.author or "").casefold() in _terms("no_author") else _line(row.author),
        posted_at=to_iso(row.posted_at, is_day_first=settled.is_day_first, language=row.language),
        likes=as_count(row.likes),
        dislikes=as_count(row.dislikes),
        original_id=_line(row.original_id),
        removal=removal_of(read),
        extra=tuple(
            (name, cell)
            for (name, _), cell in zip(settled.columns.kept, row.extra, strict=True)
            if cell
        ),
    )


def _linked(
    entries: Sequence[Entry], settled: Settled
) -> tuple[tuple[ReadComment, ...], tuple[str, ...]]:
    if settled.columns.parent and settled.columns.original_id:
        return link(entries)
    return tuple(entry.comment for entry in entries), ()


def _entry(row: Row, comment: ReadComment, settled: Settled) -> Entry:
    if settled.columns.parent is None:
        return Entry(None, None, comment)
    prefixes = reading_terms()["id_prefixes"]
    key, parent = (_key(value, prefixes) for value in (row.original_id, row.parent))
    if parent is not None and (
        parent.casefold() in _terms("no_parent")
        or parent.startswith(tuple(reading_terms()["article_prefixes"]))
        or parent == _key(row.article, prefixes)
    ):
        parent = None
    return Entry(key, parent, comment)


def _key(value: str | None, prefixes: Sequence[str]) -> str | None:
    """An id as it is compared: a column of numbers with gaps has them as 12.0."""
    key = (value or "").strip().removesuffix(".0")
    for prefix in prefixes:
        key = key.removeprefix(prefix)
    return key or None


@cache
def _terms(name: str) -> frozenset[str]:
    return frozenset(reading_terms()[name])


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None
