"""No empty boxes: every letter that is drawn is in the fonts, and scripts run their own way."""

import unicodedata

import pytest
import typst
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reporting_samples import ARABIC, BENGALI, HINDI, PASHTO, PERSIAN, TURKISH, URDU

from comments.reporting.catalogue import Language, catalogue
from comments.reporting.fonts import (
    JOINERS,
    NASTALIQ,
    OMITTED,
    covered,
    directed,
    drawable,
    families,
    fonts,
    is_omitted,
    is_right_to_left,
    isolated,
    one_line,
    shortened,
    shortened_inside,
    typst_fonts,
    wrapped,
)

SCRIPTS = [URDU, ARABIC, PERSIAN, PASHTO, HINDI, BENGALI, TURKISH]


def letters_of_the_font_files():
    found = set()
    for font in fonts().values():
        with TTFont(font.file, lazy=True) as file:
            found |= {chr(code) for code in file.getBestCmap()}
    return found


@pytest.mark.parametrize("language", Language)
def test_every_letter_of_our_own_words_is_in_the_fonts(language):
    texts = [
        text
        for message in catalogue(language).values()
        for text in ([message] if isinstance(message, str) else message.values())
    ]
    assert set("".join(texts)) <= letters_of_the_font_files() | set(JOINERS)


@pytest.mark.parametrize("text", SCRIPTS)
def test_titles_in_the_languages_we_serve_need_no_omission(text):
    assert drawable(text) == text
    assert set(text) <= letters_of_the_font_files()


@settings(deadline=None)  # the first example reads the fonts
@given(st.text())
@example("a\u202eb\u2066c")
@example("line one\r\nline two\u2028three")
def test_whatever_is_drawn_is_in_the_fonts_and_on_one_line(text):
    assert set(drawable(text)) <= letters_of_the_font_files() | set(JOINERS)
    assert set(drawable(text)) <= covered() | set(JOINERS)


@given(st.text())
def test_no_control_or_direction_mark_of_a_title_reaches_a_page(text):
    kept = one_line(text)
    assert not {unicodedata.category(letter) for letter in kept if letter not in JOINERS} & {
        "Cc",
        "Cf",
    }


@settings(deadline=None)
@given(st.text())
def test_what_is_drawable_stays_as_it_is(text):
    assert drawable(drawable(text)) == drawable(text)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("中文标题 and English", f"{OMITTED} and English"),
        ("中文 标题 一 and 二 三", f"{OMITTED} and {OMITTED}"),
        ("love ❤️", f"love {OMITTED}"),
        ("می‌گویند", "می‌گویند"),
        ("cafe\u0301", "café"),
        ("  many\n\tspaces ", "many spaces"),
    ],
)
def test_what_a_font_lacks_is_marked_and_spelling_is_kept(text, drawn):
    assert drawable(text) == drawn


def test_typst_refuses_a_letter_without_a_glyph():
    # The ground for `drawable`: in a PDF/UA a missing letter is an error and stops a report.
    page = '#set document(title: "x")\n#set text(font: "Noto Sans")\n中'.encode()
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile(page, font_paths=typst_fonts(), pdf_standards=["ua-1"], format="pdf")


def test_typst_is_given_our_families_and_no_others():
    ours = [NASTALIQ, *(font.family for font in fonts().values())]
    assert sorted(typst_fonts().families()) == sorted(ours)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (URDU, "Noto Sans Arabic"),
        (PASHTO, "Noto Sans Arabic"),
        (HINDI, "Noto Sans Devanagari"),
        (BENGALI, "Hind Siliguri"),
        (TURKISH, "Noto Sans"),
        ("", "Noto Sans"),
    ],
)
def test_a_text_is_drawn_with_the_family_of_its_script_first(text, first):
    assert families(text)[0] == first
    assert len(families(text)) == len(fonts())


@pytest.mark.parametrize("text", [URDU, ARABIC, PERSIAN, PASHTO, "BBC اردو 42٪", "(2020) تبصرے"])
def test_texts_of_mostly_arabic_letters_run_from_right_to_left(text):
    assert is_right_to_left(text)
    assert directed(text) == "\u200f" + text


@pytest.mark.parametrize("text", [HINDI, TURKISH, "The word ہے in English", "42", ""])
def test_other_texts_run_from_left_to_right(text):
    assert not is_right_to_left(text)
    assert directed(text) == "\u200e" + text


def test_a_text_inside_a_sentence_is_closed_off_from_it():
    assert isolated("رادیو\u202e") == "\u2068رادیو\u2069"
    assert isolated("model اردو 2") == "\u2068model اردو 2\u2069"


def test_a_left_to_right_text_is_copied_as_it_is():
    assert isolated("default 1.0") == "default 1.0"


@pytest.mark.parametrize(
    ("text", "omitted"),
    [("中文, 标题", True), ("中文 BBC", False), ("(2020)", False), ("", False), (BENGALI, False)],
)
def test_a_text_is_omitted_if_it_has_letters_and_none_can_be_drawn(text, omitted):
    assert is_omitted(text) == omitted


@settings(deadline=None)
@given(st.text(), st.floats(2, 40), st.integers(1, 3))
@example("x" * 90, 10.0, 3)
def test_wrapped_lines_are_the_text_in_order_and_no_wider_than_allowed(text, width, most):
    shown = drawable(text)
    lines = wrapped(shown, width, most)
    assert 1 <= len(lines) <= most
    assert all(line == shortened(line, width) for line in lines)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


def test_a_text_is_wrapped_between_words():
    lines = wrapped("Pilgrims crossed at Taftan", 8.5, 2)
    assert lines == ["Pilgrims crossed", "at Taftan"]


@settings(deadline=None)
@given(st.text(), st.floats(1, 40))
def test_a_shortened_text_is_the_text_or_its_beginning_with_an_ellipsis(text, width):
    found = shortened(drawable(text), width)
    if found != drawable(text):
        assert found.endswith("…")
        assert drawable(text).startswith(found[:-1])


def test_a_text_is_cut_at_a_word_where_one_ends_near():
    assert shortened("Pilgrims crossed at Taftan", 9.5) == "Pilgrims crossed…"
    assert shortened("Pilgrims crossed at Taftan", 40) == "Pilgrims crossed at Taftan"


@settings(deadline=None)
@given(st.text(), st.floats(4, 40))
def test_a_text_cut_inside_keeps_its_beginning_and_its_end(text, width):
    shown = drawable(text)
    found = shortened_inside(shown, width)
    assert found == shortened(found, width)
    if found != shown:
        head, tail = next(
            (found[:i], found[i + 1 :])
            for i, letter in enumerate(found)
            if letter == "…" and shown.startswith(found[:i]) and shown.endswith(found[i + 1 :])
        )
        assert len(head) + len(tail) < len(shown)


def test_names_that_begin_alike_are_told_apart():
    names = [f"The Extraordinarily Long Named Daily Gazette No. {i}" for i in range(3)]
    assert len({shortened_inside(name, 14) for name in names}) == 3
