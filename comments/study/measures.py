"""The scores of a table of comments as matrices: one column a class, one row a comment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

CUMULATIVE = {"uncivil": 1, "hostile": 2}
"""Names of the cumulative shares, with the lowest hostility level that each one takes in."""

MEASURES = {
    "sentiment": SENTIMENTS,
    "hostility": HOSTILITY_LEVELS,
    "hostility_from": tuple(CUMULATIVE),
    "sectarian": FRAMINGS,
    "hostility_types": HOSTILITY_TYPES,
    "hostility_target": HOSTILITY_TARGETS,
    "frames": FRAMES,
    "groups": (),
}
"""Classes of each measure in the codebook's order; communities are those that are named."""

PROBABILITIES = {
    ("sentiment", "negative"): "p_negative",
    ("sentiment", "neutral"): "p_neutral",
    ("sentiment", "positive"): "p_positive",
    ("hostility", "violent"): "p_violent",
    ("hostility_from", "uncivil"): "p_uncivil",
    ("hostility_from", "hostile"): "p_hostile",
    ("sectarian", "sectarian"): "p_sectarian",
    ("sectarian", "bridging"): "p_bridging",
}
"""Column of calibrated probabilities for (measure, class), where scoring gives one."""

BETWEEN = "\x1f"
"""Between the items of a list that stands as one text in a category (the unit separator)."""

HEADLINE = (
    ("sentiment", "negative"),
    ("hostility_from", "uncivil"),
    ("hostility_from", "hostile"),
    ("sectarian", "sectarian"),
)
"""The shares that a reader asks for first, and that groups are compared by."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of n comments.

    `labels` is n x classes; `probabilities` has the calibrated probability of each class that has
    one, nan where it is null. `scored` says which comments have the measure at all.
    """

    values: tuple[str, ...]
    scored: NDArray[np.bool_]
    labels: NDArray[np.bool_]
    probabilities: dict[str, NDArray[np.floating]]


def measures(comments: pd.DataFrame) -> dict[str, Measure]:
    """Every measure of `comments`, a frame with the columns of `scored_schema`.

    A removed comment is not scored, whatever stands in its columns. Where a column of lists is a
    pandas Categorical, its categories are the lists' items with `BETWEEN` between them.
    """
    there = comments["removal"].isna().to_numpy()
    return {name: _measure(comments, name, values, there) for name, values in MEASURES.items()}


def _measure(
    comments: pd.DataFrame, name: str, values: Sequence[str], there: NDArray[np.bool_]
) -> Measure:
    column = comments["hostility" if name == "hostility_from" else name]
    if name in {"hostility_types", "hostility_target", "frames", "groups"}:
        scored, values, labels = _listed(column, values)
    else:
        scored = column.notna().to_numpy()
        labels = _exclusive(column, name, values)
    found = {
        value: _numbers(comments[PROBABILITIES[name, value]])
        for value in values
        if (name, value) in PROBABILITIES
    }
    scored = scored & there
    return Measure(tuple(values), scored, labels & scored[:, None], found)


def _exclusive(column: pd.Series, name: str, values: Sequence[str]) -> NDArray[np.bool_]:
    """Labels of a measure that gives each comment one value: a class, or a level."""
    import numpy as np
    import pandas as pd

    if name in {"sectarian", "sentiment"}:
        classes = pd.Categorical(column, categories=list(values)).codes
        return np.asarray(classes[:, None] == np.arange(len(values)))
    levels = column.to_numpy(dtype="float64", na_value=float("nan"))[:, None]
    if name == "hostility":
        return np.asarray(levels == np.arange(len(values)))
    return np.asarray(levels >= np.array([CUMULATIVE[value] for value in values]))


def _numbers(column: pd.Series) -> NDArray[np.floating]:
    """A column of numbers as wide as it is, 64 bits where pandas has types of its own."""
    import numpy as np

    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "f":
        return column.to_numpy()
    return column.to_numpy(dtype="float64", na_value=float("nan"))


def _listed(
    column: pd.Series, values: Sequence[str]
) -> tuple[NDArray[np.bool_], Sequence[str], NDArray[np.bool_]]:
    """Labels that can occur together in one comment's list.

    Without `values`, those that occur, most frequent first, then by name.
    """
    import numpy as np

    kinds, kind = _kinds(column)
    if not values:
        times = np.bincount(kind[kind >= 0], minlength=len(kinds)).tolist()
        counts = Counter[str]()
        for names, n in zip(kinds, times, strict=True):
            counts.update(dict.fromkeys(names, n))
        values = sorted(counts, key=lambda name: (-counts[name], name))
    # A comment without a list is of the last kind, which has no label.
    labels = np.zeros((len(kinds) + 1, len(values)), dtype=bool)
    for number, names in enumerate(kinds):
        labels[number] = [value in names for value in values]
    return kind >= 0, values, labels[kind]


def _kinds(column: pd.Series) -> tuple[list[frozenset[str]], NDArray[np.intp]]:
    """The lists that occur, and which one each comment has, -1 for none."""
    import numpy as np
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        joined = column.cat.categories
        kinds = [frozenset(text.split(BETWEEN) if text else ()) for text in joined]
        return kinds, column.cat.codes.to_numpy().astype(np.intp)
    numbers: dict[frozenset[str], int] = {}
    # From Parquet a list is an array; a null is not sized.
    kind = [
        numbers.setdefault(frozenset(cell), len(numbers)) if _is_list(cell) else -1
        for cell in column
    ]
    return list(numbers), np.array(kind, dtype=np.intp)


def _is_list(cell: object) -> bool:
    return hasattr(cell, "__len__") and not isinstance(cell, str)
