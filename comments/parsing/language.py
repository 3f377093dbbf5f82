"""Which language a text is in: letters that only one language uses first, then py3langid.

Romanised Urdu and Hindi, which no public detector knows, are recognised by their function words.
The article's language decides where a comment of two words gives no evidence of its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = (
    *("ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "ko", "nl"),
    *("pl", "ps", "pt", "ro", "ru", "sv", "tr", "uk", "ur", "zh"),
)
"""ISO 639-1 codes that can be told apart; others are forced into the nearest of these or `und`."""

SURE = 0.7
"""Probability from which a text's own evidence outweighs the article's language."""

ENOUGH = 0.4
"""Probability under which a text without an article is `und`. One in 25 languages is 0.04."""

ONLY_PASHTO = frozenset("ټډړښږڼېۍځڅ")
ONLY_URDU = frozenset("ٹڈڑںہھے")
"""Letters that no other language of LANGUAGES writes."""

ROMAN_SHARED = frozenset(
    "hai hain nahi nahin nai kya kyun kyu aur mein hota hoti raha rahi rahe karo karta karte karna "
    "gaya gayi wala wale wali yeh koi bhi bohat bahut bohot apna apne apni unka inka hum tum aap "
    "meri jab abhi phir lekin agar kuch logon baat acha accha sahi bhai thik theek".split()
)
"""Function words of Hindi-Urdu in Latin letters, in their commonest spellings."""

ROMAN_WEAK = frozenset(
    "se ko ka ki ke ho tha thi ye woh wo sab sirf mera tera tab tak log kar ji".split()
)
"""More of them, which other languages have too ("se" Spanish, "ki" Turkish, "ke" Indonesian): they
count beside one of the above. Left out for good are "the" and "main"."""

ROMAN_URDU = frozenset(
    "allah inshallah mashallah subhanallah alhamdulillah khuda awam mulk hukumat hukoomat qaum "
    "zindabad musalman quran nabi azab haqeeqat zaroor bohat".split()
)
ROMAN_HINDI = frozenset(
    "desh sarkar jai bharat janta bhakt modi congress bjp hindustan yaar bhagwan shri ram neta "
    "chunav bahut vikas andh".split()
)
"""Words that lean to one of the two; the article's language and these decide together."""

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+")
_NO_LETTERS = re.compile(r"[\W\d_]+")


def detect(text: str, prior: str | None = None) -> str:
    """The language of `text`; `prior`, the article's, where the text itself says too little.

    Returns one of LANGUAGES, `ur-Latn`, `hi-Latn`, or `und` for text without letters.
    """
    plain = _ADDRESS.sub(" ", unicodedata.normalize("NFKC", text))
    words = _NO_LETTERS.sub(" ", plain).casefold().split()
    letters = "".join(words)
    if not letters:
        return "und"
    by_letters = _by_letters(letters)
    if by_letters is not None:
        return by_letters
    romanised = _romanised(words, prior)
    if romanised is not None:
        return romanised
    language, probability = _rank(" ".join(words))
    base = prior if prior in LANGUAGES else None
    if probability >= SURE or (base is None and probability >= ENOUGH):
        return language
    if base is not None and _same_script(base, letters):
        return base
    return language if probability >= ENOUGH else "und"


def _by_letters(letters: str) -> str | None:
    """The language whose own letters occur, None where none do."""
    pashto = sum(c in ONLY_PASHTO for c in letters)
    urdu = sum(c in ONLY_URDU for c in letters)
    if pashto or urdu:
        # ړ is Pashto and ڑ Urdu: borrowed names bring single foreign letters, so the majority wins.
        return "ps" if pashto > urdu else "ur"
    return None


def _romanised(words: list[str], prior: str | None) -> str | None:
    """`ur-Latn` or `hi-Latn` where function words of Hindi-Urdu make up a fifth of the words."""
    sure = sum(w in ROMAN_SHARED for w in words)
    found = sure + sum(w in ROMAN_WEAK for w in words)
    if not sure or found < 2 or found * 5 < len(words):
        return None
    lean = sum(w in ROMAN_URDU for w in words) - sum(w in ROMAN_HINDI for w in words)
    if lean == 0 and prior is not None:
        lean = {"hi": -1, "hi-Latn": -1}.get(prior, 1)
    return "hi-Latn" if lean < 0 else "ur-Latn"


def _rank(text: str) -> tuple[str, float]:
    language, probability = _identifier().rank(text)[0]
    return str(language), float(probability)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


_SCRIPTS = {
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "ARABIC"),
    **dict.fromkeys(("ru", "uk"), "CYRILLIC"),
    **{"hi": "DEVANAGARI", "bn": "BENGALI", "el": "GREEK", "he": "HEBREW"},
    **{"ja": "CJK", "zh": "CJK", "ko": "HANGUL"},
}


def _same_script(language: str, letters: str) -> bool:
    """Whether the text is written in the usual script of `language`."""
    script = unicodedata.name(letters[0], "?").split()[0]
    return script == _SCRIPTS.get(language, "LATIN")
