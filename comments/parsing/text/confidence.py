"""How far to trust that the comments of a text copy are all there and nothing else, and why.

Points are counted, and each has its sentence. Lines that only comments have over or under them give
two, names or blank lines alone give one. One more where the declared number is met or every comment
says who wrote it; one less where there are so few comments that chance would do, where no article
stands above them, where the number is missed, and where some comments have no sign at all. Three
points are high confidence, two medium. `scripts/evaluate_text_reading.py` prints how often each level
is right.
"""

from __future__ import annotations

from dataclasses import dataclass

from comments.parsing.text.cuts import Cut
from comments.parsing.text.kinds import Kind
from comments.parsing.text.openings import Section, Worth
from comments.parsing.text.reader import Separated
from comments.parsing.text.suspects import suspected
from comments.records import Confidence

_RULES = {
    "author-lines": "comments are told apart by lines that say who wrote",
    "control-lines": 'comments are told apart by controls such as "Reply"',
    "name-lines": "comments are told apart by names on lines of their own",
    "blank-rhythm": "comments are told apart by their longer runs of blank lines alone",
    "lines": "each line is taken for a comment",
}
_LEVELS: tuple[Confidence, ...] = ("low", "low", "medium", "high")
_MANY = 5
"""Comments that are no chance: fewer lines of one form stand in articles too."""
_LITTLE = 30
"""Words of an article at least; with less above the comments it may be among them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A level, the sentences that led to it, and those that the researcher should see."""

    confidence: Confidence
    reasons: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def judge(found: Separated) -> Verdict:
    """The verdict on the comments that were found, or on there being none."""
    section = found.section
    if section is None or section.cut is None:
        return _without_comments(found)
    cut = section.cut
    number = len(cut.blocks)
    points = 2 if cut.is_evident else 1
    reasons = [_RULES[cut.rule]]
    if section.declared is not None:
        is_met = number == section.declared
        # One number is met by chance, five comments or more are not.
        points += 1 + (number >= _MANY) if is_met else -1
        reasons.append(f"the page declares {section.declared:,} comments and {number:,} were found")
    elif section.worth in {Worth.FORMED, Worth.NAMED}:
        points -= number < _MANY
        few = f", and {number:,} are few" if number < _MANY else ""
        reasons.append(f"no line names or counts the comments{few}")
    else:
        reasons.append("a heading or form stands over them, without a number")
    points += _evenness(cut, reasons)
    if sum(len(found.page.text(index).split()) for index in found.body) < _LITTLE:
        points -= 1
        reasons.append("hardly any article stands above them")
    return Verdict(
        _LEVELS[max(0, min(points, len(_LEVELS) - 1))], tuple(reasons), _warnings(section, cut)
    )


def _evenness(cut: Cut, reasons: list[str]) -> int:
    """One point where all comments have the same signs, one less where some have none."""
    signed = sum(block.lead is not None for block in cut.blocks)
    named = sum(block.lead is not None and block.lead.author is not None for block in cut.blocks)
    bare = sum(block.lead is None and not block.controls for block in cut.blocks)
    if signed == len(cut.blocks) and 2 * named > signed:
        reasons.append("every comment has a line that says who wrote or when")
        return 1
    if signed == len(cut.blocks):
        reasons.append("every comment has a line that says when, and most have none that says who")
        return 0
    if not cut.is_evident:
        return 0
    if bare:
        reasons.append(f"{bare:,} of them have neither author nor controls")
        return -1
    reasons.append("every comment has its controls")
    return 1


def _warnings(section: Section, cut: Cut) -> tuple[str, ...]:
    warnings = []
    if cut.rule == "name-lines":
        warnings.append(
            "comments were found by names on lines of their own alone: check where they begin"
        )
    elif not cut.is_evident and len(cut.blocks) != section.declared:
        warnings.append(
            "comments were separated by blank lines only, and no declared number confirms it"
        )
    if cut.is_tail_dropped:
        warnings.append("text after the last comment's controls was left out")
    return tuple(warnings)


def _without_comments(found: Separated) -> Verdict:
    if found.declared:
        told = (
            f"the page declares {found.declared:,} comments and none can be told from the article"
        )
        return Verdict("low", (told,))
    if found.section and found.section.worth is Worth.ZERO:
        below = range(found.section.start, len(found.page))
        if any(found.page.kind(index) is Kind.PROSE for index in below):
            return Verdict(
                "medium", ("a line says that there are no comments, and text follows it",)
            )
        return Verdict("high", ("the page says that it has no comments",))
    if (start := suspected(found)) is not None:
        line = found.page.lines[start].first
        told = f"the lines from {line} on may be comments: nothing names, counts or separates them"
        remedy = 'If they are, put a line "Comments" before them, or save the page as HTML.'
        return Verdict("low", (told,), (f"{told[0].upper()}{told[1:]}. {remedy}",))
    if any(mark.kind is Kind.FORM for mark in found.page.marks):
        return Verdict("medium", ("the page has a form for comments, and none beside it",))
    return Verdict("medium", ("no line names, counts or answers reader comments",))
