"""A run opens no socket and starts no program but its own processes, whatever the pages ask for."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import THANKS, page

from comments.running.processes import cores

GUARD = """
import os, sys

FORBIDDEN = (
    "socket.", "urllib.Request", "ftplib.connect", "http.client.connect", "smtplib.connect",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "webbrowser.open",
)

def is_reader(event, arguments):
    # The one program that is started: this Python, with our own code, to read pages in it.
    if event != "subprocess.Popen" or arguments[0] != sys.executable:
        return False
    return any("from comments.running." in part for part in arguments[1])

def watch(event, arguments):
    if event.startswith(FORBIDDEN) and not is_reader(event, arguments):
        print("FORBIDDEN", event, arguments, file=sys.stderr, flush=True)
        os._exit(99)

sys.addaudithook(watch)
with open(os.environ["WATCHED"], "a") as file:
    file.write(f"{os.getpid()}\\n")
"""
HOSTILE = """<html><head><meta http-equiv="refresh" content="0;url=http://example.org/x">
<link rel="stylesheet" href="http://example.org/s.css"><script src="http://example.org/a.js"></script>
</head><body><h1>A page that wants to go out</h1><img src="http://example.org/p.png">
<iframe src="http://example.org/frame"></iframe><p>The mayor presented a plan on Monday.</p>
<div id="comments"><div class="comment"><cite>Anna</cite><p>See http://example.org <img src="//example.org/t">
</p></div><div class="comment"><cite>Bob</cite><p>file:///etc/passwd \\input{/etc/passwd} #image("/x")</p>
</div></div></body></html>"""
XML = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://example.org/x.dtd"><rss/>"""


@pytest.fixture
def guarded(tmp_path: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs a Python program that ends, as does any Python that it starts, at the first call outside.

    The processes that were watched are in `watched`, one a line.
    """
    place = tmp_path / "guard"
    place.mkdir()
    (place / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    environment = {"PYTHONPATH": str(place), "WATCHED": str(tmp_path / "watched")}

    def run(program: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ | environment,
        )

    return run


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of pages that want to go out, and one that does not."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "hostile.html").write_text(HOSTILE, encoding="utf-8")
    (pages / "plain.txt").write_text(page("Mayor presents a plan", THANKS), encoding="utf-8")
    (pages / "export.xml").write_text(XML, encoding="utf-8")
    return pages


def test_the_guard_sees_a_socket_and_a_program_also_in_a_process_that_is_started(
    guarded: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    for program in (
        "import socket; socket.socket()",
        "import socket; socket.getaddrinfo('localhost', 9)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ):
        done = guarded(program)
        assert done.returncode == 99, program
        assert "FORBIDDEN" in done.stderr
    inside = "import socket; socket.socket()  # from comments.running."
    done = guarded(
        f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {inside!r}]).returncode)"
    )
    assert done.returncode == 99
    assert "socket.__new__" in done.stderr


def test_a_whole_run_opens_no_socket_in_any_of_its_processes(
    tmp_path: Path,
    tiny: Path,
    hostile: Path,
    guarded: Callable[[str], subprocess.CompletedProcess[str]],
) -> None:
    out = tmp_path / "out"
    done = guarded(
        f"import comments; run = comments.run([{str(hostile)!r}], {str(out)!r}, model={str(tiny)!r})\n"
        "print(len(run.articles), len(run.comments)); run.report(language='ar', quotes=True)"
    )
    assert done.returncode == 0, done.stderr
    articles, found = map(int, done.stdout.split())
    assert articles >= 2
    assert found >= 5
    assert (out / "comparison.pdf").exists()
    assert (out / "index.html").exists()
    watched = set((tmp_path / "watched").read_text(encoding="utf-8").split())
    assert len(watched) > min(1, cores() - 1), "a process that reads was watched too"


SENT = """
import sys
lines = [line.split() for line in open("/proc/net/snmp")]
counts = {}
for names, values in zip(lines[::2], lines[1::2]):
    counts |= {f"{names[0]}{n}": int(v) for n, v in zip(names[1:], values[1:])}
wanted = ("Ip:OutRequests", "Ip:OutNoRoutes", "Tcp:ActiveOpens", "Udp:OutDatagrams")
print("SENT", sum(counts[name] for name in wanted))
"""


def without_network(*command: str) -> tuple[int, int, str]:
    """Exit status in a namespace of its own without network, packets that it wanted to send, stderr.

    The kernel counts: what C and Rust code sends is seen as well as what Python does.
    """
    program = '"$@"; status=$?; "$0" -I -c "$SENT"; exit $status'
    done = subprocess.run(
        ["unshare", "--map-root-user", "--net", "sh", "-c", program, sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"SENT": SENT},
    )
    *_, word, count = done.stdout.split()
    assert word == "SENT"
    return done.returncode, int(count), done.stderr


def can_be_cut_off() -> bool:
    command = ["unshare", "--map-root-user", "--net", "true"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not can_be_cut_off(), reason="no network namespaces on this system")
def test_the_kernel_counts_no_packet_of_the_commands_and_they_need_no_network(
    tmp_path: Path, tiny: Path, hostile: Path
) -> None:
    _, sent, _ = without_network(
        sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 9))"
    )
    assert sent > 0, "the count sees nothing"
    out = str(tmp_path / "out")
    main = (sys.executable, "-c", "from comments.cli import main; main()")
    for arguments in (
        ("run", str(hostile), "--out", out, "--model", str(tiny)),
        ("score", f"{out}/comments.parquet", "-o", f"{out}/s.xlsx", "--model", str(tiny)),
        ("report", out, "--language", "ur"),
    ):
        status, sent, err = without_network(*main, *arguments)
        assert (status, sent) == (0, 0), err
