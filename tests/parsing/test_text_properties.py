"""What holds for any text, and for the largest."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.parsing.text import explain, read_text
from comments.parsing.text.lines import split_lines

# Pieces that pages are made of, so that random texts have sections, leads and controls.
PIECES = [
    "A title of some words", "By Ann Lee", "July 26, 2023", "The first paragraph is a sentence.",
    "The second one has more to say, and says it.", "Do you like this article?", "3 Comments",
    "Comments", "No comments yet", "Comment Policy * Denotes required field 1500 / 1500", "Reply", "Leave a Reply",
    "Ann says:", "3 hours ago", "July 7, 2012 at 2:31 pm", "I agree!", "exactly", "رد", "٣ تعليقات",
    "نظرات", "پاسخ", "Related articles", "[File]", "...", "\"", "👍 5", "Share", "https://example.org/a", "",
    "", "Posted by: X | July 7, 2012 at 2:31 pm", "Yanıtla", "0", "*",
]  # fmt: skip
pages = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=30).map(
    "\n".join
)


def normal(text: str) -> str:
    return " ".join(line.text for line in split_lines(text))


def parts(reading) -> list[str]:
    texts = [reading.body, *(comment.text for comment in reading.comments)]
    # Marks of quotations are ours.
    return [part.lstrip("> ") for text in texts for part in text.split("\n\n") if part]


@settings(max_examples=400, deadline=None)
@given(pages)
def test_what_is_read_stands_in_the_page_in_that_order(text):
    reading = read_text(text)
    whole, place = normal(text), 0
    assert all(part for part in parts(reading))
    for part in parts(reading):
        place = whole.find(part, place)
        assert place >= 0, part
        place += len(part)


@settings(max_examples=200, deadline=None)
@given(pages)
def test_reading_is_deterministic_and_comments_are_never_empty(text):
    reading = read_text(text)
    assert read_text(text) == reading
    assert all(comment.text.strip() for comment in reading.comments)
    assert reading.declared_comments is None or reading.declared_comments >= 0


@settings(max_examples=200, deadline=None)
@given(pages)
def test_doubling_every_newline_changes_nothing(text):
    text = re.sub(r"[^\S\n]+|[\x1c-\x1f\x85\u2028\u2029]", " ", text)
    assert read_text(text.replace("\n", "\n\n")) == read_text(text)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "\u200b \u200e", "* * *\n---\n…", "\x00"])
def test_a_text_without_a_word_gives_an_empty_reading(text):
    reading = read_text(text)
    assert (reading.title, reading.body, reading.comments) == (None, "", ())


ARTICLE = """The ministry closes its comment pages

By Ann Lee

The ministry said on Monday that it will close the comment pages on its site.

"We received 12 comments last week, and eleven of them were threats," said a spokesman. "Nobody
asked us for a reply."

Comments and replies had been open since 2009. Readers left more than 40,000 comments in that time.

