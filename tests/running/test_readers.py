"""Reading in processes: the order of the sources, and what becomes of a page that takes its process along."""

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from samples import INSULTS, THANKS, page

from comments.errors import SourceError
from comments.parsing import documents_in
from comments.parsing.sources import Source, expand
from comments.records import Article
from comments.running import readers, stripes
from comments.running.journal import Entry
from comments.running.limits import COUNTS_PROCESSOR_TIME, DEFAULTS, Limits
from comments.running.processes import Worker
from comments.running.readers import Readers, SourceDone
from comments.running.stages import OUT_OF_MEMORY, Reading, read

Results = list[tuple[Entry, Article | None]]
Found = tuple[Results, Counter[str]]
LONG = page("A page that takes long", [*THANKS, *INSULTS] * 1_000)
"""Most of a second of reading, which leaves time to do something to the process."""
ENDLESS = page("A page that takes ever so long", [*THANKS, *INSULTS] * 30_000)
"""More seconds of reading than a test lasts."""


def nothing_known(source: Source) -> Mapping[str, str]:
    return {}


def no_key() -> bytes | None:
    return None


def in_processes(
    folder: Path,
    slow: Callable[[str, float], object] = lambda name, seconds: None,
    limits: Limits = DEFAULTS,
) -> Found:
    """Everything that processes find in a folder, in the order in which it comes."""
    found: Results = []
    passed_over = Counter[str]()
    sources = list(expand([folder]))
    with Readers(sources, nothing_known, Reading(), no_key, slow, limits=limits) as results:
        for item in results:
            if isinstance(item, SourceDone):
                passed_over += item.passed_over
            else:
                found.append(item)
    return found, passed_over


def here(folder: Path) -> Found:
    """The same, read in this process."""
    passed_over = Counter[str]()
    items = (i for s in expand([folder]) for i in documents_in(s, passed_over=passed_over))
    return [read(item, {}, Reading(), no_key) for item in items], passed_over


def children() -> list[int]:
    """Processes that this one has started."""
    found: list[int] = []
    for task in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread may end meanwhile
            found += map(int, (task / "children").read_text().split())
    return found


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="this system does not list a process's children"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of very different length, a broken one, an archive, and what is no page."""
    folder = tmp_path_factory.mktemp("many")
    for i in range(90):
        comments = [*THANKS, *INSULTS] * (i % 5) * (20 if i % 30 == 0 else 1)
        (folder / f"{i:02}.txt").write_text(page(f"Page {i}", comments), encoding="utf-8")
    (folder / "05.txt").write_bytes(b"\x89PNG")
    (folder / "50.css").write_text("p {}", encoding="utf-8")
    with zipfile.ZipFile(folder / "40.zip", "w") as archive:
        for i in range(25):
            archive.writestr(f"{i}.txt", page(f"Packed {i}", THANKS[: i % 4]))
    return folder


@pytest.fixture(scope="module")
def expected(folder: Path) -> Found:
    """What one process finds in it."""
    return here(folder)


def test_several_processes_find_what_one_finds_in_the_same_order(
    folder: Path, expected: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "cores", lambda: 3)
    monkeypatch.setattr(readers, "PER_WORKER", 10)
    assert len(expected[0]) == 115
    assert expected[1].total() == 1
    assert in_processes(folder) == expected


def test_a_large_archive_is_read_in_several_processes_in_the_order_of_its_pages(
    folder: Path, expected: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "cores", lambda: 3)
    monkeypatch.setattr(readers, "AHEAD", 1)
    monkeypatch.setattr(stripes, "LARGE", 1)
    assert [stripes.can_be_striped(Source(folder / n, n)) for n in ("40.zip", "01.txt")] == [
        True,
        False,
    ]
    assert in_processes(folder) == expected


def test_what_is_known_is_not_read_again_and_needs_no_key(folder: Path, expected: Found) -> None:
    known = {entry.source: entry.sha256 or "" for entry, article in expected[0] if article}

    def no_key_at_all() -> bytes | None:
        raise AssertionError

    sources = list(expand([folder]))
    with Readers(sources, lambda source: known, Reading(), no_key_at_all, print) as results:
        articles = [i[1] for i in results if not isinstance(i, SourceDone)]
    assert articles == [None] * 115


def test_an_error_about_the_key_is_raised_where_the_results_are_taken(folder: Path) -> None:
    def broken() -> bytes | None:
        raise SourceError("author.key", "damaged", "restore it")

    sources = list(expand([folder]))
    with (
        pytest.raises(SourceError, match=r"author\.key: damaged"),
        Readers(sources, nothing_known, Reading(), broken, print) as results,
    ):
        list(results)


@pytest.fixture
def with_a_long_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three pages, the second a long one, of which one is told as soon as it has begun."""
    monkeypatch.setattr(readers, "SLOW", 0.0)
    folder = tmp_path / "three"
    folder.mkdir()
    (folder / "a.txt").write_text(page("First", THANKS), encoding="utf-8")
    (folder / "b.txt").write_text(LONG, encoding="utf-8")
    (folder / "c.txt").write_text(page("Third", INSULTS), encoding="utf-8")
    return folder


