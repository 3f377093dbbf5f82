"""Which language a text is in: letters first, then py3langid, with the article's language as prior.

The script leaves few languages to choose from; letters that only one of them writes decide. Among the
rest, py3langid (Lui & Baldwin 2012, "langid.py") ranks the study's languages only. Romanised Hindi,
Urdu and Arabic are told by their words (`romanised`). The article's language decides where a
comment says too little by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import exp, sqrt
from typing import TYPE_CHECKING

from comments.parsing.romanised import ROMANISED, latin_words, romanised

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = (
    *("ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "nl"),
    *("pl", "ps", "pt", "ro", "ru", "sv", "tr", "uk", "ur", "zh"),
)
"""ISO 639-1 codes of the languages that a study has unless it names its own; others are forced into
the nearest of these or `und`."""

SURE = 0.7
"""Probability from which a text's own evidence outweighs the article's language."""

ENOUGH = 0.4
"""Probability under which a text without an article is `und`. One in 15 languages is 0.07."""

SCRIPTS: Mapping[str, str] = {
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "ARABIC"),
    **dict.fromkeys(("ru", "uk"), "CYRILLIC"),
    **{"hi": "DEVANAGARI", "bn": "BENGALI", "el": "GREEK", "he": "HEBREW"},
    **{"ja": "KANA", "zh": "CJK", "ko": "HANGUL"},
}
"""The script that a language is written in, as Unicode names its letters; Latin is not listed."""

OWN_LETTERS: Mapping[str, frozenset[str]] = {
    "ps": frozenset("ټډړښږڼېۍځڅ"),
    "ur": frozenset("ٹڈڑںہھے"),
    "uk": frozenset("іїєґ"),
    "ru": frozenset("ыэъё"),
}
"""Letters that of all languages in their script only this one writes."""

OWN_SHARE = 0.02
"""Share of a text's letters that must be a language's own: borrowed names bring single ones."""

RARELY_WITHOUT = ("ps", "uk")
"""Languages that hardly a sentence is written in without their own letters: without any, only the
article's language speaks for them."""

NOT_ARABIC = frozenset("پچژگ")
"""Letters of Persian, Urdu and Pashto; Arabic has them in foreign names."""

