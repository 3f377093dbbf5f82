"""Which language a comment is in."""

import pytest

from comments.parsing.language import LANGUAGES, detect

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
        ("Yeh bilkul SAHI baat hai bhai!!!", "en", "ur-Latn"),
    ],
)
def test_romanised_urdu_and_hindi_are_told_apart(
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
