"""Build one training corpus from the folders of labelled sets.

    python scripts/prepare_data.py DATA OUT [--licences permissive]

DATA holds labelled/, sentiment/ and coded/ (one Parquet file a set). OUT receives train.parquet,
dev.parquet and test.parquet in one schema, and data_card.json: rows kept and dropped per set, with the
reasons. Texts of test splits are taken out of train and dev; test.parquet is for the last measurement alone.
With --licences permissive only sets train whose licence allows commercial use (data_sources.toml), coded
comments by the set that they were taken from; dev and test stay whole, so that figures can be compared.

Four sets are made here, for training only. Two are against identity bias: `contrasts`, sentences of
scripts/contrasts/ once for each community that they have a place for; and `swapped`, coded comments that
name one community, once more with others in its place (counterfactual data augmentation, Lu et al. 2020).
The sentences without such a place are the third, `scenes`, mostly of what coded comments have little of.
A fourth, `functions`, has pairs close in wording that are hostile and are not (scripts/functions/), in the
manner of functional tests (Röttger et al. 2021, "HateCheck"); they say nothing of framing.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.scoring.text import prepare

NEWS_PROSE = frozenset({"newsmtsc_en", "rusentne_ru"})
"""Sentiment towards a target in news prose: another question than the tone of a comment."""

NO_NEUTRAL = frozenset({"ajgt_ar", "tsac_ar", "armanemo_fa", "pashto_fb", "usc_ur"})
"""Schemes without a neutral class (or next to none): they say nothing about neutral against the rest."""

ONE_CLASS_HOSTILE = frozenset(
    {
        "urdu_threat",
        "bengali_hate_karim",
        "thar",
        "implicit_hate",
        "stormfront_gibert",
        "fox_news_comments",
        "portuguese_hate_fortuna",
        "ethos",
    }
)
"""Only positives carry a hostile label: a model would learn the source. Their label is dropped."""

NOISY_SECTARIAN = frozenset({"thar", "ruhsold", "phate_fa", "mlma", "lebanon_tension_comments"})
"""Topic words or clerics stand in for framing (see the datasheet): such labels count for less."""

CAPS = {
    "sentipers_fa": 3_000,
    "indonesian_nusax_smsa": 5_000,
    "implicit_hate": 6_000,
    "stormfront_gibert": 4_000,
}
"""Far from reader comments (reviews, extremist forums): rows of a set at most."""

PRIORITY = ("coded", "umsab")
"""Where copies of a text disagree on sentiment, the first set in this order keeps its label."""

SOURCES = Path(__file__).parent / "data_sources.toml"

CONTRASTS = Path(__file__).parent / "contrasts"
FUNCTIONS = Path(__file__).parent / "functions"

SWAPS = 3
"""Other communities that a coded comment is repeated with, at most."""

ANSWERS = ("sentiment", "level", "hostile", "framing", "sectarian")

SCHEMA = pa.schema(
    [
        ("text", pa.string()),
        ("language", pa.string()),
        ("source", pa.string()),
        ("sentiment", pa.int8()),
        ("has_neutral", pa.bool_()),
        ("level", pa.int8()),
        ("hostile", pa.int8()),
        ("framing", pa.int8()),
        ("sectarian", pa.int8()),
        ("sectarian_weight", pa.float32()),
        ("types", pa.list_(pa.string())),
        ("targets", pa.list_(pa.string())),
        ("frames", pa.list_(pa.string())),
    ]
)
"""None where a set does not answer the question; `hostile` is level >= 2, `sectarian` that class."""


@dataclass
class Card:
    """Counts for the data card."""

    kept: Counter[str] = field(default_factory=Counter)
    dropped: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def key_of(text: str) -> str:
    """Near-duplicate key: letters only, case, links, handles, digits and punctuation folded away."""
    folded = re.sub(
        r"@\w+|https?\S*|\burl\b|\brt\b", " ", unicodedata.normalize("NFKC", text).casefold()
    )
    letters = re.sub(r"[\W\d_]+", "", folded)
    return letters if len(letters) >= 8 else " ".join(folded.split())


def from_public(row: dict[str, Any], name: str) -> dict[str, Any]:
    """One row of labelled/ or sentiment/ in the corpus schema."""
    sentiment = row["sentiment"]
    hostile = None if name in ONE_CLASS_HOSTILE else row["hostile"]
    sectarian = row["sectarian"]
    return {
        "sentiment": SENTIMENTS.index(sentiment) if sentiment in SENTIMENTS else None,
        "has_neutral": name not in NO_NEUTRAL,
        "hostile": None if hostile is None else int(hostile),
        "sectarian": None if sectarian is None else int(sectarian),
        # Nearly all negatives name no community at all: easy, plenty, and partly mislabelled.
        "sectarian_weight": 0.25 if sectarian == 0 else 0.5 if name in NOISY_SECTARIAN else 1.0,
    }


def from_coded(row: dict[str, Any]) -> dict[str, Any]:
    """One comment coded with the full codebook, in the corpus schema."""
    attacked = row["hostility"] >= 1
    sectarian = row["sectarian"] == "sectarian"
    return {
        "sentiment": SENTIMENTS.index(row["sentiment"]) if row["sentiment"] in SENTIMENTS else None,
        "has_neutral": True,
        "level": row["hostility"],
        "framing": FRAMINGS.index(row["sectarian"]),
        "sectarian_weight": 1.0,
        "types": [x for x in row["hostility_types"] if x in HOSTILITY_TYPES] if attacked else [],
        "targets": [x for x in row["hostility_target"] if x in HOSTILITY_TARGETS]
        if attacked
        else [],
        "frames": [x for x in row["frames"] if x in FRAMES] if sectarian else [],
    }


def read_sets(data: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows by set name: text, language, split and labels, in the order of the files."""
    sets: dict[str, list[dict[str, Any]]] = {}
    files = sorted([*data.glob("labelled/*.parquet"), *data.glob("sentiment/*.parquet")])
    coded = [data / "coded" / "coded.parquet", data / "coded" / "written.parquet"]
    for file in [*coded, *files]:
        name = file.stem
        rows = pq.read_table(file).to_pylist()
        sets[name] = [
            {
                "text": prepare(row["text"]),
                "language": row["language"],
                "source": name,
                "origin": row["source"] if file in coded else name,
                "split": row["split"],
                **(from_coded(row) if file in coded else from_public(row, name)),
            }
            for row in rows
        ]
    return sets


