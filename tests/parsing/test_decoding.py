"""What kind of file some bytes are, and their text."""

import codecs
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.errors import NotAPageError, SourceError
from comments.parsing.decoding import decode, is_html, refuse_binary, refuse_cut, refuse_data

ARABIC = (
    "رئيس الوزراء يعلن خطة جديدة\n\nأعلن رئيس الوزراء اليوم خطة جديدة لدعم المزارعين في الجنوب. "
    "وقال إن المساعدات ستصل خلال أسبوع.\n\nالتعليقات\n\nشكرا على هذا المقال المفيد\n"
)
FRENCH = (
    "Le maire présente un nouveau plan\n\nLe maire a présenté aujourd’hui un plan pour les "
    "agriculteurs. « Il était temps », a déclaré une élue, très à l'aise.\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [ARABIC, FRENCH, "plain\r\nlines\r\n"])
def test_unicode_is_read_with_and_without_a_byte_order_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "page.txt") == text


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf16_of_either_byte_order_is_read(order: str) -> None:
    bom = codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE
    assert decode(bom + ARABIC.encode(f"utf-16-{order}"), "page.txt") == ARABIC


OLD = {
    "cp1250": "Burmistrz przedstawił nowy plan. Głosowanie odbędzie się jutro, więc się cieszą.\n",
    "cp1251": "Мэр сегодня представил новый план поддержки фермеров. Помощь придёт через неделю.\n",
    "cp1252": FRENCH,
    "cp1253": "Ο δήμαρχος παρουσίασε ένα νέο σχέδιο για τους αγρότες. Η ψηφοφορία είναι αύριο.\n",
    "cp1254": "Belediye başkanı yeni planı açıkladı. Yardımların ulaşacağını söyledi.\n",
    "cp1256": ARABIC,
    "latin-1": "O prefeito apresentou um novo plano. A votação será amanhã e não há decisão.\n",
}


@pytest.mark.parametrize("order", ["le", "be"])
@pytest.mark.parametrize(
    "text",
    [ARABIC, "Council votes on bridge\n\nThe council voted on Monday.\n", "Совет принял решение\n\nМост будет.\n",
     "परिषद ने मतदान किया\n\nपुल की मरम्मत होगी।\n", "板橋 投票\n\n橋 について\n"],
)  # fmt: skip
def test_utf16_without_a_mark_is_known_by_the_zeros_of_its_spaces(text: str, order: str) -> None:
    data = text.encode(f"utf-16-{order}")
    refuse_binary(data, "page.txt")
    assert decode(data, "page.txt") == text


@pytest.mark.parametrize(
    "data",
    [b"\x00" * 4_000, b"\x00 " * 100 + b"\x00\x01" * 500, np.arange(4_000, dtype="<i2").tobytes(), np.arange(900.0).tobytes()],
    ids=["zeros", "controls", "numbers", "floats"],
)  # fmt: skip
def test_other_bytes_with_zeros_are_not_taken_for_it(data: bytes) -> None:
    with pytest.raises(SourceError, match="binary"):
        refuse_binary(data, "page.txt")


@pytest.mark.parametrize(("encoding", "text"), OLD.items(), ids=OLD)
def test_old_encodings_are_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "page.txt") == text


def test_a_few_broken_bytes_do_not_cost_the_page_its_letters() -> None:
    data = ARABIC.encode().replace("اليوم".encode(), b"\xff", 1)
    assert decode(data, "page.txt") == ARABIC.replace("اليوم", "\ufffd", 1)


@given(st.text(min_size=1), st.sampled_from("éشह€𐍈"))
def test_a_file_cut_inside_a_character_is_never_taken_for_whole(text: str, last: str) -> None:
    whole = (text + last).encode("utf-8", "replace")
    refuse_cut(whole, "page.txt")
    for missing in range(1, len(last.encode())):
        with pytest.raises(SourceError, match=r"page\.txt: the file ends in the middle"):
            refuse_cut(whole[:-missing], "page.txt")
        with pytest.raises(SourceError):
            decode(whole[:-missing], "page.txt")


def test_utf16_that_was_cut_or_damaged_is_refused() -> None:
    with pytest.raises(SourceError, match="it was cut off; save the page again"):
        decode(ARABIC.encode("utf-16")[:-1], "page.txt")
    with pytest.raises(SourceError, match="broken"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xdc" + ARABIC.encode("utf-16-le"), "page.txt")


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1\\ansi", "a rich-text document"),
        (b"PAR1\x15", "a Parquet table"),
    ],
)
def test_files_of_other_kinds_are_named(start: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=f"x: this is {kind}, not a saved page; save"):
        refuse_binary(start + b"more", "x")


@pytest.mark.parametrize("seed", range(5))
def test_random_and_compressed_bytes_are_no_text(seed: int) -> None:
    noise = np.random.default_rng(seed).bytes(4096)
    for data in (noise, zlib.compress(ARABIC.encode() * 50)):
        with pytest.raises(SourceError, match=r"binary|encoding is unknown"):
            refuse_binary(data, "x")
            decode(data, "x")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><title>x</title>",
        "\n\n<HTML lang=en>",
        "<div><p>One</p><p>Two</p></div>",
        "<?xml version='1.0'?><!doctype html SYSTEM 'x'>",
    ],
)
def test_markup_is_recognised_whatever_the_encoding(page: str) -> None:
    assert is_html(page.encode())
    assert is_html(page.encode("utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        "Use <p> for a paragraph and 3 < 4 > 2.",
        "I <3 this. <script>alert(1)</script>",
        "a < b and c > d, <Anna> wrote",
        "",
    ],
)
def test_a_text_that_mentions_tags_is_no_markup(text: str) -> None:
    assert not is_html(text.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_a_source_error(data: bytes) -> None:
    try:
        refuse_binary(data, "x")
        assert isinstance(decode(data, "x"), str)
    except SourceError as error:
        assert str(error).startswith("x: ")


@pytest.mark.parametrize(
    "text",
    [
        "RIFF raff in the streets, says the mayor",
        "ID3 cars were sold last year",
        "MZ is short for Mainz\n\nThe council met there.",
        "PAR1S is how he wrote it",
        "GIF8 or GIF9?",
        "SQLite format 3 explained",
    ],
)
def test_a_text_may_begin_with_the_letters_of_another_kind(text: str) -> None:
    refuse_binary(text.encode(), "x")
    assert decode(text.encode(), "x") == text


def test_xml_that_is_no_page_is_data() -> None:
    feed = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>News</title></channel></rss>'
    with pytest.raises(NotAPageError, match="x: XML data of no known kind, not a saved page; save"):
        refuse_data(feed, "x")
    refuse_data(b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><p>A</p>', "x")
