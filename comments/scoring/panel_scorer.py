"""Scores by a panel of checkpoints, in the columns of `records.score_schema`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from comments.records import FRAMINGS, HOSTILITY_TYPES, SENTIMENTS
from comments.scoring.communities import named_communities
from comments.scoring.hub import Classifier
from comments.scoring.panel import ANSWERS, CONTRADICTION, ENTAILMENT, PanelInfo, Question
from comments.scoring.scorer import rounded
from comments.scoring.text import own_words, prepare

if TYPE_CHECKING:
    import pyarrow as pa

    from comments.scoring.calibration import Floats

CHUNK = 256
"""Texts that all checkpoints see before the next ones: progress is told after each chunk."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel ready to score: a loaded classifier for each of its questions."""

    info: PanelInfo
    classifiers: tuple[Classifier, ...]


@lru_cache(maxsize=1)
def open_panel(info: PanelInfo) -> Panel:
    """Load the checkpoints of a panel, each once; the last panel is kept. Raises BundleError."""
    loaded: dict[str, Classifier] = {}
    for question in info.questions:
        key = str(question.checkpoint.folder)
        loaded[key] = loaded.get(key) or Classifier(question.checkpoint)
    return Panel(info, tuple(loaded[str(q.checkpoint.folder)] for q in info.questions))


def score_with_panel(
    texts: Sequence[str], panel: Panel, progress: Callable[[int], object] | None = None
) -> pa.Table:
    """Scores of `texts`, one row a text in their order, columns as in `records.score_schema`.

    Texts are prepared as for a bundle, and exact duplicates are scored once. Of a long text's windows,
    sentiment is the mean weighted by tokens, hostility the strongest, framing the one that is surest
    that a belonging is at issue. What no checkpoint answers is null. `progress` is called with the
    number of texts that are done since the last call.
    """
    import pyarrow as pa

    from comments.records import score_schema

    prepared = [prepare(text) for text in texts]
    copies: dict[str, int] = dict.fromkeys(prepared, 0)
    for text in prepared:
        copies[text] += 1
    scored: dict[str, dict[str, Any]] = {}
    unique = list(copies)
    for start in range(0, len(unique), CHUNK):
        chunk = unique[start : start + CHUNK]
        said = [text for text in chunk if text]
        scored |= dict(zip(said, _rows(said, panel), strict=True))
        if progress is not None:
            progress(sum(copies[text] for text in chunk))
    rows = [
        scored[key] | {"groups": named_communities(own_words(text))} if key else {}
        for key, text in zip(prepared, texts, strict=True)
    ]
    return pa.Table.from_pylist(rows, schema=score_schema())


def _rows(texts: list[str], panel: Panel) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"windows": 1} for _ in texts]
    if not texts:
        return rows
    for question, classifier in zip(panel.info.questions, panel.classifiers, strict=True):
        answers = _ask(question, classifier, texts)
        for row, windows in zip(rows, answers, strict=True):
            row.update(_COLUMNS[question.name](windows.probability, windows.tokens))
            row["windows"] = max(row["windows"], len(windows.tokens))
    return rows


@dataclass(frozen=True, slots=True)
class _Windows:
    """What a checkpoint says of one text's windows: their tokens, and each answer's probabilities."""

    tokens: Floats
    probability: Mapping[str, Floats]


def _ask(question: Question, classifier: Classifier, texts: list[str]) -> list[_Windows]:
    """The answers to one question, one of _Windows a text."""
    pieces, owners = classifier.cut(texts, tuple(question.hypotheses.values()))
    if question.hypotheses:
        asked = {a: classifier.logits(pieces, h) for a, h in question.hypotheses.items()}
        lengths = next(iter(asked.values()))[1]
        probability = _by_inference(question, {a: logits for a, (logits, _) in asked.items()})
    else:
        logits, lengths = classifier.logits(pieces)
        probability = _by_class(question, logits)
    tokens = np.array(lengths, np.float32)
    ends = np.flatnonzero(np.diff(owners)) + 1
    return [
        _Windows(tokens[ks], {answer: p[ks] for answer, p in probability.items()})
        for ks in np.split(np.arange(len(owners)), ends)
    ]


def _by_class(question: Question, logits: Floats) -> dict[str, Floats]:
    """Probability of each answer and type, shape (windows,): of classes that exclude each other
    their sum, of others the largest."""
    columns = {**question.labels, **question.types}
    if question.checkpoint.is_multi_label:
        each = 1 / (1 + np.exp(-np.clip(logits, -60, 60)))
        return {answer: each[:, list(own)].max(axis=1) for answer, own in columns.items()}
    p = _softmax(logits)
    return {answer: p[:, list(own)].sum(axis=1) for answer, own in columns.items()}


def _by_inference(question: Question, logits: Mapping[str, Floats]) -> dict[str, Floats]:
    """Probability of each answer from how far its hypothesis follows (Yin et al. 2019, "Benchmarking
    Zero-shot Text Classification"): answers that exclude each other compete by entailment, others are
    each weighed against their contradiction."""
    names = [label.casefold() for label in question.checkpoint.labels]
    follows, denied = names.index(ENTAILMENT), names.index(CONTRADICTION)
    if question.name == "hostility":
        return {a: _softmax(z[:, [follows, denied]])[:, 0] for a, z in logits.items()}
    p = _softmax(np.stack([z[:, follows] for z in logits.values()], axis=1))
    return {answer: p[:, i] for i, answer in enumerate(logits)}


def _softmax(logits: Floats) -> Floats:
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p: Floats = e / e.sum(axis=1, keepdims=True)
    return p


def _sentiment(p: Mapping[str, Floats], tokens: Floats) -> dict[str, Any]:
    mean = {name: float(np.average(p[name], weights=tokens)) for name in SENTIMENTS if name in p}
    return {
        "sentiment": max(mean, key=mean.__getitem__),
        **{f"p_{name}": rounded(value) for name, value in mean.items()},
    }


def _hostility(p: Mapping[str, Floats], _: Floats) -> dict[str, Any]:
    """The level needs all three answers; with fewer, only their probabilities are given."""
    row: dict[str, Any] = {}
    strongest = 0.0
    for name in reversed(ANSWERS["hostility"]):
        if name in p:
            # Whoever is violent is hostile, and whoever is hostile uncivil.
            strongest = max(strongest, float(p[name].max()))
            row[f"p_{name}"] = rounded(strongest)
    if len(row) == len(ANSWERS["hostility"]):
        row["hostility"] = sum(value >= 0.5 for value in row.values())
    types = [name for name in HOSTILITY_TYPES if name in p]
    if types:
        is_civil = row.get("hostility") == 0
        row["hostility_types"] = [t for t in types if p[t].max() >= 0.5 and not is_civil]
    return row


def _sectarian(p: Mapping[str, Floats], _: Floats) -> dict[str, Any]:
    covered = [name for name in FRAMINGS if name in p]
    surest = int((p["none"] if "none" in p else -p[covered[-1]]).argmin())
    own = {name: float(p[name][surest]) for name in covered}
    return {
        "sectarian": max(own, key=own.__getitem__),
        **{f"p_{n}": rounded(own[n]) for n in ("sectarian", "bridging") if n in own},
    }


_COLUMNS: Mapping[str, Callable[[Mapping[str, Floats], Floats], dict[str, Any]]] = {
    "sentiment": _sentiment,
    "hostility": _hostility,
    "sectarian": _sectarian,
}
"""The columns that each question fills, from probabilities by answer and the tokens of the windows."""
