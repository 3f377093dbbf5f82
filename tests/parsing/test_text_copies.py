"""Text copies with replies, removals, votes and relative times: what a person reads in each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from comments.parsing.text import read_text

PAGES = sorted((Path(__file__).parent / "texts").glob("*.txt"))
FIELDS = ("author", "posted_at", "precision", "likes", "dislikes", "removal", "parent", "text")


def shown(text: str, saved_at: str | None) -> dict:
    reading = read_text(text, saved_at=saved_at)
    return {
        "saved_at": saved_at,
        "title": reading.title,
        "byline": reading.byline,
        "published_at": reading.published_at,
        "declared_comments": reading.declared_comments,
        "body": reading.body.split("\n\n"),
        "comments": [{field: getattr(c, field) for field in FIELDS} for c in reading.comments],
    }


def gold(page: Path) -> dict:
    return json.loads(page.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_copy_reads_as_it_was_read_by_hand(page):
    expected = gold(page)
    assert shown(page.read_text("utf-8"), expected["saved_at"]) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_copy_that_is_read_as_declared_is_trusted(page):
    reading = read_text(page.read_text("utf-8"), saved_at=gold(page)["saved_at"])
    assert reading.confidence == "high"
    assert [
        w for w in reading.warnings if "counted back from the time when the page was saved" in w
    ]
