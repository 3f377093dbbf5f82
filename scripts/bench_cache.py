"""How fast the score cache is, and how large it becomes.

    python scripts/bench_cache.py [--texts 200000] [--fill]

In a temporary folder: keeps the scores of so many texts, in batches of 2,000 as a run does; looks all of
them up, from a connection of its own; looks up as many that are not there. `--fill` goes on until the
cache holds MOST_ROWS texts, and says how large the file is and how fast look-ups are then.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from comments.scoring.cache import MOST_ROWS, ScoreCache
from comments.scoring.cache_file import state

BATCH = 2_000
ORIGIN = b"o" * 32
ROW: dict[str, Any] = {
    **{"p_negative": 0.25, "p_neutral": 0.5, "p_positive": 0.25},
    **{
        "p_uncivil": 0.75,
        "p_hostile": 0.5,
        "p_violent": 0.0,
        "p_sectarian": 0.1,
        "p_bridging": 0.0,
    },
    **{"sentiment": "neutral", "hostility": 2, "sectarian": "none", "windows": 1},
    **{"hostility_types": ["insult"], "hostility_target": ["group"], "frames": []},
}


def batches(first: int, last: int) -> Iterator[list[str]]:
    """Texts of the length that comments have, 2,000 at a time."""
    for start in range(first, last, BATCH):
        yield [
            f"{n} {'some words that a reader has written ' * 4}"
            for n in range(start, start + BATCH)
        ]


def refuse(line: str) -> None:
    raise SystemExit(line)


def stored(folder: Path, first: int, last: int) -> float:
    """Seconds for the look-ups that find nothing and the writes, as a first run has them."""
    seconds = 0.0
    with ScoreCache(folder, refuse) as cache:
        for texts in batches(first, last):
            started = time.perf_counter()
            cache.store(dict.fromkeys(texts, ROW), ORIGIN)
            seconds += time.perf_counter() - started
    return seconds


def looked_up(folder: Path, first: int, last: int) -> tuple[int, float]:
    """How many of the texts were found, and the seconds of all look-ups."""
    seconds, found = 0.0, 0
    with ScoreCache(folder, refuse) as cache:
        for texts in batches(first, last):
            started = time.perf_counter()
            found += len(cache.look_up(texts, ORIGIN))
            seconds += time.perf_counter() - started
    return found, seconds


def report(folder: Path, count: int) -> None:
    found, seconds = looked_up(folder, 0, count)
    print(
        f"  look-ups that hit   {count / seconds:>11,.0f} a second ({found:,} of {count:,} found)"
    )
    found, seconds = looked_up(folder, 10**9, 10**9 + count)
    print(f"  look-ups that miss  {count / seconds:>11,.0f} a second ({found:,} found)")
    now = state(folder)
    each = now.size / max(1, now.texts)
    print(f"  on disk             {now.size / 1e6:>11,.1f} MB, {each:.0f} bytes a text")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=200_000)
    parser.add_argument("--fill", action="store_true")
    arguments = parser.parse_args()
    count = -(-arguments.texts // BATCH) * BATCH
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        seconds = stored(folder, 0, count)
        print(f"{count:,} texts, batches of {BATCH:,}")
        print(f"  written             {count / seconds:>11,.0f} a second")
        report(folder, count)
        if arguments.fill:
            seconds = stored(folder, count, MOST_ROWS)
            print(f"{MOST_ROWS:,} texts")
            print(f"  written             {(MOST_ROWS - count) / seconds:>11,.0f} a second")
            report(folder, count)


if __name__ == "__main__":
    main()
