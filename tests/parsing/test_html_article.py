"""Title, byline, time, outlet, address and language of an article; encodings; reply trees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports.linking import repair
from comments.parsing.html import read_html
from comments.parsing.html.decode import decode
from comments.parsing.html.evidence import Found
from comments.parsing.html.threads import thread

BODY = (
    "<p>The tram line to the airport opened on Monday, four years late and two stops shorter.</p>"
)


@pytest.mark.parametrize(
    ("head", "heading", "title"),
    [
        ("<title>Tram opens | The Quay</title>", "<h1>Tram opens</h1>", "Tram opens"),
        (
            "<title>The Quay: Tram opens</title>",
            "<h1>The Quay</h1><h2>Tram opens</h2>",
            "Tram opens",
        ),
        (
            "<title>Tram opens - The Quay</title><meta property='og:site_name' content='The Quay'>",
            "",
            "Tram opens",
        ),
        ("<meta property='og:title' content='Tram opens'>", "<h1>Welcome</h1>", "Tram opens"),
        ("", "<h1>Tram opens</h1>", "Tram opens"),
        ("", "", None),
    ],
)
def test_title_is_without_the_name_of_the_site(head: str, heading: str, title: str | None) -> None:
    assert read_html(f"<head>{head}</head><body>{heading}{BODY}</body>").title == title


@pytest.mark.parametrize(
    "source",
    [
        '<link rel="canonical" href="https://quay.example/tram">',
        '<meta property="og:url" content="https://quay.example/tram">',
        "<!-- saved from url=(0030)https://quay.example/tram -->",
    ],
)
def test_the_address_is_the_one_the_page_names(source: str) -> None:
    assert read_html(f"{source}<body>{BODY}</body>").url == "https://quay.example/tram"


def test_an_address_given_by_the_caller_wins() -> None:
    page = '<link rel="canonical" href="https://other.example/">'
    assert read_html(page, url="https://quay.example/tram").url == "https://quay.example/tram"


def test_linked_data_names_author_outlet_and_time() -> None:
    data = (
        '{"@type": "NewsArticle", "headline": "Tram opens", "author": [{"name": "Ana"}, {"name": "Bo"}],'
        '"publisher": {"name": "The Quay"}, "datePublished": "2021-08-17T10:00:00Z"}'
    )
    reading = read_html(f'<script type="application/ld+json">{data}</script><body>{BODY}</body>')
    assert (reading.byline, reading.outlet) == ("Ana, Bo", "The Quay")
    assert reading.published_at == "2021-08-17T10:00:00+00:00"


def test_a_time_in_a_list_of_other_articles_is_not_the_articles() -> None:
    others = "<div class='related-posts'><a href='/1'>Fish</a> <time datetime='2020-01-01'>Jan 1</time></div>"
    assert read_html(f"<h1>Tram opens</h1>{BODY}{others}").published_at is None


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("Zürich und die Straßenbahn nach Köln", "cp1252", "iso-8859-1"),
        ("Трамвай до аэропорта открыт", "cp1251", "windows-1251"),
        ("افتتاح خط الترام إلى المطار", "cp1256", "windows-1256"),
        ("Tramvay hattı açıldı, şehir sevinçli", "cp1254", "iso-8859-9"),
        ("新しい路面電車が空港まで開通した", "cp932", "shift_jis"),
    ],
)
def test_the_declared_charset_is_read_as_browsers_read_it(
    text: str, codec: str, declared: str
) -> None:
    page = f'<meta charset="{declared}"><h1>{text}</h1>'
    assert text in decode(page.encode(codec))


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    assert "Zürich" in decode('<meta charset="iso-8859-1"><p>Zürich'.encode())


def test_one_broken_byte_does_not_change_the_charset() -> None:
    assert decode("Zürich, Köln, Düren, Öhringen, Füssen, Löbau".encode() + b"\xff").startswith(
        "Zürich"
    )


@given(st.binary(max_size=500))
def test_any_bytes_decode(data: bytes) -> None:
    decode(data).encode("utf-8")


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(-3, 12)), st.integers(0, 9)), max_size=10)
)
def test_any_claims_about_replies_become_a_forest(claims: list[tuple[int | None, int]]) -> None:
    comments = [Found("x", parent=parent, depth=depth) for parent, depth in claims]
    thread(comments)
    for index, comment in enumerate(comments):
        steps, up = 0, comment.parent
        while up is not None:
            assert 0 <= up < len(comments)
            assert steps <= len(comments)
            steps, up = steps + 1, comments[up].parent
        assert comment.depth == steps
        assert comment.parent != index


def test_repairs_are_reported() -> None:
    comments = [
        Found("a", parent=0),
        Found("b", parent=7),
        Found("c", parent=3),
        Found("d", parent=2),
    ]
    _, _, repairs = repair([0, 7, 3, 2])
    assert len(repairs) == 3
    assert thread(comments) == list(repairs)


@pytest.mark.parametrize(
    ("levels", "parents"),
    [
        ([1, 2, 3, 1, 2], [None, 0, 1, None, 3]),
        ([0, 2, 2, 1], [None, 0, 0, 0]),
        ([3, 3, 4], [None, None, 1]),
    ],
)
def test_levels_alone_tell_who_answers_whom(levels: list[int], parents: list[int | None]) -> None:
    comments = [Found("x", depth=level) for level in levels]
    thread(comments)
    assert [c.parent for c in comments] == parents


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana on Nov 1st 2012 8:30PM", "Ana"),
        ("Ana November 4, 2012 · 7:47 AM", "Ana"),
        ("كتب: سامي الخطيب", "سامي الخطيب"),
        ("بقلم سامي الخطيب", "سامي الخطيب"),
    ],
)
def test_a_byline_is_the_name_alone(line: str, byline: str) -> None:
    reading = read_html(f"<body><h1>Tram opens</h1><p class='byline'>{line}</p>{BODY}</body>")
    assert reading.byline == byline


def test_who_wrote_a_review_did_not_write_the_page() -> None:
    review = (
        "<div itemscope itemtype='https://schema.org/Review'><span itemprop='author'>Petra</span>"
        "<time itemprop='datePublished' datetime='2024-01-10'>Jan 10</time><p>Dry for a week.</p></div>"
    )
    reading = read_html(f"<body><h1>Rain jacket</h1>{BODY}{review}</body>")
    assert (reading.byline, reading.published_at) == (None, None)
