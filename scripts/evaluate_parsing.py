"""Measures how well tools separate reader comments from article bodies on saved pages.

    python scripts/evaluate_parsing.py DATA [--tools comments,trafilatura] [--every 5] [--json OUT]

DATA holds, at any depth, the unpacked Dragnet pages (`input/`, `GoldStandard/`) and trafilatura's
pages (`evaldata.json`). Tools that are not installed are left out (`pip install .[bench]`). Each
tool runs in a process of its own, on one core, one after the other.

Measures, on tokens (NFKC, lower case, runs of word characters, each CJK character one):
precision, recall and F1 of the multiset intersection, the mean over pages; `order`, the same F1 on
runs of four tokens; `false`, share of the pages without comments for which ten tokens or more came
out as comments; `leak`, share of the comments' runs of four tokens that stand in the body. On
trafilatura's pages: share of the snippets found. The gold has the lines with author and time where
a page shows them, and so has what is compared with it.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import multiprocessing
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

Separated = tuple[str, str]
Extract = Callable[[bytes], Separated]

_MARKER = re.compile(
    r"^[ \t]*[!@#$%^&*() \t]{4,}COMMENTS[ \t]*$|[!@#$%^&*()]{3,}[!@#$%^&*() \t]*COMMENTS", re.M
)
_SPACELESS = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_TOKEN = re.compile(rf"[{_SPACELESS}]|[^\W{_SPACELESS}]+")
_RUN = 4
_FALSE_FROM = 10
_KIBIBYTES = 1024


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


def comments_extract() -> Extract:
    from comments.parsing.html.reader import hand_over, separate

    def extract(data: bytes) -> Separated:
        page = separate(data)
        reading = hand_over(page)
        shown = (
            " ".join(filter(None, (c.author, c.shown_time, c.text))) for c in page.evidence.comments
        )
        return reading.body, "\n".join(shown)

    return extract


def trafilatura_extract() -> Extract:
    import trafilatura

    def extract(data: bytes) -> Separated:
        found = trafilatura.bare_extraction(data, include_comments=True, with_metadata=False)
        read = found.as_dict() if found else {}
        return read.get("text") or "", read.get("comments") or ""

    return extract


def resiliparse_extract() -> Extract:
    import difflib

    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    options = {"main_content": True, "alt_texts": False, "links": False, "form_fields": False}

    def extract(data: bytes) -> Separated:
        text = bytes_to_str(data, detect_encoding(data))
        body, whole = (
            extract_plain_text(HTMLTree.parse(text), comments=comments, **options)
            for comments in (False, True)
        )
        lines, more = body.splitlines(), whole.splitlines()
        codes = difflib.SequenceMatcher(None, lines, more, autojunk=False).get_opcodes()
        added = [more[b0:b1] for kind, _, _, b0, b1 in codes if kind in {"insert", "replace"}]
        return body, "\n".join(line for part in added for line in part)

    return extract


def newspaper_extract() -> Extract:
    import newspaper

    def extract(data: bytes) -> Separated:
        article = newspaper.Article("https://page.example/", fetch_images=False)
        article.download(input_html=decoded(data))
        article.parse()
        return article.text, ""

    return extract


def readability_extract() -> Extract:
    from lxml import html
    from readability import Document

    def extract(data: bytes) -> Separated:
        summary = Document(decoded(data)).summary(html_partial=True)
        tree = html.fromstring(summary)
        for block in tree.iter("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "td"):
            block.tail = " " + (block.tail or "")
        return tree.text_content(), ""

    return extract


def justext_extract() -> Extract:
    import justext

    stoplist = justext.get_stoplist("English")

    def extract(data: bytes) -> Separated:
        kept = (p.text for p in justext.justext(data, stoplist) if not p.is_boilerplate)
        return "\n".join(kept), ""

    return extract


def decoded(data: bytes) -> str:
    """Text for the tools that take no bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


TOOLS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "comments": ("comments", comments_extract),
    "trafilatura": ("trafilatura", trafilatura_extract),
    "resiliparse": ("resiliparse", resiliparse_extract),
    "newspaper4k": ("newspaper", newspaper_extract),
    "readability": ("readability", readability_extract),
    "jusText": ("justext", justext_extract),
}


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
        "order": mean(ordered),
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


def measure(tool: str, data: Path, every: int) -> dict[str, float]:
    """One tool over all pages; meant for a process of its own, whose peak memory it reports."""
    extract = TOOLS[tool][1]()
    pages, more = list(dragnet(data))[::every], list(snippets(data))[::every]
    files = [page.html for page in pages] + [page.html for page in more]
    sources = [file.read_bytes() for file in files]
    failed = 0
    found: list[Separated] = []
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
    return {
        **score_dragnet(pages, found[: len(pages)]),
        **score_snippets(more, found[len(pages) :]),
        "pages/s": len(sources) / seconds,
        "MiB": peak,
        "failed": failed,
    }


def table(rows: dict[str, dict[str, float]]) -> str:
    columns = list(next(iter(rows.values())))
    lines = [["tool", *columns]]
    for tool, row in rows.items():
        shown = [
            f"{row[c]:.0f}" if row[c] >= 10 or c == "failed" else f"{row[c]:.3f}" for c in columns
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
            continue
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=1, mp_context=context) as pool:
            print(f"{tool} …", file=sys.stderr, flush=True)
            rows[tool] = pool.submit(measure, tool, options.data, options.every).result()
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
