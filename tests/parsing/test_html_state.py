"""Comments in the data that a page's scripts carry, however they write it; nothing is executed."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from comments.parsing.html import read_html
from comments.parsing.reading import Reading

ARTICLE = (
    "<h1>Tram line opens</h1><div class='story'><p>The tram line to the airport opened on Monday, "
    "four years late and two stops shorter than it had been planned in the spring of 2014.</p></div>"
)
COMMENTS = [
    {
        "id": 1,
        "text": 'It\'s "late" \\ as ever 🚋',
        "author": {"name": "Ana"},
        "createdAt": "2020-05-01T10:00:00Z",
    },
    {"id": 2, "text": "نعم", "author": {"name": "Bo"}, "createdAt": 1588330800, "parentId": 1},
]
WRITTEN = json.dumps({"comments": COMMENTS})


def single(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def read(script: str, kind: str = "") -> Reading:
    return read_html(f"<body>{ARTICLE}<script{kind}>{script}</script></body>")


@pytest.mark.parametrize(
    "script",
    [
        f"window.__INITIAL_STATE__ = {WRITTEN};",
        f"window['app-data']={WRITTEN}",
        f"window.__DATA__ = JSON.parse({json.dumps(WRITTEN)});",
        f"window.__DATA__ = JSON.parse({json.dumps(WRITTEN, ensure_ascii=False)});",
        f"window.__DATA__ = JSON.parse({single(WRITTEN)});",
        f"window.__DATA__ = JSON.parse({single(WRITTEN).replace('<', chr(92) + 'x3C')});",
        f"window.__DATA__ = JSON.parse(`{WRITTEN.replace(chr(92), chr(92) * 2)}`); // comments",
        f"/* comments */ x = JSON.parse(decodeURIComponent('{quote(WRITTEN)}'))",
        f"self.__next_f.push([1,{json.dumps('5:' + WRITTEN)}])",
    ],
)
def test_a_script_can_write_its_data_in_many_ways(script: str) -> None:
    reading = read(script)
    assert [(c.text, c.author, c.parent) for c in reading.comments] == [
        ('It\'s "late" \\ as ever 🚋', "Ana", None),
        ("نعم", "Bo", 0),
    ]
    assert [c.posted_at for c in reading.comments] == [
        "2020-05-01T10:00:00+00:00",
        "2020-05-01T11:00:00+00:00",
    ]
    assert [c.original_id for c in reading.comments] == ["1", "2"]


def test_a_data_island_is_read() -> None:
    assert len(read(WRITTEN, " type='application/json' id='__NEXT_DATA__'").comments) == 2


def item(**fields: Any) -> dict[str, Any]:
    return {"text": "Words of mine", "author": "Ana", "createdAt": "2020-05-01T10:00:00Z", **fields}


def first(**fields: Any) -> Any:
    state = json.dumps({"comments": [item(**fields), item(text="Another", id="z")]})
    return read(f"window.__STATE__ = {state}").comments[0]


@pytest.mark.parametrize(
    ("fields", "likes", "dislikes"),
    [
        ({"likes": 3, "dislikes": 0}, 3, 0),
        ({"upvoteCount": "12", "downvoteCount": "4"}, 12, 4),
        ({"rank": {"ranks_up": 7, "ranks_down": 2}}, 7, 2),
        ({"actionCounts": {"reaction": {"total": 31}}}, 31, None),
        ({"votes": {"up": 5, "down": 1}}, 5, 1),
        ({}, None, None),
    ],
)
def test_votes_are_read_in_every_form(
    fields: dict[str, Any], likes: int | None, dislikes: int | None
) -> None:
    comment = first(**fields)
    assert (comment.likes, comment.dislikes) == (likes, dislikes)


@pytest.mark.parametrize(
    ("fields", "removal"),
    [
        ({"deleted": True}, "unknown"),
        ({"isDeleted": True, "deletedBy": "author"}, "author"),
        ({"status": "REJECTED"}, "moderator"),
        ({"deleted": False, "status": "APPROVED"}, None),
    ],
)
def test_what_is_no_longer_shown_keeps_its_place_without_its_words(
    fields: dict[str, Any], removal: str | None
) -> None:
    comment = first(**fields)
    assert comment.removal == removal
    assert comment.text == ("Words of mine" if removal is None else "")


def test_people_are_found_by_their_ids() -> None:
    conversation = {
        "comments": [
            {
                "id": "sp_1",
                "user_id": "u_1",
                "content": [{"type": "text", "text": "<p>One</p><p>Two</p>"}],
                "written_at": 1588330800,
                "replies": [
                    {
                        "id": "sp_2",
                        "user_id": "u_2",
                        "content": [{"text": "Three"}],
                        "written_at": 1588330801,
                    }
                ],
            }
        ],
        "users": {"u_1": {"display_name": "Ana"}, "u_2": {"display_name": "Bo"}},
    }
    comments = read(f"window.__STATE__ = {json.dumps({'conversation': conversation})}").comments
    assert [(c.author, c.text, c.parent) for c in comments] == [
        ("Ana", "One\n\nTwo", None),
        ("Bo", "Three", 0),
    ]


def test_pages_of_results_are_one_list_and_a_long_thread_of_replies_is_not_the_list() -> None:
    def number(n: int, **fields: Any) -> dict[str, Any]:
        return item(id=n, text=f"Remark number {n}", **fields)

    replies = [number(n) for n in range(10, 20)]
    pages = [{"comments": [number(1, replies=replies)]}, {"comments": [number(2)]}]
    comments = read(f"window.__STATE__ = {json.dumps({'pages': pages})}").comments
    assert [c.original_id for c in comments] == ["1", *map(str, range(10, 20)), "2"]
    assert [c.depth for c in comments] == [0, *[1] * 10, 0]


def test_a_list_of_articles_is_no_list_of_comments() -> None:
    posts = [item(title=f"Article {n}", slug=f"article-{n}") for n in range(5)]
    assert read(f"window.__STATE__ = {json.dumps({'posts': posts})}").comments == ()
