"""Rows of many articles, mixed in one file, brought together without holding the file in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter


def group(rows: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, list[bytes]]]:
    """Rows with equal keys together: groups in the order in which their keys first came.

    Rows keep their order within a group. Only one group at a time is in memory; the rest waits in
    a private temporary file, which SQLite makes for a database without a name and deletes itself.
    """
    # Journal and sync guard against crashes; a temporary file does not outlive one.
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("CREATE TABLE groups (number INTEGER PRIMARY KEY, key BLOB UNIQUE)")
        database.execute("CREATE TABLE rows (number INTEGER, data BLOB)")
        database.execute("BEGIN")
        for key, data in rows:
            # Bytes, because SQLite takes no half of a surrogate pair in a text.
            raw = key.encode("utf-8", "surrogatepass")
            database.execute("INSERT OR IGNORE INTO groups (key) VALUES (?)", (raw,))
            database.execute(
                "INSERT INTO rows SELECT number, ? FROM groups WHERE key = ?", (data, raw)
            )
        database.execute("COMMIT")
        ordered = database.execute(
            "SELECT key, data FROM rows JOIN groups USING (number) ORDER BY number, rows.rowid"
        )
        for raw, together in groupby(ordered, key=itemgetter(0)):
            yield raw.decode("utf-8", "surrogatepass"), [data for _, data in together]
