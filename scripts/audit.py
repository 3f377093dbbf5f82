"""What can be said of the dependencies' safety here: consistent, under known licences, without known holes.

    python scripts/audit.py

Fails for packages that do not fit each other, for a licence that is not on our list among what users
get, and for a known vulnerability. The last needs a service on the network: where it does not answer,
or does not know a package, that is said in so many words, and is no failure; an audit that was not made
must not look like one that found nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

LOCKS = Path(__file__).resolve().parents[1] / "requirements"
LICENCES = (
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CNRI-Python"),
    *("ISC", "LLVM-exception", "MIT", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Zlib"),
    *("Apache 2.0 License", "Apache Software License", "BSD License", "ISC License (ISCL)"),
    *("MIT License", "Python Software Foundation License"),
)
"""Licences that let anybody use and pass on this package, in SPDX's names or in words of their own."""


def locked(*names: str) -> list[str]:
    """Packages in these locks that are installed here, which those for other systems are not."""
    text = "\n".join((LOCKS / f"{name}.lock").read_text(encoding="utf-8") for name in names)
    found = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.M)
    here = {_folded(each.name) for each in metadata.distributions()}
    return [name for name in found if _folded(name) in here]


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(name: str) -> str:
    """What a package says of its licence: the expression, the classifiers, or the first line."""
    about = metadata.metadata(name)
    classifiers = [
        entry.rpartition("::")[2].strip()
        for entry in about.get_all("Classifier", [])
        if entry.startswith("License ::")
    ]
    lines = str(about.json.get("license") or "none").strip().splitlines()
    return str(about.json.get("license_expression") or " AND ".join(classifiers) or lines[0])


def strange_licences(names: list[str]) -> list[str]:
    """Packages whose licence has a part that is not on our list."""
    strange = []
    for name in names:
        said = licence(name)
        parts = re.split(r" (?:AND|OR|WITH) ", said)
        if not set(parts) <= set(LICENCES):
            strange.append(f"{name}: {said}")
    return strange


def vulnerabilities() -> tuple[list[str], list[str], str | None]:
    """Known holes, packages that nobody could tell about, and why there was no audit at all."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(
        [*command, "--skip-editable"], capture_output=True, text=True, check=False
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        lines = done.stderr.strip().splitlines() or ["no answer"]
        return [], [], lines[-1][:120]
    known = [
        f"{each['name']} {each['version']}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}"
        for each in found
        for hole in each.get("vulns", [])
    ]
    return known, [each["name"] for each in found if "skip_reason" in each], None


def main() -> int:
    """Print the findings; the exit status."""
    consistent = subprocess.run([sys.executable, "-m", "pip", "check"], check=False).returncode == 0
    users = locked("run", "torch")
    strange = strange_licences(users)
    print(f"Licences of {len(users)} packages that users get: {len(strange)} not on the list")
    print(*strange, sep="\n", end="\n" if strange else "")
    known, unknown, why = vulnerabilities()
    if why is not None:
        print(f"NOT AUDITED for known vulnerabilities: the service does not answer ({why})")
    elif unknown:
        print(
            f"NOT AUDITED for known vulnerabilities: {len(unknown)} packages, unknown to the service"
        )
    print(f"Known vulnerabilities found: {len(known)}")
    print(*known, sep="\n", end="\n" if known else "")
    return 0 if consistent and not strange and not known else 1


if __name__ == "__main__":
    raise SystemExit(main())
