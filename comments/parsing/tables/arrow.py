"""Parquet files and other tables whose columns are Arrow's, batch by batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO

from comments.errors import SourceError
from comments.parsing.tables.table import Table

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 4_096
_MAX_ROW_GROUP = 2 * 1024**3


def read_parquet(stream: BinaryIO, name: str) -> Table:
    """The table in a Parquet file that can be sought. Only the columns wanted are read.

    Raises SourceError for a damaged file, or a row group of more than 2 GB.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream)
        header = tuple(file.schema_arrow.names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged(name, error) from error

    def rows(wanted: Sequence[int]) -> Iterator[Sequence[Any]]:
        names = [header[at] for at in wanted]
        for number in range(file.num_row_groups):
            if file.metadata.row_group(number).total_byte_size > _MAX_ROW_GROUP:
                raise SourceError(
                    name,
                    f"row group {number + 1} has more than {_MAX_ROW_GROUP // 1024**3} GB",
                    "write it again with smaller row groups",
                )
        try:
            yield from batch_rows(file.iter_batches(BATCH_ROWS, columns=names), names)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _damaged(name, error) from error

    return Table(header, rows)


def batch_rows(
    batches: Iterable[pa.RecordBatch | pa.Table], names: Sequence[str]
) -> Iterator[Sequence[Any]]:
    """The rows of record batches, the cells as Python's values.

    Times finer than a microsecond, which Python does not know, are cut.
    """
    import pyarrow as pa

    for batch in batches:
        columns = []
        for name in names:
            column = batch.column(batch.schema.get_field_index(name))
            if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
                column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
            columns.append(column.to_pylist())
        yield from zip(*columns, strict=True)


def _damaged(name: str, error: Exception) -> SourceError:
    what = (str(error).splitlines() or [type(error).__name__])[0][:120]
    return SourceError(name, f"a damaged Parquet file ({what})", "write it again")
