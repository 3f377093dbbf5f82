"""Reply trees from ids: every comment once, no circle, depths that follow from the parents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports.linking import Entry, link, repair
from comments.parsing.reading import ReadComment

KEYS = st.none() | st.sampled_from("abcdefgh")
ENTRIES = st.lists(st.tuples(KEYS, KEYS)).map(
    lambda pairs: [Entry(key, up, ReadComment(str(i))) for i, (key, up) in enumerate(pairs)]
)
PARENTS = st.lists(st.none() | st.integers(-3, 25), max_size=20)


def entries(*pairs: tuple[str | None, str | None]) -> list[Entry]:
    return [Entry(key, parent, ReadComment(key or "-")) for key, parent in pairs]


def tree(*pairs: tuple[str | None, str | None]) -> list[tuple[int | None, int]]:
    return [(comment.parent, comment.depth) for comment in link(entries(*pairs))[0]]


@given(ENTRIES)
def test_any_entries_become_a_forest_with_every_comment_once_and_in_order(
    given_entries: list[Entry],
) -> None:
    comments, _ = link(given_entries)
    assert [c.text for c in comments] == [e.comment.text for e in given_entries]
    for comment in comments:
        above = comment
        for _ in range(comment.depth):
            assert above.parent is not None
            assert comments[above.parent].depth == above.depth - 1
            above = comments[above.parent]
        assert (above.parent, above.depth) == (None, 0)


@given(ENTRIES)
def test_a_comment_answers_nobody_but_the_one_that_it_named(given_entries: list[Entry]) -> None:
    comments, _ = link(given_entries)
    for entry, comment in zip(given_entries, comments, strict=True):
        if comment.parent is not None:
            assert given_entries[comment.parent].key == entry.parent_key


@given(PARENTS)
def test_what_is_repaired_needs_no_second_repair(parents: list[int | None]) -> None:
    mended, depths, _ = repair(parents)
    assert repair(mended) == (mended, depths, ())


@given(PARENTS)
def test_nothing_is_changed_without_a_warning(parents: list[int | None]) -> None:
    mended, _, warnings = repair(parents)
    assert (mended != tuple(parents)) == bool(warnings)


def test_a_reply_may_come_before_its_parent() -> None:
    assert tree(("b", "a"), ("a", None), ("c", "b")) == [(1, 1), (None, 0), (0, 2)]


def test_a_reply_to_a_comment_that_is_missing_stands_on_the_article() -> None:
    comments, warnings = link(entries(("a", None), ("b", "gone"), ("c", "b")))
    assert [c.parent for c in comments] == [None, None, 1]
    assert warnings == (
        "1 comment answers a comment that is not there; read as a comment on the article.",
    )


def test_a_circle_is_cut_at_its_first_comment() -> None:
    parents, depths, warnings = repair((1, 2, 0, 9))
    assert parents == (None, 2, 0, None)
    assert depths == (0, 2, 1, 0)
    assert warnings == (
        "1 comment answers a comment that is not there; read as a comment on the article.",
        "1 comment stands first in a circle of replies; read as a comment on the article.",
    )


def test_only_the_circle_is_cut_and_not_the_replies_that_lead_into_it() -> None:
    assert repair((2, 0, 3, 2))[0] == (2, 0, None, 2)


def test_comments_that_answer_themselves_are_counted() -> None:
    comments, warnings = link(entries(("a", "a"), ("b", "b"), ("c", "a")))
    assert [c.parent for c in comments] == [None, None, 0]
    assert warnings == ("2 comments answer themselves; read as comments on the article.",)


def test_of_comments_with_one_id_the_first_gets_the_replies() -> None:
    comments, warnings = link(entries(("a", None), ("a", None), ("b", "a")))
    assert [c.parent for c in comments] == [None, None, 0]
    assert warnings == (
        "1 comment has the id of an earlier one; replies to that id go to the earliest.",
    )


def test_a_comment_without_an_id_is_answered_by_nobody() -> None:
    assert tree((None, None), (None, None)) == [(None, 0), (None, 0)]


def test_a_chain_of_a_hundred_thousand_replies_is_read() -> None:
    length = 100_000
    downwards = repair([None, *range(length - 1)])
    assert downwards[1] == tuple(range(length))
    upwards = repair([*range(1, length), None])
    assert upwards[1] == tuple(range(length - 1, -1, -1))
    circle = repair([*range(1, length), 0])
    assert circle[0][0] is None
    assert max(circle[1]) == length - 1
