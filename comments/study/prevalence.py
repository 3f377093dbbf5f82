"""How common each class is: counts, shares with 95 % intervals, and means of probabilities.

Two estimates of the same share stand side by side: the share of comments that were labelled so,
and the mean of the calibrated probabilities, which does not lose the comments that fall just short
of a class. Each has Wilson's interval for the effective number of comments, which allows for
comments that belong together. Both speak of comments, not of readers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from comments.study.clusters import Clusters, estimate, find_clusters
from comments.study.measures import Measure, measures
from comments.study.shares import FEWEST, FEWEST_AUTHORS, Prevalence, Share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "FEWEST",
    "FEWEST_AUTHORS",
    "Prevalence",
    "Scored",
    "Share",
    "prevalence",
    "prevalence_by",
    "share_frame",
]


def prevalence(comments: pd.DataFrame | Scored) -> Prevalence:
    """Shares of all classes in `comments`, a frame with the columns of `scored_schema`.

    The order of the rows changes nothing. A null score is an abstention: it is counted as such
    and is in no denominator, and neither is a comment that was removed.
    """
    import numpy as np

    scored = Scored.of(comments)
    return scored.prevalence(np.arange(len(scored.comments)))


def prevalence_by(
    comments: pd.DataFrame | Scored, articles: pd.DataFrame, column: str
) -> dict[str, Prevalence]:
    """Shares of each group of comments whose articles have the same value in `column`.

    Keys are in the order in which `articles` has them; comments of articles without a value in
    `column` belong to no group. A group without comments has shares of 0 of 0.
    """
    return dict(each_prevalence(comments, articles, column))


def each_prevalence(
    comments: pd.DataFrame | Scored, articles: pd.DataFrame, column: str
) -> Iterator[tuple[str, Prevalence]]:
    """`prevalence_by`, one group after the other: a hundred thousand need not be held at once."""
    import numpy as np

    scored = Scored.of(comments)
    keys = scored.comments["article_id"].map(
        dict(zip(articles["article_id"], articles[column], strict=True))
    )
    present = articles[column].dropna().unique()
    rows = keys.reset_index(drop=True).groupby(keys.array).indices
    for key in present:
        yield str(key), scored.prevalence(np.asarray(rows.get(key, []), dtype=np.intp))


def share_frame(groups: Mapping[str, Prevalence]) -> pd.DataFrame:
    """The numbers behind a chart, one row a group and class.

    Columns: group, measure, value, count, n, abstained, share, low, high, mean_probability,
    mean_low, mean_high, effective_n, clusters, authors, method. From share to effective_n they are
    empty where there is too little to say. `clusters` reads "articles 12, authors 340".
    """
    import pandas as pd

    return pd.DataFrame(
        [_row(group, share) for group, found in groups.items() for share in found.all_shares],
        columns=[
            *("group", "measure", "value", "count", "n", "abstained"),
            *("share", "low", "high", "mean_probability", "mean_low", "mean_high"),
            *("effective_n", "clusters", "authors", "method"),
        ],
    )


@dataclass(frozen=True, slots=True)
class Scored:
    """The measures and clusters of a table of comments, row by row, ready to be cut into groups.

    What takes a table of comments also takes this, and then need not make it anew. The rows are
    those of `comments`, numbered from 0.
    """

    comments: pd.DataFrame
    measures: dict[str, Measure]
    clusters: Clusters
    removed: NDArray[np.bool_]

    @staticmethod
    def of(comments: pd.DataFrame | Scored) -> Scored:
        """Read a frame with the columns of `scored_schema`."""
        if isinstance(comments, Scored):
            return comments
        comments = comments.reset_index(drop=True)
        removed = comments["removal"].notna().to_numpy()
        return Scored(comments, measures(comments), find_clusters(comments), removed)

    @staticmethod
    def in_order(comments: pd.DataFrame | Scored) -> Scored:
        """The same with its rows in order of article, position and id."""
        frame = comments.comments if isinstance(comments, Scored) else comments
        if _are_in_order(frame):
            return Scored.of(comments)
        return Scored.of(frame.sort_values(["article_id", "position", "comment_id"]))

    def prevalence(self, rows: NDArray[np.intp]) -> Prevalence:
        """Shares of all classes in some rows."""
        removed = int(self.removed[rows].sum())
        found: dict[str, tuple[Share, ...]] = {}
        for names, own in self._scored_alike(rows):
            found |= _shares({name: self.measures[name] for name in names}, self.clusters, own)
        found = {
            name: tuple(replace(share, abstained=len(rows) - removed - share.n) for share in shares)
            for name, shares in found.items()
        }
        named = [share for share in found.pop("groups") if share.count]
        groups = tuple(sorted(named, key=lambda share: (-share.count, share.value)))
        return Prevalence(comments=len(rows) - removed, groups=groups, removed=removed, **found)

    def is_sayable(self, measure: str, rows: NDArray[np.intp]) -> bool:
        """Whether shares of a measure can be stated of some rows, as `Share.is_sayable`."""
        own = self.clusters.at(rows[self.measures[measure].scored[rows]])
        return Share(measure, "", 0, len(own.threads), authors=own.people).is_sayable

    def _scored_alike(self, rows: NDArray[np.intp]) -> Iterator[tuple[list[str], NDArray[np.intp]]]:
        """Measures that have the same scored rows, mostly all, with these rows."""
        alike: dict[bytes, list[str]] = {}
        masks = {name: measure.scored[rows] for name, measure in self.measures.items()}
        for name, mask in masks.items():
            alike.setdefault(mask.tobytes(), []).append(name)
        for names in alike.values():
            yield names, rows[masks[names[0]]]


def _shares(
    found: Mapping[str, Measure], clusters: Clusters, rows: NDArray[np.intp]
) -> dict[str, tuple[Share, ...]]:
    """Shares of measures that all of `rows` have."""
    import numpy as np

    if not len(rows):
        return {
            name: tuple(Share(name, value, 0, 0) for value in measure.values)
            for name, measure in found.items()
        }
    own = clusters.at(rows)
    ways = own.ways
    sizes = tuple((kind, int(codes.max()) + 1) for kind, codes in ways.items())
    labels = np.concatenate([measure.labels[rows] for measure in found.values()], axis=1)
    worth = iter(estimate(labels, list(ways.values())).effective)
    counts = iter(labels.sum(axis=0))
    means = _means(found, rows, list(ways.values()))
    return {
        name: tuple(
            Share(
                name,
                value,
                int(next(counts)),
                len(rows),
                expected=means.get((name, value), (None, None))[0],
                effective_n=float(next(worth)),
                expected_n=means.get((name, value), (None, None))[1],
                clusters=sizes,
                authors=own.people,
            )
            for value in measure.values
        )
        for name, measure in found.items()
    }


def _means(
    found: Mapping[str, Measure], rows: NDArray[np.intp], ways: Sequence[NDArray[np.intp]]
) -> dict[tuple[str, str], tuple[float, float]]:
    """Mean and effective number of each class of which every one of `rows` has a probability."""
    import numpy as np

    columns = {
        (name, value): column[rows]
        for name, measure in found.items()
        for value, column in measure.probabilities.items()
    }
    whole = {key: column for key, column in columns.items() if not np.isnan(column).any()}
    if not whole:
        return {}
    means = estimate(np.column_stack(list(whole.values())), ways)
    return {
        key: (float(means.mean[number]), float(means.effective[number]))
        for number, key in enumerate(whole)
    }


def _row(group: str, share: Share) -> dict[str, Any]:
    interval = share.interval if share.is_sayable else None
    of_mean = share.expected_interval if share.is_sayable else None
    return {
        "group": group,
        "measure": share.measure,
        "value": share.value,
        "count": share.count,
        "n": share.n,
        "abstained": share.abstained,
        "share": share.share if share.is_sayable else None,
        "low": interval.low if interval else None,
        "high": interval.high if interval else None,
        "mean_probability": share.expected if share.is_sayable else None,
        "mean_low": of_mean.low if of_mean else None,
        "mean_high": of_mean.high if of_mean else None,
        "effective_n": share.effective_n if share.is_sayable else None,
        "clusters": ", ".join(f"{kind} {number}" for kind, number in share.clusters),
        "authors": share.authors,
        "method": share.method,
    }


def _are_in_order(comments: pd.DataFrame) -> bool:
    """Whether rows are in order of article and position, no two of an article at one position."""
    import pandas as pd

    article = pd.factorize(comments["article_id"], sort=True)[0]
    place = comments["position"].to_numpy()
    same = article[1:] == article[:-1]
    return bool(((article[1:] > article[:-1]) | (same & (place[1:] > place[:-1]))).all())
