"""Facebook: posts and comments are told apart, replies find their place, broken letters are mended."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports import facebook, facebook_download
from comments.parsing.exports.format import Format
from comments.parsing.exports.platforms import prose
from comments.parsing.reading import Reading


def read(value: Any, reader: Format = facebook.FORMAT) -> list[Reading]:
    data = json.dumps(value).encode()
    assert reader.matches(data)
    return [thread.reading for thread in reader.threads(io.BytesIO(data), "x.json")]


def texts(reading: Reading) -> list[str]:
    return [comment.text for comment in reading.comments]


def node(key: str, message: str, **more: Any) -> dict[str, Any]:
    return {"created_time": "2023-10-07T08:00:00+0000", "message": message, "id": key, **more}


def replies(*nodes: Any, **more: Any) -> dict[str, Any]:
    return {"data": list(nodes), **more}


def test_a_post_that_stands_alone_is_read_with_its_comments() -> None:
    post = node("9_1", "The post\nand more", comments=replies(node("1_2", "Hello")))
    (reading,) = read(post)
    assert (reading.title, reading.body) == ("The post", "The post\nand more")
    assert texts(reading) == ["Hello"]


def test_posts_that_nobody_commented_on_are_not_taken_for_comments() -> None:
    silent = [node(f"9_{number}", f"Post {number}") for number in range(2, 5)]
    posts = [*silent, node("9_1", "Post 1", comments=replies(node("1_7", "Hello")))]
    (reading,) = read({"data": posts})
    assert (reading.body, texts(reading)) == ("Post 1", ["Hello"])


def test_a_comment_with_replies_is_not_taken_for_a_post() -> None:
    (reading,) = read({"data": [node("1_2", "Hello", comments=replies(node("1_3", "Hello back")))]})
    assert reading.title is None
    assert [(c.text, c.parent) for c in reading.comments] == [("Hello", None), ("Hello back", 0)]


def test_comments_alone_or_in_an_array_or_in_an_answer_are_the_same() -> None:
    nodes = [node("1_2", "Hello"), node("1_3", "Well", parent={"id": "1_2"})]
    assert read(nodes) == read({"data": nodes}) == read([{"data": [each]} for each in nodes])


def test_comments_of_two_posts_in_one_file_are_two_discussions() -> None:
    found = read([{"data": [node("1_2", "One")]}, {"data": [node("2_2", "Two")]}])
    assert [texts(reading) for reading in found] == [["One"], ["Two"]]


def test_later_pages_of_comments_join_their_post() -> None:
    post = node("9_1", "Post", comments=replies(node("1_2", "One"), paging={"next": "https://…"}))
    (reading,) = read([{"data": [post]}, {"data": [node("1_3", "Two", like_count=0)]}])
    assert (reading.body, texts(reading), reading.warnings) == ("Post", ["One", "Two"], ())


def test_a_reply_to_a_sticker_answers_what_the_sticker_answered() -> None:
    chain = node("1_3", "", comments=replies(node("1_4", "Funny!")))
    (reading,) = read({"data": [node("1_2", "Hello", comments=replies(chain))]})
    assert [(c.text, c.parent) for c in reading.comments] == [("Hello", None), ("Funny!", 0)]
    assert [(d.reason, d.blocks) for d in reading.dropped] == [("no text", 1)]


def test_comments_without_ids_keep_their_replies() -> None:
    bare = {"message": "One", "created_time": "", "like_count": 1}
    answered = bare | {"comments": replies(bare | {"message": "Two"})}
    (reading,) = read({"data": [answered, answered]})
    assert [(c.text, c.parent) for c in reading.comments] == [
        ("One", None),
        ("Two", 0),
        ("One", None),
        ("Two", 2),
    ]


def test_the_declared_number_counts_replies_also_where_facebook_leaves_them_out() -> None:
    top = [node("1_2", "One", comment_count=3), node("1_3", "Two", comment_count=0)]
    post = node("9_1", "Post", comments=replies(*top, summary={"total_count": 7}))
    stream = [*top, node("1_4", "Three", parent={"id": "1_2"})]
    flat = node("9_1", "Post", comments=replies(*stream, summary={"total_count": 7}))
    assert [reading.declared_comments for reading in (*read(post), *read(flat))] == [10, 7]


def test_replies_that_are_only_counted_are_reported() -> None:
    (reading,) = read({"data": [node("1_2", "One", comment_count=3)]})
    assert reading.warnings == ("Replies that are counted but not in the file: 3.",)


def test_what_answers_a_hidden_comment_is_hidden_with_it() -> None:
    hidden = node("1_2", "Spam", is_hidden=True, comments=replies(node("1_3", "Go away")))
    (reading,) = read({"data": [hidden, node("1_4", "Hello")]})
    assert texts(reading) == ["Hello"]
    assert [(d.reason, d.blocks, d.characters) for d in reading.dropped] == [
        ("hidden by the page", 2, 10)
    ]


def download(comment: str, author: str = "Me") -> list[Reading]:
    inner = {"comment": {"timestamp": 1687420800, "comment": comment, "author": author}}
    return read({"comments_v2": [{"data": [inner], "title": ""}]}, facebook_download.FORMAT)


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(prose))
def test_letters_that_the_download_breaks_up_are_whole_again(text: str) -> None:
    (reading,) = download(text.encode().decode("latin-1"))
    assert texts(reading) == [prose(text)]


def test_letters_that_are_whole_stay_as_they_are() -> None:
    (reading,) = download("Café, naïve – сбой", "Zoë")
    assert texts(reading) == ["Café, naïve – сбой"]
    assert reading.comments[0].author == "Zoë"


def test_the_time_stands_outside_the_comment_in_some_downloads() -> None:
    outer = {"timestamp": 1687420800, "data": [{"comment": {"comment": "Hello"}}]}
    (reading,) = read([outer], facebook_download.FORMAT)
    assert reading.comments[0].posted_at == "2023-06-22T08:00:00Z"
