"""Which language a comment is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.language import LANGUAGES, detect
from comments.parsing.romanised import ROMANISED

SENTENCES = {
    "ar": "هذا كلام فارغ ولن يحدث شيء",
    "bn": "এটা খুব ভালো লেখা",
    "de": "Das ist ein sehr guter Artikel",
    "el": "Πολύ καλό άρθρο, ευχαριστώ",
    "en": "This is a very good article, thank you.",
    "es": "Muy buen artículo, gracias",
    "fa": "این مقاله بسیار مفید بود، ممنون",
    "fr": "Très bon article, merci à vous",
    "he": "תודה על הכתבה המצוינת",
    "hi": "यह बहुत अच्छा लेख है",
    "id": "Artikel ini sangat bagus, terima kasih banyak",
    "it": "Un articolo davvero molto interessante",
    "ja": "とても良い記事でした",
    "ko": "정말 좋은 기사입니다",
    "nl": "Dit is een heel goed artikel",
    "pl": "To jest bardzo dobry artykuł",
    "ps": "دا ډېره ښه لیکنه ده",
    "pt": "Muito bom artigo, obrigado a todos",
    "ro": "Un articol foarte bun, mulțumesc tuturor",
    "ru": "Спасибо за отличную статью",
    "sv": "Det här är en mycket bra artikel",
    "tr": "Çok güzel bir yazı, teşekkürler",
    "uk": "Дякую за цікаву статтю, її варто прочитати",
    "ur": "یہ بہت اچھا مضمون ہے",
    "zh": "这篇文章写得很好",
}


def test_every_language_that_is_promised_is_tried_here() -> None:
    assert set(SENTENCES) == set(LANGUAGES)


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items(), ids=SENTENCES)
def test_a_short_sentence_is_recognised(language: str, sentence: str) -> None:
    assert detect(sentence) == language


@pytest.mark.parametrize(
    ("sentence", "prior", "language"),
    [
        ("yeh bohat acha mazmoon hai, Allah khair kare", None, "ur-Latn"),
        ("modi ji desh ke liye bahut kaam kar rahe hain", None, "hi-Latn"),
        ("yeh galat hai, sab chor hain", "ur", "ur-Latn"),
        ("yeh galat hai, sab chor hain", "hi", "hi-Latn"),
        ("Yeh boht ACHI baat hy, mein ny pehly bhi kaha tha!!!", "en", "ur-Latn"),
        ("3lach had chi a khoya, rah hadchi bzaf", None, "ar-Latn"),
        ("wallah kif kif, walou ma tbadel", "ar", "ar-Latn"),
        ("zabardast", "ur", "ur-Latn"),
    ],
)
def test_romanised_urdu_hindi_and_arabic_are_told_apart(
    sentence: str, prior: str | None, language: str
) -> None:
    assert detect(sentence, prior) == language


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The law is the law and the main thing is the truth"),
        ("en", "Two of the best to be in the world"),
        ("es", "Ya es hora de que se vaya, se lo dije"),
        ("tr", "Öyle diyor ki bu adam ki"),
        ("id", "Mereka pergi ke pasar ke kota"),
        ("fr", "Il se trompe, elle se tait, ils se taisent"),
        ("en", "Thank you bhai, that was a great speech by Imran in Pakistan"),
        ("en", "Hindu and Muslim voters in India waited for hours, said Modi"),
        ("nl", "Dat is wat hij zei, en hij ging naar huis met zijn vrouw"),
        ("pl", "To jest tak, jak mówiłem: nie ma na to rady i koniec"),
        ("ro", "Nu se poate, ce sa mai zic de asta la noi in tara"),
        ("sv", "Han sa att de inte kan komma hem till oss i dag"),
    ],
)
def test_words_that_other_languages_share_make_nobody_write_urdu(
    language: str, sentence: str
) -> None:
    assert detect(sentence) == language
    assert detect(sentence, "ur") == language


@pytest.mark.parametrize(
    ("text", "article", "language"),
    [
        ("ok", "en", "en"),
        ("Bravo", "tr", "tr"),
        ("ممنون", "fa", "fa"),
        ("ممتاز", "ar", "ar"),
        ("ممتاز", "ur", "ur"),
        ("Thank you so much for this article", "ar", "en"),
    ],
)
def test_the_article_decides_where_a_comment_says_too_little(
    text: str, article: str, language: str
) -> None:
    assert detect(text, article) == language


@pytest.mark.parametrize("text", ["", "  ", "123 !!! :)", "👍👍", "https://example.org @me #1"])
def test_a_text_without_words_has_no_language(text: str) -> None:
    assert detect(text, "en") == "und"


def test_an_article_in_another_script_lends_its_language_to_no_comment() -> None:
    assert detect("ok", "ar") != "ar"
    assert detect("ok", "ru") != "ru"


def test_hashtags_are_words_where_there_are_no_others() -> None:
    assert detect("#الهلال #السعودية") == "ar"
    assert detect("This is very good news for all of us #الهلال #السعودية #النصر") == "en"


def test_a_name_in_front_does_not_make_a_comment_latin() -> None:
    assert detect("Sonia Akter তুমি ঠিক বলেছ") == "bn"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fa", "دوربين خيلي خوبي است ولي قيمتش كمي گران است"),
        ("ar", "بكره نروح ونشوف شو بيصير، ترى مالنا رجعہ عن كلامنا اللي قلناه من قبل"),
        ("ru", "Надо, бро, надо"),
    ],
)
def test_letters_of_another_keyboard_do_not_decide(language: str, sentence: str) -> None:
    assert detect(sentence, language) == language


def test_pashto_without_its_own_letters_is_known_by_its_words() -> None:
    sentence = "دا کار ډیر ښه دی"
    assert detect(sentence) == "ps"
    assert detect("دا کار ډیر سره دی چی کوی", "ps") == "ps"


def test_a_page_in_a_language_of_its_own_lends_it_to_its_readers() -> None:
    assert detect("Habari hii ni nzuri sana, asante", "sw") == "sw"
    assert detect("This is a very good article, thank you.", "sw") == "en"


def test_a_study_of_few_languages_finds_no_others() -> None:
    assert detect("Dit is een heel goed artikel", languages=("de", "en")) in {"de", "en", "und"}
    assert detect("यह बहुत अच्छा लेख है", languages=("de", "en")) == "und"
    assert detect("yeh bohat acha mazmoon hai bhai", languages=("en", "tr")) in {"en", "tr", "und"}
    assert detect("yeh bohat acha mazmoon hai bhai", languages=("en", "ur")) == "ur-Latn"
    assert detect("3lach had chi a khoya", languages=("ar",)) == "ar-Latn"


@given(st.text())
def test_any_text_is_in_a_language_that_there_is(text: str) -> None:
    assert detect(text) in {*LANGUAGES, *ROMANISED, "und"}
