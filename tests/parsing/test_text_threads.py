"""Threads that follow the article without a heading: only their form shows where they begin."""

from __future__ import annotations

import pytest

from comments.parsing.reading import Reading
from comments.parsing.text import read_text

ARTICLE = """Council votes on bridge

The council voted on Monday to repair the old bridge after years of complaints from the far bank.

The work will take two years and cost nine million, officials said at the town hall meeting.

The vote was held in public, and some forty residents came to hear what their members had to say.
"""
BODY = "\n\n".join(ARTICLE.strip().split("\n\n")[1:])
NAMES = ("Bob", "Ali Khan", "Sara", "Nadia", "Tom", "Karim")
SAID = (
    "It is too dear for a town like ours.",
    "I like the plan very much, thank you.",
    "Who will pay for all of this in the end?",
    "Nonsense, as always from this council.",
    "My street has waited for ten years.",
    "Let us hope that it gets built.",
)


def read_thread(pattern: str, numbers: range = range(2, 8)) -> Reading:
    parts = zip(NAMES, SAID, numbers, strict=True)
    thread = (pattern.format(name=name, said=said, n=n) for name, said, n in parts)
    return read_text(f"{ARTICLE}\n" + "\n\n".join(thread) + "\n")


def assert_is_thread(reading: Reading) -> None:
    assert tuple(comment.author for comment in reading.comments) == NAMES
    assert tuple(comment.text for comment in reading.comments) == SAID
    assert reading.declared_comments is None
    assert reading.body == BODY


TIMES = [
    "{n} hours ago", "{n} days ago", "vor {n} Stunden", "vor {n} Tagen", "منذ {n} ساعات", "قبل {n} أيام",
    "{n} روز پیش", "{n} گھنٹے پہلے", "{n} saat önce", "{n} gün önce", "{n} घंटे पहले", "il y a {n} heures",
    "il y a {n} jours", "hace {n} horas", "há {n} dias", "{n} giorni fa", "{n} часов назад", "{n} jam lalu",
]  # fmt: skip


@pytest.mark.parametrize("numbers", [range(2, 8), range(7, 1, -1)], ids=["rising", "falling"])
@pytest.mark.parametrize("time", TIMES)
def test_a_relative_time_is_no_number_of_comments(time: str, numbers: range) -> None:
    assert_is_thread(read_thread("{name}\n" + time + "\n{said}\nReply", numbers))


@pytest.mark.parametrize("time", ["منذ ساعتين", "۳ روز پیش", "a week ago", "il y a un an", "bir yıl önce", "2 घंटे पहले"])  # fmt: skip
def test_nor_is_one_in_other_digits_or_in_words(time: str) -> None:
    assert_is_thread(read_thread("{name}\n" + time + "\n{said}\nReply"))


@pytest.mark.parametrize("control", ["Reply", "Répondre", "Antworten", "رد", "जवाब", "Yanıtla"])
def test_names_over_the_comments_are_authors_the_first_name_too(control: str) -> None:
    assert_is_thread(read_thread("{name}\n{said}\n" + control))


@pytest.mark.parametrize(
    "lead", ["{name} says:\nMarch {n}, 2020 at 4:15 pm", "{name} • {n} days ago"]
)
def test_the_first_lead_is_no_part_of_the_article(lead: str) -> None:
    assert_is_thread(read_thread(lead + "\n\n{said}\n\nReply"))


def test_buttons_with_a_time_of_their_own_recur_like_others() -> None:
    assert_is_thread(read_thread("{name}\n{said}\nLike · Reply · {n}w"))


@pytest.mark.parametrize(
    "time",
    ["5 mars 2020 à 16 h 15 min", "مارچ 5, 2020 وقت 4:15 شام", "۱۵ اسفند ۱۳۹۸ در ۴:۱۵ ب.ظ",
     "5 मार्च 2020 को 4:15 अपराह्न", "5 مارس 2020 في 4:15 م", "5 Mart 2020 Perşembe 16:15"],
)  # fmt: skip
def test_the_time_of_day_after_a_date_is_no_part_of_a_name(time: str) -> None:
    reading = read_thread("{name} | " + time + "\n{said}\nReply")
    assert_is_thread(reading)
    assert {(comment.posted_at or "")[:10] for comment in reading.comments} == {"2020-03-05"}


def test_votes_and_times_on_lines_of_their_own_are_no_comments() -> None:
    parts = zip(NAMES, SAID, range(2, 8), strict=True)
    thread = (f"{name}\n{said}\nLike\nReply\n{n}\n1y" for name, said, n in parts)
    reading = read_text(f"{ARTICLE}\nComments\n\n" + "\n\n".join(thread) + "\n")
    assert tuple(comment.author for comment in reading.comments) == NAMES
    assert tuple(comment.text for comment in reading.comments) == SAID
