"""How fast a run is, how its memory and its time grow, and how a plain script compares.

    python scripts/bench_run.py [--pages 1000 10000 100000] [--comments 20] [--reports]
                                [--texts 100000] [--model default] [--plain 200] [--folder KEEP]
                                [--skip startup plain]

Writes made-up pages (`synthetic_pages.py`), and for each number of pages runs the real command in a
process of its own, until the tables are there, or with `--reports` to its end. Prints, as Markdown:

- start-up: `comments --help`, `import comments`, runs of 1 and of 30 pages, and a run with nothing new;
- pages and comments a second until the tables, what the single stages took (from the run's log), and
  the exponent of time against pages (1 is linear) from the smallest to the largest;
- memory of the run's processes together: proportional set size (shared pages are counted once), read
  twice a second; at a quarter, half and all of the time until the tables, and the largest;
- with `--plain N`, the rate of a plain script over N of the pages: a loop of trafilatura with comments
  and a transformers pipeline of one XLM-R-base model (random weights; ours has to answer 7 questions).

A run of a million comments through cache, shards and reports, of which every text occurs ten times:
`--pages 1300 --comments 1000 --texts 100000 --reports --skip startup plain`.
Linux only. Timings mean something on a quiet machine alone.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthetic_pages import write_pages

COMMENTS = [sys.executable, "-c", "from comments.cli import main; main()"]
EVERY = 0.5
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds until the tables and to the end, memory over time (seconds, bytes)."""

    pages: int
    comments: int
    tables: float
    whole: float | None
    scoring: float
    writing: float
    memory: tuple[tuple[float, int], ...]

    @property
    def peak(self) -> int:
        """The largest memory until the tables were there, in bytes."""
        return max(size for moment, size in self.memory if moment <= self.tables)

    @property
    def highest(self) -> int:
        """The largest memory of all, in bytes."""
        return max(size for _, size in self.memory)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--comments", type=int, default=20, help="of a page, on average")
    parser.add_argument("--texts", type=int, help="different ones; none are alike without it")
    parser.add_argument("--reports", action="store_true", help="to the end, reports included")
    parser.add_argument("--model", default="default")
    parser.add_argument("--plain", type=int, default=200, help="pages for the plain script")
    parser.add_argument("--folder", type=Path, help="where pages and results are kept")
    parser.add_argument("--skip", nargs="*", default=[], choices=["startup", "plain"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = options.folder or Path(name)
        print(f"{os.cpu_count()} processors, {processor()}\n")
        if "startup" not in options.skip:
            startup(place, options.model)
        measured = [
            one(
                made(place, pages, options.comments, options.texts),
                place / f"out-{pages}",
                options.model,
                to_the_end=options.reports,
            )
            for pages in options.pages
        ]
        table(measured)
        if "plain" not in options.skip:
            plain(
                made(place, options.pages[0], options.comments, options.texts),
                options.plain,
                measured[0],
            )


def processor() -> str:
    """What `/proc/cpuinfo` calls the processor, with what matters for the model."""
    text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    name = next(line.partition(":")[2].strip() for line in text.split("\n") if "model name" in line)
    return ", ".join([name, *(flag for flag in ("avx512_bf16", "amx_bf16") if flag in text)])


def made(place: Path, pages: int, comments: int, texts: int | None) -> Path:
    """The folder of so many pages, written where it is not there."""
    folder = place / f"pages-{pages}-{comments}-{texts}"
    if not folder.exists():
        write_pages(folder, pages, comments=comments, texts=texts)
    return folder


def startup(place: Path, model: str) -> None:
    """Print what small things take."""
    few, out = made(place, 30, 20, None), place / "small"
    shutil.rmtree(out, ignore_errors=True)
    page = str(next(few.rglob("*.html")))
    run = [*COMMENTS, "run", "--quiet", "--model", model, "--out"]
    commands = {
        "`comments --help`": [*COMMENTS, "--help"],
        "`import comments`": [sys.executable, "-c", "import comments"],
        "`comments run`, 1 page": [*run, f"{out}/1", page],
        "`comments run`, 30 pages": [*run, f"{out}/30", str(few)],
        "the same again, nothing new": [*run, f"{out}/30", str(few)],
    }
    print("| start-up | seconds |\n|---|---|")
    for name, command in commands.items():
        started = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        print(f"| {name} | {time.monotonic() - started:.2f} |", flush=True)
    print()


def one(folder: Path, out: Path, model: str, *, to_the_end: bool) -> Measured:
    """Run the command over a folder of pages, watching its memory."""
    pages, cache = sum(1 for _ in folder.rglob("*.html")), out.with_suffix(".cache")
    for stale in (out, cache):
        shutil.rmtree(stale, ignore_errors=True)
    command = [*COMMENTS, "run", str(folder), "--model", model, "--quiet", "--out", str(out)]
    # A cache of its own, so that a second bench does not find the scores of the first.
    own = os.environ | {"XDG_CACHE_HOME": str(cache)}
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=own)
    memory: list[tuple[float, int]] = []
    tables = None
    while process.poll() is None:
        memory.append((time.monotonic() - started, together(process.pid)))
        if tables is None and any(event["event"] == "tables" for event in log(out)):
            tables = time.monotonic() - started
            if not to_the_end:
                process.kill()
        time.sleep(EVERY)
    whole = time.monotonic() - started
    events = log(out)
    if tables is None and not any(event["event"] == "tables" for event in events):
        raise SystemExit(f"the run of {pages:,} pages ended with status {process.returncode}")
    found = [event for event in events if event["event"] == "scored"]
    return Measured(
        pages,
        sum(event["comments"] for event in found),
        whole if tables is None else tables,
        whole if to_the_end else None,
        sum(event["seconds"] for event in found),
        sum(event["seconds"] for event in events if event["event"] == "written"),
        tuple(memory),
    )


def log(out: Path) -> list[dict[str, Any]]:
    """The events of the run so far."""
    try:
        lines = (out / "log.jsonl").read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line) for line in lines if line.endswith("}")]


