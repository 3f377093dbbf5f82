"""Articles and other groups of comments that are compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from comments.reporting.fonts import drawable, is_omitted
from comments.reporting.sections import present
from comments.study.prevalence import prevalence_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from comments.study.prevalence import Prevalence, Scored, Share

PANELS = {
    "column_negative": ("sentiment", "negative"),
    "column_uncivil": ("hostility_from", "uncivil"),
    "column_hostile": ("hostility_from", "hostile"),
    "column_sectarian": ("sectarian", "sectarian"),
}
"""The four shares that articles and outlets are compared by."""


MOST_DRAWN = 80
"""Articles in one figure, which then takes two or three pages; the tables have all."""


@dataclass(frozen=True, slots=True)
class Group:
    """An article or outlet: its key in the tables, its number in the list of articles (none for
    outlets), its name, its shares, what else is said of it, and its file's name.
    """

    key: str
    number: str
    name: str
    found: Prevalence
    details: tuple[str, ...] = ()
    file: str = ""

    @property
    def label(self) -> str:
        """Its name as it can be drawn, with the file's where no letter of it can."""
        shown = drawable(self.name)
        return f"{shown} {drawable(self.file)}" if self.file and is_omitted(self.name) else shown

    @property
    def scored(self) -> int:
        """Largest number of comments behind one of its shares."""
        return max(share.n for share in self.found.all_shares)

    @property
    def is_sayable(self) -> bool:
        """Whether all four shares can be stated."""
        return all(share.is_sayable for share in self.shares)

    @property
    def hostile(self) -> Share:
        """The share classified as hostile or worse."""
        return self.found.of("hostility_from", "hostile")

    @property
    def is_sample(self) -> bool:
        """Whether its intervals stand for more than the articles at hand."""
        return any(kind == "articles" for kind, _ in self.shares[0].clusters)

    @property
    def shares(self) -> tuple[Share, ...]:
        """The shares of `PANELS`."""
        return tuple(self.found.of(*key) for key in PANELS.values())


def article_groups(articles: pd.DataFrame, comments: pd.DataFrame | Scored) -> list[Group]:
    """Every article with its shares, numbered from 1 in the order of the table."""
    found = prevalence_by(comments, articles, "article_id")
    groups = []
    for number, row in enumerate(articles.to_dict("records"), start=1):
        name = present(row["title"]) or str(row["source"])
        details = tuple(
            text for field in ("outlet", "published_at") if (text := present(row[field]))
        )
        key, file = row["article_id"], PurePosixPath(row["source"]).name
        groups.append(Group(key, f"{number}", name, found[key], details, file))
    return groups


def ends(groups: Sequence[Group]) -> list[Group]:
    """The groups that are drawn where there are many: `MOST_DRAWN`, half from each end; else all."""
    if len(groups) <= MOST_DRAWN:
        return list(groups)
    return [*groups[: MOST_DRAWN // 2], *groups[-MOST_DRAWN // 2 :]]


def by_hostility(groups: Sequence[Group]) -> list[Group]:
    """Groups whose shares can be stated, the most hostile first."""
    sayable = [group for group in groups if group.is_sayable]
    return sorted(sayable, key=lambda group: [-(share.share or 0) for share in group.shares[2::-1]])
