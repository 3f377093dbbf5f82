"""Measures how well tools separate reader comments from article bodies on saved pages.

    python scripts/evaluate_parsing.py DATA [--tools comments,trafilatura] [--every 5] [--json OUT]

DATA holds, at any depth, the unpacked Dragnet pages (`input/`, `GoldStandard/`) and trafilatura's
pages (`evaldata.json`). Tools that are not installed are named and left out (`pip install .[bench]`).
Each tool runs in a process of its own, one after the other, on one core.

Measures, on tokens (NFKC, lower case, runs of word characters, each CJK character one):
precision, recall and F1 of the multiset intersection, the mean over pages; `boundary`, the same F1 on
runs of four tokens, which breaks where pieces are left out, put in or put elsewhere; `false`, share of
the pages without comments for which ten tokens or more came out as comments; `leak`, share of the
comments' runs of four tokens that stand in the body. On trafilatura's pages: share of the snippets
found, and `false there`. The gold has the lines with author and time where a page shows them, and so
has what is compared with it. `pages/s` is processor time, `MiB` the peak of the process, the pages
held in memory and the scoring included. A dash: the tool tells comments and body not apart.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import multiprocessing
import os
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extraction_tools import BODY_ONLY, TOOLS, Separated, decoded

_MARKER = re.compile(
    r"^[ \t]*[!@#$%^&*() \t]{4,}COMMENTS[ \t]*$|[!@#$%^&*()]{3,}[!@#$%^&*() \t]*COMMENTS", re.M
)
_SPACELESS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_TOKEN = re.compile(rf"[{_SPACELESS}]|[^\W{_SPACELESS}]+")
_RUN = 4
_FALSE_FROM = 10
_KIBIBYTES = 1024
_WHOLE = frozenset(("pages/s", "MiB", "failed"))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of Dragnet; `counts` is false where its gold misses comments that it shows."""

    html: Path
    body: str
    comments: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Snippets:
    """One page of trafilatura's: texts that must be in its comments, or None for not noted."""

    html: Path
    comments: list[str] | None


def decode_gold(data: bytes) -> str:
    for codec in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def dragnet(data: Path) -> Iterator[Page]:
    for gold in sorted(data.rglob("GoldStandard")):
        excluded = gold.parent / "fp_exclude.txt"
        lines = excluded.read_text("utf-8").splitlines() if excluded.exists() else []
        left_out = {line.split()[0] for line in lines if line.strip() and line[0] != "#"}
        for html in sorted((gold.parent / "input").glob("*.html")):
            text = decode_gold((gold / f"{html.stem}.txt").read_bytes())
            marker = _MARKER.search(text)
            body, comments = (
                (text[: marker.start()], text[marker.end() :]) if marker else (text, "")
            )
            yield Page(html, body, comments, html.stem not in left_out)


def snippets(data: Path) -> Iterator[Snippets]:
    for listing in sorted(data.rglob("evaldata.json")):
        for entry in json.loads(listing.read_text("utf-8")).values():
            paths = (listing.parent / folder / entry["file"] for folder in ("cache", "eval"))
            html = next((path for path in paths if path.exists()), None)
            noted = entry.get("comments")
            if html:
                yield Snippets(html, None if noted is None else [s for s in noted if plain(s)])


