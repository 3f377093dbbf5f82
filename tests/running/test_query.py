"""Tables read by DuckDB: the figures of the tables in memory, and a fair sample."""

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest

from comments import RunError
from comments.records import article_schema, scored_schema
from comments.running.folder import RunFolder
from comments.running.query import article_frame, articles_of, distinct_frame, sample, study_frame
from comments.running.repeats import repeats_in
from comments.study.comparison import compare, comparison_frame, confound_frame
from comments.study.duplicates import find_repeats
from comments.study.dynamics import after_hostility, by_depth, by_position, over_time
from comments.study.prevalence import Prevalence, Scored, prevalence, prevalence_by, share_frame

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from synthetic_run import write_run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A run of 2,400 comments, in a folder whose name is a pattern, a quotation and a partition."""
    path = tmp_path_factory.mktemp("run") / "a 'run' [of] day=1 *?"
    write_run(2400, path)
    return RunFolder(path)


@pytest.fixture(scope="module")
def plain(folder: RunFolder) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Its articles and comments as pandas reads them, the comments in another order."""
    comments = pd.read_parquet(folder.table("comments"))
    return pd.read_parquet(folder.table("articles")), comments.sample(frac=1, random_state=0)


Groups = dict[str, Prevalence]
SHARES: dict[str, Callable[[Any, pd.DataFrame], Groups]] = {
    "all": lambda comments, _: {"all": prevalence(comments)},
    "by article": lambda comments, articles: prevalence_by(comments, articles, "article_id"),
    "by outlet": lambda comments, articles: prevalence_by(comments, articles, "outlet"),
    "by position": lambda comments, _: by_position(comments),
    "by depth": lambda comments, _: by_depth(comments),
    "over time": lambda comments, _: over_time(comments, "month"),
}


@pytest.mark.parametrize("name", SHARES)
def test_shares_are_those_of_the_tables_in_memory(
    folder: RunFolder, plain: tuple[pd.DataFrame, pd.DataFrame], name: str
) -> None:
    articles, comments = plain
    found = share_frame(SHARES[name](study_frame(folder), article_frame(folder)))
    wanted = share_frame(SHARES[name](comments, articles))
    pd.testing.assert_frame_equal(found, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "options",
    [
        {"by": "outlet", "against": "the rest"},
        {"by": "language"},
        {"by": "article.language"},
        {"by": "posted_month", "against": "the rest"},
        {"by": "removal"},
        {"by": "likes", "against": "the rest"},
        {"by": "outlet", "matched": ("published_month", "language")},
    ],
    ids=str,
)
def test_comparisons_are_those_of_the_tables_in_memory(
    folder: RunFolder, plain: tuple[pd.DataFrame, pd.DataFrame], options: dict[str, Any]
) -> None:
    articles, comments = plain
    further = [options["by"], *options.get("matched", ())]
    found = compare(study_frame(folder, further), article_frame(folder), **options)
    wanted = compare(comments, articles, **options)
    for table in (comparison_frame, confound_frame):
        pd.testing.assert_frame_equal(table(found), table(wanted), rtol=1e-12, atol=1e-12)
    assert (found.seed, found.too_few, found.unmatched, found.ungrouped) == (
        *(wanted.seed, wanted.too_few, wanted.unmatched, wanted.ungrouped),
    )


def test_replies_to_hostile_comments_and_repeats_are_those_of_the_tables_in_memory(
    folder: RunFolder, plain: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    _, comments = plain
    assert after_hostility(study_frame(folder)) == after_hostility(comments)
    assert repeats_in(folder) == (find_repeats(comments), True)


def test_a_table_made_ready_once_serves_every_question(folder: RunFolder) -> None:
    frame, articles = study_frame(folder), article_frame(folder)
    scored = Scored.in_order(frame)
    assert Scored.in_order(scored) is scored
    assert prevalence(scored) == prevalence(frame)
    assert compare(scored, articles, "outlet") == compare(frame, articles, "outlet")


def test_the_frame_has_no_text_and_little_else(folder: RunFolder) -> None:
    frame = study_frame(folder)
    assert not {"text", "original_id", "windows"} & set(frame)
    size = frame.memory_usage(deep=True)
    assert size.drop(["article_id", "author"]).sum() / len(frame) < 150


def test_combinations_of_columns_stand_once(
    folder: RunFolder, plain: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    found = distinct_frame(folder, ["language", "sentiment"])
    wanted = plain[1][["language", "sentiment"]].drop_duplicates()
    order = ["language", "sentiment"]
    pd.testing.assert_frame_equal(
        found.sort_values(order, ignore_index=True), wanted.sort_values(order, ignore_index=True)
    )


@pytest.mark.parametrize("n", [7, 100, 1000])
def test_a_sample_has_of_every_article_its_part(folder: RunFolder, n: int) -> None:
    whole = pq.read_table(folder.table("comments"))
    drawn = sample(folder, n, seed=1)
    assert drawn.schema.equals(scored_schema())
    assert drawn.num_rows == n
    here, there = (Counter(table["article_id"].to_pylist()) for table in (drawn, whole))
    for name, count in there.items():
        assert abs(here[name] - n * count / whole.num_rows) < 1
    places = {key: row for row, key in enumerate(whole["comment_id"].to_pylist())}
    rows = [places[key] for key in drawn["comment_id"].to_pylist()]
    assert rows == sorted(rows)
    assert drawn.equals(whole.take(rows))


def test_samples_depend_on_the_seed_and_on_nothing_else(folder: RunFolder) -> None:
    first, again, other = (sample(folder, 100, seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    assert sample(folder, 10**6, 1).equals(pq.read_table(folder.table("comments")))


def test_places_in_the_thread_are_sampled_alike(folder: RunFolder) -> None:
    whole = pq.read_table(folder.table("comments"), columns=["position"]).to_pandas()["position"]
    means = [
        sample(folder, 200, seed)["position"].to_pandas().mean() - whole.mean() for seed in range(8)
    ]
    # Eight means of 200: within four standard errors even if the articles were not strata.
    assert abs(sum(means) / 8) < 4 * whole.std() / (8 * 200) ** 0.5


def test_articles_without_comments_stand_beside_a_sample(folder: RunFolder) -> None:
    drawn = sample(folder, 3, 1)
    articles = articles_of(folder, drawn)
    assert set(articles["article_id"].to_pylist()) == set(drawn["article_id"].to_pylist())
    assert "body" not in articles.column_names


def test_a_folder_without_comments_has_empty_frames(tmp_path: Path) -> None:
    empty = RunFolder(tmp_path)
    pq.write_table(article_schema().empty_table(), empty.table("articles"))
    pq.write_table(scored_schema().empty_table(), empty.table("comments"))
    assert len(study_frame(empty)) == 0
    assert sample(empty, 10, 1).num_rows == 0
    assert repeats_in(empty) == ([], True)
    assert prevalence(study_frame(empty)).comments == 0


def test_nothing_of_a_query_is_left_in_the_folder(folder: RunFolder) -> None:
    before = sorted(folder.path.iterdir())
    study_frame(folder)
    sample(folder, 10, 1)
    assert sorted(folder.path.iterdir()) == before


def test_a_damaged_table_is_named(tmp_path: Path) -> None:
    write_run(240, tmp_path)
    place = RunFolder(tmp_path).table("comments")
    content = bytearray(place.read_bytes())
    content[200:4000] = b"\0" * 3800
    place.write_bytes(content)
    with pytest.raises(RunError, match=r"comments\.parquet: not a readable table"):
        study_frame(RunFolder(tmp_path))
