"""Tables as a spreadsheet opens them, without running what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠|%]|[\t\r\n]")
_INNER = re.compile(r"(?<=.)([;\t]\s*)(?=[=+@＝＋＠]|[-－](?![()|/\\*\[\]DPOpdo]))")
"""Where a text begins a cell for a spreadsheet that separates by `;` or tab; `;-)` is no formula."""
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)*([eE][+-]?[0-9]+)?")


def to_csv(table: pa.Table) -> bytes:
    """A table as a spreadsheet opens it, in one piece: see `csv_pieces`."""
    return b"".join(csv_pieces([table]))


def csv_pieces(tables: Iterable[pa.Table]) -> Iterator[bytes]:
    """Tables of one schema as one that a spreadsheet opens: UTF-8 with BOM, lists joined by `;`,
    formulas neutralised.

    A text cell that a spreadsheet could take for a formula gets an apostrophe before it (OWASP, "CSV
    Injection"), also behind a `;` or tab inside it, where many countries' spreadsheets start a new
    cell, and so does each item of a list; plain numbers do not. The Parquet tables hold the texts
    unchanged.
    """
    for i, table in enumerate(tables):
        names = [_neutral(name) for name in table.column_names]
        text = _cells(table).to_csv(
            index=False, header=names if i == 0 else False, lineterminator="\r\n"
        )
        yield text.encode("utf-8-sig" if i == 0 else "utf-8")


def _cells(table: pa.Table) -> pd.DataFrame:
    import pandas as pd
    import pyarrow as pa

    # Whole numbers with gaps would become 2.0 in pandas' own types.
    whole = {
        **{pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype()},
        **{pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype()},
        **{pa.uint8(): pd.UInt8Dtype(), pa.uint16(): pd.UInt16Dtype()},
        **{pa.uint32(): pd.UInt32Dtype(), pa.uint64(): pd.UInt64Dtype()},
    }
    frame: pd.DataFrame = table.to_pandas(types_mapper=whole.get)
    for name in frame.columns:
        if frame[name].dtype.kind not in "biuf":
            frame[name] = [_cell(value) for value in frame[name]]
    return frame


def _cell(value: Any) -> Any:
    import numpy as np

    if isinstance(value, np.ndarray):
        return ";".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return _neutral(", ".join(f"{key} {item}" for key, item in value.items()))
    return _neutral(value) if isinstance(value, str) else value


def _neutral(text: str) -> str:
    if _NUMBER.fullmatch(text):
        return text
    inside = _INNER.sub(r"\1'", text)
    return f"'{inside}" if _FORMULA.match(text) else inside
