"""What a text copy tells of a comment besides its text: time, votes, removal, quotes, whom it answers."""

from __future__ import annotations

import pytest

from comments.parsing.reading import Reading
from comments.parsing.text import read_text

ARTICLE = """Council votes on bridge

By Ann Lee
July 26, 2023 2:30 pm

The council voted on Monday to repair the old bridge after years of complaints from the far bank.

The work will take two years and cost nine million, officials said at the town hall meeting.
"""


def thread(*comments: str, heading: str = "", saved_at: str | None = "2023-07-27T18:05") -> Reading:
    heading = heading or f"{len(comments)} Comments"
    return read_text(f"{ARTICLE}\n{heading}\n\n" + "\n\n".join(comments) + "\n", saved_at=saved_at)


def times(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(c.posted_at, c.precision) for c in reading.comments]


SAID = ("Bob\n3 hours ago\nAt last.\nReply", "Eve\n2 days ago\nToo late.\nReply")


def test_distances_are_counted_from_the_time_when_the_page_was_saved():
    reading = thread(*SAID)
    assert times(reading) == [("2023-07-27T15", "hour"), ("2023-07-25", "day")]
    assert reading.warnings == (
        "2 relative times were counted back from the time when the page was saved (2023-07-27T18:05).",
    )


def test_else_from_the_newest_date_on_the_page_and_the_reader_is_told():
    reading = thread(*SAID, saved_at=None)
    assert times(reading) == [("2023-07-26T11", "hour"), ("2023-07-24", "day")]
    assert len(reading.warnings) == 1
    assert "for want of the time when it was saved (2023-07-26T14:30)" in reading.warnings[0]
    later = thread(*SAID, "Ali\nJuly 28, 2023 9:00 am\nWell.\nReply", saved_at=None)
    assert times(later)[0] == ("2023-07-28T06", "hour")


def test_and_not_at_all_where_nothing_says_when():
    page = ARTICLE.replace("July 26, 2023 2:30 pm\n", "") + "\n2 Comments\n\n" + "\n\n".join(SAID)
    reading = read_text(page)
    assert times(reading) == [(None, None), (None, None)]
    assert "nothing says when the page was saved" in reading.warnings[0]


def test_a_time_among_the_controls_is_the_comment_s():
    reading = thread("Bob\nAt last.\nLike · Reply · 2h", "Eve\nToo late.\nLike · Reply · 3d")
    assert times(reading) == [("2023-07-27T16", "hour"), ("2023-07-24", "day")]


def test_an_absolute_time_needs_no_page_date():
    reading = thread("Bob\nJuly 27, 2023 at 9:15 am\nAt last.\nReply", saved_at=None)
    assert times(reading) == [("2023-07-27T09:15", None)]
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("controls", "likes", "dislikes"),
    [
        ("👍 5 👎 2 Reply", 5, 2), ("Like 5 Dislike 2 Reply", 5, 2), ("5 Likes 2 Dislikes Reply", 5, 2),
        ("5 👍 2 👎", 5, 2), ("Like Reply", None, None), ("Reply 👎 3", None, 3), ("Upvote 12 Downvote 0", 12, 0),
        ("Me gusta 4 No me gusta 1 Responder", 4, 1), ("Gefällt mir 4 Gefällt mir nicht 1 Antworten", 4, 1),
        ("J'aime 4 Je n'aime pas 1 Répondre", 4, 1), ("Нравится 4 Не нравится 1 Ответить", 4, 1),
        ("Mi piace 4 Non mi piace 1 Rispondi", 4, 1), ("Beğen 4 Beğenme 1 Yanıtla", 4, 1),
        ("أعجبني 4 لم يعجبني 1 رد", 4, 1), ("موافق 4 مخالف 1 پاسخ", 4, 1), ("पसंद 4 नापसंद 1 जवाब", 4, 1),
        ("Suka 4 Tidak suka 1 Balas", 4, 1),
    ],
)  # fmt: skip
def test_votes_are_read_from_the_controls(controls, likes, dislikes):
    comments = thread(f"Bob\nAt last.\n{controls}", f"Eve\nToo late.\n{controls}").comments
    assert [(c.likes, c.dislikes) for c in comments] == [(likes, dislikes)] * 2


