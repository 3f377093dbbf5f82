"""Rows of mixed articles come out together, from a file that is larger than the memory used."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.exports.spool import group

ROWS = st.lists(st.tuples(st.text(max_size=2) | st.sampled_from("ab"), st.binary(max_size=4)))

MEMORY = """
import resource
from comments.parsing.exports.spool import group

def rows():
    for number in range(48_000):
        yield f"article {number % 400}", number.to_bytes(4, "big") * 512

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read = sum(len(together) for _, together in group(rows()))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(read, after - before)
"""


@given(ROWS)
def test_groups_come_in_the_order_of_their_first_rows_and_keep_the_order_of_all(
    rows: list[tuple[str, bytes]],
) -> None:
    expected: dict[str, list[bytes]] = {}
    for key, data in rows:
        expected.setdefault(key, []).append(data)
    assert list(group(iter(rows))) == list(expected.items())


def test_half_a_surrogate_pair_is_a_key_like_any_other() -> None:
    assert list(group([("\ud800", b"1"), ("", b"2")])) == [("\ud800", [b"1"]), ("", [b"2"])]


def test_a_reader_that_stops_early_leaves_nothing_open() -> None:
    groups = group([("a", b"1"), ("b", b"2")])
    assert next(groups) == ("a", [b"1"])
    groups.close()


def test_98_megabytes_of_mixed_rows_need_less_than_a_third_of_that_in_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEMORY], capture_output=True, text=True, check=True
    )
    read, grown = map(int, done.stdout.split())
    assert read == 48_000
    kilobytes = grown / 1024 if sys.platform == "darwin" else grown
    assert kilobytes < 32_000
