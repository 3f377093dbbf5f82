"""How rows become comments: articles told apart, replies linked, nothing lost in silence."""

from __future__ import annotations

import pytest
from table_samples import delimited, read, read_one, refusal

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.tables.cells import NestedError, as_count, as_text
from comments.parsing.tables.times import find_order, to_iso
from comments.records import Dropped


def table(text: str) -> bytes:
    return text.encode()


def names(data: bytes) -> list[str]:
    return [thread.name for thread in read(data, "t.csv") if isinstance(thread, Thread)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("url,title,article_id,text\nu,x,1,a\nu,x,2,b\n", ["t.csv#1", "t.csv#2"]),
        ("url,title,text\nu,x,a\nv,x,b\nu,y,c\n", ["t.csv#u", "t.csv#v"]),
        ("title,text\nx,a\ny,b\n", ["t.csv#x", "t.csv#y"]),
        ("author,text\nx,a\ny,b\n", ["t.csv"]),
        ("article_id,text\n1,a\n,b\n 1 ,c\n", ["t.csv#1", "t.csv"]),
    ],
    ids=["article", "address", "title", "nothing", "some without"],
)
def test_comments_are_grouped_by_article_else_address_else_title(text, expected) -> None:
    assert names(table(text)) == expected


def test_an_address_that_never_repeats_is_the_comments_own() -> None:
    rows = "".join(f"https://example.org/#c{i},text {i}\n" for i in range(10))
    reading = read_one(table(f"url,comment\n{rows}"))
    assert len(reading.comments) == 10
    assert reading.url is None
    assert reading.warnings == (
        "Column 'url' differs in every row; it was not read as the article's url.",
    )
    data = table(f"url,comment\n{rows}")
    assert len(read(data, columns={"url": "url", "text": "comment"})) == 10


def test_long_and_strange_keys_make_short_and_different_names() -> None:
    keys = ["a" * 5_000, "a" * 4_999, "b\u202e\x07c"]
    found = names(delimited([(key, "x") for key in keys], ["article_id", "text"]))
    assert len(set(found)) == 3
    assert all(name.isprintable() and len(name) < 160 for name in found)


def test_what_is_said_of_the_article_comes_from_the_first_row_that_says_it() -> None:
    reading = read_one(
        table(
            "article_id,comment,title,outlet,publication_date,language,article_body\n"
            "1,a,,,,fa,\n1,b,A visit,The Paper,2023-07-01,fa,\n1,c,Other,Other,2024-01-01,fa,Body.\n"
        )
    )
    assert (reading.title, reading.outlet, reading.published_at) == ("A visit", "The Paper", "2023-07-01")  # fmt: skip
    assert (reading.language, reading.body) == ("fa", "Body.")


def test_a_table_in_several_languages_says_nothing_of_the_articles() -> None:
    assert read_one(table("lang,text\nfa,a\nen,b\n")).language is None


def test_an_article_without_comments_is_kept_where_the_table_names_it() -> None:
    found = read(table("title,comment\nA visit,\nPrices,yes\n"))
    assert [(t.name, len(t.reading.comments)) for t in found] == [("t#A visit", 0), ("t#Prices", 1)]


def test_rows_that_are_lost_are_counted() -> None:
    reading = read_one(
        table(
            "id,text,likes\n" + "1,fine,0\n" * 40 + "2,  ,3\n\n3,one, too many,0\n,,\n4\n5,short\n"
        )
    )
    assert len(reading.comments) == 41
    assert reading.dropped == (
        Dropped("broken row", blocks=2, characters=len("3onetoomany04")),
        Dropped("row without text", blocks=1, characters=2),
    )


def test_more_cells_than_the_header_are_no_loss_where_they_are_empty() -> None:
    rows = "Ann,yes\n" * 10
    assert len(read_one(table(f"author,text\n{rows}Bo,no,,\n")).comments) == 11


