"""What a run says of itself while it works."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from comments.errors import SourceError

JOINERS = "\u200c\u200d"
"""Invisible, but Persian and Hindi words are not the same without them."""

QUIET_SECONDS = 30.0
"""A long step without a terminal says where it is this often."""


def printable(text: str) -> str:
    """`text` as one line without control characters: names and titles come from hostile pages."""
    return "".join(
        c if c.isprintable() or c in JOINERS else c.encode("unicode_escape").decode("ascii")
        for c in text
    )


def told_of(passed_over: Counter[str]) -> str:
    """The line that says what was neither read nor a failure, by kind."""
    kinds = ", ".join(f"{kind} x {count:,}" for kind, count in passed_over.most_common())
    return f"Passed over, no pages of comments: {kinds}"


class Stage(Protocol):
    """One step under way."""

    def advance(self, count: int = 1) -> None:
        """`count` more units are done."""


class Progress(Protocol):
    """Where a run reports to."""

    def say(self, line: str) -> None:
        """One line for the user."""

    def fail(self, error: SourceError) -> None:
        """A source that could not be read."""

    def stage(self, name: str, total: int, unit: str) -> AbstractContextManager[Stage]:
        """A step of `total` units, shown until the context ends."""


class Silent:
    """Progress for library use: nothing is shown."""

    def say(self, line: str) -> None:
        """Nothing."""

    def fail(self, error: SourceError) -> None:
        """Nothing."""

    @contextmanager
    def stage(self, name: str, total: int, unit: str) -> Iterator[Stage]:
        """Nothing."""
        yield _Uncounted()


class _Uncounted:
    def advance(self, count: int = 1) -> None:
        """Nothing."""


class Shown:
    """Progress on stderr: bars on a terminal, lines otherwise."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    @property
    def is_terminal(self) -> bool:
        """Whether bars can be drawn."""
        return self._console.is_terminal

    def say(self, line: str) -> None:
        """One line, its words taken literally: paths may hold brackets."""
        self._console.print(printable(line), markup=False, emoji=False)

    def fail(self, error: SourceError) -> None:
        """One line with source, reason and remedy."""
        self.say(f"! {error}")

    @contextmanager
    def stage(self, name: str, total: int, unit: str) -> Iterator[Stage]:
        """A bar with time left while it runs; at the end a line with count and seconds."""
        from rich import progress

        columns = (
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn(unit),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
        )
        with progress.Progress(
            *columns, console=self._console, transient=True, disable=not self.is_terminal
        ) as bar:
            task = bar.add_task(f"{name:<9}", total=total)
            counted = _Counted(self, f"{name:<9}", total, unit, lambda n: bar.advance(task, n))
            yield counted
        self.say(f"{name:<9} {counted.done:,} {unit} in {counted.seconds:.1f} s")


class _Counted:
    """A stage that counts, moves a bar, and speaks up from time to time where there is none."""

    def __init__(
        self, shown: Shown, name: str, total: int, unit: str, move: Callable[[int], None]
    ) -> None:
        self.done = 0
        self._shown, self._name, self._total, self._unit, self._move = (
            shown,
            name,
            total,
            unit,
            move,
        )
        self._started = self._spoke = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def advance(self, count: int = 1) -> None:
        self.done += count
        self._move(count)
        if not self._shown.is_terminal and time.monotonic() - self._spoke > QUIET_SECONDS:
            self._spoke = time.monotonic()
            line = f"{self._name} {self.done:,} of {self._total:,} {self._unit}"
            self._shown.say(f"{line} after {self.seconds:.0f} s")


class FailuresOnly(Silent):
    """Progress for `--quiet`: what could not be read, on stderr."""

    def fail(self, error: SourceError) -> None:
        """One line with source, reason and remedy."""
        print(f"! {printable(str(error))}", file=sys.stderr)  # noqa: T201 - this is its output