@pytest.mark.parametrize(
    "said", ["🔥", "💯", "💔💔", "🌹🌹", "🇱🇧🇱🇧", "☹️", "👏🏽👏🏽", "👍👍👍", "❤️❤️", "🤲", "😂"]
)
@pytest.mark.parametrize("lead", ["{}\n2 hours ago\n", "{} says:\n", ""])
def test_a_comment_may_be_nothing_but_emoji(lead: str, said: str) -> None:
    others = ("At last.", "Too late.", "Not for me.")
    texts = (others[0], said, *others[1:])
    parts = [f"{lead.format(name)}{text}\nReply" for name, text in zip(("Bob", "Eve", "Ali", "Sara"), texts, strict=True)]  # fmt: skip
    assert tuple(c.text for c in thread(*parts).comments) == texts


@pytest.mark.parametrize("icon", ["💬", "🕒", "📅", "🔗", "🔔", "📷"])
def test_an_icon_of_the_page_is_no_comment(icon: str) -> None:
    parts = [f"{name}\n2 hours ago\n{said}\n{icon}\nReply" for name, said in (("Bob", "At last."), ("Eve", "Too late."))]  # fmt: skip
    assert [c.text for c in thread(*parts).comments] == ["At last.", "Too late."]


NOTICES = [
    ("This comment was removed by a moderator.", "moderator"), ("This comment was deleted by its author.", "author"),
    ("تم حذف هذا التعليق من قبل المشرف", "moderator"), ("این نظر توسط مدیر حذف شده است.", "moderator"),
    ("Bu yorum moderatör tarafından silindi.", "moderator"), ("Dieser Kommentar wurde gelöscht.", "unknown"),
    ("[deleted]", "author"),
]  # fmt: skip


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(("notice", "who"), NOTICES)
def test_a_notice_in_the_place_of_a_comment_is_a_removal_with_controls_or_without(
    notice, who, place
):
    said = ["Bob\n3 hours ago\nAt last.\nReply", "Eve\n2 days ago\nToo late.\nReply"]
    for control in ("", "\nReply"):
        comments = [*said]
        comments.insert(place, f"Ali\n1 day ago\n{notice}{control}")
        reading = thread(*comments)
        removals = [c.removal for c in reading.comments]
        assert removals == [who if i == place else None for i in range(3)]
        assert reading.comments[place].text == notice
        assert reading.comments[place].author == "Ali"


def test_who_writes_about_a_removal_wrote_a_comment():
    reading = thread(
        "Bob\nThis comment was removed by a moderator, and I know why!\nReply", SAID[1]
    )
    assert reading.comments[0].removal is None


ANSWERS = ["Eve → Bob • 2 hours ago", "Eve in reply to Bob • 2 hours ago", "Eve\n2 hours ago\nIn reply to Bob", "Eve ▸ Bob\n2 hours ago"]  # fmt: skip


@pytest.mark.parametrize("lead", ANSWERS)
def test_who_answers_whom_is_read_where_the_page_says_it(lead):
    comments = thread(
        "Bob • 3 hours ago\nAt last.\nReply",
        f"{lead}\nToo late.\nReply",
        "Ali • 1 hour ago\nWell.\nReply",
    ).comments
    assert [c.author for c in comments] == ["Bob", "Eve", "Ali"]
    assert [(c.parent, c.depth) for c in comments] == [(None, 0), (0, 1), (None, 0)]
    assert comments[1].text == "Too late."


QUOTED = "The work should have been done ten years ago."