def together(process: int) -> int:
    """Proportional set size of a process and all below it, in bytes."""
    total = 0
    with suppress(OSError):  # one that has just ended
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        total += next(int(line.split()[1]) * 1024 for line in text.split("\n") if "Pss:" in line)
        for task in Path(f"/proc/{process}/task").iterdir():
            children = (task / "children").read_text(encoding="ascii").split()
            total += sum(together(int(child)) for child in children)
    return total


def table(measured: list[Measured]) -> None:
    """Print what was measured, and how it grows."""
    print(
        "| pages | comments | s until the tables | pages/s | comments/s | scoring s | writing s |"
        " GB at 25, 50, 100 % | peak GB | s, peak GB to the end |\n|---|---|---|---|---|---|---|---|---|---|"
    )
    for m in measured:
        until = [size for moment, size in m.memory if moment <= m.tables]
        at = [until[max(0, math.ceil(len(until) * share) - 1)] for share in (0.25, 0.5, 1)]
        end = "" if m.whole is None else f"{m.whole:,.0f}, {m.highest / 1e9:.2f}"
        print(
            f"| {m.pages:,} | {m.comments:,} | {m.tables:,.1f} | {m.pages / m.tables:,.1f} |"
            f" {m.comments / m.tables:,.0f} | {m.scoring:,.1f} | {m.writing:,.1f} |"
            f" {', '.join(f'{size / 1e9:.2f}' for size in at)} | {m.peak / 1e9:.2f} | {end} |"
        )
    first, last = measured[0], measured[-1]
    if last.pages > first.pages:
        exponent = math.log(last.tables / first.tables) / math.log(last.pages / first.pages)
        print(f"\nTime grows with pages to the power of {exponent:.3f}.")
    print(flush=True)


def plain(folder: Path, count: int, ours: Measured) -> None:
    """Print the rate of the plain script, and ours beside it."""
    import torch
    import trafilatura
    from transformers import (
        PreTrainedTokenizerFast,
        XLMRobertaConfig,
        XLMRobertaForSequenceClassification,
        pipeline,
    )

    from comments.scoring.bundle import default_bundle

    torch.manual_seed(0)
    # The untyped parts of transformers; the configuration's own values are those of XLM-R-base.
    make_tokenizer: Any = PreTrainedTokenizerFast
    tokenizer = make_tokenizer(tokenizer_file=str(default_bundle() / "tokenizer.json"))
    model: Any = XLMRobertaForSequenceClassification(XLMRobertaConfig(vocab_size=len(tokenizer)))
    model.eval()
    classify = pipeline("text-classification", model=model, tokenizer=tokenizer)
    files = sorted(folder.rglob("*.html"))[:count]
    scored = 0
    started = time.monotonic()
    for file in files:
        found: Any = trafilatura.bare_extraction(
            file.read_text(encoding="utf-8"), include_comments=True
        )
        lines = (found.comments or "").split("\n") if found is not None else []
        texts = [line for line in lines if line.strip()]
        for text in texts:
            classify(text, truncation=True, max_length=256)
        scored += len(texts)
    seconds = time.monotonic() - started
    rate, own = scored / seconds, ours.comments / ours.tables
    print(
        f"Plain script: {len(files):,} pages with {scored:,} comments in {seconds:,.1f} s, "
        f"{len(files) / seconds:,.1f} pages/s, {rate:,.1f} comments/s. Ours: {own / rate:,.1f} times as many comments."
    )


if __name__ == "__main__":
    main()
