"""What the model reads of a comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.scoring.text import prepare


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("  two\n\n lines\t ", "two lines"),
        ("see https://example.org/a?b=1 and www.example.org", "see http and http"),
        ("@anna_b you are right", "@user you are right"),
        ("mail me: anna@example.org", "mail me: anna@example.org"),
        ("\u202eright\u202c to left\u200f", "right to left"),
        ("ﷲ ﻣﺮﺣﺒﺎ", "الله مرحبا"),
        ("می\u200cگویند", "می\u200cگویند"),
        ("half \ud83d", "half ?"),
        ("> You are all liars.\n>\n> Go home!\n\nPlease be civil.", "Please be civil."),
        ("I agree.\n> not at the start", "I agree."),
        ("> You are all liars.", "> You are all liars."),
        (">>breaking<< 5 > 3", ">>breaking<< 5 > 3"),
    ],
)
def test_addresses_people_and_forms_are_folded_and_words_kept(text: str, read: str) -> None:
    assert prepare(text) == read


@given(st.text())
def test_what_was_prepared_stays_as_it_is(text: str) -> None:
    once = prepare(text)
    assert "\n" not in once
    assert once == once.strip()
