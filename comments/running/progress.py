"""What a run says of itself while it works."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Protocol

from comments.errors import SourceError

if TYPE_CHECKING:
    import rich.console
    import rich.progress

JOINERS = "\u200c\u200d"
"""Invisible, but Persian and Hindi words are not the same without them."""

QUIET_SECONDS = 30.0
"""A long step without a terminal says where it is this often."""


def counted(number: int, noun: str) -> str:
    """A number of things in words: "1 page", "2,000 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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

    def expect(self, total: int | None) -> None:
        """There are `total` units, by what is known now; None if nothing is."""


class Progress(Protocol):
    """Where a run reports to."""

    def say(self, line: str) -> None:
        """One line for the user."""

    def fail(self, error: SourceError) -> None:
        """A source that could not be read."""

    def stage(self, name: str, total: int | None, unit: str) -> AbstractContextManager[Stage]:
        """A step of `total` units (None: not known yet), shown until the context ends; several may
        be under way at once."""


class Silent:
    """Progress for library use: nothing is shown."""

    def say(self, line: str) -> None:
        """Nothing."""

    def fail(self, error: SourceError) -> None:
        """Nothing."""

    @contextmanager
    def stage(self, name: str, total: int | None, unit: str) -> Iterator[Stage]:
        """Nothing."""
        yield _Uncounted()


class _Uncounted:
    def advance(self, count: int = 1) -> None:
        """Nothing."""

    def expect(self, total: int | None) -> None:
        """Nothing."""


class Shown:
    """Progress on stderr: bars on a terminal, lines otherwise."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._bars: rich.progress.Progress | None = None

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
    def stage(self, name: str, total: int | None, unit: str) -> Iterator[Stage]:
        """A bar with rate and time left while it runs; at the end a line with count, seconds and rate."""
        if self._bars is None:
            self._bars = _bars(self._console, is_shown=self.is_terminal)
            self._bars.start()
        bars = self._bars
        task = bars.add_task(f"{name:<9}", total=total, unit=unit)
        counted = _Counted(
            self, name, total, unit, lambda n, t: bars.update(task, advance=n, total=t)
        )
        try:
            yield counted
        finally:
            bars.remove_task(task)
            if not bars.tasks:
                bars.stop()
                self._bars = None
        self.say(f"{name:<9} {counted.done:,} {unit} in {counted.seconds:.1f} s{counted.rate}")


def _bars(console: rich.console.Console, *, is_shown: bool) -> rich.progress.Progress:
    from rich import progress

    class Rate(progress.ProgressColumn):
        """Units a second, once there is a rate: rich knows none for a bar that has not moved."""

        def render(self, task: progress.Task) -> str:
            return "" if task.speed is None else f"{task.speed:,.1f}/s"

    columns = (
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[unit]}"),
        Rate(),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
    )
    return progress.Progress(*columns, console=console, transient=True, disable=not is_shown)


class _Counted:
    """A stage that counts, moves a bar, and speaks up from time to time where there is none."""

    def __init__(
        self,
        shown: Shown,
        name: str,
        total: int | None,
        unit: str,
        move: Callable[[int, int | None], None],
    ) -> None:
        self.done = 0
        self._shown, self._name, self._unit, self._move = shown, name, unit, move
        self._total = total
        self._started = self._spoke = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the stage began."""
        return time.monotonic() - self._started

    @property
    def rate(self) -> str:
        """ ", 12.3 a second"; nothing for what took no time to speak of."""
        return f", {self.done / self.seconds:,.1f} a second" if self.seconds > 1 else ""

    def advance(self, count: int = 1) -> None:
        self.done += count
        self._move(count, self._total)
        if not self._shown.is_terminal and time.monotonic() - self._spoke > QUIET_SECONDS:
            self._spoke = time.monotonic()
            self._shown.say(
                f"{self._name:<9} {self.done:,}{self._of} {self._unit} after {self._clock}"
            )

    def expect(self, total: int | None) -> None:
        self._total = total
        self._move(0, total)

    @property
    def _of(self) -> str:
        return "" if self._total is None else f" of {self._total:,}"

    @property
    def _clock(self) -> str:
        if self._total is None or not self.done:
            return f"{self.seconds:.0f} s"
        left = self.seconds * (self._total - self.done) / self.done
        return f"{self.seconds:.0f} s{self.rate}, {duration(left)} left"


def duration(seconds: float) -> str:
    """Roughly how long: "40 s", "25 min", "3.5 h"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:,.1f} h"


class FailuresOnly(Silent):
    """Progress for `--quiet`: what could not be read, on stderr."""

    def fail(self, error: SourceError) -> None:
        """One line with source, reason and remedy."""
        print(f"! {printable(str(error))}", file=sys.stderr)  # noqa: T201 - this is its output
