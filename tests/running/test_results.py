"""Tables put together from shards: the same bytes whatever the shards are, and never a row too many."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from samples import INSULTS, THANKS, page

from comments import RunError, parsing
from comments.records import Article
from comments.running import results, stored
from comments.running.folder import RunFolder
from comments.running.journal import Entry
from comments.running.results import are_published, gather, publish
from comments.running.stages import scored, unscored, write_shard
from comments.running.stored import survey
from comments.scoring import models


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """Forty articles with 0 to 24 comments."""
    said = [*THANKS, *INSULTS] * 4
    return [
        parsing.parse(page(f"Page {i}", said[: i * 7 % 25]), source=f"{i:02}.txt")
        for i in range(40)
    ]


Made = Callable[..., RunFolder]


@pytest.fixture
def made(tmp_path: Path, tiny: Path) -> Made:
    """A folder with shards of these articles, by a model whose scores mean nothing."""
    model = models.open_checked(models.inspect(str(tiny)))

    def make(name: str, *shards: Sequence[Article]) -> RunFolder:
        folder = RunFolder(tmp_path / name)
        folder.path.mkdir(exist_ok=True)
        last = max((int(f.name[:6]) for f in folder.shards.glob("*")), default=0)
        for number, chunk in enumerate(shards, start=last + 1):
            write_shard(scored(unscored(chunk), lambda: model), number, folder)
        return folder

    return make


def entries(articles: Sequence[Article]) -> dict[str, Entry]:
    return {a.source: Entry(a.source, "0", a.article_id, shard=1) for a in articles}


def published(folder: RunFolder, articles: Sequence[Article]) -> dict[str, bytes]:
    """The files that come of it."""
    publish(folder, gather(folder, entries(articles)))
    return {file.name: file.read_bytes() for file in folder.path.iterdir() if file.is_file()}


@pytest.mark.parametrize("size", [7, 1_000])
def test_equal_results_are_equal_files_whatever_shards_they_come_from(
    made: Made, articles: list[Article], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(results, "GROUP", {"articles": size, "comments": size})
    monkeypatch.setattr(stored, "OPEN_FILES", 2)
    monkeypatch.setattr(stored, "AT_ONCE", 3)
    one = published(made("one", articles), articles)
    assert set(one) == {
        "articles.csv",
        "articles.parquet",
        "comments.csv",
        "comments.parquet",
        "failures.csv",
    }
    parts = (articles[30:], articles[:3], articles[3:30:2], articles[4:30:2])
    assert published(made("several", *parts), articles) == one
    later = made("later", articles[::2])
    published(later, articles[::2])
    assert published(made("later", articles[1::2]), articles) == one
    assert not later.shards.exists()
    ids = pq.read_table(later.table("comments"))["comment_id"].to_pylist()
    assert ids == [comment.comment_id for article in articles for comment in article.comments]


def test_an_article_counts_when_all_its_comments_are_there(
    made: Made, articles: list[Article]
) -> None:
    folder = made("out", articles[:4], articles[4:8])
    folder.shard(2, "comments").unlink()
    without_comments = {a.article_id for a in articles[4:8] if not a.comments}
    assert set(survey(folder).articles) == {a.article_id for a in articles[:4]} | without_comments


def test_of_an_article_that_was_read_again_the_last_reading_counts(
    made: Made, articles: list[Article]
) -> None:
    folder = made("out", articles)
    published(folder, articles)
    assert are_published(folder, gather(folder, entries(articles)))
    changed = replace(articles[5], byline="By Somebody Else")
    made("out", [changed])
    found = gather(folder, entries(articles))
    assert found.changed == {changed.article_id}
    assert not are_published(folder, found)
    publish(folder, found)
    assert found.articles["byline"].to_pylist()[5] == "By Somebody Else"
    assert found.articles.num_rows == 40


def test_articles_without_a_single_comment_make_whole_tables(
    made: Made, articles: list[Article]
) -> None:
    silent = [article for article in articles if not article.comments]
    files = published(made("out", silent), silent)
    assert files["comments.csv"].startswith(b"\xef\xbb\xbfcomment_id,article_id,")
    assert files["comments.csv"].count(b"\r\n") == 1


def test_a_shard_whose_pages_are_damaged_is_named(made: Made, articles: list[Article]) -> None:
    folder = made("out", articles)
    file = folder.shard(1, "comments")
    data = bytearray(file.read_bytes())
    data[4:2000] = b"\0" * 1996
    file.write_bytes(data)
    with pytest.raises(RunError, match=r"not a readable table \(.*\); run again with --fresh"):
        published(folder, articles)
