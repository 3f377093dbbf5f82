"""Kills, full disks and damaged files: nothing is lost that was done, and nothing wrong is kept."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from samples import THANKS, page
from synthetic_run import write_run

from comments import RunError
from comments.running import query
from comments.running import run as running
from comments.running.folder import RunFolder
from comments.running.journal import Entry, read_journal, write_entries
from comments.running.progress import Silent, Stage

resource = pytest.importorskip("resource")


@pytest.fixture
def pages(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of pages as it is named from the working folder, which is the one above it."""
    monkeypatch.chdir(tmp_path)
    return Path(pages.name)


KILLED = """
import os, signal, sys
import pandas, pyarrow.parquet, torch, transformers.models.bert.modeling_bert, typst
from comments.running import run, stages

torch.set_num_threads(1)
os.environ["TOKENIZERS_PARALLELISM"] = "false"
stages.CHUNK_PAGES = 1
pages, model, out, *moments = sys.argv[1:]
sync = os.fsync

def run_until(moment, folder):
    left = moment
    def synced(descriptor):
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        sync(descriptor)
    os.fsync = synced
    run.run([pages], folder, model=model)
    os._exit(0)

for moment in map(int, moments):
    if not (child := os.fork()):
        run_until(moment, f"{out}/{moment}")
    print(moment, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Runs in forked processes, each killed at its n-th write to the disk, before it is there for good."""

MOMENTS = (0, 4, 6, 12, 20, 40)


def content(folder: Path) -> dict[str, bytes]:
    skipped = {"run.json", "journal.jsonl", "log.jsonl", ".lock"}
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in skipped
    }


def copy_key(source: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "author.key").write_bytes((source / "author.key").read_bytes())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_run_that_is_killed_at_any_write_goes_on_to_the_same_bytes(
    pages: Path, tiny: Path, tmp_path: Path
) -> None:
    (pages / "third.txt").write_text(page("A third page"), encoding="utf-8")
    whole = tmp_path / "whole"
    running.run([pages], whole, model=str(tiny))
    for moment in MOMENTS:
        copy_key(whole, tmp_path / f"{moment}")
    arguments = [pages, tiny, tmp_path, *map(str, MOMENTS)]
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == [f"{moment} -9" for moment in MOMENTS]
    for moment in MOMENTS:
        folder = tmp_path / f"{moment}"
        running.run([pages], folder, model=str(tiny))
        assert content(folder) == content(whole), f"killed at write {moment}"
        assert running.run([pages], folder, model=str(tiny)).was_up_to_date


KILL_RUNS = Path(__file__).parents[2] / "scripts/kill_runs.py"


def test_runs_that_are_killed_at_random_moments_go_on_to_the_same_bytes(tiny: Path) -> None:
    command = [sys.executable, KILL_RUNS, "--kills", "3", "--pages", "4", "--model", tiny]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 kills" in done.stdout


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A disk of its own, made of memory: mounted with a size, then given another one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = []

    def of_size(size: str) -> Path:
        how = f"size={size}" if not mounted else f"remount,size={size}"
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", how, "tmpfs", disk], capture_output=True, check=False
        )
        if made.returncode:
            pytest.skip("only root may mount a disk")
        mounted.append(disk)
        return disk

    yield of_size
    if mounted:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(shutil.which("mount") is None, reason="this system has no mount")
@pytest.mark.parametrize("size", ["16k", "48k", "100k"])
def test_a_disk_that_fills_up_gives_one_line_and_room_lets_the_same_run_go_on(
    pages: Path, tiny: Path, done: Path, small_disk: Callable[[str], Path], size: str
) -> None:
    disk = small_disk(size)
    copy_key(done, disk / "out")
    with pytest.raises(RunError, match=r"no space left on device; check --out and the space"):
        running.run([pages], disk / "out", model=str(tiny))
    small_disk("50m")
    running.run([pages], disk / "out", model=str(tiny))
    assert content(disk / "out") == content(done)


def test_pages_that_change_while_a_run_reads_them_are_read_as_they_are_then(
    pages: Path, tiny: Path, tmp_path: Path
) -> None:
    """Between the listing and the reading: one page goes, one changes, one comes."""

    class Changing(Silent):
        def stage(self, name: str, total: int | None, unit: str) -> AbstractContextManager[Stage]:
            if name == "Reading":
                (pages / "plan.txt").unlink()
                (pages / "vote.txt").write_text(page("Council votes", THANKS), encoding="utf-8")
                (pages / "new.txt").write_text(page("A new page", THANKS), encoding="utf-8")
            return super().stage(name, total, unit)

    for number in range(2):
        (pages / f"{number:02}.txt").write_text(page(f"Page {number}"), encoding="utf-8")
    out = tmp_path / "out"
    model = str(tiny)
    first = running.run([pages], out, model=model, progress=Changing())
    assert [(Path(f.source).name, f.reason) for f in first.failures] == [
        ("plan.txt", "no such file or directory")
    ]
    assert list(first.articles.title)[-1] == "Council votes"
    second = running.run([pages], out, model=model)
    assert second.failures == ()
    assert list(second.articles.title)[-2:] == ["A new page", "Council votes"]
    copy_key(out, tmp_path / "anew")
    running.run([pages], tmp_path / "anew", model=model)
    assert content(out) == content(tmp_path / "anew")


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file can grow beyond `room` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [100, 12_000])
def test_a_disk_that_is_full_stops_the_run_and_room_lets_it_go_on(
    pages: Path, tiny: Path, done: Path, tmp_path: Path, room: int
) -> None:
    out = tmp_path / "again"
    copy_key(done, out)
    with full_disk(room), pytest.raises(RunError, match=r"; check --out and the space on the disk"):
        running.run([pages], out, model=str(tiny))
    running.run([pages], out, model=str(tiny))
    assert content(out) == content(done)


