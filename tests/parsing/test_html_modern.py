"""Comments as today's sites draw them: hashed classes, custom elements, votes both ways, no names."""

from __future__ import annotations

import pytest

from comments.parsing.html import read_html
from comments.parsing.reading import Reading

ARTICLE = (
    "<h1>Old bridge to close</h1><div class='story'><p>The council voted on Tuesday to close the old "
    "bridge for two years while its foundations are rebuilt, which sends lorries through the harbour.</p></div>"
)
TEXTS = ("They said six months.", "Finally, it was not safe.", "Who pays for the shops?")
NAMES = ("Petra K", "harbour_rat", "Yusuf B.")


def read(markup: str) -> Reading:
    return read_html(f"<body>{ARTICLE}{markup}</body>", saved_at="2024-02-08T12:00")


def hashed(name: str, time: str, text: str, likes: int = 0, inner: str = "") -> str:
    return (
        f"<article class='sc-gK kX'><div class='sc-a'><span class='sc-f hq'>{name}</span><span class='sc-d'>·"
        f"</span><span class='sc-t'>{time}</span></div><div class='sc-b'><p>{text}</p></div><div class='sc-c'>"
        f"<button aria-label='Like'><span>{likes}</span></button><button>Reply</button></div>{inner}</article>"
    )


def test_a_name_and_a_time_that_touch_are_told_apart() -> None:
    last = hashed("Yusuf B.", "yesterday", TEXTS[2], 7)
    reply = hashed("harbour_rat", "1 hour ago", TEXTS[1], 3)
    first = hashed("Petra K", "2 hours ago", TEXTS[0], 14, f"<div>{reply}</div>")
    reading = read(f"<details><summary>Comments (3)</summary>{first}{last}</details>")
    assert [(c.author, c.text, c.likes, c.depth) for c in reading.comments] == [
        ("Petra K", TEXTS[0], 14, 0),
        ("harbour_rat", TEXTS[1], 3, 1),
        ("Yusuf B", TEXTS[2], 7, 0),
    ]
    assert [c.posted_at for c in reading.comments] == [
        "2024-02-08T10",
        "2024-02-08T11",
        "2024-02-07",
    ]
    assert reading.declared_comments == 3


@pytest.mark.parametrize(
    "time", ["3 Feb 2024", "2h", "yesterday", "منذ يومين", "ایک دن پہلے", "2 gün önce"]
)
def test_elements_without_any_name_are_read_by_their_order(time: str) -> None:
    rows = "".join(
        f"<div class='row'><b>{name}</b><small>{time}</small><p>{text}</p><a href='#'>Reply</a></div>"
        for name, text in zip(("Ana", "احمد", "Bo"), TEXTS, strict=True)
    )
    comments = read(f"<h4>3 comments</h4>{rows}").comments
    assert [(c.author, c.text) for c in comments] == list(
        zip(("Ana", "احمد", "Bo"), TEXTS, strict=True)
    )
    assert all(c.posted_at for c in comments)


@pytest.mark.parametrize(
    "head",
    [
        "<p>Run 5 miles<br>then swim<br>2 May 2020</p>",
        "<p>Never!</p><p>2 May 2020</p>",
    ],
)
def test_a_line_before_a_time_is_not_always_a_name(head: str) -> None:
    rows = "".join(f"<div class='comment' id='comment-{n}'>{head}<p>Well</p></div>" for n in "123")
    assert {c.author for c in read(rows).comments} <= {None}


def test_custom_elements_are_named_by_their_tag() -> None:
    def element(number: int, inner: str = "") -> str:
        return (
            f"<user-comment id='c{number + 10}'><comment-header><user-name>{NAMES[number]}</user-name>"
            f"<relative-time datetime='2024-02-0{number + 1}T10:00Z'>3 days ago</relative-time></comment-header>"
            f"<comment-text><p>{TEXTS[number]}</p></comment-text><vote-button>Upvote</vote-button> "
            f"<reply-button>Reply</reply-button>{inner}</user-comment>"
        )

    comments = read(
        f"<comment-thread>{element(0, '<x-list>' + element(1) + '</x-list>')}{element(2)}</comment-thread>"
    ).comments
    assert [(c.text, c.posted_at, c.depth) for c in comments] == [
        (TEXTS[0], "2024-02-01T10:00+00:00", 0),
        (TEXTS[1], "2024-02-02T10:00+00:00", 1),
        (TEXTS[2], "2024-02-03T10:00+00:00", 0),
    ]
    assert [c.author for c in comments] == list(NAMES)


