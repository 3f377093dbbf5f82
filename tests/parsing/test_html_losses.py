"""All text that a page shows is in its article, in a comment, or accounted for as dropped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from comments.parsing.html import read_html
from comments.parsing.reading import Reading

PAGES = sorted((Path(__file__).parent / "pages" / "html").glob("*.html"))
NOT_SHOWN = (
    "script style template noscript iframe svg head textarea select datalist object math "
    "noembed noframes video audio canvas"
).split()
ARTICLE = (
    "<h1>Tram line opens</h1><div class='story'><p>The tram line to the airport opened on Monday, "
    "four years late and two stops shorter than it had been planned in the spring of 2014.</p></div>"
)


def characters(text: str) -> int:
    return len("".join(text.split()))


def shown(source: str) -> int:
    """Characters that a browser shows, counted by the markup alone."""
    source = re.sub(r'<template shadowrootmode="open">', "<div>", source)
    parser = LexborHTMLParser(source)
    inner = [node.attributes["srcdoc"] or "" for node in parser.css("iframe[srcdoc]")]
    parser.strip_tags(NOT_SHOWN, recursive=True)
    body = parser.body
    return characters(body.text() if body else "") + sum(shown(document) for document in inner)


def accounted(reading: Reading) -> int:
    unquoted = (re.sub(r"^(?:> )+", "", c.text, flags=re.MULTILINE) for c in reading.comments)
    in_data = reading.parser in {"html:state", "html:json-ld"}
    comments = 0 if in_data else sum(map(characters, unquoted))
    dropped = sum(d.characters for d in reading.dropped if d.reason != "script state")
    return characters(reading.body) + comments + dropped


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_body_comments_and_losses_are_all_that_a_page_shows(page: Path) -> None:
    source = page.read_text(encoding="utf-8")
    assert accounted(read_html(source)) == shown(source)


def reason(markup: str) -> set[str]:
    return {d.reason for d in read_html(f"<body>{ARTICLE}{markup}</body>").dropped} - {"headline"}


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<nav><a href='/'>Home</a></nav>", "navigation"),
        ("<footer>© 2021 The Quay</footer>", "page footer"),
        ("<div class='share-bar'><a>Tweet</a></div>", "share bar"),
        ("<div class='related-posts'><a>Fish market closes</a></div>", "related articles"),
        ("<div class='ad-slot'>Shoes at half price</div>", "advertisement"),
        ("<div class='newsletter'>Our letter, every day</div>", "notice"),
        ("<div id='respond' class='comment-respond'>Leave a Reply</div>", "comment form"),
        ("<form>Search this site</form>", "form"),
        ("<div style='display: none'>Not for eyes</div>", "hidden"),
        ("<div hidden>Not for eyes</div>", "hidden"),
        ("<div class='sidebar'>Weather: rain</div>", "sidebar"),
        ("<div class='x9'>Weather: rain</div>", "other"),
    ],
)
def test_what_is_dropped_is_named_by_its_kind(markup: str, expected: str) -> None:
    assert reason(markup) == {expected}


def comment(number: int, text: str = "") -> str:
    return (
        f"<li class='comment' id='comment-{number}'><cite class='fn'>Ana</cite> <time datetime='2020-05-"
        f"{number:02}'>May {number}</time><p>{text or f'Remark number {number} of mine'}</p><a>Reply</a></li>"
    )


def test_names_times_and_buttons_are_the_furniture_of_a_comment() -> None:
    reading = read_html(f"<body>{ARTICLE}<ol class='commentlist'>{comment(1)}</ol></body>")
    (furniture,) = [d for d in reading.dropped if d.reason == "comment furniture"]
    assert (furniture.blocks, furniture.characters) == (1, len("Ana" + "May1" + "Reply"))


def test_a_second_rendering_of_the_comments_is_a_loss() -> None:
    listed = "".join(comment(n) for n in range(1, 5))
    reading = read_html(
        f"<body>{ARTICLE}<ol class='commentlist'>{listed}</ol><ol class='commentlist'>{listed}</ol></body>"
    )
    (double,) = [d for d in reading.dropped if d.reason == "duplicate rendering"]
    assert double.blocks == 4


def test_pingbacks_are_a_loss() -> None:
    ping = "<li class='pingback' id='comment-9'>Pingback: <a href='#'>Links of the week</a></li>"
    reading = read_html(f"<body>{ARTICLE}<ol class='commentlist'>{comment(1)}{ping}</ol></body>")
    assert [d.characters for d in reading.dropped if d.reason == "pingback"] == [
        len("Pingback:Linksoftheweek")
    ]


def test_comments_of_the_script_state_that_the_page_shows_as_well_are_told() -> None:
    state = (
        '<script>window.__STATE__ = {"comments": [{"text": "Remark number 1 of mine", "author": "Ana",'
        '"createdAt": "2020-05-01T00:00:00Z"}]}</script>'
    )
    reading = read_html(f"<body>{state}{ARTICLE}<ol class='commentlist'>{comment(1)}</ol></body>")
    assert reading.parser == "html:wordpress"
    assert [(d.blocks, d.characters) for d in reading.dropped if d.reason == "script state"] == [
        (1, len("Remarknumber1ofmine"))
    ]


def test_comments_that_are_read_from_data_are_drawn_on_the_page_as_well() -> None:
    data = ",".join(
        f'{{"@type": "Comment", "text": "Remark number {n} of mine", "author": {{"name": "Ana"}},'
        f'"dateCreated": "2020-05-0{n}"}}'
        for n in range(1, 4)
    )
    drawn = "".join(
        f"<div class='comment' id='comment-{n}'>May {n}, 2020<p>Remark number {n} of mine</p><a>Reply</a></div>"
        for n in range(1, 4)
    )
    source = f'<script type="application/ld+json">[{data}]</script><body>{ARTICLE}{drawn}</body>'
    reading = read_html(source)
    assert (reading.parser, len(reading.comments)) == ("html:json-ld", 3)
    assert "Remark" not in reading.body
    assert [d.blocks for d in reading.dropped if d.reason == "duplicate rendering"] == [3]
    assert accounted(reading) == shown(source)


BOXES = st.sampled_from(
    [
        "<nav><a href='/'>Home</a> <a href='/s'>Sport</a></nav>",
        "<div class='share'>Tweet this</div>",
        "<div>Some words of no kind</div>",
        "<div hidden>secret words</div>",
        "<p>A short line.</p>",
        "<ul><li><a>One</a><li><a>Two</a></ul>",
        "<blockquote>He said <b>no</b>.</blockquote>",
        "<div class='related'><h3>More</h3><p>Cranes return to the docks</p></div>",
        "<table><tr><td>a<td>b</table>",
        "<noscript>No script</noscript><svg><text>x</text></svg><textarea>type</textarea>",
        "<article class='comment' id='comment-77'><b class='fn'>Bo</b> May 3, 2020<p>Words of Bo here</p></article>",
        "<div id='comments'><h3>2 Comments</h3>",
        "</div>",
        "<form><p>Leave a Reply</p></form>",
    ]
)


@given(st.lists(BOXES, max_size=8), st.lists(BOXES, max_size=8))
def test_any_mixture_of_boxes_adds_up(before: list[str], after: list[str]) -> None:
    listed = "".join(comment(n) for n in range(1, 4))
    source = f"<body>{''.join(before)}{ARTICLE}<ol class='commentlist'>{listed}</ol>{''.join(after)}</body>"
    assert accounted(read_html(source)) == shown(source)


@given(st.text(alphabet="<>/=\"' !-abdilpvcomentrsyfh0123456789.:&;{}", max_size=600))
def test_any_markup_adds_up(markup: str) -> None:
    source = f"<body><p>x</p>{markup}"
    assert accounted(read_html(source)) == shown(source)
