"""A whole run: what it writes, and that it never does again what is done."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from filelock import FileLock
from samples import INSULTS, THANKS, make_bundle, page

import comments
from comments import RunError
from comments.records import article_schema, scored_schema
from comments.running.progress import Silent
from comments.running.run import Run, report, run


class Counting(Silent):
    """Remembers how many units each stage did."""

    def __init__(self) -> None:
        self.done: dict[str, int] = {}

    def stage(self, name: str, total: int | None, unit: str) -> Any:
        from contextlib import contextmanager

        @contextmanager
        def counted() -> Iterator[Any]:
            yield Stage(self.done, name)

        return counted()


class Stage:
    """One stage's counter."""

    def __init__(self, done: dict[str, int], name: str) -> None:
        self.done, self.name = done, name

    def advance(self, count: int = 1) -> None:
        self.done[self.name] = self.done.get(self.name, 0) + count

    def expect(self, total: int | None) -> None:
        """What is expected is not what is done."""


Going = Callable[..., tuple[Run, dict[str, int]]]


@pytest.fixture
def pages(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of pages as it is named from the working folder, which is the one above it."""
    monkeypatch.chdir(tmp_path)
    return Path(pages.name)


@pytest.fixture
def go(tiny: Path, pages: Path, tmp_path: Path) -> Going:
    """Runs over `pages` (or other paths) into `out`; the run, and what it had to do."""

    def going(*paths: Path, **options: Any) -> tuple[Run, dict[str, int]]:
        progress = Counting()
        options = {"model": str(tiny), "out": tmp_path / "out", "progress": progress} | options
        return run(paths or [pages], **options), progress.done

    return going


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of results."""
    return tmp_path / "out"


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of change of every file but the lock."""
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name != ".lock"
    }


def content(folder: Path) -> dict[str, bytes]:
    """Content of tables and documents: all but the run's own times and ledger."""
    return {
        name: data
        for name, (data, _) in snapshot(folder).items()
        if name not in {"run.json", "journal.jsonl", "log.jsonl", "author.key"}
    }


def test_a_run_leaves_tables_documents_and_its_record(go: Going, out: Path) -> None:
    result, done = go()
    assert done == {"Reading": 2, "Scoring": 6, "Reporting": 4}
    assert {name for name in snapshot(out) if not name.startswith("charts/")} == {
        "articles.csv",
        "articles.parquet",
        "articles/plan.pdf",
        "articles/vote.pdf",
        "author.key",
        "comments.csv",
        "comments.parquet",
        "comparison.pdf",
        "failures.csv",
        "index.html",
        "journal.jsonl",
        "log.jsonl",
        "run.json",
    }
    assert pq.read_schema(out / "articles.parquet").equals(article_schema())
    assert pq.read_schema(out / "comments.parquet").equals(scored_schema())
    assert list(result.articles.title) == ["Mayor presents a plan", "Council votes on it"]
    assert list(result.comments.text) == [text for _, text in (*THANKS, *INSULTS)]
    assert not result.was_up_to_date
    assert (out / "author.key").stat().st_mode & 0o077 == 0


def test_the_record_says_what_was_done_with_what(go: Going, out: Path, pages: Path) -> None:
    (pages / "broken.pdf").write_bytes(b"%PDF-1.7")
    go()
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["status"] == "complete"
    assert record["inputs"] == [str(pages)]
    assert record["settings"]["model"] == "tiny 1"
    assert len(record["settings"]["model digest"]) == 64
    assert record["counts"] == {
        "sources": 3,
        "articles": 2,
        "articles with comments": 2,
        "comments": 6,
        "comments without scores": 0,
        "repeated comments": 0,
        "failures": 1,
    }
    assert record["losses"]["comments declared there"] == 6
    assert record["losses"]["comments found there"] == 6
    assert record["losses"]["pages short"] == 0
    assert {"torch", "pandas", "typst"} <= set(record["versions"])


def in_a_cell(item: object) -> str:
    if isinstance(item, dict):
        return ", ".join(f"{name} {value}" for name, value in item.items())
    return str(item)


@pytest.mark.usefixtures("done")
def test_the_csv_tables_hold_what_the_parquet_tables_hold(out: Path) -> None:
    for name in ("articles", "comments"):
        rows = list(csv.DictReader(io.StringIO((out / f"{name}.csv").read_text("utf-8-sig"))))
        table = pq.read_table(out / f"{name}.parquet").to_pylist()
        assert list(rows[0]) == list(table[0])
        for row, stored in zip(rows, table, strict=True):
            for column, value in stored.items():
                if value is None:
                    assert row[column] == ""
                elif isinstance(value, list):
                    assert row[column] == ";".join(map(in_a_cell, value))
                elif isinstance(value, float):
                    assert float(row[column]) == pytest.approx(value, abs=1e-6)
                else:
                    assert row[column] == str(value)


@pytest.mark.usefixtures("done")
def test_a_second_run_does_nothing_and_touches_nothing(go: Going, out: Path) -> None:
    before = snapshot(out)
    result, done = go()
    assert result.was_up_to_date
    assert done == {"Reading": 2}
    assert snapshot(out) == before


@pytest.mark.usefixtures("done")
def test_of_a_new_page_alone_is_scored_and_the_rest_stays(
    go: Going, out: Path, pages: Path, tmp_path: Path
) -> None:
    before = snapshot(out)
    (pages / "market.txt").write_text(page("A market opens", INSULTS[:2]), encoding="utf-8")
    result, done = go()
    assert done == {"Reading": 3, "Scoring": 2, "Reporting": 3}
    assert list(result.articles.title) == [
        "A market opens",
        "Mayor presents a plan",
        "Council votes on it",
    ]
    after = snapshot(out)
    assert all(after[name] == before[name] for name in ("articles/plan.pdf", "articles/vote.pdf"))
    copied_key(out, tmp_path / "anew")
    go(out=tmp_path / "anew")
    assert content(out) == content(tmp_path / "anew")


def copied_key(out: Path, anew: Path) -> None:
    anew.mkdir()
    (anew / "author.key").write_bytes((out / "author.key").read_bytes())


@pytest.mark.usefixtures("done")
def test_of_a_changed_page_alone_is_scored_and_the_old_one_is_gone(go: Going, pages: Path) -> None:
    (pages / "vote.txt").write_text(page("Council votes on it", THANKS), encoding="utf-8")
    result, done = go()
    assert done == {"Reading": 2, "Scoring": 3, "Reporting": 3}
    assert list(result.comments.text) == [text for _, text in (*THANKS, *THANKS)]


@pytest.mark.usefixtures("done")
def test_a_change_beside_the_words_reaches_tables_and_report(
    go: Going, out: Path, pages: Path
) -> None:
    before = snapshot(out)
    file = pages / "vote.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("Jane Roe", "Joan Doe"), "utf-8")
    result, done = go()
    assert done["Reporting"] == 3
    assert list(result.articles.byline) == ["Jane Roe", "Joan Doe"]
    assert snapshot(out)["articles/vote.pdf"] != before["articles/vote.pdf"]
    assert snapshot(out)["articles/plan.pdf"] == before["articles/plan.pdf"]


@pytest.mark.usefixtures("done")
def test_a_removed_page_leaves_tables_and_reports(go: Going, out: Path, pages: Path) -> None:
    (pages / "plan.txt").unlink()
    result, done = go()
    assert done == {"Reading": 1, "Reporting": 2}
    assert list(result.articles.title) == ["Council votes on it"]
    assert list(result.comments.text) == [text for _, text in INSULTS]
    assert [file.name for file in (out / "articles").iterdir()] == ["vote.pdf"]


def test_a_page_saved_under_two_names_is_counted_once_with_a_warning(
    go: Going, pages: Path
) -> None:
    text = (pages / "plan.txt").read_text(encoding="utf-8")
    (pages / "copy.txt").write_text(text.replace("\n", "\r\n"), encoding="utf-8", newline="")
    result, done = go()
    assert done["Scoring"] == 6
    assert len(result.articles) == 2
    first = result.articles.iloc[0]
    assert Path(first.source).name == "copy.txt"
    assert list(first.warnings) == [
        f"The same page was also saved as {(pages / 'plan.txt').as_posix()}; it is counted once."
    ]
    assert go()[0].was_up_to_date
    (pages / "copy.txt").unlink()
    result, done = go()
    assert "Scoring" not in done
    assert Path(result.articles.source[0]).name == "plan.txt"
    assert list(result.articles.warnings[0]) == []


def test_pages_of_one_name_get_reports_of_their_own_whoever_comes_and_goes(
    go: Going, out: Path, pages: Path, tmp_path: Path
) -> None:
    (pages / "deep").mkdir()
    (pages / "plan.txt").rename(pages / "deep/vote.txt")
    go()
    first = (out / "articles/vote.pdf").read_bytes()
    assert len(list((out / "articles").iterdir())) == 2
    (pages / "vote.txt").unlink()
    go()
    assert [file.name for file in (out / "articles").iterdir()] == ["vote.pdf"]
    assert (out / "articles/vote.pdf").read_bytes() != first


def test_any_name_of_a_page_gives_a_report_a_name(go: Going, out: Path, pages: Path) -> None:
    for i, name in enumerate(["a" * 250, "क" * 80, "- -", "🙂"]):
        (pages / f"{name}.txt").write_text(page(f"Page {i}", THANKS[i:]), encoding="utf-8")
    go()
    reports = sorted(file.name for file in (out / "articles").iterdir())
    assert len(reports) == 6
    assert {"a" * 120 + ".pdf", "क" * 40 + ".pdf", "article.pdf"} <= set(reports)


@pytest.mark.usefixtures("done")
def test_what_was_lost_is_made_again_as_it_was(go: Going, out: Path) -> None:
    before = content(out)
    one_of_each_kind = {(Path(name).parent, Path(name).suffix): name for name in before}
    tables = [name for name in before if "/" not in name]
    for lost in {*tables, *one_of_each_kind.values()}:
        (out / lost).unlink()
        result, _ = go()
        assert not result.was_up_to_date, lost
        assert content(out) == before, lost


def test_results_inside_the_folder_of_pages_are_not_read_as_pages(go: Going, pages: Path) -> None:
    go(out=pages / "results")
    assert go(out=pages / "results")[0].was_up_to_date


@pytest.mark.usefixtures("done")
def test_names_are_in_no_file_unless_they_are_kept(go: Going, out: Path, tmp_path: Path) -> None:
    for name, (data, _) in snapshot(out).items():
        assert not any(author.encode() in data for author, _ in (*THANKS, *INSULTS)), name
    readers = pq.read_table(out / "comments.parquet")["author"].to_pylist()
    assert readers[0] == readers[4], "Anna wrote under both pages"
    assert len(set(readers)) == 5
    kept, _ = go(out=tmp_path / "kept", keep_authors=True)
    assert list(kept.comments.author) == [author for author, _ in (*THANKS, *INSULTS)]
    assert not (tmp_path / "kept/author.key").exists()


@pytest.mark.usefixtures("done")
def test_another_model_or_other_settings_are_refused_and_fresh_starts_over(
    go: Going, out: Path, tmp_path: Path
) -> None:
    before = snapshot(out)
    other = make_bundle(tmp_path / "other", version="2", seed=2)
    with pytest.raises(RunError, match=r"out: made with other settings \(model was tiny 1, is now"):
        go(model=str(other))
    with pytest.raises(RunError, match=r"authors was pseudonyms, is now names kept\); choose"):
        go(keep_authors=True)
    assert snapshot(out) == before
    _, done = go(model=str(other), fresh=True)
    assert done["Scoring"] == 6
    assert "tiny 2" in (out / "run.json").read_text(encoding="utf-8")
    assert (out / "author.key").read_bytes() == before["author.key"][0]


@pytest.mark.usefixtures("done")
def test_fresh_deletes_what_runs_made_and_nothing_else(go: Going, out: Path, pages: Path) -> None:
    mine = ["mine.txt", "articles/annotated.pdf", "articles/notes.docx", "charts/mine.png"]
    for name in mine:
        (out / name).write_bytes(b"mine")
    (pages / "plan.txt").unlink()
    go()
    go(fresh=True)
    assert [(out / name).read_bytes() for name in mine] == [b"mine"] * len(mine)
    left = sorted(file.name for file in (out / "articles").iterdir())
    assert left == ["annotated.pdf", "notes.docx", "vote.pdf"]


@pytest.mark.usefixtures("done")
def test_fresh_with_a_path_that_leads_nowhere_deletes_nothing(
    out: Path, tmp_path: Path, tiny: Path
) -> None:
    before = snapshot(out)
    with pytest.raises(RunError, match=r"no such file or folder; check the path; nothing in .*"):
        run([tmp_path / "misspelt"], out, model=str(tiny), fresh=True)
    assert snapshot(out) == before


def test_reports_that_were_interrupted_while_written_again_are_all_written_by_the_next_run(
    go: Going, out: Path
) -> None:
    class Stopped(Counting):
        def stage(self, name: str, total: int | None, unit: str) -> Any:
            raise KeyboardInterrupt

    first, _ = go()
    with pytest.raises(KeyboardInterrupt):
        report(out, language="tr", progress=Stopped())
    again, done = go()
    assert not again.was_up_to_date
    assert done["Reporting"] == len(first.articles) + 2
    assert go()[0].was_up_to_date


def test_a_journal_of_somebody_else_does_not_make_a_folder_ours(go: Going, out: Path) -> None:
    out.mkdir()
    (out / "journal.jsonl").write_text('{"day": 1}\n', encoding="utf-8")
    (out / "articles.csv").write_text("mine", encoding="utf-8")
    for fresh in (False, True):
        with pytest.raises(RunError, match=r"holds other files \(articles\.csv\)"):
            go(fresh=fresh)
    assert (out / "articles.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.usefixtures("done")
def test_the_record_names_the_inputs_of_the_last_call(go: Going, out: Path, pages: Path) -> None:
    go(*sorted(pages.glob("*.txt")))
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["inputs"] == [str(file) for file in sorted(pages.glob("*.txt"))]


def test_a_folder_of_other_files_is_not_written_to(go: Going, pages: Path) -> None:
    before = snapshot(pages)
    for fresh in (False, True):
        with pytest.raises(RunError, match=r"pages: holds other files \(plan\.txt\); choose"):
            go(out=pages, fresh=fresh)
    assert snapshot(pages) == before


def test_two_runs_cannot_write_into_one_folder(go: Going, out: Path) -> None:
    out.mkdir()
    with (
        FileLock(out / ".lock"),
        pytest.raises(RunError, match="out: another run is writing here; wait for it or choose"),
    ):
        go()


@pytest.mark.usefixtures("done")
def test_a_report_is_of_the_run_that_ended_just_before_it_took_the_folder(
    go: Going, out: Path, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire, runs = FileLock.acquire, [go]

    def after_another_run(lock: FileLock) -> Any:
        while runs:
            runs.pop()()
        return acquire(lock)

    (pages / "market.txt").write_text(page("A market opens", INSULTS[:2]), encoding="utf-8")
    monkeypatch.setattr(FileLock, "acquire", after_another_run)
    report(out)
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["counts"]["articles"] == 3
    assert go()[0].was_up_to_date


def test_nothing_readable_is_an_error_that_leaves_earlier_results(
    go: Going, out: Path, tmp_path: Path
) -> None:
    with pytest.raises(RunError, match=r"the only source could not be read; see the reasons in"):
        go(tmp_path / "gone")
    assert "no such file or folder" in (out / "failures.csv").read_text("utf-8-sig")
    go()
    before = snapshot(out)
    (tmp_path / "broken.txt").write_bytes(b"\x89PNG")
    with pytest.raises(RunError, match="none of the 2 sources could be read"):
        go(tmp_path / "gone", tmp_path / "broken.txt")
    after = snapshot(out)
    assert {name for name in before if after[name] != before[name]} == {
        "failures.csv",
        "journal.jsonl",
        "log.jsonl",
    }
    go()
    assert content(out) == {
        name: data for name, (data, _) in before.items() if name in content(out)
    }


def test_reports_are_written_again_with_the_present_failures_only(
    go: Going, out: Path, pages: Path
) -> None:
    (pages / "broken.txt").write_bytes(b"\x89PNG")
    go()
    (pages / "broken.txt").unlink()
    go()
    before = content(out)
    for file in ("comparison.pdf", "articles/plan.pdf", "charts/shares.csv"):
        (out / file).write_bytes(b"spoilt")
    report(out)
    assert content(out) == before


def test_there_is_nothing_to_report_on_without_a_finished_run(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="gone: no finished run here; start or finish one"):
        report(tmp_path / "gone")
    assert not (tmp_path / "gone").exists()


def test_the_public_face_runs_and_reports(tiny: Path, pages: Path, out: Path) -> None:
    result = comments.run(str(pages), str(out), model=str(tiny))
    assert result.failures == ()
    assert result.report() == out / "comparison.pdf"
