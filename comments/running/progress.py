"""What a run says of itself while it works."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol


class Stage(Protocol):
    """One step under way."""

    def advance(self, count: int = 1) -> None:
        """`count` more units are done."""


class Progress(Protocol):
    """Where a run reports to."""

    def say(self, line: str) -> None:
        """One line for the user."""

    def stage(self, name: str, total: int, unit: str) -> AbstractContextManager[Stage]:
        """A step of `total` units, shown until the context ends."""


class Silent:
    """Progress for library use: nothing is shown."""

    def say(self, line: str) -> None:
        """Nothing."""

    @contextmanager
    def stage(self, name: str, total: int, unit: str) -> Iterator[Stage]:
        """Nothing."""
        yield _Uncounted()


class _Uncounted:
    def advance(self, count: int = 1) -> None:
        """Nothing."""


class Shown:
    """Progress on stderr: bars on a terminal, one line a finished step otherwise."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, line: str) -> None:
        """One line, its words taken literally: paths may hold brackets."""
        self._console.print(line, markup=False)

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
        started = time.monotonic()
        done = 0
        terminal = self._console.is_terminal
        with progress.Progress(
            *columns, console=self._console, transient=True, disable=not terminal
        ) as bar:
            task = bar.add_task(f"{name:<9}", total=total)

            class Counted:
                def advance(self, count: int = 1) -> None:
                    nonlocal done
                    done += count
                    bar.advance(task, count)

            yield Counted()
        self.say(f"{name:<9} {done:,} {unit} in {time.monotonic() - started:.1f} s")
