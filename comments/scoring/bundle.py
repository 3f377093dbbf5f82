"""Model bundles: a folder of plain files, each checked by its SHA-256 before anything is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import BundleError
from comments.scoring.calibration import HeadCalibration, from_json
from comments.scoring.heads import HEADS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from comments.scoring.inference import Encoder
    from comments.scoring.network import Network
    from comments.scoring.surface import Surface

FORMAT = 2
FILES = (
    "README.md",
    "calibration.json",
    "config.json",
    "evaluation.json",
    "model.safetensors",
    "surface.safetensors",
    "tokenizer.json",
)
SUMS = "SHA256SUMS"
SPECIAL = ("<s>", "</s>", "<pad>", "<unk>")
FEWEST_ROWS = 100
"""Training rows from which a language counts as one that the model knows."""
SHORTEST_WINDOW = 64
"""Windows overlap by 32 tokens; shorter ones would hardly move on."""


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """What a bundle says of itself: enough for a report, without loading weights."""

    path: Path
    name: str
    version: str
    digest: str
    """SHA-256 of the bundle's SHA256SUMS: one value that stands for every file in it."""
    config: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def languages(self) -> frozenset[str] | None:
        """Languages that the model was trained on with FEWEST_ROWS or more; None if it does not say."""
        rows = self.config.get("languages")
        if rows is None:
            return None
        return frozenset(code for code, count in rows.items() if count >= FEWEST_ROWS)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle ready to score. `window` is the longest piece, in tokens, that is scored at once."""

    info: BundleInfo
    encoder: Encoder
    surface: Surface
    tokenizer: Tokenizer
    calibration: Mapping[str, HeadCalibration]
    window: int

    def token_id(self, token: str) -> int:
        """Id of one of the tokens in SPECIAL, which every bundle has."""
        found = self.tokenizer.token_to_id(token)
        assert found is not None  # noqa: S101 - checked when the bundle was opened
        return found


def default_bundle() -> Path:
    """Folder of the bundle that ships with the package (or stands in its checkout)."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "models" / "default"
    return installed if installed.is_dir() else package.parent / "models" / "default"


def resolve(model: str) -> Path:
    """The folder that a model's name means: `default` or a path."""
    return default_bundle() if model == "default" else Path(model)


def inspect(path: Path) -> BundleInfo:
    """Check every file of the bundle against SHA256SUMS and read its config. Raises BundleError."""
    try:
        return _inspect(path)
    except OSError as error:
        what = (error.strerror or type(error).__name__).lower()
        raise BundleError(f"{error.filename or path}: {what}; check its permissions") from error


def _inspect(path: Path) -> BundleInfo:
    sums = _read_sums(path)
    for name in FILES:
        if name not in sums:
            raise BundleError(f"{path}: {SUMS} does not list {name}; {_REMEDY}")
        file = path / name
        if not file.is_file():
            raise BundleError(f"{file}: missing from the model bundle; {_REMEDY}")
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest != sums[name]:
            raise BundleError(
                f"{file}: SHA-256 differs from {SUMS}, the file was altered; {_REMEDY}"
            )
    config = _read_json(path / "config.json")
    if config.get("format") != FORMAT:
        raise BundleError(
            f"{path}: bundle format {config.get('format')!r}, this version reads {FORMAT}; "
            "install the version of comments that the bundle was made for"
        )
    heads = {head.name: list(head.labels) for head in HEADS}
    if config.get("heads") != heads:
        raise BundleError(
            f"{path}: the bundle answers other questions than this version's codebook; "
            "install the version of comments that the bundle was made for"
        )
    missing = [key for key in ("name", "version", "window", "encoder") if key not in config]
    if missing:
        raise BundleError(f"{path / 'config.json'}: no {', '.join(missing)} in it; {_REMEDY}")
    digest = hashlib.sha256((path / SUMS).read_bytes()).hexdigest()
    return BundleInfo(path, str(config["name"]), str(config["version"]), digest, config)


def load(path: Path) -> Bundle:
    """The bundle in `path`, checked, ready to score on the CPU. Raises BundleError."""
    return open_checked(inspect(path))


@lru_cache(maxsize=2)
def open_checked(info: BundleInfo) -> Bundle:
    """The bundle that `inspect` has checked; opened once a process. Raises BundleError."""
    try:
        return _open(info)
    except BundleError:
        raise
    except Exception as error:  # each of the four libraries that read a bundle has its own errors
        raise BundleError(
            f"{info.path}: not a usable bundle ({_first_line(error)}); {_REMEDY}"
        ) from error


def _open(info: BundleInfo) -> Bundle:
    from safetensors.torch import load_file

    from comments.scoring import surface
    from comments.scoring.inference import Encoder, fastest_device, fastest_type

    config = info.config["encoder"]
    window = int(info.config["window"])
    if not SHORTEST_WINDOW <= window <= config["max_position_embeddings"]:
        raise ValueError(f"window of {window} tokens")
    calibration = from_json(_read_json(info.path / "calibration.json"))
    tokenizer = _tokenizer(info.path / "tokenizer.json", config["vocab_size"])
    weights = load_file(info.path / "model.safetensors")
    encoder = Encoder(weights, config, fastest_type(), fastest_device())
    grams = surface.from_tensors(load_file(info.path / "surface.safetensors"))
    return Bundle(info, encoder, grams, tokenizer, calibration, window)


def reference(info: BundleInfo) -> Network:
    """The bundle's network as transformers computes it, in fp32: what `encoder` is checked against."""
    from safetensors.torch import load_file
    from transformers import BertConfig

    from comments.scoring.network import Network
    from comments.scoring.storage import unpack

    network = Network(BertConfig(**info.config["encoder"]))
    network.load_state_dict(unpack(load_file(info.path / "model.safetensors")))
    return network.eval()


def _tokenizer(file: Path, vocabulary: int) -> Tokenizer:
    """The tokenizer, set to take every word as text and none away. Raises ValueError."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    lacking = [token for token in SPECIAL if tokenizer.token_to_id(token) is None]
    if lacking or tokenizer.get_vocab_size() > vocabulary:
        raise ValueError(
            f"tokenizer without {lacking}" if lacking else "tokenizer of another model"
        )
    # A literal "<s>" or "<mask>" that a reader typed is text, never a control token.
    tokenizer.encode_special_tokens = True
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def write_sums(path: Path) -> None:
    """Write SHA256SUMS for the files of a bundle, in the format of `sha256sum -c`."""
    lines = [f"{hashlib.sha256((path / n).read_bytes()).hexdigest()}  {n}\n" for n in FILES]
    (path / SUMS).write_text("".join(lines), encoding="utf-8")


_REMEDY = "install the package again or restore the bundle from its release"


def _read_sums(path: Path) -> dict[str, str]:
    file = path / SUMS
    if not path.is_dir():
        raise BundleError(
            f"{path}: no such model bundle; --model takes `default` or a bundle's folder"
        )
    if not file.is_file():
        raise BundleError(
            f"{path}: no {SUMS}, so this is not a model bundle or an incomplete one; {_REMEDY}"
        )
    pairs = [
        line.split(maxsplit=1)
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return {pair[1].strip().lstrip("*"): pair[0].lower() for pair in pairs if len(pair) == 2}


def _read_json(file: Path) -> dict[str, Any]:
    try:
        value = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BundleError(f"{file}: not valid JSON ({_first_line(error)}); {_REMEDY}") from error
    if not isinstance(value, dict):
        raise BundleError(f"{file}: a JSON object is expected; {_REMEDY}")
    return value


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:160]