@needs_proc
@pytest.mark.parametrize("signal_number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_page_that_ends_its_process_twice_is_a_failure_and_the_rest_is_as_ever(
    with_a_long_page: Path, signal_number: int
) -> None:
    expected, _ = here(with_a_long_page)
    ended = []

    def end(name: str, seconds: float) -> None:
        if name.endswith("b.txt"):
            ended.extend(children())
            os.kill(ended[-1], signal_number)

    found, _ = in_processes(with_a_long_page, end)
    assert len(set(ended)) == 2, "a new process tried it again"
    assert [found[0], found[2]] == [expected[0], expected[2]]
    entry, article = found[1]
    assert article is None
    assert entry.source == (with_a_long_page / "b.txt").as_posix()
    assert entry.reason == (
        f"the process that read it was ended twice by the system (signal {signal_number})"
    )
    assert entry.remedy
    assert not children()


@needs_proc
def test_a_process_that_is_killed_once_costs_nothing(with_a_long_page: Path) -> None:
    ended = []

    def end(name: str, seconds: float) -> None:
        if not ended and name.endswith("b.txt"):
            ended.extend(children())
            os.kill(ended[0], signal.SIGKILL)

    assert in_processes(with_a_long_page, end) == here(with_a_long_page)
    assert len(ended) == 1


@pytest.mark.skipif(not COUNTS_PROCESSOR_TIME, reason="this system does not count it")
def test_a_page_that_keeps_the_processor_busy_is_given_up_and_the_rest_is_as_ever(
    with_a_long_page: Path,
) -> None:
    expected, _ = here(with_a_long_page)
    (with_a_long_page / "b.txt").write_text(ENDLESS, encoding="utf-8")
    found, _ = in_processes(with_a_long_page, limits=Limits(3.0, 0.0))
    assert [found[0], found[2]] == [expected[0], expected[2]]
    assert found[1][0].reason == "not read within 3 s of processor time"
    assert found[1][0].remedy


def stopped(name: str, *, until: float | None = None) -> int | None:
    """Stop the process that reads b.txt, and let it go on after some seconds, if it is to."""
    if not name.endswith("b.txt"):
        return None
    process = children()[0]
    os.kill(process, signal.SIGSTOP)
    if until is not None:
        threading.Timer(until, os.kill, (process, signal.SIGCONT)).start()
    return process


@needs_proc
@pytest.mark.skipif(not COUNTS_PROCESSOR_TIME, reason="this system does not count it")
def test_time_in_which_a_process_has_no_processor_does_not_count(with_a_long_page: Path) -> None:
    limits, seconds = Limits(4.0, 0.0), 4.5
    started = time.monotonic()
    found = in_processes(with_a_long_page, lambda name, _: stopped(name, until=seconds), limits)
    assert time.monotonic() - started > seconds
    assert found == here(with_a_long_page)