@pytest.mark.parametrize(
    "votes",
    [
        "<div class='vote'><a class='up'>۲۴</a><a class='down'>۳</a></div>",
        "<div class='vote'><i class='fa fa-thumbs-up'>24</i><i class='fa fa-thumbs-down'>3</i> <a>Log in</a></div>",
        "<div class='x1'><button aria-label='Like'>24</button><button aria-label='Dislike'>3</button></div>",
        "Like or Dislike: <span id='karma-7-up'>24</span> <span id='karma-7-down'>3</span>",
    ],
)
def test_likes_and_dislikes_that_touch_are_two_numbers(votes: str) -> None:
    rows = "".join(
        f"<div class='comment' id='comment-{n}'><b class='author'>Ana {n}</b><time datetime='2024-02-0{n}'>"
        f"{n} Feb</time><p>Remark number {n} of mine</p>{votes}</div>"
        for n in range(1, 4)
    )
    assert [(c.likes, c.dislikes, c.text) for c in read(rows).comments] == [
        (24, 3, f"Remark number {n} of mine") for n in range(1, 4)
    ]


def test_a_name_in_a_heading_makes_no_teaser_of_a_post() -> None:
    rows = "".join(
        f"<div class='css-{n}x css-post'><h4><a class='css-user' href='/u/{n}'>{name}</a></h4>"
        f"<time datetime='2024-02-0{n}'>{n} Feb</time><p>{text}</p><a>Reply</a></div>"
        for n, (name, text) in enumerate(zip(NAMES, TEXTS, strict=True), 1)
    )
    assert [c.text for c in read(rows).comments] == list(TEXTS)


def test_cards_of_other_articles_with_author_time_and_a_count_are_no_comments() -> None:
    cards = "".join(
        f"<div class='card'><a href='/{n}'><h3>{title}</h3></a><p>The boat is back on the water.</p>"
        f"<span class='author'>Lena {n}</span><time datetime='2024-02-0{n}'>{n} Feb</time><a>12 comments</a></div>"
        for n, title in enumerate(("Ferry returns", "Market hall plans", "Trams arrive early"), 1)
    )
    assert read(f"<section><h2>More</h2>{cards}</section>").comments == ()


def test_polls_and_newsletters_are_no_comments_and_no_body() -> None:
    poll = (
        "<div class='poll'><h3>Is it right?</h3><ul><li>Yes <span>62 %</span></li><li>No <span>38 %</span></li></ul>"
        "</div><div class='newsletter-signup'><p>Every day at six</p><form><input type='email'></form></div>"
    )
    assert (read(poll).comments, read(poll).body) == ((), read("").body)


def test_the_entries_of_a_live_blog_are_the_article() -> None:
    entries = "".join(
        f"<article class='live-post'><time datetime='2024-02-06T1{n}:05'>1{n}:05</time> <span class='author'>Jo "
        f"{n}</span><h3>Vote number {n}</h3><p>{text}</p><button>Share</button></article>"
        for n, text in enumerate(TEXTS)
    )
    reading = read_html(
        f"<body><main><h1>Live: the vote</h1><div class='live-blog'>{entries}</div></main>"
    )
    assert reading.comments == ()
    assert all(text in reading.body for text in TEXTS)


def test_a_dash_between_a_comment_and_its_name_goes_with_the_name() -> None:
    rows = "".join(
        f"<li class='comment' id='comment-{n}'><span class='copy'>{text}</span> – <a class='comment-user'>Ana {n}"
        f"</a> <span class='comment-date'>Feb {n}, 2024 at 9:12</span></li>"
        for n, text in enumerate(TEXTS, 1)
    )
    assert [c.text for c in read(f"<ul>{rows}</ul>").comments] == list(TEXTS)
