"""Encodings from before Unicode, told by the letters that their readers write.

Detectors compare how letters follow one another, for which a table of two hundred short comments
with an accent here and there has too few. Here each encoding is tried with the alphabets that were
written in it: the right one gives letters of one language, in words that look like words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

SAMPLE = 32 * 1024
"""Bytes of lines with foreign letters that are looked at."""

_TIERS = (1.0, 0.6, 0.2)
"""What a letter counts that is common, usual or rare in its language."""
_ENOUGH = 0.45
"""Score from which an encoding is believed: most foreign characters are letters of one language."""
_STRANGE = -1.0
_MIN_KANA = 0.2
_TWO_BYTES = 0.7
"""What an East Asian reading counts: any two bytes of another text may happen to be a character."""

_WESTERN = (
    "éèàçê|âîôûùœÉÈÀÇÊ|ëïüÿæÂÔÎÙÛŒÆ",  # French
    "äüöß|ÄÖÜ|éèà",  # German
    "áéíóñ|ú¿¡ÁÉÍÓÚÑ|üÜªº",  # Spanish
    "ãçáéíó|õêâôúàÁÉÍÓÚÃÇÀÊ|üÕÂÔªº",  # Portuguese
    "àèéùò|ìÀÈÉ|ÌÒÙî",  # Italian
    "åäöæø|éÅÄÖÆØ|É",  # Swedish, Danish, Norwegian
    "éëï|èöüóá|êíÉË",  # Dutch, Indonesian, English
)
_CENTRAL = (
    "ąęłóśż|ćńźŁŚŻ|ĄĆĘŃÓŹ",  # Polish
    "íáéěřžčš|ýůúÚČŘŠŽ|ďťňóÁĎÉĚÍŇÓŤÝŮ",  # Czech
    "áéíúčšžľ|ýťôňÚČŠŽ|ďäóĺŕÁĎÉÍĽŇÓÔŤÝ",  # Slovak
    "áéőöó|íúüűÁÉ|ÍÓÖŐÚÜŰ",  # Hungarian
    "ăşţî|âŞŢÎ|ĂÂ",  # Romanian
    "čšž|ćđČŠŽ|ĆĐ",  # Croatian, Slovenian
)
_TURKISH = ("ışğüçö|İÜŞÖÇ|Ğâîû",)
_CYRILLIC = (
    "оеаинтсрвл|кмдпуяыьгзбчй" + "абвгдежзийклмнопрстуфхцчшэюя".upper() + "|хжшюцщэфъёЁЪЫЬЩ",
    "оанивретсл|кдмуіпзяьбгйчхї" + "абвгдежзийклмнопрстуфхцчшюяєії".upper() + "|цжшюєґщфЩЬҐ",
)  # Russian; Ukrainian
_ARABIC = (
    "اليمونترهب|دعسفقكحأجشىة|خصضزطءغذئإآثؤظًٌٍَُِّْـ",  # Arabic
    "ايرندهمتوس|بکكیىشلزفگعخقجچپ|حصغطآضذژثظئءؤأًٌِ\u200c\u200d",  # Persian, without its own ی
    "اےيركنھهوتسملب|کہیگدپجںعشفقچحٹ|زخڈڑصطضذظغئآؤءأثژ",  # Urdu, in the same code page
)
_HEBREW = ("יולהארתבמש|נעםחדקפטצ|גכזסןךףץְִֵֶַָֹּׁ",)
_GREEK = ("αοιετσνηρκ|πςυλμάίόέήύώδγθ" + "αβγδεζηθικλμνξοπρστυφχψω".upper() + "|βχφξωζψϊΐϋΆΈΉΊΌΎΏ",)

_ALPHABETS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cp1252", _WESTERN),
    ("cp1254", _TURKISH),
    ("cp1250", _CENTRAL),
    ("cp1251", _CYRILLIC),
    ("cp1256", _ARABIC),
    ("cp1255", _HEBREW),
    ("cp1253", _GREEK),
    ("mac_roman", _WESTERN),
    ("cp850", _WESTERN),
    ("cp852", _CENTRAL),
    ("cp857", _TURKISH),
    ("cp866", _CYRILLIC),
    ("koi8_r", _CYRILLIC),
    ("cp720", _ARABIC),
    ("cp862", _HEBREW),
)
"""Windows' encodings, then those of the Macintosh, of DOS (in which Excel still saves "CSV (MS-DOS)"
and Windows names the files in a zip), and of Unix. In an alphabet, "|" parts common letters from usual
ones, and those from rare ones."""

_DOS = frozenset(("cp850", "cp852", "cp857", "cp866", "cp720", "cp862"))
_FIRST_LEVEL = {
    "cp949": ("euc_kr", 0xC8),
    "cp932": ("shift_jis", 0x97),
    "euc_jp": ("euc_jp", 0xCF),
    "gb18030": ("gb2312", 0xD7),
    "big5": ("big5", 0xC6),
}
"""For East Asian encodings the national standard, and the first byte of its last common letters."""

_JAPANESE = frozenset(("cp932", "euc_jp"))
_OTHERS = ("cp1257", "cp1258", "cp874", "mac_cyrillic", "iso8859_6", "iso8859_8")
_NEUTRAL = "“”„‘’‚«»‹›–—…•·€£°§©®™´\xa0،؛؟×"
_WORD = re.compile(r"\w+")
_FOREIGN = re.compile(rb"[\x80-\xff]")
_BEFORE = 1_000
"""Bytes before the first foreign letter of a long line that are looked at with it."""
_TORN = re.compile(r"(?<=[a-z])[“”„‚«»‹›…•€£°§©®™´](?=[a-z])")
"""A sign that stands in no word, in the middle of one."""


def guess(data: bytes) -> str | None:
    """The likeliest encoding of a text that is not in Unicode; None where it may be no text at all."""
    sample = b"\n".join(_foreign_lines(data))
    return _best(sample, dict(_ALPHABETS)) or _by_statistics(sample)


def guess_of_names(names: bytes) -> str | None:
    """As `guess`, of file names on lines, which Windows writes into a zip in the code pages of DOS."""
    return _best(names, {name: of for name, of in _ALPHABETS if name in _DOS}) or guess(names)


def _best(sample: bytes, alphabets: Mapping[str, tuple[str, ...]]) -> str | None:
    found = [(_score(sample, name, of), name) for name, of in alphabets.items()]
    found += [(_TWO_BYTES * _score_east_asian(sample, name), name) for name in _FIRST_LEVEL]
    score, name = max(found, key=lambda each: each[0])  # of equals, the first
    return name if score >= _ENOUGH else None


def _foreign_lines(data: bytes) -> Iterator[bytes]:
    left = SAMPLE
    for line in data.splitlines():
        if foreign := _FOREIGN.search(line):
            # A page may be a single line that begins with a hundred kilobytes of scripts.
            yield (near := line[max(0, foreign.start() - _BEFORE) :][:left])
            left -= len(near)
            if left <= 0:
                return


def _decoded(sample: bytes, encoding: str) -> str | None:
    """The sample, whose last character may be cut in two; None where it is in another encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None


