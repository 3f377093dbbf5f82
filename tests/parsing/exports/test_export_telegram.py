"""Telegram: which messages are posts, which are comments on them, and which are nobody's business."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from comments.errors import SourceError
from comments.parsing.exports import telegram
from comments.parsing.reading import Reading

POST = {"from": "News", "from_id": "channel7", "forwarded_from": "News"}


def message(key: int, text: Any = "Hello", reply: int | None = None, **more: Any) -> dict[str, Any]:
    fields = {"id": key, "type": "message", "date": "2023-08-01T10:00:00", "text": text}
    answer = {} if reply is None else {"reply_to_message_id": reply}
    return fields | {"from": "Ann", "from_id": "user1"} | answer | more


def chat(*messages: Any, **about: Any) -> dict[str, Any]:
    about = {"name": "Talk", "type": "public_supergroup", "id": 5} | about
    return about | {"messages": list(messages)}


def read(value: Any) -> list[Reading]:
    data = json.dumps(value).encode()
    assert telegram.FORMAT.matches(data)
    return [each.reading for each in telegram.FORMAT.threads(io.BytesIO(data), "result.json")]


def said(reading: Reading) -> list[tuple[str, int | None]]:
    return [(comment.text, comment.parent) for comment in reading.comments]


def test_comments_on_a_post_answer_it_directly_or_through_others() -> None:
    (reading,) = read(chat(message(1, "Post", **POST), message(2, "A", 1), message(3, "B", 2)))
    assert (reading.title, reading.outlet, said(reading)) == (
        "Post",
        "News",
        [("A", None), ("B", 0)],
    )


def test_a_group_without_posts_is_one_discussion_under_its_name() -> None:
    (reading,) = read(
        chat(message(1, "A"), message(2, "B", 1), message(3, "C"), type="private_group")
    )
    assert (reading.title, said(reading)) == ("Talk", [("A", None), ("B", 0), ("C", None)])


def test_what_a_reader_forwards_is_a_comment() -> None:
    (reading,) = read(chat(message(1, "Look at this", forwarded_from="News")))
    assert said(reading) == [("Look at this", None)]


def test_a_channel_that_answers_is_a_comment_and_not_a_post() -> None:
    answer = message(3, "We checked", 2, **{"from": "News", "from_id": "channel7"})
    (reading,) = read(chat(message(1, "Post", **POST), message(2, "True?", 1), answer))
    assert said(reading) == [("True?", None), ("We checked", 0)]
    assert reading.comments[1].author == "News"


def test_an_answer_to_a_message_of_another_chat_answers_nothing_here() -> None:
    (reading,) = read(chat(message(1, "A"), message(2, "B", 1, reply_to_peer_id="channel9")))
    assert said(reading) == [("A", None), ("B", None)]
    assert reading.warnings == ()


def test_a_reply_to_a_picture_answers_what_the_picture_answered() -> None:
    (reading,) = read(chat(message(1, "A"), message(2, "", 1, photo="x.jpg"), message(3, "Ha", 2)))
    assert said(reading) == [("A", None), ("Ha", 0)]
    assert [(d.reason, d.blocks) for d in reading.dropped] == [("no text", 1)]


def test_equal_ids_in_two_chats_are_two_messages() -> None:
    groups = [
        chat(message(1, "Post", **POST), message(2, name, 1), id=n, name=name)
        for n, name in enumerate("AB", 8)
    ]
    found = read({"about": "…", "personal_information": {"user_id": 1}, "chats": {"list": groups}})
    assert [said(reading) for reading in found] == [[("A", None)], [("B", None)]]


def test_thumbs_count_and_other_reactions_are_told() -> None:
    reactions = [
        {"type": "emoji", "count": n, "emoji": e} for n, e in ((3, "👍"), (1, "👎"), (4, "🤡"))
    ]
    (reading,) = read(chat(message(1, reactions=reactions), message(2, "B")))
    assert [(c.likes, c.dislikes) for c in reading.comments] == [(3, 1), (None, None)]
    assert reading.warnings == ("Reactions that count neither as likes nor as dislikes: 🤡 4.",)


def test_styles_are_dropped_and_quotes_marked() -> None:
    text = [
        "So ",
        {"type": "bold", "text": "he"},
        " said:",
        {"type": "blockquote", "text": "one\n\ntwo"},
        "No.",
    ]
    (reading,) = read(chat(message(1, text)))
    assert reading.comments[0].text == "So he said:\n\n> one\n\n> two\n\nNo."


def test_an_older_export_keeps_the_clock_that_it_has() -> None:
    (reading,) = read(chat(message(1), message(2, date_unixtime="1690884000")))
    assert [c.posted_at for c in reading.comments] == [
        "2023-08-01T10:00:00",
        "2023-08-01T10:00:00Z",
    ]


def test_messages_of_the_app_itself_are_counted() -> None:
    service = {"id": 1, "type": "service", "action": "pin_message", "text": ""}
    (reading,) = read(chat(service, service, message(2), service))
    assert [(d.reason, d.blocks) for d in reading.dropped] == [("service message", 3)]


@pytest.mark.parametrize("kind", ["public_channel", "private_channel", "personal_chat"])
def test_what_is_no_group_is_refused_with_the_remedy(kind: str) -> None:
    with pytest.raises(SourceError, match="hold no readers' comments; export the channel's"):
        read(chat(message(1), type=kind))


def test_private_chats_beside_a_group_are_left_out_and_counted() -> None:
    private = chat(message(1, "My secret"), type="personal_chat")
    account = {"about": "…", "personal_information": {"user_id": 1}}
    (reading,) = read(account | {"chats": {"list": [private, private, chat(message(1, "Hi"))]}})
    assert "secret" not in repr(reading)
    assert reading.warnings == ("The export has more than groups; left out: private chats (2).",)