PASHTO_WORDS = frozenset(
    "دا د په ته تہ چی چي چې کوی کوي شی شي دي دہ زما ډیر ڈیر سره موږ مونږ تاسو".split()
)
"""Function words that show Pashto typed on a Persian or Urdu keyboard."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|@\w+")
_HASHTAG = re.compile(r"#\w+")
_MARKS = "\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u200c\u200d"
_NOT_WORDS = re.compile(rf"[\d_]+|[^\w\s{_MARKS}]+")
_ARABIC_KEYS = str.maketrans("يك", "یک")


def words_of(text: str) -> str:
    """The words of a text in lower case: no links, handles, numbers and signs; "" if none is left.

    Hashtags count where there is nothing else.
    """
    plain = _ADDRESS.sub(" ", unicodedata.normalize("NFKC", text))
    for candidate in (_HASHTAG.sub(" ", plain), plain):
        words = " ".join(_NOT_WORDS.sub(" ", candidate).casefold().split())
        if any(map(str.isalpha, words)):
            return words
    return ""


def detect(text: str, prior: str | None = None, languages: Sequence[str] = LANGUAGES) -> str:
    """The language of `text`: one of `languages` (ISO 639-1 codes), one of ROMANISED, or `prior`.

    `prior`, the article's language, decides where the text itself says too little. `und` for a text
    without words and for one that nothing is known of.
    """
    words = words_of(text)
    letters = [letter for letter in words if letter.isalpha()]
    script = _script(letters) if letters else None
    candidates = [c for c in languages if SCRIPTS.get(c, "LATIN") == script]
    if words and prior in _ranked_languages() and prior not in languages:
        candidates.append(str(prior))  # a page in a language of its own has readers who write it
    by_words = _by_words(text, words, script, prior)
    if by_words is not None and by_words.removesuffix("-Latn") in languages:
        return by_words
    if not candidates:
        return "und"
    return _by_letters(letters, candidates) or _by_rank(words, letters, candidates, prior)


def is_written_otherwise(text: str, language: str) -> bool:
    """Whether the letters of `text` are of a script that `language` is not written in.

    False where the script of the language is not known here, and of Latin letters where the language
    has a romanised form.
    """
    letters = [letter for letter in words_of(text) if letter.isalpha()]
    if not letters or language not in LANGUAGES:
        return False
    written, usual = _script(letters), SCRIPTS.get(language, "LATIN")
    if written == usual or {written, usual} == {"KANA", "CJK"}:
        return False
    return not (written == "LATIN" and f"{language}-Latn" in ROMANISED)


def _by_words(text: str, words: str, script: str | None, prior: str | None) -> str | None:
    if script == "LATIN":
        return romanised(latin_words(_ADDRESS.sub(" ", text)), prior)
    if script == "ARABIC" and _is_pashto(words.split(), is_expected=prior == "ps"):
        return "ps"
    return None


def _script(letters: list[str]) -> str:
    """The script of most letters; Latin only of two thirds, since names and brands are written in it.

    Where kana stand among Chinese characters, all are Japanese.
    """
    counts = Counter(map(_script_of, letters))
    if counts["KANA"]:
        counts["KANA"] += counts.pop("CJK", 0)
    counts["LATIN"] //= 2
    return counts.most_common(1)[0][0]


@lru_cache(maxsize=8192)
def _script_of(letter: str) -> str:
    name = unicodedata.name(letter, "?").split()[0]
    return "KANA" if name in {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"} else name


def _by_letters(letters: list[str], candidates: Sequence[str]) -> str | None:
    """The only candidate, or that of whose own letters there are enough, and most; else None."""
    if len(candidates) == 1:
        return candidates[0]
    counts = {
        language: sum(letter in own for letter in letters)
        for language, own in OWN_LETTERS.items()
        if language in candidates
    }
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best is not None and counts[best] > OWN_SHARE * len(letters) else None


def _is_pashto(words: list[str], *, is_expected: bool) -> bool:
    found = sum(word in PASHTO_WORDS for word in words)
    return 5 * found >= len(words) if is_expected else found >= max(2, len(words) / 4)


def _by_rank(words: str, letters: list[str], candidates: Sequence[str], prior: str | None) -> str:
    """py3langid's choice among the candidates that the letters leave, or the article's language."""
    is_arabic = sum(letter in NOT_ARABIC for letter in letters) <= OWN_SHARE * len(letters)
    barred = {c for c in RARELY_WITHOUT if c != prior} | ({"ar"} if not is_arabic else set())
    left = [c for c in candidates if c not in barred] or list(candidates)
    if len(left) == 1:
        return left[0]
    if not is_arabic or prior == "fa":
        words = words.translate(_ARABIC_KEYS)
    scores = dict(_identifier().rank(words))
    language = max(left, key=scores.__getitem__)
    # The scores of a naive Bayes model grow with the text; by the root of its length, as py3langid
    # itself does it, they make probabilities that can be compared with SURE.
    scale = sqrt(len(words.encode("utf-8", "replace")))
    probability = 1 / sum(exp((scores[c] - scores[language]) / scale) for c in left)
    if probability >= SURE:
        return language
    if prior in left:
        return str(prior)
    if (
        f"{prior}-Latn" in ROMANISED
        and letters[0].isascii()
        and not (language == "en" and probability >= ENOUGH)
    ):
        return f"{prior}-Latn"
    return language if probability >= ENOUGH else "und"


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def identifiable() -> frozenset[str]:
    """Codes of all languages that a study can name."""
    return _ranked_languages() | frozenset(LANGUAGES)


@cache
def _ranked_languages() -> frozenset[str]:
    """Codes of all languages that py3langid knows."""
    return frozenset(_identifier().nb_classes)
