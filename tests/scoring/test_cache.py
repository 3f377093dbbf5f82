"""Nothing is scored twice, nothing changes by that, and no state of the file stops a run."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
import torch
from samples import Outcome, make_bundle

import comments
from comments import RunError
from comments.scoring import bundle as bundles
from comments.scoring.bundle import Bundle
from comments.scoring.cache import ScoreCache, origin
from comments.scoring.cache_file import cache_file, cache_folder, clear, state
from comments.scoring.scorer import score_texts

TEXTS = [
    "Thank you for this very good article.",
    "You stupid liar, shut up!",
    "You stupid liar, shut up!",
    "> You stupid liar\nsaid who?",
    "",
    "أنت كاذب وغبي يا خائن",
    "word " * 900,
    "👍 \x00 \ud800",
]
ORIGIN = b"o" * 32


class Counting:
    """An encoder that counts the pieces that reach the real one."""

    def __init__(self, bundle: Bundle) -> None:
        self.pieces, self._encoder = 0, bundle.encoder

    def logits(self, pieces: list[Any]) -> Any:
        self.pieces += len(pieces)
        return self._encoder.logits(pieces)


@pytest.fixture
def bundle(tiny: Path) -> Bundle:
    return bundles.load(tiny)


def refuse(line: str) -> None:
    raise AssertionError(line)


def scored(texts: list[str], bundle: Bundle, folder: Path) -> tuple[pa.Table, int]:
    """The table that scoring with the cache in `folder` gives, and the number of pieces computed."""
    from dataclasses import replace

    counting: Any = Counting(bundle)
    with ScoreCache(folder, refuse) as cache:
        table = score_texts(texts, replace(bundle, encoder=counting), cache=cache)
    return table, counting.pieces


def test_scores_out_of_the_cache_are_those_without_it_to_the_last_bit(
    bundle: Bundle, tmp_path: Path
) -> None:
    plain = score_texts(TEXTS, bundle)
    first, computed = scored(TEXTS, bundle, tmp_path)
    again, computed_again = scored(TEXTS, bundle, tmp_path)
    assert plain.equals(first)
    assert plain.equals(again)
    assert computed > 0
    assert computed_again == 0


def test_the_shipped_model_scores_the_same_out_of_the_cache(
    default_bundle: Bundle, tmp_path: Path
) -> None:
    scored(TEXTS[:3], default_bundle, tmp_path)
    again, _ = scored(TEXTS, default_bundle, tmp_path)
    assert again.equals(score_texts(TEXTS, default_bundle))


def test_only_what_is_new_is_scored(bundle: Bundle, tmp_path: Path) -> None:
    scored(TEXTS[:3], bundle, tmp_path)
    _, computed = scored([*TEXTS[:3], "One more."], bundle, tmp_path)
    assert computed == 1


def test_what_the_model_sees_alike_is_scored_once(bundle: Bundle, tmp_path: Path) -> None:
    scored(["Dear @anna, see http://example.org/a"], bundle, tmp_path)
    _, computed = scored(["Dear @bert,  see http://example.org/b"], bundle, tmp_path)
    assert computed == 0


def test_groups_come_from_the_comment_itself_and_not_from_the_cache(
    bundle: Bundle, tmp_path: Path
) -> None:
    texts = ["The Sunnis are here", "> The Shias are there\nThe Sunnis are here"]
    scored(texts[:1], bundle, tmp_path)
    table, computed = scored(texts, bundle, tmp_path)
    assert computed == 0
    assert table["groups"].to_pylist() == score_texts(texts, bundle)["groups"].to_pylist()


def test_progress_counts_what_comes_out_of_the_cache(bundle: Bundle, tmp_path: Path) -> None:
    for _ in range(2):
        done: list[int] = []
        with ScoreCache(tmp_path, refuse) as cache:
            score_texts(TEXTS, bundle, done.append, cache)
        assert sum(done) == len(TEXTS)


def test_another_model_finds_nothing_of_the_first(
    bundle: Bundle, tmp_path: Path, tiny: Path
) -> None:
    other = bundles.load(make_bundle(tmp_path / "other", seed=2))
    scored(TEXTS, bundle, tmp_path)
    table, computed = scored(TEXTS, other, tmp_path)
    assert computed > 0
    assert table.equals(score_texts(TEXTS, other))
    assert origin(bundle.info) != origin(other.info)


def test_the_file_holds_no_text_and_no_name(bundle: Bundle, tmp_path: Path) -> None:
    text = "Secretive Anna Blume wrote unmistakable words"
    scored([text], bundle, tmp_path)
    bytes_there = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert len(bytes_there) > 1000
    for word in text.split():
        assert word.encode() not in bytes_there


def row(number: int) -> dict[str, Any]:
    p = dict.fromkeys(
        ("p_negative", "p_neutral", "p_positive", "p_uncivil", "p_hostile", "p_violent"),
        number % 100 / 100,
    )
    lists: dict[str, Any] = {"hostility_types": [], "hostility_target": [], "frames": []}
    labels = {"sentiment": "neutral", "hostility": 0, "sectarian": "none"}
    return p | labels | lists | {"p_sectarian": 0.0, "p_bridging": 0.0, "windows": 1}


def rows(numbers: range) -> dict[str, dict[str, Any]]:
    return {f"text {number}": row(number) for number in numbers}


def test_the_texts_that_were_not_used_for_longest_leave(tmp_path: Path) -> None:
    with ScoreCache(tmp_path, refuse, most_rows=100) as cache:
        for start in range(0, 1000, 10):
            cache.store(rows(range(start, start + 10)), ORIGIN)
            assert "text 3" in cache.look_up(["text 3"], ORIGIN), "in use all the time"
        found = cache.look_up(rows(range(1000)), ORIGIN)
    assert found.keys() > rows(range(950, 1000)).keys()
    assert found.keys().isdisjoint(rows(range(4, 890)))
    assert state(tmp_path).texts <= 100


def test_more_texts_than_one_query_takes_are_all_found(tmp_path: Path) -> None:
    with ScoreCache(tmp_path, refuse) as cache:
        cache.store(rows(range(2345)), ORIGIN)
        assert cache.look_up(rows(range(2345)), ORIGIN) == rows(range(2345))
        assert cache.look_up(rows(range(2345)), b"p" * 32) == {}


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from test_cache import ORIGIN, rows
from comments.scoring.cache import ScoreCache

def stop(line): sys.exit(line)

with ScoreCache(Path({folder!r}), stop) as cache:
    for start in range({first}, {first} + 2000, 50):
        cache.store(rows(range(start, start + 50)), ORIGIN)
        mine = rows(range({first}, start + 50))
        if cache.look_up(mine, ORIGIN) != mine:
            sys.exit("lost")
"""


