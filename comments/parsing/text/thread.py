"""The blocks of a comment section as comments: text, author, time, votes, and whom they answer."""

from __future__ import annotations

from collections.abc import Sequence

from comments.parsing.letters import fold
from comments.parsing.reading import ReadComment
from comments.parsing.removals import removal_of
from comments.parsing.text.cuts import Block
from comments.parsing.text.kinds import Kind
from comments.parsing.text.page import Page
from comments.parsing.text.quotes import marked
from comments.parsing.text.stamps import relative_time
from comments.parsing.text.times import Dated, Told
from comments.records import Removal


def told_times(blocks: Sequence[Block], page: Page) -> list[Told]:
    """The time of each block: of its lead, else of its controls ("Like · Reply · 2h")."""
    return [_told(block, page) for block in blocks]


def _told(block: Block, page: Page) -> Told:
    if block.lead and (block.lead.posted_at or block.lead.ago):
        return Told(block.lead.posted_at, block.lead.ago)
    for index in block.controls:
        if ago := relative_time(page.text(index))[1]:
            return Told(None, ago)
    return Told()


def _removal(page: Page, lines: Sequence[int], text: str) -> Removal | None:
    """A notice is one paragraph; that a short line is none was found when it was looked at."""
    is_one = len(lines) == 1 and page.kind(lines[0]) is not Kind.SHORT
    return removal_of(text) if is_one else None


def to_comments(
    blocks: Sequence[Block], dated: Sequence[Dated], page: Page
) -> tuple[ReadComment, ...]:
    """The comments of a cut, paragraphs separated by one blank line."""
    said: set[str] = set()
    latest: dict[str, int] = {}
    comments: list[ReadComment] = []
    for block, (posted_at, precision) in zip(blocks, dated, strict=True):
        paragraphs = [page.text(index) for index in block.lines]
        text = "\n\n".join(marked(paragraphs, said))
        said.update(map(fold, paragraphs))
        author = block.lead.author if block.lead else None
        answers = block.lead.answers if block.lead else None
        parent = latest.get(fold(answers)) if answers else None
        marks = [page.marks[index] for index in block.controls]
        comments.append(
            ReadComment(
                text=text,
                author=author,
                posted_at=posted_at,
                precision=precision,
                likes=next((m.likes for m in marks if m.likes is not None), None),
                dislikes=next((m.dislikes for m in marks if m.dislikes is not None), None),
                removal=_removal(page, block.lines, text),
                parent=parent,
                depth=0 if parent is None else comments[parent].depth + 1,
            )
        )
        if author:
            latest[fold(author)] = len(comments) - 1
    return tuple(comments)
