"""How long the documents of a run take, and how much memory.

    python scripts/bench_reports.py RUN
    python scripts/bench_reports.py --synthetic 10000000

The first draws every article's report and the comparison of a finished run into a temporary folder,
on one core, and prints processor time.

The second makes up a run of so many comments (`synthetic_run.py`), then does what `comments report`
and `comments compare` do, each in a process of its own, and prints for each the time on the clock, the
processor time and the largest memory. Article reports take as long as there are articles: only as
many as `--reports` says are drawn, in several processes, and what all would take is counted from them.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from synthetic_run import write_run

from comments.reporting import find, write_article_report, write_comparison
from comments.running import reports
from comments.running.compare import compare
from comments.running.drawing import Job, draw, workers_for
from comments.running.folder import RunFolder
from comments.running.progress import Shown
from comments.running.rows import by_article
from comments.running.run import documents_of, finished, provenance_of


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("run", type=Path, nargs="?", help="folder of a run")
    parser.add_argument("--synthetic", type=int, metavar="COMMENTS")
    parser.add_argument("--reports", type=int, default=200, help="article reports that are drawn")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        measured(given.step, given.run, given.reports)
    elif given.synthetic:
        with tempfile.TemporaryDirectory(dir=given.run) as place:
            synthetic(given.synthetic, Path(place) / "run", given.reports)
    elif given.run:
        drawn_on_one_core(given.run)
    else:
        parser.error("name a run, or --synthetic")


def drawn_on_one_core(run: Path) -> None:
    """Print how long each document takes."""
    with finished(RunFolder(run)) as (record, results), tempfile.TemporaryDirectory() as place:
        articles, comments = results.articles.to_pandas(), results.comments.to_pandas()
        provenance = provenance_of(record)
        by_id = dict(tuple(comments.groupby("article_id", sort=False)))
        each: list[float] = []
        for _ in range(3):  # the first round also loads fonts and libraries
            each = []
            for _, article in articles.iterrows():
                started = time.process_time()
                found = by_id.get(article["article_id"], comments.iloc[:0])
                write_article_report(article, found, provenance, Path(place) / "article.pdf")
                each.append(1000 * (time.process_time() - started))
        started = time.process_time()
        findings = find(articles, comments)
        studied = time.process_time()
        write_comparison(findings, provenance, Path(place) / "comparison.pdf")
        whole = time.process_time() - started
    print(f"{len(articles):,} articles, {len(comments):,} comments")
    print(f"article report: median {statistics.median(each):.0f} ms, slowest {max(each):.0f} ms")
    print(f"comparison report: {whole:.2f} s, of which study {studied - started:.2f} s")


def synthetic(n: int, run: Path, count: int) -> None:
    """Print what each step takes on a run of `n` comments."""
    started = time.monotonic()
    write_run(n, run)
    size = sum(file.stat().st_size for file in run.glob("*.parquet"))
    print(f"{n:,} comments, {size / 1e6:,.0f} MB, made in {time.monotonic() - started:.0f} s")
    for step in STEPS:
        command = [sys.executable, __file__, str(run), "--step", step, "--reports", str(count)]
        subprocess.run(command, check=True)


def measured(step: str, run: Path, count: int) -> None:
    """Do one step and print what it took."""
    started = time.monotonic()
    told = STEPS[step](run, count)
    seconds = time.monotonic() - started
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        f"{step:<10} {seconds:7.0f} s, processor {usage.ru_utime + usage.ru_stime:7.0f} s,"
        f" at most {usage.ru_maxrss / 1e6:.2f} GB{told}"
    )


def articles(run: Path, count: int) -> str:
    """Draw the first article reports as `comments report` does."""
    folder = RunFolder(run)
    with finished(folder) as (record, results):
        ids = results.index["article_id"].to_pylist()
        wanted = ids[:count]
        jobs = (
            Job(row, own, folder.article_report(row["article_id"]))
            for row, own in by_article(folder, set(wanted))
        )
        workers = workers_for(len(wanted))
        started = time.monotonic()
        failed = sum(
            one.reason is not None
            for one in draw(jobs, provenance_of(record), documents_of(record), workers)
        )
        each = (time.monotonic() - started) / max(1, len(wanted))
    return (
        f"; {len(wanted):,} of {len(ids):,} reports in {workers or 1} processes, {failed} failed,"
        f" {1000 * each:.0f} ms each: {each * len(ids) / 60:,.0f} minutes for all"
    )


def report(run: Path, count: int) -> str:
    """Everything that `comments report` writes but the article reports."""
    folder = RunFolder(run)
    with finished(folder) as (record, results):
        reports.write_reports(
            folder, results, provenance_of(record), documents_of(record), (), Shown()
        )
    sizes = {
        name: (folder.path / name).stat().st_size / 1e6
        for name in ("comparison.pdf", "index.html", "charts/articles.csv")
    }
    return "; " + ", ".join(f"{name} {size:.1f} MB" for name, size in sizes.items())


def compared(run: Path, count: int) -> str:
    """What `comments compare` does with the outlets."""
    compare(run, "outlet", against="the rest")
    return ""


STEPS: dict[str, Callable[[Path, int], str]] = {
    "articles": articles,
    "report": report,
    "compare": compared,
}


if __name__ == "__main__":
    main()
