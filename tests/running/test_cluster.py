"""The cluster engine on a real Ray: the local engine's results, whatever is killed meanwhile."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from samples import INSULTS, THANKS, page

from comments.errors import BundleError, RunError
from comments.running import cluster, engine, results
from comments.running.folder import RunFolder, author_key, prepare, write_run_json
from comments.running.journal import read_journal
from comments.running.ledger import Ledger
from comments.running.log import Log
from comments.running.progress import Silent
from comments.running.remote import expand_anywhere
from comments.running.run import run
from comments.running.stages import Reading
from comments.running.stored import survey
from comments.scoring import models

ray = pytest.importorskip("ray")

SEEDS = Path(__file__).parents[2] / "seeds"
KEY = b"0" * 64


@pytest.fixture(scope="module")
def _ray() -> Iterator[None]:
    """A Ray of this machine for all tests here; each start of one takes seconds."""
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        logging_level=logging.ERROR,
        log_to_driver=False,
        _system_config={"worker_niceness": 0},
    )
    yield
    ray.shutdown()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder of pages, some saved twice, some in an archive, and some that cannot be read."""
    folder = tmp_path / "many"
    (folder / "copies").mkdir(parents=True)
    for number in range(300):
        said = [(f"Reader {n % 7}", f"Remark {n} on number {number}.") for n in range(number % 9)]
        text = page(f"Title {number}", [*said, *(THANKS if number % 2 else INSULTS)])
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
        if number % 40 == 0:
            (folder / "copies" / f"{number:03}.txt").write_text(text + "\n", encoding="utf-8")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for number in (0, 1, 500, 501):
            archive.writestr(f"{number}.txt", page(f"Title {number}", THANKS))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7")
    (folder / "empty.html").write_bytes(b"")
    return folder


@dataclass(frozen=True)
class Work:
    """What reading and scoring some paths came to."""

    folder: RunFolder
    journal: list[dict[str, Any]]
    tables: dict[str, bytes]


Working = Callable[..., Work]


@pytest.fixture
def work(tiny: Path, tmp_path: Path) -> Working:
    """Reads and scores paths with one of the two engines into a folder of `tmp_path`."""
    info = models.inspect(str(tiny))

    def working(engine_name: str, out: str, *paths: Path | str) -> Work:
        folder = RunFolder(tmp_path / out)
        folder.path.mkdir(exist_ok=True)
        prepare(folder)
        folder.author_key.write_bytes(KEY)
        write_run_json(folder, {"settings": {}})
        stored = survey(folder).articles
        earlier = {
            name: entry
            for name, entry in read_journal(folder.journal).items()
            if entry.reason is not None or entry.article_id in stored
        }
        sources = list(expand_anywhere(paths))
        ledger, log = Ledger(earlier, sources), Log(folder.log)

        def key() -> bytes:
            return author_key(folder, has_pseudonyms=True)

        if engine_name == "ray":
            cluster.process(sources, ledger, folder, info, Reading(), key, Silent(), log)
        else:
            opened = models.open_checked(info)
            engine.process(sources, ledger, folder, lambda: opened, Reading(), key, Silent(), log)
        results.publish(folder, results.gather(folder, ledger.entries))
        lines = folder.journal.read_text(encoding="utf-8").splitlines()
        names = ("articles.parquet", "comments.parquet", "comments.csv", "failures.csv")
        tables = {name: (folder.path / name).read_bytes() for name in names}
        return Work(folder, [json.loads(line) for line in lines], tables)

    return working


@contextmanager
def watching(*steps: Callable[[], bool]) -> Iterator[list[int]]:
    """Calls each step again and again until it says True, then the next; counts them as they succeed."""
    done: list[int] = []
    is_over = threading.Event()

    def watch() -> None:
        for number, step in enumerate(steps):
            while not step():
                if is_over.wait(0.005):
                    return
            done.append(number)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield done
    finally:
        is_over.set()
        thread.join()


