"""Each page in `pages/html` reads exactly as the JSON beside it, which was checked by hand.

Fields without a value are not written there. What is dropped is the matter of its own tests.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from comments.parsing.html import read_html

PAGES = sorted((Path(__file__).parent / "pages" / "html").glob("*.html"))

FURNITURE_BEFORE = """
<div class="topbar"><ul><li><a href="/a">Subscribe</a></li><li><a href="/b">Newsletters</a></li>
<li><a href="/c">Log in</a></li></ul></div>
<div class="ticker"><a href="/1">Storm closes two schools</a> <a href="/2">Fish prices fall</a></div>
"""
FURNITURE_AFTER = """
<div class="most-read"><h3>Most read</h3><ol><li><a href="/3">A week without trams</a></li>
<li><a href="/4">Who owns the old mill?</a></li></ol></div>
<div class="footer-links"><a href="/imprint">Imprint</a> <a href="/privacy">Privacy</a></div>
"""


def as_json(data: bytes) -> dict[str, Any]:
    reading = json.loads(json.dumps(dataclasses.asdict(read_html(data))))
    reading["body"] = reading["body"].split("\n\n") if reading["body"] else []
    reading["comments"] = [told(comment) for comment in reading["comments"]]
    del reading["dropped"]
    return told(reading)


def told(record: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in record.items()
        if value not in (None, [], "") and (name, value) != ("depth", 0)
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_reads_as_checked_by_hand(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert as_json(page.read_bytes()) == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_furniture_around_a_page_changes_nothing(page: Path) -> None:
    plain = page.read_text(encoding="utf-8")
    start = plain.index(">", plain.index("<body")) + 1
    end = plain.rindex("</body>")
    furnished = plain[:start] + FURNITURE_BEFORE + plain[start:end] + FURNITURE_AFTER + plain[end:]
    assert as_json(furnished.encode()) == as_json(plain.encode())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_line_endings_and_indentation_change_nothing(page: Path) -> None:
    plain = page.read_text(encoding="utf-8")
    indented = plain.replace("\n", "\r\n\t  ")
    assert as_json(indented.encode()) == as_json(plain.encode())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_the_encoding(page: Path, codec: str) -> None:
    plain = page.read_text(encoding="utf-8")
    assert as_json(plain.encode(codec)) == as_json(plain.encode())
