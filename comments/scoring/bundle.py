"""Model bundles: a folder of plain files, each checked by its SHA-256 before anything is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comments.errors import BundleError
from comments.scoring.calibration import HeadCalibration, from_json
from comments.scoring.heads import HEADS

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from comments.scoring.network import Network

FORMAT = 1
FILES = (
    "README.md",
    "calibration.json",
    "config.json",
    "evaluation.json",
    "model.safetensors",
    "tokenizer.json",
)
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class BundleInfo:
    """What a bundle says of itself: enough for a report, without loading weights."""

    path: Path
    name: str
    version: str
    digest: str
    """SHA-256 of the bundle's SHA256SUMS: one value that stands for every file in it."""
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle ready to score. `window` is the longest piece, in tokens, that is scored at once."""

    info: BundleInfo
    network: Network
    tokenizer: Tokenizer
    calibration: Mapping[str, HeadCalibration]
    window: int

    def token_id(self, token: str) -> int:
        """Id of a special token. Raises BundleError where the tokenizer has no such token."""
        found = self.tokenizer.token_to_id(token)
        if found is None:
            raise BundleError(f"{self.info.path}: its tokenizer has no {token}; {_REMEDY}")
        return found


def default_bundle() -> Path:
    """Folder of the bundle that ships with the package (or stands in its checkout)."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "models" / "default"
    return installed if installed.is_dir() else package.parent / "models" / "default"


def resolve(model: str) -> Path:
    """The folder that `--model` means: `default` or a path."""
    return default_bundle() if model == "default" else Path(model)


def inspect(path: Path) -> BundleInfo:
    """Check every file of the bundle against SHA256SUMS and read its config. Raises BundleError."""
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
            f"{path}: bundle format {config.get('format')!r}, this version reads {FORMAT}"
        )
    heads = {head.name: list(head.labels) for head in HEADS}
    if config.get("heads") != heads:
        raise BundleError(
            f"{path}: the bundle answers other questions than this version's codebook"
        )
    digest = hashlib.sha256((path / SUMS).read_bytes()).hexdigest()
    return BundleInfo(path, str(config["name"]), str(config["version"]), digest, config)


def load(path: Path) -> Bundle:
    """The bundle in `path`, checked, with its network on the CPU in fp32. Raises BundleError."""
    info = inspect(path)
    from safetensors import SafetensorError
    from safetensors.torch import load_file
    from tokenizers import Tokenizer
    from transformers import BertConfig

    from comments.scoring.network import Network
    from comments.scoring.storage import unpack

    try:
        calibration = from_json(_read_json(path / "calibration.json"))
        network = Network(BertConfig(**info.config["encoder"]))
        network.load_state_dict(unpack(load_file(path / "model.safetensors")))
        tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
        window = int(info.config["window"])
    except (KeyError, TypeError, ValueError, RuntimeError, SafetensorError) as error:
        raise BundleError(
            f"{path}: not a usable bundle ({_first_line(error)}); {_REMEDY}"
        ) from error
    # A literal "<s>" or "<mask>" that a reader typed is text, never a control token.
    tokenizer.encode_special_tokens = True
    return Bundle(info, network.eval(), tokenizer, calibration, window)


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
    return {pair[1].strip(): pair[0] for pair in pairs if len(pair) == 2}


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
