"""Any bytes give a reading: no crash, no hang, no blow-up, the same every time."""

from __future__ import annotations

import re
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.parsing.html import read_html
from comments.parsing.reading import Reading

PAGES = sorted((Path(__file__).parent / "pages" / "html").glob("*.html"))
SOURCES = [page.read_bytes() for page in PAGES]


def letters(n: int) -> str:
    """A different word for each number: digits in a name are one shape."""
    return "".join(chr(97 + n // 26**place % 26) for place in range(4))


BOMBS = {
    "nested divs": "<div>" * 100_000,
    "nested and closed": "<div>" * 50_000 + "x" + "</div>" * 50_000,
    "nested lists of comments": "<li class=comment>" * 60_000,
    "unclosed formatting": "<p>"
    + "".join(f"<font size={n}>" for n in range(2_000))
    + "<p>x" * 50_000,
    "nested tables": "<table><tr><td>" * 30_000,
    "attributes": "<p " + "a=1 " * 300_000 + ">",
    "unclosed quotes": '<a href="' * 200_000,
    "unclosed comments": "<!--" * 300_000,
    "open brackets": "<" * 1_000_000,
    "entities": "&amp" * 300_000,
    "digits": "<div class=comment>" + "1 " * 500_000 + "</div>",
    "months": "<p>" + "may " * 300_000 + "</p>",
    "short dates": "<p>1 may</p>" * 60_000,
    "comments": "<li class='comment' id='comment-1'><cite class=fn>A</cite><p>Hello there</p></li>"
    * 12_000,
    "nested comments": "<div class='comment depth-1'><b>A</b> 1 May 2020<p>Hello there</p>"
    * 10_000,
    "replies in one": "<li class=comment>" + "<li class=comment><p>one two three</p>" * 15_000,
    "assignments": "<script>" + "comment.state={" * 60_000 + "</script>",
    "deep state": "<script>window.comments_state=" + '[{"comments":' * 60_000 + "</script>",
    "deep linked data": '<script type="application/ld+json">'
    + '[{"comment":' * 60_000
    + "</script>",
    "headings": "<h1>a</h1>" * 60_000,
    "classes": "<div class='" + "comment-" * 100_000 + "'>x</div>",
    "many classes": "<div class='" + " ".join(f"c{n}" for n in range(100_000)) + "'>x</div>",
    "says": "<div class=comment>" + "<p>says says says</p>" * 40_000 + "</div>",
    "attributes of one element": "<p " + " ".join(f"a{n}='>'" for n in range(60_000)) + ">x",
    "attributes between slashes": "<p/" + "/".join(f"a{n}" for n in range(60_000)) + ">x",
    "attributes with brackets": "<p " + " ".join(f"a{n}<" for n in range(60_000)) + ">x",
    "attributes after a sign": "<p =x " + " ".join(f"a{n}" for n in range(60_000)) + ">x",
    "attributes without spaces": "<p " + "".join(f"a{n}=''" for n in range(60_000)) + ">x",
    "attributes behind a script": '<script>x = "<p y=\'"</script><p '
    + " ".join(f"a{n}" for n in range(60_000))
    + " y='>x",
    "starts of tags": "<p x='" + "<a" * 300_000 + "'>x",
    "starts before a long value": ("<a " * 490 + "x='" + "y" * 20_000 + "'>") * 20,
    "options": "<select>" + "<option>x" * 100_000,
    "siblings": "<p>x</p>" * 200_000,
    "blank siblings": "a" + "<b> </b>" * 200_000,
    "one class each": "".join(
        f"<div class='{letters(n)}-comment'><b class=author>Ana</b> <time>1 May 2020</time>"
        "<p>Hello there my friend</p></div>"
        for n in range(15_000)
    ),
    "nested, one class each": "".join(f"<div class={letters(n)}-comment>" for n in range(490))
    + "<p>x</p>" * 20_000,
    "headings and times": "<h3>3 comments</h3>" + "<p>Ana 1 May 2020 10:00</p><p>no</p>" * 15_000,
    "deep island": '<script type="application/json">' + '{"comments":[' * 100_000 + "</script>",
    "closed deep island": '<script type="application/json">'
    + '{"comments":[' * 50_000
    + "]}" * 50_000
    + "</script>",
    "style": "<p style='" + "display " * 100_000 + "'>x</p>",
}


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_read_to_its_end_and_gives_no_word_twice(bomb: str) -> None:
    # A reader that is quadratic in one of these does not come back within the patience of CI.
    reading = read_html(bomb)
    given = words(reading.body) + [w for c in reading.comments for w in words(c.text)]
    assert len(given) <= len(words(re.sub("[<>]", " ", bomb)))


def test_a_line_of_fifty_megabytes_is_read() -> None:
    line = "<p>" + "word " * 10_000_000
    assert set(words(read_html(line).body)) <= {"word"}


def test_memory_grows_with_the_page_and_not_with_its_square() -> None:
    def peak(paragraphs: int) -> int:
        fonts = "".join(f"<font size={n}>" for n in range(paragraphs // 10))
        tracemalloc.start()
        read_html("<p>" + fonts + "<p>x" * paragraphs)
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(40_000) < 8 * peak(10_000)


@given(st.binary(max_size=2_000))
def test_any_bytes_give_a_reading(data: bytes) -> None:
    assert isinstance(read_html(data), Reading)


@given(st.text(alphabet="<>/=\"' !-abdilpvcomentrsy0123456789.:&;{}[],", max_size=1_500))
@settings(deadline=None)
def test_any_markup_gives_a_reading(markup: str) -> None:
    assert isinstance(read_html(markup), Reading)


@given(st.sampled_from(SOURCES), st.data())
@settings(deadline=None)
def test_a_damaged_page_gives_the_same_reading_twice(source: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    damaged = source[:start] + source[end:]
    assert read_html(damaged) == read_html(damaged)


@given(st.sampled_from(SOURCES), st.data())
@settings(deadline=None)
def test_parents_come_before_their_replies_one_level_up(source: bytes, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    comments = read_html(source[:start] + source[end:]).comments
    for index, comment in enumerate(comments):
        if comment.parent is None:
            assert comment.depth == 0
        else:
            assert comment.parent != index
            assert comments[comment.parent].depth == comment.depth - 1


def test_an_empty_file_is_an_empty_reading() -> None:
    reading = read_html(b"")
    assert (reading.title, reading.body, reading.comments) == (None, "", ())
