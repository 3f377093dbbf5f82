"""Measures the plain-text reader's CPU time on texts that are made to slow it down.

    python scripts/bench_text_reading.py [PATTERN ...]

Each text is one pattern again and again; "#" stands for a number, "@" for a word, that are new each
time, so that nothing found out about one line helps with the next. The table gives seconds of CPU
per MB of UTF-8 at a quarter of a megabyte and at one: equal figures show that the time is linear.
"""

from __future__ import annotations

import argparse
import random
import re
import time

from comments.parsing.text import read_text

MB = 1_000_000
PATTERNS = (
    "Ann says:\n", "Bob wrote:\n", "Reply\n", "12 Comments\n", "Comments\n", "No comments yet\n", "3 hours ago\n",
    "> quote\n", "* ", "* item\n", "Ann Lee\n", "July 7, 2012 at 2:31 pm\n", "It is over, he said on Monday.\n",
    "This comment was removed.\n", "a\n", "12\n", "👍\n", "Leave a Reply\n", "Leave a Reply\nNo!\n", "Name\nEmail\n",
    "Related articles\n", "Another headline of the same site\nBy Bob Ray\n", "bob_22\nText.\n", "http://a.b c\n",
    "Ann says:\nI do.\nReply\n12 Comments\n3 hours ago\n> quote\n* a\nBob\nJuly 7, 2012\n", "قال أحمد إن الأمر انتهى.\n",
    "a b c, d. ", "x", "1", "1:1:", "> ", "[", "\n", "\u00a0", "e\u0301", "\u200d", "July      ", "3 . / - ",
    "@ @ says:\nThe @ of it is a @ to the @.\n", "@ @\nJuly 7, 2012 at 2:31 pm #\nThe @ of it is a @ to the @.\nReply #\n",
    "@ @ • # hours ago\nThe @ of it.\n", "Posted by: @ @ | July 7, 2012 at 2:31 pm #\nThe @ of it is a @.\n",
    "@ @ wrote:\n> The @ of it.\nNot the @ of it.\nReply\n", "The @ of it is a @.\nReply\n", "The @ of it is a @ to the @.\n",
    "أحمد # قبل 5 ساعات\nهذا أمر لا يصدق # يا ناس\n", "राम #\n5 घंटे पहले\nयह बहुत अच्छा है #\n", "@ @\n", "@\n", "ok #\n",
    "# Comments\n", "# hours ago\n", "U# says:\n", "Leave a reply #\nText #.\n", "bob_#\nThe @ of it is a @.\n",
)  # fmt: skip


def text_of(pattern: str, size: int) -> str:
    """The pattern again and again, up to `size` bytes."""
    numbers = iter(range(1, size))
    letters = random.Random(7)

    def fresh(sign: re.Match[str]) -> str:
        if sign[0] == "#":
            return str(next(numbers))
        return "".join(letters.choices("aeioulmnrst", k=7)).capitalize()

    pieces, length = [], 0
    while length < size:
        piece = re.sub("[#@]", fresh, pattern)
        pieces.append(piece)
        length += len(piece.encode())
    return "".join(pieces)


def seconds_a_megabyte(pattern: str, size: int) -> float:
    text = text_of(pattern, size)
    started = time.process_time()
    read_text(text)
    return (time.process_time() - started) * MB / len(text.encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pattern", nargs="*", default=PATTERNS)
    options = parser.parse_args()
    read_text("Ann says:\nOn July 7, 2012, 3 hours ago\nNo.\nReply\n")  # compiles the tables
    print("s/MB at 0.25 MB   at 1 MB   pattern")
    for pattern in options.pattern:
        quarter, whole = (seconds_a_megabyte(pattern, size) for size in (MB // 4, MB))
        print(f"{quarter:15.2f}{whole:10.2f}   {pattern!r}", flush=True)


if __name__ == "__main__":
    main()
