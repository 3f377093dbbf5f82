"""Files that are there whole or not at all, whatever happens to the process or the power."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


def write_atomically(path: Path, content: bytes | Iterable[bytes], *, mode: int = 0o666) -> None:
    """Write `content` to `path`: temporary name, sync, rename. A reader never finds a part of it.

    Pieces are written as they come. `mode` are the permissions of the file from its first byte,
    less the umask.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = partial(path, os.getpid())
    try:
        with open(unfinished, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.writelines([content] if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _sync_folder(path.parent)


def move(file: Path, path: Path) -> None:
    """Give a file that is on disk already its name `path`, in the same folder, durably."""
    file.replace(path)
    _sync_folder(path.parent)


def partial(path: Path, process: int) -> Path:
    """Where a process writes what is to be `path`, until it is whole."""
    return path.with_name(f".{path.name}.{process}.partial")


def make_folder(folder: Path) -> None:
    """Make `folder`, and those above it that are missing, to be there after a power cut too."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        _sync_folder(path.parent)


def append_line(path: Path, line: str) -> None:
    """Append one line to `path` and sync it. A line before it that a crash cut off is closed first."""
    with path.open("ab+") as file:
        if file.tell() > 0:
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(line.encode("utf-8") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # A rename is on disk only when its folder is; Windows has no such call and does not need it.
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
