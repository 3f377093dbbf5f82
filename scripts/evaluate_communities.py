"""How well the lexicon of communities agrees with the coded comments, language by language.

    python scripts/evaluate_communities.py DATA [--split dev] [--by-community]

DATA holds `coded/coded.parquet`. Coders named groups only where they saw a mention or a frame
(`sectarian` other than none), so precision and recall are over those comments; how often the
lexicon names a community where coders saw none is printed beside them. The codes are one language
model's reading, not people's: this is agreement with it. The test split is never read.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from comments.scoring.communities import load_lexicon, named_communities

SYNONYMS = {
    "kurd": "kurdish",
    "turk": "turkish",
    "azerbaijani": "azeri",
    "lor": "lur",
    "serbian": "serb",
    "non-muslims": "non-muslim",
    "african american": "black",
    "latino": "hispanic",
    "syriac": "assyrian",
    "chaldean": "assyrian",
    "greek orthodox": "orthodox",
    "orthodox christian": "orthodox",
    "nasibi": "sunni",
    "scheduled castes": "dalit",
}
"""Coders' names for what the lexicon calls otherwise."""


@dataclass(slots=True)
class Tally:
    """Communities named by both, by the lexicon alone, by the coder alone; comments behind them."""

    both: int = 0
    lexicon_only: int = 0
    coder_only: int = 0
    comments: int = 0
    unframed: int = 0
    unframed_named: int = 0

    def line(self, label: str) -> str:
        precision = self.both / max(1, self.both + self.lexicon_only)
        recall = self.both / max(1, self.both + self.coder_only)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        share = self.unframed_named / max(1, self.unframed)
        return (
            f"{label:<12}{self.comments:>9}{precision:>11.3f}{recall:>9.3f}{f1:>8.3f}"
            f"{self.unframed:>14}{share:>9.3f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", choices=["train", "dev"], default="dev")
    parser.add_argument("--by-community", action="store_true")
    arguments = parser.parse_args()

    table = arguments.data / "coded" / "coded.parquet"
    if not table.is_file():
        parser.error(f"{table}: no such file; give the folder that holds coded/coded.parquet")
    rows = pq.read_table(
        table,
        columns=["text", "language", "sectarian", "groups"],
        filters=[("split", "=", arguments.split)],
    ).to_pylist()
    languages: dict[str, Tally] = defaultdict(Tally)
    communities: dict[str, Tally] = defaultdict(Tally)
    unknown: Counter[str] = Counter()
    overall = Tally()
    known = set(load_lexicon().names)
    for row in rows:
        found = set(named_communities(row["text"]))
        coded = {SYNONYMS.get(name, name) for name in row["groups"]}
        unknown.update(coded - known)
        for tally in (overall, languages[row["language"]]):
            if row["sectarian"] == "none":
                tally.unframed += 1
                tally.unframed_named += bool(found)
            else:
                tally.comments += 1
                tally.both += len(found & coded)
                tally.lexicon_only += len(found - coded)
                tally.coder_only += len(coded - found)
        for name in found | coded:
            tally = communities[name]
            if row["sectarian"] == "none":
                tally.unframed_named += 1
                continue
            tally.comments += 1
            tally.both += name in found and name in coded
            tally.lexicon_only += name not in coded
            tally.coder_only += name not in found

    print(
        f"split {arguments.split}: {len(rows):,} comments, {len(known)} communities in the lexicon"
    )
    print(
        f"{'':<12}{'framed':>9}{'precision':>11}{'recall':>9}{'F1':>8}{'coded none':>14}{'named':>9}"
    )
    print(overall.line("all"))
    for language, tally in sorted(languages.items(), key=lambda item: -item[1].comments):
        print(tally.line(language))
    missing = ", ".join(f"{name} {count}" for name, count in unknown.most_common())
    print(f"coded, but not in the lexicon ({unknown.total()}): {missing}")
    if arguments.by_community:
        for name, tally in sorted(communities.items(), key=lambda item: -item[1].comments):
            print(
                f"{name:<18} both {tally.both:>5}  lexicon only {tally.lexicon_only:>4}"
                f"  coder only {tally.coder_only:>4}  in comments coded none {tally.unframed_named:>4}"
            )
    print(f"speed: {comments_per_second([row['text'] for row in rows]):,.0f} comments/s, one core")


def comments_per_second(texts: list[str], at_least: int = 20_000) -> float:
    """Texts scored in a second of processor time, once the lexicon is loaded."""
    sample = random.Random(0).choices(texts, k=at_least)
    start = time.process_time()
    for text in sample:
        named_communities(text)
    return len(sample) / (time.process_time() - start)


if __name__ == "__main__":
    main()
