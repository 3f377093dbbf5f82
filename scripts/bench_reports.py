"""How long the documents of a finished run take to draw, on one core.

    python scripts/bench_reports.py RUN

Draws every article's report and the comparison into a temporary folder and prints processor time.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from comments.reporting import write_article_report, write_comparison
from comments.running.folder import RunFolder
from comments.running.run import finished, provenance_of


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("run", type=Path)
    given = parser.parse_args()
    with (
        finished(RunFolder(given.run)) as (record, results),
        tempfile.TemporaryDirectory() as place,
    ):
        articles, comments = results.articles.to_pandas(), results.comments.to_pandas()
        provenance = provenance_of(record)
        by_article = dict(tuple(comments.groupby("article_id", sort=False)))
        each: list[float] = []
        for _ in range(3):  # the first round also loads fonts and libraries
            each = []
            for _, article in articles.iterrows():
                started = time.process_time()
                found = by_article.get(article["article_id"], comments.iloc[:0])
                write_article_report(article, found, provenance, Path(place) / "article.pdf")
                each.append(1000 * (time.process_time() - started))
        started = time.process_time()
        write_comparison(articles, comments, provenance, Path(place) / "comparison.pdf")
        whole = time.process_time() - started
    print(f"{len(articles):,} articles, {len(comments):,} comments")
    print(f"article report: median {statistics.median(each):.0f} ms, slowest {max(each):.0f} ms")
    print(f"comparison report: {whole:.2f} s")


if __name__ == "__main__":
    main()
