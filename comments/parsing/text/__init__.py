"""Reads saved news pages that were kept as plain text: the article, and the comments under it.

A text copy has no markup left. What is left is evidence of two kinds: words ("12 Comments",
"Reply", "Leave a Reply"), which `cues` lists by language, and form (lines that recur, runs of blank
lines, a declared number that one way of cutting meets). Pages are read by both.
"""

from __future__ import annotations

from comments.parsing.reading import Reading
from comments.parsing.text.account import account, roles_of
from comments.parsing.text.confidence import judge
from comments.parsing.text.explain import explain
from comments.parsing.text.reader import separate
from comments.parsing.text.thread import to_comments, told_times
from comments.parsing.text.times import date_comments

__all__ = ["explain", "read_text"]


def read_text(text: str, *, saved_at: str | None = None) -> Reading:
    """Separates one page of plain text into article and reader comments.

    `saved_at` (ISO 8601) is when the page was saved: what "3 hours ago" is counted back from. A text
    without a readable word gives an empty reading (`title` None, `body` "").
    """
    found = separate(text)
    if found is None:
        return Reading(title=None, body="", parser="text:empty")
    page, head = found.page, found.head
    told = told_times(found.blocks, page)
    dated, warnings = date_comments(told, published_at=head.published_at, saved_at=saved_at)
    verdict = judge(found)
    return Reading(
        title=head.title,
        body="\n\n".join(page.text(index) for index in found.body),
        parser=f"text:{found.rule}",
        byline=head.byline,
        published_at=head.published_at,
        outlet=head.outlet,
        url=head.url,
        declared_comments=found.declared,
        comments=to_comments(found.blocks, dated, page),
        confidence=verdict.confidence,
        reasons=verdict.reasons,
        dropped=account(page, roles_of(found)),
        warnings=(*verdict.warnings, *warnings),
    )
