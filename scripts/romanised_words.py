"""Count which words tell romanised Hindi-Urdu and Arabic; write comments/parsing/romanised.toml.

    python scripts/romanised_words.py CORPUS [--out comments/parsing/romanised.toml]

CORPUS is what prepare_data.py wrote; training rows only. A word's weight is the log of how much oftener
it stands in the romanised language than in any other language of the corpus in Latin letters (naive Bayes,
Maron 1961); the words that gain most, weight times frequency, are kept. `lean` of the Hindi-Urdu words is the log of how
much oftener they stand in the Urdu sets than in the Hindi ones. Names and topics, which tell what a set is
about and not its language, were taken out by hand (NOT_LANGUAGE), as were French words of the Maghreb sets.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from math import log
from pathlib import Path

import pyarrow.parquet as pq

from comments.parsing.romanised import DIGIT_WORD, ROMANISED, latin_words

OTHERS = ("de", "en", "es", "fr", "id", "it", "pt", "tr")
ROWS_A_SET = 4_000
WORDS = 600
STRONGEST = 5.0
"""A word that no other language of the corpus has gets no more than this."""
FEWEST = {"hi-Latn": 15, "ar-Latn": 8}
SETS = {"hi-Latn": 3, "ar-Latn": 1}
"""Sets that a word must stand in; there are only two of romanised Arabic."""
SMOOTHING, VOCABULARY = 0.5, 2_000

NOT_LANGUAGE = frozenset(
    """allah bajwa bible bharat bjp congress dharm dharam halala hazrat hind hindi hindu hinduo hindustan
    hussain imran india islam kashmir karachi khan lahore maulana molana modi modiji mulla mandir musalman
    musalmano muslim namaz nawaz niazi pakistan pakistani parivartan prabhu pooja punjab ram rss sameer sanatan
    sharif azam shaheed shri shree sikh urdu yahoodi yogi isai bhagwan purwaj akhrot sir madam aunty app love
    road charsi agent bless muh match ok bc bl plz christian bhutto sindh krishna mahadev salman talwar quran yahodi
    parmeshwar goli dart puja
    ibtissam hanan hanane amine rim tounes tounsi tunis tounis maghribi maghribiya lmaghrib lmgharba mgharba wajiha
    saad yaser yasser nawfel naoufel naoufal bayrem karim lotfi maryouma samir moufida fehri olfa salma kenza
    zeineb zineb souhaila jaafour jaloul ahmed samira rachid rahom sahra maya marrakech maghreb sami walid moch
    bravo bravoo barvo bravou brabbi bloc bloco continuation courage radio flop exo jay plz pliz hit ms pc db
    lokza taswit bety semi akbar mara dounia anis jamal brabbi lila bent fans naji neji hbiba siri ali nour
    tayara ghada amir rana min com men ihab rapha kamel ines starac cv ui lé pf fl bla haka haja""".split()
)  # fmt: skip


def counts(train: Path) -> tuple[dict[str, Counter[str]], dict[tuple[str, str], set[str]]]:
    """Words by language, at most ROWS_A_SET rows a set, and the sets that each word stands in."""
    by_set: dict[tuple[str, str], list[str]] = defaultdict(list)
    table = pq.read_table(train, columns=["text", "language", "source"])
    for text, language, source in zip(*(c.to_pylist() for c in table.columns), strict=True):
        if language in OTHERS or language in ROMANISED:
            by_set[language, source].append(text)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    sets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (language, source), texts in by_set.items():
        for text in random.Random(1).sample(texts, min(ROWS_A_SET, len(texts))):
            for word in latin_words(text):
                words[language][word] += 1
                sets[language, word].add(source)
    return words, sets


def table(
    names: tuple[str, ...],
    words: dict[str, Counter[str]],
    sets: dict[tuple[str, str], set[str]],
) -> dict[str, float]:
    """Weights of the words that tell the languages `names` from OTHERS, the strongest first."""
    size = {language: c.total() + SMOOTHING * VOCABULARY for language, c in words.items()}

    def share(language: str, word: str) -> float:
        return (words[language][word] + SMOOTHING) / size[language]

    gain: dict[str, tuple[float, float]] = {}
    for word in set().union(*(words[name] for name in names)) - NOT_LANGUAGE:
        count = sum(words[name][word] for name in names)
        standing = set().union(*(sets[name, word] for name in names))
        is_word = word.isascii() and (len(word) > 1 or word == DIGIT_WORD)
        if is_word and count >= FEWEST[names[0]] and len(standing) >= SETS[names[0]]:
            ratio = max(share(n, word) for n in names) / max(share(o, word) for o in OTHERS)
            weight = min(log(ratio), STRONGEST)
            if weight >= 1:
                gain[word] = (weight * count, round(weight, 1))
    best = sorted(gain, key=lambda word: (-gain[word][0], word))[:WORDS]
    return {word: gain[word][1] for word in sorted(best)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=Path("comments/parsing/romanised.toml"))
    given = parser.parse_args()
    words, sets = counts(given.corpus / "train.parquet")
    both = table(("hi-Latn", "ur-Latn"), words, sets)
    urdu, hindi = words["ur-Latn"], words["hi-Latn"]
    lean = {
        word: round(log((urdu[word] + 2) / (urdu.total()) / ((hindi[word] + 2) / hindi.total())), 1)
        for word in both
    }
    lines = [
        "# Words that tell romanised Hindi-Urdu and Arabic; written by scripts/romanised_words.py.",
        "# weight: log of how much oftener than in any other language in Latin letters.",
        '# lean: above 0 to Urdu, below to Hindi. "3" stands for a word with 3, 7 or 9 as a letter.',
        "",
        "[hindi_urdu]  # word = [weight, lean]",
        *(f'"{word}" = [{weight}, {lean[word]}]' for word, weight in both.items()),
        "",
        "[arabic]  # word = weight",
        *(f'"{w}" = {v}' for w, v in table(("ar-Latn",), words, sets).items()),
    ]
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{given.out}: {len(both)} words of Hindi-Urdu, {len(lines) - len(both) - 7} of Arabic")


if __name__ == "__main__":
    main()
