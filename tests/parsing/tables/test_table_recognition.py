"""A table is told by its content; a page with commas, tabs or braces is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from table_samples import refusal

from comments.parsing.tables import matches

TESTS = Path(__file__).parents[1]
PAGES = sorted(
    path
    for folder in (TESTS.parents[1] / "seeds", TESTS / "pages" / "html", TESTS / "pages" / "text")
    for path in folder.rglob("*")
    if path.is_file()
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_is_a_table(page: Path) -> None:
    assert not matches(page.read_bytes()[: 64 * 1024])


PROSE = {
    "commas": "Comment, like, share\n\nHello, and welcome to our page.\nWe have news, views, and more.\n",
    "a comma in every line": "Reply, Ann\nYes, I know\nNo, never\n\nText, by Bob\n",
    "a menu of bars": "Home | News | Comment | Sport\nThe minister spoke.\nHe said nothing.\n",
    "a menu of tabs": "Home\tText\tDate\n\nThe minister spoke.\nA second line.\n",
    "semicolons": "Text; comment; author\nHe came; he saw.\nThen he left again; of course.\nDone.\n",
    "a section of comments": "Comments\nAnn\nI agree\nReply\nBob\nI do not\nReply\n",
    "one word and paragraphs": "Text\n\nThe first paragraph.\n\nThe second one.\n",
    "nothing": "",
    "one line": "comment,author,date of it all",
    "HTML": "<p>text,author\n<p>a,b\n",
    "a page's state": '{"props":{"comments":[{"text":"a"}]},"page":"/x"}\n',
    "an article as JSON": '{"title": "A visit", "text": "The minister came.", "comments": []}\n',
    "JSON over several lines": '{\n "text": "a",\n "author": "b"\n}\n',
    "JSON lines of something else": '{"event":"click","id":1}\n{"event":"load","id":2}\n',
    "a list": '[{"text": "a"},\n{"text": "b"}]\n',
    "bytes": "\x00\x01\x02text,author\na,b\n" * 3,
}


@pytest.mark.parametrize("kind", PROSE)
def test_what_only_looks_like_a_table_is_none(kind: str) -> None:
    assert not matches(PROSE[kind].encode())


TABLES = {
    "two columns": "author,comment\nAnn,Yes\n",
    "one column, quoted or not": 'comment\nYes\n"No, never"\nPerhaps\n',
    "ten rows, one of them broken": "author,comment\n" + "Ann,Yes\n" * 10 + "a,b,c\n",
    "a header alone": "author,comment,date\n",
    "the separator named": "sep=;\nauthor;comment\nAnn;Yes\n",
    "JSON lines": '{"comment":"a"}\n{"comment":"b","author":null}\n',
    "lines of JSON with a broken one": '{"text":"a"}\n' * 12 + "{oops\n",
    "few rows, half of them broken, under a header of known names": "comment,author\na,b\na,b,c\n",
    "a table of unknown names": "year,votes\n2020,1\n2021,2\n",
    "a table without a header": "Ann\tYes, I know\t2024-05-07\nBob\tNo\t2024-05-08\nCem\tSo\t\n",
    "a table that lacks the texts": "id,date,remark\n1,2023-07-01,x\n2,2023-07-02,y\n",
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_is_told(kind: str) -> None:
    assert matches(TABLES[kind].encode())


def test_a_cell_may_be_cut_by_the_end_of_the_first_bytes() -> None:
    rows = "".join(f'Ann,"line {i}\nline {i}"\n' for i in range(5_000))
    table = f"author,comment\n{rows}".encode()
    assert all(matches(table[: 64 * 1024 - cut]) for cut in range(40))


def test_a_column_that_the_user_names_makes_a_table() -> None:
    table = b"who,remark\nAnn,Yes\n"
    assert not matches(table)
    assert matches(table, {"text": "remark"})
    assert matches(table, {"text": "Remark"})
    assert not matches(table, {"text": "other"})


def test_a_table_without_texts_says_what_it_lacks() -> None:
    table = TABLES["a table that lacks the texts"].encode()
    assert refusal(table) == (
        "t: no column of comment texts; its columns are 'id', 'date', 'remark'; "
        "name the column with --columns text=NAME"
    )
