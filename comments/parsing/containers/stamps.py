"""What the programs that save pages write into them: where a page is from, and when it was saved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_HEAD = 64 * 1024
_TAIL = 16 * 1024


@dataclass(frozen=True, slots=True)
class Stamp:
    """Address of a page and the time at which it was saved (ISO 8601); None where it does not say."""

    url: str | None = None
    saved_at: str | None = None


def read_stamp(page: bytes) -> Stamp:
    """What the comments at the beginning and the end of a saved page say of its origin."""
    if len(page) > _HEAD + _TAIL:
        page = page[:_HEAD] + page[-_TAIL:]
    url = saved_at = None
    for pattern, date in _STAMPS:
        if found := pattern.search(page):
            told = {k: v.decode("utf-8", "replace") for k, v in found.groupdict(b"").items()}
            url = url or _address(told.get("url", ""))
            saved_at = saved_at or moment(told.get("date", ""), date)
    return Stamp(url, saved_at)


def moment(text: str, parse: Callable[[str], datetime]) -> str | None:
    """The time in ISO 8601; None where the text is no time."""
    try:
        return parse(text.strip()).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _address(text: str) -> str | None:
    if text.lower().startswith(("http://", "https://")):
        return text
    return f"http://{text}" if re.match(r"[\w.-]+\.[a-z]{2,}(?:/|$)", text) else None


def _javascript(text: str) -> datetime:
    """`Date.prototype.toString`: "Tue May 07 2024 10:00:00 GMT+0200 (Central European …)"."""
    return datetime.strptime(text.partition(" (")[0], "%a %b %d %Y %H:%M:%S GMT%z")


def _wayback(text: str) -> datetime:
    return datetime.strptime(text, "%H:%M:%S %b %d, %Y").replace(tzinfo=UTC)


_URL = rb"(?P<url>[^\s<>]{1,4000})"
_STAMPS: tuple[tuple[re.Pattern[bytes], Callable[[str], datetime]], ...] = (
    (
        re.compile(
            rb"<!--\s{0,9}(?:Page saved with|Archive processed by) SingleFile\s{1,9}url: "
            + _URL
            + rb"(?:\s{1,9}saved date: (?P<date>[^\r\n<>]{1,120}?)\s{0,9}(?:-->|[\r\n]))?"
        ),
        _javascript,
    ),
    # Internet Explorer, Chrome and those after them.
    (re.compile(rb"<!--\s{0,9}saved from url=\(\d{1,6}\)" + _URL), _javascript),
    (
        re.compile(
            rb"<!-- Mirrored from " + _URL + rb" by HTTrack [^,<>]{0,80}, (?P<date>[^<>]{1,60}) -->"
        ),
        parsedate_to_datetime,
    ),
    (
        re.compile(
            rb"FILE ARCHIVED ON (?P<date>[^<>\r\n]{1,40}) AND RETRIEVED FROM THE\s{1,9}INTERNET ARCHIVE"
        ),
        _wayback,
    ),
)
