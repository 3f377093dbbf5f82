"""Text of a comment's HTML: paragraphs, quotations marked, nothing run, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports.markup import lines_to_text, to_text

CASES = {
    "plain text": ("You are\n wrong ", "You are wrong"),
    "entities": ("Fish &amp; chips &lt;b&gt; &#128030;", "Fish & chips <b> 🐞"),
    "paragraphs": ("<p>One</p><p>Two<br>lines</p>Three", "One\n\nTwo\nlines\n\nThree"),
    "open paragraphs": ("One<p>Two<p>Three", "One\n\nTwo\n\nThree"),
    "two line breaks": ("One<br><br>Two", "One\n\nTwo"),
    "quotation": (
        "<blockquote><p>He said<br>no</p><p>Really</p></blockquote>So what?",
        "> He said\n> no\n\n> Really\n\nSo what?",
    ),
    "quotation in a quotation": (
        "<blockquote><blockquote>first</blockquote>second</blockquote>third",
        "> > first\n\n> second\n\nthird",
    ),
    "after a quotation in a block": (
        "<div>a<blockquote>q</blockquote>b</div>c",
        "a\n\n> q\n\nb\n\nc",
    ),
    "link": ('See <a href="https://x.example/long">x.example</a>.', "See x.example."),
    "picture": ('Look <img src="a.png" alt="a cat"> here', "Look a cat here"),
    "script": ("Hi<script>alert(1)</script><style>p{}</style>", "Hi"),
    "handlers": ('<b onclick="alert(1)">Hi</b><img src=x onerror=alert(1)>', "Hi"),
    "code": ("<pre><code>if a:\n    b()\n</code></pre>ok", "if a:\n    b()\n\nok"),
    "right to left": ('<p dir="rtl">مرحبا <b>بكم</b></p>', "مرحبا بكم"),
    "a title is text": ("<title>Sir</title> Humphrey", "Sir Humphrey"),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES)
def test_html_becomes_text(html: str, expected: str) -> None:
    assert to_text(html) == expected


def test_elements_can_be_left_out() -> None:
    html = '<aside><p class="who">Ann wrote</p><p>Hello</p></aside>Hi'
    assert to_text(html, without=".who") == "Hello\n\nHi"


def test_line_breaks_can_be_meant() -> None:
    assert lines_to_text("One\r\nTwo\n\nThree") == "One\nTwo\n\nThree"
    assert lines_to_text("<ul>\n<li>a</li>\n</ul>\nb") == "a\n\nb"
    assert lines_to_text('<a\nhref="x">a</a>\nb') == "a\nb"
    assert lines_to_text("You said\n> no such thing\nand 2 < 3\nis > 1") == (
        "You said\n> no such thing\nand 2 < 3\nis > 1"
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<&"), min_size=1))
def test_text_without_markup_stays_itself(text: str) -> None:
    assert to_text(text) == to_text(f"<p>{text}</p>") == " ".join(text.split())


@given(
    st.lists(
        st.sampled_from(
            "<p> <blockquote> </blockquote> <br> <pre> </pre> <div> </div> a b &amp;".split()
        )
    )
)
def test_no_word_is_lost_whatever_the_markup(pieces: list[str]) -> None:
    words = [piece for piece in pieces if piece in {"a", "b"}]
    text = to_text(" ".join(pieces))
    assert [word for word in text.split() if word in {"a", "b"}] == words
    assert "\n\n\n" not in text


@pytest.mark.parametrize(
    "bait",
    ["<blockquote>" * 5_000, "<blockquote>x</blockquote>" * 4_000, "<pre>" * 4_000, "<b>" * 50_000],
)
def test_markup_made_to_exhaust_us_is_read(bait: str) -> None:
    assert to_text(f"start {bait} end").replace("> ", "").startswith("start")
