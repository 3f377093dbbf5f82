"""Article reports in several processes: the same files, and no failure that stops the others."""

import os
import signal
import string
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from comments.records import scored_schema
from comments.reporting import DocumentSettings, Provenance
from comments.running.drawing import Drawn, Job, draw, workers_for

ORIGIN = Provenance("1", "a model", "0" * 64)


def article(name: str, **columns: Any) -> dict[str, Any]:
    return {
        "article_id": name,
        "source": f"{name}.html",
        "url": None,
        "outlet": "The Paper",
        "title": f"Article {name}",
        "byline": None,
        "published_at": None,
        "language": "en",
        "body": "",
        "declared_comments": None,
        "found_comments": 12,
        "parser": "html:test",
        "confidence": "high",
        "reasons": [],
        "dropped": [],
        "warnings": [],
        **columns,
    }


def said(name: str) -> pa.Table:
    """Twelve comments, every third of them hostile."""
    rows = [
        {
            "comment_id": f"{name}-{place}",
            "article_id": name,
            "position": place,
            "depth": 0,
            "text": "Words.",
            "language": "en",
            "sentiment": "negative",
            "p_negative": 0.8,
            "p_neutral": 0.1,
            "p_positive": 0.1,
            "hostility": 2 * (place % 3 == 0),
            "p_uncivil": 0.4,
            "p_hostile": 0.3,
            "p_violent": 0.0,
            "hostility_types": [],
            "hostility_target": [],
            "sectarian": "none",
            "p_sectarian": 0.0,
            "p_bridging": 0.0,
            "frames": [],
            "groups": [],
            "windows": 1,
        }
        for place in range(1, 13)
    ]
    return pa.Table.from_pylist(rows, schema=scored_schema())


def jobs(folder: Path, names: str, **odd: dict[str, Any]) -> list[Job]:
    return [
        Job(article(name, **odd.get(name, {})), said(name), folder / f"{name}.pdf")
        for name in names
    ]


def drawn(given: list[Job], workers: int) -> list[Drawn]:
    found = draw(given, ORIGIN, DocumentSettings(), workers)
    return sorted(found, key=lambda one: one.source)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_reports_drawn_in_processes_are_those_drawn_here_byte_by_byte(tmp_path: Path) -> None:
    assert drawn(jobs(tmp_path / "here", "abcde"), 0) == drawn(jobs(tmp_path / "there", "abcde"), 2)
    here, there = files(tmp_path / "here"), files(tmp_path / "there")
    assert here == there
    assert sorted(here) == ["a.pdf", "b.pdf", "c.pdf", "d.pdf", "e.pdf"]


@pytest.mark.parametrize("workers", [0, 2])
def test_a_report_that_cannot_be_drawn_is_told_of_and_the_others_are_drawn(
    tmp_path: Path, workers: int
) -> None:
    (tmp_path / "b.pdf").write_bytes(b"of an earlier run")
    found = drawn(jobs(tmp_path, "abc", b={"title": 17, "dropped": 3}), workers)
    errors = [one.error for one in found]
    assert errors[0] is errors[2] is None
    assert str(errors[1]).startswith("b.html: no report was drawn (TypeError: ")
    assert "\n" not in str(errors[1])
    assert sorted(files(tmp_path)) == ["a.pdf", "c.pdf"]


@pytest.mark.parametrize("workers", [0, 2])
def test_a_disk_that_takes_no_file_ends_it(tmp_path: Path, workers: int) -> None:
    (tmp_path / "full").write_bytes(b"a file where a folder should be")
    with pytest.raises(OSError, match="full"):
        drawn(jobs(tmp_path / "full", "abc"), workers)


def test_few_reports_are_not_worth_a_process() -> None:
    assert workers_for(0) == workers_for(40) == 0
    assert workers_for(100_000) <= (os.cpu_count() or 1)


SCRIPT = """
import sys, time
from pathlib import Path
sys.path[:0] = {paths!r}
from test_drawing import ORIGIN, Job, article, said
from comments.reporting import DocumentSettings
from comments.running.drawing import draw

print("started", flush=True)
many = (Job(article(f"{{n}}"), said(f"{{n}}"), Path({out!r}) / f"{{n}}.pdf") for n in range({n}))
for one in draw(many, ORIGIN, DocumentSettings(), 2):
    print(one.source, flush=True)
"""


def script(tmp_path: Path, n: int) -> Path:
    """A user's script, without a guard around what it does."""
    path = tmp_path / "script.py"
    paths = [str(Path(__file__).parent), *sys.path]
    path.write_text(SCRIPT.format(paths=paths, out=str(tmp_path / "out"), n=n))
    return path


def test_a_script_without_a_main_guard_runs_once(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, script(tmp_path, 3)], capture_output=True, text=True, check=True
    )
    assert sorted(done.stdout.split()) == ["0.html", "1.html", "2.html", "started"]
    assert done.stderr == ""


def workers_of(process: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process)],
        check=True,
        capture_output=True,
        text=True,
    )
    lines = [line for line in found.stdout.splitlines() if "comments.running.drawing" in line]
    return [int(line.split()[0]) for line in lines]


@pytest.mark.skipif(os.name != "posix", reason="signals are another matter on this system")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_and_no_scrap_is_left_behind_when_this_one_is_ended(
    tmp_path: Path, how: signal.Signals
) -> None:
    running = subprocess.Popen(
        [sys.executable, script(tmp_path, 10_000)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    lines = [running.stdout.readline() for _ in range(4)]
    assert lines[-1].endswith(".html\n")
    workers = workers_of(running.pid)
    assert len(workers) == 2
    running.send_signal(how)
    running.communicate(timeout=30)
    deadline = time.monotonic() + 30
    while any(alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(worker) for worker in workers)
    assert not list((tmp_path / "out").glob(".*"))


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return not Path(f"/proc/{process}/stat").read_text().split(") ")[1].startswith("Z")


@pytest.mark.skipif(os.name != "posix", reason="signals are another matter on this system")
def test_a_worker_that_is_lost_costs_one_report(tmp_path: Path) -> None:
    names = string.ascii_letters
    many = jobs(tmp_path, names)
    found = []
    for one in draw(many, ORIGIN, DocumentSettings(), 2):
        if not found:
            os.kill(workers_of(os.getpid())[0], signal.SIGKILL)
        found.append(one)
    assert sorted(one.source for one in found) == [f"{name}.html" for name in sorted(names)]
    lost = [one for one in found if one.reason]
    assert len(lost) <= 1
    assert all("signal 9" in str(one.reason) for one in lost)
    assert len(files(tmp_path)) == len(names) - len(lost)
