"""Loss accounting: what text of a page is in neither the article nor a comment, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from comments.parsing.html.body import Body
from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence
from comments.parsing.html.lines import QUOTE
from comments.parsing.html.parts import BODY, COMMENT, Part, characters
from comments.records import Dropped

_MARKS = re.compile(rf"^(?:{QUOTE})+", re.MULTILINE)
FURNITURE = "comment furniture"
"""Names, times, buttons and likes of the comments that were read."""
NOTICES = "notice about comments"
"""Lines at the end of an article that count comments, or say that there are none."""
OTHER_FRAME = "other frame"
"""Documents inside the page that are not where its comments stand."""
STATE = "script state"
"""Comments in the page's data that were read from its markup; no visible text."""


def account(
    tree: Tree, parts: Sequence[Part], evidence: Evidence, body: Body, state: Evidence | None
) -> list[Dropped]:
    """Everything visible in the tree that is not in `body` or in a comment of `evidence`.

    Visible text = body + comments + what is dropped, in characters that are no white space, with
    `state` left out of the sum.
    """
    blocks: dict[str, int] = {}
    sizes: dict[str, int] = {}

    def add(reason: str, number: int, size: int) -> None:
        if size > 0:
            blocks[reason] = blocks.get(reason, 0) + number
            sizes[reason] = sizes.get(reason, 0) + size

    article = records = 0
    for part in parts:
        size = characters(tree, part.start, part.stop)
        if part.kind == BODY:
            article += size
        elif part.kind == COMMENT:
            records += size
        else:
            add(part.kind, 1, size)
    shown = [comment for comment in evidence.comments if comment.span]
    add(NOTICES, 1, article - length(body.lines))
    add(FURNITURE, len(shown), records - sum(length([own_words(c.text)]) for c in shown))
    if state is not None:
        add(STATE, len(state.comments), length(c.text for c in state.comments))
    return [Dropped(reason, blocks[reason], sizes[reason]) for reason in sorted(sizes)]


def merged(*accounts: Iterable[Dropped]) -> tuple[Dropped, ...]:
    """Several accounts as one, the largest loss first."""
    sums: dict[str, Dropped] = {}
    for dropped in (entry for account in accounts for entry in account):
        known = sums.get(dropped.reason, Dropped(dropped.reason, 0, 0))
        sums[dropped.reason] = Dropped(
            dropped.reason, known.blocks + dropped.blocks, known.characters + dropped.characters
        )
    return tuple(sorted(sums.values(), key=lambda d: (-d.characters, d.reason)))


def length(texts: Iterable[str]) -> int:
    """Characters that are no white space."""
    return sum(map(len, "".join(f"{text} " for text in texts).split()))


def own_words(text: str) -> str:
    """A comment's text without the marks before quoted lines, which are no text of the page."""
    return _MARKS.sub("", text) if QUOTE in text else text