def processes(title: str) -> list[int]:
    """Ids of the processes in whose command line this stands."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if title in (place / "cmdline").read_bytes().decode(errors="replace"):
                found.append(int(place.name))
        except OSError:
            continue
    return found


def killed(title: str, how: signal.Signals = signal.SIGKILL) -> bool:
    """Kill all processes of this title; whether there was one."""
    pids = [pid for pid in processes(title) if pid != os.getpid()]
    for pid in pids:
        os.kill(pid, how)
    return bool(pids)


def test_the_results_are_the_local_engines_to_the_byte(
    work: Working, many: Path, _ray: None
) -> None:
    on_ray, local = work("ray", "on-ray", many, SEEDS), work("local", "local", many, SEEDS)
    assert on_ray.tables == local.tables
    assert len(local.tables["comments.parquet"]) > 10_000

    def known(done: Work) -> set[tuple[str, ...]]:
        return {
            (e["source"], str(e["sha256"]), str(e["article_id"]), str(e["copy_of"]))
            for e in done.journal
        }

    assert known(on_ray) == known(local)
    assert len(on_ray.journal) == len(local.journal)


def test_one_engine_goes_on_with_what_the_other_did(
    work: Working, many: Path, tmp_path: Path, _ray: None
) -> None:
    late = tmp_path / "late"
    late.mkdir()
    for number in (3, 40, 41):
        (many / f"{number:03}.txt").rename(late / f"{number:03}.txt")
    first = work("local", "out", many)
    for number in (3, 40, 41):
        (late / f"{number:03}.txt").rename(many / f"{number:03}.txt")
    second = work("ray", "out", many)
    new = second.journal[len(first.journal) :]
    assert second.journal[: len(first.journal)] == first.journal
    assert [Path(e["source"]).stem for e in new] == ["003", "040", "041"]
    third = work("local", "out", many)
    assert third.journal == second.journal
    assert second.tables == third.tables == work("local", "fresh", many).tables


def test_nothing_is_lost_or_doubled_when_a_reader_and_a_scorer_are_killed(
    work: Working, many: Path, tmp_path: Path, _ray: None
) -> None:
    shards = tmp_path / "on-ray" / "shards"

    def kill_scorer() -> bool:
        return any(shards.glob("*comments*")) and killed("ray::MapWorker(MapBatches(Scorer))")

    with watching(lambda: killed("ray::MapBatches(read)"), kill_scorer) as kills:
        on_ray = work("ray", "on-ray", many)
    assert kills == [0, 1]
    local = work("local", "local", many)
    assert on_ray.tables == local.tables
    assert len(on_ray.journal) == len({e["source"] for e in on_ray.journal}) == len(local.journal)


def test_a_page_that_crashes_its_reader_is_a_failure_and_the_rest_goes_on(
    work: Working, many: Path, _ray: None
) -> None:
    heavy = many / "100.txt"
    remarks = [(f"Reader {n}", f"Remark {n} of many, as long as others are.") for n in range(4_000)]
    heavy.write_text(page("Heavy", remarks), encoding="utf-8")
    crashes: list[int] = []

    def crash() -> bool:
        for pid in processes("comments.running.reader"):
            if pid not in crashes and is_reading(pid, heavy):
                os.kill(pid, signal.SIGSEGV)
                crashes.append(pid)
        return len(crashes) == 2

    with watching(crash) as done:
        on_ray = work("ray", "on-ray", many)
    assert done == [0]
    failed = {Path(e["source"]).name: e["reason"] for e in on_ray.journal if e["reason"]}
    assert set(failed) == {"100.txt", "broken.pdf", "empty.html"}
    assert "signal 11" in failed["100.txt"]
    heavy.unlink()
    without = work("local", "local", many)
    assert on_ray.tables["comments.parquet"] == without.tables["comments.parquet"]


def is_reading(pid: int, file: Path) -> bool:
    """Whether a process has a file open."""
    try:
        return any(link.readlink() == file for link in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return False


def test_pages_at_an_address_are_read_on_the_workers(
    work: Working, pages: Path, _ray: None
) -> None:
    (pages / "empty.html").write_bytes(b"")
    on_ray, local = work("ray", "on-ray", pages.as_uri()), work("local", "local", pages)
    address, path = pages.as_uri(), str(pages)
    for name in ("failures.csv", "comments.csv"):
        assert on_ray.tables[name] == local.tables[name].replace(path.encode(), address.encode())


def test_an_error_of_ours_on_a_worker_arrives_as_itself(
    pages: Path, tiny: Path, tmp_path: Path, _ray: None
) -> None:
    folder = RunFolder(tmp_path / "out")
    folder.path.mkdir()
    other = replace(models.inspect(str(tiny)), digest="0" * 64)
    sources = list(expand_anywhere([pages]))
    ledger = Ledger({}, sources)
    with pytest.raises(BundleError, match="install the same version on every machine"):
        cluster.process(
            *(sources, ledger, folder, other, Reading(), lambda: KEY, Silent(), Log(folder.log))
        )


def test_the_command_starts_a_ray_of_its_own_and_leaves_none_behind(
    pages: Path, tiny: Path, tmp_path: Path, common: Path
) -> None:
    arguments = ["run", str(pages), "--out", "out", "--model", str(tiny), "--engine", "ray"]
    done = subprocess.run(
        [sys.executable, "-c", "from comments.cli import main; main()", *arguments],
        cwd=tmp_path,
        env={**os.environ, "RAY_TMPDIR": str(common)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.partition(":")[0]) == (0, "2 articles, 6 comments in out")
    assert not [word for word in ("Traceback", "ERROR", "Warning") if word in done.stderr]
    assert any(common.iterdir())
    assert processes(str(common)) == []


def test_without_the_extra_one_line_says_how_to_install_it(
    pages: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RunError, match=r"pip install 'comments-discourse\[cluster\]'"):
        run(pages, tmp_path / "out", model=str(tiny), engine="ray")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"engine": "spark"}, "no such engine"),
        ({"address": "auto"}, "give --engine ray with it"),
    ],
)
def test_engines_that_do_not_fit_are_refused(
    pages: Path, tmp_path: Path, options: dict[str, str], said: str
) -> None:
    with pytest.raises(RunError, match=said):
        run(pages, tmp_path / "out", **options)
