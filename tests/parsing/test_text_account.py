"""Every line of a text copy is accounted for, and `explain` says why it was read as what it is."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from comments.parsing.text import explain, read_text
from comments.parsing.text.lines import split_lines

PAGE = """Home > World > Asia

Council votes on bridge

By Ann Lee
July 26, 2023

Share Tweet Print

The council voted on Monday to repair the old bridge after years of complaints from the far bank.

Related: The ferry that sank

The work will take two years and cost nine million, officials said at the town hall meeting.

The bridge in May. [File photo]

2 Comments

Please read our comment policy. Comments are moderated.

Bob • July 27, 2023 9:15 am
At last.
Reply

Advertisement

Eve • July 27, 2023 9:20 am
Too late.

Far too late.
Reply

Leave a Reply
Your email address will not be published.

Related articles
The ferry that sank

© 2023 The Courier. All rights reserved.
"""
LOST = {
    "navigation": "Home > World > Asia",
    "headline": "Council votes on bridge",
    "byline and date": "By Ann Lee July 26, 2023",
    "share bar": "Share Tweet Print",
    "picture caption": "The bridge in May. [File photo]",
    "notice about comments": "2 Comments",
    "comment policy": "Please read our comment policy. Comments are moderated.",
    "comment furniture": "Bob • July 27, 2023 9:15 am Reply Eve • July 27, 2023 9:20 am Reply",
    "advertisement": "Advertisement",
    "comment form": "Leave a Reply Your email address will not be published.",
    "related articles": "Related: The ferry that sank Related articles The ferry that sank",
    "page footer": "© 2023 The Courier. All rights reserved.",
}


def size(*texts: str) -> int:
    return sum(len("".join(text.split())) for text in texts)


def test_what_is_dropped_is_told_by_its_reason():
    dropped = {d.reason: d.characters for d in read_text(PAGE).dropped}
    assert dropped == {reason: size(text) for reason, text in LOST.items()}


def test_the_largest_loss_comes_first_and_blocks_are_counted():
    dropped = read_text(PAGE).dropped
    assert [d.characters for d in dropped] == sorted((d.characters for d in dropped), reverse=True)
    assert {d.reason: d.blocks for d in dropped}["comment furniture"] == 4


PIECES = [
    "A title of some words", "By Ann Lee", "July 26, 2023", "The first paragraph is a sentence.", "Home > News",
    "The second one has more to say, and says it.", "3 Comments", "Comments", "No comments yet", "Reply", "Leave a Reply",
    "Ann says:", "3 hours ago", "July 7, 2012 at 2:31 pm", "I agree!", "exactly", "رد", "Related articles", "Bob wrote:",
    "[File]", "...", "👍 5", "Share", "", "", "Advertisement", "This comment was removed by a moderator.", "© 2023", "bob_22",
]  # fmt: skip
pages = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=30).map(
    "\n".join
)


@settings(max_examples=300, deadline=None)
@given(pages)
def test_body_comments_and_losses_add_up_to_the_page(text):
    text = text.replace(">", "")  # marks of quotations are not counted
    reading = read_text(text)
    whole = size(*(line.text for line in split_lines(text)))
    comments = size(*(c.text for c in reading.comments)) - sum(
        c.text.count("> ") for c in reading.comments
    )
    told = size(reading.body) + comments + sum(d.characters for d in reading.dropped)
    assert told == (whole if reading.parser != "text:empty" else 0)


def test_a_page_is_explained_from_its_first_line_to_its_last():
    regions = explain(PAGE)
    found = [(r.place, r.kind) for r in regions]
    assert found[0] == ("1", "navigation")
    assert ("22-24", "comment") in found
    assert ("28-32", "comment") in found
    assert found[-1] == ("40", "page footer")
    comment = next(r for r in regions if r.place == "22-24")
    assert comment.rule == "author-lines"
    assert comment.evidence == ('author line "Bob • July 27, 2023 9:15 am"', 'control "Reply"')
    assert comment.text == "At last."


@settings(max_examples=200, deadline=None)
@given(pages)
def test_regions_are_disjoint_in_order_and_hold_every_comment(text):
    places = [tuple(map(int, r.place.split("-"))) for r in explain(text)]
    assert all(one[-1] < other[0] for one, other in pairwise(places))
    shown = sum(r.kind == "comment" for r in explain(text))
    assert shown >= len(read_text(text).comments)
