"""Damaged and hostile exports: what is sound comes out, then one error that names the place."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.assemble import assemble
from comments.parsing.documents import Thread
from comments.parsing.exports import (
    FORMATS,
    coral,
    discourse,
    disqus,
    hackernews,
    json_stream,
    wordpress,
    xml_stream,
)
from comments.parsing.exports.format import Format

DATA = Path(__file__).parent / "data"
OURS = {
    "coral-export.jsonl": coral.DATABASE,
    "coral-stream.json": coral.STREAM,
    "coral-talk4.json": coral.STREAM,
    "discourse-embed.json": discourse.FORMAT,
    "discourse.json": discourse.FORMAT,
    "disqus.xml": disqus.FORMAT,
    "hackernews-algolia.json": hackernews.NESTED,
    "hackernews-items.jsonl": hackernews.ITEMS,
    "wordpress-posts.json": wordpress.REST,
    "wordpress-rest.json": wordpress.REST,
    "wordpress.wxr.xml": wordpress.WXR,
}
XML = ("disqus.xml", "wordpress.wxr.xml")
ODD = st.sampled_from([None, True, 0, -1, 3.5, 2**70, "", "x", "\ud800", [], [[]], {}, {"id": []}])


def read(kind: Format, data: bytes) -> tuple[list[Thread], SourceError | None]:
    threads: list[Thread] = []
    try:
        for thread in kind.threads(io.BytesIO(data), "file"):
            assemble(thread.reading, source=thread.name)
            threads.append(thread)
    except SourceError as error:
        assert error.source == "file"
        assert "\n" not in str(error)
        return threads, error
    return threads, None


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of everything inside a JSON value."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, item in inner:
        yield (*path, key)
        yield from places(item, (*path, key))


def documents(name: str) -> list[Any]:
    text = (DATA / name).read_text(encoding="utf-8")
    return [json.loads(text)] if name.endswith(".json") else [*map(json.loads, text.splitlines())]


@pytest.mark.parametrize("name", [name for name in OURS if name not in XML])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_fields_that_are_missing_or_of_another_type_never_crash(
    name: str, data: st.DataObject
) -> None:
    changed = copy.deepcopy(documents(name))
    for _ in range(data.draw(st.integers(1, 3))):
        found = list(places(changed))
        path = data.draw(st.sampled_from(found)) if found else ()
        if not path:
            break
        around = changed
        for step in path[:-1]:
            around = around[step]
        if data.draw(st.booleans()):
            around[path[-1]] = copy.deepcopy(data.draw(ODD))
        else:
            del around[path[-1]]
    read(OURS[name], "\n".join(map(json.dumps, changed)).encode())


@pytest.mark.parametrize("name", XML)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_elements_that_are_missing_or_hold_something_else_never_crash(
    name: str, data: st.DataObject
) -> None:
    text = (DATA / name).read_text(encoding="utf-8")
    elements = re.findall(r"<([\w:]+)(?: [^<>]*)?>[^<]*</\1>", text)
    for tag in data.draw(st.lists(st.sampled_from(sorted(set(elements))), min_size=1, max_size=3)):
        new = data.draw(
            st.sampled_from(["", f"<{tag}/>", f"<{tag}>-1</{tag}>", f"<{tag}><b/></{tag}>"])
        )
        text = re.sub(rf"<{tag}(?: [^<>]*)?>[^<]*</{tag}>", new, text)
    read(OURS[name], text.encode())


@pytest.mark.parametrize("name", OURS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_file_cut_anywhere_gives_whole_threads_and_one_error(
    name: str, data: st.DataObject
) -> None:
    whole = (DATA / name).read_bytes().rstrip()
    cut = data.draw(st.integers(0, len(whole) - 1))
    threads, error = read(OURS[name], whole[:cut])
    if not name.endswith(".jsonl"):
        assert error is not None
    known, _ = read(OURS[name], whole)
    texts = {c.text for thread in known for c in thread.reading.comments}
    assert {c.text for thread in threads for c in thread.reading.comments} <= texts


@pytest.mark.parametrize("name", OURS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_any_bytes_in_between_give_threads_or_one_error(name: str, data: st.DataObject) -> None:
    whole = (DATA / name).read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    read(OURS[name], whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at:])


@given(st.binary(max_size=300))
def test_any_bytes_at_all_give_threads_or_one_error(data: bytes) -> None:
    for kind in FORMATS:
        assert isinstance(kind.matches(data), bool)
        read(kind, data)


def test_a_disqus_export_cut_in_the_middle_gives_what_came_before_and_says_where_it_ends() -> None:
    whole = (DATA / "disqus.xml").read_bytes()
    threads, error = read(disqus.FORMAT, whole[: whole.index(b"4400000103")])
    assert [len(thread.reading.comments) for thread in threads] == [2, 1]
    assert all("breaks off" in thread.reading.warnings[0] for thread in threads)
    assert re.search(r"line \d+", str(error))


def test_a_wordpress_export_cut_in_the_middle_gives_the_articles_that_are_whole() -> None:
    whole = (DATA / "wordpress.wxr.xml").read_bytes()
    threads, error = read(wordpress.WXR, whole[: whole.index(b"Sommerfest")])
    assert [thread.name for thread in threads] == ["file/812"]
    assert re.search(r"line \d+", str(error))


def test_json_cut_in_the_middle_gives_what_came_before_and_says_where_it_ends() -> None:
    whole = (DATA / "wordpress-rest.json").read_bytes()
    threads, error = read(wordpress.REST, whole[: whole.index(b"31189")])
    assert [len(thread.reading.comments) for thread in threads] == [2, 1]
    assert re.search(r"near byte [\d,]+, after 3 records", str(error))


def test_a_thread_that_is_cut_is_told_apart_from_one_that_is_whole() -> None:
    whole = (DATA / "wordpress-rest.json").read_bytes()
    assert not any(t.reading.warnings for t in read(wordpress.REST, whole)[0])
    cut, _ = read(wordpress.REST, whole[: whole.index(b"31189")])
    assert all("may be missing" in t.reading.warnings[0] for t in cut)
    assert {t.reading.confidence for t in cut} == {"medium"}


def test_an_id_that_would_break_a_message_is_made_fit_for_it() -> None:
    (document,) = documents("coral-stream.json")
    document["data"]["story"]["id"] = "a\n\x1b[2Jb\u202e" + "x" * 5_000
    (thread,), _ = read(coral.STREAM, json.dumps(document).encode())
    assert thread.name.startswith("file/a[2Jbxxx")
    assert len(thread.name) <= 500


LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1)) * 10 if n else b"lol") for n in range(10)
)
POST = b'<post dsq:id="1"><message>%s</message><thread dsq:id="2"/></post>'


def disqus_with(document_type: bytes, message: bytes) -> bytes:
    return (
        b'<?xml version="1.0"?>%s<disqus xmlns="http://disqus.com" '
        b'xmlns:dsq="http://disqus.com/disqus-internals">%s</disqus>'
        % (document_type, POST % message)
    )


@pytest.mark.parametrize(
    ("document_type", "message"),
    [
        (b"<!DOCTYPE disqus [%s]>" % LAUGHS, b"&l9;"),
        (b'<!DOCTYPE disqus [<!ENTITY x SYSTEM "file:///etc/hostname">]>', b"&x;"),
        (b'<!DOCTYPE disqus [<!ENTITY %% x SYSTEM "http://x.example/x.dtd"> %%x;]>', b"hi"),
        (b"", b"&undefined;"),
    ],
    ids=["billion laughs", "external entity", "parameter entity", "undefined entity"],
)
def test_entities_are_refused(document_type: bytes, message: bytes) -> None:
    threads, error = read(disqus.FORMAT, disqus_with(document_type, message))
    assert threads == []
    assert error is not None


def test_laughs_in_an_attribute_are_refused_too() -> None:
    data = disqus_with(b"<!DOCTYPE disqus [%s]>" % LAUGHS, b"hi")
    threads, error = read(disqus.FORMAT, data.replace(b'dsq:id="2"', b'dsq:id="&l9;"'))
    assert threads == []
    assert error is not None


def test_an_external_document_type_is_not_fetched() -> None:
    data = disqus_with(b'<!DOCTYPE disqus SYSTEM "http://x.example/x.dtd">', b"hello")
    threads, error = read(disqus.FORMAT, data)
    assert [c.text for t in threads for c in t.reading.comments] == ["hello"]
    assert error is None


def test_control_characters_of_old_databases_do_not_stop_the_reading() -> None:
    threads, error = read(disqus.FORMAT, disqus_with(b"", b"a\x08b\x0b"))
    assert [c.text for t in threads for c in t.reading.comments] == ["ab"]
    assert error is None


def test_a_reply_chain_nested_too_deep_is_refused_and_not_crashed_on() -> None:
    chain = '{"id":1,"author":"a","created_at_i":1,"children":[' * 2_000 + "]}" * 2_000
    threads, error = read(hackernews.NESTED, chain.encode())
    assert threads == []
    assert "more than 500 levels" in str(error)


def test_replies_nested_two_hundred_levels_deep_are_read() -> None:
    item: dict[str, Any] = {"id": 999, "author": "a", "text": "end", "children": []}
    for number in range(200, 0, -1):
        item = {
            "id": number,
            "author": "a",
            "text": "t",
            "children": [{**item, "parent_id": number}],
        }
    (thread,), error = read(hackernews.NESTED, json.dumps({**item, "type": "story"}).encode())
    assert error is None
    assert thread.reading.comments[-1].depth == 199


def test_an_export_without_any_comment_says_so() -> None:
    posts = documents("wordpress-posts.json")[0][1:]
    threads, error = read(wordpress.REST, json.dumps(posts).encode())
    assert threads == []
    assert str(error) == (
        "file: WordPress data without a comment; export the comments too, or leave it out"
    )


@pytest.mark.parametrize(
    ("limit", "bait"),
    [
        ("MAX_TOKENS", b'{"id": 1, "author": "a", "children": [%s' % (b"1," * 2_000)),
        ("MAX_BYTES", b'{"id": 1, "author": "a", "text": "%s' % (b"x" * 100_000)),
        ("MAX_BYTES", b'{"id": 1, "author": "a", "b": ["xxxxxxxxx"%s' % (b',"x"' * 30_000)),
        ("MAX_KEY", b'{"%s": 1}' % (b"x" * 100_000)),
    ],
    ids=["numbers", "a text without end", "an object without end", "a name"],
)
def test_an_object_that_memory_would_not_hold_is_refused(
    limit: str, bait: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_stream, limit, 1_500 if limit == "MAX_TOKENS" else 40_000)
    threads, error = read(hackernews.NESTED, bait)
    assert threads == []
    assert "more than any discussion has" in str(error)


def test_a_record_of_more_elements_than_memory_would_hold_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xml_stream, "MAX_ELEMENTS", 1_000)
    assert read(disqus.FORMAT, disqus_with(b"", b"<b/>" * 900))[1] is None
    threads, error = read(disqus.FORMAT, disqus_with(b"", b"<b/>" * 1_100))
    assert threads == []
    assert "more than 1,000 elements" in str(error)