def test_four_processes_write_and_read_at_once_and_lose_nothing(tmp_path: Path) -> None:
    here = str(Path(__file__).parent)
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                WRITER.format(tests=here, folder=str(tmp_path), first=number * 1000),
            ],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(Path(here).parent)},
        )
        for number in range(4)
    ]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert state(tmp_path).texts == 5000


def damaged(folder: Path, change: Callable[[Path], object]) -> None:
    with ScoreCache(folder, refuse) as cache:
        cache.store(rows(range(3000)), ORIGIN)
    change(cache_file(folder))


def edit(*statements: str) -> Callable[[Path], object]:
    def change(file: Path) -> None:
        connection = sqlite3.connect(file)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


def overwrite(start: int, size: int) -> Callable[[Path], object]:
    def change(file: Path) -> None:
        data = bytearray(file.read_bytes())
        data[start : start + size] = os.urandom(size)
        file.write_bytes(data)

    return change


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no database": lambda file: file.write_bytes(b"<html>" * 5000),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:9000]),
    "zeros": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "header": overwrite(20, 60),
    "pages": overwrite(4096, 40_000),
    "a trigger": edit("CREATE TRIGGER t AFTER INSERT ON scores BEGIN DELETE FROM scores; END"),
    "a view": edit("DROP TABLE scores", "CREATE VIEW scores AS SELECT 1 id, x'00' key, 2 scores"),
    "another table": edit("CREATE TABLE more (x)"),
    "another version": edit("PRAGMA user_version = 7"),
    "a huge value": edit("UPDATE scores SET scores = zeroblob(50000000) WHERE id = 7"),
    "a folder": lambda file: (file.unlink(), file.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_gives_one_warning_and_the_same_scores(
    damage: str, bundle: Bundle, tmp_path: Path
) -> None:
    damaged(tmp_path, DAMAGES[damage])
    lines: list[str] = []
    with ScoreCache(tmp_path, lines.append) as cache:
        cache.look_up(rows(range(3000)), ORIGIN)
        for _ in range(2):
            assert score_texts(TEXTS, bundle, cache=cache).equals(score_texts(TEXTS, bundle))
    assert len(lines) == 1, lines
    assert str(cache_file(tmp_path)) in lines[0]
    assert "comments models cache --clear" in lines[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scores SET scores = 'text'",
        "UPDATE scores SET scores = 7",
        "UPDATE scores SET scores = zeroblob(30)",
        "UPDATE scores SET scores = substr(scores, 1, 20)",
        "UPDATE scores SET scores = x'FF' || substr(scores, 2)",
        "UPDATE scores SET scores = (SELECT scores FROM scores WHERE id = 7) WHERE id <> 7",
    ],
)
def test_an_altered_row_is_scored_anew(statement: str, bundle: Bundle, tmp_path: Path) -> None:
    texts = [f"This is comment number {n}" for n in range(9)]
    plain, _ = scored(texts, bundle, tmp_path)
    edit(statement)(cache_file(tmp_path))
    again, computed = scored(texts, bundle, tmp_path)
    assert again.equals(plain)
    assert computed >= len(texts) - 1
    _, computed = scored(texts, bundle, tmp_path)
    assert computed == 0, "the altered rows were replaced"


