"""Groups of comments side by side: their shares, what else differs, and each difference."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from comments.study.confounds import Confounds, confound_row, confounds
from comments.study.contrasts import Gap, Pair, gap
from comments.study.grouping import joint_keys, keys
from comments.study.measures import HEADLINE
from comments.study.permutation import PERMUTATIONS, benjamini_hochberg, seed_of
from comments.study.prevalence import Prevalence, Scored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Against = Literal["each other", "the rest"]

REST = "the rest"
MOST_GROUPS = 40
"""Groups that are compared each with each other; more make more tests than anyone reads."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """How one measure differs between `group` and `reference`.

    `adjusted_p` is the p-value of `gap`, adjusted for all tests of the comparison (`Gap.is_tested`).
    """

    measure: str
    value: str
    group: str
    reference: str
    gap: Gap
    adjusted_p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Groups of comments by `by`, in the order of their names.

    `prevalence` and `confounds` have every group; `contrasts` only those whose share can be stated
    (`Share.is_sayable`), the others are in `too_few` as (measure, class, group). `unmatched` are
    pairs (measure, class, group, reference) without a stratum in common. `ungrouped` is the number
    of comments that have no group. `seed` is that of the permutations, made from the comments' ids.
    """

    by: str
    matched: tuple[str, ...]
    against: Against
    prevalence: dict[str, Prevalence]
    confounds: dict[str, Confounds]
    contrasts: tuple[Contrast, ...]
    too_few: tuple[tuple[str, str, str], ...]
    unmatched: tuple[tuple[str, str, str, str], ...]
    ungrouped: int
    seed: int
    permutations: int = PERMUTATIONS


def compare(
    comments: pd.DataFrame | Scored,
    articles: pd.DataFrame,
    by: str,
    measures: Sequence[tuple[str, str]] = HEADLINE,
    *,
    matched: Sequence[str] = (),
    against: Against = "each other",
) -> Comparison:
    """Compare the groups of `comments` that `by` makes, in some `measures` (measure, class).

    `comments` has the columns of `scored_schema`, `articles` those of `article_schema`; both may
    have more. `by` and `matched` are columns of either, or periods (`grouping.keys`). Groups are
    compared each with each other, or each with all the rest. With `matched`, only comments that
    agree in those columns are compared: `("story", "published_day")` compares outlets in the same
    story on the same days. The order of rows changes nothing.

    Raises ValueError where a column, measure or class is not there, or over `MOST_GROUPS` groups are to be compared
    with each other.
    """
    scored = Scored.in_order(comments)
    comments = scored.comments
    labels = keys(comments, articles, by)
    names = sorted(labels.dropna().unique())
    if against == "each other" and len(names) > MOST_GROUPS:
        raise ValueError(
            f"{len(names)} groups of {by} are too many to compare each with each other; compare"
            f" each with the rest, or by a column of at most {MOST_GROUPS} values"
        )
    rows = {name: labels.index[labels == name].to_numpy() for name in names}
    for measure, value in measures:
        _check(scored, measure, value)
    found = {name: scored.prevalence(rows[name]) for name in names}
    design = _Design(
        scored,
        {name: (labels == name).to_numpy() for name in names},
        labels.notna().to_numpy(),
        _strata(joint_keys(comments, articles, matched)) if matched else None,
        seed_of(comments["comment_id"]),
    )
    gaps: dict[tuple[str, str, str, str], Gap | None] = {}
    too_few = []
    for measure, value in measures:
        sayable = [name for name in names if scored.is_sayable(measure, rows[name])]
        too_few += [(measure, value, name) for name in names if name not in sayable]
        for group, reference in _pairs(sayable, against):
            gaps[measure, value, group, reference] = design.gap(measure, value, group, reference)
    compared = {key: value for key, value in gaps.items() if value is not None}
    tested = {key: value.p_value for key, value in compared.items() if value.is_tested}
    adjusted = dict(zip(tested, benjamini_hochberg(list(tested.values())), strict=True))
    return Comparison(
        by=by,
        matched=tuple(matched),
        against=against,
        prevalence=found,
        confounds={name: confounds(name, comments.iloc[rows[name]], articles) for name in names},
        contrasts=tuple(
            Contrast(*key, value, adjusted.get(key, value.p_value))
            for key, value in compared.items()
        ),
        too_few=tuple(too_few),
        unmatched=tuple(key for key, value in gaps.items() if value is None),
        ungrouped=int(labels.isna().sum()),
        seed=design.seed,
    )


