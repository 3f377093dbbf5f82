"""Texts that stand several times, word for word or nearly: what copy-paste campaigns leave.

Nobody is named, and no text is quoted: comments are told by their ids.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Signatures = NDArray[np.uint64]

SHORTEST = 40
"""Letters and digits that a text needs: "Thank you", "Amen" and a prayer stand often, and say
nothing of a campaign."""

SHINGLE = 5
"""Characters in a piece of text; five tell texts apart in scripts of all kinds."""

ALIKE = 0.8
"""Jaccard similarity of two texts' pieces from which on they count as nearly the same."""

BANDS, ROWS = 20, 5
"""Minimum hashes: texts that agree in all rows of a band are compared. At a similarity of 0.8 a
pair is missed once in 2,800 times, at 0.9 never."""

KINDS = 16
"""Texts unlike each other that a text of the same band is compared with: a stock phrase in a
thousand texts must not make a million comparisons."""


_ODD = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: Knuth's multiplier


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


def find_repeats(comments: pd.DataFrame) -> list[Repeat]:
    """Texts that stand twice or more in `comments` (columns of `comment_schema`), most often first.

    First texts that are the same but for case, marks, punctuation and white space are put together;
    then texts whose pieces of `SHINGLE` characters are alike to `ALIKE` or more (Broder 1997, Proc.
    Compression and Complexity of Sequences, p. 21-29), found by MinHash and banding (Leskovec,
    Rajaraman & Ullman 2014, Mining of Massive Datasets, ch. 3) and then compared in full. Chains
    are followed: texts alike to a third one are together. Time and memory grow with the number of
    texts, not of pairs. Texts under `SHORTEST` letters and removed comments are left out.
    """
    used = comments[comments["removal"].isna()].sort_values(
        ["article_id", "position", "comment_id"], ignore_index=True
    )
    texts = [plain(text) for text in used["text"]]
    rows: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        if len(text.replace(" ", "")) >= SHORTEST:
            rows[text].append(row)
    unique = list(rows)
    groups: dict[int, list[str]] = defaultdict(list)
    for text, group in zip(unique, _together(unique), strict=True):
        groups[group].append(text)
    found = [
        _repeat(used.iloc[sorted(row for text in group for row in rows[text])], group, rows)
        for group in groups.values()
        if sum(len(rows[text]) for text in group) > 1
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


def plain(text: str) -> str:
    """A text without what copying changes: case, vowel marks, punctuation, emoji, white space.

    "Long live  LEBANON!!": "long live lebanon"
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", kept))


def shingles(text: str) -> frozenset[str]:
    """The pieces of `SHINGLE` characters of a plain text, each once."""
    return frozenset(text[i : i + SHINGLE] for i in range(max(1, len(text) - SHINGLE + 1)))


def similarity(first: frozenset[str], second: frozenset[str]) -> float:
    """Jaccard similarity of two sets: what they share of what either has."""
    return len(first & second) / len(first | second)


def signatures(texts: Iterable[str]) -> Signatures:
    """Minimum hashes of each text's pieces: one row a text, `BANDS` x `ROWS` columns.

    The share of columns in which two texts agree estimates the similarity of their pieces without
    bias (Broder 1997).
    """
    import numpy as np

    rng = np.random.default_rng(1997)
    factors = rng.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64) * 2 + 1
    offsets = rng.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
    rows = [_minima(_numbers(text), factors, offsets) for text in texts]
    return np.vstack(rows) if rows else np.zeros((0, BANDS * ROWS), dtype=np.uint64)


def _minima(pieces: Signatures, factors: Signatures, offsets: Signatures) -> Signatures:
    """Smallest value of each hash function (multiply-shift, Dietzfelbinger et al. 1997)."""
    import numpy as np

    hashed = pieces[None, :] * factors[:, None] + offsets[:, None]
    return np.asarray((hashed >> np.uint64(32)).min(axis=1))


def _numbers(text: str) -> Signatures:
    """The pieces of a text as 64-bit numbers, the same on every machine."""
    import numpy as np

    letters = np.frombuffer(text.ljust(SHINGLE).encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    pieces = np.lib.stride_tricks.sliding_window_view(letters, SHINGLE)
    numbers = pieces @ np.array([pow(_ODD, power, 1 << 64) for power in range(SHINGLE)], np.uint64)
    # The finaliser of SplitMix64, which spreads neighbours (Steele, Lea & Flood 2014, OOPSLA).
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return np.asarray(numbers ^ (numbers >> np.uint64(31)))


def _together(texts: Sequence[str]) -> list[int]:
    """Number of the group of each text, texts of one group being alike."""
    above = list(range(len(texts)))

    def top(text: int) -> int:
        while above[text] != text:
            above[text] = above[above[text]]
            text = above[text]
        return text

    pieces = [shingles(text) for text in texts]
    for bucket in _buckets(signatures(texts)):
        kinds: list[int] = []
        for text in bucket:
            for kind in kinds:
                if top(text) == top(kind):
                    break
                if similarity(pieces[text], pieces[kind]) >= ALIKE:
                    above[max(top(text), top(kind))] = min(top(text), top(kind))
                    break
            else:
                if len(kinds) < KINDS:
                    kinds.append(text)
    return [top(text) for text in range(len(texts))]


def _buckets(found: Signatures) -> Iterator[NDArray[np.intp]]:
    """Texts that agree in a band, band by band."""
    import numpy as np

    for band in range(BANDS):
        columns = found[:, band * ROWS : (band + 1) * ROWS]
        kinds, sizes = np.unique(columns, axis=0, return_inverse=True, return_counts=True)[1:]
        order = np.argsort(kinds, kind="stable")
        for end, size in zip(sizes.cumsum(), sizes, strict=True):
            if size > 1:
                yield order[end - size : end]


def _repeat(found: pd.DataFrame, texts: Sequence[str], rows: Mapping[str, Sequence[int]]) -> Repeat:
    authors = found["author"].nunique()
    times = sorted(found["posted_at"].dropna())
    languages = Counter(found["language"])
    return Repeat(
        comment_ids=tuple(found["comment_id"]),
        exact=sum(len(rows[text]) for text in texts if len(rows[text]) > 1),
        articles=int(found["article_id"].nunique()),
        authors=int(authors) or None,
        languages=tuple(sorted(languages, key=lambda name: (-languages[name], name))),
        first=times[0] if times else None,
        last=times[-1] if times else None,
    )
