"""Columns are found by their names, in many languages, and by what the user says."""

from __future__ import annotations

import pytest

from comments.errors import NotAPageError, SourceError
from comments.parsing.tables.columns import match_columns
from comments.parsing.tables.table import FIELDS


@pytest.mark.parametrize(
    "header",
    [
        "Author,Comment,Date,Likes", "الاسم,التعليق,التاريخ,الإعجابات", "نام,نظر,تاریخ,پسند", "مصنف,تبصرہ,تاریخ,پسندیدگی",
        "لیکوال,تبصره,نېټه,خوښې", "Yazar,Yorum,Tarih,Beğeni", "लेखक,टिप्पणी,तारीख,पसंद", "লেখক,মন্তব্য,তারিখ,পছন্দ",
        "Auteur,Commentaire,Date,J'aime", "Verfasser,Kommentar,Datum,Gefällt mir", "Autor,Comentario,Fecha,Me gusta",
        "Autor,Comentário,Data,Curtidas", "Autore,Commento,Data,Mi piace", "Автор,Комментарий,Дата,Лайки",
        "Penulis,Komentar,Tanggal,Suka",
    ],
)  # fmt: skip
def test_plain_words_are_known_in_fifteen_languages(header: str) -> None:
    author, text, when, likes = header.split(",")
    columns = match_columns([author, text, when, likes])
    found = (columns.author, columns.text, columns.posted_at, columns.likes)
    assert found == (author, text, when, likes)


@pytest.mark.parametrize("name", ["Comment Text", "comment_text", "commentText", "COMMENT-TEXT", "\ufeffcomment.text "])  # fmt: skip
def test_case_and_signs_do_not_matter(name: str) -> None:
    assert match_columns(["n", name]).text == name


@pytest.mark.parametrize(
    ("header", "text", "others"),
    [
        ("text comment_text comment", "comment_text", ("comment", "text")),
        ("text comment", "comment", ("text",)),
        ("comments message", "message", ()),  # the former is a count in CrowdTangle's tables
        ("comments id", "comments", ()),
        ("comment body", "comment", ()),  # the other is the article's
    ],
)
def test_the_more_specific_name_is_the_text(header: str, text: str, others: tuple[str]) -> None:
    columns = match_columns(header.split())
    assert (columns.text, columns.others) == (text, others)


def test_body_is_the_text_where_nothing_else_is_and_else_the_articles() -> None:
    assert match_columns(["id", "body"]).text == "body"
    assert match_columns(["body", "comment"]).body == "body"


def test_what_the_user_says_goes_first_and_frees_the_names() -> None:
    columns = match_columns(["comment", "remark", "date"], {"text": "remark", "title": "Date"})
    assert (columns.text, columns.title, columns.posted_at) == ("remark", "date", None)
    assert columns.others == ()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (None, "t.csv: no column of comment texts; its columns are 'id', 'remark'; name the column with --columns text=NAME"),
        ({"text": "txt"}, "t.csv: no column 'txt'; its columns are 'id', 'remark'; name one of these with --columns"),
        ({"comment": "remark"}, f"t.csv: there is no field 'comment'; the fields are {', '.join(FIELDS)}"),
    ],
    ids=["none", "unknown column", "unknown field"],
)  # fmt: skip
def test_an_error_names_the_columns_and_the_remedy(given, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        match_columns(["id", "remark"], given, "t.csv")
    assert str(raised.value) == message


def test_a_table_without_texts_may_lie_beside_pages_and_long_headers_stay_short() -> None:
    with pytest.raises(NotAPageError) as raised:
        match_columns([f"{i}" * 100 for i in range(500)])
    assert len(str(raised.value)) < 1_200
    assert "and 480 more" in str(raised.value)
