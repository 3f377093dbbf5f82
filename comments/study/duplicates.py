"""Texts that stand several times, word for word or nearly: what copy-paste campaigns leave.

Nobody is named, and no text is quoted: comments are told by their ids.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from comments.study.likeness import bucketed, plain, shingles, signatures, similarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Rows = NDArray[np.intp]

SHORTEST = 40
"""Letters and digits that a text needs: "Thank you", "Amen" and a prayer stand often, and say
nothing of a campaign."""

ALIKE = 0.8
"""Jaccard similarity of two texts' pieces from which on they count as nearly the same."""

KINDS = 16
"""Texts unlike each other that stand for a bucket, and texts that one is compared with in full, the
likeliest first: a stock phrase in a thousand texts must not make a million comparisons."""

LIKELY = 0.6
"""Share of equal minimum hashes from which on two texts are compared in full: of texts alike to
`ALIKE`, one pair in 400,000 has fewer (binomial, 100 hashes)."""

MOST_NEARLY = 250_000
"""Different texts among which nearly equal ones are looked for; of more, only equal ones are found."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """One text that stands several times.

    `comment_ids` are in order of article and position; `exact` of them are word for word the same
    as another. `articles` and `authors` count where and by how many it was posted (authors None
    where none is known). `languages` are those of the comments. `first` and `last` are the earliest
    and latest times, as the pages give them, None where they give none.
    """

    comment_ids: tuple[str, ...]
    exact: int
    articles: int
    authors: int | None
    languages: tuple[str, ...]
    first: str | None
    last: str | None

    @property
    def comments(self) -> int:
        """How often the text stands."""
        return len(self.comment_ids)


@dataclass(frozen=True, slots=True)
class Alike:
    """Rows of texts that are alike, each array in order; `exact` of them are word for word the same
    as another.
    """

    rows: Rows
    exact: int


def find_repeats(comments: pd.DataFrame) -> list[Repeat]:
    """Texts that stand twice or more in `comments` (columns of `comment_schema`), most often first.

    First texts that are the same but for case, marks, punctuation and white space are put together;
    then texts whose pieces of `SHINGLE` characters are alike to `ALIKE` or more (Broder 1997, Proc.
    Compression and Complexity of Sequences, p. 21-29), found by MinHash and banding (Leskovec,
    Rajaraman & Ullman 2014, Mining of Massive Datasets, ch. 3) and then compared in full. Chains
    are followed: texts alike to a third one are together. Time and memory grow with the number of
    texts, not of pairs. Texts under `SHORTEST` letters and removed comments are left out. Of more
    than `MOST_NEARLY` different texts, only equal ones are found.
    """
    used = comments[comments["removal"].isna()].sort_values(
        ["article_id", "position", "comment_id"], ignore_index=True
    )
    return repeats_of(used, find_alike(used["text"])[0])


def find_alike(texts: Iterable[str | None]) -> tuple[list[Alike], bool]:
    """Rows of the texts that stand twice or more, as `find_repeats` finds them, and whether nearly
    equal ones are among them; None is no text.

    `texts` are gone through twice, and never held: memory takes 24 bytes a text, and up to
    1 KB for each of `MOST_NEARLY` different ones.
    """
    import numpy as np

    rows, keys = _digests(texts)
    order = np.lexsort((rows, keys["low"], keys["high"]))
    ordered = keys[order]
    begins = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))[: len(order)]
    same = np.split(rows[order], begins[1:])
    # In the order in which the texts come.
    same.sort(key=lambda found: int(found[0])) if len(rows) else same.clear()
    nearly = len(same) <= MOST_NEARLY
    groups = _together(list(_first_of(texts, same))) if nearly else [*range(len(same))]
    together: dict[int, list[Rows]] = defaultdict(list)
    for found, group in zip(same, groups, strict=True):
        together[group].append(found)
    alike = [
        Alike(np.sort(np.concatenate(parts)), sum(len(part) for part in parts if len(part) > 1))
        for parts in together.values()
        if sum(map(len, parts)) > 1
    ]
    return alike, nearly


def repeats_of(comments: pd.DataFrame, alike: Iterable[Alike]) -> list[Repeat]:
    """What is said of texts whose rows in `comments` are `alike`, most often first."""
    names = ("comment_id", "article_id", "author", "posted_at", "language")
    columns = {
        name: comments[name].astype(object).where(comments[name].notna(), None).tolist()
        for name in names
    }
    found = [
        _repeat(
            {name: [cells[row] for row in one.rows] for name, cells in columns.items()}, one.exact
        )
        for one in alike
    ]
    return sorted(found, key=lambda repeat: (-repeat.comments, repeat.comment_ids))


def repeat_frame(repeats: Sequence[Repeat]) -> pd.DataFrame:
    """The repeats as a table, one row a text: repeat (from 1), comments, exact, articles, authors,
    languages, first, last, comment_ids (with spaces between).
    """
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "repeat": number,
                "comments": repeat.comments,
                "exact": repeat.exact,
                "articles": repeat.articles,
                "authors": repeat.authors,
                "languages": ", ".join(repeat.languages),
                "first": repeat.first,
                "last": repeat.last,
                "comment_ids": " ".join(repeat.comment_ids),
            }
            for number, repeat in enumerate(repeats, start=1)
        ],
        columns=[
            *("repeat", "comments", "exact", "articles", "authors", "languages"),
            *("first", "last", "comment_ids"),
        ],
    )


def _digests(texts: Iterable[str | None]) -> tuple[Rows, NDArray[np.void]]:
    """Rows of the texts that are long enough, and 128 bits that tell their plain texts apart."""
    import numpy as np

    rows, digests = array("q"), bytearray()
    for row, text in enumerate(texts):
        if (known := _compared(text)) is not None:
            rows.append(row)
            digests += hashlib.blake2b(
                known.encode("utf-8", "surrogatepass"), digest_size=16
            ).digest()
    kind = np.dtype([("high", ">u8"), ("low", ">u8")])
    return np.array(rows, dtype=np.intp), np.frombuffer(bytes(digests), dtype=kind)


def _compared(text: str | None) -> str | None:
    """The plain text of a text that is long enough to compare."""
    if text is None or len(text) < SHORTEST // 4:
        return None
    known = plain(text)
    return known if len(known.replace(" ", "")) >= SHORTEST else None


def _first_of(texts: Iterable[str | None], same: Sequence[Rows]) -> Iterator[str]:
    """The plain text of each group of equal texts, the groups being in order of their first rows."""
    firsts = iter(int(rows[0]) for rows in same)
    wanted = next(firsts, None)
    for row, text in enumerate(texts):
        if row == wanted:
            yield plain(text or "")
            wanted = next(firsts, None)


def _together(texts: Sequence[str]) -> list[int]:
    """Number of the group of each text, texts of one group being alike.

    A text is compared with those that stand for its buckets, each once, and only where their
    signatures make it likely that they are alike.
    """
    import numpy as np

    above = list(range(len(texts)))

    def top(text: int) -> int:
        while above[text] != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    @lru_cache(maxsize=4096)
    def pieces(text: int) -> frozenset[str]:
        return shingles(texts[text])

    found = signatures(texts)
    kinds: dict[tuple[int, int], list[int]] = defaultdict(list)
    for text, own in bucketed(found):
        others = sorted({kind for bucket in own for kind in kinds[bucket]})
        if others:
            agree = (found[others] == found[text]).mean(axis=1)
            compared = 0
            for place in np.argsort(-agree, kind="stable"):
                if agree[place] < LIKELY or compared == KINDS:
                    break
                one, other = top(text), top(others[place])
                if one == other:
                    continue
                compared += 1
                if similarity(pieces(text), pieces(others[place])) >= ALIKE:
                    above[max(one, other)] = min(one, other)
        mine = top(text)
        for bucket in own:
            there = kinds[bucket]
            if len(there) < KINDS and all(top(kind) != mine for kind in there):
                there.append(text)
    return [top(text) for text in range(len(texts))]


def _repeat(found: Mapping[str, Sequence[Any]], exact: int) -> Repeat:
    authors = {author for author in found["author"] if author is not None}
    times = [time for time in found["posted_at"] if time is not None]
    languages = Counter(found["language"])
    return Repeat(
        comment_ids=tuple(found["comment_id"]),
        exact=exact,
        articles=len(set(found["article_id"])),
        authors=len(authors) or None,
        languages=tuple(sorted(languages, key=lambda name: (-languages[name], name))),
        first=min(times, default=None),
        last=max(times, default=None),
    )
