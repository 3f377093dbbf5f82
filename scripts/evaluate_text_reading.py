"""Measures the plain-text reader on pages whose article and comments were told apart by people.

    python scripts/evaluate_text_reading.py FOLDER [--show N]

FOLDER holds `GoldStandard/*.txt` in the form of the Dragnet data (https://github.com/seomoz/dragnet_data):
the article, a marker line that ends in COMMENTS, then the comments as the annotator copied them. The
marker is taken out and the reader has to find the boundary again. `fp_exclude.txt`, where present,
names pages without a marker that show comments all the same.

Token F1 is over the multiset of words (NFKC, lower case); author and time lines, which the gold has,
are joined on to the comments. A page "has a cue" when a line names the comments, is a reply
control or a form, or says who wrote when: what is left without one is an article followed by
paragraphs, and no reader of text can know.

The table of confidence takes pages on which comments were found (F1, 0 for a page that has none) and
pages on which none were found (1 for a page that has none, else 0) apart: the level says how far to
trust either.
"""

from __future__ import annotations

import argparse
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path
from statistics import fmean

from comments.parsing.text import read_text
from comments.parsing.text.kinds import Kind
from comments.parsing.text.lines import split_lines
from comments.parsing.text.page import open_page
from comments.parsing.text.reader import separate
from comments.records import Confidence

MARKER = re.compile(
    r"^[ \t]*[!@#$%^&*() \t]{4,}COMMENTS[ \t]*$|[!@#$%^&*()]{3,}[!@#$%^&*() \t]*COMMENTS", re.M
)
CUES = {Kind.COUNT, Kind.HEADING, Kind.CONTROL, Kind.FORM}
FALSE_TOKENS = 10


def tokens(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower()))


def f1(found: str, gold: str) -> float:
    ours, theirs = tokens(found), tokens(gold)
    common = sum((ours & theirs).values())
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def comment_text(source: str) -> str:
    """Comments with the lead lines that stand beside them in the source."""
    found = separate(source)
    if found is None:
        return ""
    kept = {index for block in found.blocks for index in (*block.lines, *block.stamps)}
    return "\n".join(found.page.text(index) for index in sorted(kept))


def has_cue(comments: str) -> bool:
    page = open_page(split_lines(comments))
    return any(m.kind in CUES for m in page.marks) or any(lead.author for lead in page.leads)


def decode(data: bytes) -> str:
    for encoding in (
        ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def mean_of(scores: list[float]) -> str:
    return f"{fmean(scores):.3f}" if scores else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, help="name the N worst pages of each kind")
    options = parser.parse_args()
    listed = options.folder / "fp_exclude.txt"
    left_out = (
        {line.split()[0] for line in listed.read_text().splitlines() if line.strip()}
        if listed.exists()
        else set()
    )
    with_cue: list[tuple[float, str, str]] = []
    without_cue: list[tuple[float, str, str]] = []
    bodies, false = [], []
    found_at: dict[Confidence, list[float]] = {"high": [], "medium": [], "low": []}
    none_at: dict[Confidence, list[float]] = {"high": [], "medium": [], "low": []}
    pages_without, warned, seconds = 0, 0, 0.0
    for path in sorted(options.folder.glob("GoldStandard/*.txt")):
        text = decode(path.read_bytes())
        marker = MARKER.search(text)
        body, comments = (text[: marker.start()], text[marker.end() :]) if marker else (text, "")
        page = f"{body}\n\n{comments}"
        started = time.perf_counter()
        reading = read_text(page)
        seconds += time.perf_counter() - started
        if comments.strip():
            scores = with_cue if has_cue(comments) else without_cue
            score = f1(comment_text(page), comments)
            scores.append((score, path.stem, reading.parser))
            (found_at if reading.comments else none_at)[reading.confidence].append(score)
            bodies.append(f1(reading.body, body))
        elif path.stem not in left_out and path.name not in left_out:
            pages_without += 1
            warned += any("may be comments" in warning for warning in reading.warnings)
            found = " ".join(comment.text for comment in reading.comments)
            is_false = tokens(found).total() >= FALSE_TOKENS
            if is_false:
                false.append((0.0, path.stem, reading.parser))
            (found_at if is_false else none_at)[reading.confidence].append(float(not is_false))
    n_with = len(with_cue) + len(without_cue)
    if not with_cue or not pages_without:
        raise SystemExit(f"{options.folder}: no GoldStandard/*.txt with and without comments in it")
    print(f"pages with comments                  {n_with}")
    print(
        f"  of them without a cue              {len(without_cue)} ({len(without_cue) / n_with:.1%})"
    )
    print(f"comment token F1 where there is one  {fmean(score for score, *_ in with_cue):.3f}")
    print(
        f"comment token F1 over all            {fmean(score for score, *_ in with_cue + without_cue):.3f}"
    )
    print(f"body token F1 on pages with comments {fmean(bodies):.3f}")
    print(
        f"false comments, pages without any    {len(false)} of {pages_without} ({len(false) / pages_without:.1%})"
    )
    print(f"warned of comments, of these pages    {warned} ({warned / pages_without:.1%})")
    print("confidence    comments found: pages, F1    none found: pages, right")
    for confidence, found_scores in found_at.items():
        none_scores = none_at[confidence]
        print(
            f"  {confidence:<12}{len(found_scores):>20}{mean_of(found_scores):>7}"
            f"{len(none_scores):>18}{mean_of(none_scores):>7}"
        )
    print(f"pages per second                     {(n_with + pages_without) / seconds:.0f}")
    for name, scores in (
        ("worst with cue", sorted(with_cue)),
        ("false", false),
        ("no cue", sorted(without_cue)),
    ):
        for score, stem, rule in scores[: options.show]:
            print(f"{name}\t{stem}\t{score:.2f}\t{rule}")


if __name__ == "__main__":
    main()
