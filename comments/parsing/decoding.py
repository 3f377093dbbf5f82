"""Which kind of file some bytes are, told from the bytes, and their text."""

from __future__ import annotations

import codecs
import re

from comments.errors import NotAPageError, SourceError
from comments.parsing import legacy

_MAGIC = tuple(
    (re.compile(begins, re.DOTALL), kind)
    for begins, kind in (
        (rb"%PDF-", "a PDF"),
        (rb"\x89PNG", "a PNG picture"),
        (rb"\xff\xd8\xff", "a JPEG picture"),
        (rb"GIF8[79]a", "a GIF picture"),
        (rb"RIFF.{4}(?:WEBP|WAVE|AVI )|OggS\x00|\x1a\x45\xdf\xa3|.{4}ftyp", "a media file"),
        (rb"ID3[\x02-\x04]\x00|fLaC\x00", "a sound file"),
        (rb"\xd0\xcf\x11\xe0", "an old office document"),
        (rb"\{\\rtf", "a rich-text document"),
        (rb"bplist0", "a web archive of Safari"),
        (rb"PK\x03\x04", "a zip archive or an office document"),
        (rb"\x1f\x8b", "a gzip archive"),
        (rb"\x28\xb5\x2f\xfd", "a zstd archive"),
        (rb"7z\xbc\xaf", "a 7z archive"),
        (rb"Rar!\x1a\x07", "a RAR archive"),
        (rb"\x7fELF|MZ[^\n]{0,60}\x00", "a program"),
        (rb"SQLite format 3\x00", "a database"),
        (rb"PAR1[\x00-\x1f]|PAR1$", "a Parquet table"),
    )
)
"""How files begin that are no pages. Where that is letters only, a text could begin so too."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|div|article|section|main|p|span|ul|ol|table|meta|title|script)\b[^<>]{0,2000}>",
    re.I,
)
_SNIFFED = 64 * 1024
_FEW_TAGS = 3
_JSON = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[\[{"])')
"""How JSON begins, and no page: a brace or bracket, then a quote or another bracket."""
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}<\?xml\s")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MANY_CONTROLS = 0.01
_MIN_BLANKS = 0.02
_TOLERATED_DAMAGE = 0.1


def is_html(data: bytes) -> bool:
    """Whether the bytes are HTML: a doctype or html element, or several common tags near the start."""
    head = data[:_SNIFFED].replace(b"\x00", b"")
    tags = [m.group(0).lower() for m in _TAG.finditer(head)]
    return len(tags) >= _FEW_TAGS or any(t.startswith((b"<!doctype", b"<html")) for t in tags)


def refuse_data(data: bytes, source: str) -> None:
    """Raise NotAPageError where the bytes are JSON, or XML of another kind than XHTML."""
    if _XML.match(data) and not is_html(data):
        raise NotAPageError(
            source, "XML data of no known kind, not a saved page", "save the page as text or HTML"
        )
    if _JSON.match(data[:_SNIFFED]):
        raise NotAPageError(
            source, "JSON data, not a saved page", "make a table of it, one comment a row"
        )


def refuse_binary(data: bytes, source: str) -> None:
    """Raise SourceError where the bytes are a picture, an archive, a program: no page of text."""
    for magic, kind in _MAGIC:
        if magic.match(data):
            raise SourceError(
                source, f"this is {kind}, not a saved page", "save the page as text or HTML"
            )
    if b"\x00" in data[:_SNIFFED] and _encoding(data) == "utf-8":
        raise _binary(source)


def refuse_cut(data: bytes, source: str) -> None:
    """Raise SourceError where UTF-8 text stops inside a character: the rest of the page is lost."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(data)
    except UnicodeDecodeError:
        return  # another encoding, or damage elsewhere
    if decoder.getstate()[0]:
        raise _cut_off(source)


def decode(data: bytes, source: str) -> str:
    """The text of a plain-text file: a byte-order mark, else UTF-8, else the likeliest encoding.

    Raises SourceError for a file cut in the middle of a character, and for what is no text.
    """
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        refuse_cut(data, source)
        if encoding != "utf-8":
            raise _undecodable(data, source, error) from error
        text = _mended(data) or _decoded(data, _guess(data, source), source)
    if len(_CONTROLS.findall(text)) > _MANY_CONTROLS * len(text):
        raise _binary(source)
    return text


def _decoded(data: bytes, encoding: str, source: str) -> str:
    """The text in an encoding that was guessed from what may end inside a character."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, source, error) from error


def encoding_of(data: bytes, source: str) -> str:
    """Name of the encoding that `decode` reads a text in; a few broken bytes are still UTF-8.

    For texts too large to be held: `data` is then a part of one, cut between two lines.
    """
    if (name := _encoding(data)) != "utf-8":
        return name
    return "utf-8" if _mended(data) is not None else _guess(data, source)


def _encoding(data: bytes) -> str:
    """What a byte-order mark says, or the zeros of UTF-16 without one; else UTF-8."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    head = data[: _SNIFFED // 2 * 2]
    if b"\x00" not in head or len(data) % 2:
        return "utf-8"
    for name, zeros, letters in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        # Spaces and line ends are a tenth of any text, and are wide ASCII in every script.
        blanks = [i for i in range(0, len(head), 2) if head[i + letters] in b" \n\r"]
        wide = sum(head[i + zeros] == 0 for i in blanks)
        if wide >= max(1, len(head) // 2 * _MIN_BLANKS) and _is_text(head, name):
            return name
    return "utf-8"


def _is_text(head: bytes, encoding: str) -> bool:
    """Whether the bytes decode, but for a last character cut in two, and hold no other zeros."""
    text = head.decode(encoding, "replace")
    damaged = text[:-1].count("\ufffd") + len(_CONTROLS.findall(text))
    return damaged <= _MANY_CONTROLS * len(text)


def _mended(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes as U+FFFD; None where most foreign letters would be lost."""
    text = data.decode("utf-8", "replace")
    foreign = sum(not c.isascii() for c in text)
    return text if text.count("\ufffd") <= _TOLERATED_DAMAGE * foreign else None


def _guess(data: bytes, source: str) -> str:
    encoding = legacy.guess(data)
    if encoding is None:
        raise SourceError(
            source, "its character encoding is unknown", "save the page again as UTF-8"
        )
    return encoding


def _undecodable(data: bytes, source: str, error: UnicodeDecodeError) -> SourceError:
    if error.end == len(data):
        return _cut_off(source)
    return SourceError(
        source, f"broken {error.encoding} text at byte {error.start:,}", "save the page again"
    )


def _cut_off(source: str) -> SourceError:
    return SourceError(
        source,
        "the file ends in the middle of a character: it was cut off",
        "save the page again",
    )


def _binary(source: str) -> SourceError:
    return SourceError(source, "a binary file, not a saved page", "save the page as text or HTML")