@needs_proc
def test_a_process_that_sleeps_for_ever_is_given_up_by_a_run_that_is_awake_for_its_time(
    with_a_long_page: Path,
) -> None:
    expected, _ = here(with_a_long_page)
    limit, suspended = 10.0, 5.0
    started = time.monotonic()

    def stop_and_be_suspended(name: str, seconds: float) -> None:
        if stopped(name):
            time.sleep(suspended)

    limits = Limits(limit, 0.0, idle=1.0)
    found, _ = in_processes(with_a_long_page, stop_and_be_suspended, limits)
    assert time.monotonic() - started > limit + suspended - 2
    assert [found[0], found[2]] == [expected[0], expected[2]]
    assert found[1][0].reason.startswith("not read within 10 s")


INTERRUPTED = """
import os, signal
os.kill(os.getpid(), signal.SIGINT)
from comments.running.processes import Channel

def work():
    Channel().send("still here")
"""


@pytest.mark.skipif(os.name != "posix", reason="signals are another matter on this system")
def test_ctrl_c_is_left_to_the_run_while_a_process_still_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    worker = Worker("interrupted")
    assert worker.receive() == "still here"
    assert worker.close() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_page_that_takes_all_memory_is_a_failure_and_the_rest_is_as_ever(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(page("First", THANKS), encoding="utf-8")
    (tmp_path / "b.html").write_text(
        "<p>A page</p>" + "<div><p>word</p></div>" * 2_000_000, encoding="utf-8"
    )
    (tmp_path / "c.txt").write_text(page("Third", INSULTS), encoding="utf-8")
    found, _ = in_processes(tmp_path, limits=Limits(memory=200 * 1024**2, memory_per_byte=0))
    assert [article is not None for _, article in found] == [True, False, True]
    assert found[1][0].reason == OUT_OF_MEMORY


def test_a_file_that_goes_away_before_it_is_read_is_a_failure(pages: Path) -> None:
    sources = list(expand([pages]))
    (pages / "vote.txt").unlink()
    with Readers(sources, nothing_known, Reading(), no_key, print) as results:
        found = [item for item in results if not isinstance(item, SourceDone)]
    reasons = {Path(e.source).name: e.reason for e, _ in found}
    assert reasons == {"plan.txt": None, "vote.txt": "no such file or directory"}


UNGUARDED = """
import sys
from comments.parsing.sources import expand
from comments.running.readers import Readers
from comments.running.stages import Reading
print("started", flush=True)
sources = list(expand([sys.argv[1]]))
with Readers(sources, lambda source: {}, Reading(), lambda: None, print) as results:
    print(len(list(results)), flush=True)
"""


@pytest.mark.parametrize("way", ["script", "-c", "stdin"])
def test_a_script_without_a_guard_is_not_run_again_by_its_processes(
    pages: Path, tmp_path: Path, way: str
) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED, encoding="utf-8")
    how = {"script": [script], "-c": ["-c", UNGUARDED], "stdin": ["-"]}[way]
    done = subprocess.run(
        [sys.executable, *how, pages],
        input=UNGUARDED if way == "stdin" else None,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["started", "4"]


KILLED = """
import os, signal, sys
from pathlib import Path
from comments.parsing.sources import expand
from comments.running import readers
from comments.running.stages import Reading

readers.SLOW = 0.0

def end(name, seconds):
    if not name.endswith("b.txt"):
        return
    for task in Path("/proc/self/task").iterdir():
        print((task / "children").read_text(), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

with readers.Readers(list(expand([sys.argv[1]])), lambda s: {}, Reading(), lambda: None, end) as r:
    list(r)
"""


@needs_proc
@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends with its page")
def test_no_process_outlives_a_run_that_is_killed_while_a_page_takes_for_ever(
    with_a_long_page: Path,
) -> None:
    (with_a_long_page / "b.txt").write_text(ENDLESS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, with_a_long_page],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    [child] = map(int, done.stdout.split())
    until = time.monotonic() + 2
    while Path(f"/proc/{child}").exists() and _state(child) != "Z":
        assert time.monotonic() < until
        time.sleep(0.1)


def _state(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
