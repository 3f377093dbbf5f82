"""Exports of Facebook, YouTube, Reddit and Telegram: sound, cut off, and with anything changed.

Each file in `data` whose name begins with a platform reads exactly as the JSON beside it, which
was checked by hand.
"""

from __future__ import annotations

import codecs
import copy
import dataclasses
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.exports import FORMATS
from comments.parsing.exports.format import Format

PLATFORMS = ("facebook", "youtube", "reddit", "telegram")
DATA = Path(__file__).parent / "data"
FILES = sorted(
    path
    for path in DATA.iterdir()
    if path.name.startswith(PLATFORMS) and not path.name.endswith(".expected.json")
)
NAMES = [path.name for path in FILES]
HEAD = 64 * 1024

ODD: list[Any] = [
    None, True, False, 0, -1, 1.5, 2**70, -(10**400), 1e300, "", " ", "\0", "_", "0", "t1_", "t3_",
    "\ud800", "٣", "2023-13-45T99:99", "1" * 5000, [], {}, [[]], [None], {"data": 1}, {"": ""},
    {"id": {}}, "root", "a.b", "[deleted]",
]  # fmt: skip


def format_of(data: bytes) -> Format:
    (found,) = (each for each in FORMATS if each.matches(data[:HEAD]))
    return found


def read(data: bytes, reader: Format, name: str = "x.json") -> tuple[list[Thread], str | None]:
    """The threads of a file, and the error that ended it."""
    threads: list[Thread] = []
    try:
        for thread in reader.threads(io.BytesIO(data), name):
            threads.append(thread)  # noqa: PERF402 - those before an error count
    except SourceError as error:
        return threads, str(error)
    return threads, None


def said(threads: list[Thread]) -> set[tuple[str, str]]:
    """All comments with their discussions."""
    return {(thread.name, c.text) for thread in threads for c in thread.reading.comments}


def as_json(threads: list[Thread]) -> Any:
    plain = [{"name": t.name, **dataclasses.asdict(t.reading)} for t in threads]
    return json.loads(json.dumps(plain))


def values(data: bytes) -> list[Any]:
    """The values of a file with one JSON value, or one a line."""
    text = data.decode()
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def written(found: list[Any], **options: Any) -> bytes:
    return "\n".join(json.dumps(value, **options) for value in found).encode()


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Path of everything inside a value."""
    keys = (
        range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else ()
    )
    for key in keys:
        yield (*path, key)
        yield from places(value[key], (*path, key))


def assert_sound(threads: list[Thread]) -> None:
    for thread in threads:
        comments = thread.reading.comments
        for index, comment in enumerate(comments):
            assert comment.text or comment.removal
            assert comment.parent is None or 0 <= comment.parent < len(comments)
            assert comment.parent != index
            above = None if comment.parent is None else comments[comment.parent]
            assert comment.depth == (0 if above is None else above.depth + 1)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_file_reads_as_checked_by_hand(path: Path) -> None:
    data = path.read_bytes()
    threads, error = read(data, format_of(data), path.name)
    assert error is None
    expected = path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8")
    assert as_json(threads) == json.loads(expected)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_spacing_escapes_and_a_byte_order_mark_change_nothing(path: Path) -> None:
    data = path.read_bytes()
    reader = format_of(data)
    for options in ({"indent": "\t"}, {"ensure_ascii": False}, {"separators": (",", ":")}):
        other = codecs.BOM_UTF8 + written(values(data), **options)
        assert format_of(other) is reader
        assert read(other, reader) == read(data, reader)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
@given(st.data())
def test_a_file_that_breaks_off_gives_what_came_before_and_one_error(
    path: Path, data: st.DataObject
) -> None:
    whole = path.read_bytes().rstrip()
    reader = format_of(whole)
    lines = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    cut = data.draw(st.integers(1, len(whole) - 1).filter(lambda n: n not in lines))
    found, error = read(whole[:cut], reader)
    if error is None:  # between two values of one a line, where nothing is missing that can be seen
        assert len(values(whole)) > 1
        assert values(whole[:cut])
    else:
        assert error.startswith("x.json: ")
        assert "\n" not in error
    assert_sound(found)
    assert said(found) <= said(read(whole, reader)[0])


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_only_the_record_that_is_cut_is_lost(path: Path) -> None:
    data = path.read_bytes().rstrip()
    reader = format_of(data)
    *lines, last = data.split(b"\n") if len(values(data)) > 1 else [data]
    before, _ = read(b"\n".join(lines) if lines else data, reader)
    found, error = read(b"\n".join([*lines, last[:-1]]), reader)
    assert error is not None
    assert "breaks off" in error
    assert said(before) <= said(found) <= said(read(data, reader)[0])
    assert all(any("breaks off" in w for w in thread.reading.warnings) for thread in found)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
@given(st.data())
def test_whatever_a_field_holds_instead_the_rest_is_read_or_refused(
    path: Path, data: st.DataObject
) -> None:
    changed = values(path.read_bytes())
    reader = format_of(written(changed))
    for _ in range(data.draw(st.integers(1, 4))):
        found = list(places(changed))
        if not found:
            return
        where = found[data.draw(st.integers(0, len(found) - 1))]
        holder: Any = changed
        for key in where[:-1]:
            holder = holder[key]
        if data.draw(st.booleans()):
            holder[where[-1]] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
        else:
            del holder[where[-1]]
    mangled = written(changed)
    threads, error = read(mangled, reader)
    assert error is None or "\n" not in error
    assert_sound(threads)
    assert read(mangled, reader) == (threads, error)
    assert all(isinstance(each.matches(mangled[:HEAD]), bool) for each in FORMATS)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_brackets_without_end_are_refused_in_one_line(path: Path) -> None:
    data = path.read_bytes()
    reader = format_of(data)
    for opening in (b"[", b'{"data":', b'{"comments":{"data":['):
        _, error = read(opening * 100_000, reader)
        assert error is not None
        assert "levels" in error
