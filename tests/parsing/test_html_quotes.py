"""Words of others inside a comment are marked off, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.html import read_html

ARTICLE = (
    "<h1>Tram line opens</h1><div class='story'><p>The tram line to the airport opened on Monday, "
    "four years late and two stops shorter than it had been planned in the spring of 2014.</p></div>"
)


def text_of(inner: str) -> str:
    (comment,) = read_html(
        f"<body>{ARTICLE}<ol class='commentlist'><li class='comment' id='comment-1'><cite class='fn'>"
        f"Ana</cite><time datetime='2020-05-01T10:00Z'>May 1</time><div class='comment-content'>{inner}"
        "</div></li></ol></body>"
    ).comments
    assert comment.author == "Ana"
    return comment.text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (
            "<blockquote><p>one</p><p>two</p></blockquote><p>No.</p>",
            "> one\n\n> two\n\nNo.",
        ),
        ("<p>Yes.</p><blockquote>a<br>b</blockquote>", "Yes.\n\n> a\n> b"),
        (
            "<div class='bbcode_quote'><div>Bo wrote:</div>Never.</div>Always.",
            "> Bo wrote:\n\n> Never.\n\nAlways.",
        ),
        (
            "<aside class='quote'><div>Bo:</div><blockquote>deep</blockquote></aside><p>Mine</p>",
            "> Bo:\n\n> deep\n\nMine",
        ),
        (
            "<blockquote>outer<blockquote>inner</blockquote></blockquote><p>Mine</p>",
            "> outer\n\n> > inner\n\nMine",
        ),
        ("<p>&gt;as he said<br>No.</p>", "> as he said\nNo."),
        ("<p>>:( what</p>", ">:( what"),
        (
            "<div class='message_quote'>A quote.</div><p>Own.</p>",
            "> A quote.\n\nOwn.",
        ),
        ("<div>a<blockquote>q</blockquote>b</div>c", "a\n\n> q\n\nb\n\nc"),
        ("<p><cite>Bo wrote:</cite></p><blockquote>Hm</blockquote>Ha", "> Bo wrote:\n\n> Hm\n\nHa"),
    ],
)
def test_quoted_lines_begin_with_a_mark(inner: str, text: str) -> None:
    assert text_of(inner) == text


def test_a_quote_box_around_the_whole_comment_is_layout() -> None:
    assert text_of("<blockquote><p>All of it</p><p>is mine</p></blockquote>") == (
        "All of it\n\nis mine"
    )


def test_every_quote_is_marked_however_many_there_are() -> None:
    inner = "".join(f"<blockquote>so {n}</blockquote><p>no {n}</p>" for n in range(400))
    assert text_of(inner) == "\n\n".join(f"> so {n}\n\nno {n}" for n in range(400))


def test_a_name_that_is_quoted_is_not_the_author() -> None:
    comments = read_html(
        f"<body>{ARTICLE}<div class='comment' id='comment-1'><div>May 1, 2020</div><blockquote><cite>"
        "Bo</cite> said no</blockquote><p>He did not.</p><a>Reply</a></div>"
        "<div class='comment' id='comment-2'><b class='author'>Cy</b> <div>May 2, 2020</div>"
        "<p>He did, at length.</p><a>Reply</a></div></body>"
    ).comments
    assert [c.author for c in comments] == [None, "Cy"]


WORDS = st.lists(st.sampled_from("bridge no نعم 12 why? «so»".split()), min_size=1, max_size=6)


@given(st.lists(st.tuples(st.booleans(), WORDS), min_size=2, max_size=8))
def test_marks_add_nothing_and_take_nothing_away(parts: list[tuple[bool, list[str]]]) -> None:
    inner = "".join(
        f"<blockquote>{' '.join(words)}</blockquote>" if quoted else f"<p>{' '.join(words)}</p>"
        for quoted, words in parts
    )
    lines = [line for line in text_of(inner).split("\n") if line]
    assert [line.removeprefix("> ").split() for line in lines] == [words for _, words in parts]
    if not all(quoted for quoted, _ in parts):
        assert [line.startswith("> ") for line in lines] == [quoted for quoted, _ in parts]
