"""The same table says the same, whatever it is written in, and in whatever it is held."""

from __future__ import annotations

import io
import re

import datasets
import pandas as pd
import pytest
from table_samples import HEADER, KINDS, ROWS, altered, arrow, expected, read, read_one, workbook

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.tables import matches, threads
from comments.parsing.tables.frames import threads_of
from comments.records import Dropped

LOST = (Dropped("row without text", blocks=1, characters=11),)
"""Those of 15, iran-7, Bo and 2."""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file_gives_the_same_readings(kind: str) -> None:
    data = KINDS[kind]()
    found = {t.name: t.reading for t in read(data, "may.csv") if isinstance(t, Thread)}
    assert found == {f"may.csv#{key}": reading for key, reading in expected(LOST).items()}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "xlsx"])
def test_every_kind_of_file_but_a_zip_is_told_by_its_first_bytes(kind: str) -> None:
    assert matches(KINDS[kind]())


FRAMES = {
    "pandas": lambda: pd.DataFrame(ROWS, columns=list(HEADER)),
    "pandas of objects": lambda: pd.DataFrame(ROWS, columns=list(HEADER), dtype=object),
    "arrow": arrow,
    "dataset": lambda: datasets.Dataset(arrow()),
    "stream of a dataset": lambda: datasets.Dataset(arrow()).to_iterable_dataset(),
    "stream of unknown columns": lambda: datasets.IterableDataset.from_generator(
        lambda: iter(arrow().to_pylist())
    ),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_every_table_in_memory_gives_the_same_readings(kind: str) -> None:
    found = {t.name: t.reading for t in threads_of(FRAMES[kind](), "study")}
    assert found == {f"study#{key}": reading for key, reading in expected(LOST).items()}


@pytest.mark.parametrize("kind", ["csv", "json lines", "xlsx", "parquet"])
def test_a_stream_that_cannot_be_sought_is_read(kind: str) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    found = list(threads(Pipe(KINDS[kind]()), "t"))
    assert [thread.name for thread in found] == ["t#iran-7", "t#bread"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (pd.DataFrame({"id": [1], "remark": ["x"]}), r"no column of comment texts; its columns are 'id', 'remark'; "),
        (datasets.DatasetDict({"train": datasets.Dataset(arrow())}), r"several parts \(train\); give one"),
        ({"text": ["x"]}, "a dict is no table that we know"),
        (pd.DataFrame({"text": [["a"], ["b"]]}), "'text' holds lists or objects, not texts"),
        (pd.DataFrame({"text": []}), "no row has a text in column 'text'"),
    ],
    ids=["no text column", "splits", "dict", "lists", "empty"],
)  # fmt: skip
def test_what_is_no_table_of_comments_is_refused_in_a_sentence(table, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        list(threads_of(table))


def test_gaps_of_pandas_are_gaps() -> None:
    frame = pd.DataFrame(
        {
            "text": ["a", pd.NA, "b"],
            "author": ["x", "y", None],
            "likes": [1.0, 2.0, float("nan")],
            "posted_at": [pd.Timestamp("2023-07-01 10:00", tz="UTC"), pd.NaT, pd.NaT],
        }
    )
    [thread] = threads_of(frame)
    first, second = thread.reading.comments
    assert (first.author, first.likes, first.posted_at) == ("x", 1, "2023-07-01T10:00:00+00:00")
    assert (second.author, second.likes, second.posted_at) == (None, None, None)


def test_the_first_sheet_with_texts_is_read_below_what_stands_above_its_header() -> None:
    about = [["Facebook export"], ["Source URL", "https://example.org/1"], []]
    table = [["", "Name", "Comment", "Likes"], ["1", "Ann", "Yes.", 3], ["2", "Bo", "No.", None]]
    reading = read_one(workbook([["Notes"], ["ours"]], [*about, *table]))
    assert [(c.author, c.text, c.likes) for c in reading.comments] == [
        ("Ann", "Yes.", 3),
        ("Bo", "No.", None),
    ]


def test_a_formula_stands_by_the_value_that_excel_saved() -> None:
    formula = b'<c r="H2" t="str"><f>CONCATENATE("seen"," by"," all")</f><v>seen by all</v></c>'
    data = altered(lambda sheet: re.sub(rb'<c r="H2".*?</c>', formula, sheet, flags=re.S))
    assert read(data)[0].reading.comments[0].text == "seen by all"
