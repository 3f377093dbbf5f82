"""Comments in documents inside the page: frames saved with it, `srcdoc`, opened shadow roots."""

from __future__ import annotations

import html
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

from comments.parsing.html import read_html
from comments.parsing.reading import Reading

PAGES = Path(__file__).parent / "pages" / "html"
DISQUS = (PAGES / "disqus_embed.html").read_bytes()
ARTICLE = (
    "<html><head><title>Tram line opens</title></head><body><h1>Tram line opens</h1><div class='story'>"
    "<p>The tram line to the airport opened on Monday, four years late and two stops shorter than it "
    "had been planned in the spring of 2014.</p></div>%s</body></html>"
)
IN_A_FRAME = "the comments stand in a document inside the page, in a frame"
AD_FRAME = (
    b"<html><body><p>Shoes at half price, only this week, only in this shop.</p></body></html>"
)


def comment(number: int, text: str) -> str:
    return (
        f"<li class='comment' id='comment-{number}'><cite class='fn'>Ana</cite>"
        f"<time datetime='2020-05-0{number}'>May {number}</time><p>{text}</p></li>"
    )


def texts(reading: Reading) -> list[str]:
    return [c.text for c in reading.comments]


def test_the_frame_with_the_most_comments_is_the_pages() -> None:
    page = (ARTICLE % "<div id='disqus_thread'><iframe src='frame.html'></iframe></div>").encode()
    reading = read_html(page, frames=(AD_FRAME, DISQUS))
    assert texts(reading) == texts(read_html(DISQUS))
    assert reading.title == "Tram line opens"
    assert reading.body.startswith("The tram line to the airport")
    assert reading.parser == "html:disqus"
    assert reading.reasons[0] == IN_A_FRAME
    assert not any("widget" in warning for warning in reading.warnings)


def test_the_pages_own_comments_stay_where_a_frame_has_fewer() -> None:
    own = "".join(comment(n, f"Remark number {n} of mine") for n in range(1, 9))
    reading = read_html(ARTICLE % f"<ol class='commentlist'>{own}</ol>", frames=(DISQUS,))
    assert texts(reading) == [f"Remark number {n} of mine" for n in range(1, 9)]
    assert IN_A_FRAME not in reading.reasons


def test_a_document_in_srcdoc_is_a_frame_and_so_is_one_inside_it() -> None:
    inner = f"<p>Thread of readers here</p><ol class='commentlist'>{comment(1, 'Down here')}</ol>"
    outer = f'<p>A frame of a frame.</p><iframe srcdoc="{html.escape(inner)}"></iframe>'
    reading = read_html(ARTICLE % f'<iframe srcdoc="{html.escape(outer)}"></iframe>')
    assert texts(reading) == ["Down here"]


def test_a_document_in_a_data_url_is_a_frame() -> None:
    listed = f"<ol class='commentlist'>{comment(1, 'In an address')}</ol>".encode()
    for source in (
        "data:text/html;charset=utf-8," + quote(listed),
        "data:text/html;base64," + b64encode(listed).decode(),
    ):
        assert texts(read_html(ARTICLE % f'<iframe src="{source}"></iframe>')) == ["In an address"]


def test_frames_beyond_the_limit_are_told() -> None:
    reading = read_html(ARTICLE % "", frames=(AD_FRAME,) * 43)
    assert reading.warnings == ("3 of the documents inside the page were left unread.",)


def test_an_open_shadow_root_is_part_of_the_page_and_a_plain_template_is_not() -> None:
    listed = f"<ol class='commentlist'>{comment(1, 'In the shadow')}</ol>"
    shadow = f"<div><template shadowrootmode='open'><p>x</p>{listed}</template></div>"
    plain = (
        f"<template id='row'><ol class='commentlist'>{comment(2, 'Of no reader')}</ol></template>"
    )
    assert texts(read_html(ARTICLE % (shadow + plain))) == ["In the shadow"]


def test_other_frames_are_accounted_for() -> None:
    reading = read_html(ARTICLE % "", frames=(AD_FRAME,))
    (frame,) = [d for d in reading.dropped if d.reason == "other frame"]
    assert (frame.blocks, frame.characters) == (
        1,
        len("Shoesathalfprice,onlythisweek,onlyinthisshop."),
    )


def test_the_charset_of_the_transport_wins_over_the_pages() -> None:
    page = (ARTICLE % "").replace("Tram", "Трамвай")
    data = ('<meta charset="windows-1251">' + page).encode("koi8-r")
    assert read_html(data, charset="KOI8-R").title == "Трамвай line opens"
    assert read_html(data, charset="no-such-charset").title != "Трамвай line opens"


def test_a_byte_order_mark_wins_over_the_charset_of_the_transport() -> None:
    page = (ARTICLE % "").replace("Tram", "Трамвай").encode("utf-8-sig")
    assert read_html(page, charset="windows-1251").title == "Трамвай line opens"
