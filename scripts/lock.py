"""Write requirements/*.lock: every dependency, its version from constraints.txt, and its files' hashes.

    python -m pip install -c constraints.txt uv
    python scripts/lock.py

To be run after every change of constraints.txt or of the dependencies in pyproject.toml. The hashes are
those of all files of a version, so that one lock serves every platform and Python from 3.11 on.

PyTorch has a lock of its own, since it comes in several builds. That on the registry needs GPU libraries
under Linux, which a build for CPUs alone does without; both are in the lock, the GPU libraries in
none: they would be installed where nobody needs them. A hash that was there for the same version is
kept, so that the lock can be written where only one of the builds is found.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
CONSTRAINTS = ROOT / "constraints.txt"
EXTRAS = ("test", "check", "train")
"""Extras of pyproject.toml with a lock of their own, for what they need beside run.lock."""

TORCH_NEEDS = ("filelock", "fsspec", "jinja2", "networkx", "sympy", "typing-extensions")
"""What every build of PyTorch needs, by its own metadata."""

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def compiled(sources: list[str], given: str, *options: str) -> str:
    """What uv resolves, with hashes; `given` are requirements for the source `-`."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--python-version", "3.11", "--constraints", str(CONSTRAINTS), "--generate-hashes"]
    command += ["--no-header", "--no-annotate", "--no-emit-index-url", *options, *sources]
    done = subprocess.run(
        command, input=given, capture_output=True, text=True, cwd=ROOT, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def lock(extra: str | None) -> str:
    """Everything for one extra but PyTorch and its GPU libraries, and what builds the package."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    more = "\n".join([*project["build-system"]["requires"], *TORCH_NEEDS])
    with tempfile.TemporaryDirectory() as folder:
        never = Path(folder) / "overrides.txt"
        never.write_text("torch ; python_version < '3'\n", encoding="utf-8")
        options = ["--overrides", str(never), *(["--extra", extra] if extra else [])]
        return compiled(["pyproject.toml", "-"], more, *options)


def pins(text: str) -> list[str]:
    """The single requirements of a lock, each with its lines of hashes."""
    return re.split(r"^(?=\S)", text, flags=re.M)[1:]


def torch_lock() -> str:
    """PyTorch alone: the registry's files, that which pip takes here, and those of the lock before."""
    pin = re.search(r"^torch==\S+", CONSTRAINTS.read_text(encoding="utf-8"), re.M)
    if pin is None:
        raise SystemExit("constraints.txt: no torch in it")
    found = set(_HASH.findall(compiled(["-"], pin[0], "--no-deps")))
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "-d", folder]
        subprocess.run([*command, pin[0]], check=True)
        for file in Path(folder).iterdir():
            with file.open("rb") as stream:
                found.add(hashlib.file_digest(stream, "sha256").hexdigest())
    before = LOCKS / "torch.lock"
    if before.exists() and pin[0] in before.read_text(encoding="utf-8").split():
        found |= set(_HASH.findall(before.read_text(encoding="utf-8")))
    return " \\\n    ".join([pin[0], *(f"--hash=sha256:{one}" for one in sorted(found))]) + "\n"


def main() -> None:
    LOCKS.mkdir(exist_ok=True)
    heading = "# Written by scripts/lock.py, not by hand.\n"
    (LOCKS / "torch.lock").write_text(heading + torch_lock(), encoding="utf-8")
    base = pins(lock(None))
    (LOCKS / "run.lock").write_text(heading + "".join(base), encoding="utf-8")
    for extra in EXTRAS:
        more = [pin for pin in pins(lock(extra)) if pin not in base]
        (LOCKS / f"{extra}.lock").write_text(heading + "".join(more), encoding="utf-8")


if __name__ == "__main__":
    main()
