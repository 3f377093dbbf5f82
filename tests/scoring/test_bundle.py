"""A bundle is whole and unaltered, or it is refused in one line."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from comments.errors import BundleError
from comments.scoring.bundle import (
    FILES,
    SUMS,
    default_bundle,
    inspect,
    load,
    resolve,
    write_sums,
)


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the small bundle, to be spoilt."""
    return Path(shutil.copytree(tiny, tmp_path / "copy"))


def refused(path: Path) -> str:
    """The one line that says why and what to do."""
    with pytest.raises(BundleError) as error:
        load(path)
    said = str(error.value)
    assert str(path) in said
    assert "\n" not in said
    assert ";" in said, "there is no remedy"
    return said


def edit(file: Path, change: Callable[[Any], object]) -> None:
    """Change a JSON file of a bundle and seal the bundle again."""
    value = json.loads(file.read_text(encoding="utf-8"))
    change(value)
    file.write_text(json.dumps(value), encoding="utf-8")
    write_sums(file.parent)


def test_the_shipped_bundle_is_whole() -> None:
    info = inspect(resolve("default"))
    assert info.path == default_bundle()
    assert info.name == "default"
    assert len(info.digest) == 64


def test_a_sound_bundle_is_opened_once(tiny: Path) -> None:
    assert load(tiny) is load(tiny)
    assert load(tiny).info.version == "1"


def test_a_folder_that_is_none_and_a_folder_of_other_files(tmp_path: Path) -> None:
    assert "no such model bundle; --model takes" in refused(tmp_path / "gone")
    assert f"no {SUMS}" in refused(tmp_path)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    assert f"{name}: missing from the model bundle" in refused(copy)


@pytest.mark.parametrize("name", FILES)
def test_an_altered_file_is_named(copy: Path, name: str) -> None:
    with (copy / name).open("ab") as file:
        file.write(b" ")
    assert f"{name}: SHA-256 differs from {SUMS}, the file was altered" in refused(copy)


def test_a_list_of_sums_that_leaves_a_file_out_is_refused(copy: Path) -> None:
    lines = (copy / SUMS).read_text(encoding="utf-8").splitlines()
    (copy / SUMS).write_text("\n".join(lines[1:]), encoding="utf-8")
    assert f"{SUMS} does not list README.md" in refused(copy)


def test_sums_that_sha256sum_wrote_are_read(copy: Path) -> None:
    text = (copy / SUMS).read_text(encoding="utf-8")
    (copy / SUMS).write_text(text.replace("  ", " *"), encoding="utf-8")
    assert inspect(copy).name == "tiny"


def test_other_questions_and_another_format_are_refused(copy: Path) -> None:
    edit(copy / "config.json", lambda c: c["heads"]["sentiment"].append("mixed"))
    assert "other questions than this version's codebook" in refused(copy)
    edit(copy / "config.json", lambda c: c.update(format=99))
    assert "bundle format 99, this version reads 2" in refused(copy)


@pytest.mark.parametrize("key", ["name", "version", "window", "encoder"])
def test_a_config_that_lacks_something_is_refused(copy: Path, key: str) -> None:
    edit(copy / "config.json", lambda c: c.pop(key))
    assert f"no {key} in it" in refused(copy)


@pytest.mark.parametrize(
    "change",
    [
        {"window": 9999},
        {"window": 8},
        {"window": "wide"},
        {"encoder": {}},
        {"encoder": []},
        {"encoder": {"hidden_size": "big"}},
        {"encoder": {"hidden_size": 32, "num_attention_heads": 5}},
    ],
    ids=str,
)
def test_a_config_that_fits_no_network_is_refused(copy: Path, change: dict[str, Any]) -> None:
    edit(copy / "config.json", lambda c: c.update(change))
    assert "not a usable bundle" in refused(copy)


@pytest.mark.parametrize("content", ["[]", "{", "\xff"])
@pytest.mark.parametrize("name", ["config.json", "calibration.json", "tokenizer.json"])
def test_json_that_is_none_is_refused(copy: Path, name: str, content: str) -> None:
    (copy / name).write_bytes(content.encode("latin-1"))
    write_sums(copy)
    refused(copy)


def test_a_calibration_without_a_head_is_refused(copy: Path) -> None:
    edit(copy / "calibration.json", lambda c: c.pop("frames"))
    assert "not a usable bundle" in refused(copy)


def test_a_tokenizer_of_another_model_is_refused(copy: Path) -> None:
    def rename(tokenizer: dict[str, Any]) -> None:
        for token in tokenizer["added_tokens"]:
            token["content"] = token["content"].replace("<pad>", "<filler>")
        for piece in tokenizer["model"]["vocab"]:
            piece[0] = piece[0].replace("<pad>", "<filler>")

    edit(copy / "tokenizer.json", rename)
    assert "without ['<pad>']" in refused(copy)


def test_weights_that_are_cut_or_missing_or_no_numbers_are_refused(copy: Path) -> None:
    file = copy / "model.safetensors"
    whole = {name: value.clone() for name, value in load_file(file).items()}
    file.write_bytes(file.read_bytes()[:1000])
    write_sums(copy)
    assert "not a usable bundle" in refused(copy)
    save_file({n: v for n, v in whole.items() if n != "output.bias"}, file)
    write_sums(copy)
    assert "not a usable bundle" in refused(copy)
    save_file(whole | {"output.bias": torch.full_like(whole["output.bias"], torch.nan)}, file)
    write_sums(copy)
    assert "no finite numbers" in refused(copy)


def test_a_tokenizer_that_cuts_texts_is_kept_from_it(copy: Path) -> None:
    def cut(tokenizer: dict[str, Any]) -> None:
        tokenizer["truncation"] = {
            "direction": "Right",
            "max_length": 4,
            "strategy": "LongestFirst",
            "stride": 0,
        }

    edit(copy / "tokenizer.json", cut)
    assert len(load(copy).tokenizer.encode("one two three four five six seven").ids) > 6


def test_a_bundle_that_one_may_not_read_is_refused(
    tiny: Path, common: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    copy = Path(shutil.copytree(tiny, common / "copy"))
    copy.chmod(0o755)
    (copy / "config.json").chmod(0o000)
    with unprivileged():
        assert "config.json: permission denied" in refused(copy)
    copy.chmod(0o000)
    with unprivileged():
        assert "permission denied" in refused(copy)
    copy.chmod(0o755)
