"""Which column of a table holds what, told by the names in its header."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any

from comments.errors import NotAPageError, SourceError
from comments.parsing.tables.table import FIELDS

_MAX_NAMES = 20
_MAX_NAME = 40
_VOWEL_SIGNS = ("Mc", "Mn")
"""Devanagari and Bengali words differ by these; accents are such marks too, but combine."""
_SAME_LETTER = str.maketrans("يىېۍئكګڪةہھۀۂەۃٱı", "یییییکگکهههههههاi")
"""Arabic letters that languages and keyboards write differently, and the dotless i."""


class NoTextsError(NotAPageError):
    """A table without a column that is known to hold comment texts."""

    kind = "table without a known column of texts"


@dataclass(frozen=True, slots=True)
class Columns:
    """The name of the column for each field, None where the table has none.

    `article` groups the comments: those with the same value stand under the same article.
    `parent` holds, in terms of `original_id`, which comment a comment answers. `others` are
    columns that could be the text as well, and were not taken. `given` are the fields whose column
    the user named. `kept` are the columns that go into the comments' table as they are, in pairs:
    the name that the user gave, and the column's.
    """

    text: str
    original_id: str | None = None
    parent: str | None = None
    article: str | None = None
    author: str | None = None
    posted_at: str | None = None
    likes: str | None = None
    dislikes: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published_at: str | None = None
    language: str | None = None
    body: str | None = None
    others: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    kept: tuple[tuple[str, str], ...] = ()

    def named(self) -> dict[str, str]:
        """Field to column, for the fields that have one."""
        pairs = ((field, getattr(self, field)) for field in FIELDS)
        return {field: name for field, name in pairs if name is not None}


def match_columns(
    header: Sequence[str],
    given: Mapping[str, str] | None = None,
    source: str = "<table>",
    keep: Sequence[str] = (),
) -> Columns:
    """The columns of a table with this header.

    `given` (field to column name) is followed first. Each further field, in the order of `FIELDS`,
    takes the column that nobody has taken and that `columns.toml` lists first for it; so
    `comment_text` is preferred to `comment`, and that to `text`. `keep` names columns that are kept
    beside. Raises SourceError, naming `source`: a given or kept column that is not there, one to keep
    that holds authors' names, a field that we do not know; NoTextsError where no column holds texts,
    as in tables of notes that lie beside pages.
    """
    taken: dict[str, str] = {}
    for field, name in (given or {}).items():
        if field not in FIELDS:
            raise SourceError(
                source, f"there is no field {field!r}", f"the fields are {', '.join(FIELDS)}"
            )
        taken[field] = _find(name, header, source, "--columns")
    free = [name for name in header if name not in taken.values()]
    texts = _candidates("text", free)
    for field in FIELDS:
        if field not in taken and (found := _candidates(field, free)):
            taken[field] = found[0]
            free = [name for name in free if name != found[0]]
    if "text" not in taken:
        raise NoTextsError(
            source,
            f"no column of comment texts; its columns are {_listed(header)}",
            "name the column with --columns text=NAME",
        )
    has_choice = "text" not in (given or {})
    fields: dict[str, Any] = dict(taken)
    fields["others"] = (
        tuple(n for n in texts if n in free and not is_plural(n)) if has_choice else ()
    )
    fields["kept"] = tuple(
        (name, _kept(name, header, taken, source)) for name in dict.fromkeys(keep)
    )
    return Columns(**fields, given=frozenset(given or ()))


def _kept(name: str, header: Sequence[str], taken: Mapping[str, str], source: str) -> str:
    """The column to keep under this name; none with authors, whose names would get out."""
    column = _find(name, header, source, "--keep-columns")
    if column == taken.get("author") or fold(column) in _ranks("author"):
        raise SourceError(
            source,
            f"column {column!r} holds the authors, whom the column author has as pseudonyms",
            "leave it out of --keep-columns; --keep-authors keeps names",
        )
    return column


def has_text(header: Sequence[str]) -> bool:
    """Whether a table with this header has a column known to hold comment texts."""
    return bool(_candidates("text", header))


def is_known(name: str) -> bool:
    """Whether this is the name of any field, in any language."""
    return any(fold(name) in _ranks(field) for field in FIELDS)


def is_plural(name: str) -> bool:
    """Whether the name is a word for comments such as "Comments", which may be a heading or a count."""
    return fold(name) in {fold(word) for word in _table()["text"]["plural"]}


def _candidates(field: str, names: Sequence[str]) -> list[str]:
    """Those of `names` that can be the field, the likeliest first, each once."""
    ranks = _ranks(field)
    known = [name for name in dict.fromkeys(names) if fold(name) in ranks]
    return sorted(known, key=lambda name: ranks[fold(name)])


def _find(name: str, header: Sequence[str], source: str, option: str) -> str:
    if name in header:
        return name
    alike = [known for known in header if fold(known) == fold(name)]
    if not alike:
        raise SourceError(
            source,
            f"no column {name!r}; its columns are {_listed(header)}",
            f"name one of these with {option}",
        )
    return alike[0]


def _listed(header: Sequence[str]) -> str:
    names = [name for name in header if name.strip()]
    shown = [n if len(n) <= _MAX_NAME else f"{n[:_MAX_NAME]}…" for n in names[:_MAX_NAMES]]
    rest = f" and {len(names) - len(shown):,} more" if len(names) > len(shown) else ""
    return (", ".join(map(repr, shown)) or "without names") + rest


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The name without what writers vary: case, spaces and signs, marks, forms of letters.

    "Comment Text", "comment_text" and "commentText" -> "commenttext".
    """
    letters = unicodedata.normalize("NFKD", name).casefold()
    kept = (c for c in letters if c.isalnum() or unicodedata.category(c) in _VOWEL_SIGNS)
    return "".join(c for c in kept if not unicodedata.combining(c)).translate(_SAME_LETTER)


@cache
def _table() -> dict[str, Any]:
    text = files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _ranks(field: str) -> dict[str, int]:
    """Folded names of a field, with their place in the order of preference."""
    ranks: dict[str, int] = {}
    for rank, name in enumerate(chain.from_iterable(_table()[field].values())):
        ranks.setdefault(fold(name), rank)
    return ranks


def reading_terms() -> dict[str, list[str]]:
    """What values mean that tools write into cells, as `columns.toml` lists it."""
    terms: dict[str, list[str]] = _table()["reading"]
    return terms
