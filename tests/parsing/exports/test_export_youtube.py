"""YouTube: the Data API's answers, yt-dlp and youtube-comment-downloader."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from comments.parsing.exports import FORMATS
from comments.parsing.reading import Reading
from comments.records import Precision


def read(*lines: Any) -> list[Reading]:
    data = "\n".join(map(json.dumps, lines)).encode()
    (reader,) = (each for each in FORMATS if each.matches(data))
    return [thread.reading for thread in reader.threads(io.BytesIO(data), "x.json")]


def comment(key: str, text: str, video: str | None = "vid", **snippet: Any) -> dict[str, Any]:
    about = {} if video is None else {"videoId": video}
    snippet = {**about, "textOriginal": text, "authorDisplayName": "@a", **snippet}
    return {"kind": "youtube#comment", "id": key, "snippet": snippet}


def thread(key: str, text: str, video: str = "vid", replies: int = 0) -> dict[str, Any]:
    snippet = {
        "videoId": video,
        "topLevelComment": comment(key, text, video),
        "totalReplyCount": replies,
    }
    return {"kind": "youtube#commentThread", "id": key, "snippet": snippet}


def test_items_without_their_answer_read_the_same() -> None:
    items = [thread("A", "One"), thread("B", "Two", "other"), thread("C", "Three")]
    answers = [{"items": items[:2]}, {"items": items[2:]}]
    assert read(*items) == read(items) == read({"items": items}) == read(answers) == read(*answers)
    assert [[c.text for c in reading.comments] for reading in read(items)] == [
        ["One", "Three"],
        ["Two"],
    ]


def test_replies_without_a_video_go_to_the_video_of_their_thread() -> None:
    page = {"items": [comment("A.1", "Reply", None, parentId="A")]}
    (reading,) = read({"items": [thread("A", "One", replies=1)]}, page)
    assert [(c.text, c.parent) for c in reading.comments] == [("One", None), ("Reply", 0)]
    assert reading.url == "https://www.youtube.com/watch?v=vid"
    assert reading.warnings == ()


def test_a_list_of_replies_alone_says_that_their_thread_is_missing() -> None:
    (reading,) = read({"items": [comment("A.1", "Reply", None, parentId="A")]})
    assert (reading.url, reading.comments[0].parent) == (None, None)
    assert len(reading.warnings) == 1


def test_text_with_markup_is_read_as_it_is_shown_where_there_is_no_other() -> None:
    item = comment("A", "")
    item["snippet"] |= {"textOriginal": None, "textDisplay": "5 &lt; 6<br>so <b>there</b>"}
    (reading,) = read({"items": [item]})
    assert reading.comments[0].text == "5 < 6\nso there"


def info(number: int, *comments: Any) -> dict[str, Any]:
    formats = [{"format_id": "18"}]
    return {"id": f"v{number}", "title": f"Video {number}", "formats": formats} | (
        {"comments": list(comments)} if comments else {}
    )


def test_videos_of_one_file_are_not_mixed_up() -> None:
    said = {"id": "c", "parent": "root", "text": "Hello"}
    files = [info(1, said), info(2), info(3, said | {"text": "Good bye"})]
    for found in (read(*files), read(files)):
        assert [(r.title, [c.text for c in r.comments]) for r in found] == [
            ("Video 1", ["Hello"]),
            ("Video 3", ["Good bye"]),
        ]


def test_the_number_that_yt_dlp_fetched_is_not_what_the_page_declares() -> None:
    said = {"id": "c", "parent": "root", "text": "Hello"}
    fetched, stated = (info(1, said) | {"comment_count": number} for number in (1, 9_000))
    assert read(fetched)[0].declared_comments is None
    assert read(stated)[0].declared_comments == 9_000


def line(**fields: Any) -> dict[str, Any]:
    return {"cid": "A", "text": "Hello", "author": "@a", "votes": "0", **fields}


def test_the_downloaders_pretty_file_reads_like_its_lines() -> None:
    lines = [line(), line(cid="A.1", text="Reply"), line(cid="B", text="Other")]
    assert read(*lines) == read(lines) == read({"comments": lines})


@pytest.mark.parametrize(
    ("votes", "likes"),
    [
        ("0", 0),
        ("15", 15),
        (15, 15),
        ("1.2K", 1_200),
        ("1,2 K", 1_200),
        ("12K", 12_000),
        ("3.45M", 3_450_000),
        ("1,234", 1_234),
        ("1.234", 1_234),
        ("", None),
        ("many", None),
        (None, None),
    ],
)
def test_rounded_votes_are_numbers(votes: Any, likes: int | None) -> None:
    (reading,) = read(line(votes=votes))
    assert reading.comments[0].likes == likes


@pytest.mark.parametrize(
    ("words", "posted_at", "precision"),
    [
        ("2 years ago", "2023", "year"),
        ("vor 3 Monaten", "2023-06", "month"),
        ("há 2 semanas", "2023-06-24", "week"),
        ("3 days ago (edited)", "2023-06-24", "day"),
        ("منذ ساعتين", "2023-06-24T08Z", "hour"),
        ("5 minutes ago", "2023-06-24T08:15Z", "minute"),
        ("once upon a time", "2023", "year"),
        ("", "2023-06-24T08:15:30Z", None),
    ],
)
def test_a_time_that_was_counted_back_is_as_exact_as_its_words(
    words: str, posted_at: str, precision: Precision | None
) -> None:
    (reading,) = read(line(time=words, time_parsed=1687594530.25))
    assert (reading.comments[0].posted_at, reading.comments[0].precision) == (posted_at, precision)
