"""How documents are to look and to read: what a user may choose, and no table depends on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from comments.errors import RunError
from comments.reporting.catalogue import Language


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """Choices for the documents of a run; another choice redraws them and scores nothing anew.

    `quotes` lets article reports quote comments word for word. `nastaliq` sets titles and quotes
    in Urdu in Nastaliq in article reports; all else is in Naskh, since matplotlib misplaces Nastaliq. The
    comparison is of the groups that `by` makes, as in `comments.study.grouping.keys`.
    """

    language: Language = Language.ENGLISH
    paper: Paper = Paper.A4
    quotes: bool = False
    nastaliq: bool = False
    by: str = "outlet"

    def changed(
        self,
        *,
        language: str | None = None,
        paper: str | None = None,
        quotes: bool | None = None,
        nastaliq: bool | None = None,
        by: str | None = None,
    ) -> DocumentSettings:
        """These settings with those changed that are not None. Raises RunError for a language or
        paper that is not offered.
        """
        new: dict[str, Any] = {"quotes": quotes, "nastaliq": nastaliq, "by": by}
        new["language"] = None if language is None else _offered(Language, "language", language)
        new["paper"] = None if paper is None else _offered(Paper, "paper", paper)
        return replace(self, **{name: value for name, value in new.items() if value is not None})


DEFAULTS = DocumentSettings()


def as_record(settings: DocumentSettings) -> dict[str, str | bool]:
    """The settings as they stand in `run.json`."""
    return {
        name: value.value if isinstance(value, StrEnum) else value
        for name, value in asdict(settings).items()
    }


def of_record(record: Mapping[str, Any]) -> DocumentSettings:
    """The settings that `as_record` has written; defaults for what is not in it."""
    return DEFAULTS.changed(**record)


def _offered(kind: type[StrEnum], name: str, value: str) -> StrEnum:
    try:
        return kind(value)
    except ValueError as error:
        raise RunError(f"{name} {value}: choose one of {', '.join(kind)}") from error
