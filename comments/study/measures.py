"""The scores of a table of comments as matrices: one column a class, one row a comment."""

from __future__ import annotations

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
    probabilities: dict[str, NDArray[np.float64]]


def measures(comments: pd.DataFrame) -> dict[str, Measure]:
    """Every measure of `comments`, a frame with the columns of `scored_schema`.

    A removed comment is not scored, whatever stands in its columns.
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
        value: comments[PROBABILITIES[name, value]].to_numpy(dtype="float64", na_value=float("nan"))
        for value in values
        if (name, value) in PROBABILITIES
    }
    scored = scored & there
    return Measure(tuple(values), scored, labels & scored[:, None], found)


def _exclusive(column: pd.Series, name: str, values: Sequence[str]) -> NDArray[np.bool_]:
    """Labels of a measure that gives each comment one value: a class, or a level."""
    import numpy as np

    if name in {"sectarian", "sentiment"}:
        codes = column.map({value: code for code, value in enumerate(values)})
        classes = codes.to_numpy(dtype="float64", na_value=float("nan"))
        return np.asarray(classes[:, None] == np.arange(len(values)))
    levels = column.to_numpy(dtype="float64", na_value=float("nan"))[:, None]
    if name == "hostility":
        return np.asarray(levels == np.arange(len(values)))
    return np.asarray(levels >= np.array([CUMULATIVE[value] for value in values]))


def _listed(
    column: pd.Series, values: Sequence[str]
) -> tuple[NDArray[np.bool_], Sequence[str], NDArray[np.bool_]]:
    """Labels that can occur together in one comment's list.

    Without `values`, those that occur, most frequent first, then by name.
    """
    import numpy as np
    import pandas as pd

    # From Parquet a list is an array; a null is not sized.
    cells = [cell if _is_list(cell) else None for cell in column]
    scored = np.array([cell is not None for cell in cells], dtype=bool)
    sizes = np.array([0 if cell is None else len(cell) for cell in cells], dtype=np.intp)
    names = [name for cell in cells if cell is not None for name in cell]
    codes, unique = pd.factorize(np.array(names, dtype=object))
    found = np.zeros((len(cells), len(unique)), dtype=bool)
    found[np.repeat(np.arange(len(cells)), sizes), codes] = True
    if not values:
        counts = dict(zip(unique, found.sum(axis=0), strict=True))
        values = sorted(counts, key=lambda name: (-counts[name], name))
    place = {name: number for number, name in enumerate(unique)}
    labels = np.zeros((len(cells), len(values)), dtype=bool)
    for number, value in enumerate(values):
        if value in place:
            labels[:, number] = found[:, place[value]]
    return scored, values, labels


def _is_list(cell: object) -> bool:
    return hasattr(cell, "__len__") and not isinstance(cell, str)
