"""What reading one document may take: processor time, wall time, memory.

The system counts processor time and ends the process itself (POSIX). So a healthy page is not given up
because others use the machine or a laptop slept, code in C that never comes back is ended as well,
and a page without end is ended even where nobody is left to watch.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass

COUNTS_PROCESSOR_TIME = hasattr(signal, "setitimer")
"""Whether the system does; else (Windows) wall time stands for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one document, and of opening a source, by its size; they travel to the processes.

    `seconds` of processor time and `seconds_per_megabyte`: large pages take one second a megabyte.
    Wall time may be `idle` times as long, for a process that waits for what never comes. `memory` in
    bytes and `memory_per_byte` of the source on disk (Linux): the largest pages take 40 for each of
    theirs, and a large archive counts as its largest page.
    """

    seconds: float = 120.0
    seconds_per_megabyte: float = 60.0
    idle: float = 10.0
    memory: int = 2 * 1024**3
    memory_per_byte: int = 60

    def processor_time(self, size: int) -> float:
        """Seconds for so many bytes."""
        return self.seconds + self.seconds_per_megabyte * size / 1e6

    def wall_time(self, size: int) -> float:
        """Seconds for so many bytes."""
        return self.processor_time(size) * (self.idle if COUNTS_PROCESSOR_TIME else 1.0)

    def bytes_of_memory(self, size: int) -> int:
        """Memory for a source of so many bytes."""
        return self.memory + self.memory_per_byte * size


DEFAULTS = Limits()


def limit_processor_time(seconds: float) -> None:
    """Let the system end this process after so much more processor time (POSIX)."""
    if sys.platform != "win32":
        # A handler would wait for Python code to run, and the parent's choice to ignore it is inherited.
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def ran_out_of_time(status: int) -> bool:
    """Whether a process with this exit status was ended by `limit_processor_time`."""
    return sys.platform != "win32" and status == -signal.SIGPROF


def limit_memory(limit: int) -> None:
    """Let allocations beyond `limit` bytes fail, where the system counts what is really used (Linux)."""
    if sys.platform == "linux":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