"No comment," the minister said when she was asked whether comments will come back.
"""


def test_an_article_about_comments_has_none():
    reading = read_text(ARTICLE)
    assert reading.comments == ()
    assert reading.declared_comments is None


HEADINGS_IN_PROSE = ["Reactions", "Discussion", "Comment", "Responses", "Opinions", "Réactions", "Diskussion", "آراء", "نظر"]  # fmt: skip


@pytest.mark.parametrize("subheading", HEADINGS_IN_PROSE)
def test_a_subheading_that_also_names_comments_starts_no_section(subheading):
    text = f"{ARTICLE}\n{subheading}\n\nThe opposition called it a mistake.\n\nA union welcomed the step.\n"
    reading = read_text(text)
    assert reading.comments == ()
    assert subheading in reading.body.split("\n\n")


def test_what_follows_the_section_is_no_comment():
    text = (
        f"{ARTICLE}\n2 Comments\n\nFirst of two.\n\nReply\n\nSecond of two.\n\nReply\n\n"
        "Another headline of the same site\n\nBy Bob Ray\n\nA second article has a first sentence.\n"
    )
    assert [comment.text for comment in read_text(text).comments] == [
        "First of two.",
        "Second of two.",
    ]


def test_a_comment_of_several_paragraphs_stays_one_without_any_control():
    text = f"{ARTICLE}\n2 Comments\n\n\nOne.\n\nStill one.\n\nAnd still.\n\n\nTwo.\n"
    comments = read_text(text).comments
    assert [comment.text for comment in comments] == ["One.\n\nStill one.\n\nAnd still.", "Two."]


def test_a_count_that_no_cutting_gives_is_kept_and_the_doubt_is_told():
    reading = read_text(f"{ARTICLE}\n9 Comments\n\nOnly one here.\n\nAnd another.\n")
    assert reading.declared_comments == 9
    assert len(reading.comments) == 2
    assert reading.warnings


@pytest.mark.parametrize("count", ["7 Comments", "Comments (0)", "No comments yet"])
def test_a_count_by_the_title_does_not_make_comments_of_the_article(count):
    title, *paragraphs = ARTICLE.strip().split("\n\n")
    reading = read_text("\n\n".join([title, "It is done.", count, *paragraphs[1:]]))
    assert reading.comments == ()
    assert reading.body.endswith("whether comments will come back.")
    assert reading.declared_comments == (7 if count.startswith("7") else 0)


HEAD = "A title here\n\nThe body goes here for a while, and it has ten words.\n\n"
SIZES = {
    "one line of many words": ("a b c, d. " * 300_000, (0, 1_200_000, 0)),
    "one word": ("x" * 3_000_000, (1, 0, 0)),
    "blank lines": (HEAD + "\n" * 1_000_000 + "12 Comments\n", (3, 12, 0)),
    "short lines": (HEAD + "\n".join(f"ok {i}" for i in range(50_000)), (3, 12 + 100_000, 0)),
    "controls": (f"{HEAD}5 Comments\n\n" + "".join(f"Text {i}\nReply\n" for i in range(20_000)), (3, 12, 20_000)),
    # The last text has no control after it, and the count does not ask for it: the page's rest.
    "counts": (HEAD + "\n".join(f"7 comments\nText {i}" for i in range(5_000)), (3, 12, 4_999)),
    "numbers": (HEAD + "\n".join(f"{i % 400 + 3} foo\n\n\nbar {i}" for i in range(5_000)), (3, 12 + 10_000, 0)),
    "leads": (HEAD + "\n".join(f"U{i} says:\nText {i} here." for i in range(5_000)), (3, 12, 5_000)),
    "digits": ("1" * 1_000_000 + "\n" + "1:1:" * 300_000 + "\n" + ("12 " * 40 + "\n") * 5_000, (0, 200_002, 0)),
    "brackets": (("[" * 300 + "\n") * 10_000 + "(" * 1_000_000, (0, 0, 0)),
    "joiners": ("\u200d" * 1_000_000, (0, 0, 0)),
    "almost dates": (("3 . / - " * 12 + " July\n") * 5_000 + ("July" + " " * 70 + "\n") * 5_000, (0, 5_000 * 49, 0)),
    "combining marks": (("e" + "\u0301" * 60 + " ") * 20_000, (0, 20_000, 0)),
}  # fmt: skip
"""Text, and the words of the title, the words of the body and the comments that are read from it.