def test_broken_json_lines_are_counted() -> None:
    lines = ['{"text": "a"}', '{"text": "b", "author": {"name": "x"}}', "{oops", "[1]", '{"id": 3}']
    reading = read_one("\n".join([*lines, *lines[:1] * 30]).encode(), columns={"author": "author"})
    assert len(reading.comments) == 32
    assert reading.dropped == (
        Dropped("broken row", blocks=2, characters=8),
        Dropped("row without text", blocks=1, characters=1),
    )
    assert reading.warnings == (
        "Column 'author' holds lists or objects in 1 rows; they were left out.",
    )


def test_json_lines_whose_texts_are_objects_are_refused_by_name() -> None:
    line = b'{"id": 1, "content": {"rendered": "a"}}\n'
    assert "column 'content' holds lists or objects, not texts" in refusal(
        line * 3, {"text": "content"}
    )


@pytest.mark.parametrize("parent", ["", "0", "-1", "NULL", "nan", "t3_x", "story"])
def test_no_parent_is_written_in_many_ways(parent: str) -> None:
    reading = read_one(table(f"id,parent_id,article_id,text\n1,{parent},story,a\n2,1,story,b\n"))
    assert [comment.parent for comment in reading.comments] == [None, 0]
    assert reading.warnings == ()


def test_ids_of_a_column_with_gaps_are_whole_numbers_again() -> None:
    reading = read_one(table("id,parent_id,text\n7.0,,a\n8.0,7.0,b\n"))
    assert reading.comments[1].parent == 0


def test_parents_without_ids_and_parents_that_are_not_there_are_told() -> None:
    assert read_one(table("parent_id,text\n3,a\n")).warnings == (
        "Column 'parent_id' names parents, but no column has the ids.",
    )
    assert read_one(table("id,parent_id,text\n3,9,a\n")).warnings == (
        "1 comment answers a comment that is not there; read as a comment on the article.",
    )


def test_ids_that_excel_has_rounded_are_told() -> None:
    reading = read_one(table("article_id,text\n1.23457E+17,a\n1.23457E+17,b\n"))
    assert "holds rounded numbers" in reading.warnings[0]


def test_several_columns_that_could_be_the_text_lower_the_confidence() -> None:
    reading = read_one(table("text,comment\na,b\n"))
    assert (reading.comments[0].text, reading.confidence) == ("b", "medium")
    assert reading.warnings == (
        "Column 'comment' was read as the comments; 'text' could be too (--columns text=NAME).",
    )
    named = read_one(table("text,comment\na,b\n"), {"text": "text"})
    assert (named.comments[0].text, named.confidence, named.warnings) == ("a", "high", ())


def test_a_column_of_numbers_is_told() -> None:
    reading = read_one(table("id,comment\n" + "1,12\n" * 10))
    assert "'comment' holds numbers, no texts" in reading.warnings[0]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["It&#39;s<br>so", "a &lt; b"], "It's\nso"),
        (["It&#39;s<br>so", "a & b"], "It&#39;s<br>so"),
        (["It&#39;s<br>so", "i <3 it"], "It&#39;s<br>so"),
        (["AT&T", "x<y"], "AT&T"),
    ],
    ids=["HTML", "a bare ampersand", "a bare sign", "none"],
)
def test_texts_are_html_only_where_all_of_them_can_be(texts: list[str], first: str) -> None:
    data = delimited([(text, "x") for text in texts], ["text", "author"])
    assert read_one(data).comments[0].text == first


def test_markup_in_a_comment_stays_text() -> None:
    data = delimited([("<script>alert(1)</script> & more", "=1+1")], ["text", "author"])
    [comment] = read_one(data).comments
    assert (comment.text, comment.author) == ("<script>alert(1)</script> & more", "=1+1")


def test_removals_are_told_and_deleted_authors_are_nobody() -> None:
    [comment] = read_one(table("author,text\n[deleted],[removed]\n")).comments
    assert (comment.removal, comment.author) == ("moderator", None)


