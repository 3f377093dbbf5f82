"""Panels: a TOML file that names one checkpoint for each question of the codebook.

    name = "XLM-T and Detoxify"

    [sentiment]
    checkpoint = "owner/name"          # of the Hugging Face hub, or: folder = "path"
    revision = "a commit"              # optional
    labels = { negative = "Negative", neutral = "Neutral", positive = "Positive" }

    [hostility]                        # uncivil: level 1 or more; hostile: 2 or more; violent: 3
    checkpoint = "owner/name"
    labels = { uncivil = "toxicity", hostile = ["insult", "identity_attack"], violent = "threat" }
    types = { insult = "insult", threat = "threat" }

    [sectarian]                        # a model of natural-language inference
    checkpoint = "owner/name"
    hypotheses = { none = "This comment …", sectarian = "This comment …" }

Questions that no checkpoint answers stay without scores. Probabilities are the checkpoints' own: not
calibrated.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comments.errors import BundleError
from comments.records import FRAMINGS, HOSTILITY_TYPES, SENTIMENTS
from comments.scoring import hub

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "sentiment": SENTIMENTS,
    "hostility": ("uncivil", "hostile", "violent"),
    "sectarian": FRAMINGS,
}
"""The questions that a panel may answer, and their answers. Those on hostility include each other."""

ENTAILMENT, CONTRADICTION = "entailment", "contradiction"
_KEYS = ("checkpoint", "folder", "revision", "labels", "types", "hypotheses")


@dataclass(frozen=True, slots=True)
class Question:
    """How a panel answers one question: a checkpoint's classes by answer, or a hypothesis each."""

    name: str
    checkpoint: hub.Checkpoint
    labels: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Columns of the checkpoint's output that stand for an answer."""
    types: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """The same for types of hostility."""
    hypotheses: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PanelInfo:
    """What a panel says of itself, and a digest over the panel and all files of its checkpoints."""

    path: Path
    name: str
    version: str
    digest: str
    languages: frozenset[str] | None
    questions: tuple[Question, ...] = field(hash=False, compare=False)


def inspect(path: Path) -> PanelInfo:
    """Read a panel, find its checkpoints on this computer and check all names. Raises BundleError."""
    try:
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        what = (error.strerror or type(error).__name__).lower()
        raise BundleError(f"{path}: {what}; --model takes a panel's .toml file") from error
    except (ValueError, RecursionError) as error:
        raise BundleError(f"{path}: not valid TOML ({error}); correct it") from error
    named = {"name", "version", "languages"}
    if unknown := data.keys() - named - ANSWERS.keys():
        raise _wrong(path, f"{min(unknown)!r} is none of {', '.join([*ANSWERS, *sorted(named)])}")
    questions = tuple(_question(path, name, data[name]) for name in ANSWERS if name in data)
    if not questions:
        raise _wrong(path, f"answers no question; give one of [{'], ['.join(ANSWERS)}]")
    languages = data.get("languages")
    if languages is not None and not _is_strings(languages):
        raise _wrong(path, "`languages` is no list of codes")
    digest = hashlib.sha256(raw)
    for question in questions:
        digest.update(hub.digest(question.checkpoint.folder).encode())
    return PanelInfo(
        path,
        str(data.get("name", path.stem)),
        str(data.get("version", "panel")),
        digest.hexdigest(),
        None if languages is None else frozenset(languages),
        questions,
    )


def _question(path: Path, name: str, entry: Any) -> Question:
    if not isinstance(entry, dict):
        raise _wrong(path, f"[{name}] is no table")
    if unknown := entry.keys() - set(_KEYS):
        raise _wrong(path, f"[{name}] {min(unknown)!r} is none of {', '.join(_KEYS)}")
    if ("checkpoint" in entry) == ("folder" in entry):
        raise _wrong(path, f"[{name}] names not exactly one of `checkpoint` and `folder`")
    if ("labels" in entry) == ("hypotheses" in entry):
        raise _wrong(path, f"[{name}] gives not exactly one of `labels` and `hypotheses`")
    for key in ("checkpoint", "folder", "revision"):
        if not isinstance(entry.get(key, ""), str):
            raise _wrong(path, f"[{name}] `{key}` is no text")
    checkpoint = _checkpoint(path, entry)
    if "hypotheses" in entry:
        return Question(name, checkpoint, hypotheses=_hypotheses(path, name, entry, checkpoint))
    labels = _columns(path, name, entry["labels"], ANSWERS[name], checkpoint)
    _check_all_mapped(path, name, labels, checkpoint)
    return Question(
        name,
        checkpoint,
        labels=labels,
        types=_columns(path, name, entry.get("types", {}), HOSTILITY_TYPES, checkpoint),
    )


