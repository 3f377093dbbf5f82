"""How fast the explorer is: writing, opening, and each keystroke in its search field.

    python scripts/bench_explorer.py            20,000 comments in a headless Chromium
    python scripts/bench_explorer.py 200000

The comments are made of words at random in six languages. A keystroke is timed in the page, from
its event to the frame after the one that shows its result. Shares follow when typing rests; the
time that they take is stated beside.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from comments.records import FRAMINGS, SENTIMENTS, article_schema, scored_schema
from comments.reporting import Provenance
from comments.reporting.explorer import write_explorer

if TYPE_CHECKING:
    from playwright.sync_api import Page

WORDS = {
    "en": "the border minister people never again who asked them closed road shame truth",
    "ar": "الحدود الوزير الناس أحمد لن إلى متى أغلقت الطريق عار الحقيقة مسؤول",
    "ur": "سرحد وزیر لوگ کبھی نہیں کس نے پوچھا بند راستہ شرم سچ زائرین",
    "hi": "सीमा मंत्री लोग कभी नहीं किसने पूछा बंद रास्ता शर्म सच",
    "bn": "সীমান্ত মন্ত্রী মানুষ কখনো না কে জিজ্ঞেস বন্ধ রাস্তা লজ্জা সত্য",
    "tr": "sınır bakan insanlar asla kim sordu kapalı yol ayıp gerçek şii",
}
PER_ARTICLE = 120
TYPED = ("minister the", "أحمد الناس", "-shame")

TIMED = """
() => {
  window.keystrokes = [];
  addEventListener('input', (event) => {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.keystrokes.push(performance.now() - event.timeStamp);
    }));
  }, true);
}
"""
SHARES = (
    "() => { const start = performance.now(); drawShares(); return performance.now() - start; }"
)


def main(n: int) -> None:
    """Print the figures for `n` comments."""
    articles, comments = made(n)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index.html"
        write(articles, comments, path)
        browse(path)


def made(n: int) -> tuple[pa.Table, pa.Table]:
    """Articles and comments at random, the same at every call."""
    rng = random.Random(0)
    rows = [comment(rng, row) for row in range(n)]
    count = -(-n // PER_ARTICLE)
    about = [
        {
            "article_id": f"article-{i}",
            "source": f"{i}.html",
            "outlet": f"Outlet {i % 9}",
            "title": f"Article {i}",
            "language": "en",
            "body": "",
            "found_comments": PER_ARTICLE,
            "parser": "",
            "confidence": "high",
            "reasons": [],
            "dropped": [],
            "warnings": [],
        }
        for i in range(count)
    ]
    return (
        pa.Table.from_pylist(about, schema=article_schema()),
        pa.Table.from_pylist(rows, schema=scored_schema()),
    )


def comment(rng: random.Random, row: int) -> dict[str, Any]:
    """One comment of 5 to 60 words."""
    language = rng.choice(list(WORDS))
    negative, uncivil, sectarian = rng.random(), rng.random(), rng.random()
    level = sum(uncivil > edge for edge in (0.5, 0.8, 0.95))
    position = row % PER_ARTICLE + 1
    answers = position > 1 and rng.random() < 0.4
    return {
        "comment_id": f"{row:016x}",
        "article_id": f"article-{row // PER_ARTICLE}",
        "parent_id": f"{row - 1:016x}" if answers else None,
        "position": position,
        "depth": int(answers),
        "author": f"{rng.randrange(6000):012x}",
        "posted_at": f"2024-05-{row % 28 + 1:02d}T10:00:00+05:00",
        "text": " ".join(rng.choices(WORDS[language].split(), k=rng.randint(5, 60))),
        "language": language,
        "sentiment": rng.choice(SENTIMENTS),
        "p_negative": negative,
        "p_neutral": (1 - negative) / 2,
        "p_positive": (1 - negative) / 2,
        "hostility": level,
        "p_uncivil": uncivil,
        "p_hostile": uncivil * 0.7,
        "p_violent": uncivil * 0.3,
        "hostility_types": ["insult"] if level else [],
        "hostility_target": ["group"] if level else [],
        "sectarian": rng.choice(FRAMINGS),
        "p_sectarian": sectarian,
        "p_bridging": (1 - sectarian) / 2,
        "frames": [],
        "groups": rng.sample(["shia", "sunni", "hindu", "kurd"], k=rng.randint(0, 2)),
        "windows": 1,
    }


def write(articles: pa.Table, comments: pa.Table, path: Path) -> None:
    """Write the page twice, once for the clock and once for the memory."""
    origin = Provenance("0", "none", "0" * 64)
    start = time.perf_counter()
    write_explorer(articles, comments, origin, path)
    seconds = time.perf_counter() - start
    tracemalloc.start()
    write_explorer(articles, comments, origin, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = path.stat().st_size
    print(f"write      {comments.num_rows:,} comments, {size / 1e6:.1f} MB in {seconds:.2f} s")
    print(
        f"memory     {peak / 1e6:.0f} MB at most beside the tables ({comments.nbytes / 1e6:.0f} MB)"
    )


def browse(path: Path) -> None:
    """Open the page, type, and print what it took."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing (Debian: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(path.as_uri())
        page.locator(".comment").first.wait_for()
        print(f"open       first comments after {time.perf_counter() - start:.2f} s")
        page.evaluate(TIMED)
        for number, text in enumerate(TYPED):
            # The first query comes at once, while texts may not be folded yet.
            times = typed(page, text)
            when = "at once" if number == 0 else "later"
            print(
                f"keystroke  {text!r} {when}: median {statistics.median(times):.0f} ms,"
                f" slowest {max(times):.0f} ms"
            )
        page.locator("#query").fill("")
        print(f"shares     {page.evaluate(SHARES):.0f} ms for all comments, when typing rests")
        print(f"in the document: {page.locator('.comment').count()} comments")
        browser.close()


def typed(page: Page, text: str) -> list[float]:
    """Milliseconds of each keystroke of `text`."""
    page.locator("#query").fill("")
    page.evaluate("window.keystrokes.length = 0")
    page.locator("#query").press_sequentially(text, delay=60)
    page.wait_for_timeout(400)
    times: list[float] = page.evaluate("window.keystrokes")
    return times


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
