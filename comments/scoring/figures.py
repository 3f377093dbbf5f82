"""The figures of an evaluation as tables in Markdown, for the model card and for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

LANGUAGE_NAMES = {
    "ar": "Arabic", "ar-Latn": "Arabic, romanised", "bn": "Bengali", "bn-Latn": "Bengali, romanised", "de": "German", "en": "English",
    "es": "Spanish", "fa": "Persian", "fr": "French", "hi": "Hindi", "hi-Latn": "Hindi, romanised", "id": "Indonesian", "it": "Italian",
    "ps": "Pashto", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "ur-Latn": "Urdu, romanised",
}  # fmt: skip

_BESIDE = ("ngram", "majority")
_HEADINGS = {"ngram": "n-gram", "majority": "majority"}


def figures(evaluation: dict[str, Any]) -> list[str]:
    """All figures of `evaluation.evaluate`, as blocks of Markdown."""
    return [
        overview(evaluation),
        "### By language",
        *(by_language(name, q) for name, q in evaluation["macro_f1"].items()),
        "### By set",
        *(by_set(name, q) for name, q in evaluation["macro_f1"].items() if q.get("sets")),
        "### Types, targets and frames",
        *(by_label(name, q) for name, q in evaluation["labels"].items()),
        "### Are the probabilities right?",
        probabilities(evaluation["probabilities"]),
        *reliability(evaluation["probabilities"]),
    ]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table: the first column to the left, the others to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def with_interval(value: Sequence[float | None]) -> str:
    """A share with its interval, 0.720 (.709–.733), or a dash."""
    if None in value:
        return "–"
    low, high = f"{value[1]:.3f}", f"{value[2]:.3f}"
    return f"{value[0]:.3f} ({low.removeprefix('0')}–{high.removeprefix('0')})"


def _line(name: str, figure: dict[str, Any]) -> tuple[str, ...]:
    beside = (f"{figure[key]:.3f}" for key in _BESIDE if key in figure)
    return (name, f"{figure['n']:,}", with_interval(figure["model"]), *beside)


def _head(first: str, some: dict[str, Any]) -> tuple[str, ...]:
    return (first, "texts", "model", *(_HEADINGS[key] for key in _BESIDE if key in some))


def overview(evaluation: dict[str, Any]) -> str:
    """Macro-F1 of every question."""
    questions = {
        **{name: q["all"] for name, q in evaluation["macro_f1"].items()},
        **{name.replace("_", " "): q for name, q in evaluation["labels"].items()},
    }
    first = next(iter(questions.values()))
    return table(_head("question", first), (_line(name, q) for name, q in questions.items()))


def by_language(name: str, question: dict[str, Any]) -> str:
    """Macro-F1 of a question in each language, and their mean."""
    rows = [
        _line(LANGUAGE_NAMES.get(code, code), figure)
        for code, figure in question["languages"].items()
    ]
    mean = question["mean over languages"]
    if mean:
        beside = (f"{mean[key]:.3f}" for key in _BESIDE if key in mean)
        rows.append(("*mean*", "", f"{mean['model']:.3f}", *beside))
    return table(_head(name, question["all"]), rows)


def by_set(name: str, question: dict[str, Any]) -> str:
    """Macro-F1 of a question on each set and language."""
    rows = (_line(key, figure) for key, figure in question["sets"].items())
    return table(_head(name, question["all"]), rows)


def by_label(name: str, question: dict[str, Any]) -> str:
    """F1 of each label that comments may have several of."""
    rows = (
        (label.replace("_", " "), f"{v['n']:,}", f"{v['f1']:.3f}")
        for label, v in question["labels"].items()
    )
    return table((name.replace("_", " "), "positives", "F1"), rows)


def probabilities(found: dict[str, Any]) -> str:
    """Area under the ROC curve and calibration error of each probability."""
    rows = (
        (
            name,
            f"{v['n']:,}",
            f"{v['positives']:,}",
            with_interval(v["auroc"]),
            f"{v['calibration_error']:.3f}",
            ""
            if (mean := v.get("mean calibration error over languages")) is None
            else f"{mean:.3f}",
        )
        for name, v in found.items()
    )
    head = ("probability", "texts", "positives", "AUROC", "calibration error", "mean of languages")
    return table(head, rows)


def reliability(found: dict[str, Any]) -> list[str]:
    """A reliability diagram of each probability as a table: ten bins, what is said and what is so."""
    rows = []
    for name, v in found.items():
        bins = v.get("reliability", [])
        rows.append((f"{name}: said", *(f"{b['said']:.2f}" for b in bins)))
        rows.append(("is", *(f"{b['is']:.2f}" for b in bins)))
    width = max((len(row) for row in rows), default=1)
    if width == 1:
        return []
    head = ("bins of equal size", *(str(i + 1) for i in range(width - 1)))
    return [table(head, (row + ("",) * (width - len(row)) for row in rows))]