def _checkpoint(path: Path, entry: Mapping[str, str]) -> hub.Checkpoint:
    if "folder" in entry:
        # A folder is meant as seen from the panel, so that both can be moved together.
        folder = path.parent / entry["folder"]
        if not os.path.isdir(folder):  # noqa: PTH112 - a name too long is an error for pathlib
            raise BundleError(f"{folder}: no such folder; correct `folder` in {path}")
        return hub.inspect(str(folder), folder)
    name = entry["checkpoint"]
    return hub.inspect(name, hub.find(name, entry.get("revision")))


def _columns(
    path: Path,
    name: str,
    labels: Any,
    answers: Iterable[str],
    checkpoint: hub.Checkpoint,
) -> dict[str, tuple[int, ...]]:
    """Columns of the checkpoint's output by answer; its own names are matched in any case."""
    if not isinstance(labels, dict):
        raise _wrong(path, f'[{name}] labels and types are tables: answer = "label"')
    answers = tuple(answers)
    place = {label.casefold(): i for i, label in enumerate(checkpoint.labels)}
    found: dict[str, tuple[int, ...]] = {}
    for answer, given in labels.items():
        if answer not in answers:
            raise _wrong(path, f"[{name}] {answer!r} is none of {', '.join(answers)}")
        wanted = [given] if isinstance(given, str) else given
        if not _is_strings(wanted) or not wanted:
            raise _wrong(path, f"[{name}] {answer!r} stands for no label; write one, or a list")
        if unknown := [label for label in wanted if label.casefold() not in place]:
            raise _wrong(
                path,
                f"[{name}] {unknown[0]!r} is no label of {checkpoint.name}, which has "
                f"{', '.join(checkpoint.labels)}",
            )
        found[answer] = tuple(dict.fromkeys(place[label.casefold()] for label in wanted))
    return found


def _check_all_mapped(
    path: Path, name: str, found: Mapping[str, tuple[int, ...]], checkpoint: hub.Checkpoint
) -> None:
    """Of exclusive classes each must mean something, or the probabilities would not sum to 1."""
    mapped = {column for columns in found.values() for column in columns}
    if name == "hostility":
        return
    if twice := [c for c in mapped if sum(c in columns for columns in found.values()) > 1]:
        raise _wrong(path, f"[{name}] {checkpoint.labels[min(twice)]!r} stands for two answers")
    if checkpoint.is_multi_label:
        return
    if left := [label for i, label in enumerate(checkpoint.labels) if i not in mapped]:
        raise _wrong(
            path, f"[{name}] {left[0]!r}, a label of {checkpoint.name}, stands for no answer"
        )


def _hypotheses(
    path: Path, name: str, entry: Mapping[str, Any], checkpoint: hub.Checkpoint
) -> dict[str, str]:
    given = entry["hypotheses"]
    if not isinstance(given, dict) or not _is_strings(list(given.values())) or "types" in entry:
        raise _wrong(path, f"[{name}] `hypotheses` is a table of sentences, without `types` beside")
    if unknown := given.keys() - set(ANSWERS[name]):
        raise _wrong(path, f"[{name}] {min(unknown)!r} is none of {', '.join(ANSWERS[name])}")
    if name != "hostility" and len(given) < 2:
        raise _wrong(path, f"[{name}] needs two hypotheses to choose between")
    lower = [label.casefold() for label in checkpoint.labels]
    if ENTAILMENT not in lower or CONTRADICTION not in lower:
        raise _wrong(
            path,
            f"[{name}] {checkpoint.name} does not tell {ENTAILMENT} from {CONTRADICTION}: its "
            f"labels are {', '.join(checkpoint.labels)}; hypotheses need a model of inference",
        )
    return dict(given)


def _is_strings(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(v, str) and v.strip() for v in values)


def _wrong(path: Path, what: str) -> BundleError:
    return BundleError(f"{path}: {what}; correct the panel")
