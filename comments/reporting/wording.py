"""The reports' words and numbers in the language that is being written.

A report is written inside `speaking(language)`; everything that it says comes through `say` and the
functions for numbers here, so that no part of it stays behind in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from math import floor
from typing import TYPE_CHECKING

from comments.reporting.catalogue import Language, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

SMALLEST_P, TWO_DIGITS = 0.001, 0.1  # p-values are written with three digits between
CERTAIN_DECIMALS = 1000  # from this many comments on, a tenth of a percentage point means something
ZEROS = {"latn": "0", "arab": "٠", "arabext": "۰"}
"""Nought of each system of digits; Babel names the system and leaves the digits as they are."""

LTR_ISOLATE, ISOLATE_END = "\u2066", "\u2069"

_spoken: ContextVar[Language] = ContextVar("language", default=Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class Conventions:
    """How a language writes: its direction, its numbers (as a translation of Python's), and the
    plural form (CLDR) of a whole number.
    """

    is_right_to_left: bool
    signs: Mapping[int, str]
    plural_form: Callable[[float], str]


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Words and numbers in `language` until the block ends; English outside of any."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language that is being written."""
    return _spoken.get()


def runs_right_to_left() -> bool:
    """Whether pages of the language that is being written run from right to left."""
    return conventions(spoken()).is_right_to_left


@cache
def conventions(language: Language) -> Conventions:
    """How `language` writes, after the Unicode Common Locale Data Repository (CLDR)."""
    from babel import Locale

    locale = Locale.parse(language.value)
    system = locale.default_numbering_system
    symbols = locale.number_symbols[system]
    zero = ord(ZEROS[system])
    digits = {str(digit): chr(zero + digit) for digit in range(10)}
    marks = {",": symbols["group"], ".": symbols["decimal"], "-": "−"}
    return Conventions(
        is_right_to_left=locale.text_direction == "rtl",
        signs=str.maketrans(digits | marks),
        plural_form=locale.plural_form,
    )


def say(key: str, **values: object) -> str:
    """The text of `key` with its values filled in; whole numbers are written as `number` writes them.

    A text with plural forms takes the one of the value `n`, or else of the first value.
    """
    message = catalogue(spoken())[key]
    if not isinstance(message, str):
        counted = values.get("n", next(iter(values.values()), None))
        count = counted if isinstance(counted, int) else 2
        message = message[conventions(spoken()).plural_form(count)]
    return message.format_map({name: _shown(value) for name, value in values.items()})


def listed(items: Iterable[str], between: str = "comma") -> str:
    """Items after each other, with the language's `comma` or `semicolon` between them."""
    return say(between).join(items)


def left_to_right(text: str) -> str:
    """`text`, which runs from left to right, closed off from a line that runs from the right."""
    return _together(text)


def named(key: str, otherwise: str) -> str:
    """The name that the catalogue has under `key`, or else `otherwise`."""
    name = catalogue(spoken()).get(key)
    return name if isinstance(name, str) else otherwise


def number(value: float, places: int = 0) -> str:
    """A number with its thousands apart and `places` decimals: 1,234 · 1.234 · ۱٬۲۳۴."""
    return _written(f"{value:,.{places}f}")


def capitals(text: str) -> str:
    """`text` in capitals, where the script has any; Turkish keeps the dot of its i."""
    dotted = text.replace("i", "İ") if spoken() == "tr" else text
    return dotted.upper()


def percent(share: float, n: int) -> str:
    """A share in [0, 1] of `n` comments as a percentage without false precision.

    0.3333 of 12: 33% · 0.3333 of 2,000: 33.3%
    """
    return say("percentage", number=_rounded(share, n))


def interval(low: float, high: float, n: int) -> str:
    """An interval's two ends as percentages: 39–86%."""
    return say("percentages", low=_rounded(low, n), high=_rounded(high, n))


def points(difference: float, n: int) -> str:
    """A difference of shares in percentage points, with its sign: +12, −3.5 from 1,000 comments up."""
    return signed(100 * difference, 1 if n >= CERTAIN_DECIMALS else 0)


def signed(value: float, places: int) -> str:
    """A number with its sign, but for nought: +0.31, −1.2, 0.0."""
    written = f"{value:+.{places}f}"
    zero = float(written) == 0
    return _together(_written(written.lstrip("+-") if zero else written))


def date(text: str) -> str:
    """A date or time in ISO 8601 as the language writes it: 4 مارس 2021. English keeps ISO 8601,
    since 03/04/2021 is two days, with a space before the time; anything else stays as it is.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    if spoken() is Language.ENGLISH:
        return f"{found:%Y-%m-%d %H:%M}" if "T" in text else text
    from babel.dates import format_date

    day = format_date(found, "long", locale=spoken().value)
    return _written(f"{day} {found:%H:%M}" if "T" in text else day)


def p_value(p: float) -> str:
    """A p-value: 0.34, 0.012, <0.001."""
    if p < SMALLEST_P:
        return _together("<" + _written(f"{SMALLEST_P}"))
    return _written(f"{p:.2f}" if p >= TWO_DIGITS else f"{p:.3f}")


def rounded(share: float, n: int) -> float:
    """The percentage that `percent` writes. Halves go up, as readers expect: 12.5 is 13."""
    steps: float = 10 ** _places(n)
    return floor(100 * share * steps + 0.5) / steps


def _rounded(share: float, n: int) -> str:
    return _written(f"{rounded(share, n):.{_places(n)}f}")


def _places(n: int) -> int:
    return 1 if n >= CERTAIN_DECIMALS else 0


def _written(plain: str) -> str:
    """A number as Python writes it, in the signs of the language."""
    return plain.translate(conventions(spoken()).signs)


def _together(text: str) -> str:
    """A number and its signs, which would change places in a line from right to left."""
    return LTR_ISOLATE + text + ISOLATE_END if runs_right_to_left() else text


def _shown(value: object) -> str:
    return number(value) if isinstance(value, int) else str(value)
