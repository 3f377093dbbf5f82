"""A run's tables as the study and the explorer need them, read by DuckDB: never all texts at once.

DuckDB works out of core: what does not fit into `MEMORY` goes to a folder inside the run's own, and
is gone afterwards. It loads no extension and opens no connection.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from comments.errors import RunError
from comments.running.folder import RunFolder, damaged, table_schema
from comments.running.rows import open_table
from comments.study.measures import BETWEEN

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pandas as pd
    import pyarrow as pa

MEMORY = "2GB"

WORDS = (
    *("article_id", "author", "posted_precision", "removal", "language"),
    *("sentiment", "sectarian"),
)
LISTS = ("hostility_types", "hostility_target", "frames", "groups")
PLAIN = (
    *("comment_id", "parent_id", "position", "depth", "posted_at", "hostility"),
    *("p_negative", "p_neutral", "p_positive", "p_uncivil", "p_hostile", "p_violent"),
    *("p_sectarian", "p_bridging"),
)
KNOWN = frozenset({*WORDS, *LISTS, *PLAIN, "text", "duplicate_of"})
BY_PAGE = frozenset({"body", "reasons", "dropped", "warnings"})
"""Columns of articles that no comparison needs, and that are most of the table."""


def study_frame(folder: RunFolder, further: Collection[str] = ()) -> pd.DataFrame:
    """All comments without their texts, in order of article, position and id.

    The frame has the columns of `scored_schema` that figures rest on, and those in `further` that
    the table has. Words and lists are pandas Categoricals (of a list, with `measures.BETWEEN`
    between its items), `characters` is the length of the text, and `duplicate_of` is null or
    "repeat". It takes about 120 bytes a comment. Raises RunError where the table cannot be read.
    """
    import pyarrow as pa

    schema = table_schema(folder, "comments")
    extra = [name for name in schema.names if name in further and name not in KNOWN]
    words = [*WORDS, *(name for name in extra if pa.types.is_string(schema.field(name).type))]
    with connected(folder) as connection:
        columns = [
            *(_category(connection, name, _quoted(name)) for name in words),
            *(_category(connection, name, _joined(name)) for name in LISTS),
            *(_quoted(name) for name in (*PLAIN, *extra) if name not in words),
            "length(text)::INTEGER AS characters",
            "CASE WHEN duplicate_of IS NOT NULL THEN 'repeat' END::ENUM('repeat') AS duplicate_of",
        ]
        order = "article_id, position, comment_id"
        found = connection.sql(f"SELECT {', '.join(columns)} FROM comments ORDER BY {order}")  # noqa: S608 - names are quoted
        table: pa.Table = found.to_arrow_table(1_000_000)
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)
    return frame


def article_frame(folder: RunFolder) -> pd.DataFrame:
    """All articles, without the columns in `BY_PAGE`. Raises RunError where they cannot be read."""
    schema = table_schema(folder, "articles")
    table = open_table(folder.table("articles"), schema)
    names = [name for name in schema.names if name not in BY_PAGE]
    frame: pd.DataFrame = table.read(columns=names).to_pandas()
    return frame


def distinct_frame(folder: RunFolder, columns: Collection[str]) -> pd.DataFrame:
    """The combinations of some columns that occur in the comments."""
    names = ", ".join(map(_quoted, columns))
    with connected(folder) as connection:
        table: pa.Table = connection.sql(f"SELECT DISTINCT {names} FROM comments").to_arrow_table()  # noqa: S608 - names are quoted
    frame: pd.DataFrame = table.to_pandas()
    return frame


def sample(folder: RunFolder, n: int, seed: int) -> pa.Table:
    """`n` comments at random, every article with its part of them, in the order of the tables; all
    where there are not more.

    Comments are put in an order that is random within articles (by the MD5 sum of the seed and the
    comment's id) and every k-th is taken (systematic sampling with proportional allocation, Cochran
    1977, Sampling Techniques, p. 205-232), so that shares in the sample estimate those of all
    comments without weights. Which ones are drawn depends on the comments alone.
    """
    schema = table_schema(folder, "comments")
    names = ", ".join(f"comments.{_quoted(name)}" for name in schema.names)
    drawn = f"""
        WITH numbered AS (
            SELECT file_row_number AS row, row_number() OVER (
                ORDER BY article_id, md5({_text(f"{seed} ")} || comment_id), file_row_number
            ) AS place, count(*) OVER () AS total FROM comments
        )
        SELECT {names} FROM comments JOIN numbered ON comments.file_row_number = numbered.row
        WHERE place * {n:d} // total > (place - 1) * {n:d} // total OR total <= {n:d}
        ORDER BY row"""  # noqa: S608 - names are quoted
    with connected(folder) as connection:
        table: pa.Table = connection.sql(drawn).to_arrow_table()
    return table.cast(schema)


def articles_of(folder: RunFolder, comments: pa.Table) -> pa.Table:
    """The articles of some of the run's comments, and those without any; without their bodies."""
    import pyarrow as pa
    import pyarrow.compute as pc

    schema = table_schema(folder, "articles")
    names = [name for name in schema.names if name != "body"]
    table: pa.Table = open_table(folder.table("articles"), schema).read(columns=names)
    there = pc.is_in(table["article_id"], pa.array(comments["article_id"].unique()))
    return table.filter(pc.or_(there, pc.equal(table["found_comments"], 0)))


@contextmanager
def connected(folder: RunFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the run's two tables as `articles` and `comments`."""
    import duckdb

    spill = folder.path / ".spill"
    shutil.rmtree(spill, ignore_errors=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    connection = duckdb.connect(config=settings)
    try:
        for name in ("articles", "comments"):
            place = folder.table(name)
            open_table(place, table_schema(folder, name)).close()
            connection.execute(f"CREATE VIEW {name} AS SELECT * FROM {parquet(place)}")  # noqa: S608 - quoted
        yield connection
    except duckdb.Error as error:
        raise _unanswered(folder, spill, error) from error
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)


def _unanswered(folder: RunFolder, spill: Path, error: duckdb.Error) -> RunError:
    """What to tell a user where a query failed: for want of disk, of memory, or of a sound table."""
    import duckdb

    said = str(error)
    is_memory = isinstance(error, duckdb.OutOfMemoryException)
    if is_memory and "temp_directory" not in said:
        return RunError(
            f"{folder.path}: a query over the tables takes more than {MEMORY} of memory; "
            "split the pages between several runs"
        )
    if is_memory or str(spill) in said:
        reason = (
            "no room is left" if is_memory else said.rpartition(": ")[2].splitlines()[0].lower()
        )
        return RunError(
            f"{spill}: {reason} for what a query over the tables does not hold in memory; "
            f"make room on the disk of {folder.path} and run again"
        )
    return damaged(folder.table("comments"), error)


def _category(connection: duckdb.DuckDBPyConnection, name: str, expression: str) -> str:
    """A column as an enumeration of the texts that occur in it, in their order."""
    kind = _quoted(f"kind of {name}")
    connection.execute(
        f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {expression} AS one FROM comments"  # noqa: S608 - quoted
        " WHERE one IS NOT NULL ORDER BY one)"
    )
    return f"({expression})::{kind} AS {_quoted(name)}"


def _joined(name: str) -> str:
    return f"array_to_string({_quoted(name)}, {_text(BETWEEN)})"


def parquet(*paths: Path) -> str:
    """Files of the same columns to read, whatever signs are in their names."""
    literals = ", ".join(_text(re.sub(r"[*?\[]", r"[\g<0>]", str(path))) for path in paths)
    return f"read_parquet([{literals}], hive_partitioning = false, file_row_number = true)"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