def read_sentences(folder: Path) -> dict[str, dict[str, Any]]:
    """Names of communities and sentences with places for them, by language."""
    return {
        file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.toml"))
    }


def spoken(text: str, language: str, here: list[str], there: list[str]) -> str:
    """A sentence about `here` ([plural, person]) and, where it has a place for others, `there`."""
    if language == "en":
        article = "an" if here[1][0] in "AEIOU" else "a"
        text = text.replace("a {person}", f"{article} {{person}}")
        text = text.replace("A {person}", f"{article.capitalize()} {{person}}")
    return text.format(people=here[0], person=here[1], others=there[0], other=there[1])


def made_rows(
    sentences: dict[str, dict[str, Any]], placed: str, plain: str
) -> Iterator[dict[str, Any]]:
    """Every sentence once a community, as the set `placed`; those without a place for one, as `plain`."""
    for language, data in sentences.items():
        names = list(data["names"].values())
        for sentence in data["sentences"]:
            coded = from_coded(
                {
                    "sentiment": sentence["sentiment"],
                    "hostility": sentence["hostility"],
                    "sectarian": sentence.get("framing", "none"),
                    "hostility_types": sentence["types"],
                    "hostility_target": sentence["targets"],
                    "frames": sentence.get("frames", []),
                }
            )
            if "framing" not in sentence:
                coded |= {"framing": None, "frames": None}
            told = {
                prepare(spoken(sentence["text"], language, here, names[(k + 1) % len(names)]))
                for k, here in enumerate(names)
            }
            source = placed if len(told) > 1 else plain
            for text in sorted(told):
                yield {"text": text, "language": language, "source": source, **coded}


