"""The file of the score cache: where it lies, how it is opened safely, and how it is emptied."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comments.errors import RunError

VARIABLE = "COMMENTS_CACHE"
"""The environment variable that names another folder for the cache."""

VERSION = 1
"""Of the table and of `packing`; each version has a file of its own, so that two can live together."""

WAIT_SECONDS = 5.0
"""For another process that is writing."""

_TABLE = (
    "CREATE TABLE scores (id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, scores BLOB NOT NULL)"
)
_LONGEST_VALUE = 4096


def cache_folder() -> Path:
    """Where the cache lies: COMMENTS_CACHE, or the platform's folder for a user's caches."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    import platformdirs

    return platformdirs.user_cache_path("comments-discourse", appauthor=False)


def cache_file(folder: Path) -> Path:
    """The file in `folder` that this version reads and writes."""
    return folder / f"scores-{VERSION}.sqlite"


def open_file(file: Path) -> sqlite3.Connection:
    """A connection to a sound cache, made if there is none, with nothing in it that SQLite would
    execute. Raises sqlite3.Error or OSError where there can be none.
    """
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(
        file, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if connection.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
        raise sqlite3.OperationalError("a disk that two programs cannot share")
    # In WAL mode this may lose the last rows when the power fails, and never damages the file.
    connection.execute("PRAGMA synchronous = NORMAL")
    if not _schema(connection):
        connection.execute("BEGIN IMMEDIATE")
        if not _schema(connection):
            connection.execute(_TABLE)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    version = connection.execute("PRAGMA user_version").fetchone()
    if _schema(connection) != [_TABLE] or version != (VERSION,):
        raise sqlite3.DatabaseError("not a file of ours")
    connection.text_factory = bytes  # no text is of ours; one that is no UTF-8 must not be an error


def _schema(connection: sqlite3.Connection) -> list[Any]:
    found = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    return [sql for (sql,) in found]


@dataclass(frozen=True, slots=True)
class CacheState:
    """What is in a cache: number of texts, bytes on disk; `trouble` says why it cannot be used."""

    file: Path
    texts: int
    size: int
    trouble: str | None = None


def state(folder: Path) -> CacheState:
    """What is in the cache of a folder; nothing where there is none."""
    file = cache_file(folder)
    if not file.exists():
        return CacheState(file, 0, 0)
    size = sum(part.stat().st_size for part in _parts(file))
    try:
        with closing(open_file(file)) as connection:
            texts: int = connection.execute("SELECT count(*) FROM scores").fetchone()[0]
    except (sqlite3.Error, OSError) as error:
        return CacheState(file, 0, size, said(error))
    return CacheState(file, texts, size)


def clear(folder: Path) -> None:
    """Forget all scores, also those of other versions. Raises RunError where that cannot be done."""
    for file in sorted(folder.glob("scores-*.sqlite")):
        try:
            _clear(file)
        except (sqlite3.Error, OSError) as error:
            raise RunError(
                f"{file}: {said(error)}; wait for other runs to end, and check the folder's permissions"
            ) from error


def _clear(file: Path) -> None:
    # Another process may have a sound file open: SQLite must not be robbed of it, so it is emptied.
    if file == cache_file(file.parent) and state(file.parent).trouble is None:
        with closing(open_file(file)) as connection:
            connection.execute("DELETE FROM scores")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        for part in _parts(file):
            part.unlink(missing_ok=True)


def _parts(file: Path) -> list[Path]:
    names = (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm")))
    return [name for name in names if name.exists()]


def said(error: Exception) -> str:
    """What an error says, on one line."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.lower().split())