def _score(sample: bytes, encoding: str, alphabets: tuple[str, ...]) -> float:
    """How well the foreign characters are letters of one of the alphabets; 1 is perfect."""
    text = _decoded(sample, encoding)
    if text is None:
        return 0.0
    foreign = Counter(c for c in text if not c.isascii())
    letters = max(
        sum(weights.get(c, _STRANGE) * number for c, number in foreign.items())
        for weights in map(_weights, alphabets)
    )
    strange = sum(map(_strangeness, _WORD.findall(text))) + len(_TORN.findall(text))
    return (letters + _STRANGE * strange) / max(1, foreign.total())


@cache
def _weights(alphabet: str) -> dict[str, float]:
    weights = dict.fromkeys(_NEUTRAL, _TIERS[1])
    for letters, weight in zip(alphabet.split("|"), _TIERS, strict=True):
        weights |= dict.fromkeys(letters, weight)
    return weights


def _strangeness(word: str) -> int:
    """Letters that no word has: capitals behind small letters, Latin ones among those of a script."""
    if word.isascii():
        return 0
    capitals = sum(b.isupper() and a.islower() and not b.isascii() for a, b in pairwise(word))
    latin = sum(c.isascii() and c.isalpha() for c in word)
    others = sum(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in word)
    return capitals + min(latin, others)


def _score_east_asian(sample: bytes, encoding: str) -> float:
    """Share of the foreign characters that are common in the writing of the encoding."""
    text = _decoded(sample, encoding)
    if text is None:
        return 0.0
    foreign = [c for c in text if not c.isascii() and c.isalpha()]
    kana = sum("\u3041" <= c <= "\u30fe" for c in foreign)
    if encoding in _JAPANESE and kana < _MIN_KANA * len(foreign):
        return 0.0
    strange = sum(map(_strangeness, _WORD.findall(text)))
    common = sum(_is_common(c, encoding) for c in foreign)
    return (common + _STRANGE * strange) / max(1, len(foreign))


def _is_common(letter: str, encoding: str) -> bool:
    """Whether the standard's first level has it: what is common stands in front."""
    standard, last = _FIRST_LEVEL[encoding]
    raw = letter.encode(standard, "ignore")
    return len(raw) == 2 and raw[0] <= last


def _by_statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=[*_OTHERS, *(name for name, _ in _ALPHABETS)]).best()
    return best.encoding if best else None
