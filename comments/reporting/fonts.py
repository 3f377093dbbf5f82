"""The fonts of every chart and page, and what they can and cannot draw.

Fonts come from PyPI packages, never from the system: a page looks the same on every machine. A
letter that no font has is never drawn as an empty box; `drawable` puts `[…]` in its place.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from comments.reporting.wording import runs_right_to_left

if TYPE_CHECKING:
    import typst
    from matplotlib.ft2font import FT2Font

PACKAGES = {
    "LATIN": "fontpkg_noto_sans",  # with Greek and Cyrillic
    "ARABIC": "fontpkg_noto_sans_arabic",  # Arabic, Urdu, Persian, Pashto, Kurdish, Uyghur
    "DEVANAGARI": "fontpkg_noto_sans_devanagari",  # Hindi, Marathi, Nepali
    "BENGALI": "fontpkg_hind_siliguri",  # Bengali, Assamese
}
"""Font package of each script, by the script's name in Unicode; the first serves all else."""

NASTALIQ = "Noto Nastaliq Urdu"
"""Family of the one font that no package offers; its file is ours (typefaces/, with its licence)."""

OMITTED = "[…]"
"""Stands for letters that no font has."""

RTL_MARK = "\u200f"
LTR_MARK = "\u200e"
ISOLATE, ISOLATE_END = "\u2068", "\u2069"
JOINERS = "\u200c\u200d"
"""Zero-width letters that Persian and Hindi spelling needs; all other format characters go."""


@dataclass(frozen=True, slots=True)
class Font:
    """One font family: its name, its upright file and the folder of all its files."""

    family: str
    file: Path

    @property
    def folder(self) -> Path:
        """Folder of the family's files."""
        return self.file.parent


@cache
def fonts() -> dict[str, Font]:
    """The installed families by script."""
    found = {}
    for script, package in PACKAGES.items():
        module = import_module(package)
        upright = [
            file for file in (module.ROOT / "files").glob("*.ttf") if "Italic" not in file.name
        ]
        regular = [file for file in upright if "-Regular" in file.name]  # one file a weight
        found[script] = Font(module.FAMILY, min(regular or upright))
    return found


def families(text: str = "") -> list[str]:
    """Names of the families to draw `text` with, its own script's first.

    A word of one script must come from one font: spread over two it loses its joins.
    """
    counts = dict.fromkeys(PACKAGES, 0)
    for letter in text:
        script = unicodedata.name(letter, "").split(" ")[0]
        if script in counts:
            counts[script] += 1
    ordered = sorted(PACKAGES, key=lambda script: -counts[script])
    return [fonts()[script].family for script in ordered]


def one_line(text: str) -> str:
    """`text` without line breaks, control characters and direction marks.

    A title's author must not turn the rest of the page around.
    """
    kept = (
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter.isspace()
        or letter in JOINERS
        or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"}
    )
    return " ".join("".join(kept).split()).strip(" " + JOINERS)


def drawable(text: str) -> str:
    """`text` on one line, with one `[…]` in place of each run of words that no font has."""
    kept: list[str] = []
    for letter in one_line(text):
        if letter in JOINERS or letter in covered():
            kept.append(letter)
        elif not _is_variation(letter) and (not kept or kept[-1] != OMITTED):
            kept.append(OMITTED)
    return re.sub(rf"{re.escape(OMITTED)}(?: ?{re.escape(OMITTED)})+", OMITTED, "".join(kept))


def is_omitted(text: str) -> bool:
    """Whether no letter of `text` can be drawn, though it has some."""
    shown = drawable(text)
    return OMITTED in shown and not any(letter.isalpha() for letter in shown)


def is_right_to_left(text: str) -> bool:
    """Whether most letters of `text` run from right to left: `BBC اردو 42٪` does."""
    directions = [unicodedata.bidirectional(letter) for letter in text]
    right = sum(direction in {"R", "AL"} for direction in directions)
    return right > directions.count("L")


def directed(text: str) -> str:
    """`text` with a mark in front that gives matplotlib its base direction.

    matplotlib (3.11 and later) takes the direction of the first strong letter, which is the wrong
    one for `BBC اردو`. It shapes and orders by itself: never reshape a text for it.
    """
    return (RTL_MARK if is_right_to_left(text) else LTR_MARK) + text


def isolated(text: str) -> str:
    """A text from outside, drawable, to stand inside a sentence without turning its rest around.

    Only a text with letters that run against the report gets the invisible signs: a reader copies
    them.
    """
    shown = drawable(text)
    against = {"L"} if runs_right_to_left() else {"R", "AL", "AN"}
    turns = any(unicodedata.bidirectional(letter) in against for letter in shown)
    return ISOLATE + shown + ISOLATE_END if turns else shown


def shortened(text: str, width: float) -> str:
    """`text` cut to `width` em, at a word if one ends near, with an ellipsis if anything went."""
    if _advance(text) <= width:
        return text
    head = _head(text, width - _advance("…"))
    at_word = head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > 0.7 * len(head) else head).rstrip(" ,;:–-") + "…"


def shortened_inside(text: str, width: float) -> str:
    """`text` cut to `width` em with an ellipsis inside: names that begin alike often end apart."""
    if _advance(text) <= width:
        return text
    room = width - _advance("…")
    head = _head(text, 0.6 * room).rstrip()
    tail = _head(text[::-1], 0.4 * room)[::-1].lstrip()
    while tail and unicodedata.category(tail[0]).startswith("M"):  # a mark without its letter
        tail = tail[1:]
    return f"{head}…{tail}"


def wrapped(text: str, width: float, most: int) -> list[str]:
    """`text` in at most `most` lines of `width` em, broken between words; the last is shortened."""
    lines: list[str] = []
    while len(lines) + 1 < most and _advance(text) > width:
        head = _head(text, width)
        space = text.rfind(" ", 0, len(head) + 1)
        end = space if space > 0 else max(1, len(head))
        lines.append(text[:end])
        text = text[end:].lstrip()
    return [*lines, shortened(text, width)]


@cache
def covered() -> frozenset[str]:
    """Every character that one of the fonts has."""
    return frozenset(chr(code) for face in _faces() for code in face.get_charmap())


@cache
def typst_fonts() -> typst.Fonts:
    """The fonts for Typst, without those of the system or of Typst."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[
            *(str(font.folder) for font in fonts().values()),
            str(Path(__file__).parent / "typefaces"),
        ],
    )


@cache
def register_fonts() -> None:
    """Make the families known to matplotlib, once a process."""
    from matplotlib import font_manager

    for font in fonts().values():
        font_manager.fontManager.addfont(font.file)


def _is_variation(letter: str) -> bool:
    return "VARIATION SELECTOR" in unicodedata.name(letter, "")


@cache
def _faces() -> tuple[FT2Font, ...]:
    from matplotlib.ft2font import FT2Font

    return tuple(FT2Font(str(font.file)) for font in fonts().values())


def _head(text: str, width: float) -> str:
    """The longest beginning of `text` that is no wider than `width` em."""
    ends = accumulate(map(_letter_advance, text), initial=0.0)
    return text[: max(0, sum(end <= width for end in ends) - 1)]


def _advance(text: str) -> float:
    """Width of `text` in em, letter by letter: an upper bound for scripts that join."""
    return sum(_letter_advance(letter) for letter in text)


@cache
def _letter_advance(letter: str) -> float:
    for face in _faces():
        if face.get_char_index(ord(letter)):
            face.set_size(100, 72)
            return face.load_char(ord(letter)).linearHoriAdvance / 65536 / 100
    return 0.0
