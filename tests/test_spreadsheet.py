"""A table as a spreadsheet opens it: nothing in it runs, nothing in it changes."""

import csv
import io

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.spreadsheet import to_csv

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def rows(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf"), "no byte-order mark: Excel would take it for cp1252"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1 for this",
        "-2+3",
        "- he is right",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "＝1+1",
        "＋1",
        "－1-1",
        "＠SUM",
        "|calc",
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_gets_an_apostrophe(formula: str) -> None:
    table = pa.table({"text": [formula], "list": [["plain", formula]]})
    assert rows(to_csv(table)) == [["text", "list"], [f"'{formula}", f"plain;'{formula}"]]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("hello;=cmd|calc", "hello;'=cmd|calc"),
        ("a; @SUM(A1)", "a; '@SUM(A1)"),
        ("a\t+1+1", "a\t'+1+1"),
        ("a;-1", "a;'-1"),
        ("see you ;-) or ;-( or ;-D", "see you ;-) or ;-( or ;-D"),
    ],
)
def test_a_cell_that_would_begin_at_a_semicolon_or_tab_is_neutralised_too(
    text: str, safe: str
) -> None:
    assert rows(to_csv(pa.table({"text": [text], "n": [1]})))[1][0] == safe


@pytest.mark.parametrize("text", ["-5", "+3.2", "1,000", "-1e-5", "a=b", "me@x.org", "5 - 3", ""])
def test_numbers_and_plain_words_are_left_alone(text: str) -> None:
    assert rows(to_csv(pa.table({"text": [text], "n": [1]})))[1][0] == text


@given(st.lists(TEXT, min_size=1, max_size=5))
def test_any_text_survives_the_csv_table(texts: list[str]) -> None:
    data = to_csv(pa.table({"n": list(range(len(texts))), "text": texts}))
    again = [row[1] for row in rows(data)[1:]]
    assert [text.removeprefix("'") for text in again] == [text.removeprefix("'") for text in texts]


def test_commas_quotes_and_line_breaks_are_read_back_by_pandas() -> None:
    texts = ['one, two; "three"', "line\nbreak\r\nand more", "', ", "شكرا، جدا"]
    data = to_csv(pa.table({"text": texts}))
    assert data.count(b"\r\n") >= len(texts) + 1
    assert list(pd.read_csv(io.BytesIO(data), encoding="utf-8-sig").text) == texts


def test_whole_numbers_with_gaps_stay_whole_and_floats_stay_short() -> None:
    table = pa.table(
        {
            "hostility": pa.array([2, None], pa.int8()),
            "p": pa.array([0.1, None], pa.float32()),
            "list": [None, []],
        }
    )
    assert rows(to_csv(table))[1:] == [["2", "0.1", ""], ["", "", ""]]


def test_a_record_inside_a_list_reads_as_its_names_and_values() -> None:
    dropped = [{"reason": "form", "blocks": 2}, {"reason": "=share bar", "blocks": 1}]
    table = pa.table({"dropped": [dropped], "n": [1]})
    assert rows(to_csv(table))[1][0] == "reason form, blocks 2;reason =share bar, blocks 1"


def test_names_of_columns_and_nested_texts_are_neutralised_too() -> None:
    table = pa.table({"=cmd|calc": ["a"], "nested": [{"x": "a;=cmd|calc"}]})
    assert rows(to_csv(table)) == [["'=cmd|calc", "nested"], ["a", "x a;'=cmd|calc"]]


@pytest.mark.parametrize("kind", [pa.uint64(), pa.uint32(), pa.int16(), pa.uint8()])
def test_whole_numbers_of_every_width_stay_whole_beside_a_gap(kind: pa.DataType) -> None:
    largest = 2**64 - 1 if kind == pa.uint64() else 200 if kind == pa.uint8() else 30_000
    table = pa.table({"n": pa.array([largest, None], kind), "text": ["a", "b"]})
    assert rows(to_csv(table))[1:] == [[str(largest), "a"], ["", "b"]]
