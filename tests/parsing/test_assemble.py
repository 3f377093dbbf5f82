"""Ids, pseudonyms, repeats and the comparison of counts."""

import json
import re
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing import parse
from comments.parsing.assemble import assemble
from comments.parsing.reading import ReadComment, Reading

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


def reading(*comments: ReadComment, declared: int | None = None) -> Reading:
    return Reading(
        title="Mayor presents a plan",
        body="The mayor presented a plan for the farmers on Monday.",
        parser="text:test",
        declared_comments=declared,
        comments=comments,
    )


def test_the_same_content_has_the_same_ids_wherever_it_was_saved() -> None:
    page = reading(ReadComment("Good", author="Anna"), ReadComment("Bad", author="Bob"))
    one, other = assemble(page, source="a.txt"), assemble(page, source="deep/b.html")
    assert replace(one, source="") == replace(other, source="")
    assert len({one.article_id, *(c.comment_id for c in one.comments)}) == 3
    # A letter first: spreadsheets turn 9121650504092410 and 660625e681 into other numbers.
    assert re.fullmatch("a[0-9a-f]{16}", one.article_id)
    assert all(re.fullmatch("c[0-9a-f]{16}", c.comment_id) for c in one.comments)


PAGE = """Mayor presents a plan

By Jane Roe

The mayor presented a plan for the farmers on Monday. It will take three years, she said.

The council will vote on it next week, and most of its members have said that they agree.

2 Comments

Anna
Thank you for this very good article.
Reply

Bob
I do not believe a word of it.
Reply
"""


@pytest.mark.parametrize(
    "other",
    [
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\r"),
        PAGE.replace("\n\n", "\n\n\n\n"),
        "\n".join(f"   {line}" for line in PAGE.split("\n")),
        "\ufeff" + PAGE,
        PAGE.replace("2 Comments", "2 commentaires").replace("Reply", "Répondre"),
    ],
    ids=["CRLF", "CR", "blank lines", "indented", "BOM", "French furniture"],
)
def test_another_way_of_saving_the_page_changes_no_id(other: str) -> None:
    first, second = parse(PAGE), parse(other)
    assert second.article_id == first.article_id
    assert second.comments == first.comments


@pytest.mark.parametrize(
    ("old", "new"), [("plan\n", "plot\n"), ("three years", "four years"), ("a word", "one word")]
)
def test_another_title_body_or_comment_is_another_article(old: str, new: str) -> None:
    assert parse(PAGE).article_id != parse(PAGE.replace(old, new)).article_id


@given(WORDS, WORDS)
def test_words_that_move_from_one_comment_to_the_next_change_the_ids(a: str, b: str) -> None:
    one = assemble(reading(ReadComment(a + b), ReadComment("c")), source="x")
    other = assemble(reading(ReadComment(a), ReadComment(b + "c")), source="x")
    assert one.article_id != other.article_id


def test_two_comments_with_one_text_have_two_ids() -> None:
    first, second = assemble(reading(ReadComment("Yes"), ReadComment("Yes")), source="x").comments
    assert first.comment_id != second.comment_id


def test_authors_become_numbered_readers() -> None:
    page = reading(*(ReadComment(f"text {a}", author=a) for a in ("Anna", "Bob", "ANNA ", "Čáp")))
    page = replace(page, comments=(*page.comments, ReadComment("anonymous")))
    names = [c.author for c in assemble(page, source="x").comments]
    assert names == ["reader-1", "reader-2", "reader-1", "reader-3", None]


def test_a_key_gives_one_reader_one_pseudonym_under_all_articles() -> None:
    here = assemble(reading(ReadComment("a", author="Anna")), source="x", author_key=b"k" * 32)
    page = reading(ReadComment("b", author="Bob"), ReadComment("c", author=" anna"))
    there = assemble(page, source="y", author_key=b"k" * 32)
    other = assemble(page, source="y", author_key=b"l" * 32)
    assert here.comments[0].author == there.comments[1].author
    assert there.comments[0].author != there.comments[1].author
    assert other.comments[1].author != there.comments[1].author


