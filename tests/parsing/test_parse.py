"""One page in, one article out, whatever it is; and many in a row."""

import inspect
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import comments
from comments import Article, SourceError

HTML = """<!doctype html><html lang="en"><head><title>Mayor presents a plan</title></head><body>
<article><h1>Mayor presents a plan</h1><p>The mayor presented a plan for the farmers on Monday. It
will take three years, she said.</p><p>The council will vote on it next week, and most of its
members have said that they agree.</p></article></body></html>"""
TEXT = (
    "Mayor presents a plan\n\nThe mayor presented a plan for the farmers on Monday. It will take "
    "three years, she said. <b>Nobody</b> wrote <p> here.\n"
)


def test_markup_and_plain_text_are_told_apart_by_content() -> None:
    assert comments.parse(HTML).parser.startswith("html:")
    assert comments.parse(HTML.encode()).parser.startswith("html:")
    assert comments.parse(TEXT).parser.startswith("text:")
    assert comments.parse(TEXT.encode("utf-16")).parser.startswith("text:")


def test_the_address_that_is_given_is_kept() -> None:
    assert comments.parse(HTML, "https://example.org/plan").url == "https://example.org/plan"


@pytest.mark.parametrize("page", ["", " \n\t\r\n ", "\ufeff", "\u200b\n", "<html></html>", "---"])
def test_a_page_without_words_is_refused(page: str) -> None:
    for data in (page, page.encode()):
        what = "the file is empty" if data == b"" else "no readable text in it"
        with pytest.raises(SourceError, match=f"{what}; save the page again"):
            comments.parse(data)


def test_a_page_cut_inside_a_character_is_refused_as_text_and_as_markup() -> None:
    for page in (TEXT, HTML):
        with pytest.raises(SourceError, match="it was cut off"):
            comments.parse((page + "ش").encode()[:-1])


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_anything_is_an_article_or_a_source_error(data: bytes | str) -> None:
    try:
        article = comments.parse(data)
    except SourceError as error:
        assert str(error).startswith("<page>: ")
    else:
        assert isinstance(article, Article)
        article.body.encode()


def test_a_source_that_fails_is_handed_over_and_the_rest_goes_on(pages: Path) -> None:
    (pages / "broken.txt").write_bytes(b"%PDF-1.7")
    failures: list[SourceError] = []
    articles = list(comments.read([pages, pages / "gone"], on_error=failures.append))
    assert [Path(article.source).name for article in articles] == ["plan.txt", "vote.txt"]
    assert [(Path(f.source).name, f.reason) for f in failures] == [
        ("broken.txt", "this is a PDF, not a saved page"),
        ("gone", "no such file or folder"),
    ]


def test_without_a_handler_the_first_failure_is_raised(pages: Path) -> None:
    articles = comments.read(str(pages / "gone"))
    with pytest.raises(SourceError, match="gone: no such file or folder; check the path"):
        next(articles)


def test_a_page_that_breaks_a_reader_is_a_failure_of_its_own() -> None:
    """A stack that is nearly used up stands for the defects that we do not know."""
    comments.parse(HTML)
    limit = sys.getrecursionlimit()
    with pytest.raises(SourceError) as error:
        sys.setrecursionlimit(len(inspect.stack(0)) + 13)
        try:
            comments.parse(HTML)
        finally:
            sys.setrecursionlimit(limit)
    assert str(error.value) == (
        "<page>: our reader failed on it (RecursionError); leave it out and send it to us"
    )


def test_articles_are_streamed(pages: Path) -> None:
    articles = comments.read([pages / "plan.txt", pages / "later.txt"])
    assert next(articles).title == "Mayor presents a plan"
    (pages / "later.txt").write_text(TEXT, encoding="utf-8")
    assert next(articles).source.endswith("later.txt")