Short lines that recur ("7 foo", "July") belong to no article."""


@pytest.mark.parametrize("kind", SIZES)
def test_the_largest_texts_are_read(kind):
    # A time limit belongs in a benchmark; a quadratic step would not end on these.
    text, found = SIZES[kind]
    reading = read_text(text)
    read = (len((reading.title or "").split()), len(reading.body.split()), len(reading.comments))
    assert read == found


FURNITURE_ABOVE = [
    "Home",
    "Menu",
    "Skip to content",
    "News Sport Culture",
    "Log in",
    "Home > World > Asia",
    "Subscribe now",
]
FURNITURE_BELOW = [
    "Related articles", "The ferry that sank", "Most read", "Ten things to know about bridges", "© 2023 The Courier",
    "All rights reserved.", "Privacy policy", "Sign up for our newsletter", "About us Contact Advertise", "Back to top",
]  # fmt: skip
THREADS = {
    "says": "2 Comments\n\nBob says:\nIt is too dear for us.\nReply\n\nEve says:\nWho will pay for it?\nReply\n",
    "dated": "Comments\n\nBob • 3 hours ago\nIt is too dear for us.\n\nStill.\nReply\n\nEve • 1 day ago\n👎👎\nReply\n",
    "controls": "3 Comments\n\nIt is too dear.\n\nReply\n\nWho will pay?\n\nReply\n\nNobody!\n\nReply\n",
    "none": "",
}


@pytest.mark.parametrize("kind", THREADS)
@settings(max_examples=40, deadline=None)
@given(
    above=st.lists(st.sampled_from(FURNITURE_ABOVE), unique=True),
    below=st.lists(st.sampled_from(FURNITURE_BELOW), unique=True),
)
def test_furniture_around_a_page_changes_nothing_in_its_comments(kind, above, below):
    # A list of links has a heading over it, or nobody could tell it from a last comment.
    links = {"The ferry that sank", "Ten things to know about bridges"}
    below = ["Related articles", *below] if links.intersection(below) else below
    page = f"{ARTICLE}\n{THREADS[kind]}"
    bare = read_text(page, saved_at="2023-07-27T18:05")
    furnished = read_text("\n".join([*above, "", page, "", *below]), saved_at="2023-07-27T18:05")
    assert furnished.comments == bare.comments
    assert furnished.declared_comments == bare.declared_comments


@settings(max_examples=500, deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from("a B 1 . : > | * - \n \t ! ? 👍 ا ۱ क ж \u200f \ufeff".split(" ")),
        max_size=300,
    ).map("".join)
)
def test_any_text_is_read(text):
    reading = read_text(text)
    assert all(comment.text for comment in reading.comments)
    assert explain(text) == explain(text)


BAITS = ["a", " ", "\n", "1", ".", "(", "[", ">", ":", "-", "•", "ا", "\u0301", "👍", "“", "@", "3 ", "1.", "a ", "-\n", "> ",
         "ago ", "Reply\n", "3 hours ago\n", "Ann says:\n", "Bob wrote:\n", "July 7, ", "12 Comments\n", "1 2 3 ", "(edited) ",
         "in reply to ", "This comment was removed.\n", "a-\n", "x: \n\n", "bob_22\nText.\n", "http://a.b c\n", "Comments\n", "Ann • 3 hours ago\n",
         "* ", "> quote\n", "Ann Lee\n", "July 7, 2012\n", "It is over.\n", "Ann says:\nNo.\nReply\n12 Comments\n* a\n"]  # fmt: skip


READS_EACH = """
import sys
from comments.parsing.text import read_text
for bait in sys.stdin.read().split("\\0"):
    print(repr(bait), flush=True)
    read_text(bait * (200_000 // len(bait)))
print("all", flush=True)
"""


def test_fifth_of_a_megabyte_of_any_one_pattern_is_read_without_a_quadratic_step():
    # The limit is no measurement (see scripts/bench_text_reading.py): it ends what would otherwise
    # go on for hours, and the last line that was printed names the pattern.
    with subprocess.Popen(
        [sys.executable, "-c", READS_EACH], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as reader:
        try:
            printed, _ = reader.communicate("\0".join(BAITS).encode(), timeout=300)
        except subprocess.TimeoutExpired:
            reader.kill()
            printed, _ = reader.communicate()
    assert printed.decode().splitlines()[-1] == "all"
