"""What else differs between groups of comments, and may be why their shares do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from comments.study.grouping import periods

if TYPE_CHECKING:
    import pandas as pd

ACTIVE = 5
"""Authors whose part in a group is stated together: a share, never a name."""

FEWEST_FOR_ACTIVE = 2 * ACTIVE
"""Authors from which on it is stated: of fewer, the most active are most of all."""


@dataclass(frozen=True, slots=True)
class Confounds:
    """A group of comments, apart from its tone.

    `comments` leaves out the `removed` ones. `moderated` is the share that moderators removed, of
    all places in the thread. `languages` has the share of each language, most common first.
    `characters` is the median length of a comment, None without comments. `replies` is the share
    that answers another comment, `repeated` the share whose text stands earlier under the same
    article. `most_active` is the share of the `ACTIVE` most active authors of the comments whose
    author is known, None where these are fewer than `FEWEST_FOR_ACTIVE` authors. `first` and `last`
    are the earliest and latest dates of the articles, as the pages give them, or where they give
    none the days of the comments.
    """

    group: str
    articles: int
    comments: int
    removed: int
    moderated: float
    languages: tuple[tuple[str, float], ...]
    characters: float | None
    replies: float
    repeated: float
    authors: int | None
    most_active: float | None
    first: str | None
    last: str | None


def confounds(group: str, comments: pd.DataFrame, articles: pd.DataFrame) -> Confounds:
    """Describe the `comments` of one group; `articles` may hold more than theirs.

    In the place of `text` there may be `characters`, its length.
    """
    removal = comments["removal"]
    written = comments[removal.isna()]
    authors = _counts(written["author"])
    counts = _counts(written["language"])
    languages = sorted(((str(name), int(n)) for name, n in counts.items()), key=_largest)
    dates = articles.loc[articles["article_id"].isin(comments["article_id"]), "published_at"]
    days = periods(written["posted_at"], "day", written["posted_precision"])
    known = sorted(dates.dropna()) or sorted(days.dropna())
    n = len(written)
    return Confounds(
        group=group,
        articles=int(comments["article_id"].nunique()),
        comments=n,
        removed=len(comments) - n,
        moderated=int((removal == "moderator").sum()) / max(len(comments), 1),
        languages=tuple((name, count / n) for name, count in languages),
        characters=float(_lengths(written).median()) if n else None,
        replies=int(written["parent_id"].notna().sum()) / max(n, 1),
        repeated=int(written["duplicate_of"].notna().sum()) / max(n, 1),
        authors=len(authors) or None,
        most_active=(
            float(authors.iloc[:ACTIVE].sum() / authors.sum())
            if len(authors) >= FEWEST_FOR_ACTIVE
            else None
        ),
        first=known[0] if known else None,
        last=known[-1] if known else None,
    )


def _counts(column: pd.Series) -> pd.Series:
    """How often each value occurs; a category that none has is no value."""
    counts = column.value_counts()
    return counts[counts > 0]


def _lengths(comments: pd.DataFrame) -> pd.Series:
    """Characters of each text, which a table without texts has in `characters`."""
    return comments["characters"] if "characters" in comments else comments["text"].str.len()


def confound_row(found: Confounds) -> dict[str, Any]:
    """One row of a table; `languages` reads "ur 0.62, en 0.38"."""
    return {
        "group": found.group,
        "articles": found.articles,
        "comments": found.comments,
        "removed": found.removed,
        "moderated": found.moderated,
        "languages": ", ".join(f"{name} {share:.2f}" for name, share in found.languages),
        "characters": found.characters,
        "replies": found.replies,
        "repeated": found.repeated,
        "authors": found.authors,
        "most_active": found.most_active,
        "first": found.first,
        "last": found.last,
    }


def _largest(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
