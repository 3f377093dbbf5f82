"""What a run says of its size before it starts, and of its losses at its end."""

import hashlib
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from samples import INSULTS, THANKS, page

from comments.parsing.sources import expand
from comments.running import estimate as estimating
from comments.running.estimate import Estimate, estimate
from comments.running.journal import Entry
from comments.running.ledger import Ledger
from comments.running.losses import losses, told
from comments.running.run import run
from comments.running.stages import Reading
from comments.scoring import models


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(page(f"Page {number}", THANKS), encoding="utf-8")
    return folder


def expected(folder: Path, tiny: Path, *, done: dict[str, Entry] | None = None) -> Estimate | None:
    sources = list(expand([folder]))
    model = models.open_checked(models.inspect(str(tiny)))
    ledger = Ledger(done or {}, sources)
    return estimate(sources, ledger, Reading(), lambda: None, lambda: model)


def test_the_number_of_comments_is_that_of_a_sample_times_the_sources(
    many: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "FEWEST", 60)
    monkeypatch.setattr(estimating, "SECONDS", 60.0)
    found = expected(many, tiny)
    assert found is not None
    assert (found.sources, found.documents, found.comments) == (60, 60, 180)
    assert (found.sampled, found.timed) == (12, 36)
    assert found.seconds > 0
    assert str(found).startswith(
        "Expected  60 sources; new in them about 60 articles with 180 comments; "
    )


def test_of_a_large_archive_only_so_much_is_read_as_there_is_time(
    many: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "FEWEST", 1)
    monkeypatch.setattr(estimating, "SAMPLE", 1)
    monkeypatch.setattr(estimating, "SECONDS", 0.0)
    (tmp_path / "packed").mkdir()
    with zipfile.ZipFile(tmp_path / "packed" / "pages.zip", "w") as archive:
        for file in sorted(many.iterdir()):
            archive.write(file, file.name)
    found = expected(tmp_path / "packed", tiny)
    assert found is not None
    assert (found.sources, found.sampled) == (1, 1)
    assert 0 < found.documents < 60
    assert found.seconds > 0


def test_nothing_is_said_of_a_run_that_is_done_before_one_has_read_it(
    many: Path, tiny: Path
) -> None:
    assert expected(many, tiny) is None


def test_nothing_is_said_of_a_run_with_nothing_new(
    many: Path, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estimating, "FEWEST", 60)
    done = {
        file.as_posix(): Entry(
            file.as_posix(), hashlib.sha256(file.read_bytes()).hexdigest(), "a0", 1
        )
        for file in many.iterdir()
    }
    assert expected(many, tiny, done=done) is None


def test_what_was_declared_and_not_found_and_what_was_left_out_is_counted(
    pages: Path, tiny: Path, tmp_path: Path
) -> None:
    (pages / "short.txt").write_text(page("A short one", INSULTS, declared=9), encoding="utf-8")
    result = run([pages], tmp_path / "out", model=str(tiny))
    lost = losses(result.folder, date(2021, 5, 3))
    assert {name: lost[name] for name in list(lost)[:4]} == {
        "pages that declare comments": 3,
        "comments declared there": 15,
        "comments found there": 9,
        "pages short": 1,
    }
    dropped = [piece for pieces in result.articles.dropped for piece in pieces]
    assert sum(own["characters"] for own in lost["left out"].values()) == sum(
        piece["characters"] for piece in dropped
    )
    counts = {"sources": 3, "articles": 3, "articles with comments": 3, "comments": 9}
    counts |= {"comments without scores": 0, "repeated comments": 0, "failures": 0}
    assert lost["dated after the run"] == {"articles": 0, "comments": 0}
    first, second, *more = told(counts, lost)
    assert not [line for line in more if line.startswith("Dates")]
    assert first.startswith("Counted   3 sources: 3 articles, 3 with comments; 9 comments")
    assert second.startswith("Declared  15 comments on 3 pages, 9 found; 1 pages are short")


def test_dates_that_are_still_to_come_are_counted_and_told(
    pages: Path, tiny: Path, tmp_path: Path
) -> None:
    dated = page("A late one", [(f"{who}\nMay 5, 2021", text) for who, text in INSULTS])
    (pages / "late.txt").write_text(dated, encoding="utf-8")
    result = run([pages], tmp_path / "out", model=str(tiny))
    # What is tomorrow here has begun elsewhere. The other two pages are of May 3 as well.
    days = {day: losses(result.folder, date(2021, 5, day)) for day in (1, 2, 3, 4)}
    late = {day: tuple(lost["dated after the run"].values()) for day, lost in days.items()}
    assert late == {1: (3, 3), 2: (0, 3), 3: (0, 3), 4: (0, 0)}
    record = json.loads(result.folder.run_json.read_text("utf-8"))
    assert record["losses"]["dated after the run"] == {"articles": 0, "comments": 0}
    assert told(record["counts"], days[1])[-1].startswith(
        "Dates     later than today: 3 articles, 3 comments (see published_at and posted_at"
    )
