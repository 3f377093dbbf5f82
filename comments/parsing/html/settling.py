"""From what was found to what is handed over: lists drawn twice, removals, reply trees, ids."""

from __future__ import annotations

from collections import Counter

from comments.parsing.html.evidence import Evidence
from comments.parsing.html.threads import thread
from comments.parsing.removals import NOTICE, removal_of

_LIST_SHARE = 3


def settle(evidence: Evidence) -> list[str]:
    """Leaves out what is no comment of its own and settles who answers whom; returns warnings."""
    warnings = []
    if doubles := _leave_out_doubles(evidence):
        warnings.append(
            f"{_counted(doubles, 'was', 'were')} drawn twice on the page and read once."
        )
    warnings += thread(evidence.comments)
    if removed := sum(comment.removal is not None for comment in evidence.comments):
        warnings.append(f"{_counted(removed, 'has', 'have')} been taken away; {NOTICE}.")
        for comment in evidence.comments:
            if comment.author and removal_of(comment.author):
                comment.author = None
    _keep_telling_ids(evidence)
    return warnings


def _counted(number: int, singular: str, plural: str) -> str:
    return f"1 comment {singular}" if number == 1 else f"{number:,} comments {plural}"


def _keep_telling_ids(evidence: Evidence) -> None:
    """An id that stands on more than one comment is no id."""
    given = Counter(comment.original_id for comment in evidence.comments)
    for comment in evidence.comments:
        if given[comment.original_id] > 1:
            comment.original_id = None


def _leave_out_doubles(evidence: Evidence) -> int:
    """A list that a page shows twice, by date and by rating, say. Returns how many went.

    Two posts with the same words are two comments; the same words of the same person at the same
    time, for a third of the list or more, are one list drawn twice.
    """
    seen: dict[tuple[str, str | None, str | None], int] = {}
    twice: dict[int, int] = {}
    for i, c in enumerate(evidence.comments):
        if c.time or c.shown_time:
            first = seen.setdefault((c.text, c.author, c.time or c.shown_time), i)
            if first != i:
                twice[i] = first
    if len(twice) < 2 or len(twice) * _LIST_SHARE < len(evidence.comments):
        return 0
    evidence.doubles = [span for i in twice if (span := evidence.comments[i].span)]
    _keep(evidence, [i for i in range(len(evidence.comments)) if i not in twice], twice)
    return len(twice)


def _keep(evidence: Evidence, kept: list[int], same: dict[int, int]) -> None:
    """Only the comments `kept`; parents follow, through `same` where a comment stands for another."""
    place = {i: n for n, i in enumerate(kept)}
    comments = [evidence.comments[i] for i in kept]
    for comment in comments:
        if comment.parent is not None:
            comment.parent = place.get(same.get(comment.parent, comment.parent))
    evidence.comments = comments
