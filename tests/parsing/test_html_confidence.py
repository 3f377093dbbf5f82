"""How far the comments of a page are to be trusted, and the reasons that are given."""

from __future__ import annotations

import pytest

from comments.parsing.html import read_html
from comments.parsing.reading import Reading

ARTICLE = (
    "<h1>Tram line opens</h1><div class='story'><p>The tram line to the airport opened on Monday, "
    "four years late and two stops shorter than it had been planned in the spring of 2014.</p></div>"
)


def wordpress(count: int, heading: str = "", *, signed: bool = True) -> Reading:
    author = "<cite class='fn'>Ana</cite>" if signed else ""
    items = "".join(
        f"<li class='comment' id='comment-{n}'>{author}<div class='comment-meta'><a>May {n}, 2020</a></div>"
        f"<div class='comment-content'><p>Remark number {n} of mine</p></div></li>"
        for n in range(1, count + 1)
    )
    listed = f"<div id='comments'><h3>{heading}</h3><ol class='commentlist'>{items}</ol></div>"
    return read_html(f"<body>{ARTICLE}{listed}</body>")


def obfuscated(count: int) -> Reading:
    items = "".join(
        f"<div class='css-8a7b'><span class='css-1'>{'Ana' if n % 2 else 'Bo'}</span><br><span class='css-2'>"
        f"May {n}, 2020</span><div class='css-3'><p>Remark number {n} of mine</p></div><button>Reply</button></div>"
        for n in range(1, count + 1)
    )
    return read_html(f"<body>{ARTICLE}<div class='css-9'>{items}</div></body>")


def test_a_known_system_and_a_count_that_agrees_are_high() -> None:
    reading = wordpress(5, "5 Comments")
    assert reading.confidence == "high"
    assert reading.reasons == (
        "in the markup of wordpress, a known system",
        "the page declares 5 comments and 5 were found",
        "every comment has an author and a time",
    )


def test_a_count_that_is_far_from_what_was_found_lowers_it() -> None:
    reading = wordpress(5, "212 Comments")
    assert reading.confidence == "medium"
    assert "the page declares 212 comments but 5 were found" in reading.reasons


def test_comments_without_authors_lower_it() -> None:
    reading = wordpress(5, signed=False)
    assert reading.confidence == "medium"
    assert "no comment has an author" in reading.reasons


def test_repeated_structure_alone_is_never_high() -> None:
    reading = obfuscated(6)
    assert (reading.confidence, len(reading.comments)) == ("medium", 6)
    assert reading.reasons[0] == "found by repeated structure alone"


@pytest.mark.parametrize(
    ("markup", "level", "reason"),
    [
        ("", "high", "nothing on the page looks like a reader comment"),
        (
            "<div id='comments'></div>",
            "medium",
            "the page has a place for comments, and none was found there",
        ),
        (
            "<div id='disqus_thread'></div>",
            "low",
            "comments of Disqus would be loaded by a script",
        ),
        (
            "<h3>12 Comments</h3>",
            "low",
            "the page declares 12 comments, and none is in this file",
        ),
    ],
)
def test_a_page_without_comments_is_trusted_as_far_as_nothing_hints_at_any(
    markup: str, level: str, reason: str
) -> None:
    reading = read_html(f"<body>{ARTICLE}{markup}</body>")
    assert (reading.confidence, reading.reasons) == (level, (reason,))


def test_pingbacks_that_the_page_counts_as_comments_are_no_disagreement() -> None:
    pings = "".join(
        f"<li class='pingback' id='comment-{n}'>Pingback: A blog</li>" for n in range(90, 93)
    )
    items = "".join(
        f"<li class='comment' id='comment-{n}'><cite class='fn'>Ana</cite><div class='comment-meta'><a>May {n}, "
        f"2020</a></div><div class='comment-content'><p>Remark number {n} of mine</p></div></li>"
        for n in range(1, 4)
    )
    reading = read_html(
        f"<body>{ARTICLE}<h3>6 Comments</h3><ol class='commentlist'>{items}{pings}</ol></body>"
    )
    assert reading.confidence == "high"
    assert (
        "the page declares 6 comments and 3 were found, with 3 pingbacks left out"
        in reading.reasons
    )
