"""A researcher's own columns go with the comments, whatever the table is written or held in."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from table_samples import HEADER, KINDS, ROWS
from typer.testing import CliRunner

import comments
from comments.cli import app
from comments.errors import SourceError
from comments.records import comment_schema, scored_schema

STANCES = {"11": "1", "12": "0", "13": "1", "14": "0"}
"""The column `stance` of the sample table, by the ids of the comments that have a text."""


def extras(articles: list[comments.Article]) -> dict[str | None, dict[str, str]]:
    return {c.original_id: dict(c.extra) for article in articles for c in article.comments}


@pytest.mark.parametrize("kind", KINDS)
def test_a_column_is_kept_as_the_same_texts_out_of_every_kind_of_file(
    kind: str, tmp_path: Path
) -> None:
    file = tmp_path / "coded"
    file.write_bytes(KINDS[kind]())
    found = extras(list(comments.read(file, keep_columns=["stance"])))
    assert found == {name: {"stance": value} for name, value in STANCES.items()}


def test_a_frame_in_memory_gives_the_same_texts() -> None:
    frame = pd.DataFrame(ROWS, columns=list(HEADER))
    found = extras(list(comments.read(frame, keep_columns=["stance"])))
    assert found == {name: {"stance": value} for name, value in STANCES.items()}


def test_nothing_is_kept_that_nobody_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "coded.csv"
    file.write_bytes(KINDS["csv"]())
    assert all(extra == {} for extra in extras(list(comments.read(file))).values())


def table(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "t.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_a_column_that_is_read_as_a_field_can_be_kept_beside_and_gaps_are_gaps(
    tmp_path: Path,
) -> None:
    file = table(tmp_path, "id,comment,title,wave", "1,Good,Bread,a", "2,Bad,Bread,", "3,So so,Oil,b")  # fmt: skip
    articles = list(comments.read(file, keep_columns=["wave", "title"]))
    assert [article.title for article in articles] == ["Bread", "Oil"]
    assert extras(articles) == {
        "1": {"wave": "a", "title": "Bread"},
        "2": {"title": "Bread"},
        "3": {"wave": "b", "title": "Oil"},
    }


def test_the_name_is_the_users_though_tables_spell_it_differently(tmp_path: Path) -> None:
    file = table(tmp_path, "id,comment,Study Wave", "1,Good,a", "2,Bad,b")
    found = extras(list(comments.read(file, keep_columns=["study_wave"])))
    assert found == {"1": {"study_wave": "a"}, "2": {"study_wave": "b"}}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("topic", "t.csv: no column 'topic'; its columns are 'id', 'user_name', 'comment'; name one of these with --keep-columns"),
        ("user_name", "t.csv: column 'user_name' holds the authors, whom the column author has as pseudonyms; leave it out of --keep-columns; --keep-authors keeps names"),
    ],
    ids=["not there", "authors"],
)  # fmt: skip
def test_a_column_that_cannot_be_kept_is_one_line(name: str, message: str, tmp_path: Path) -> None:
    file = table(tmp_path, "id,user_name,comment", "1,Ann,Good", "2,Bo,Bad")
    with pytest.raises(SourceError) as raised:
        list(comments.read(file, keep_columns=[name]))
    assert str(raised.value).endswith(message)
    assert "\n" not in str(raised.value)


def test_half_a_character_in_a_kept_cell_can_be_written(tmp_path: Path) -> None:
    lines = [{"id": n, "comment": f"Text {n}", "wave": "\ud83d!"} for n in (1, 2)]
    file = table(tmp_path, *map(json.dumps, lines))
    assert extras(list(comments.read(file, keep_columns=["wave"])))["1"] == {"wave": "?!"}


def test_a_name_of_ours_gets_a_prefix_and_no_two_columns_one_name() -> None:
    names = ["topic", "language", "table_language", "outlet", "posted_month", "hostility"]
    own = comment_schema(names).names[len(comment_schema().names) :]
    assert own == ["topic", "table_language", "table_table_language", "table_outlet", "table_posted_month", "table_hostility"]  # fmt: skip
    assert len(set(scored_schema(names).names)) == len(scored_schema().names) + len(names)


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_the_command_writes_them_as_columns(tmp_path: Path, ending: str) -> None:
    file = table(tmp_path, 'comment,language,"a, b"', "Good,en,x", "=Bad,de,+y")
    out = tmp_path / f"out.{ending}"
    keep = '"a, b",language'
    result = CliRunner().invoke(app, ["read", str(file), "--keep-columns", keep, "-o", str(out)])
    assert (result.exit_code, result.stderr) == (0, "")
    if ending == "csv":
        found = pd.read_csv(out, encoding="utf-8-sig")
    else:
        found = pd.read_parquet(out) if ending == "parquet" else pd.read_json(out, lines=True)
    assert list(found["a, b"]) == ["x", "'+y" if ending == "csv" else "+y"]
    assert list(found["table_language"]) == ["en", "de"]


def test_json_lines_have_them_as_an_object(tmp_path: Path) -> None:
    file = table(tmp_path, "comment,wave", "Good,a", "Bad,b")
    result = CliRunner().invoke(app, ["read", str(file), "--keep-columns", "wave"])
    [line] = result.stdout.splitlines()
    assert [c["extra"] for c in json.loads(line)["comments"]] == [{"wave": "a"}, {"wave": "b"}]
