"""Reddit: notices, scores, quotes; discussions out of listings and out of mixed dumps."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from comments.errors import SourceError
from comments.parsing.exports import FORMATS
from comments.parsing.reading import ReadComment, Reading
from comments.records import Removal


def read(*lines: Any) -> list[Reading]:
    data = "\n".join(map(json.dumps, lines)).encode()
    (reader,) = (each for each in FORMATS if each.matches(data))
    return [thread.reading for thread in reader.threads(io.BytesIO(data), "x.json")]


def row(key: str = "c1", body: str = "Hello", link: str = "t3_a", **more: Any) -> dict[str, Any]:
    fields = {"id": key, "body": body, "link_id": link, "parent_id": link, "subreddit": "news"}
    return fields | {"author": "someone", "score": 1, "created_utc": 1500000000} | more


def one(**fields: Any) -> ReadComment:
    (reading,) = read(row(**fields))
    return reading.comments[0]


def listings(key: str, *rows: dict[str, Any]) -> list[Any]:
    post = {"id": key, "name": f"t3_{key}", "title": key.upper(), "subreddit": "news"}
    children = [{"kind": "t1", "data": each} for each in rows]
    return [
        {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": post}]}},
        {"kind": "Listing", "data": {"children": children}},
    ]


@pytest.mark.parametrize(
    ("body", "removal"),
    [
        ("[deleted]", "author"),
        ("[removed]", "moderator"),
        ("[ Removed by Reddit ]", "moderator"),
        ("[removed], they said", None),
        ("removed by a moderator", None),
    ],
)
def test_a_notice_is_a_removal_and_words_about_one_are_not(
    body: str, removal: Removal | None
) -> None:
    assert (one(body=body).text, one(body=body).removal) == (body, removal)


def test_nobody_is_called_deleted() -> None:
    assert one(author="[deleted]", body="Still here").author is None


@pytest.mark.parametrize(
    ("fields", "likes"),
    [
        ({"score": 7}, 7),
        ({"score": -7}, -7),
        ({"score": 7, "score_hidden": True}, None),
        ({"score": None}, None),
    ],
)
def test_likes_are_the_score_that_readers_see(fields: dict[str, Any], likes: int | None) -> None:
    assert one(**fields).likes == likes


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("&gt;so\nAnd I?", "> so\nAnd I?"),
        ("&gt; so\n\n&gt;\n\n&gt; on", "> so\n\n> on"),
        ("&gt;&gt;so", "> > so"),
        ("&gt;!spoiler!&lt;", ">!spoiler!<"),
        ("a &lt; b &amp;amp; c", "a < b & c"),
        ("one\n\n&amp;#x200B;\n\ntwo", "one\n\ntwo"),
        ("**so** [what](https://x.example)", "**so** [what](https://x.example)"),
    ],
)
def test_quotes_and_entities_are_as_on_the_page(body: str, text: str) -> None:
    assert one(body=body).text == text


@pytest.mark.parametrize("second", [1500000000, "1500000000", 1500000000.0])
def test_times_are_utc_however_the_second_is_written(second: Any) -> None:
    assert one(created_utc=second).posted_at == "2017-07-14T02:40:00Z"


def test_parents_are_found_whether_given_by_name_or_as_a_number() -> None:
    (reading,) = read(
        row("c1"),
        row("c2", parent_id="t1_c1"),
        row("c3", parent_id=12 * 36 + 1),
        row("c4", parent_id=None),
    )
    assert [c.parent for c in reading.comments] == [None, 0, 0, None]


def test_discussions_that_are_mixed_in_a_dump_come_apart() -> None:
    rows = [row(f"c{n}", f"{n}", f"t3_{'ab'[n % 2]}") for n in range(6)]
    expected = [["0", "2", "4"], ["1", "3", "5"]]
    for found in (read(*rows), read(rows), read({"data": rows})):
        assert [[c.text for c in reading.comments] for reading in found] == expected


def test_a_post_is_found_wherever_it_stands_in_the_file() -> None:
    post = {"id": "a", "title": "Post", "selftext": "Text", "subreddit": "news", "num_comments": 0}
    for order in ([post, row()], [row(), post]):
        (reading,) = read(*order)
        assert (reading.title, reading.body, len(reading.comments)) == ("Post", "Text", 1)


def test_the_author_of_a_post_is_not_kept_as_they_are_a_reader_too() -> None:
    post = {"id": "a", "title": "Post", "selftext": "", "subreddit": "news", "author": "someone"}
    (reading,) = read(post, row())
    assert "someone" not in repr(reading).replace(repr(reading.comments), "")


def test_a_removed_post_leaves_no_notice_as_its_body() -> None:
    post = {"id": "a", "title": "Post", "selftext": "[removed]", "subreddit": "news"}
    (reading,) = read(post, row())
    assert (reading.body, reading.warnings) == ("", ("The text of the post is gone: [removed]",))


def test_several_discussions_saved_into_one_file_are_kept_apart() -> None:
    pages = [listings("a", row("c1", "One")), listings("b", row("c1", "Two", "t3_b"))]
    found = read(*pages)
    assert [(r.title, [c.text for c in r.comments]) for r in found] == [
        ("A", ["One"]),
        ("B", ["Two"]),
    ]


def test_posts_without_comments_are_refused_with_the_remedy() -> None:
    post = {"id": "a", "title": "Post", "selftext": "", "subreddit": "news", "num_comments": 9}
    with pytest.raises(SourceError, match="export the comments too"):
        read(post, post | {"id": "b"})
