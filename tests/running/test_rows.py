"""Rows of one article at a time: the right ones, out of row groups of any size."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import RunError
from comments.records import article_schema, scored_schema
from comments.running.folder import RunFolder
from comments.running.rows import by_article, open_table


def tables(folder: Path, counts: Sequence[int], group: int) -> RunFolder:
    """A folder with articles of so many comments each, in row groups of `group` comments."""
    articles: list[dict[str, Any]] = []
    comments: list[dict[str, Any]] = []
    for number, count in enumerate(counts):
        name = f"article-{number}"
        texts = dict.fromkeys(("source", "body", "parser", "confidence"), "")
        lists: dict[str, list[str]] = {"reasons": [], "dropped": [], "warnings": []}
        articles.append(
            {"article_id": name, "language": "en", "found_comments": count, **texts, **lists}
        )
        for place in range(1, count + 1):
            own = {"comment_id": f"{number}-{place}", "article_id": name, "position": place}
            comments.append({**own, "depth": 0, "text": f"Said {place}.", "language": "en"})
    found = RunFolder(folder)
    pq.write_table(pa.Table.from_pylist(articles, schema=article_schema()), found.table("articles"))
    pq.write_table(
        pa.Table.from_pylist(comments, schema=scored_schema()),
        found.table("comments"),
        row_group_size=group,
    )
    return found


@given(
    st.lists(st.integers(0, 9), max_size=12),
    st.integers(1, 20),
    st.sets(st.integers(0, 12)),
)
def test_each_wanted_article_comes_with_its_own_comments_in_order(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], group: int, wanted: set[int]
) -> None:
    folder = tables(tmp_path_factory.mktemp("run"), counts, group)
    ids = {f"article-{number}" for number in wanted}
    found = [
        (row["article_id"], own["comment_id"].to_pylist()) for row, own in by_article(folder, ids)
    ]
    assert found == [
        (f"article-{number}", [f"{number}-{place}" for place in range(1, count + 1)])
        for number, count in enumerate(counts)
        if number in wanted
    ]


def test_a_row_group_without_a_wanted_article_is_not_read(tmp_path: Path) -> None:
    folder = tables(tmp_path, [5, 5, 5], 5)
    place = folder.table("comments")
    content = bytearray(place.read_bytes())
    column = pq.ParquetFile(place).metadata.row_group(0).column(0)
    start = column.dictionary_page_offset or column.data_page_offset
    content[start : start + 16] = b"\0" * 16
    place.write_bytes(content)
    (found,) = by_article(folder, {"article-2"})
    assert found[1]["comment_id"].to_pylist() == [f"2-{place}" for place in range(1, 6)]
    with pytest.raises(RunError, match="not a readable table"):
        list(by_article(folder, {"article-0"}))


def test_tables_of_two_runs_are_refused(tmp_path: Path) -> None:
    folder = tables(tmp_path, [2, 3], 10)
    (tmp_path / "other").mkdir()
    for counts in ([2, 2], [3, 2]):
        other = tables(tmp_path / "other", counts, 10)
        folder.table("comments").write_bytes(other.table("comments").read_bytes())
        with pytest.raises(RunError, match="not of one run"):
            list(by_article(folder, {"article-0", "article-1"}))


def test_a_table_that_the_system_does_not_open_is_not_said_to_be_damaged(
    common: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    file = common / "articles.parquet"
    pq.write_table(article_schema().empty_table(), file)
    file.chmod(0)
    with unprivileged(), pytest.raises(RunError, match="check this file and the disk") as told:
        open_table(file, article_schema())
    assert "--fresh" not in str(told.value)
