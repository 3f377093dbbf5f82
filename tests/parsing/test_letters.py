"""One form for every way to write a word, and patterns of many words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.letters import any_of, first_word, fold, words

forms = st.lists(st.text(alphabet="ab.", min_size=1, max_size=5), min_size=1, max_size=8)


@given(forms, st.text(alphabet="ab.", max_size=20))
def test_alternatives_that_share_their_beginnings_match_as_a_list_does_the_longest_first(
    listed, text
):
    plain = "|".join(re.escape(form) for form in sorted(listed, key=len, reverse=True))
    found, expected = (
        [match.span() for match in re.finditer(rf"(?:{pattern})(?!b)", text)]
        for pattern in (any_of(listed), plain)
    )
    assert found == expected


def test_no_alternatives_match_nothing():
    assert re.search(any_of([]), "any") is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [("RÉPONDRE", "repondre"), ("٣ تَعليقات", "3 تعلیقات"), ("YANIT", "yanit"), ("yanıt", "yanit"), ("３ｈ", "3h")],
)  # fmt: skip
def test_one_form_is_left_of_case_accents_digits_and_the_forms_of_a_letter(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_the_first_word_is_the_first_of_the_words(text):
    assert first_word(text) == (words(text) or ("",))[0]


def test_a_number_and_the_letters_beside_it_are_two_words():
    assert words("১২টি, 3h") == ("12", "টি", "3", "h")
