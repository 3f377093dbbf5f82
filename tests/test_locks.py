"""What is installed is pinned, with hashes, and the locks are those of the constraints."""

import hashlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = sorted(ROOT.glob("requirements/*.lock"))


def pins(text: str) -> dict[str, str]:
    """Versions by name."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.M)
    return {canonicalize_name(name): version for name, version in found}


def read(path: str | Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def locked(*names: str) -> dict[str, str]:
    return {k: v for name in names for k, v in pins(read(f"requirements/{name}.lock")).items()}


def test_there_is_a_lock_for_everything_that_make_installs() -> None:
    assert {lock.stem for lock in LOCKS} == {"run", "torch", "test", "check", "train"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_of_a_lock_has_the_constraints_version_and_hashes(lock: Path) -> None:
    constraints = pins(read("constraints.txt"))
    blocks = re.split(r"^(?=[^\s#])", read(lock), flags=re.M)[1:]
    assert blocks
    for block in blocks:
        name, version = next(iter(pins(block).items()))
        assert version == constraints.get(name), f"{name}: run scripts/lock.py"
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), name
        assert "://" not in block


@pytest.mark.parametrize("extra", [None, "test", "check", "train"])
def test_everything_that_the_package_needs_is_in_its_locks(extra: str | None) -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    wanted = project["optional-dependencies"][extra] if extra else project["dependencies"]
    there = locked("run", "torch", *([extra] if extra else []))
    for line in wanted:
        requirement = Requirement(line)
        version = there.get(canonicalize_name(requirement.name))
        assert version is not None, f"{line}: run scripts/lock.py"
        assert requirement.specifier.contains(version), line


def test_a_file_with_another_hash_is_not_installed(tmp_path: Path) -> None:
    folder, lock = tmp_path / "files", tmp_path / "a.lock"
    folder.mkdir()
    script = [sys.executable, str(ROOT / "scripts" / "check_hashes.py"), str(lock), str(folder)]
    digest = hashlib.sha256(b"a wheel").hexdigest()
    lock.write_text(f"a==1 \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{digest}\n")
    assert subprocess.run(script, capture_output=True, check=False).returncode != 0, "no file"
    (folder / "a.whl").write_bytes(b"a wheel")
    assert subprocess.run(script, capture_output=True, check=False).returncode == 0
    (folder / "b.whl").write_bytes(b"another")
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "b.whl: its SHA-256" in done.stderr
