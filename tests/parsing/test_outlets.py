"""A study's names of outlets, by the address of a page."""

import pytest

from comments import Article, RunError
from comments.parsing.outlets import by_domain, with_outlet

OUTLETS = by_domain({"dawn.com": "Dawn", "urdu.dawn.com": "Dawn Urdu", "Bücher.example": "Bücher"})


def outlet(url: str | None) -> str | None:
    article = Article("a1", "page.html", "A title", "", url=url, outlet="as the page has it")
    return with_outlet(article, OUTLETS).outlet


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.dawn.com/news/1", "Dawn"),
        ("https://dawn.com", "Dawn"),
        ("http://user:secret@DAWN.com.:8080/x", "Dawn"),
        ("www.dawn.com/news/1", "Dawn"),
        ("https://urdu.dawn.com/x", "Dawn Urdu"),
        ("https://m.urdu.dawn.com/x", "Dawn Urdu"),
        ("https://xn--bcher-kva.example/", "Bücher"),
        ("https://bücher.example/", "Bücher"),
    ],
)
def test_the_nearest_domain_names_the_outlet(url: str, name: str) -> None:
    assert outlet(url) == name


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "https://notdawn.com/",
        "https://dawn.com.example.org/",
        "https://example.org/dawn.com",
        "https://example.org/?u=https://dawn.com",
        "http://[::1/x",
        "file:///home/anna/dawn.com.html",
        "https://com/",
    ],
)
def test_other_addresses_keep_the_outlet_of_their_page(url: str | None) -> None:
    assert outlet(url) == "as the page has it"


@pytest.mark.parametrize(
    "name", ["https://dawn.com", "dawn.com/news", "com", "", "a b.com", "a..b"]
)
def test_what_is_no_domain_is_refused(name: str) -> None:
    with pytest.raises(RunError, match=r"no domain; write domains, as 'dawn\.com'"):
        by_domain({name: "Dawn"})
