"""What earlier runs have done, and what a document that was read adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from comments.errors import SourceError
from comments.parsing.sources import Source
from comments.records import Article
from comments.running.journal import Entry


class Ledger:
    """The entries of earlier runs whose articles are stored, by document; and the present ones.

    Documents are settled in the order of the sources, by one process.
    """

    def __init__(
        self, earlier: Mapping[str, Entry], sources: Iterable[Source | SourceError]
    ) -> None:
        self._earlier = earlier
        self._first_source = {
            e.article_id: e.source for e in earlier.values() if e.article_id and not e.copy_of
        }
        self._digests, self._stray = _by_source(earlier.values(), sources)
        self.entries: dict[str, Entry] = {}
        """Of everything settled so far, in that order."""

    @property
    def last_shard(self) -> int:
        """Number of the last shard that earlier runs wrote; 0 if none."""
        return max((e.shard for e in self._earlier.values() if e.shard is not None), default=0)

    @property
    def known_sources(self) -> int:
        """How many of the sources have a document that is done."""
        return len(self._digests)

    def known(self, source: Source) -> Mapping[str, str]:
        """Digests of the source's documents that are done, by name: `stages.read` wants them."""
        own = self._digests.get(source.name)
        return self._stray if own is None else own | self._stray if self._stray else own

    def settle(
        self, entry: Entry, article: Article | None, shard: int
    ) -> tuple[Entry, Article | None] | None:
        """What goes into `shard` of what `stages.read` returned: None where it is all known.

        The article is left out where another source has given it: the entry is then a copy's.
        """
        settled = self.settle_entry(entry, shard)
        return None if settled is None else (settled, None if settled.copy_of else article)

    def settle_entry(self, entry: Entry, shard: int) -> Entry | None:
        """The same of the entry alone, for an engine whose articles are elsewhere."""
        before = self._earlier.get(entry.source)
        if entry.article_id is None:
            if entry.reason is None and before is not None:
                entry = before
            self.entries[entry.source] = entry
            return None if entry == before else entry
        first = self._first_source.setdefault(entry.article_id, entry.source)
        if first != entry.source:
            settled = replace(entry, copy_of=first)
        else:
            settled = replace(entry, shard=shard)
        self.entries[entry.source] = settled
        return settled


def _by_source(
    entries: Iterable[Entry], sources: Iterable[Source | SourceError]
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Digests of documents by source; and of those whose name does not begin with a source's."""
    names = {source.name for source in sources if isinstance(source, Source)}
    found: dict[str, dict[str, str]] = {}
    stray: dict[str, str] = {}
    for entry in entries:
        if entry.reason is None and entry.sha256 is not None:
            owner = next((n for n in _beginnings(entry.source) if n in names), None)
            own = stray if owner is None else found.setdefault(owner, {})
            own[entry.source] = entry.sha256
    return found, stray


def _beginnings(name: str) -> Iterable[str]:
    """The name, and what is before each of its marks of a place inside a file, longest first."""
    yield name
    for mark in reversed(list(re.finditer("[/#]", name))):
        yield name[: mark.start()]
