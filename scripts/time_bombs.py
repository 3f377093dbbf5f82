"""Times the reading of pages that are made to take long: more than 2 s a MB is a failure.

    python scripts/time_bombs.py

The pages are those of `tests/parsing/test_html_hostile.py`, which tests that they are read, not how
fast. A page under 250 kB counts as one of that size.
"""

from __future__ import annotations

import runpy
import sys
import time
from pathlib import Path

from comments.parsing.html import read_html

_TESTS = Path(__file__).parent.parent / "tests" / "parsing" / "test_html_hostile.py"
_LIMIT = 2.0
_LEAST = 0.25
_MEGABYTE = 1_000_000


def main() -> None:
    bombs: dict[str, str] = runpy.run_path(str(_TESTS))["BOMBS"]
    bombs["a line of fifty megabytes"] = "<p>" + "word " * 10_000_000
    slow = 0
    read_html("<p>warm")
    for name, page in bombs.items():
        size = len(page.encode()) / _MEGABYTE
        start = time.process_time()
        read_html(page)
        seconds = time.process_time() - start
        each = seconds / max(size, _LEAST)
        slow += each > _LIMIT
        verdict = "too slow" if each > _LIMIT else ""
        print(f"{name:30} {size:6.2f} MB {seconds:6.2f} s {each:6.2f} s/MB {verdict}".rstrip())
    if slow:
        sys.exit(f"{slow} of {len(bombs)} pages took more than {_LIMIT} s a MB")


if __name__ == "__main__":
    main()
