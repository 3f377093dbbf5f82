"""How far to trust that the comments of a page are all there and nothing else, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from comments.parsing.html.evidence import Evidence
from comments.records import Confidence

_FORMS = {
    "json-ld": "marked up as schema.org Comment in the page's linked data",
    "microdata": "marked up as schema.org Comment or Answer",
    "microformats": "marked up as microformats comments",
    "state": "read from data that the page's scripts left in it",
    "names": "found by class names that say comment, of no system that we know",
    "structure": "found by repeated structure alone",
}
_START = {"names": 2, "structure": 2}
_KNOWN = 3
"""Points before anything else is known; three are high, two medium."""
_LEVELS: tuple[Confidence, ...] = ("low", "low", "medium", "high")
_MOST = 0.8
_FEW = 0.5
_CLOSE = 0.1
_SEVERAL = 3


@dataclass(slots=True)
class Verdict:
    """A level and the sentences that led to it."""

    level: Confidence
    reasons: list[str] = field(default_factory=list)


def judge(
    evidence: Evidence,
    declared: int | None,
    others: Sequence[Evidence],
    absent: Sequence[str],
    place: bool,
) -> Verdict:
    """The verdict on `evidence`, against the other layers that found comments as well.

    `absent` names services whose scripts would have loaded comments; `place` says whether the page
    has a box for comments.
    """
    if not evidence.comments:
        return _without_comments(declared, len(evidence.pingbacks), absent, place)
    found = len(evidence.comments)
    guessed = evidence.rule in _START
    points = _START.get(evidence.rule, _KNOWN)
    reasons = [_FORMS.get(evidence.rule, f"in the markup of {evidence.rule}, a known system")]
    if declared is not None:
        close, told = _compared(declared, evidence)
        points += (found >= _SEVERAL) if close else -1
        reasons.append(told)
    elif guessed and found < _SEVERAL:
        points -= 1
        reasons.append("too few comments to know their form by")
    shown = [c for c in evidence.comments if c.removal is None] or evidence.comments
    signed = sum(c.author is not None for c in shown) / len(shown)
    timed = sum(bool(c.time or c.shown_time) for c in shown) / len(shown)
    for share, what in ((signed, "an author"), (timed, "a time")):
        if share < _FEW:
            points -= 1
            reasons.append(f"{'no' if share == 0 else 'not every'} comment has {what}")
    if min(signed, timed) >= _MOST:
        whole = "every comment has" if min(signed, timed) == 1 else "most comments have"
        reasons.append(f"{whole} an author and a time")
    rival = max((len(other.comments) for other in others), default=0)
    if rival > found * 1.5 + 1:
        points -= 1
        reasons.append(f"another reading of the page would have {rival:,} comments")
    return Verdict(_LEVELS[max(0, min(points, len(_LEVELS) - 1))], reasons)


def _compared(declared: int, evidence: Evidence) -> tuple[bool, str]:
    """Whether the page's own count agrees; some count pingbacks as comments, some leave out replies."""
    found, pingbacks = len(evidence.comments), len(evidence.pingbacks)
    replies = sum(comment.parent is not None for comment in evidence.comments)
    close = _is_close(declared, found) or _is_close(declared, found + pingbacks)
    told = f"the page declares {_counted(declared, 'comment')} "
    if not close and replies and _is_close(declared, found - replies):
        number, besides = found - replies, f", besides {_counted(replies, 'reply', 'replies')}"
        close = True
    else:
        number = found
        besides = f", with {_counted(pingbacks, 'pingback')} left out" if pingbacks else ""
    verb = "was" if number == 1 else "were"
    return close, f"{told}{'and' if close else 'but'} {number:,} {verb} found{besides}"


def _is_close(declared: int, found: int) -> bool:
    return abs(declared - found) <= _CLOSE * declared


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _without_comments(
    declared: int | None, pingbacks: int, absent: Sequence[str], place: bool
) -> Verdict:
    if declared and _is_close(declared, pingbacks):
        told = f"the page declares {_counted(declared, 'comment')}, and all that stands there is "
        return Verdict("high", [told + _counted(pingbacks, "pingback")])
    if declared:
        return Verdict(
            "low", [f"the page declares {_counted(declared, 'comment')}, and none is in this file"]
        )
    if absent:
        return Verdict("low", [f"comments of {', '.join(absent)} would be loaded by a script"])
    if place:
        return Verdict("medium", ["the page has a place for comments, and none was found there"])
    return Verdict("high", ["nothing on the page looks like a reader comment"])
