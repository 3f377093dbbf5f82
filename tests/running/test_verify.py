"""The receipt of a run, and deriving its figures again from its pages."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader
from samples import INSULTS, Outcome, make_bundle, page

from comments import RunError
from comments.running.run import report, run
from comments.running.verify import Check, verify

Verified = Callable[..., dict[str, Check]]


@pytest.fixture
def pages(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of pages as it is named from the working folder, which is the one above it."""
    monkeypatch.chdir(tmp_path)
    return Path(pages.name)


@pytest.fixture
def out(done: Path, pages: Path) -> Path:
    """The folder of a finished run over `pages`."""
    return done


@pytest.fixture
def checked(tiny: Path, out: Path) -> Verified:
    """What `verify` says of the run, by what was compared."""
    return lambda *paths: {c.what: c for c in verify(out, paths, model=str(tiny))}


def receipt(out: Path) -> str:
    return str(json.loads((out / "run.json").read_text())["receipt"]["hash"])


def different(checks: dict[str, Check]) -> set[str]:
    return {what for what, check in checks.items() if not check.is_same}


def test_figures_of_unchanged_pages_come_out_again_to_the_last_byte(
    checked: Verified, out: Path
) -> None:
    before = {f: f.read_bytes() for f in out.rglob("*") if f.is_file() and f.name != ".lock"}
    checks = checked()
    assert not different(checks)
    assert {"articles.parquet", "comments.parquet", "failures.csv", "comparison.pdf"} < set(checks)
    assert any(what.startswith("articles/") and what.endswith(".pdf") for what in checks)
    assert any(what.startswith("charts/") for what in checks)
    assert {
        f: f.read_bytes() for f in out.rglob("*") if f.is_file() and f.name != ".lock"
    } == before


def test_a_page_that_changed_since_changes_the_receipt_and_the_figures(
    checked: Verified, pages: Path
) -> None:
    changed = sorted(pages.iterdir())[0]
    changed.write_bytes(page("Another story", INSULTS).encode())
    checks = checked()
    named = next(check for what, check in checks.items() if what.startswith("receipt"))
    assert not named.is_same
    assert "other inputs" in named.note
    assert {"articles.parquet", "comments.parquet", "comparison.pdf"} <= different(checks)


def test_a_number_that_was_changed_by_hand_is_found(checked: Verified, out: Path) -> None:
    table = out / "charts" / "shares.csv"
    was = table.read_bytes()
    place = max(map(was.rfind, b"012345678"))
    table.write_bytes(was[:place] + b"9" + was[place + 1 :])
    assert different(checked()) == {"charts/shares.csv"}


def test_a_table_that_was_changed_in_a_spreadsheet_is_found(checked: Verified, out: Path) -> None:
    table = out / "comments.csv"
    table.write_bytes(table.read_bytes().replace(b",0.", b",1.", 1))
    assert different(checked()) == {"comments.csv"}


def test_a_score_that_was_changed_by_hand_is_named_by_its_column(
    checked: Verified, out: Path
) -> None:
    file = out / "comments.parquet"
    table = pq.read_table(file)
    place = table.column_names.index("p_hostile")
    field = table.schema.field(place)
    changed = pa.array([0.5] * table.num_rows, field.type)
    pq.write_table(table.set_column(place, field, changed), file)
    assert checked()["comments.parquet"].note == "other values of p_hostile"


def test_pages_in_another_folder_have_the_same_receipt_and_tables(
    checked: Verified, pages: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "archive" / "2026"
    shutil.copytree(pages, elsewhere)
    shutil.rmtree(pages)
    checks = checked(elsewhere)
    assert not different(checks)
    assert checks["comments.parquet"].is_same
    assert checks["articles.parquet"].note == "compared without source"
    assert "comparison.pdf" not in checks


def test_failures_and_copies_are_the_same_in_another_folder(
    tiny: Path, pages: Path, tmp_path: Path
) -> None:
    shutil.copyfile(min(pages.glob("*.txt")), pages / "zz copy.txt")
    (pages / "broken.txt").write_bytes(b"\x89PNG")
    result = run([pages], tmp_path / "out", model=str(tiny))
    assert len(result.failures) == 1
    assert result.articles["warnings"].map(len).sum() == 1
    elsewhere = pages.rename(tmp_path / "moved")
    checks = {c.what: c for c in verify(tmp_path / "out", [elsewhere], model=str(tiny))}
    assert not different(checks)
    assert checks["failures.csv"].note == "compared without source"


def test_pages_that_are_gone_are_an_error_that_says_how_to_name_them(
    checked: Verified, pages: Path
) -> None:
    shutil.rmtree(pages)
    with pytest.raises(RunError, match=r"not here any more .*; name the place where they lie now"):
        checked()


def test_without_the_key_all_but_the_pseudonyms_is_compared(checked: Verified, out: Path) -> None:
    (out / "author.key").unlink()
    checks = checked()
    assert checks["comments.parquet"] == Check(
        "comments.parquet", is_same=True, note="compared without author"
    )


def test_another_model_is_refused_by_name(out: Path, tmp_path: Path) -> None:
    other = make_bundle(tmp_path / "other", version="2", seed=2)
    with pytest.raises(RunError, match=r"not with .* 2; name its folder with --model"):
        verify(out, model=str(other))


def test_a_folder_without_a_finished_run_is_refused(tmp_path: Path, tiny: Path) -> None:
    with pytest.raises(RunError, match="no finished run here"):
        verify(tmp_path, model=str(tiny))


def test_the_receipt_is_printed_on_the_comparison_and_an_own_one_on_each_article(out: Path) -> None:
    def text(file: Path) -> str:
        return "".join("".join(p.extract_text().split()) for p in PdfReader(file).pages)

    assert receipt(out) in text(out / "comparison.pdf")
    own = sorted((out / "articles").glob("*.pdf"))
    assert own
    assert all("Receipt(SHA-256)" in text(file) for file in own)
    assert all(receipt(out) not in text(file) for file in own)


def test_an_article_report_keeps_its_receipt_when_pages_are_added(
    out: Path, pages: Path, tiny: Path
) -> None:
    before = {f.name: f.read_bytes() for f in (out / "articles").glob("*.pdf")}
    was = receipt(out)
    (pages / "later.html").write_text(page("A later story", INSULTS), encoding="utf-8")
    run([pages], out, model=str(tiny))
    assert receipt(out) != was
    for name, content in before.items():
        assert (out / "articles" / name).read_bytes() == content


def test_documents_in_another_language_have_another_receipt(out: Path) -> None:
    was = receipt(out)
    report(out, language="fr")
    assert receipt(out) != was
    report(out, language="en")
    assert receipt(out) == was


def test_the_command_says_what_is_the_same_and_fails_where_something_is_not(
    command: Callable[..., Outcome], out: Path, tiny: Path
) -> None:
    done = command("verify", str(out), "--model", str(tiny), "--quiet")
    assert done.status == 0
    assert "same      comments.parquet" in done.out
    (out / "failures.csv").write_text("source,reason,remedy\nx,y,z\n")
    done = command("verify", str(out), "--model", str(tiny), "--quiet")
    assert done.status == 1
    assert "DIFFERENT failures.csv" in done.out
