"""The model card: its figures come from the bundle's evaluation, configuration and data card."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from transformers import BertConfig

from comments.scoring.bundle import BundleInfo

NAMES = {
    "ar": "Arabic", "ar-Latn": "Arabic, romanised", "bn": "Bengali", "bn-Latn": "Bengali, romanised", "de": "German", "en": "English",
    "es": "Spanish", "fa": "Persian", "fr": "French", "hi": "Hindi", "hi-Latn": "Hindi, romanised", "id": "Indonesian", "it": "Italian",
    "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "ur-Latn": "Urdu, romanised",
}  # fmt: skip


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
        "model, the calibration or the baseline; dev was watched during development, so expect slightly less elsewhere. **Test splits have not been read.** Macro-F1 with 95 % bootstrap intervals; *n-gram* is TF-IDF of character "
        "2- to 5-grams with logistic regression, trained on the same rows; *majority* always says the commonest class of the training rows.",
        _overview(evaluation),
        "Commands: `make train DATA=folder`, whose last step is `python scripts/evaluate.py work/corpus work/baseline.parquet models/default`. All figures, "
        "also by language, are in `evaluation.json`.",
        "### By language",
        *(_by_language(name, q) for name, q in evaluation["macro_f1"].items()),
        "### Types, targets and frames",
        "On the coded comments. F1 of each label, and how many of the comments carry it; labels with few positives are not to be relied on.",
        *(_labels(name, q) for name, q in evaluation["labels"].items()),
        "### Are the probabilities right?",
        "Area under the ROC curve with its interval, and expected calibration error (ten bins of equal size): the mean gap between what is said and what is so.",
        _probabilities(evaluation["probabilities"]),
        "## Training",
        f"{training['steps']:,} steps of {training['batch']} texts, AdamW, learning rate {training['learning_rate']:g} falling by {training['layer_decay']:g} a layer, embeddings frozen, seed {training['seed']}. "
        "The run was stopped and resumed twice with other numbers of steps planned, so a fresh run of the same settings draws its rows in another order. Masked losses: a set trains what it answers (`scripts/train.py`). One scale for the encoder, one for the n-grams and an offset a class calibrate each head on the other half of dev, where also the number of epochs of the n-grams was chosen (Guo et al. 2017).",
        _rows_by_language(info),
        "## Data",
        "Public sets, mapped to the codebook where their scheme settles a question. The texts are not part of this repository. Near-copies of test and dev texts "
        "were removed from training; what was dropped, and why, is counted here. Several licences exclude commercial use or are not stated: **use the weights for "
        "research**, and look at the sets' own terms for anything else.",
        _data(data_card, sources),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


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


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _figure(value: Sequence[float]) -> str:
    low, high = f"{value[1]:.3f}", f"{value[2]:.3f}"
    return f"{value[0]:.3f} ({low.removeprefix('0')}–{high.removeprefix('0')})"


def _overview(evaluation: dict[str, Any]) -> str:
    questions = {
        **{name: q["all"] for name, q in evaluation["macro_f1"].items()},
        **{name.replace("_", " "): q for name, q in evaluation["labels"].items()},
    }
    rows = [
        (name, f"{q['n']:,}", _figure(q["model"]), f"{q['ngram']:.3f}", f"{q['majority']:.3f}")
        for name, q in questions.items()
    ]
    return _table(("question", "texts", "model", "n-gram", "majority"), rows)


def _by_language(name: str, question: dict[str, Any]) -> str:
    rows = [
        (
            NAMES.get(code, code),
            f"{q['n']:,}",
            _figure(q["model"]),
            f"{q['ngram']:.3f}",
            f"{q['majority']:.3f}",
        )
        for code, q in question["languages"].items()
    ]
    mean = question["mean over languages"]
    rows.append(
        ("*mean*", "", f"{mean['model']:.3f}", f"{mean['ngram']:.3f}", f"{mean['majority']:.3f}")
    )
    return _table((name, "texts", "model", "n-gram", "majority"), rows)


def _labels(name: str, question: dict[str, Any]) -> str:
    rows = [
        (label.replace("_", " "), f"{v['n']:,}", f"{v['f1']:.3f}")
        for label, v in question["labels"].items()
    ]
    return _table((name.replace("_", " "), "positives", "F1"), rows)


def _probabilities(figures: dict[str, Any]) -> str:
    rows = [
        (
            name,
            f"{v['n']:,}",
            f"{v['positives']:,}",
            _figure(v["auroc"]),
            f"{v['calibration_error']:.3f}",
        )
        for name, v in figures.items()
    ]
    return _table(("probability", "texts", "positives", "AUROC", "calibration error"), rows)


def _rows_by_language(info: BundleInfo) -> str:
    counts = sorted(info.config["languages"].items(), key=lambda kv: -kv[1])
    return (
        "Training rows at hand by language: "
        + ", ".join(f"{NAMES.get(code, code)} {n:,}" for code, n in counts)
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
    return _table(("set", "train", "dev", "licence as stated", "citation", "not used"), rows)
