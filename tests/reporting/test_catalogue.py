"""The catalogue of texts: every language says everything, and nothing is said in English by default."""

import re
import string
from pathlib import Path

import pytest

import comments.reporting
from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.reporting.catalogue import Language, catalogue
from comments.reporting.wording import conventions, say, speaking
from comments.scoring.communities import load_lexicon

ENGLISH = catalogue(Language.ENGLISH)
CLASSES = {
    "sentiment": SENTIMENTS,
    "hostility": HOSTILITY_LEVELS,
    "hostility_from": ("uncivil", "hostile"),
    "sectarian": FRAMINGS,
    "hostility_types": HOSTILITY_TYPES,
    "hostility_target": HOSTILITY_TARGETS,
    "frames": FRAMES,
}
FOLDER = Path(comments.reporting.__file__).parent

each_language = pytest.mark.parametrize("language", Language)
each_other_language = pytest.mark.parametrize(
    "language", [language for language in Language if language != Language.ENGLISH]
)


def forms(message):
    """The texts of a message, by plural form."""
    return {"other": message} if isinstance(message, str) else message


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_there_is_a_file_for_every_language_and_no_other():
    files = {file.stem for file in (FOLDER / "catalogue").glob("*.toml")}
    assert files == {language.value for language in Language}


@each_other_language
def test_a_language_has_exactly_the_keys_of_english(language):
    assert catalogue(language).keys() == ENGLISH.keys()


@each_language
def test_a_message_with_plural_forms_has_all_that_its_language_knows(language):
    rule = conventions(language).plural_form
    needed = {rule(number) for number in range(1000)}
    incomplete = [
        key
        for key, message in catalogue(language).items()
        if not isinstance(message, str) and message.keys() != needed
    ]
    assert not incomplete


@each_language
def test_a_message_fills_in_what_english_fills_in(language):
    for key, message in catalogue(language).items():
        expected = set().union(*map(placeholders, forms(ENGLISH[key]).values()))
        for form, text in forms(message).items():
            # "One comment", "two comments" may be words; all other numbers are written.
            absent = {"n"} if form in {"zero", "one", "two"} else set()
            assert expected - absent <= placeholders(text) <= expected, (key, form)


@each_other_language
def test_no_sentence_is_left_in_english(language):
    same = [
        key
        for key, message in catalogue(language).items()
        for text in forms(message).values()
        if len(re.findall(r"[^\W\d_]{3,}", re.sub(r"{.*?}", "", text))) > 3
        and text in forms(ENGLISH[key]).values()
    ]
    assert not same


@pytest.mark.parametrize("measure", CLASSES)
def test_every_class_of_the_codebook_has_a_name(measure):
    assert {f"{measure}.{value}" for value in CLASSES[measure]} <= ENGLISH.keys()


def test_every_community_that_the_word_list_finds_has_a_name():
    assert not [name for name in load_lexicon().names if f"groups.{name}" not in ENGLISH]


def test_every_text_of_the_catalogue_is_used():
    code = "".join(file.read_text("utf-8") for file in FOLDER.rglob("*.py"))
    named = {key for key in ENGLISH if "." not in key and key not in CLASSES}
    assert not [key for key in named if not re.search(rf"""["']{key}["']""", code)]


@pytest.mark.parametrize(
    ("language", "bound", "errors"),
    [
        ("en", "at most", "Errors of the model"),
        ("ar", "فلا يزيد", "أخطاء النموذج"),
        ("fa", "حداکثر", "خطاهای مدل"),
        ("fr", "au plus", "erreurs du modèle"),
        ("tr", "en çok", "Modelin"),
        ("ur", "زیادہ سے زیادہ", "ماڈل کی غلطیاں"),
    ],
)
def test_adjusted_tests_promise_no_bound_and_name_the_errors_of_the_model(language, bound, errors):
    with speaking(Language(language)):
        told = say("gaps_tests", n=12)
    assert bound not in told
    assert errors in told
