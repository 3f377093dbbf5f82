"""The explorer's file: what may stand in it, and what it holds. test_explorer_browser.py uses it."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporting_samples import PROVENANCE, article, comment, thread

from comments.records import article_schema, scored_schema
from comments.reporting.explorer import SCRIPTS, write_explorer
from comments.reporting.explorer.data import data_blocks
from comments.reporting.explorer.words import WORDS

SOURCES = Path(__file__).parents[2] / "comments" / "reporting" / "explorer"


def tables(articles: list[dict], comments: list[dict]) -> tuple[pa.Table, pa.Table]:
    kept = [{"confidence": "high", "reasons": [], "dropped": [], **row} for row in articles]
    return (
        pa.Table.from_pylist(kept, schema=article_schema()),
        pa.Table.from_pylist(comments, schema=scored_schema()),
    )


class Page(HTMLParser):
    """The elements of a page, with the text of scripts and styles."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[tuple[str, str]] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1] if self.elements else ("", {})
        if tag in {"script", "style"}:
            kind = "json" if attributes.get("type") == "application/json" else tag
            self.code.append((kind, data))

    def of(self, kind: str) -> list[str]:
        return [text for found, text in self.code if found == kind and text.strip()]


@pytest.fixture
def written(tmp_path):
    def write(articles: list[dict], comments: list[dict], **more) -> Page:
        path = tmp_path / "index.html"
        write_explorer(*tables(articles, comments), PROVENANCE, path, **more)
        return Page(path)

    return write


def test_the_policy_names_the_one_script_and_the_one_style_by_their_hashes(written):
    page = written([article()], thread(12))

    policy = next(a["content"] for tag, a in page.elements if "http-equiv" in a)
    for kind in ("script", "style"):
        (code,) = page.of(kind)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_no_element_refers_to_anything_or_has_a_handler(written):
    page = written([article()], thread(12))

    attributes = {name for _, found in page.elements for name in found}
    assert not attributes & {"src", "href", "style", "srcset", "action"}
    assert not [name for name in attributes if name.startswith("on")]


def test_no_script_makes_markup_or_code_out_of_text():
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\(|DOMParser"
    )

    found = {name: re.findall(sinks, (SOURCES / f"{name}.js").read_text()) for name in SCRIPTS}

    assert found == {name: [] for name in SCRIPTS}
    assert {path.stem for path in SOURCES.glob("*.js")} == set(SCRIPTS)


def test_every_word_that_a_script_or_the_frame_asks_for_is_in_the_catalogue():
    code = "".join((SOURCES / f"{name}.js").read_text() for name in SCRIPTS)
    frame = (SOURCES / "page.html").read_text()

    asked = set(re.findall(r"say\('(\w+)'", code)) | set(re.findall(r"{{(\w+)}}", frame))

    assert asked - {"policy", "style", "script", "data"} <= set(WORDS)


@given(st.text(), st.text())
def test_no_text_can_end_the_element_that_holds_it(text, title):
    articles, comments = tables(
        [article(title=title, warnings=[text])], [comment(1, text=text, author=title)]
    )

    head, block = data_blocks(articles, comments, PROVENANCE, {})

    assert not set("<>&\u2028\u2029\n\r") & set(head + block)
    assert json.loads(block)["columns"]["text"] == [text]
    assert json.loads(head)["articles"]["title"] == [title]


def test_equal_input_gives_equal_bytes(tmp_path):
    files = []
    for name in ("a.html", "b.html"):
        write_explorer(*tables([article()], thread(30)), PROVENANCE, tmp_path / name)
        files.append((tmp_path / name).read_bytes())

    assert files[0] == files[1]


def test_a_long_table_is_written_in_blocks_that_together_hold_every_comment(written):
    page = written([article()], thread(4500))

    head, *blocks = map(json.loads, page.of("json"))
    assert head["rows"] == 4500
    assert [block["start"] for block in blocks] == [0, 2000, 4000]
    ids = [i for block in blocks for i in block["columns"]["comment_id"]]
    assert ids == [f"a-{position}" for position in range(1, 4501)]


def test_a_reply_refers_to_the_row_of_its_parent_under_the_same_article(written):
    rows = [
        comment(1, "a", comment_id="1"),
        comment(1, "b", comment_id="1"),
        comment(2, "b", comment_id="2", parent_id="1"),
        comment(3, "b", comment_id="3", parent_id="gone"),
    ]

    page = written([article("a"), article("b")], rows)

    _, block = map(json.loads, page.of("json"))
    assert block["columns"]["parent_id"] == [None, None, 1, "gone"]


def test_evidence_is_counted_as_a_browser_counts_characters(written):
    text = "😀 they are rats"

    page = written([article()], [comment(1, text=text)], evidence={"a-1": [(11, 15, 0.5)]})

    _, block = map(json.loads, page.of("json"))
    ((start, end, weight),) = block["evidence"]["0"]
    units = text.encode("utf-16-le")
    assert units[2 * start : 2 * end].decode("utf-16-le") == "rats"
    assert weight == 0.5


def test_evidence_beyond_the_text_or_over_other_evidence_is_left_out(written):
    spans = [(0, 4, 0.5), (2, 6, 0.9), (5, 5, 0.1), (6, 99, 0.3)]

    page = written([article()], [comment(1, text="they are")], evidence={"a-1": spans})

    _, block = map(json.loads, page.of("json"))
    assert block["evidence"] == {"0": [[0, 4, 0.5]]}


def test_a_run_without_comments_has_a_page(written):
    page = written([article()], [])

    assert len(page.of("json")) == 1


def test_a_page_of_a_sample_says_so_and_a_whole_one_does_not(tmp_path):
    articles, comments = tables([article()], thread(12))
    told = {}
    for total in (12, 1200, None):
        write_explorer(articles, comments, PROVENANCE, tmp_path / "a.html", sampled_from=total)
        page = (tmp_path / "a.html").read_text(encoding="utf-8")
        (told[total],) = re.findall(r'<p id="sample" role="note">(.*?)</p>', page)
    assert told[12] == told[None] == ""
    assert "a random sample: 12 of the 1,200 comments of this run" in told[1200]


def test_articles_may_come_without_their_bodies(tmp_path):
    articles, comments = tables([article()], thread(12))
    for name, table in (("a.html", articles), ("b.html", articles.drop_columns(["body"]))):
        write_explorer(table, comments, PROVENANCE, tmp_path / name)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
