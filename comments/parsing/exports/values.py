"""Fields of a record that may lack them or hold another type than is documented."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from comments.parsing.exports.json_stream import Json

_LARGEST = 2**31 - 1
"""Of a count in our tables. No comment has more likes, and no article more comments."""

_LAST_SECOND = 253_402_300_799
"""The last second of the year 9999."""

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s?(Z|[+-]\d\d:?\d\d)?)?\Z"
)


def at(value: Any, *path: str) -> Any:
    """What stands under a path of keys; None where it does not lead anywhere."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def members(value: Any) -> list[Json]:
    """The objects in a list; none where it is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def string(value: Any) -> str:
    """A text, "" for whatever is none."""
    return value if isinstance(value, str) else ""


def line(value: Any) -> str | None:
    """A text on one line, None where there is none."""
    return " ".join(string(value).split()) or None


def identity(value: Any) -> str | None:
    """An id as a string; None for none, and for 0, which stands for none in several systems."""
    if isinstance(value, int) and not isinstance(value, bool) and value:
        return str(value) if abs(value) < 2**64 else None
    return value.strip() or None if isinstance(value, str) and value.strip() != "0" else None


def count(value: Any) -> int | None:
    """A whole number that fits our tables, given as a number or as digits."""
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,10}", value.strip(), re.ASCII):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST:
        return value
    return None


def iso(value: Any) -> str | None:
    """A moment in ISO 8601 with its digits and its zone ("+0000" is "+00:00"); None where it is none."""
    match = _ISO.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    day, clock, zone = match.groups()
    zone = zone or ""
    if len(zone) == len("+0000"):
        zone = f"{zone[:3]}:{zone[3:]}"
    moment = f"{day}T{clock}{zone}" if clock else day
    try:
        datetime.fromisoformat(moment)
    except ValueError:
        return None
    return moment


def epoch(value: Any) -> str | None:
    """ISO 8601, in UTC, of seconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if not 0 < value <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(int(value), UTC).isoformat().replace("+00:00", "Z")


def address(value: Any) -> str | None:
    """An address of the web; None for all else, such as what a browser would run."""
    url = string(value).strip()
    return url if url.lower().startswith(("http://", "https://")) else None


def host(url: str | None) -> str | None:
    """The site that an address names: "example.org" of "https://www.example.org/a"."""
    try:
        name = urlsplit(url or "").hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None
