"""What `read` and `parse` make of everything that is no single loose page."""

import csv
import json
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from datasets import Dataset
from samples import INSULTS, THANKS, page

import comments
from comments import SourceError, parsing
from comments.parsing import documents_in
from comments.parsing.sources import expand

ROWS = [
    {"Kommentar": text, "Nutzer": author, "Artikel": "Mayor presents a plan"}
    for author, text in THANKS
]
TEXTS = [text for _, text in THANKS]


def test_pages_in_an_archive_are_read_as_those_in_a_folder(pages: Path, tmp_path: Path) -> None:
    loose = list(comments.read(pages))
    with zipfile.ZipFile(tmp_path / "may.zip", "w") as archive:
        for file in sorted(pages.iterdir()):
            archive.write(file, file.name)
    packed = list(comments.read(tmp_path / "may.zip"))
    assert [a.article_id for a in packed] == [a.article_id for a in loose]
    assert [a.comments for a in packed] == [a.comments for a in loose]
    assert [a.source.rpartition("/")[2] for a in packed] == ["plan.txt", "vote.txt"]
    assert all("may.zip/" in a.source for a in packed)


def test_one_failure_inside_an_archive_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "may.zip", "w") as archive:
        archive.writestr("a.txt", page("Mayor presents a plan", THANKS))
        archive.writestr("b.pdf", b"%PDF-1.7")
        archive.writestr("c.txt", page("Council votes on it", INSULTS))
    failures: list[SourceError] = []
    articles = list(comments.read(tmp_path / "may.zip", on_error=failures.append))
    assert [a.found_comments for a in articles] == [3, 3]
    assert [Path(f.source).name for f in failures] == ["b.pdf"]


def test_a_table_in_memory_gives_what_its_file_gives(tmp_path: Path) -> None:
    with (tmp_path / "table.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows(ROWS)
    frame = pd.DataFrame(ROWS)
    sources = [tmp_path / "table.csv", frame, pa.Table.from_pandas(frame), Dataset.from_list(ROWS)]
    readings = [list(comments.read(source)) for source in sources]
    for articles in readings:
        assert [[c.text for c in a.comments] for a in articles] == [TEXTS]
        assert [c.author for c in articles[0].comments] == ["reader-1", "reader-2", "reader-3"]
    assert len({articles[0].article_id for articles in readings}) == 1


def test_columns_can_be_named_where_their_names_do_not_tell(tmp_path: Path) -> None:
    renamed = [{"q17": row["Kommentar"], "q18": row["Nutzer"], "n": 1} for row in ROWS]
    frame = pd.DataFrame(renamed)
    with pytest.raises(SourceError, match="q17"):
        list(comments.read(frame))
    (article,) = comments.read(frame, columns={"text": "q17", "author": "q18"}, keep_authors=True)
    assert [(c.author, c.text) for c in article.comments] == list(THANKS)


def test_parse_takes_an_export_of_one_thread_and_refuses_one_of_several() -> None:
    threads = [
        {"id": n, "type": "story", "title": f"Story {n}", "author": "x", "created_at_i": 1,
         "children": [{"id": 10 * n, "type": "comment", "author": "anna", "text": "A comment.",
                       "parent_id": n, "story_id": n, "created_at_i": 2, "children": []}]}
        for n in (1, 2)
    ]  # fmt: skip
    article = comments.parse(json.dumps(threads[0]).encode())
    assert article.title == "Story 1"
    assert [c.text for c in article.comments] == ["A comment."]
    with pytest.raises(SourceError, match=r"more than one page or thread in it; use comments.read"):
        comments.parse("\n".join(map(json.dumps, threads)).encode())


def test_unknown_data_beside_pages_are_counted_and_where_they_are_named_a_failure(
    pages: Path,
) -> None:
    (pages / "notes.json").write_text('{"note": 1}', encoding="utf-8")
    counts = Counter[str]()
    found = [d for source in expand([pages]) for d in documents_in(source, passed_over=counts)]
    assert len(found) == 2
    assert counts == {"data file": 1}
    with pytest.raises(SourceError, match=r"notes\.json"):
        list(comments.read(pages / "notes.json"))


def test_what_lies_beside_pages_is_counted_by_kind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page("Mayor presents a plan", THANKS))
    (tmp_path / "votes.csv").write_text("year,votes\n2020,1\n2021,2\n")
    (tmp_path / "feed.xml").write_text("<?xml version='1.0'?><rss><channel/></rss>")
    (tmp_path / "robots.txt").write_text("User-agent: *\n")
    counts = Counter[str]()
    assert len(list(parsing.read(tmp_path, passed_over=counts))) == 1
    assert counts == {
        "table without a known column of texts": 1,
        "data file": 1,
        "file for machines": 1,
    }
