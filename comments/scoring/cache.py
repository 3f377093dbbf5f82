"""Scores that were worked out before: a file of hashes and numbers, shared by all runs of a user.

The key of a text is a hash of the text as the model sees it and of everything else that its scores
depend on, so nothing ever needs to be declared stale. No text and no name is in the file; but
whoever holds it and a text can find out whether that text was scored.

A cache must never stop a run: where its file is damaged, locked or has no room, there is one
warning and the run goes on without. Nor is the file trusted: what SQLite would execute (triggers,
views) is refused, and every row is checked as it is read.
"""

from __future__ import annotations

import hashlib
import sqlite3
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from comments.scoring.cache_file import cache_file, cache_folder, open_file, said
from comments.scoring.packing import Row, pack, unpack

if TYPE_CHECKING:
    from comments.scoring.bundle import BundleInfo

MOST_ROWS = 4_000_000
"""Texts that are kept; `scripts/bench_cache.py` measures how large the file becomes (under 400 MB)."""

_KEY_BYTES = 16
_AT_ONCE = 500


@lru_cache(maxsize=8)
def origin(info: BundleInfo) -> bytes:
    """A hash of all that scores depend on beside the text: the model, the code that scores with it,
    the codebook's lists, the libraries that compute, the device, and the kind of CPU, which decides
    on the type of the numbers and on how products are fused.
    """
    import torch

    from comments import records
    from comments.scoring.inference import fastest_device, fastest_type
    from comments.scoring.linear import fuses

    parts = [str(fuses(fastest_type(), fastest_device()))]
    parts += [info.digest, str(fastest_type()), torch.backends.cpu.get_cpu_capability()]
    parts.append(fastest_device().type)
    parts += [f"{name} {version(name)}" for name in ("numpy", "tokenizers", "torch")]
    digest = hashlib.sha256("\n".join(parts).encode())
    for file in [*sorted(Path(__file__).parent.glob("*.py")), Path(records.__file__)]:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.digest()


class ScoreCache:
    """The cache in a folder, by default the user's; a context manager. Opened on first use.

    `warn` is called with one line at most, when the cache can no longer be used. Rows have numbers
    in order of use, and those leave that are more than `most_rows` behind the newest. A row that is
    used moves up only when it is half so far behind: to note each use would be a write a read.
    """

    def __init__(
        self,
        folder: Path | None = None,
        warn: Callable[[str], object] = warnings.warn,
        *,
        most_rows: int = MOST_ROWS,
    ) -> None:
        self._file = cache_file(folder or cache_folder())
        self._warn, self._most_rows = warn, most_rows
        self._connection: sqlite3.Connection | None = None
        self._is_off = False

    def __enter__(self) -> ScoreCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._close()

    def look_up(self, texts: Iterable[str], origin: bytes) -> dict[str, Row]:
        """The rows of those prepared `texts` that were scored before with this `origin`."""
        text_of = {_key(text, origin): text for text in texts}
        found: dict[str, Row] = {}
        used: list[tuple[bytes, bytes]] = []
        with self._guarded() as connection:
            if connection is not None:
                old = _newest(connection) - self._most_rows // 2
                for number, key, packed in _rows(connection, text_of):
                    try:
                        found[text_of[key]] = unpack(key, packed)
                    except ValueError:
                        continue  # scored anew, and replaced
                    if number <= old:
                        used.append((key, packed))
                self._write(connection, used)
        return found

    def store(self, rows: Mapping[str, Row], origin: bytes) -> None:
        """Keep the rows of prepared texts; the texts that were not used for longest leave."""
        keyed = ((_key(text, origin), row) for text, row in rows.items())
        packed = [(key, pack(key, row)) for key, row in keyed]
        with self._guarded() as connection:
            if connection is not None:
                self._write(connection, packed)

    def _write(self, connection: sqlite3.Connection, rows: list[tuple[bytes, bytes]]) -> None:
        """Rows get the newest numbers, also those that are there already."""
        if not rows:
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR REPLACE INTO scores (key, scores) VALUES (?, ?)", rows)
        last_out = _newest(connection) - self._most_rows
        connection.execute("DELETE FROM scores WHERE id <= ?", (last_out,))
        connection.execute("COMMIT")

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """The open connection, None where the cache is off; any error in it turns the cache off."""
        try:
            yield self._opened()
        except (sqlite3.Error, OSError) as error:
            self._turn_off(error)

    def _opened(self) -> sqlite3.Connection | None:
        if self._connection is None and not self._is_off:
            try:
                self._connection = open_file(self._file)
            except (sqlite3.Error, OSError) as error:
                self._turn_off(error)
        return self._connection

    def _turn_off(self, error: Exception) -> None:
        self._is_off = True
        self._close()
        self._warn(
            f"{self._file}: goes on without the scores kept here ({said(error)}); "
            "free the disk or wait for other runs, or empty it with `comments models cache --clear`"
        )

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


def _key(text: str, origin: bytes) -> bytes:
    digest = hashlib.sha256(origin)
    digest.update(text.encode("utf-8"))
    return digest.digest()[:_KEY_BYTES]


def _newest(connection: sqlite3.Connection) -> int:
    newest: int | None = connection.execute("SELECT max(id) FROM scores").fetchone()[0]
    return newest or 0


def _rows(
    connection: sqlite3.Connection, keys: Iterable[bytes]
) -> Iterator[tuple[int, bytes, Any]]:
    """Number, key and value of the keys that are there."""
    left = iter(keys)
    while some := list(islice(left, _AT_ONCE)):
        marks = ",".join("?" * len(some))
        yield from connection.execute(
            f"SELECT id, key, scores FROM scores WHERE key IN ({marks})",  # noqa: S608 - marks alone
            some,
        )
