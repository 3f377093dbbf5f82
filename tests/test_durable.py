"""Files are there whole or not at all."""

from pathlib import Path

import pytest

from comments.durable import append_line, write_atomically


def test_a_file_is_written_with_its_folders_and_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "deep/er/file"
    write_atomically(file, b"one")
    write_atomically(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(file.parent.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_file_and_no_scrap(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    file = tmp_path / "file"
    write_atomically(file, b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_atomically(file, b"new" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_secret_is_never_readable_by_others(tmp_path: Path) -> None:
    write_atomically(tmp_path / "key", b"secret", mode=0o600)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_cut_off_is_closed_before_the_next(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    append_line(file, "one")
    with file.open("ab") as stream:
        stream.write(b"cu")
    append_line(file, "two")
    assert file.read_bytes() == b"one\ncu\ntwo\n"
