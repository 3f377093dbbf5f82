"""Holding a run's folder against other runs."""

from __future__ import annotations

from pathlib import Path

from comments.durable import make_folder
from comments.errors import RunError
from comments.running.folder import RunFolder


class Locked:
    """The folder, made if need be and held against other runs; disk errors become RunErrors."""

    def __init__(self, folder: RunFolder) -> None:
        from filelock import FileLock

        self._folder = folder
        self._lock = FileLock(folder.lock, timeout=0)

    def __enter__(self) -> None:
        from filelock import Timeout

        path = self._folder.path
        try:
            if path.exists() and not path.is_dir():
                raise RunError(f"{path}: is a file; choose a folder for --out")
            make_folder(path)
            self._lock.acquire()
        except Timeout as error:
            raise RunError(
                f"{self._folder.path}: another run is writing here; wait for it or choose another --out"
            ) from error
        except OSError as error:
            raise self._unwritable(error) from error

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        self._lock.release()
        if isinstance(error, OSError):
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> RunError:
        what = (error.strerror or str(error)).lower()
        file = error.filename or self._folder.path
        is_ours = self._folder.path in (Path(str(file)), *Path(str(file)).parents)
        remedy = "check --out and the space on the disk" if is_ours else "check this file"
        return RunError(f"{file}: {what}; {remedy}")
