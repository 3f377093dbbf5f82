"""Groups of comments side by side: their shares, their differences, and what else differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.document import outside
from comments.reporting.fonts import drawable, isolated, shortened
from comments.reporting.gaps import gap_tables
from comments.reporting.group_tables import panel_tables
from comments.reporting.groups import Group, by_hostility
from comments.reporting.sections import caption, column_name, continued, listing
from comments.reporting.wording import left_to_right, listed, number, percent, say
from comments.study.clusters import FEWEST_ARTICLES
from comments.study.confounds import ACTIVE, FEWEST_FOR_ACTIVE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from comments.reporting.document import Words
    from comments.study.comparison import Comparison
    from comments.study.confounds import Confounds
    from comments.study.prevalence import Prevalence

NAME = 24.0  # em of a group's name within a sentence
LANGUAGES = 3  # named of each group
CONFOUND_COLUMNS = (
    *(("column_group", 32), ("column_articles", 13), ("column_found", 15)),
    *(("column_languages", 25), ("column_length", 13), ("column_replies", 12)),
    *(("column_repeated", 14), ("column_moderated", 15), ("column_active", 13)),
)


def between_parts(
    comparison: Comparison, found: Prevalence, behind: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Figures of shares and differences, and the table of what else differs.

    `found` has the shares of all comments. Nothing where only one group has comments, or none
    has enough to state its shares.
    """
    groups = [
        Group(name, "", name, shares)
        for name, shares in comparison.prevalence.items()
        if shares.comments
    ]
    shown = by_hostility(groups)
    if not shown or len(groups) < 2:
        return
    everything = Group("", "", say("all_comments"), found)
    yield from continued(
        panel_tables([everything, *shown]),
        caption(
            behind,
            "figure_by_group",
            everything.scored,
            by=column_name(comparison.by),
        ),
        " ".join([say("panels_note"), *_notes(comparison, groups)]),
    )
    if comparison.contrasts:
        yield from continued(
            gap_tables(comparison),
            caption(behind, "figure_gaps", sum(group.scored for group in shown)),
            " ".join(_gap_notes(comparison)),
        )
    yield from confound_list([comparison.confounds[group.key] for group in groups])


def confound_list(groups: Sequence[Confounds]) -> list[dict[str, Any]]:
    """What else differs between groups, as a table."""
    rows: list[list[str | Words]] = [_confound_cells(group) for group in groups]
    text = say("confounds_text", active=ACTIVE, authors=FEWEST_FOR_ACTIVE)
    return listing(rows, "confounds", CONFOUND_COLUMNS, text)


def _confound_cells(found: Confounds) -> list[str | Words]:
    n = found.comments
    languages = listed(
        left_to_right(f"{name}\u00a0{percent(share, n)}")
        for name, share in found.languages[:LANGUAGES]
    )
    dates = [found.first[:10], found.last[:10]] if found.first and found.last else []
    under = [outside(" – ".join(dict.fromkeys(dates)))] if dates else []
    active = "–" if found.most_active is None else percent(found.most_active, n)
    return [
        {"title": [outside(shortened(drawable(found.group), NAME))], "under": under},
        *(number(found.articles), number(n), languages),
        "–" if found.characters is None else number(found.characters),
        *(percent(found.replies, n), percent(found.repeated, n)),
        *(percent(found.moderated, n + found.removed), active),
    ]


def _notes(comparison: Comparison, groups: Sequence[Group]) -> list[str]:
    """Which groups are of few articles or of too few comments, and what is in no group."""
    few = listed(
        say("panels_few_item", name=_named(group), n=group.scored)
        for group in groups
        if not group.is_sayable
    )
    unknown = comparison.ungrouped
    return [
        *these_articles(groups),
        *([say("panels_few", names=few)] if few else []),
        *([say("group_unknown", n=unknown, by=column_name(comparison.by))] if unknown else []),
    ]


def these_articles(groups: Sequence[Group]) -> list[str]:
    """Which groups are of so few articles that their intervals hold for these only."""
    these = listed(_named(group) for group in groups if group.is_sayable and not group.is_sample)
    return [say("panels_these", fewest=FEWEST_ARTICLES, names=these)] if these else []


def _gap_notes(comparison: Comparison) -> list[str]:
    tests = sum(contrast.gap.is_tested for contrast in comparison.contrasts)
    untested = len(comparison.contrasts) - tests
    notes = [say("gaps_note"), *([say("gaps_tests", n=tests)] if tests else [])]
    if untested:
        notes.append(say("gaps_untested", n=untested))
    if comparison.matched:
        notes.append(say("gaps_matched", columns=listed(map(isolated, comparison.matched))))
    if comparison.unmatched:
        notes.append(say("gaps_unmatched", n=len(comparison.unmatched)))
    return notes


def _named(group: Group) -> str:
    return isolated(shortened(group.label, NAME))
