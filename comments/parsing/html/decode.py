"""Bytes of a saved page to text: byte order mark, valid UTF-8, the declared charset, then a guess."""

from __future__ import annotations

import codecs
import re

from comments.parsing import legacy

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.+-]{2,40})""", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_:.+-]{2,40})""")
_HEAD = 8_192
_WHOLE_PER_BROKEN = 3

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BROWSER_CODECS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read when a page declares the left one (WHATWG Encoding Standard, section 4.2)."""


def decode(data: bytes | str, charset: str | None = None) -> str:
    """Text of a page that was saved in any encoding; never fails.

    A byte order mark decides, then the `charset` that the transport stated (HTML Standard,
    13.2.3.2), then the bytes: valid UTF-8 beats a declaration in the page, because servers re-encode
    pages and leave the old `meta` in.
    """
    if isinstance(data, str):
        return data.encode("utf-8", "replace").decode("utf-8")
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data[len(bom) if codec == "utf-8" else 0 :].decode(codec, "replace")
    stated = _codec(charset) if charset else None
    if stated and stated != "utf-8":
        return data.decode(stated, "replace")
    if wide := _nul_pattern(data[:_HEAD]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_utf8(data)


def _without_utf8(data: bytes) -> str:
    declared = _declared(data[:_HEAD])
    if declared and declared != "utf-8":
        return data.decode(declared, "replace")
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken * _WHOLE_PER_BROKEN <= whole:
        return text
    return data.decode(legacy.guess(data) or "cp1252", "replace")


def _nul_pattern(head: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of the markup is zero."""
    if head[1::2].count(0) * 3 > len(head):
        return "utf-16-le"
    if head[0::2].count(0) * 3 > len(head):
        return "utf-16-be"
    return None


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head) or _XML_DECLARED.search(head)
    return _codec(found[1].decode("ascii")) if found else None


def _codec(label: str) -> str | None:
    """The codec that browsers use for a charset's name; None for a name they do not know."""
    try:
        name = codecs.lookup(label.strip(" \t\"'")).name
        b"".decode(name)
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")):
        return "utf-8"
    return _BROWSER_CODECS.get(name, name)
