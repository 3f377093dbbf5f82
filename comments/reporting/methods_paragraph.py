"""A methods paragraph to paste into a paper, of what was done in this run and nothing else."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from comments.reporting.fonts import isolated
from comments.reporting.sections import (
    abstained_note,
    column_name,
    independent_note,
    removed_note,
)
from comments.reporting.wording import say
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from comments.reporting.findings import Findings
    from comments.reporting.provenance import Provenance

KINDS = ("articles", "authors", "threads", "comments")
"""What is clustered or permuted, in the order in which it is named."""


def methods_paragraph(findings: Findings, provenance: Provenance) -> str:
    """The paragraph, in quotation marks, with a word on what it is for."""
    clauses = [
        _read(findings, provenance),
        *removed_note(findings.comments),
        *abstained_note(findings.found, provenance.outside),
        *_intervals(findings),
        *_tests(findings),
        say("methods_few", fewest=FEWEST, authors=FEWEST_AUTHORS),
    ]
    return say("methods_paste", text=" ".join(clauses))


def _read(findings: Findings, provenance: Provenance) -> str:
    articles = sum(group.found.comments > 0 for group in findings.by_article)
    groups = len(findings.groups)
    by = column_name(findings.by)
    return say(
        "methods_read",
        n=findings.found.comments,
        articles=say("methods_articles", n=articles),
        groups=say("methods_groups", n=groups, by=by) if groups > 1 else "",
        version=provenance.package_version,
        model=isolated(provenance.model_name),
        digest=provenance.model_digest,
    )


def _clusters(findings: Findings) -> set[str]:
    """The kinds of clusters that some share of all comments, a group or an article allows for."""
    groups = (*findings.groups, *findings.by_article)
    every = [findings.found, *(group.found for group in groups)]
    shares = [found.of("hostility_from", "hostile") for found in every]
    return {kind for share in shares if share.is_sayable for kind, _ in share.clusters}


def _intervals(findings: Findings) -> list[str]:
    """What the intervals allow for; nothing where no share is stated."""
    share = findings.found.of("hostility_from", "hostile")
    if not share.is_sayable:
        return []
    kinds = _clusters(findings)
    if not kinds:
        return [say("methods_plain"), *independent_note(share)]
    return [say("methods_wilson", kinds=_either(f"worth.{kind}" for kind in _ordered(kinds)))]


def _tests(findings: Findings) -> Iterator[str]:
    """The tests that were made, with their number; nothing where none was."""
    comparison = findings.comparison
    units = [contrast.gap.unit for contrast in comparison.contrasts if contrast.gap.is_tested]
    if units:
        kinds = set(units)
        if "threads" in kinds and "threads" not in _clusters(findings):  # of one comment each
            kinds = kinds - {"threads"} | {"comments"}
        yield say(
            "methods_tests",
            n=len(units),
            units=_either(f"whole.{kind}" for kind in _ordered(kinds)),
            permutations=comparison.permutations,
        )
    if findings.answer.gap is not None:
        yield say("methods_answer")


def _ordered(kinds: set[str]) -> list[str]:
    return [kind for kind in KINDS if kind in kinds]


def _either(keys: Iterable[str]) -> str:
    """The texts of some keys: "one article or one author"."""
    return reduce(
        lambda first, second: say("worth.and", first=first, second=second), map(say, keys)
    )
