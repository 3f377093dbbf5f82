"""Any table in, the same table with scores out; and comments as a table."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from samples import THANKS, page

import comments
from comments import RunError, SourceError
from comments.records import comment_schema, score_schema
from comments.running.progress import Silent
from comments.running.tables import BATCH, save, save_comments, score_table


@pytest.fixture
def scored(tiny: Path, tmp_path: Path) -> Callable[..., pa.Table]:
    """Writes a table, scores it, and reads the result."""

    def call(content: bytes | pa.Table, name: str, **options: Any) -> pa.Table:
        path, out = tmp_path / name, tmp_path / "scored.parquet"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            pq.write_table(content, path)
        options = {"column": "text"} | options
        score_table(path, out, model=str(tiny), progress=Silent(), **options)
        return pq.read_table(out)

    return call


def test_a_csv_table_keeps_its_columns_as_they_are_written(
    scored: Callable[..., pa.Table],
) -> None:
    content = "\ufeffid,text,votes\r\n007,Good article,-5\r\n008,NA,\r\n009,,1.50\r\n"
    table = scored(content.encode(), "t.csv")
    assert table["id"].to_pylist() == ["007", "008", "009"]
    assert table["votes"].to_pylist() == ["-5", "", "1.50"]
    assert table.column_names == ["id", "text", "votes", *score_schema().names]
    assert [s is None for s in table["sentiment"].to_pylist()] == [False, False, True]


def test_a_tsv_and_a_jsonl_table_are_read(scored: Callable[..., pa.Table]) -> None:
    tsv = scored(b"id\tcomment\n1\tGood, thanks\n", "t.TSV", column="comment")
    assert tsv["comment"].to_pylist() == ["Good, thanks"]
    lines = b'{"text": "Good"}\n\n{"text": null, "id": 7, "tags": ["a"]}\n'
    table = scored(lines, "t.jsonl")
    assert table["id"].to_pylist() == [None, 7]
    assert table["tags"].to_pylist() == [None, ["a"]]
    assert [s is None for s in table["sentiment"].to_pylist()] == [False, True]


def test_a_parquet_table_keeps_its_types_and_old_scores_are_replaced(
    scored: Callable[..., pa.Table],
) -> None:
    given_table = pa.table(
        {
            "likes": pa.array([1, None], pa.int64()),
            "sentiment": ["old", "old"],
            "text": ["Good", None],
            "at": pa.array([0, 1], pa.timestamp("ms")),
        }
    )
    table = scored(given_table, "t.parquet")
    assert table.schema.field("likes").type == pa.int64()
    assert table.schema.field("at").type == pa.timestamp("ms")
    assert table["sentiment"].to_pylist()[1] is None
    assert table.column_names == ["likes", "text", "at", *score_schema().names]


def test_a_table_without_rows_gets_the_columns(scored: Callable[..., pa.Table]) -> None:
    assert scored(b"id,text\n", "t.csv").num_rows == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"id,comment\n1,Good\n", r"no column 'text'; its columns are id, comment: name"),
        ("t.csv", b"", "not a readable table"),
        ("t.csv", b"a,b\n1,2,3\n1\n", "no column 'text'|not a readable table"),
        ("t.csv", "text\né".encode("latin-1"), "not a readable table"),
        ("t.jsonl", b"[1]\n", "a line that is no JSON object"),
        ("t.jsonl", b'{"text": "Good"\n', "not a readable table"),
        ("t.parquet", b"PAR1 spoilt", "not a readable table"),
        ("t.xls", b"", r"cannot read \.xls; give a"),
    ],
)
def test_a_table_that_cannot_be_scored_is_refused_in_one_line(
    scored: Callable[..., pa.Table], name: str, content: bytes, said: str
) -> None:
    with pytest.raises(RunError, match=said) as error:
        scored(content, name)
    assert "\n" not in str(error.value)
    assert name in str(error.value)


def test_a_missing_table_is_refused(tiny: Path, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"gone\.csv: no such file; check the path"):
        score_table(
            tmp_path / "gone.csv",
            tmp_path / "o.csv",
            column="text",
            model=str(tiny),
            progress=Silent(),
        )


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_comments_are_saved_with_the_article_they_stand_under(tmp_path: Path, ending: str) -> None:
    text = page("Mayor presents a plan", [*THANKS, ("Eve", '=HYPERLINK("x"), "quoted"\nand more')])
    articles = [comments.parse(text), comments.parse(page("A page without comments"))]
    out = tmp_path / f"deep/comments.{ending}"
    assert save_comments(articles, out) == 2
    if ending == "csv":
        found = pd.read_csv(out, encoding="utf-8-sig")
    else:
        found = pd.read_parquet(out) if ending == "parquet" else pd.read_json(out, lines=True)
    assert list(found.columns) == [*comment_schema().names, "source", "outlet", "title"]
    assert list(found.position) == [1, 2, 3, 4]
    assert list(found.title) == ["Mayor presents a plan"] * 4
    neutral = "'" if ending == "csv" else ""
    assert list(found.text) == [c.text for c in articles[0].comments[:3]] + [
        neutral + articles[0].comments[3].text
    ]


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_more_comments_than_are_held_at_a_time_are_saved_in_their_order(
    tmp_path: Path, ending: str
) -> None:
    one = comments.parse(page("Mayor presents a plan", THANKS))
    count = BATCH // len(THANKS) + 100
    articles = (replace(one, title=f"Plan {i}") for i in range(count))
    out = tmp_path / f"comments.{ending}"
    assert save_comments(articles, out) == count
    if ending == "csv":
        found = pd.read_csv(out, encoding="utf-8-sig")
    else:
        found = pd.read_parquet(out) if ending == "parquet" else pd.read_json(out, lines=True)
    assert list(found.title) == [f"Plan {i}" for i in range(count) for _ in THANKS]
    assert list(found.text) == [text for _, text in THANKS] * count


def test_an_error_on_the_way_leaves_no_file(tmp_path: Path) -> None:
    one = comments.parse(page("Mayor presents a plan", THANKS))

    def broken() -> Iterator[comments.Article]:
        yield from [one] * BATCH
        raise SourceError("page.html", "it broke", "mend it")

    with pytest.raises(SourceError):
        save_comments(broken(), tmp_path / "comments.parquet")
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_was_read_nothing_is_written(tmp_path: Path) -> None:
    assert save_comments([], tmp_path / "c.csv") == 0
    assert not (tmp_path / "c.csv").exists()


def test_json_lines_hold_short_numbers_and_null_for_gaps(tmp_path: Path) -> None:
    table = pa.table(
        {"p": pa.array([0.1, float("nan"), None], pa.float32()), "t": ["شكرا", "", ""]}
    )
    save([table], tmp_path / "t.jsonl")
    lines = (tmp_path / "t.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"p": 0.1, "t": "شكرا"}'
    assert [json.loads(line)["p"] for line in lines[1:]] == [None, None]


def test_a_place_that_cannot_be_written_to_is_refused_before_anything_is_read(
    tmp_path: Path, common: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    def never() -> Any:
        pytest.fail("something was read")
        yield

    (tmp_path / "file").touch()
    (tmp_path / "folder.csv").mkdir()
    (common / "locked").mkdir(mode=0o555)
    for path, said in [
        (tmp_path / "t.ods", r"cannot write \.ods; name a"),
        (tmp_path / "t", "cannot write a file without an ending"),
        (tmp_path / "folder.csv", "is a folder; name another file"),
        (tmp_path / "file/t.csv", "is no folder; name another file"),
    ]:
        with pytest.raises(RunError, match=said):
            save_comments(never(), path)
    with unprivileged(), pytest.raises(RunError, match="no permission to write into"):
        save_comments(never(), common / "locked/t.csv")


def excel(path: Path, rows: list[list[Any]]) -> Path:
    """A workbook as a person makes one, with these rows."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def sheet_of(path: Path) -> list[list[Any]]:
    """The first sheet of a workbook."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_a_workbook_is_scored_and_written_as_one(tiny: Path, tmp_path: Path) -> None:
    rows = [["id", "Kommentar", "votes", "when"], ["007", "Good article", 3, None]]
    rows += [["008", "=1+1 is two", None, datetime(2024, 5, 3, 12)], ["009", None, 1.5, None]]
    rows[2][1] = "'=1+1 is two"
    given, out = excel(tmp_path / "in.xlsx", rows), tmp_path / "out.xlsx"
    count = score_table(given, out, column="Kommentar", model=str(tiny), progress=Silent())
    assert count == 3
    header, *found = sheet_of(out)
    assert header == ["id", "Kommentar", "votes", "when", *score_schema().names]
    assert [row[:4] for row in found] == [
        ["007", "Good article", 3, ""],
        ["008", "'=1+1 is two", "", "2024-05-03T12:00:00"],
        ["009", "", 1.5, ""],
    ]
    p = header.index("p_hostile")
    assert [isinstance(row[p], float) for row in found] == [True, True, False]


def test_a_workbook_may_have_a_title_above_its_header_and_the_texts_on_another_sheet(
    tiny: Path, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["About this file"])
    sheet = book.create_sheet("data")
    for row in (["Export of May"], ["n", "text"], [1, "Good"]):
        sheet.append(row)
    book.save(tmp_path / "in.xlsx")
    out = tmp_path / "out.parquet"
    score_table(tmp_path / "in.xlsx", out, column="text", model=str(tiny), progress=Silent())
    assert pq.read_table(out)["n"].to_pylist() == [1]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([["a", "b"], [1, 2]], "no column 'text'; its columns are a, b"),
        ([["text", "n", "n"], ["x", 1, 2]], "two columns named n; rename one"),
    ],
)
def test_a_workbook_that_does_not_fit_is_refused(
    rows: list[list[Any]], message: str, tmp_path: Path, tiny: Path
) -> None:
    given = excel(tmp_path / "in.xlsx", rows)
    with pytest.raises(RunError, match=message):
        score_table(given, tmp_path / "o.csv", column="text", model=str(tiny), progress=Silent())


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, tiny: Path) -> None:
    (tmp_path / "in.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(comments.CommentsError, match=r"in\.xlsx: .*workbook"):
        score_table(
            tmp_path / "in.xlsx",
            tmp_path / "o.csv",
            column="text",
            model=str(tiny),
            progress=Silent(),
        )


def test_comments_are_saved_as_a_workbook_with_nothing_neutralised_away(tmp_path: Path) -> None:
    text = page("Mayor presents a plan", [("Anna", "=1+1 is what he says"), *THANKS[1:]])
    out = tmp_path / "comments.xlsx"
    assert save_comments([comments.parse(text)], out) == 1
    header, *rows = sheet_of(out)
    assert header == [*comment_schema().names, "source", "outlet", "title"]
    assert rows[0][header.index("text")] == "=1+1 is what he says"
    assert len(rows) == 3


def test_a_text_too_long_for_a_cell_is_refused_before_scoring_and_nothing_is_written(
    tmp_path: Path, tiny: Path
) -> None:
    pq.write_table(pa.table({"text": ["short", "x" * 40_000]}), tmp_path / "in.parquet")
    out = tmp_path / "out.xlsx"
    with pytest.raises(RunError, match=r"out\.xlsx: row 3, column text: .*40,000.*name a \.csv"):
        score_table(tmp_path / "in.parquet", out, column="text", model=str(tiny), progress=Silent())
    assert not out.exists()


@pytest.mark.parametrize(
    "content", ["text,id\nGood, thanks,1\nBad, sorry,2\n", "text,id\nGood,1,\nBad,2,\n"]
)
def test_rows_longer_than_the_header_are_refused_and_do_not_move_into_other_columns(
    content: str, scored: Callable[..., pa.Table]
) -> None:
    with pytest.raises(RunError, match="more cells than the header"):
        scored(content.encode(), "t.csv")


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "Good", "id": 123456789012345678901234}',
        '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}",
    ],
    ids=["a long number", "deep"],
)
def test_what_no_table_can_hold_is_said_in_a_line(
    line: str, scored: Callable[..., pa.Table]
) -> None:
    with pytest.raises(RunError, match="not a readable table"):
        scored(line.encode(), "t.jsonl")


def test_a_number_of_a_workbook_too_large_for_a_whole_one_stays_a_number(
    tiny: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["text", "n"])
    book.worksheets[0].append(["Good", 1e20])
    book.save(tmp_path / "t.xlsx")
    out = tmp_path / "s.parquet"
    score_table(tmp_path / "t.xlsx", out, column="text", model=str(tiny), progress=Silent())
    assert pq.read_table(out)["n"].to_pylist() == [1e20]


def test_columns_that_scores_replace_are_named(tiny: Path, tmp_path: Path) -> None:
    class Heard(Silent):
        def say(self, line: str) -> None:
            lines.append(line)

    lines: list[str] = []
    (tmp_path / "t.csv").write_text("text,frames,sentiment\nGood,mine,coded\n", encoding="utf-8")
    out = tmp_path / "s.parquet"
    score_table(tmp_path / "t.csv", out, column="text", model=str(tiny), progress=Heard())
    assert any("frames, sentiment" in line for line in lines)


def test_a_column_of_a_workbook_without_a_name_is_kept_where_it_holds_something(
    tiny: Path, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["text", None, None, "n"])
    book.worksheets[0].append(["Good", None, "mine", 1])
    book.save(tmp_path / "t.xlsx")
    out = tmp_path / "s.parquet"
    score_table(tmp_path / "t.xlsx", out, column="text", model=str(tiny), progress=Silent())
    found = pq.read_table(out).select(["text", "Unnamed: 2", "n"])
    assert found.to_pylist() == [{"text": "Good", "Unnamed: 2": "mine", "n": 1}]
    assert "Unnamed: 1" not in pq.read_table(out).column_names


def test_evidence_for_earlier_scores_does_not_stay_beside_new_ones(
    scored: Callable[..., pa.Table],
) -> None:
    table = scored(b"text,evidence_hostility\nGood,old\n", "t.csv")
    assert table.column_names == ["text", *score_schema().names]


def test_texts_in_a_column_with_the_name_of_a_score_are_not_lost(
    scored: Callable[..., pa.Table],
) -> None:
    with pytest.raises(RunError, match="rename the column"):
        scored(b"id,frames\n1,Good\n", "t.csv", column="frames")
