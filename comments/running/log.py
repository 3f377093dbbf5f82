"""The log of a run: one JSON object a line, with what happened when. It holds no comment and no name
of a person; sources are named.
"""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class Log:
    """Appends events to a file. A run that finds nothing to do writes none: what happens before
    `begin` waits for it. Threads may share a log.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._waiting: list[str] | None = []
        self._lock = threading.Lock()

    def begin(self) -> None:
        """From here on events are written as they come. Raises OSError where the disk does not allow it."""
        with self._lock:
            waiting, self._waiting = self._waiting, None
            if waiting:
                self._write("".join(waiting))

    def event(self, what: str, **facts: Any) -> None:
        """Something happened. `facts` are what JSON can hold; times are in seconds. Raises OSError."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now, "event": what, **facts}) + "\n"
        with self._lock:
            if self._waiting is None:
                self._write(line)
            else:
                self._waiting.append(line)

    def _write(self, text: str) -> None:
        with self._path.open("a", encoding="ascii") as file:
            file.write(text)