def test_a_disk_without_room_for_what_a_query_puts_aside_is_not_taken_for_a_damaged_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "MEMORY", "30MB")
    write_run(60_000, tmp_path)
    folder = RunFolder(tmp_path)
    said = r"\.spill: file too large for .*; make room on the disk of .* and run again$"
    with full_disk(10_000), pytest.raises(RunError, match=said):
        query.sample(folder, 50, seed=1)
    assert query.sample(folder, 50, seed=1).num_rows == 50


def test_a_query_that_takes_more_memory_than_it_may_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "MEMORY", "4MB")
    write_run(2_400, tmp_path)
    with pytest.raises(RunError, match="takes more than 4MB of memory; split the pages"):
        query.sample(RunFolder(tmp_path), 50, seed=1)


@pytest.fixture
def out(done: Path, pages: Path) -> Path:
    """A finished run over the pages."""
    return done


@pytest.mark.parametrize("name", ["articles.parquet", "comments.parquet", "run.json"])
@pytest.mark.parametrize("damage", [b"", b"\xff\x00 spoilt"], ids=["emptied", "spoilt"])
def test_a_damaged_file_is_named_and_fresh_mends_it(
    out: Path, pages: Path, tiny: Path, name: str, damage: bytes
) -> None:
    before = content(out)
    (out / name).write_bytes(damage)
    with pytest.raises(
        RunError, match=rf"{name}: not .*; (run again with --fresh|choose)"
    ) as error:
        running.run([pages], out, model=str(tiny))
    assert "\n" not in str(error.value)
    running.run([pages], out, model=str(tiny), fresh=True)
    assert content(out) == before


def test_a_record_that_is_none_of_ours_is_refused(out: Path, pages: Path, tiny: Path) -> None:
    (out / "run.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(RunError, match=r"run\.json: not a run's record; choose another --out"):
        running.run([pages], out, model=str(tiny))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-20],
        lambda data: b"\xff\x00\n{}\n[1]\nnull\n" + data,
        lambda data: data.replace(b"{", b"", 1),
        lambda data: b"",
    ],
    ids=["cut", "noise", "broken", "emptied"],
)
def test_a_damaged_ledger_costs_work_and_nothing_else(
    out: Path, pages: Path, tiny: Path, damage: Callable[[bytes], bytes]
) -> None:
    before = content(out)
    ledger = out / "journal.jsonl"
    ledger.write_bytes(damage(ledger.read_bytes()))
    running.run([pages], out, model=str(tiny))
    assert content(out) == before
    assert running.run([pages], out, model=str(tiny)).was_up_to_date


def test_a_short_key_is_refused_since_names_could_be_guessed(
    out: Path, pages: Path, tiny: Path
) -> None:
    (out / "author.key").write_bytes(b"")
    (pages / "new.txt").write_text(page("Fences", THANKS), encoding="utf-8")
    with pytest.raises(RunError, match=r"author\.key: damaged; restore it, or delete it"):
        running.run([pages], out, model=str(tiny))


def test_a_deleted_key_is_missed_when_a_reader_would_get_a_second_pseudonym(
    out: Path, pages: Path, tiny: Path
) -> None:
    (out / "author.key").unlink()
    assert running.run([pages], out, model=str(tiny)).was_up_to_date
    assert not (out / "author.key").exists(), "a run with nothing new needs none"
    (pages / "new.txt").write_text(page("Fences", THANKS), encoding="utf-8")
    with pytest.raises(RunError, match=r"author\.key: deleted, and new pages would get other"):
        running.run([pages], out, model=str(tiny))
    running.run([pages], out, model=str(tiny), fresh=True)


def test_a_stopped_run_is_not_mixed_with_other_settings(
    pages: Path, tiny: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with full_disk(2_000), pytest.raises(RunError):
        running.run([pages], out, model=str(tiny))
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["status"] == "running"
    with pytest.raises(RunError, match="made with other settings"):
        running.run([pages], out, model=str(tiny), keep_authors=True)
    with pytest.raises(RunError, match="no finished run here"):
        running.report(out)


def test_a_line_that_a_crash_cut_off_spoils_neither_itself_nor_the_next(tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    write_entries(file, [Entry("a.txt", "1", "x", shard=1), Entry("b.txt", "2", reason="broken")])
    file.write_bytes(file.read_bytes()[:-10])
    write_entries(file, [Entry("c\n\u2028.txt", "3", "z", shard=2)])
    write_entries(file, [])
    assert read_journal(file) == {
        "a.txt": Entry("a.txt", "1", "x", shard=1),
        "c\n\u2028.txt": Entry("c\n\u2028.txt", "3", "z", shard=2),
    }


def test_a_place_that_cannot_be_written_to_is_an_error_at_once(
    pages: Path,
    tiny: Path,
    tmp_path: Path,
    common: Path,
    unprivileged: Callable[[], AbstractContextManager[None]],
) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(RunError, match="file: is a file; choose a folder for --out"):
        running.run([pages], file, model=str(tiny))
    with pytest.raises(RunError, match="not a directory; check --out"):
        running.run([pages], file / "deeper", model=str(tiny))
    assert file.read_text(encoding="utf-8") == "mine"
    (common / "locked").mkdir(mode=0o555)
    (common / "page.txt").write_text(page("Mayor presents a plan", THANKS), encoding="utf-8")
    model = shutil.copytree(tiny, common / "tiny")
    (model / "model.safetensors").chmod(0o644)
    with unprivileged(), pytest.raises(RunError, match="permission denied; check --out"):
        running.run([common / "page.txt"], common / "locked/out", model=str(model))
