"""Which communities a comment names: the `groups` column (codebook, section 3).

A lexicon decides, not the model, so that every entry can be traced to a word in the comment. The
words are in `communities.toml`; here they are expanded, folded and looked for, longest first.
A named community says nothing about framing: "Shia pilgrims crossed" names one too.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, NamedTuple

INDIC = "\u0900-\u0963\u0971-\u097f\u0980-\u09e3"
DRAWN_OUT = re.compile(r"(.)\1\1+")
"""A sign three times or more, as readers shout: muslimmmm."""
TOKEN = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+|[^\w\s'’#@_/-]")
"""A run of letters (Indic vowel signs are marks to Unicode), or a sign that ends a phrase."""

UNMARKED = str.maketrans("üş", "us")
"""How those write who leave the marks out; [ambiguous] lists what must not be read so."""


class Lexicon(NamedTuple):
    """Whom each phrase names, and how many words the phrases have that begin with a word.

    `names` are all communities in the order of the file; `lengths` go from the longest. A phrase
    that names nobody is there to win over a shorter one inside it ("Islamic State").
    """

    names: tuple[str, ...]
    phrases: Mapping[tuple[str, ...], frozenset[str]]
    lengths: Mapping[str, list[int]]


def named_communities(text: str) -> list[str]:
    """Communities that the text names, each once, in the order of `communities.toml`.

    "Shia and Sunni, Hazaras too" -> ["sunni", "shia", "hazara"]. Only whole words count, whatever
    their case, diacritics or spelling of Arabic letters. Irony, quotes and negation are not seen.
    """
    lexicon = load_lexicon()
    words = TOKEN.findall(fold(DRAWN_OUT.sub(r"\1", text)))
    found: set[str] = set()
    skip_to = 0
    for at, word in enumerate(words):
        lengths = lexicon.lengths.get(word)
        if lengths is None or at < skip_to:
            continue
        for length in lengths:
            communities = lexicon.phrases.get(tuple(words[at : at + length]))
            if communities is not None:
                found |= communities
                skip_to = at + length
                break
    return [name for name in lexicon.names if name in found] if found else []


def fold(text: str) -> str:
    """The text without what writers vary: case, marks, joiners, tatweel, forms of Arabic letters.

    Three letters stay apart: ü, because Turkish Kürt is a Kurd and kurt a wolf, ş, because Şii is a
    Shiite and sii Italian, and Urdu's ھ, because بھائی is a brother and بهائی a Baha'i.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).casefold().translate(folding_table())


@cache
def folding_table() -> dict[int, str | None]:
    """For `str.translate`: letters to their plain form, marks and joiners to nothing."""
    table: dict[int, str | None] = {}
    for code in chain(range(0xC0, 0x250), range(0x1E00, 0x1F00), range(0x622, 0x627)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain != chr(code) and chr(code) not in "üş":
            table[code] = plain
    combining = (range(0x300, 0x370), range(0x610, 0x61B), range(0x64B, 0x660))
    quranic_and_joiners = (range(0x6D6, 0x6EE), range(0x200B, 0x2010), range(0x202A, 0x202F))
    for code in chain(*combining, *quranic_and_joiners):
        table[code] = None
    for sign in "\u0670\u0640\u093c\u09bc\ufeff\u2066\u2067\u2068\u2069\u00ad":  # nuktas too
        table[ord(sign)] = None
    variants = {
        "ا": "ٱ",
        "ی": "يىئېۍ",
        "ک": "كڪ",
        "ه": "ہةۃۀە",
        "و": "ؤۆۇ",
        "گ": "ګ",
        "ن": "ں",
        "i": "ı",
    }
    for plain, others in variants.items():
        table.update(dict.fromkeys(map(ord, others), plain))
    return table


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of `communities.toml`, expanded and folded; read once."""
    text = files(__package__).joinpath("communities.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    named: dict[tuple[str, ...], frozenset[str]] = {}
    for name, languages in data["community"].items():
        for phrase in written_phrases(languages, data):
            named[phrase] = named.get(phrase, frozenset()) | {name}
    for word in data["ambiguous"]["words"]:
        named.pop((fold(word),), None)
    for phrase in written_phrases(data["nobody"], data):
        named[phrase] = frozenset()

    lengths: dict[str, set[int]] = {}
    for phrase in named:
        lengths.setdefault(phrase[0], set()).add(len(phrase))
    longest_first = {word: sorted(counts, reverse=True) for word, counts in lengths.items()}
    return Lexicon(tuple(data["community"]), named, longest_first)


def written_phrases(
    languages: Mapping[str, list[str]], data: Mapping[str, Any]
) -> Iterator[tuple[str, ...]]:
    """The folded words of every way to write the forms of one community."""
    for language, forms in languages.items():
        for form in chain.from_iterable(fill_sets(form, data["sets"]) for form in forms):
            for written in inflect(form, language, data):
                folded = fold(written)
                yield tuple(TOKEN.findall(folded))
                yield tuple(TOKEN.findall(folded.translate(UNMARKED)))


def fill_sets(form: str, sets: Mapping[str, list[str]]) -> list[str]:
    """The form once for each phrase of the set that it names in braces."""
    head, brace, tail = form.partition("{")
    if not brace:
        return [form]
    name, _, tail = tail.partition("}")
    return [head + phrase + tail for phrase in sets[name]]


def inflect(form: str, language: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The form with its language's endings (where it ends in ~) and joined particles."""
    stem = form.removesuffix("~")
    endings = data["endings"][language] if stem != form else [""]
    particles = data["prefixes"].get(language, {"bare": [""], "article": []})
    for ending in endings:
        word = stem + (harmonise(stem, ending, data["harmony"]) if language == "tr" else ending)
        indefinite = word.removeprefix("ال")
        yield from (particle + indefinite for particle in particles["article"])
        if indefinite == word:
            yield from (particle + word for particle in particles["bare"])


def harmonise(stem: str, ending: str, harmony: Mapping[str, list[str]]) -> str:
    """A Turkish ending whose A and I follow the vowel before each: kürt + lArIn -> lerin."""
    written = fold(stem)
    for letter in ending:
        last = next((known for known in reversed(written) if known in harmony), "a")
        open_vowel, close_vowel = harmony[last]
        written += {"A": open_vowel, "I": close_vowel}.get(letter, letter)
    return written[len(fold(stem)) :]
