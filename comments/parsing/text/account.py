"""Loss accounting: what every line of a page was read as, and what is in neither article nor comment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from comments.parsing.letters import words
from comments.parsing.text import cues
from comments.parsing.text.body import recurring
from comments.parsing.text.captions import repeated_lines
from comments.parsing.text.head import is_stamp
from comments.parsing.text.kinds import Kind
from comments.parsing.text.page import Page
from comments.parsing.text.reader import Separated
from comments.parsing.text.trimming import is_notice
from comments.parsing.text.vocabulary import tells
from comments.records import Dropped

ARTICLE, COMMENT = "article", "comment"
FURNITURE = "comment furniture"
"""Names, times, buttons and votes of the comments."""
NOTICE = "notice about comments"
OTHER = "other"
POLICY = "comment policy"
_REMAINS = "after the comments"

_BY_KIND = {
    Kind.EMPTY: "ornament",
    Kind.COUNT: NOTICE,
    Kind.HEADING: NOTICE,
    Kind.WEAK_HEADING: NOTICE,
    Kind.ZERO: NOTICE,
    Kind.CLOSING: NOTICE,
    Kind.FORM: "comment form",
    Kind.QUESTION: "question to the reader",
    Kind.CONTROL: FURNITURE,
    Kind.END: "related articles",
    Kind.SITE: "navigation",
    Kind.AD: "advertisement",
}


_STARTING = {Kind.COUNT, Kind.HEADING, Kind.ZERO, Kind.FORM}


@dataclass(frozen=True, slots=True)
class Role:
    """What a line was read as, and the rule that decided."""

    kind: str
    rule: str


def account(page: Page, roles: Sequence[Role]) -> tuple[Dropped, ...]:
    """Everything on the page that is in neither the article's body nor a comment, the largest first.

    Body, comments and what is dropped add up to the page, in characters that are no white space.
    """
    sums: dict[str, tuple[int, int]] = {}
    previous = ""
    for line, role in zip(page.lines, roles, strict=True):
        if role.kind not in {ARTICLE, COMMENT}:
            blocks, characters = sums.get(role.kind, (0, 0))
            size = len(line.text.replace(" ", ""))
            sums[role.kind] = (blocks + (role.kind != previous), characters + size)
        previous = role.kind
    dropped = (Dropped(reason, *counted) for reason, counted in sums.items())
    return tuple(sorted(dropped, key=lambda d: (-d.characters, d.reason)))


def roles_of(found: Separated) -> list[Role]:
    """The role of each line of the page."""
    page, head = found.page, found.head
    roles = [_by_words(page, index) for index in range(len(page))]
    bare = [i for i in range(head.first) if roles[i].kind == OTHER]
    _set(roles, bare, Role("navigation", "stands over the article and is no part of it"))
    _after_ends(roles, found)
    for index in range(head.first):
        roles[index] = _in_head(found, index) or roles[index]
    until = found.section.start if found.section else found.end
    captions = {i for i in page.captions if i < until} | repeated_lines(page.lines[:until])
    _set(roles, captions, Role("picture caption", "a picture's credit or label"))
    _set(
        roles,
        recurring(page, range(head.first, found.end)),
        Role("duplicate rendering", "a short line that recurs"),
    )
    _set(roles, found.body, Role(ARTICLE, "in the article"))
    for index in _notices(found, roles):
        roles[index] = Role(POLICY, "tells how to write comments, over the first of them")
    for block in found.blocks:
        _set(roles, block.controls, Role(FURNITURE, "a control under a comment"))
        _set(roles, block.stamps, Role(FURNITURE, "says who wrote, or when"))
        _set(roles, block.lines, Role(COMMENT, found.rule))
    return roles


def _set(roles: list[Role], indices: Iterable[int], role: Role) -> None:
    for index in indices:
        roles[index] = role


def _by_words(page: Page, index: int) -> Role:
    kind = page.kind(index)
    if kind not in _TOLD_APART:
        return _ROLES.get(kind, _UNTOLD)
    told = _BY_KIND[kind]
    tokens = words(page.text(index))
    if kind is Kind.FORM and tells(tokens, "policy"):
        told = POLICY
    elif kind is Kind.SITE and not _listed("SHARE").isdisjoint(tokens):
        told = "share bar"
    elif kind is Kind.END and ("©" in page.text(index) or not _listed("FOOTER").isdisjoint(tokens)):
        told = "page footer"
    elif kind is Kind.END and tells(tokens, "newsletter"):
        told = "notice"
    return Role(told, _by_words_of(kind))


def _by_words_of(kind: Kind) -> str:
    return f"by its words: {kind.name.lower().replace('_', ' ')}"


_ROLES = {kind: Role(told, _by_words_of(kind)) for kind, told in _BY_KIND.items()}
_UNTOLD = Role(OTHER, "no rule took it for article or comment")
_TOLD_APART = {Kind.FORM, Kind.SITE, Kind.END}
"""Kinds of line in which other words tell more."""


def _notices(found: Separated, roles: Sequence[Role]) -> list[int]:
    if not (found.section and found.blocks):
        return []
    over = range(found.section.start, min(found.blocks[0].lines))
    return [i for i in over if roles[i].kind == OTHER and is_notice(found.page, i)]


def _in_head(found: Separated, index: int) -> Role | None:
    head, text = found.head, found.page.text(index)
    title = head.title
    if title and text.startswith(title):
        first = next(i for i in range(index + 1) if found.page.text(i).startswith(title))
        return (
            Role("headline", "the title")
            if first == index
            else Role("duplicate rendering", "the title again")
        )
    told = (head.byline, head.url, head.outlet)
    if is_stamp(text) or any(part and part in text for part in told):
        return Role("byline and date", "says who wrote, when or where")
    return None


def _after_ends(roles: list[Role], found: Separated) -> None:
    """Lines below "Related articles" or the like are of its kind; others are remains of the page."""
    page = found.page
    closed = found.section.end if found.section and found.section.cut else found.end
    kind = ""
    for index in range(found.head.first, len(page)):
        line = page.marks[index].kind
        if line is Kind.END:
            kind = roles[index].kind
        elif line in _STARTING:
            kind = ""
        elif roles[index].kind == OTHER:
            if kind:
                roles[index] = Role(kind, "stands under such a heading")
            elif index >= closed and found.blocks:
                roles[index] = Role(_REMAINS, "stands below the last comment")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(words(getattr(cues, name)))
