"""Where a report's figures come from; printed on every document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from comments.reporting.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Failure:
    """One source that could not be read, as in `failures.csv`."""

    source: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the figures of a run.

    `model_digest` is the bundle's SHA-256 in hexadecimal. `settings` are the run's settings by
    name, both as shown to a reader. `sources` is the number of sources given to the run, with the
    `failures` among them. `languages` are codes of those that the model knows, None if it does not
    say, and `outside` counts the run's comments in each other one, which have no scores. `receipt` is
    None for a document outside a run. `inputs` are the files and folders that the run was given.
    `drawn_by` is the package version that draws the documents of a run, which may be a later one.
    There is no date: equal input gives equal bytes on every day.
    """

    package_version: str
    model_name: str
    model_digest: str
    settings: Mapping[str, str] = field(default_factory=dict)
    sources: int = 0
    failures: tuple[Failure, ...] = ()
    languages: tuple[str, ...] | None = None
    outside: Mapping[str, int] = field(default_factory=dict)
    receipt: Receipt | None = None
    inputs: tuple[str, ...] = ()
    drawn_by: str | None = None

    def place(self, source: str) -> str:
        """Where a source is, from the folder that holds what was given: the folders above are the
        user's own and are told to nobody.
        """
        for given in map(PurePath, self.inputs):
            above = f"{given.parent.as_posix().rstrip('/')}/"
            if source.startswith(given.as_posix()) and source.startswith(above):
                return source.removeprefix(above)
        return source

    def of_article(self, article_id: str) -> Provenance:
        """The provenance of an article's own report, which rests on its page alone."""
        receipt = None if self.receipt is None else self.receipt.of_article(article_id)
        return replace(self, sources=1, failures=(), receipt=receipt)
