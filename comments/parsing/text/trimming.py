"""What stands at the edges of a comment section and is no comment: rules, invitations, rests."""

from __future__ import annotations

from dataclasses import replace

from comments.parsing.letters import words
from comments.parsing.text.cuts import Cut
from comments.parsing.text.kinds import Kind, ends_sentence
from comments.parsing.text.page import Page
from comments.parsing.text.vocabulary import languages_with, tells

_MAX_INVITATION, _MAX_INVITATION_WORDS, _MAX_NOTICE = 80, 8, 400


def without_furniture(cut: Cut, page: Page) -> Cut | None:
    """One block too many, and the last invites to write, or the first is a form's unknown note."""
    first, last = cut.blocks[0], cut.blocks[-1]
    is_rest = all(page.kind(i) is Kind.SITE or page.keys[i].isdigit() for i in last.lines)
    if is_rest or (len(last.lines) == 1 and _invites(page.text(last.lines[0]))):
        return replace(cut, blocks=cut.blocks[:-1])
    if len(first.lines) == 1 and page.kind(first.lines[0]) is Kind.SHORT:
        return replace(cut, blocks=cut.blocks[1:])
    return None


def after_notices(page: Page, start: int, end: int) -> int:
    """The first line that is not of the rules of the house, which stand over the first comment.

    A line with a control under it is a comment of its own, whatever it is about.
    """
    while start + 1 < end and is_notice(page, start) and page.kind(start + 1) is not Kind.CONTROL:
        start += 1
    return start


def is_notice(page: Page, index: int) -> bool:
    """Whether a line over the comments tells how to write them, or who answers for them."""
    kind = page.kind(index)
    if kind in {Kind.FORM, Kind.SITE, Kind.QUESTION}:
        return True
    text = page.text(index)
    tokens = words(text) if kind in {Kind.PROSE, Kind.SHORT} and len(text) <= _MAX_NOTICE else ()
    return any(languages_with(tokens, "comment", other) for other in ("notice", "policy", "access"))


def without_invitation(cut: Cut, page: Page) -> Cut:
    """The cut without the line under the last comment that invites to write the next."""
    last = cut.blocks[-1]
    if len(last.lines) > 1 and _invites(page.text(last.lines[-1])):
        return replace(cut, blocks=(*cut.blocks[:-1], replace(last, lines=last.lines[:-1])))
    return cut


def _invites(text: str) -> bool:
    """ "What do you think?", "Réagissez à cet article": a short line about comments, no sentence."""
    tokens = words(text) if len(text) <= _MAX_INVITATION else ()
    asks = text.endswith(("?", "؟")) or not ends_sentence(text)
    about = tells(tokens, "comment")
    return asks and about and 1 < len(tokens) <= _MAX_INVITATION_WORDS
