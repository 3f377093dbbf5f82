"""Looks for bytes that break the readers: libFuzzer, by way of atheris, over everything that is read.

    python scripts/fuzz_reading.py --minutes 10             corpus and findings in work/fuzz/
    python scripts/fuzz_reading.py --minutes 1 FINDING ...  single files again, with their tracebacks

Any bytes are a page or one SourceError that blames the file. A finding is what breaks that: another
exception, a reader that had to be caught, an input slower than the limit. The run goes on after a
finding, and keeps one input for each place in the code. It starts from the tests' fixtures, the
seeds, and those packed into every container. Only our own modules are instrumented: libraries
in C have no coverage to follow, and instrumented Python ones run at a tenth of the speed.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import io
import pkgutil
import sys
import tarfile
import time
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

import atheris
import zstandard

with atheris.instrument_imports(include=["comments"]):
    from comments import parsing

    # Readers are imported where they are used, which would be after the instrumentation.
    for _module in pkgutil.walk_packages(parsing.__path__, "comments.parsing."):
        importlib.import_module(_module.name)

from comments.errors import SourceError
from comments.parsing.opening import open_bytes
from comments.parsing.sources import SEND_IT

ROOT = Path(__file__).parent.parent
MAX_BYTES = 16 * 1024
"""Of an input: larger ones are slower and find nothing that smaller ones do not."""
SECONDS = 5.0
"""For one input. Instrumented code takes about three times as long as it does for users."""
HANG = 60
OURS = "/comments/"


class Slow(Exception):  # noqa: N818 - a finding's name, shown beside those of exceptions
    """An input took longer than the limit."""


def main() -> None:
    """Fuzz for some minutes, or read the named files once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--work", type=Path, default=ROOT / "work" / "fuzz")
    parser.add_argument("again", nargs="*", type=Path, help="files to be read once")
    asked = parser.parse_args()
    for file in asked.again:
        print(file)
        read(file.read_bytes())
    if asked.again:
        return
    corpus, findings = asked.work / "corpus", asked.work / "findings"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds()):
        (corpus / f"seed-{number:03}").write_bytes(data)
    recorder = Recorder(findings)
    flags = [f"-max_total_time={round(60 * asked.minutes)}", f"-max_len={MAX_BYTES}"]
    flags += [f"-timeout={HANG}", "-rss_limit_mb=2048", "-print_final_stats=1"]
    atheris.Setup(
        [sys.argv[0], *flags, f"-artifact_prefix={findings}/", str(corpus)], recorder.try_
    )
    atheris.Fuzz()


class Recorder:
    """Reads inputs, and keeps the first that breaks each place in the code."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()

    def try_(self, data: bytes) -> None:
        started = time.perf_counter()
        try:
            read(data)
        except Exception as error:
            self._record(data, error.__cause__ or error)
        if (took := time.perf_counter() - started) > SECONDS:
            self._record(data, Slow(f"{took:.1f} s for {len(data):,} bytes"))

    def _record(self, data: bytes, error: BaseException) -> None:
        trace = traceback.extract_tb(error.__traceback__)
        place = next((f"{f.name}-{f.lineno}" for f in reversed(trace) if OURS in f.filename), "")
        key = f"{type(error).__name__}-{place or len(self._seen)}"
        if key not in self._seen:
            self._seen.add(key)
            (self._folder / key).write_bytes(data)
            print(f"FINDING {len(self._seen)}: {self._folder / key}", flush=True)
            traceback.print_exception(error)


def read(data: bytes) -> None:
    """Read everything in the bytes. Raises whatever is no fault of theirs."""
    for item in open_bytes(data, "fuzz"):
        if isinstance(item, SourceError):
            _refuse_ours(item)
            continue
        for step in (parsing.read_document, parsing.explain_document):
            try:
                step(item)
            except SourceError as error:
                _refuse_ours(error)


def _refuse_ours(error: SourceError) -> None:
    if error.remedy == SEND_IT:
        raise error
    str(error).encode()


def seeds() -> Iterator[bytes]:
    """Fixtures and seeds that are not too long, and some of them packed into each container."""
    folders = (ROOT / "tests" / "parsing", ROOT / "seeds")
    files = sorted(f for folder in folders for f in folder.rglob("*") if f.is_file())
    fixtures = [f for f in files if f.suffix not in {".py", ".pyc"} and ".expected" not in f.name]
    texts = {f: f.read_bytes() for f in fixtures if f.parent.name != "expected"}
    yield from (data for data in texts.values() if len(data) <= MAX_BYTES)
    first_of_its_kind = {f.suffix: f for f in reversed(texts)}
    members = {f.name: texts[f] for f in first_of_its_kind.values()}
    page = next(data for name, data in members.items() if name.endswith(".html"))
    yield _zip(members)
    yield _tar(members)
    yield _workbook()
    yield _warc(page)
    yield _mhtml(page)
    yield zstandard.compress(_warc(page))
    yield gzip.compress(_warc(page))
    yield _parquet()


def _zip(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:  # stored: a changed byte still is one of the page
        for name, data in members.items():
            archive.writestr(name, data[:4_000])
    return packed.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return packed.getvalue()


def _warc(page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        "WARC-Date: 2024-05-07T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _mhtml(page: bytes) -> bytes:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=text/html; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/html\r\nContent-Location: https://example.org/a\r\n"
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode() + page + b"\r\n--b--\r\n"


ROWS = [("comment", "author", "date"), ("a first comment", "Ana", "2024-05-07"), ("no!", "Bo", "")]


def _workbook() -> bytes:
    import openpyxl

    book, packed = openpyxl.Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(packed)
    return packed.getvalue()


def _parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    packed = io.BytesIO()
    header, *rows = ROWS
    pq.write_table(pa.table(dict(zip(header, zip(*rows, strict=True), strict=True))), packed)
    return packed.getvalue()


if __name__ == "__main__":
    main()