def test_times_that_cannot_be_read_are_counted() -> None:
    reading = read_one(table("date,text\n3/4/2023,a\nsoon,b\n2023-07-01,c\n"))
    assert [comment.posted_at for comment in reading.comments] == [None, None, "2023-07-01"]
    assert reading.warnings == ("Column 'date': 2 of 3 times could not be read.",)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("3/4/2023 13/4/2023", "2023-04-03"),
        ("3/4/2023 4/13/2023", "2023-03-04"),
        ("3/4/2023 4/13/2023 13/4/2023", None),
    ],
)
def test_one_date_settles_the_order_of_day_and_month_for_all(dates: str, expected) -> None:
    first, *_ = listed = dates.split()
    assert to_iso(first, is_day_first=find_order(listed)) == expected


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2023-07-01", "2023-07-01"), ("2023-07-01 10:00", "2023-07-01T10:00"), ("2023-07-01T10:00:05.123Z", "2023-07-01T10:00:05+00:00"),
        ("2019-05-01T18:30:05+0000", "2019-05-01T18:30:05+00:00"), ("2022-03-01 10:00:00 UTC", "2022-03-01T10:00:00+00:00"),
        ("1671491598", "2022-12-19T23:13:18+00:00"), ("1671491598000", "2022-12-19T23:13:18+00:00"), ("1671491598.0", "2022-12-19T23:13:18+00:00"),
        ("Mon Dec 19 2022", "2022-12-19"), ("۱۴۰۲/۰۵/۱۴", "2023-08-05"), ("17. August 2021, 20:30", "2021-08-17T20:30"), ("2023-02-30", None), ("3 hours ago", None), ("", None),
    ],
)  # fmt: skip
def test_times_of_machines_and_of_people_are_read(cell: str, iso: str | None) -> None:
    assert to_iso(cell) == iso


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("12", 12), ("1,204", 1204), ("1.204", 1204), ("1 204", 1204), ("1\u202f204", 1204), ("12.0", 12), ("1.2K", 1200), ("1,2 mil", 1200), ("3 M", 3_000_000),
        ("1,5 Mio.", 1_500_000), ("2 тыс.", 2000), ("١٢", 12), ("۱٬۲۰۴", 1204), ("१२", 12), ("٣ آلاف", 3000), ("-3", -3), ("0", 0), ("0.87", None), ("12 likes", None),
        ("", None), ("1e9", None), ("9" * 400, None), (None, None), ("²", None),
    ],
)  # fmt: skip
def test_counts_are_read_as_people_write_them(cell: str | None, count: int | None) -> None:
    assert as_count(cell) == count


def test_cells_of_any_type_are_texts_gaps_or_refused() -> None:
    import numpy as np

    texts = [
        as_text(value) for value in (3.0, 0.5, True, b"\xd8\xb3", np.int64(3), float("inf"), "")
    ]
    assert texts == ["3", "0.5", "true", "س", "3", None, None]
    for nested in ([1], {"a": 1}, np.array([1, 2])):
        with pytest.raises(NestedError):
            as_text(nested)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-bom", "cp1256", "cp1251", "cp1252"])  # fmt: skip
def test_the_encoding_is_told_by_the_letters(encoding: str) -> None:
    text = {
        "cp1251": "Правительство опять обещает, а люди опять ждут воды.",
        "cp1252": "Le maire a présenté un plan pour les agriculteurs. Il était temps, très à l'aise.",
    }.get(encoding, "الله يحفظ البلد من الفتنة، هذا كل ما نريده")
    rows = f'author,comment\nAnn,{"ok" * 400_000}\nBo,"{text}"\n'
    wide = b"\xfe\xff" + rows.encode("utf-16-be")
    data = wide if encoding == "utf-16-be-bom" else rows.encode(encoding)
    assert read_one(data).comments[1].text == text


def test_a_file_that_breaks_off_is_an_error() -> None:

    import gzip
    import io

    from comments.parsing.tables import threads

    packed = gzip.compress(delimited([("x" * 50, str(i)) for i in range(50_000)], ["text", "id"]))
    with gzip.open(io.BytesIO(packed[: len(packed) // 2])) as stream:
        [error] = threads(stream, "t.csv.gz")
    assert isinstance(error, SourceError)
    assert "reading failed" in str(error)