@pytest.mark.parametrize(
    "head", ["Bob wrote:", "Bob said: ↑", "Quote:", "Originally posted by Bob", "Zitat von Bob", "Bob a écrit :", "كتب Bob:", "Цитата:"]
)  # fmt: skip
def test_what_a_comment_quotes_is_marked_off(head):
    comments = thread(
        f"Bob\nJuly 26, 2023 3:00 pm\n{QUOTED}\nReply",
        f"Eve\nJuly 26, 2023 4:00 pm\n{head}\n{QUOTED}\nIt was, in part.\nReply",
    ).comments
    assert [c.author for c in comments] == ["Bob", "Eve"]
    assert comments[1].text == f"> {head}\n\n> {QUOTED}\n\nIt was, in part."


def test_so_is_a_repeated_paragraph_and_a_line_that_was_marked_by_hand():
    comments = thread(
        f"Bob\nJuly 26, 2023 3:00 pm\n{QUOTED}\nReply",
        f"Eve\nJuly 26, 2023 4:00 pm\n{QUOTED}\nIt was, in part.\nReply",
        f"Ali\nJuly 26, 2023 5:00 pm\n>{QUOTED}\nNo.\nReply",
    ).comments
    assert comments[1].text == f"> {QUOTED}\n\nIt was, in part."
    assert comments[2].text == f"> {QUOTED}\n\nNo."


def test_who_says_the_same_as_another_quotes_nobody():
    comments = thread(f"Bob says:\n{QUOTED}\nReply", f"Eve says:\n{QUOTED}\nReply").comments
    assert [c.text for c in comments] == [QUOTED, QUOTED]


def test_the_time_below_a_comment_is_that_of_the_name_above_it():
    said = "\n\n".join(
        f"{name} said...\n\n{text}\nJuly {day}, 2023 9:00 AM"
        for name, text, day in (
            ("Bob", "At last!", 27),
            ("Eve", "cool :D", 28),
            ("Ali", "Well.", 29),
        )
    )
    comments = read_text(f"{ARTICLE}\n{said}\n").comments
    assert [(c.author, c.text, c.posted_at) for c in comments] == [
        ("Bob", "At last!", "2023-07-27T09:00"),
        ("Eve", "cool :D", "2023-07-28T09:00"),
        ("Ali", "Well.", "2023-07-29T09:00"),
    ]


@pytest.mark.parametrize(
    ("heading", "comments", "confidence"),
    [
        ("2 Comments", SAID, "high"),
        ("Comments", SAID, "high"),
        ("9 Comments", SAID, "medium"),
        ("2 Comments", ("One of two.", "Two of two."), "medium"),
        ("9 Comments", ("One of two.", "Two of two."), "low"),
        ("9 Comments", (), "low"),
        ("No comments yet", (), "high"),
        ("No comments yet", ("There was one once, and it is gone.",), "medium"),
    ],
)
def test_a_reading_is_trusted_as_far_as_its_evidence_reaches(heading, comments, confidence):
    reading = thread(*comments, heading=heading)
    assert reading.confidence == confidence
    assert reading.reasons


LEADS = (
    "Bob • 3 hours ago",
    "Eve • 2 hours ago",
    "Ali • 1 hour ago",
    "Ann • 5 hours ago",
    "Tom • 4 hours ago",
)

AGO = tuple(lead.partition(" • ")[2] for lead in LEADS)


def under(leads: tuple[str, ...], article: str = ARTICLE) -> str:
    return article + "".join(f"\n{lead}\nI say so, and that is all.\n" for lead in leads)


@pytest.mark.parametrize(
    ("text", "confidence", "reason"),
    [
        (under(LEADS), "high", "every comment has a line that says who wrote or when"),
        (under(LEADS[:2]), "medium", "2 are few"),
        (under(LEADS, article="A title\n\nIt is short.\n"), "medium", "hardly any article"),
        (under(AGO, article=f"{ARTICLE}\nComments\n"), "medium", "most have none that says who"),
    ],
)
def test_few_comments_no_article_and_no_names_are_each_trusted_less(text, confidence, reason):
    reading = read_text(text)
    assert len(reading.comments) in {2, 5}
    assert reading.confidence == confidence
    assert any(reason in sentence for sentence in reading.reasons)


def test_a_saved_time_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="ISO 8601"):
        thread(*SAID, saved_at="last Tuesday")
