"""What `explain` tells people of a page: which evidence decided, and what each region is."""

from __future__ import annotations

from pathlib import Path

import pytest

from comments.parsing.html import read_html
from comments.parsing.html.explain import explain

PAGES = sorted((Path(__file__).parent / "pages" / "html").glob("*.html"))
WORDPRESS = (Path(__file__).parent / "pages" / "html" / "wordpress_core.html").read_bytes()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_first_region_is_the_reading_that_was_chosen(page: Path) -> None:
    data = page.read_bytes()
    first, reading = explain(data)[0], read_html(data)
    assert (first.kind, f"html:{first.rule}") == ("chosen reading", reading.parser)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_each_comment_on_the_page_is_a_region(page: Path) -> None:
    data = page.read_bytes()
    shown = [region for region in explain(data) if region.kind == "comment"]
    in_data = read_html(data).parser in {"html:state", "html:json-ld"}
    assert len(shown) == (0 if in_data else len(read_html(data).comments))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_reasons_of_losses_and_kinds_of_regions_are_the_same_words(page: Path) -> None:
    data = page.read_bytes()
    kinds = {region.kind for region in explain(data)}
    inside = {"comment furniture", "notice about comments", "script state", "other frame"}
    assert {dropped.reason for dropped in read_html(data).dropped} - inside <= kinds


def test_a_region_says_where_it_is_and_what_told() -> None:
    told = explain(WORDPRESS)
    comment = next(region for region in told if region.kind == "comment")
    assert comment.place.endswith("li#comment-101.comment.even")
    assert comment.evidence == ("an author", "a time (August 16, 2021 at 9:12 am)")
    assert comment.text.startswith("Twenty-two months for three piers.")
    assert next(r.place for r in told if r.kind == "body").endswith("div.entry-content")


def test_a_reading_that_lost_says_by_how_much() -> None:
    items = "".join(
        f"<li class='comment' id='comment-{n}'><cite class='fn'>Ana</cite> <time datetime='2020-05-0{n}'>"
        f"May {n}</time><p>Remark number {n} of mine</p></li>"
        for n in range(1, 4)
    )
    data = (
        '<script type="application/ld+json">{"@type": "Comment", "text": "Only this one", "author": "Bo"}'
        f"</script><h1>Tram</h1><ol class='commentlist'>{items}</ol>"
    )
    chosen, other = explain(data)[:2]
    assert (chosen.rule, other.rule, other.kind) == ("wordpress", "json-ld", "other reading")
    assert other.evidence == (
        "1 comment",
        "75% complete",
        "weight 0.7 with a trust of 0.9 in json-ld",
        "outweighed by wordpress with 3.3",
    )


def test_no_name_of_a_reader_is_shown_but_in_what_others_wrote() -> None:
    assert not any("Olaf" in " ".join(region.evidence) for region in explain(WORDPRESS))
