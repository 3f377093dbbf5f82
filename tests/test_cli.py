"""The commands as users type them."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pandas as pd
import pytest
from samples import THANKS, Outcome, page

pty = pytest.importorskip("pty")

Command = Callable[..., Outcome]
HEAVY = ("torch", "transformers", "pandas", "pyarrow", "matplotlib", "typst", "dateparser", "rich")
CLI = [sys.executable, "-c", "from comments.cli import main; main()"]


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["models", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys; from comments.cli import main\n"
        f"sys.argv = ['comments', *{arguments}]\n"
        "try: main()\n"
        f"finally: sys.stderr.write(repr(sorted(set(sys.modules) & set({HEAVY}))))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: " in ran.stdout
    assert ran.stderr == "[]"


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = f"import sys, comments; print(sorted(set(sys.modules) & set({HEAVY})))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


def test_run_says_what_it_does_and_where_the_results_are(
    command: Command, pages: Path, tiny: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = command("run", pages, "--out", out, "--model", tiny)
    assert done.status == 0
    assert done.out == (
        f"2 articles, 6 comments in {out}: comparison.pdf, index.html, articles/, articles.csv, comments.csv "
        "(and .parquet), run.json\n"
    )
    words = [line.split() for line in done.err]
    # Reading and scoring overlap, so that either may end first.
    told = {line[0]: line[1:4] for line in words}
    assert list(told)[-4:] == ["Reporting", "Counted", "Declared", "Left"]
    assert set(told) == {*list(told)[-4:], "Loading", "Reading", "Scoring"}
    assert told["Reading"] == ["2", "sources", "in"]
    assert told["Scoring"] == ["6", "comments", "in"]
    assert told["Reporting"] == ["4", "documents", "in"]
    assert words[-3][1:4] == ["2", "sources:", "2"]
    again = command("run", pages, "--out", out, "--model", tiny)
    assert again.status == 0
    assert again.out == done.out
    assert again.err[-1] == (
        "Nothing to do: all sources are read and scored, and every report is there."
    )


def test_sources_that_fail_are_named_and_the_rest_is_done(
    command: Command, pages: Path, tiny: Path, tmp_path: Path
) -> None:
    (pages / "a.pdf").write_bytes(b"%PDF-1.7")
    (pages / "b.txt").write_bytes("cut ش".encode()[:-1])
    (pages / "c.txt").touch()
    (pages / "d.txt").write_text(" \n\t\n", encoding="utf-8")
    (pages / "e.txt").write_bytes(os.urandom(3000))
    with (pages / "f.txt").open("wb") as huge:
        huge.truncate(200_000_000)
    (tmp_path / "empty").mkdir()
    given = [pages, tmp_path / "empty", tmp_path / "gone"]
    out = tmp_path / "out"
    done = command("run", *given, "--out", out, "--model", tiny)
    assert done.status == 1
    assert done.out.startswith("2 articles, 6 comments")
    failures = pd.read_csv(out / "failures.csv", encoding="utf-8-sig")
    assert [Path(source).name for source in failures.source] == [
        *("a.pdf", "b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "empty", "gone")
    ]
    said = [line for line in done.err if line.startswith("! ")]
    assert said == [f"! {f.source}: {f.reason}; {f.remedy}" for f in failures.itertuples()]
    assert done.err[-1] == f"8 sources could not be read: {out / 'failures.csv'}"
    again = command("run", *given, "--out", out, "--model", tiny)
    assert again.status == 1
    assert [line for line in again.err if line.startswith("! ")] == said
    quiet = command("run", *given, "--out", out, "--model", tiny, "--quiet")
    assert [line for line in quiet.err if line.startswith("! ")] == said
    assert not any(line.startswith("Reading") for line in quiet.err)


def test_what_may_not_be_read_is_named_and_the_rest_is_done(
    command: Command,
    common: Path,
    tiny: Path,
    unprivileged: Callable[[], AbstractContextManager[None]],
) -> None:
    for name in ("open.txt", "secret.txt", "locked/page.txt"):
        (common / name).parent.mkdir(exist_ok=True)
        (common / name).write_text(page("Mayor presents a plan"), encoding="utf-8")
    command("read", common / "open.txt")
    (common / "secret.txt").chmod(0)
    (common / "locked").chmod(0)
    with unprivileged():
        done = command("read", common)
    (common / "locked").chmod(0o755)
    assert done.status == 1
    assert [json.loads(line)["title"] for line in done.out.splitlines()] == [
        "Mayor presents a plan"
    ]
    assert [line.split(": ")[1].split(";")[0] for line in done.err] == [
        "no permission to read it"
    ] * 2


@pytest.mark.parametrize(
    "arguments", [["run", "gone"], ["read", "gone"], ["read", "gone", "-o", "x.csv"]]
)
def test_nothing_to_read_is_one_line_and_status_2(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command(*arguments)
    assert done.status == 2
    assert done.out == ""
    told = [line for line in done.err if "gone: no such file or folder; check the path" in line]
    assert len(told) == 1
    assert not (tmp_path / "x.csv").exists()


def test_data_beside_pages_is_passed_over_and_named_data_is_refused(
    command: Command, pages: Path, tiny: Path, tmp_path: Path
) -> None:
    data = pages / "expected/plan.json"
    data.parent.mkdir()
    data.write_text('{"title": "Mayor presents a plan"}', encoding="utf-8")
    out = tmp_path / "out"
    found = command("run", pages, "--out", out, "--model", tiny)
    assert found.status == 0
    assert "Passed over, no pages of comments: data file x 1" in found.err
    named = command("run", data, pages, "--out", out, "--model", tiny)
    assert named.status == 1
    assert any("plan.json: JSON data, not a saved page; make a table" in line for line in named.err)
    again = command("run", pages, "--out", out, "--model", tiny)
    assert again.status == 0, "what failed when it was named is passed over where it is found"
    for arguments in (["read", data.parent], ["run", data.parent, "--out", tmp_path / "none"]):
        nothing = command(*arguments)
        assert nothing.status == 2
        assert nothing.err[-1] == (
            "comments: no saved page among these files; name files or folders of pages"
        )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["run", "{pages}", "--model", "gone"],
            "comments: gone: no such model bundle; --model takes",
        ),
        (["run", "{pages}", "--out", "{file}"], "is a file; choose a folder for --out"),
        (["report", "{pages}"], "no finished run here"),
        (["compare", "{pages}", "--by", "outlet"], "no finished run here"),
        (["score", "{file}", "-o", "x.csv"], "cannot read .txt; give a .csv"),
        (["score", "{file}", "-o", "x.doc"], "cannot write .doc; name a .parquet"),
        (["read", "{pages}", "-o", "x.doc"], "cannot write .doc; name a .parquet"),
        (["models", "show", "gone"], "no such model bundle"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_with_status_2(
    command: Command, pages: Path, arguments: list[str], said: str
) -> None:
    values = {"pages": pages, "file": pages / "plan.txt"}
    done = command(*(argument.format(**values) for argument in arguments))
    assert done.status == 2
    assert done.out == ""
    (line,) = done.err
    assert line.startswith("comments: ")
    assert said in line


def test_read_prints_json_lines_when_piped(command: Command, pages: Path) -> None:
    done = command("read", pages)
    assert done.status == 0
    assert done.err == []
    plan, vote = map(json.loads, done.out.splitlines())
    assert plan["title"] == "Mayor presents a plan"
    assert [c["author"] for c in vote["comments"]] == ["reader-1", "reader-2", "reader-3"]
    kept = json.loads(command("read", "--keep-authors", pages / "vote.txt").out)
    assert [c["author"] for c in kept["comments"]] == ["Dora", "Anna", "Emil"]


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_read_writes_a_table(command: Command, pages: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"comments.{ending}"
    assert command("read", pages, "-o", out) == Outcome(0, "", [])
    readers = {"csv": pd.read_csv, "parquet": pd.read_parquet}
    found = readers[ending](out) if ending in readers else pd.read_json(out, lines=True)
    assert len(found) == 6


def on_terminal(*arguments: object) -> str:
    """What a command shows on a terminal."""
    master, slave = pty.openpty()
    with subprocess.Popen([*CLI, *map(str, arguments)], stdout=slave, stderr=slave) as process:
        os.close(slave)
        shown = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
        assert process.wait() == 0
    os.close(master)
    return shown.decode().replace("\r\n", "\n")


def test_read_shows_a_summary_on_a_terminal_and_obeys_no_page(tmp_path: Path) -> None:
    text = page("Mayor \x1b]0;owned\x07 presents a plan", [
        ("Anna", "Thank you \x1b[2J for this."), ("Bob", "It will not work."), ("Anna", "Thank you \x1b[2J for this."),
    ], declared=40)  # fmt: skip
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    shown = on_terminal("read", file)
    assert "\x1b" not in shown
    assert "\x07" not in shown
    lines = shown.splitlines()
    assert lines[0].startswith("Mayor ")
    assert lines[0].endswith(" presents a plan")
    assert "3 comments (page declares 40)" in lines[2]
    assert re.fullmatch(r"  (high|medium|low) confidence: \S.*", lines[3])
    assert lines[4] == "  ! The page declares 40 comments, 3 were found."
    assert lines[5].startswith("  left out: ")
    assert lines[7] == "    2. reader-2: It will not work."
    assert lines[8].endswith("(repeats an earlier one)")


def test_a_run_shows_bars_on_a_terminal(tiny: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(page("A page without comments"), encoding="utf-8")
    shown = on_terminal("run", file, "--out", tmp_path / "out", "--model", tiny)
    assert "━" in shown
    assert "Reporting 3 documents in" in shown


def test_score_adds_columns_to_a_table(command: Command, tiny: Path, tmp_path: Path) -> None:
    table, out = tmp_path / "t.csv", tmp_path / "scored.csv"
    table.write_text("id,body\n007,Good article\n008,\n", encoding="utf-8")
    done = command("score", table, "-o", out, "--model", tiny)
    assert done.status == 2
    assert "no column 'text'; its columns are id, body: name one with --column" in done.err[0]
    done = command("score", table, "-o", out, "--column", "body", "--model", tiny)
    assert done == Outcome(0, f"2 texts scored: {out}\n", done.err)
    found = pd.read_csv(out, dtype=str, encoding="utf-8-sig")
    assert list(found.id) == ["007", "008"]
    assert list(found.sentiment.isna()) == [False, True]


def test_report_writes_the_documents_again(
    command: Command, pages: Path, tiny: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command("run", pages, "--out", out, "--model", tiny)
    before = (out / "comparison.pdf").read_bytes()
    (out / "comparison.pdf").unlink()
    done = command("report", out)
    assert (done.status, done.out) == (0, f"Reports written: {out}\n")
    assert (out / "comparison.pdf").read_bytes() == before


def test_compare_sets_groups_of_a_run_side_by_side(
    command: Command, pages: Path, tiny: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    for i in range(2):
        comments = [(f"Reader {i} {j}", f"Comment {j} on plan {i}, a good one.") for j in range(12)]
        (pages / f"long{i}.txt").write_text(page(f"Plan {i}", comments), encoding="utf-8")
    command("run", pages, "--out", out, "--model", tiny)
    done = command(
        "compare", out, "--by", "title", "--against", "the rest", "--matched", "language"
    )
    names = [
        *(f"comparison-by-title-within-language.{ending}" for ending in ("csv", "svg", "png")),
        "confounds-by-title-within-language.csv",
        "comparison-by-title-within-language.pdf",
    ]
    made = out / "comparisons"
    assert (done.status, done.out) == (0, f"{made}: {', '.join(names)}\n")
    assert sorted(file.name for file in made.iterdir()) == sorted(names)
    table = pd.read_csv(made / names[0], encoding="utf-8-sig")
    assert set(table.group) == {"Plan 0", "Plan 1"}
    assert set(table.reference) == {"the rest"}
    again = command("run", pages, "--out", out, "--model", tiny)
    assert again.err[-1].startswith("Nothing to do")
    assert len(list(made.iterdir())) == len(names)
    (pages / "new.txt").write_text(page("A new page"), encoding="utf-8")
    more = command("run", pages, "--out", out, "--model", tiny)
    assert [line for line in more.err if line.startswith("Removed   5 files of `comments compare`")]
    assert not list(made.iterdir())
    command("compare", out, "--by", "title")
    assert list(made.iterdir())
    command("run", pages, "--out", out, "--model", tiny, "--fresh")
    assert not list(made.iterdir())


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("camp", "no column camp in the articles or comments; there are article_id, author, body"),
        ("outlet", "no group of outlet, nothing to compare; choose another column"),
        ("parser", "one group of parser, nothing to compare; choose another column"),
        ("author", "author: persons are not compared; choose a column of groups"),
        ("frames", "frames: one comment has several of these"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    command: Command, pages: Path, tiny: Path, tmp_path: Path, column: str, said: str
) -> None:
    out = tmp_path / "out"
    command("run", pages, "--out", out, "--model", tiny)
    done = command("compare", out, "--by", column)
    assert (done.status, done.out) == (2, "")
    (line,) = done.err
    assert said in line
    assert not list(out.glob("comparisons/*"))


def test_models_are_listed_and_shown(command: Command, tiny: Path) -> None:
    name, version, path = command("models", "list").out.rstrip("\n").split("\t")
    assert (name, version.split()[0], Path(path).name) == ("default", "default", "default")
    assert command("models", "show", tiny).out == "# tiny\n\nIts scores mean nothing.\n"
    assert command("models", "show", tiny, "--part", "evaluation").out == '{"n": 0}\n'


def test_a_stopped_command_says_how_to_go_on(pages: Path, tmp_path: Path, tiny: Path) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(
        [*CLI, "run", pages, "--out", out, "--model", tiny], stderr=subprocess.PIPE, text=True
    ) as process:
        while not (out / "journal.jsonl").exists():
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert err.splitlines()[-1] == "comments: stopped; the same command goes on from here"
    assert "Traceback" not in err


def test_a_reader_of_the_pipe_that_leaves_is_no_error(pages: Path) -> None:
    for i in range(300):
        (pages / f"{i}.txt").write_text(page(f"Page {i}"), encoding="utf-8")
    with subprocess.Popen(
        [*CLI, "read", pages], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_explain_shows_region_by_region_which_evidence_decided(
    command: Command, pages: Path, tmp_path: Path
) -> None:
    html = "".join(
        f"<div class='comment'><cite>{author}</cite><p>{text}</p><a>Reply</a></div>"
        for author, text in THANKS
    )
    (tmp_path / "page.html").write_text(
        f"<html><body><h1>Mayor</h1><p>The mayor presented a plan for the farmers on Monday.</p>"
        f"<div id='comments'>{html}</div></body></html>",
        encoding="utf-8",
    )
    told = command("read", "--explain", tmp_path / "page.html", pages / "plan.txt")
    assert told.status == 0
    markup, _, text = told.out.partition("plan.txt\n")
    assert "chosen reading" in markup
    assert "  comment [" in markup
    assert "div" in markup
    assert "  headline [" in text
    assert text.count("  comment [") == len(THANKS)
    assert all(words in told.out for _, words in THANKS)


def test_explain_names_what_it_cannot_read_and_goes_on(command: Command, pages: Path) -> None:
    (pages / "broken.pdf").write_bytes(b"%PDF-1.7")
    told = command("read", "--explain", pages)
    assert told.status == 1
    assert [line for line in told.err if "broken.pdf: this is a PDF" in line]
    assert "plan.txt" in told.out


def test_columns_are_named_on_the_command_line(command: Command, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("q1,q2\nA fine comment,7\n", encoding="utf-8")
    refused = command("read", tmp_path / "t.csv", "--columns", "q1")
    assert refused.status == 2
    read = command("read", tmp_path / "t.csv", "--columns", "text=q1")
    assert read.status == 0
    assert json.loads(read.out)["comments"][0]["text"] == "A fine comment"