@given(st.lists(WORDS, min_size=1, max_size=5), st.sampled_from([None, b"k" * 32]))
def test_no_name_is_handed_over_unless_asked_for(names: list[str], key: bytes | None) -> None:
    secret = [f"zq{name}qz" for name in names]
    page = reading(*(ReadComment("text", author=name) for name in secret))
    said = json.dumps(asdict(assemble(page, source="x", author_key=key)), ensure_ascii=False)
    assert not any(name in said for name in secret)
    kept = assemble(page, source="x", author_key=key, keep_authors=True)
    assert [c.author for c in kept.comments] == secret


def repeats(*comments: tuple[str | None, str]) -> list[int | None]:
    """Position of the comment that each one repeats."""
    page = reading(*(ReadComment(text, author=author) for author, text in comments))
    found = assemble(page, source="x").comments
    position = {c.comment_id: c.position for c in found}
    return [None if c.duplicate_of is None else position[c.duplicate_of] for c in found]


def test_a_text_that_stands_there_again_is_a_repeat_of_the_first() -> None:
    assert repeats((None, "I agree"), (None, "no"), (None, "I  AGREE\n"), (None, "i agree")) == [
        None,
        None,
        1,
        1,
    ]


def test_two_readers_may_say_the_same_and_one_may_not_say_it_twice() -> None:
    assert repeats(("Anna", "Amen"), ("Bob", "Amen"), ("Bob", "Amen"), (None, "Amen")) == [
        None,
        None,
        2,
        1,
    ]


def test_an_unnamed_comment_may_be_repeated_by_anybody() -> None:
    assert repeats((None, "Amen"), ("Bob", "Amen"), ("Anna", "Amen")) == [None, 1, 1]


@pytest.mark.parametrize(
    ("declared", "warnings"),
    [(None, ()), (2, ()), (12, ("The page declares 12 comments, 2 were found.",))],
)
def test_the_declared_and_the_found_number_are_compared(
    declared: int | None, warnings: tuple[str, ...]
) -> None:
    article = assemble(reading(ReadComment("a"), ReadComment("b"), declared=declared), source="x")
    assert article.declared_comments == declared
    assert article.found_comments == 2
    assert article.warnings == warnings


def test_a_reply_names_the_comment_that_it_answers() -> None:
    page = reading(
        ReadComment("first"), ReadComment("second"), ReadComment("no", parent=0, depth=1)
    )
    first, _, reply = assemble(page, source="x").comments
    assert (reply.parent_id, reply.depth, reply.position) == (first.comment_id, 1, 3)


@pytest.mark.parametrize(
    ("declared", "language"), [("en-US", "ur"), (None, "ur"), ("ur", "ur"), ("sw", "sw")]
)
def test_the_words_outweigh_what_the_page_says_of_its_language(
    declared: str | None, language: str
) -> None:
    page = replace(
        reading(ReadComment("ok")), title="یہ بہت اچھا مضمون ہے", body="", language=declared
    )
    assert assemble(page, source="x").language == language


@pytest.mark.parametrize(
    ("declared", "title", "study", "language"),
    [
        ("en", "یہ بہت اچھا مضمون ہے", ("ur", "ar"), "ur"),
        ("ru", "The bridge is closed for a year", ("en",), "en"),
        ("en", "Мост закрыли на целый год", ("ar",), "und"),
        # Nothing in the letters is against these.
        ("de", "The bridge is closed for a year", ("en",), "de"),
        ("hi", "pul ek saal ke liye band hai", ("en",), "hi"),
        ("ja", "橋一年閉鎖", ("en",), "ja"),
        ("bg", "Мостът е затворен за година", ("ru",), "bg"),
    ],
)
def test_a_declared_language_outside_the_study_counts_unless_the_letters_are_not_its_own(
    declared: str, title: str, study: tuple[str, ...], language: str
) -> None:
    page = replace(reading(ReadComment("ok")), title=title, body="", language=declared)
    assert assemble(page, source="x", languages=study).language == language


def test_half_an_emoji_harms_nothing() -> None:
    page = replace(reading(ReadComment("cut \ud83d here", author="\ud83d")), title="cut \udc00")
    article = assemble(page, source="x", author_key=b"k" * 32)
    assert article.title == "cut ?"
    assert article.comments[0].text == "cut ? here"


def test_an_article_without_a_body_is_in_the_language_of_its_comments() -> None:
    said = ReadComment("این تصمیم درست نبود و مردم از شهرداری ناراضی هستند.")
    table = replace(reading(said, said), title="پل بسته شد", body="")
    assert assemble(table, source="a.csv").language == "fa"
