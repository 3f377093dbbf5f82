"""That sources are read in constant memory, and that bombs are refused at once.

    python scripts/bench_sources.py [--megabytes 1000]

Writes web archives of made-up pages (plain, gzip, zstd), and a zip and a gzip bomb of 1 GB, into a temporary folder.
Prints for each the time and the resident memory before and at the peak, each in a process of its own. Linux only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

GIGABYTE = 1_000_000_000


def pages(size: int) -> list[bytes]:
    """WARC records of pages of words that do not exist, `size` bytes in all."""
    rng = random.Random(7)
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(5_000)]
    records: list[bytes] = []
    total = 0
    while total < size:
        text = "".join(f"<p>{' '.join(rng.choices(words, k=60))}</p>" for _ in range(120))
        body = f"<!DOCTYPE html><html><body>{text}</body></html>"
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}"
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
            f"WARC-Target-URI: https://example.org/{len(records)}\r\n"
            f"WARC-Record-ID: <urn:uuid:{len(records):032x}>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        records.append(f"{head}{block}\r\n\r\n".encode())
        total += len(records[-1])
    return records


def write_archives(folder: Path, size: int) -> list[Path]:
    import zstandard

    packers: dict[str, Callable[[bytes], bytes]] = {
        "plain.warc": bytes,
        "gzip.warc.gz": lambda record: gzip.compress(record, 1),
        "zstd.warc.zst": lambda record: zstandard.compress(record, 1),
    }
    part = pages(min(size, 50_000_000))
    made = []
    for name, pack in packers.items():
        packed = [pack(record) for record in part]
        with (folder / name).open("wb") as file:
            for _ in range(max(1, size // 50_000_000)):
                file.writelines(packed)
        made.append(folder / name)
    return made


def write_bombs(folder: Path) -> list[Path]:
    markup = b"<!DOCTYPE html><html><body><p>" + b"comment " * 125_000
    with (
        zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("page.html", "w", force_zip64=True) as member,
        gzip.open(folder / "bomb.html.gz", "wb") as file,
    ):
        for _ in range(GIGABYTE // len(markup)):
            member.write(markup)
            file.write(markup)
    return [folder / "bomb.zip", folder / "bomb.html.gz"]


def resident() -> float:
    """Peak of this process so far, MB. The system's own count would begin with the parent's peak."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+)", status)[1]) / 1e3  # type: ignore[index]


def read(path: Path) -> dict[str, float | str]:
    from comments.errors import SourceError
    from comments.parsing.opening import open_source
    from comments.parsing.sources import Source

    before, started = resident(), time.perf_counter()
    pages_read, said = 0, ""
    for item in open_source(Source(path, path.name, is_named=True)):
        if isinstance(item, SourceError):
            said = item.reason
        else:
            pages_read += 1
    seconds = time.perf_counter() - started
    return {
        "pages": pages_read,
        "seconds": seconds,
        "before": before,
        "peak": resident(),
        "said": said,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        print(json.dumps(read(given.read)))
        return
    print(f"{'source':<16}{'MB':>8}{'pages':>8}{'s':>8}{'MB before':>11}{'MB peak':>9}  said")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for path in [*write_archives(folder, given.megabytes * 1_000_000), *write_bombs(folder)]:
            command = [sys.executable, __file__, "--read", str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found = json.loads(done.stdout)
            print(
                f"{path.name:<16}{path.stat().st_size / 1e6:>8.1f}{found['pages']:>8,}"
                f"{found['seconds']:>8.2f}{found['before']:>11.0f}{found['peak']:>9.0f}  {found['said']}"
            )


if __name__ == "__main__":
    main()
