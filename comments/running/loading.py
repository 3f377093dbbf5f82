"""Tables of any kind of file, read whole: what `comments score` adds its columns to."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import RunError

if TYPE_CHECKING:
    import pyarrow as pa

_NO_INT64 = 2**63


def load(path: Path, text_column: str) -> pa.Table:
    """The table in `path`, a .csv, .tsv, .xlsx, .jsonl or .parquet file. Of a workbook it is the sheet
    that has `text_column`. Raises RunError, and SourceError for an unsound workbook.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    readers: dict[str, Callable[[Path], pa.Table]] = {
        ".parquet": pq.read_table,
        ".csv": lambda p: _read_csv(p, ","),
        ".tsv": lambda p: _read_csv(p, "\t"),
        ".jsonl": _read_jsonl,
        ".xlsx": lambda p: _read_xlsx(p, text_column),
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise RunError(
            f"{path}: cannot read {path.suffix or 'a file without an ending'}; give a .csv, .tsv, .xlsx, .jsonl or .parquet table"
        )
    try:
        return reader(path)
    except FileNotFoundError as error:
        raise RunError(f"{path}: no such file; check the path") from error
    except (OSError, ValueError, OverflowError, RecursionError, pa.ArrowException) as error:
        what = (str(error).splitlines() or [type(error).__name__])[0][:160]
        raise RunError(f"{path}: not a readable table ({what}); check the file") from error


def _read_csv(path: Path, separator: str) -> pa.Table:
    """Every cell as it is written: an id 007 stays 007, and a comment "NA" is a comment."""
    import pandas as pd
    import pyarrow as pa

    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            # Without index_col, a row longer than the header moves all cells one column to the left.
            frame = pd.read_csv(
                path,
                sep=separator,
                encoding="utf-8-sig",
                dtype=str,
                keep_default_na=False,
                index_col=False,
            )
        except pd.errors.ParserWarning as error:
            raise ValueError("rows with more cells than the header has names") from error
    return pa.Table.from_pandas(frame, preserve_index=False)


def _read_xlsx(path: Path, text_column: str) -> pa.Table:
    """The sheet that has the column. Columns of numbers stay numbers; all others are texts. One that
    holds something under no name is named as in CSV.
    """
    import pyarrow as pa

    from comments.parsing.tables.workbook import read_workbook

    with path.open("rb") as stream:
        sheet = read_workbook(stream, str(path), {"text": text_column})
        rows = list(sheet.rows(range(len(sheet.header))))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(sheet.header)
    named = [
        (name or f"Unnamed: {i}", column)
        for i, (name, column) in enumerate(zip(sheet.header, columns, strict=True))
        if name or any(cell != "" for cell in column)
    ]
    names = [name for name, _ in named]
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise RunError(f"{path}: two columns named {twice[0]}; rename one of them")
    return pa.table({name: _typed(column) for name, column in named})


def _typed(cells: Iterable[Any]) -> pa.Array:
    import pyarrow as pa

    from comments.parsing.tables.cells import as_text

    values = [None if cell == "" else cell for cell in cells]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pa.array(values, pa.bool_())
    if kinds and kinds <= {int, float}:
        is_whole = all(
            value is None or (float(value).is_integer() and abs(value) < _NO_INT64)
            for value in values
        )
        whole = [None if value is None else int(value) for value in values] if is_whole else values
        return pa.array(whole, pa.int64() if is_whole else pa.float64())
    return pa.array([as_text(value) for value in values], pa.string())


def _read_jsonl(path: Path) -> pa.Table:
    import json

    import pyarrow as pa

    lines = path.read_text(encoding="utf-8-sig").split("\n")
    rows = [json.loads(line) for line in lines if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError("a line that is no JSON object")
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.table({name: [row.get(name) for row in rows] for name in names})
