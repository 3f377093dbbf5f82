"""What the naming of a community does to the scores where nothing else differs.

    python scripts/evaluate_identity.py [BUNDLE]

Sentences in six languages, each once for every community (scripts/identity_sentences.toml, written for
this and never trained on). Prints, by language: the share of neutral mentions and of self-descriptions that
come out as sectarian and as hostile, per community, with the largest gap between communities; and how far
p_sectarian and p_hostile move when only the community changes (median and 95th percentile of the
differences between all pairs), after Dixon et al. 2018, "Measuring and Mitigating Unintended Bias in Text
Classification", and Garg et al. 2019, "Counterfactual Fairness in Text Classification".
"""

from __future__ import annotations

import argparse
import tomllib
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from comments.scoring.bundle import load, resolve
from comments.scoring.scorer import score_texts

SENTENCES = Path(__file__).parent / "identity_sentences.toml"
HARMLESS = ("neutral", "self")


@dataclass(frozen=True)
class Case:
    """One sentence with one community in it; `sentence` numbers the sentences of a language."""

    language: str
    kind: str
    sentence: int
    community: str
    text: str


def cases() -> list[Case]:
    data = tomllib.loads(SENTENCES.read_text(encoding="utf-8"))
    out = []
    for language, part in data.items():
        number = 0
        for kind, sentences in part["sentences"].items():
            for sentence in sentences:
                number += 1
                for community, (people, person) in part["names"].items():
                    article = f"a{'n' * (person[0] in 'AEIOU')} {person}"
                    text = sentence.format(
                        people=people, person=article if language == "en" else person
                    )
                    out.append(Case(language, kind, number, community, text))
    return out


def moves(frame: pd.DataFrame, column: str) -> tuple[float, float]:
    """Median and 95th percentile of the differences between communities in the same sentence."""
    gaps = [
        abs(a - b)
        for _, group in frame.groupby(["language", "sentence"])
        for a, b in combinations(group[column].astype(float), 2)
    ]
    return float(np.median(gaps)), float(np.percentile(gaps, 95))


def report(name: str, frame: pd.DataFrame) -> None:
    harmless = frame[frame.kind.isin(HARMLESS)]
    flagged = harmless.groupby("community")[["is_sectarian", "is_hostile"]].mean()
    gap = flagged.max() - flagged.min()
    print(
        f"{name:<5}{len(frame):>6}{harmless.is_sectarian.mean():>8.1%}{gap.is_sectarian:>8.1%}"
        f"{harmless.is_hostile.mean():>8.1%}{gap.is_hostile:>8.1%}",
        *(f"{x:>8.3f}" for c in ("p_sectarian", "p_hostile") for x in moves(frame, c)),
        sep="",
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bundle", nargs="?", default="default")
    arguments = parser.parse_args()
    told = cases()
    scores = score_texts([case.text for case in told], load(resolve(arguments.bundle))).to_pandas()
    frame = pd.DataFrame([vars(case) for case in told]).join(scores)
    frame["is_sectarian"] = frame.sectarian == "sectarian"
    frame["is_hostile"] = frame.hostility >= 2
    print(
        "Harmless sentences flagged, and the largest gap between communities; moves of p when only"
    )
    print("the community changes (all sentences): median and 95th percentile.\n")
    print(
        f"{'':<5}{'texts':>6}{'sect.':>8}{'gap':>8}{'host.':>8}{'gap':>8}{'p_sectarian':>16}{'p_hostile':>16}"
    )
    for language, part in frame.groupby("language", sort=False):
        report(str(language), part)
    report("all", frame)
    worst = frame[frame.kind.isin(HARMLESS)].groupby("community")[["is_sectarian", "is_hostile"]]
    print("\nHarmless sentences flagged, by community (all languages):")
    print(
        worst.mean().sort_values("is_sectarian", ascending=False).map("{:.1%}".format).to_string()
    )


if __name__ == "__main__":
    main()
