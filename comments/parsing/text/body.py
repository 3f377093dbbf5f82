"""The paragraphs of the article, without what the page puts between and around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from comments.parsing.letters import words
from comments.parsing.text.captions import repeated_lines
from comments.parsing.text.head import Head
from comments.parsing.text.kinds import Kind
from comments.parsing.text.page import Page
from comments.parsing.text.vocabulary import tells

_FURNITURE = {
    Kind.EMPTY,
    Kind.SITE,
    Kind.AD,
    Kind.QUESTION,
    Kind.COUNT,
    Kind.ZERO,
    Kind.FORM,
    Kind.CONTROL,
    Kind.END,
    Kind.CLOSING,
}
_MAX_TRIM, _MAX_TRIM_WORDS, _MAX_QUESTION_WORDS, _RECURRING = 4, 10, 12, 3


def body_lines(page: Page, head: Head, end: int, *, is_followed: bool) -> list[int]:
    """Indices of the paragraphs of the article, which ends before the line `end`.

    `is_followed` says that a comment section comes next: short lines just before it that are no
    sentences (the question whether one liked the article, tags) then belong to the page.
    """
    among = [*head.standfirst, *range(head.first, end)]
    captions = page.captions | repeated_lines(page.lines[:end])
    repeated = recurring(page, among)
    kept = [
        i
        for i in among
        if i not in captions
        and page.kind(i) not in _FURNITURE
        and i not in repeated
        and not _is_read_on(page, i, head.first)
    ]
    if not kept:
        # Short notes end in their source in brackets; without them there would be no article.
        kept = [i for i in among if page.kind(i) is Kind.PROSE]
    while len(kept) > 1 and page.kind(kept[-1]) in {Kind.HEADING, Kind.WEAK_HEADING}:
        kept.pop()
    if is_followed:
        kept = _trim(page, kept)
    return kept


def recurring(page: Page, among: Iterable[int]) -> set[int]:
    """Short lines that the page repeats: labels, and no text of the article."""
    places = [i for i in among if page.kind(i) is Kind.SHORT]
    count = Counter(page.text(i) for i in places)
    return {i for i in places if count[page.text(i)] >= _RECURRING}


def _is_read_on(page: Page, index: int, first: int) -> bool:
    """Whether the line is the headline under an inserted "Also read:"."""
    if index <= first or page.kind(index) is not Kind.SHORT:
        return False
    return page.kind(index - 1) is Kind.END and page.text(index - 1).endswith((":", "："))


def _trim(page: Page, kept: list[int]) -> list[int]:
    for _ in range(_MAX_TRIM):
        if len(kept) <= 1:
            break
        text = page.text(kept[-1])
        tokens = words(text) if len(text) <= 200 else ()
        asks = (
            text.rstrip(" \"'”»").endswith(("?", "؟", "？")) and len(tokens) <= _MAX_QUESTION_WORDS
        )
        about = asks and tells(tokens, "article", "like")
        aside = page.kind(kept[-1]) is Kind.SHORT and len(tokens) <= _MAX_TRIM_WORDS
        if not (about or aside):
            break
        kept = kept[:-1]
    return kept
