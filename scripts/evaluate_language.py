"""How often the language of a comment is told right, on the dev rows of the corpus.

    python scripts/evaluate_language.py CORPUS [--rows-a-language 1500] [--model default]

CORPUS is what prepare_data.py wrote; its languages are those that each set states, by comment for
few sets and by set for most: a few rows are in another language than they are filed under. Each text is judged
alone, and under an article of its own language. Prints, by language: texts; share told right alone and
under the article; share `und`; and the share that would get no scores, since the model does not
know the language it was taken for (all of them are languages that it does know: each is a loss). Then
the same by number of words, and the commonest confusions. Test splits are not read.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from comments.parsing.language import detect
from comments.scoring import models
from comments.scoring.languages import is_outside

LENGTHS = ((1, 2), (3, 5), (6, 10), (11, 10**9))


@dataclass(frozen=True, slots=True)
class Judged:
    """A text's language, and what it was taken for alone and under an article of that language."""

    language: str
    words: int
    alone: str
    under_article: str
    is_lost_alone: bool
    is_lost_under_article: bool


def judged(dev: Path, rows_a_language: int, known: frozenset[str] | None) -> list[Judged]:
    by_language = defaultdict(list)
    table = pq.read_table(dev, columns=["text", "language", "source"])
    for text, language, source in zip(*(c.to_pylist() for c in table.columns), strict=True):
        if source != "written":
            by_language[language].append(text)
    out = []
    for language, texts in sorted(by_language.items()):
        chosen = random.Random(1).sample(texts, min(rows_a_language, len(texts)))
        # An article is written in its language's own script, whatever its readers do.
        article = language.removesuffix("-Latn")
        for text in chosen:
            alone, under_article = detect(text), detect(text, article)
            out.append(
                Judged(
                    language,
                    len(text.split()),
                    alone,
                    under_article,
                    is_outside(text, alone, known),
                    is_outside(text, under_article, known),
                )
            )
    return out


def line(name: str, rows: list[Judged]) -> str:
    shares = (
        sum(r.alone == r.language for r in rows),
        sum(r.under_article == r.language for r in rows),
        sum(r.alone == "und" for r in rows),
        sum(r.under_article == "und" for r in rows),
        sum(r.is_lost_alone for r in rows),
        sum(r.is_lost_under_article for r in rows),
    )
    return f"{name:<10}{len(rows):>7}" + "".join(f"{s / len(rows):>9.1%}" for s in shares)


def confusions(rows: Iterable[Judged], count: int) -> list[str]:
    wrong = Counter((r.language, r.under_article) for r in rows if r.under_article != r.language)
    return [f"{a} taken for {b}: {n:,}" for (a, b), n in wrong.most_common(count)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rows-a-language", type=int, default=1_500)
    parser.add_argument("--model", default="default")
    given = parser.parse_args()
    known = models.inspect(given.model).languages
    rows = judged(given.corpus / "dev.parquet", given.rows_a_language, known)
    head = ("right", "+article", "und", "+article", "lost", "+article")
    print(f"{'':<10}{'texts':>7}" + "".join(f"{h:>9}" for h in head))
    for language in sorted({r.language for r in rows}):
        print(line(language, [r for r in rows if r.language == language]))
    print(line("all", rows))
    print()
    for fewest, most in LENGTHS:
        part = [r for r in rows if fewest <= r.words <= most]
        print(line(f"{fewest}-{most}" if most < 10**9 else f"{fewest}+", part) + " words")
    print("\nCommonest confusions under an article of the right language:")
    print("\n".join(confusions(rows, 20)))


if __name__ == "__main__":
    main()
