"""Which evidence wins where a text copy's signs disagree."""

from __future__ import annotations

import pytest

from comments.parsing.text import read_text

ARTICLE = """Council votes on bridge

The council voted on Monday to repair the old bridge after years of complaints from the far bank.

The work will take two years and cost nine million, officials said at the town hall meeting.
"""
SAID = (
    "I agree.",
    "This took far too long, and everybody knows why it did.",
    "Good news for the town at last. My mother will be able to walk to the market.",
)


def page(names: tuple[str, ...], heading: str = "5 Comments", before: str = "") -> str:
    blocks = (f"{name}{text}\n\nReply" for name, text in zip(names, SAID, strict=True))
    return f"{ARTICLE}\n{heading}\n\n{before}" + "\n\n".join(blocks) + "\n"


@pytest.mark.parametrize(
    "names",
    [
        ("", "", ""),
        ("Anna says:\n", "Bob says:\n", "Carla says:\n"),
        ("Anna\n", "Bob\n", "Carla\n"),
    ],
)
def test_a_control_under_each_comment_outweighs_a_declared_number_that_lines_happen_to_give(
    names: tuple[str, ...],
) -> None:
    reading = read_text(page(names))
    assert tuple(comment.text for comment in reading.comments) == SAID
    assert reading.declared_comments == 5


def test_a_word_of_the_controls_with_a_full_stop_is_a_comment() -> None:
    assert read_text(page(("", "", ""), "3 Comments")).comments[0].text == "I agree."


@pytest.mark.parametrize(
    "button", ["Submit", "Gönder", "Senden", "Envoyer", "Enviar", "إرسال", "ارسال", "بھیجیں", "भेजें"]
)
def test_a_form_above_the_comments_is_none_of_them(button: str) -> None:
    form = f"Name *\nE-mail *\n{button}\n\n"
    reading = read_text(page(("", "", ""), "3 Comments", form))
    assert tuple(comment.text for comment in reading.comments) == SAID
