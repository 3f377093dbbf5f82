"""Text copies in the languages of the reader: each page has its reading, made by hand, beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from comments.parsing.text import read_text

PAGES = sorted((Path(__file__).parent / "pages" / "text").glob("*.txt"))


def shown(text: str) -> dict:
    reading = read_text(text)
    return {
        "title": reading.title,
        "byline": reading.byline,
        "published_at": reading.published_at,
        "outlet": reading.outlet,
        "url": reading.url,
        "declared_comments": reading.declared_comments,
        "body": reading.body.split("\n\n"),
        "comments": [
            {"author": c.author, "posted_at": c.posted_at, "likes": c.likes, "text": c.text}
            for c in reading.comments
        ],
    }


def gold(page: Path) -> dict:
    return json.loads(page.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_reads_as_it_was_read_by_hand(page):
    assert shown(page.read_text("utf-8")) == gold(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_more_blank_lines_change_nothing(page):
    assert shown(page.read_text("utf-8").replace("\n", "\n\n")) == gold(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nor_do_other_line_endings_and_indentation(page):
    text = re.sub(r"^(?=.)", "\t", page.read_text("utf-8"), flags=re.M)
    assert shown("\ufeff" + text.replace("\n", "\r\n")) == gold(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_nor_does_the_loss_of_all_blank_lines(page):
    assert shown(re.sub(r"\n\n+", "\n", page.read_text("utf-8"))) == gold(page)
