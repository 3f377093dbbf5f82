"""Whether every file in a folder has one of the hashes in a lock; fails where one has not.

python scripts/check_hashes.py requirements/torch.lock FOLDER
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path


def main(lock: str, folder: str) -> None:
    """Compare; SystemExit with one line for a file with another hash, or where there is none."""
    known = set(
        re.findall(r"--hash=sha256:([0-9a-f]{64})\b", Path(lock).read_text(encoding="utf-8"))
    )
    files = sorted(Path(folder).iterdir())
    if not files:
        raise SystemExit(f"{folder}: no file in it; download one first")
    for file in files:
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if digest not in known:
            raise SystemExit(f"{file}: its SHA-256 ({digest}) is not in {lock}; do not install it")


if __name__ == "__main__":
    main(*sys.argv[1:])
