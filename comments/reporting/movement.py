"""How tone moves within threads, and texts that stand several times; only where there is something
to say. Nobody is named, and no text is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.between import these_articles
from comments.reporting.document import outside
from comments.reporting.fonts import isolated
from comments.reporting.group_tables import panel_tables
from comments.reporting.groups import Group
from comments.reporting.sections import caption, continued, listing
from comments.reporting.wording import number, p_value, points, say
from comments.study.duplicates import SHORTEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from comments.reporting.document import Words
    from comments.reporting.findings import Findings
    from comments.study.contrasts import Gap
    from comments.study.duplicates import Repeat
    from comments.study.dynamics import Answer
    from comments.study.prevalence import Prevalence

SHOWN = 8
"""Repeated texts in the table; there may be hundreds of pairs."""

REPEAT_COLUMNS = (
    *(("column_repeat", 10), ("column_comments", 18), ("column_exact", 22)),
    *(("column_articles", 16), ("column_authors", 16), ("column_languages", 24)),
    ("column_dates", 46),
)


def movement_parts(findings: Findings, behind: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Shares by place in the thread and by depth, and what follows a hostile comment."""
    groups = movement_groups(findings)
    if groups:
        everything = Group("", "", say("all_comments"), findings.found)
        these = these_articles(groups) if everything.is_sample else []
        yield from continued(
            panel_tables([everything, *groups]),
            caption(behind, "figure_movement", everything.scored),
            " ".join([say("panels_note"), say("movement_note"), *these]),
        )
    answer = findings.answer
    if answer.gap is not None:
        yield {"kind": "prose", "text": _answer(answer, answer.gap)}


def movement_groups(findings: Findings) -> list[Group]:
    """Stretches of the threads and depths of reply as groups; those whose shares cannot be stated
    are left out, and so is a row of them of which one is left.
    """
    return [*_stated("position", findings.positions), *_stated("depth", findings.depths)]


def repeat_parts(findings: Findings) -> list[dict[str, Any]]:
    """Texts that were posted under several articles or by several people, most often first."""
    spread = [repeat for repeat in findings.repeats if _is_spread(repeat)]
    if not spread:
        return []
    text = say(
        "repeats_text",
        n=len(spread),
        comments=sum(repeat.comments for repeat in spread),
        letters=SHORTEST,
    )
    more = [
        *([say("repeats_equal")] if findings.only_equal else []),
        *([say("repeats_more", shown=SHOWN)] if len(spread) > SHOWN else []),
    ]
    rows = [_repeat_cells(place, repeat) for place, repeat in enumerate(spread[:SHOWN], start=1)]
    return listing(rows, "repeats_heading", REPEAT_COLUMNS, " ".join([text, *more]))


def _is_spread(repeat: Repeat) -> bool:
    return repeat.articles > 1 or (repeat.authors or 1) > 1


def _repeat_cells(place: int, repeat: Repeat) -> list[str | Words]:
    dates = dict.fromkeys(time[:10] for time in (repeat.first, repeat.last) if time)
    return [
        *(number(place), number(repeat.comments), number(repeat.exact), number(repeat.articles)),
        say("not_known") if repeat.authors is None else number(repeat.authors),
        isolated(", ".join(repeat.languages)),
        outside(" – ".join(dates)) if dates else say("not_known"),
    ]


def _stated(kind: str, parts: Mapping[str, Prevalence]) -> list[Group]:
    groups = [
        Group(f"{kind}.{name}", "", say(f"{kind}.{name}"), found) for name, found in parts.items()
    ]
    sayable = [group for group in groups if group.is_sayable]
    return sayable if len(sayable) > 1 else []


def _answer(answer: Answer, gap: Gap) -> str:
    """What a hostile parent does to its replies, in a sentence to quote."""
    n = min(answer.hostile_parents, answer.civil_parents)
    mean = gap.expected
    return say(
        "answer",
        hostile=answer.hostile_parents,
        civil=answer.civil_parents,
        difference=points(gap.difference, n),
        low=points(gap.difference_interval.low, n),
        high=points(gap.difference_interval.high, n),
        mean="" if mean is None else say("answer_mean", mean=points(mean, n)),
        p=p_value(gap.p_value),
    )
