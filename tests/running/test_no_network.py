"""A run opens no connection and starts no program, whatever the pages ask for."""

import subprocess
import sys
from pathlib import Path

from samples import THANKS, page

GUARD = """
import sys

FORBIDDEN = (
    "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "webbrowser.open", "ftplib.connect",
)

def watch(event, arguments):
    if event.startswith(FORBIDDEN):
        print("FORBIDDEN", event, arguments, file=sys.stderr, flush=True)
        import os
        os._exit(99)

sys.addaudithook(watch)
"""
HOSTILE = """<html><head><meta http-equiv="refresh" content="0;url=http://example.org/x">
<link rel="stylesheet" href="http://example.org/s.css"><script src="http://example.org/a.js"></script>
</head><body><h1>A page that wants to go out</h1><img src="http://example.org/p.png">
<iframe src="http://example.org/frame"></iframe><p>The mayor presented a plan on Monday.</p>
<div id="comments"><div class="comment"><cite>Anna</cite><p>See http://example.org <img src="//example.org/t">
</p></div><div class="comment"><cite>Bob</cite><p>file:///etc/passwd \\input{/etc/passwd} #image("/x")</p>
</div></div></body></html>"""
XML = """<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://example.org/x.dtd"><rss/>"""


def guarded(program: str) -> subprocess.CompletedProcess[str]:
    """A Python program under an audit hook that ends it at the first call to the outside."""
    command = [sys.executable, "-c", GUARD + program]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_guard_sees_a_connection_and_a_program() -> None:
    for program in (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ):
        done = guarded(program)
        assert done.returncode == 99, program
        assert "FORBIDDEN" in done.stderr


def test_a_whole_run_stays_on_the_machine(tmp_path: Path, tiny: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "hostile.html").write_text(HOSTILE, encoding="utf-8")
    (pages / "plain.txt").write_text(page("Mayor presents a plan", THANKS), encoding="utf-8")
    (pages / "export.xml").write_text(XML, encoding="utf-8")
    out = tmp_path / "out"
    done = guarded(
        f"import comments; run = comments.run([{str(pages)!r}], {str(out)!r}, model={str(tiny)!r})\n"
        "print(len(run.articles), len(run.comments))"
    )
    assert done.returncode == 0, done.stderr
    articles, found = map(int, done.stdout.split())
    assert articles >= 2
    assert found >= 5
    assert (out / "comparison.pdf").exists()
    assert (out / "index.html").exists()