FULL = """
import resource, sys
from pathlib import Path
sys.path[:0] = {path!r}
from test_cache import ORIGIN, rows
from comments.scoring.cache import ScoreCache

resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
with ScoreCache(Path({folder!r}), print) as cache:
    for start in range(0, 20_000, 1000):
        cache.store(rows(range(start, start + 1000)), ORIGIN)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files to set")
def test_a_disk_without_room_gives_one_warning_and_leaves_a_sound_file(tmp_path: Path) -> None:
    here = Path(__file__).parent
    program = FULL.format(path=[str(here), str(here.parent)], folder=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1, done.stdout
    assert state(tmp_path).trouble is None
    with ScoreCache(tmp_path, refuse) as cache:
        assert len(cache.look_up(rows(range(1000)), ORIGIN)) == 1000


def test_a_file_that_another_process_holds_gives_one_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.scoring.cache_file.WAIT_SECONDS", 0.1)
    with ScoreCache(tmp_path, refuse) as cache:
        cache.store(rows(range(10)), ORIGIN)
    holder = sqlite3.connect(cache_file(tmp_path), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    lines: list[str] = []
    with ScoreCache(tmp_path, lines.append) as cache:
        assert len(cache.look_up(rows(range(10)), ORIGIN)) == 10, "readers need not wait"
        cache.store(rows(range(10, 20)), ORIGIN)
        cache.store(rows(range(20, 30)), ORIGIN)
    holder.close()
    assert len(lines) == 1
    assert "locked" in lines[0]


def test_a_library_user_is_warned_as_python_warns(bundle: Bundle, tmp_path: Path) -> None:
    cache_file(tmp_path).write_bytes(b"no database, but long enough to look like one" * 30)
    with ScoreCache(tmp_path) as cache, pytest.warns(UserWarning, match="scores"):
        score_texts(TEXTS, bundle, cache=cache)


def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "cache"
    with ScoreCache(folder, refuse) as cache:
        cache.store(rows(range(1)), ORIGIN)
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMENTS_CACHE", str(tmp_path / "here"))
    assert cache_folder() == tmp_path / "here"
    monkeypatch.setenv("COMMENTS_CACHE", "")
    assert "comments-discourse" in str(cache_folder())


def test_clearing_forgets_all_and_leaves_other_files_alone(tmp_path: Path) -> None:
    clear(tmp_path)
    (tmp_path / "mine.txt").write_text("keep")
    (tmp_path / "scores-0.sqlite").write_bytes(b"of an older version")
    with ScoreCache(tmp_path, refuse) as cache:
        cache.store(rows(range(5000)), ORIGIN)
        before = state(tmp_path)
        clear(tmp_path)
        after = state(tmp_path)
        assert (before.texts, after.texts) == (5000, 0)
        assert after.size < before.size
        assert cache.look_up(["text 1"], ORIGIN) == {}
        cache.store(rows(range(10)), ORIGIN)
    assert state(tmp_path).texts == 10
    assert (tmp_path / "mine.txt").read_text() == "keep"
    assert not (tmp_path / "scores-0.sqlite").exists()


@pytest.mark.parametrize("damage", [d for d in DAMAGES if d != "a folder"])
def test_clearing_makes_a_damaged_cache_usable_again(damage: str, tmp_path: Path) -> None:
    damaged(tmp_path, DAMAGES[damage])
    clear(tmp_path)
    with ScoreCache(tmp_path, refuse) as cache:
        cache.store(rows(range(5)), ORIGIN)
    assert state(tmp_path).texts == 5
    assert state(tmp_path).trouble is None


def test_what_cannot_be_cleared_is_said(tmp_path: Path) -> None:
    cache_file(tmp_path).mkdir(parents=True)
    with pytest.raises(RunError, match="permissions"):
        clear(tmp_path)


def test_a_run_a_table_and_the_library_share_the_users_cache(
    pages: Path, tiny: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    assert command("run", pages, "--out", tmp_path / "one", "--model", tiny).status == 0
    kept = state(cache_folder())
    assert kept.texts == 8, "six comments and the titles of two articles"
    texts = pd.read_parquet(tmp_path / "one" / "comments.parquet")
    texts[["text"]].to_csv(tmp_path / "texts.csv")
    table = command("score", tmp_path / "texts.csv", "-o", tmp_path / "s.csv", "--model", tiny)
    assert table.status == 0
    frame = comments.score(list(texts.text), model=str(tiny))
    assert state(cache_folder()).texts == 8, "nothing was scored that had been scored before"
    assert list(frame.p_hostile) == list(texts.p_hostile)


def test_a_run_out_of_the_cache_has_the_tables_of_one_without(
    pages: Path, tiny: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    for name, more in (("first", []), ("again", []), ("without", ["--no-cache"])):
        assert command("run", pages, "--out", tmp_path / name, "--model", tiny, *more).status == 0
    tables = [
        pd.read_parquet(tmp_path / name / "comments.parquet").drop(columns="author")
        for name in ("first", "again", "without")
    ]
    pd.testing.assert_frame_equal(tables[0], tables[1], check_exact=True)
    pd.testing.assert_frame_equal(tables[0], tables[2], check_exact=True)


def test_without_the_cache_nothing_is_kept(
    pages: Path, tiny: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    run = command("run", pages, "--out", tmp_path / "o", "--model", tiny, "--no-cache")
    assert run.status == 0
    (tmp_path / "t.csv").write_text("text\nGood\n", encoding="utf-8")
    table = command(
        *("score", tmp_path / "t.csv", "-o", tmp_path / "s.csv", "--model", tiny, "--no-cache")
    )
    assert table.status == 0
    comments.score(["Good"], model=str(tiny), cache=False)
    assert not cache_folder().exists()


def test_a_run_with_a_damaged_cache_says_so_once_and_goes_on(
    pages: Path, tiny: Path, tmp_path: Path, command: Callable[..., Outcome]
) -> None:
    cache_folder().mkdir(parents=True)
    cache_file(cache_folder()).write_bytes(b"<html>" * 5000)
    run = command("run", pages, "--out", tmp_path / "o", "--model", tiny)
    assert run.status == 0
    assert sum("comments models cache --clear" in line for line in run.err) == 1, run.err


def test_the_command_shows_and_clears_the_cache(
    tiny: Path, command: Callable[..., Outcome]
) -> None:
    assert "\t0 texts\t0.0 MB" in command("models", "cache").out
    comments.score(["Good", "Bad"], model=str(tiny))
    shown = command("models", "cache")
    assert (shown.status, str(cache_folder()) in shown.out) == (0, True)
    assert "\t2 texts\t" in shown.out
    assert "\t0 texts\t" in command("models", "cache", "--clear").out
    cache_file(cache_folder()).write_bytes(b"<html>" * 5000)
    broken = command("models", "cache")
    assert broken.status == 1
    assert "--clear" in broken.err[-1]
    assert command("models", "cache", "--clear").status == 0


def test_scores_of_another_device_are_not_taken(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A GPU computes in bf16 as newer CPUs do, and comes to other last bits."""
    from comments.scoring import inference

    kind = inference.fastest_type()
    monkeypatch.setattr(inference, "fastest_type", lambda: kind)
    origins = set()
    for device in ("cpu", "cuda"):
        monkeypatch.setattr(inference, "fastest_device", lambda device=device: torch.device(device))
        origin.cache_clear()
        origins.add(origin(bundle.info))
    origin.cache_clear()
    assert len(origins) == 2
