"""Reads saved news pages that were kept as plain text: the article, and the comments under it.

A text copy has no markup left. What is left is evidence of two kinds: words ("12 Comments",
"Reply", "Leave a Reply"), which `cues` lists by language, and form (lines that recur, runs of blank
lines, a declared number that one way of cutting meets). Pages are read by both.
"""

from __future__ import annotations

from comments.parsing.reading import Reading
from comments.parsing.text.body import read_body
from comments.parsing.text.head import read_head
from comments.parsing.text.lines import has_words, split_lines
from comments.parsing.text.page import open_page
from comments.parsing.text.sections import Section, article_end, declared_in_head, find_section
from comments.parsing.text.segments import to_comments

__all__ = ["read_text"]


def read_text(text: str) -> Reading:
    """Separates one page of plain text into article and reader comments.

    A text without a readable word gives an empty reading (`title` None, `body` "").
    """
    lines = split_lines(text)
    if not any(has_words(line.text) for line in lines):
        return Reading(title=None, body="", parser="text:empty")
    page = open_page(lines)
    section = find_section(page)
    end = article_end(page, section)
    head = read_head(lines, end)
    cut = section.cut if section else None
    body = read_body(page, head, end, is_followed=cut is not None)
    declared = section.declared if section else None
    if declared is None:
        declared = declared_in_head(page, head.first)
    return Reading(
        title=head.title,
        body="\n\n".join(body),
        parser=f"text:{cut.rule}" if cut else "text:no-comments",
        byline=head.byline,
        published_at=head.published_at,
        outlet=head.outlet,
        url=head.url,
        declared_comments=declared,
        comments=to_comments(cut, page) if cut else (),
        warnings=_warnings(section),
    )


def _warnings(section: Section | None) -> tuple[str, ...]:
    if section is None or section.cut is None:
        return ()
    warnings = []
    cut = section.cut
    if not cut.is_evident and len(cut.blocks) != section.declared:
        warnings.append(
            "comments were separated by blank lines only, and no declared number confirms it"
        )
    if cut.is_tail_dropped:
        warnings.append("text after the last comment's controls was left out")
    return tuple(warnings)
