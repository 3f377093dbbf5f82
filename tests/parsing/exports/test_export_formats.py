"""Each export in `data` reads exactly as the JSON beside it, which was checked by hand."""

from __future__ import annotations

import dataclasses
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from comments.parsing.assemble import assemble
from comments.parsing.exports import FORMATS, Format

HERE = Path(__file__).parent
EXPECTED = ".expected.json"
EXPORTS = sorted(
    path.with_name(path.name.removesuffix(EXPECTED)) for path in HERE.glob(f"data/*{EXPECTED}")
)
SEEDS = sorted((HERE.parents[2] / "seeds").rglob("*.*"))
PAGES = sorted((HERE.parent / "pages").rglob("*.*"))
HEAD = 64 * 1024

ORDINARY = {
    "package.json": b'{"name": "left-pad", "version": "1.3.0", "author": "x", "type": "module",'
    b' "comments": [], "dependencies": {"a": "1"}}',
    "GeoJSON": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": 1,'
    b' "properties": {"name": "Port"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
    "numbers": b"[1, 2, 3]",
    "empty object": b"{}",
    "nothing": b"",
    "RSS": b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item>'
    b"</channel></rss>",
    "page about Disqus": b'<!doctype html><p>Put &lt;disqus xmlns:dsq="http://disqus.com"&gt;</p>',
    "table": b"id,text,author\n1,Hello,Ann\n",
    "page": b"<!doctype html><html><body><p>Hello</p></body></html>",
    "text": b"Mayor presents a plan\n\n2 Comments\n\nAnna\nGood.\n",
    "zip": b"PK\x03\x04" + bytes(60),
}


def matching(head: bytes) -> list[Format]:
    return [kind for kind in FORMATS if kind.matches(head)]


def as_json(path: Path) -> list[dict[str, Any]]:
    (kind,) = matching(path.read_bytes()[:HEAD])
    with path.open("rb") as file:
        threads = [
            {"name": thread.name, **dataclasses.asdict(thread.reading)}
            for thread in kind.threads(file, path.name)
        ]
    return json.loads(json.dumps(threads))


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_export_reads_as_checked_by_hand(path: Path) -> None:
    expected = path.with_name(f"{path.name}{EXPECTED}").read_text(encoding="utf-8")
    assert as_json(path) == json.loads(expected)


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_export_is_taken_for_one_kind_only_also_by_its_first_third(path: Path) -> None:
    data = path.read_bytes()
    (kind,) = matching(data[:HEAD])
    assert matching(data[: len(data) // 3]) in ([kind], [])
    assert matching(b"\xef\xbb\xbf" + data[:HEAD]) == [kind]


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_thread_becomes_an_article(path: Path) -> None:
    (kind,) = matching(path.read_bytes()[:HEAD])
    with path.open("rb") as file:
        for thread in kind.threads(file, path.name):
            article = assemble(thread.reading, source=thread.name, keep_authors=True)
            assert [c.text for c in article.comments] == [c.text for c in thread.reading.comments]
            assert all(
                (c.posted_at is None) == (c.posted_precision is None) for c in article.comments
            )


@pytest.mark.parametrize("head", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_files_are_no_exports(head: bytes) -> None:
    assert matching(head) == []


@pytest.mark.parametrize("path", [*SEEDS, *PAGES], ids=lambda path: path.name)
def test_pages_and_their_expected_readings_are_no_exports(path: Path) -> None:
    assert matching(path.read_bytes()[:HEAD]) == []


def test_importing_the_formats_imports_no_parser() -> None:
    heavy = "lxml ijson zstandard pandas pyarrow dateparser".split()
    code = f"import sys, comments.parsing.exports; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pages_of_one_discussion_are_joined_and_what_overlaps_is_counted() -> None:
    topic = json.loads((HERE / "data" / "discourse.json").read_bytes())
    posts = topic["post_stream"]["posts"]
    pages = [{**topic, "post_stream": {"posts": part}} for part in (posts[:4], posts[3:])]
    (kind,) = matching(json.dumps(topic).encode())
    whole, joined = (
        [thread.reading for thread in kind.threads(io.BytesIO(json.dumps(d).encode()), "t.json")]
        for d in (topic, pages)
    )
    assert [r.comments for r in joined] == [r.comments for r in whole]
    assert ("same record again", 1) in {(d.reason, d.blocks) for r in joined for d in r.dropped}
