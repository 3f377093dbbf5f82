"""What Ray costs beside the local engine on this machine, and what a million comments take.

    python scripts/bench_cluster.py [--pages 5000] [--comments 20] [--model default] [--folder KEEP]

Runs `comments run` over the same made-up pages with either engine, until the tables are there, without
the cache of scores; then reads some of the pages in one process. Prints, as Markdown, the seconds and
rates of both, the share of the local engine's speed that Ray reaches, and the figures of the formula
in docs/cluster.md: comments that one processor scores, pages that one reads, and processor hours per
million comments. Timings mean something on a quiet machine alone.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from bench_run import COMMENTS, log, made, processor

import comments

READ = 300
"""Pages from which the rate of reading is taken."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--comments", type=int, default=20, help="of a page, on average")
    parser.add_argument("--model", default="default")
    parser.add_argument("--folder", type=Path, help="where pages and results are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = options.folder or Path(name)
        pages = made(place, options.pages, options.comments, None)
        print(f"{os.cpu_count()} processors, {processor()}\n")
        print("| engine | s until the tables | pages/s | comments/s |\n|---|---|---|---|")
        seconds = {}
        for engine in ("local", "ray"):
            out = place / f"out-{engine}"
            seconds[engine] = until_tables(pages, out, engine, options.model)
            count = sum(event["comments"] for event in log(out) if event["event"] == "scored")
            rates = f"{options.pages / seconds[engine]:,.1f} | {count / seconds[engine]:,.0f}"
            print(f"| {engine} | {seconds[engine]:,.1f} | {rates} |", flush=True)
        print(f"\nRay reaches {seconds['local'] / seconds['ray']:.2f} of the local engine's speed.")
        scored = [event for event in log(place / "out-ray") if event["event"] == "scored"]
        # The median: the first piece of each actor has the loading of the model in it.
        r = statistics.median(e["comments"] / e["seconds"] for e in scored if e["comments"])
        p = pages_a_second(pages)
        k = count / options.pages
        hours = (1 / r + 1 / (k * p)) * 1e6 / 3600
        print(
            f"One processor scores r = {r:,.0f} comments/s and reads p = {p:,.1f} pages/s of "
            f"k = {k:,.1f} comments: {hours:,.2f} processor hours per million comments."
        )


def until_tables(pages: Path, out: Path, engine: str, model: str) -> float:
    """Seconds from the command to the tables; the run is ended there, before its reports."""
    shutil.rmtree(out, ignore_errors=True)
    options = ["--no-cache", "--quiet", "--model", model, "--engine", engine, "--out", str(out)]
    started = time.monotonic()
    process = subprocess.Popen([*COMMENTS, "run", str(pages), *options])
    while not any(event["event"] == "tables" for event in log(out)):
        if process.poll() is not None:
            raise SystemExit(f"the run on {engine} ended with status {process.returncode}")
        time.sleep(0.1)
    seconds = time.monotonic() - started
    process.kill()
    process.wait()
    return seconds


def pages_a_second(pages: Path) -> float:
    """Pages that one process reads, after the first, which loads the libraries."""
    articles = comments.read(pages)
    next(articles)
    started = time.monotonic()
    count = sum(1 for _ in itertools.islice(articles, READ))
    return count / (time.monotonic() - started)


if __name__ == "__main__":
    main()