def comparison_frame(comparison: Comparison) -> pd.DataFrame:
    """The contrasts as a tidy table for R, one row a measure and pair of groups.

    Columns: by, matched, measure, value, group, reference, share, reference_share, difference, low,
    high, ratio, ratio_low, ratio_high, cohens_h, p, p_adjusted, mean_difference, mean_low,
    mean_high, unit, units, strata. Shares are those of the strata in common where it is matched.
    """
    import pandas as pd

    rows = [
        {
            "by": comparison.by,
            "matched": ", ".join(comparison.matched),
            "measure": contrast.measure,
            "value": contrast.value,
            "group": contrast.group,
            "reference": contrast.reference,
            **_gap_row(contrast.gap, contrast.adjusted_p),
        }
        for contrast in comparison.contrasts
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


COLUMNS = [
    *("by", "matched", "measure", "value", "group", "reference"),
    *("share", "reference_share", "difference", "low", "high"),
    *("ratio", "ratio_low", "ratio_high", "cohens_h", "p", "p_adjusted"),
    *("mean_difference", "mean_low", "mean_high", "unit", "units", "strata"),
]


def confound_frame(comparison: Comparison) -> pd.DataFrame:
    """What else differs between the groups, one row a group; columns as in `Confounds`."""
    import pandas as pd

    return pd.DataFrame([confound_row(found) for found in comparison.confounds.values()])


@dataclass(frozen=True, slots=True)
class _Design:
    """Everything that the contrasts of one comparison share."""

    scored: Scored
    members: Mapping[str, NDArray[np.bool_]]
    grouped: NDArray[np.bool_]
    strata: NDArray[np.intp] | None
    seed: int

    def gap(self, measure: str, value: str, group: str, reference: str) -> Gap | None:
        import numpy as np

        first = self.members[group]
        second = self.grouped & ~first if reference == REST else self.members[reference]
        found = self.scored.measures[measure]
        use = (first | second) & found.scored
        if self.strata is not None:
            use &= self.strata >= 0
        rows = np.flatnonzero(use)
        if not first[rows].any() or first[rows].all():
            return None
        chances = found.probabilities.get(value)
        known = chances is not None and not np.isnan(chances[rows]).any()
        pair = Pair(
            self.scored.clusters.at(rows),
            first[rows],
            found.labels[rows, found.values.index(value)],
            chances[rows].astype(np.float64) if known and chances is not None else None,
            None if self.strata is None else np.unique(self.strata[rows], return_inverse=True)[1],
        )
        return gap(pair, self.seed)


def _check(scored: Scored, measure: str, value: str) -> None:
    if measure not in scored.measures:
        raise ValueError(f"no measure {measure}; there are {', '.join(scored.measures)}")
    if value not in scored.measures[measure].values:
        classes = ", ".join(scored.measures[measure].values)
        raise ValueError(f"no {value} in {measure}; there are {classes or 'none named'}")


def _pairs(names: Sequence[str], against: Against) -> Iterator[tuple[str, str]]:
    if against == "each other":
        yield from combinations(names, 2)
    elif len(names) > 1:
        yield from ((name, REST) for name in names)


def _strata(labels: pd.Series) -> NDArray[np.intp]:
    """Number of each comment's stratum, -1 where it is in none."""
    import pandas as pd

    return pd.factorize(labels, sort=True)[0]


def _gap_row(gap: Gap, adjusted: float) -> dict[str, Any]:
    ratio, mean = gap.ratio_interval, gap.expected_interval
    return {
        "share": gap.first,
        "reference_share": gap.second,
        "difference": gap.difference,
        "low": gap.difference_interval.low,
        "high": gap.difference_interval.high,
        "ratio": gap.ratio,
        "ratio_low": ratio.low if ratio else None,
        "ratio_high": ratio.high if ratio else None,
        "cohens_h": gap.effect,
        "p": gap.p_value,
        "p_adjusted": adjusted,
        "mean_difference": gap.expected,
        "mean_low": mean.low if mean else None,
        "mean_high": mean.high if mean else None,
        "unit": gap.unit,
        "units": gap.units,
        "strata": gap.strata,
    }
