"""Single cells: values of any kind as text, and texts as numbers."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_GAPS = frozenset({"NAType", "NaTType", "NoneType"})
"""Names of the types that pandas fills gaps with; it need not be imported to tell them."""
_COUNT = re.compile(r"([+-]?)(\d{1,18}(?:[.,'’٬٫ ]\d{1,3}){0,5}) ?([^\W\d_]{0,9})\.?")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,'’٬ ]\d{3})+")
_ZERO_DECIMALS = re.compile(r"\d+\.0+")
_SHORT_DECIMAL = re.compile(r"(\d+)(?:[.,٫](\d{1,3}))?")
_UNITS = dict.fromkeys("k tsd тыс bin rb ribu mil mila mille hazar".split(), 1_000)
_UNITS |= dict.fromkeys("الف آلاف ألف هزار ہزار زره हज़ार हजार হাজার".split(), 1_000)
_UNITS |= dict.fromkeys("m mio mln млн mn jt juta mi millones مليون میلیون ملین".split(), 1_000_000)
_UNITS |= dict.fromkeys("lakh लाख লাখ لاکھ".split(), 100_000)


class NestedError(ValueError):
    """A cell holds a list or an object, which has no text."""


def as_text(value: Any) -> str | None:
    """The value as a CSV file would hold it; None for a gap.

    Whole floats lose their ".0", which tables with gaps and spreadsheets give to counts and ids.
    Times are ISO 8601. Raises NestedError for lists and objects.
    """
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (datetime, date)) and type(value).__name__ not in _GAPS:
        return value.isoformat()
    return _rare_as_text(value)


def _rare_as_text(value: Any) -> str | None:
    if type(value).__name__ in _GAPS:
        return None
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") or None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value.is_finite() else None
    if isinstance(value, (dict, list, tuple, set)) or getattr(value, "ndim", None):
        raise NestedError
    if hasattr(value, "item"):
        return as_text(value.item())
    return str(value)


def as_count(text: str | None) -> int | None:
    """The whole number that a count stands for; None where it is none.

    "1,204" and "1.204" -> 1204; "1.2K" -> 1200; "١٢" -> 12; "12.0" -> 12; "0.87" -> None.
    """
    if text is None:
        return None
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 18 else None
    match = _COUNT.fullmatch(_plain_digits(text))
    if match is None:
        return None
    sign, digits, unit = match.groups()
    if unit:
        number = _times(digits, _UNITS.get(unit.casefold(), 0))
    elif digits.isdigit():
        number = int(digits)
    elif _ZERO_DECIMALS.fullmatch(digits):
        number = int(digits.partition(".")[0])
    elif _THOUSANDS.fullmatch(digits):
        number = int(re.sub(r"\D", "", digits))
    else:
        number = None
    return -number if number and sign == "-" else number


def _times(digits: str, unit: int) -> int | None:
    parts = _SHORT_DECIMAL.fullmatch(digits)
    if parts is None or unit == 0:
        return None
    return round(Decimal(f"{parts[1]}.{parts[2] or 0}") * unit)


def _plain_digits(text: str) -> str:
    """ASCII digits and signs, single spaces."""
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.strip())
    return " ".join("".join(digits).replace("−", "-").split())
