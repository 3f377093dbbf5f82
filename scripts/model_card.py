"""The model card: its figures come from the bundle's evaluation, configuration and data card."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from transformers import BertConfig

from comments.scoring.bundle import BundleInfo
from comments.scoring.figures import (
    LANGUAGE_NAMES,
    by_label,
    by_language,
    by_set,
    overview,
    probabilities,
    reliability,
    table,
)


def card(info: BundleInfo, evaluation: dict[str, Any], data_card: dict[str, Any]) -> str:
    """The card in Markdown."""
    size = sum(f.stat().st_size for f in info.path.iterdir()) / 1e6
    training = info.config["training"]
    encoder = BertConfig(**info.config["encoder"])
    sources = tomllib.loads((Path(__file__).parent / "data_sources.toml").read_text("utf-8"))
    parts = [
        f"# {info.name} {info.version}",
        "Scores one reader comment for sentiment, hostility (levels, types, targets) and sectarian framing (classes, frames), as "
        "the project's codebook defines them. One pass of a multilingual encoder serves all heads; communities are named by a word list.",
        f"Encoder: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT), {encoder.num_hidden_layers} layers, {encoder.hidden_size} wide, from the 4-bit copy in "
        f"{info.config['base']['source']}, cut to {info.config['base']['pieces']:,} pieces. Bundle: {size:.0f} MB. Texts over {info.config['window']} tokens "
        "are scored in overlapping windows. Sentiment, hostility and framing also weigh the text's hashed character n-grams (2 to 5), with weights of their own that were trained on "
        "the same rows (`scripts/train_surface.py`); calibration decides how much they count beside the encoder.",
        "## What it is for",
        "Shares over many comments, with the intervals that the reports print. It is not for judging one comment or one person: read the "
        "figures below first. Scores are probabilities under the codebook as a language model coded it, not under human coders.",
        _limits(sources),
        "## How well it does",
        f"Measured on the {evaluation['split']}: {evaluation['rows']:,} texts, at most {evaluation['rows a set at most']} a set (all of the coded ones), none of which trained the "
        "model, the calibration or the baseline; dev was watched during development; the test splits stand further down. Macro-F1 with 95 % bootstrap intervals; *n-gram* is TF-IDF of character "
        "2- to 5-grams with logistic regression, trained on the same rows; *majority* always says the commonest class of the training rows.",
        overview(evaluation),
        "Commands: `make train DATA=folder`, whose last step is `python scripts/evaluate.py work/corpus work/baseline.parquet models/default`. All figures, "
        "also by language, are in `evaluation.json`.",
        "### By language",
        *(by_language(name, q) for name, q in evaluation["macro_f1"].items()),
        "### By set and language",
        *(by_set(name, q) for name, q in evaluation["macro_f1"].items() if q.get("sets")),
        "### Types, targets and frames",
        "On the coded comments. F1 of each label, and how many of the comments carry it; labels with few positives are not to be relied on.",
        *(by_label(name, q) for name, q in evaluation["labels"].items()),
        "### Are the probabilities right?",
        "Area under the ROC curve with its interval, and expected calibration error (ten bins of equal size): the mean gap between what is said and what is so.",
        probabilities(evaluation["probabilities"]),
        "Reliability, in ten bins of equal size: what the model says of the comments of a bin on average, and the share of them that is so.",
        *reliability(evaluation["probabilities"]),
        *_test(evaluation.get("test")),
        "## Training",
        "Five runs, each from the weights of the one before (`make train`): 7,000 and 6,500 steps on the labels alone, then 2,600, 2,000 and "
        f"{training['steps']:,} with soft labels of the first two, averaged, where a set does not answer (`scripts/soft_labels.py`). Four sets were made for training. Against identity bias: {_rows_of(data_card, 'contrasts')} sentences "
        f"written in 17 languages, each once for every community (`scripts/contrasts/`), and {_rows_of(data_card, 'swapped')} coded comments with another community in the place of the one named. And {_rows_of(data_card, 'scenes')} comments written like readers', "
        f"a third of them bridging, which is rare among the coded; and {_rows_of(data_card, 'functions')} sentences in pairs that are close in wording and differ in hostility (`scripts/functions/`, in the manner of Röttger et al. 2021). "
        f"Most of the last two only the last runs have seen, the functions the last alone. Of the last: {training['batch']} texts a step, "
        f"AdamW, learning rate {training['learning_rate']:g} falling by {training['layer_decay']:g} a layer, embeddings frozen, seed {training['seed']}. "
        "Runs were stopped and resumed with other numbers of steps planned, so a fresh run of the same settings draws its rows in another order. Masked losses: a set trains what it answers (`scripts/train.py`). One scale for the encoder, one for the n-grams and an offset a class calibrate each head on the other half of dev, where also the number of epochs of the n-grams was chosen (Guo et al. 2017).",
        _rows_by_language(info),
        "## Data",
        "Public sets, mapped to the codebook where their scheme settles a question. The texts are not part of this repository. Near-copies of test and dev texts "
        "were removed from training; what was dropped, and why, is counted here. Several licences exclude commercial use or are not stated: **use the weights for "
        "research**, and look at the sets' own terms for anything else.",
        _data(data_card, sources),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _test(measured: dict[str, Any] | None) -> list[str]:
    """The figures of the test splits, where they have been read."""
    if measured is None:
        return ["## Test splits", "Not read for this version."]
    tone = measured["macro_f1"]["sentiment"]["sets"]
    tweets = {name: figure for name, figure in tone.items() if name.startswith("umsab ")}
    mean = sum(figure["model"][0] for figure in tweets.values()) / max(1, len(tweets))
    return [
        "## Test splits",
        f"All {measured['rows']:,} texts of the sets' own test splits (`scripts/evaluate.py … --test`), read once, when nothing was left to choose. "
        f"On the official test of UMSAB (Barbieri et al. 2022) the mean macro-F1 over {len(tweets)} languages is **{mean:.3f}**; its authors report .694 for XLM-T, ten times as large, and .668 for XLM-R.",
        overview(measured),
        *(by_language(name, q) for name, q in measured["macro_f1"].items()),
        *(by_set(name, q) for name, q in measured["macro_f1"].items() if q.get("sets")),
        probabilities(measured["probabilities"]),
    ]


def _limits(sources: dict[str, Any]) -> str:
    return "\n".join(
        [
            f"- The only labels for levels, targets, framing and frames are codes by a large language model ({sources['coded']['agreement']}). "
            " Validate on a sample of your own before you publish.",
            "- Public sets draw the line of *hostile* in different places; the model takes a middle.",
            "- Irony, quotation and local allusion are read poorly; so is any dialect that the sets lack.",
            "- Naming a community raises the framing scores even where nothing is said against it. Compare communities with care.",
            "- Scripts of East and South-East Asia are not in the vocabulary: such comments get no scores.",
        ]
    )


def _rows_of(data_card: dict[str, Any], name: str) -> str:
    return f"{data_card['kept'].get(f'{name}/train', 0):,}"


def _rows_by_language(info: BundleInfo) -> str:
    counts = sorted(info.config["languages"].items(), key=lambda kv: -kv[1])
    return (
        "Training rows at hand by language: "
        + ", ".join(f"{LANGUAGE_NAMES.get(code, code)} {n:,}" for code, n in counts)
        + "."
    )


def _data(data_card: dict[str, Any], sources: dict[str, Any]) -> str:
    kept: dict[str, dict[str, int]] = defaultdict(dict)
    for key, n in data_card["kept"].items():
        name, split = key.rsplit("/", 1)
        kept[name][split] = n
    rows = []
    for name in sorted(kept | data_card["dropped"]):
        dropped = "; ".join(
            f"{n:,} {reason}" for reason, n in sorted(data_card["dropped"].get(name, {}).items())
        )
        rows.append(
            (
                name,
                f"{kept.get(name, {}).get('train', 0):,}",
                f"{kept.get(name, {}).get('dev', 0):,}",
                sources[name]["licence"],
                sources[name]["citation"],
                dropped,
            )
        )
    return table(("set", "train", "dev", "licence as stated", "citation", "not used"), rows)
