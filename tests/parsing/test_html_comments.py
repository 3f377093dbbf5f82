"""What is a comment and what is not, in markup that no table knows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.html import read_html

ARTICLE = (
    "<h1>Tram line opens</h1><div class='story'><p>The tram line to the airport opened on Monday, "
    "four years late and two stops shorter than it had been planned in the spring of 2014.</p></div>"
)
WORDS = st.sampled_from(
    "why nobody asked bridge water 😂 نعم never! paid, tram 12 Zürich «so» they're быстро".split()
)
TEXTS = st.lists(WORDS, min_size=4, max_size=30).map(lambda words: "Well " + " ".join(words))
NAMES = st.sampled_from(["Ana", "bricklayer", "Юрий", "أبو سامي", "J. K. Rowe", "x_9"])


def page(comments: str, head: str = "") -> str:
    return f"<html><head><title>Tram line opens</title>{head}</head><body>{ARTICLE}{comments}</body></html>"


def wordpress(author: str, text: str, number: int, inner: str = "") -> str:
    return (
        f"<li class='comment' id='comment-{number}'><cite class='fn'>{author}</cite>"
        f"<div class='comment-meta'><a href='#'>May {number + 1}, 2019 at 10:15 am</a></div>"
        f"<div class='comment-content'><p>{text}</p></div>"
        f"<a class='comment-reply-link'>Reply</a>{inner}</li>"
    )


def obfuscated(author: str, text: str, number: int) -> str:
    return (
        f"<div class='css-8a7b'><span class='css-1'>{author}</span><br><span class='css-2'>"
        f"May {number + 1}, 2019</span><div class='css-3'><p>{text}</p></div><button>Reply</button></div>"
    )


@given(st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=12))
def test_every_comment_of_a_list_is_read_in_order(listed: list[tuple[str, str]]) -> None:
    items = "".join(wordpress(author, text, n) for n, (author, text) in enumerate(listed))
    comments = read_html(page(f"<ol class='commentlist'>{items}</ol>")).comments
    assert [(c.author, c.text) for c in comments] == listed
    assert [c.posted_at for c in comments] == [
        f"2019-05-{n + 1:02}T10:15" for n in range(len(listed))
    ]


@given(st.lists(TEXTS, min_size=2, max_size=8), st.data())
def test_a_reply_names_the_comment_that_encloses_it(texts: list[str], data: st.DataObject) -> None:
    chain = ""
    for n, text in reversed(list(enumerate(texts))):
        chain = wordpress("Ana", text, n, f"<ol class='children'>{chain}</ol>" if chain else "")
    comments = read_html(page(f"<ol class='commentlist'>{chain}</ol>")).comments
    assert [c.parent for c in comments] == [None, *range(len(texts) - 1)]
    assert [c.depth for c in comments] == list(range(len(texts)))


@given(st.lists(TEXTS, min_size=3, max_size=8, unique=True))
def test_hashed_class_names_are_no_obstacle(texts: list[str]) -> None:
    authors = ["Ana", "bricklayer", "Юрий"]
    items = "".join(obfuscated(authors[n % 3], text, n) for n, text in enumerate(texts))
    comments = read_html(page(f"<div class='css-9'>{items}</div>")).comments
    assert [c.text for c in comments] == texts
    assert [c.author for c in comments] == [authors[n % 3] for n in range(len(texts))]


@given(st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=6))
def test_text_is_a_subsequence_of_the_words_of_the_page(listed: list[tuple[str, str]]) -> None:
    items = "".join(wordpress(author, text, n) for n, (author, text) in enumerate(listed))
    source = page(f"<ol class='commentlist'>{items}</ol>")
    reading = read_html(source)
    shown = iter(re.sub(r"<[^>]+>", " ", source).split())
    found = [reading.body, *(comment.text for comment in reading.comments)]
    assert all(word in shown for text in found for word in text.split())


def test_a_comment_that_speaks_of_a_time_keeps_its_words() -> None:
    items = wordpress("Ana", "I moved here 2 years ago", 1) + wordpress(
        "Bo", "See you on May 3, 2021", 2
    )
    comments = read_html(page(f"<ol class='commentlist'>{items}</ol>")).comments
    assert [c.text for c in comments] == ["I moved here 2 years ago", "See you on May 3, 2021"]


def test_what_stands_behind_a_reply_but_inside_the_comment_around_it_is_of_that_comment() -> None:
    def comment(number: int, text: str, inner: str = "") -> str:
        return (
            f"<div class='comment' id='comment-{number}'><b class='author'>Ana</b> <time "
            f"datetime='2020-05-0{number}'>May {number}</time><p>{text}</p>{inner}</div>"
        )

    reply = comment(2, "No they are not") + "<p>Edit: I was wrong</p>"
    comments = read_html(page(comment(1, "They are four years late", reply))).comments
    assert [c.text for c in comments] == [
        "They are four years late\n\nEdit: I was wrong",
        "No they are not",
    ]


def test_paragraphs_and_line_breaks_are_kept() -> None:
    text = "one<br>two</p><p>three<br><br>four"
    (comment,) = read_html(
        page(f"<ol class='commentlist'>{wordpress('Ana', text, 1)}</ol>")
    ).comments
    assert comment.text == "one\ntwo\n\nthree\n\nfour"


def test_the_same_words_twice_are_two_comments() -> None:
    items = wordpress("Ana", "Shame on them", 1) + wordpress("Bo", "Shame on them", 2)
    comments = read_html(page(f"<ol class='commentlist'>{items}</ol>")).comments
    assert [c.author for c in comments] == ["Ana", "Bo"]


def test_a_list_drawn_twice_is_read_once() -> None:
    items = "".join(wordpress("Ana", f"Remark number {n} of mine", n) for n in range(4))
    reading = read_html(
        page(f"<ol class='commentlist'>{items}</ol><ol class='commentlist'>{items}</ol>")
    )
    assert [c.text for c in reading.comments] == [f"Remark number {n} of mine" for n in range(4)]
    assert reading.warnings == ("4 comments were drawn twice on the page and read once.",)


def test_a_removed_comment_keeps_its_place_and_its_notice() -> None:
    inner = f"<ol class='children'>{wordpress('Bo', 'That was rude of you', 2)}</ol>"
    items = wordpress("Ana", "This comment has been removed by a moderator.", 1, inner)
    reading = read_html(page(f"<ol class='commentlist'>{items}</ol>"))
    assert [(c.author, c.removal, c.parent) for c in reading.comments] == [
        ("Ana", "moderator", None),
        ("Bo", None, 0),
    ]
    assert reading.comments[0].text == "This comment has been removed by a moderator."
    assert reading.warnings == ("1 comment has been taken away; a notice stands there.",)


NO_COMMENTS = {
    "empty state": "<div id='comments'><h3>Comments</h3><p>No comments yet. Be the first to comment!</p></div>",
    "form": "<div id='respond' class='comment-respond'><h3>Leave a Reply</h3><form><p>Your email address "
    "will not be published.</p><textarea></textarea></form></div>",
    "policy": "<div class='comments'><div class='comment-policy'><p>We encourage lively debate, but posts "
    "that insult other readers are removed. Last updated on May 3, 2021 by the editors.</p></div></div>",
    "closed": "<div class='comments'><p class='nocomments'>Comments are closed.</p></div>",
    "spinner": "<div id='comments' class='comment'>Loading comments...</div>",
    "sidebar": "<div class='widget widget_recent_comments'><h3>Recent Comments</h3><ul>"
    + "".join(
        f"<li class='comment'><span class='author'>Ana{n}</span> on <a href='#'>Fish market</a> "
        f"<time datetime='2021-05-0{n}'>May {n}, 2021</time> I never liked the fish there</li>"
        for n in range(1, 5)
    )
    + "</ul></div>",
    "pingbacks": "<ol class='commentlist'><li class='pingback' id='comment-1'>Pingback: <a href='#'>Links "
    "of the week</a></li><li class='trackback' id='comment-2'>Trackback: <a href='#'>A blog</a></li></ol>",
    "teasers": "<div class='more'>"
    + "".join(
        f"<div class='card'><h3><a href='/{n}'>Cranes return to the docks after {n} months</a></h3>"
        f"<span class='author'>Joe{n}</span> <time datetime='2021-05-0{n}'>May {n}, 2021</time>"
        f"<p>The last of the cranes came back on a barge before dawn.</p></div>"
        for n in range(2, 7)
    )
    + "</div>",
    "events": "<table>"
    + "".join(
        f"<tr class='row'><td>May {n}, 2021</td><td>Town hall</td><td>Open meeting on the budget</td></tr>"
        for n in range(1, 9)
    )
    + "</table>",
    "ratings": "<ul>"
    + "".join(f"<li>Rated {n} of 5 on May {n}, 2021</li>" for n in range(1, 6))
    + "</ul>",
}


@pytest.mark.parametrize("markup", NO_COMMENTS.values(), ids=NO_COMMENTS.keys())
def test_is_never_a_comment(markup: str) -> None:
    assert read_html(page(markup)).comments == ()


@pytest.mark.parametrize(
    ("heading", "declared"),
    [
        ("12 Comments", 12),
        ("Comments (1,204)", 1204),
        ("3 Responses to “Tram line opens”", 3),
        ("One thought on “Tram line opens”", 1),
        ("٣ تعليقات", 3),
        ("نظرات (۱۲)", 12),
        ("7 Kommentare", 7),
        ("Комментарии (5)", 5),
        ("4 yorum", 4),
        ("انتشار یافته: ۳ در انتظار بررسی: ۲ غیر قابل انتشار: ۱", 3),
        ("Comments", None),
    ],
)
def test_the_declared_number_is_read_from_the_heading(heading: str, declared: int | None) -> None:
    items = wordpress("Ana", "They are never on time", 1)
    source = page(
        f"<div id='comments'><h3>{heading}</h3><ol class='commentlist'>{items}</ol></div>"
    )
    assert read_html(source).declared_comments == declared


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        ("<div id='disqus_thread'></div>", "Disqus"),
        ("<div class='fb-comments' data-href='x'></div>", "Facebook"),
        ("<vf-conversations></vf-conversations>", "Viafoura"),
        ("<hyvor-talk-comments page-id='1'></hyvor-talk-comments>", "Hyvor Talk"),
        ("<script src='https://utteranc.es/client.js'></script>", "utterances"),
    ],
)
def test_comments_that_a_service_would_have_loaded_are_a_warning(mark: str, name: str) -> None:
    reading = read_html(page(mark))
    assert reading.comments == ()
    assert reading.warnings == (
        f"comments loaded by a third-party widget ({name}), not in this file",
    )


def test_buttons_behind_the_time_are_no_part_of_the_name_before_it() -> None:
    items = "".join(
        f"<div class='comment' id='comment-{n}'><p>Remark number {n} of mine</p><p class='by'>by <a>Ana {n}</a> on "
        f"<span class='time'>Aug {n}, 2012 12:54 PM</span> <a>reply</a> <a>actions</a></p></div>"
        for n in range(1, 4)
    )
    comments = read_html(page(items)).comments
    assert [(c.author, c.text) for c in comments] == [
        (f"Ana {n}", f"Remark number {n} of mine") for n in range(1, 4)
    ]


@pytest.mark.parametrize(
    ("box", "author"),
    [
        ("Comment 1 Posted by: Ana B", "Ana B"),
        ("Ana B : 11:58 AM", "Ana B"),
        ("Ana B — 17.07, 2011 @ 13:04", "Ana B"),
        ("Ana B On", "Ana B"),
        ("Posted", None),
        ("Ana-B 2", "Ana-B 2"),
        ("Ana (not verified)", "Ana (not verified)"),
    ],
)
def test_a_name_is_without_what_stands_around_it_in_its_box(box: str, author: str | None) -> None:
    items = "".join(
        f"<div class='comment' id='comment-{n}'><span class='author'>{box}</span><time datetime='2020-05-0{n}'>"
        f"May {n}</time><p>Remark number {n} of mine</p><a>Reply</a></div>"
        for n in range(1, 4)
    )
    comments = read_html(page(items)).comments
    assert [c.author for c in comments] == [author] * 3


@pytest.mark.parametrize("text", ["“ ”", "[ ]", "( | )"])
def test_a_template_without_words_is_no_comment(text: str) -> None:
    items = f"<div class='comment' id='comment-1'>{text}<a>Reply</a></div>"
    assert read_html(page(items)).comments == ()


@pytest.mark.parametrize("text", ["!!!", "?", ":)", "👍", "…", "<3"])
def test_a_sign_can_be_a_comment(text: str) -> None:
    shown = text.replace("<", "&lt;")
    items = wordpress("Ana", shown, 1) + wordpress("Bo", "Shame on them", 2)
    comments = read_html(page(f"<ol class='commentlist'>{items}</ol>")).comments
    assert [c.text for c in comments] == [text, "Shame on them"]


def test_brackets_around_a_button_go_with_it() -> None:
    item = (
        "<li class='comment' id='comment-1'><cite class='fn'>Ana</cite><div class='comment-text'><p>Why?</p>"
        "<p>[ <a class='comment-reply-link'>Reply</a> ]</p></div></li>"
    )
    (comment,) = read_html(page(f"<ol class='commentlist'>{item}</ol>")).comments
    assert comment.text == "Why?"


@pytest.mark.parametrize(
    "note", ["Reblogged this on Elsewhere.", "Hat dies auf Woanders rebloggt."]
)
def test_where_all_comments_are_pingbacks_the_reasons_say_so(note: str) -> None:
    items = wordpress("Ana", note, 1)
    reading = read_html(page(f"<h3>1 Comment</h3><ol class='commentlist'>{items}</ol>"))
    assert (reading.comments, reading.confidence) == ((), "high")
    assert reading.reasons == (
        "the page declares 1 comment, and all that stands there is 1 pingback",
    )
    assert reading.warnings == ("1 pingback left out.",)