def tokens(text: str) -> list[str]:
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def runs(found: list[str]) -> list[tuple[str, ...]]:
    if len(found) < _RUN:
        return [tuple(found)] if found else []
    return list(zip(*(found[start:] for start in range(_RUN)), strict=False))


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def overlap(found: Sequence[object], gold: Sequence[object]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the multiset intersection."""
    shared = sum((Counter(found) & Counter(gold)).values())
    precision = shared / len(found) if found else 0.0
    recall = shared / len(gold) if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def mean(values: Sequence[float]) -> float:
    return statistics.fmean(values) if values else float("nan")


def score_dragnet(pages: list[Page], found: list[Separated]) -> dict[str, float]:
    bodies, listed, ordered, leaks, false = [], [], [], [], []
    for page, (body, comments) in zip(pages, found, strict=True):
        gold_body, gold, ours = tokens(page.body), tokens(page.comments), tokens(comments)
        body_tokens = tokens(body)
        if gold_body:
            bodies.append(overlap(body_tokens, gold_body)[2])
        if gold:
            listed.append(overlap(ours, gold))
            ordered.append(overlap(runs(ours), runs(gold))[2])
            only = set(runs(gold)) - set(runs(gold_body))
            leaks.append(len(only & set(runs(body_tokens))) / len(only) if only else 0.0)
        elif page.counts:
            false.append(float(len(ours) >= _FALSE_FROM))
    return {
        "body F1": mean(bodies),
        "P": mean([p for p, _, _ in listed]),
        "R": mean([r for _, r, _ in listed]),
        "F1": mean([f for _, _, f in listed]),
        "boundary": mean(ordered),
        "false": mean(false),
        "leak": mean(leaks),
    }


def score_snippets(pages: list[Snippets], found: list[Separated]) -> dict[str, float]:
    hits, false = [], []
    for page, (_, comments) in zip(pages, found, strict=True):
        shown = plain(comments)
        if page.comments:
            hits += [float(plain(snippet) in shown) for snippet in page.comments]
        elif page.comments is not None:
            false.append(float(len(tokens(comments)) >= _FALSE_FROM))
    return {"snippets": mean(hits), "false there": mean(false)}


def ceiling(data: Path, every: int) -> float:
    """Share of the snippets that stand anywhere in the saved files, scripts included."""
    from selectolax.lexbor import LexborHTMLParser

    hits = []
    for page in list(snippets(data))[::every]:
        if page.comments:
            html = decoded(page.html.read_bytes())
            parsed = plain(LexborHTMLParser(html).root.text(deep=True))  # type: ignore[union-attr]
            whole = f"{plain(html)} {parsed}"
            hits += [float(plain(snippet) in whole) for snippet in page.comments]
    return mean(hits)


def measure(tool: str, data: Path, every: int) -> dict[str, float]:
    """One tool over all pages; meant for a process of its own, whose peak memory it reports."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    extract = TOOLS[tool][1]()
    pages, more = list(dragnet(data))[::every], list(snippets(data))[::every]
    files = [page.html for page in pages] + [page.html for page in more]
    sources = [file.read_bytes() for file in files]
    failed = 0
    found: list[Separated] = []
    with suppress(Exception):
        extract(sources[0])
    start = time.process_time()
    for source in sources:
        try:
            found.append(extract(source))
        except Exception:  # a peer's crash is a result, not an error of ours
            failed += 1
            found.append(("", ""))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIBIBYTES
    scores = score_dragnet(pages, found[: len(pages)]) | score_snippets(more, found[len(pages) :])
    if tool in BODY_ONLY:
        scores = {name: value if name == "body F1" else math.nan for name, value in scores.items()}
    return {
        **scores,
        "pages/s": len(sources) / seconds,
        "MiB": peak,
        "failed": failed,
    }


def measure_levels(data: Path, every: int) -> dict[str, dict[str, float]]:
    """What each level of our confidence is worth, on Dragnet's pages.

    `F1` is the mean comment F1 over the pages that have comments or were read as having some (the
    others of those count 0); `none right` the share of the pages read as having none that have none.
    """
    from comments.parsing.html.reader import hand_over, separate

    scores: dict[str, list[float]] = defaultdict(list)
    empty: dict[str, list[float]] = defaultdict(list)
    for page in list(dragnet(data))[::every]:
        if not (page.comments or page.counts):
            continue
        separation = separate(page.html.read_bytes())
        level, found = hand_over(separation).confidence, separation.evidence.comments
        shown = (" ".join(filter(None, (c.author, c.shown_time, c.text))) for c in found)
        ours, gold = tokens("\n".join(shown)), tokens(page.comments)
        if found or gold:
            scores[level].append(overlap(ours, gold)[2])
        if not found:
            empty[level].append(float(not gold))
    return {
        level: {
            "F1": mean(scores[level]),
            "pages": float(len(scores[level])),
            "none right": mean(empty[level]),
            "pages without": float(len(empty[level])),
        }
        for level in ("high", "medium", "low")
    }


def table(rows: dict[str, dict[str, float]], label: str = "tool") -> str:
    columns = list(next(iter(rows.values())))
    lines = [[label, *columns]]
    for tool, row in rows.items():
        shown = [
            "–" if math.isnan(row[c]) else f"{row[c]:.{0 if c in _WHOLE else 3}f}" for c in columns
        ]
        lines.append([tool, *shown])
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in lines
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--every", type=int, default=1, help="take every n-th page")
    parser.add_argument("--json", type=Path, help="write the figures there as well")
    options = parser.parse_args()
    rows = {}
    for tool in options.tools.split(","):
        if importlib.util.find_spec(TOOLS[tool][0]) is None:
            print(f"{tool}: not installed, left out (pip install '.[bench]')", file=sys.stderr)
            continue
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
            print(f"{tool} …", file=sys.stderr, flush=True)
            rows[tool] = pool.submit(measure, tool, options.data, options.every).result()
    print(table(rows))
    stands = ceiling(options.data, options.every)
    print(f"\nOf the comment snippets, {stands:.1%} stand anywhere in the saved files.")
    if {"comments", "trafilatura"} <= set(rows):
        ratio = rows["comments"]["pages/s"] / rows["trafilatura"]["pages/s"]
        print(f"comments reads {ratio:.1f} times the pages per second that trafilatura reads.")
    if "comments" in rows:
        print("\nWhat our confidence is worth:")
        print(table(measure_levels(options.data, options.every), "level"))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
