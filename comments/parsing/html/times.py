"""Times of a page in ISO 8601: as machines write them, or as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

_FIRST_SECOND = 10**8
_FIRST_MILLISECOND = 10**11
_LAST_MILLISECOND = 10**13


def moment(text: str | None, languages: Sequence[str]) -> str | None:
    """ISO 8601 of a printed time, or of seconds or milliseconds since 1970; None for others.

    Numbers above 10^11 are milliseconds: as seconds they would lie in the year 5138 or later.
    """
    from comments.parsing.dates import parse_date

    if not text:
        return None
    digits = text.strip().removesuffix(".0")
    if (
        digits.isascii()
        and digits.isdigit()
        and _FIRST_SECOND <= int(digits[:15]) < _LAST_MILLISECOND
    ):
        number = int(digits)
        seconds = number / 1000 if number >= _FIRST_MILLISECOND else number
        return datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return parse_date(text, languages=languages)
