"""Processes of our own that take and give objects through their pipes.

They are started by themselves and not through `multiprocessing`, which runs a user's script anew in
each of them: scripts without `if __name__ == "__main__"`, `python -c` and notebooks can use this
package. A process ends with its input, and on Linux also in the middle of its work when this one is
killed; it leaves Ctrl-C to this one, which then ends it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from typing import Any

_START = (
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN);"
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer);"
    "from comments.running.processes import end_with; end_with({parent});"
    "from {module} import work; work()"
)
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"), "1")

_ON_DEATH_OF_PARENT = 1
"""PR_SET_PDEATHSIG, see prctl(2)."""

MOST_CORES = 16
"""Processes at most: one alone hands out the work and takes the results."""


class Lost(Exception):  # noqa: N818 - what happened to the process, not to us
    """The process has ended, or was ended, before it answered."""


def cores() -> int:
    """Processors that this process may use, at most `MOST_CORES`; 1 where no other can be started."""
    if not sys.executable:
        return 1
    here = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(here, MOST_CORES)


class Worker:
    """A process that runs `work` of `module`, with its pipes as a `Channel` at the other end.

    One thread talks to it; another may look at `waiting_since` (monotonic seconds, None while it is
    not waited for) and `kill` it. Raises OSError where no process can be started.
    """

    def __init__(self, module: str, *first: Any) -> None:
        self.waiting_since: float | None = None
        self._process = subprocess.Popen(  # noqa: S603 - this Python, with our own code
            [sys.executable, "-P", "-c", _START.format(module=module, parent=os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**_ONE_CORE, **os.environ},
        )
        for piece in (sys.path, *first):
            self.send(piece)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def send(self, piece: Any) -> None:
        """Hand over an object. Raises Lost."""
        pipe = self._process.stdin
        try:
            if pipe is None:
                raise Lost
            pickle.dump(piece, pipe, protocol=pickle.HIGHEST_PROTOCOL)
            pipe.flush()
        except (OSError, ValueError) as error:
            raise Lost from error

    def receive(self) -> Any:
        """The next object that the process gives. Raises Lost."""
        pipe = self._process.stdout
        self.waiting_since = time.monotonic()
        try:
            if pipe is None:
                raise Lost
            return pickle.load(pipe)  # noqa: S301 - from a process that this one started
        except (OSError, EOFError, ValueError, pickle.UnpicklingError) as error:
            raise Lost from error
        finally:
            self.waiting_since = None

    def kill(self) -> None:
        """End the process at once, in the middle of its work."""
        self._process.kill()

    def close(self) -> int:
        """Wait for the end and close the pipes; the exit status, negative for a signal."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return self._process.wait()


def end_with(parent: int) -> None:
    """Have the system end this process when `parent`, or its thread that started it, ends (Linux).

    A thread that looks for that would wait for code in C that holds Python's lock.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


class Channel:
    """A worker's end of its pipes. Whatever a library prints goes to stderr and not between them."""

    def __init__(self) -> None:
        self._given = sys.stdin.buffer
        self._answers = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)

    def receive(self) -> Any:
        """The next object that is handed over. The process ends where there is no more."""
        try:
            return pickle.load(self._given)  # noqa: S301 - from the process that started this one
        except EOFError:
            sys.exit(0)

    def send(self, piece: Any) -> None:
        """Give an object. The process ends where nobody takes it."""
        try:
            pickle.dump(piece, self._answers, protocol=pickle.HIGHEST_PROTOCOL)
            self._answers.flush()
        except BrokenPipeError:
            os._exit(1)