def swapped_rows(
    rows: list[dict[str, Any]], contrasts: dict[str, dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Coded rows that name exactly one community, in one form, with others' names in its place."""
    rng = random.Random(1)
    for row in rows:
        names = contrasts.get(row["language"], {}).get("names", {})
        found = {
            (community, form, word)
            for community, forms in names.items()
            for form, word in enumerate(forms)
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", row["text"], re.IGNORECASE)
        }
        if row["source"] != "coded" or len({community for community, _, _ in found}) != 1:
            continue
        others = sorted(set(names) - {community for community, _, _ in found})
        # The longest first: "Shias" before "Shia".
        order = sorted(found, key=lambda item: (-len(item[2]), item))
        for other in rng.sample(others, min(SWAPS, len(others))):
            text = row["text"]
            for _, form, word in order:
                pattern = rf"(?<!\w){re.escape(word)}(?!\w)"
                text = re.sub(pattern, names[other][form], text, flags=re.IGNORECASE)
            yield row | {"text": text, "source": "swapped"}


def reason_to_drop(row: dict[str, Any], key: str, held: dict[str, set[str]], seen: set[str]) -> str:
    """Why a train or dev row is not used; empty where it is."""
    if row["source"] in NEWS_PROSE:
        return "sentiment towards a target in news prose"
    if not row["text"]:
        return "no text"
    if key in held["test"]:
        return "text is in a test split"
    if row["split"] == "train" and key in held["dev"]:
        return "text is in a dev split"
    return "copy of a row of the same set" if key in seen else ""


def permissive_sets() -> frozenset[str]:
    """Sets whose licence allows commercial use."""
    told = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    return frozenset(name for name, source in told.items() if source.get("permissive", False))


def clean(
    sets: dict[str, list[dict[str, Any]]], card: Card, licensed: frozenset[str] | None
) -> dict[str, list[dict[str, Any]]]:
    """Train and dev rows whose text is in no higher split of any set, one sentiment label a text.

    Only rows out of the sets `licensed` train, where these are given.
    """
    held = {
        split: {key_of(r["text"]) for rows in sets.values() for r in rows if r["split"] == split}
        for split in ("test", "dev")
    }
    order = sorted(sets, key=lambda n: PRIORITY.index(n) if n in PRIORITY else len(PRIORITY))
    sentiment_of: dict[str, int] = {}
    out: dict[str, list[dict[str, Any]]] = {"train": [], "dev": []}
    for name in order:
        seen: set[str] = set()
        for row in sets[name]:
            if row["split"] == "test":
                continue
            key = key_of(row["text"])
            is_train = row["split"] == "train"
            reason = reason_to_drop(row, key, held, seen)
            if not reason and is_train and card.kept[f"{name}/train"] >= CAPS.get(name, 10**9):
                reason = "over the cap of the set"
            tone = row["sentiment"]
            if (
                not reason
                and is_train
                and tone is not None
                and sentiment_of.setdefault(key, tone) != tone
            ):
                row["sentiment"] = None
                card.dropped[name]["sentiment label contradicts another set (label only)"] += 1
            if not reason and is_train and licensed and row["origin"] not in licensed:
                reason = "licence does not allow commercial use, or none is stated"
            if not reason and all(row.get(answer) is None for answer in ANSWERS):
                reason = "no label left"
            if reason:
                card.dropped[name][reason] += 1
                continue
            seen.add(key)
            card.kept[f"{name}/{row['split']}"] += 1
            out[row["split"]] += with_columns([row])
    return out


def with_columns(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the columns of the corpus, and no others."""
    return [{column: row.get(column) for column in SCHEMA.names} for row in rows]


def is_test(row: dict[str, Any]) -> bool:
    """Whether a row of a test split answers a question that we ask."""
    asked = row["source"] not in NEWS_PROSE and row["text"]
    return row["split"] == "test" and bool(asked) and any(row.get(a) is not None for a in ANSWERS)


def unheld(
    made: list[dict[str, Any]], sets: dict[str, list[dict[str, Any]]], card: Card
) -> list[dict[str, Any]]:
    """The made rows whose text is in no dev or test split, each once."""
    held = {key_of(r["text"]) for rows in sets.values() for r in rows if r["split"] != "train"}
    out: dict[str, dict[str, Any]] = {}
    for row in made:
        key = key_of(row["text"])
        if key in held:
            card.dropped[row["source"]]["text is in a dev or test split"] += 1
        else:
            out.setdefault(key, row)
    card.kept.update(f"{row['source']}/train" for row in out.values())
    return list(out.values())


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--licences", choices=["any", "permissive"], default="any")
    arguments = parser.parse_args()
    card = Card()
    licensed = permissive_sets() if arguments.licences == "permissive" else None
    sets = read_sets(arguments.data)
    corpus = clean(sets, card, licensed)
    contrasts, functions = read_sentences(CONTRASTS), read_sentences(FUNCTIONS)
    made = [
        *made_rows(contrasts, "contrasts", "scenes"),
        *made_rows(functions, "functions", "functions"),
        *swapped_rows(corpus["train"], contrasts),
    ]
    corpus["train"] += with_columns(unheld(made, sets, card))
    corpus["test"] = with_columns([r for rows in sets.values() for r in rows if is_test(r)])
    arguments.out.mkdir(parents=True, exist_ok=True)
    for split, rows in corpus.items():
        pq.write_table(
            pa.Table.from_pylist(rows, schema=SCHEMA), arguments.out / f"{split}.parquet"
        )
        print(f"{split}: {len(rows):,} rows")
    (arguments.out / "data_card.json").write_text(
        json.dumps({"kept": card.kept, "dropped": card.dropped}, indent=1, sort_keys=True) + "\n"
    )


if __name__ == "__main__":
    main()
