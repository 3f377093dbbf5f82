"""One page of plain text, separated; `read_text` and `explain` both tell what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass

from comments.parsing.text.body import body_lines
from comments.parsing.text.cuts import Block
from comments.parsing.text.head import Head, read_head
from comments.parsing.text.lines import has_words, split_lines
from comments.parsing.text.openings import Section
from comments.parsing.text.page import Page, open_page
from comments.parsing.text.sections import article_end, declared_in_head, find_section


@dataclass(frozen=True, slots=True)
class Separated:
    """A page and its parts. `body` are indices of lines, `end` is where the article is over."""

    page: Page
    head: Head
    body: list[int]
    end: int
    section: Section | None
    declared: int | None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The comments, as lines of the page."""
        return self.section.cut.blocks if self.section and self.section.cut else ()

    @property
    def rule(self) -> str:
        """The rule that found the comments."""
        return self.section.cut.rule if self.section and self.section.cut else "no-comments"


def separate(text: str) -> Separated | None:
    """Separates article and comments; None where nothing in the text can be read."""
    lines = split_lines(text)
    if not any(has_words(line.text) for line in lines):
        return None
    page = open_page(lines)
    section = find_section(page)
    end = article_end(page, section)
    head = read_head(lines, end)
    is_followed = section is not None and section.cut is not None
    body = body_lines(page, head, end, is_followed=is_followed)
    declared = section.declared if section else None
    if declared is None:
        declared = declared_in_head(page, head.first)
    return Separated(page, head, body, end, section, declared)
