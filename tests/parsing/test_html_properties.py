"""What holds for every page: the same reading twice, only words of the page, furniture left aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from comments.parsing.html import read_html
from comments.parsing.html.explain import explain
from comments.parsing.reading import Reading

PAGES = sorted((Path(__file__).parent / "pages" / "html").glob("*.html"))
SOURCES = [page.read_text(encoding="utf-8") for page in PAGES]
IN_DATA = {"html:state", "html:json-ld"}
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)

FURNITURE = st.sampled_from(
    [
        "<nav class='main-nav'><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>",
        "<div class='topbar'><a href='/login'>Log in</a> <a href='/sub'>Subscribe</a></div>",
        "<div class='share-bar'><a href='#'>Tweet</a> <a href='#'>Facebook</a> <a href='#'>Email</a></div>",
        "<div class='related-articles'><h3>More from us</h3><ul><li><a href='/1'>Cranes return to the docks</a></li>"
        "<li><a href='/2'>Who owns the old mill?</a></li></ul></div>",
        "<div class='ad-slot'><span>Advertisement</span><a href='https://x.example'>Boats at half price</a></div>",
        "<footer><p>© The Quay. All rights reserved.</p><a href='/imprint'>Imprint</a></footer>",
        "<aside class='sidebar'><h4>Most read</h4><ol><li><a href='/3'>A week without trams</a></li></ol></aside>",
        "<form class='search'><input name='q'><button>Search</button></form>",
        "<div class='newsletter'>Our letter, every morning <input type='email'></div>",
        "<script>window.ads = window.ads || [];</script><style>.x{color:red}</style>",
    ]
)


def opened(source: str) -> str:
    return re.sub(r'<template shadowrootmode="open">', "<div>", source)


def words(source: str) -> list[str]:
    """Words that the markup holds in document order, those of frames in `srcdoc` after them."""
    parser = LexborHTMLParser(opened(source))
    inner = [node.attributes["srcdoc"] or "" for node in parser.css("iframe[srcdoc]")]
    parser.strip_tags(["script", "style", "template", "iframe", "svg", "noscript"], recursive=True)
    found = parser.body.text(separator=" ").split() if parser.body else []
    return found + [word for document in inner for word in words(document)]


def unmarked(reading: Reading) -> Iterator[str]:
    """Texts of the comments without the marks before quoted lines."""
    return (re.sub(r"^(?:> )+", "", c.text, flags=re.MULTILINE) for c in reading.comments)


def letters(text: str) -> str:
    return "".join(text.split())


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter("".join(whole))
    return all(letter in rest for letter in "".join(part))


def cut(source: str, data: st.DataObject) -> str:
    start = data.draw(st.integers(0, len(source)))
    return source[:start] + source[data.draw(st.integers(start, len(source))) :]


@given(st.sampled_from(SOURCES), st.data())
@slow
def test_reading_is_deterministic(source: str, data: st.DataObject) -> None:
    damaged = cut(source, data)
    assert read_html(damaged) == read_html(damaged)
    assert explain(damaged) == explain(damaged)


@given(st.sampled_from(SOURCES), st.data())
@slow
def test_body_and_comments_are_text_of_the_page_and_none_of_it_twice(
    source: str, data: st.DataObject
) -> None:
    damaged = cut(source, data)
    reading = read_html(damaged)
    whole = words(damaged)
    comments = [] if reading.parser in IN_DATA else list(unmarked(reading))
    for text in (reading.body, *comments):
        assert is_subsequence(text.split(), whole)
    taken = Counter(letters(" ".join((reading.body, *comments))))
    assert taken <= Counter(letters(" ".join(whole)))


@pytest.mark.parametrize("source", SOURCES, ids=[page.stem for page in PAGES])
def test_comments_stand_in_the_order_of_the_page(source: str) -> None:
    reading = read_html(source)
    if reading.parser not in IN_DATA:
        assert is_subsequence(" ".join(unmarked(reading)).split(), words(source))


def without_losses(reading: Reading) -> Reading:
    return replace(reading, dropped=())


@given(
    st.sampled_from(SOURCES),
    st.lists(FURNITURE, max_size=4, unique=True),
    st.lists(FURNITURE, max_size=4, unique=True),
)
@slow
def test_site_furniture_around_a_page_changes_nothing(
    source: str, before: list[str], after: list[str]
) -> None:
    start = source.index(">", source.index("<body")) + 1
    end = source.rindex("</body>")
    furnished = source[:start] + "".join(before) + source[start:end] + "".join(after) + source[end:]
    assert without_losses(read_html(furnished)) == without_losses(read_html(source))


@given(st.binary(max_size=1_500), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "x-none"]))
@settings(deadline=None)
def test_any_bytes_in_any_charset_give_a_reading(data: bytes, charset: str | None) -> None:
    reading = read_html(data, charset=charset, saved_at="2020-01-01", frames=(data,))
    assert isinstance(reading, Reading)


@given(
    st.recursive(
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)
        ),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(
                    "comments replies text body author user name id parent createdAt time likes deleted status "
                    "node edges users user_id __typename __ref Comment:1 content rank bodyModel paragraphs".split()
                ),
                inner,
                max_size=6,
            ),
        ),
        max_leaves=25,
    )
)
@settings(deadline=None)
def test_any_script_state_gives_a_reading(state: object) -> None:
    import json

    written = json.dumps({"comments": state})
    for script in (
        f"window.__STATE__ = {written}",
        f"window.__DATA__ = JSON.parse({json.dumps(written)})",
    ):
        reading = read_html(f"<script>{script}</script><p>x</p>")
        assert all(c.text or c.removal for c in reading.comments)


BOMBS = {
    "nested quotes": "<li class=comment>" + "<blockquote>x" * 20_000,
    "many quotes": "<li class=comment>" + "<blockquote>x</blockquote>y" * 20_000,
    "leads to quotes": "<li class=comment>"
    + "<p>Bo wrote:</p><blockquote>x</blockquote>" * 10_000,
    "shadow roots": "<template shadowrootmode=open>" * 30_000,
    "open templates": "<template shadow" * 60_000,
    "parsed strings": "<script>comment=" + "JSON.parse('" * 60_000 + "</script>",
    "one parsed string": "<script>comment=JSON.parse(\"" + "\\" * 500_000 + "</script>",
    "flight": "<script>comment;" + "self.__next_f.push([1,\"" * 40_000 + "</script>",
    "clocks": "<li class=comment><time>3 hours ago</time>Words here</li><script>" + "now:" * 150_000 + "</script>",
    "stamps": "<li class=comment><time>3 hours ago</time>Words here</li>" + "<!--SingleFile " * 50_000,
    "labels": "<div class=comment aria-label='" + "Comment by " * 40_000 + "'>x</div>",
    "frames": "<iframe srcdoc='<p>one two three'></iframe>" * 5_000,
    "ids": "<div class=comment id='" + "comment-" * 60_000 + "'>x y z</div>",
    "references": '<script>window.__APOLLO_STATE__={"a":{"__typename":"Comment"},'
    + ",".join(
        f'"Comment:{n}":{{"__typename":"Comment","text":"x","createdAt":1,"parent":{{"__ref":"Comment:{n + 1}"}}}}'
        for n in range(5_000)
    )
    + "}</script>",
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_read_to_its_end(bomb: str) -> None:
    # A reader that is quadratic in one of these does not come back within the patience of CI.
    assert isinstance(read_html(bomb, saved_at="2020-01-01"), Reading)
