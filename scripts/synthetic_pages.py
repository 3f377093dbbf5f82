"""Made-up news pages with comment sections, as many as one likes; the same numbers give the same bytes.

    python scripts/synthetic_pages.py 1000 pages/ [--comments 20] [--texts 100000]

HTML of some 30 KB as a news site's page has: navigation, share bars, related articles, an article of
600 words, and comments in a list of their own. Comments a page differ as real ones do (log-normal).
With --texts, comments are drawn from so many texts and repeat each other; without, no two are alike.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

MEAN = 20
WORDS = (
    "the of a minister people never again who asked them closed road shame truth water price school "
    "tomorrow election court village doctor answer nobody council promise bridge farmers plan year "
    "vote money said will not but they have been from with this that for said on Monday because"
).split()
NAMES = [f"{first} {last}" for first in "Anna Omar Lena Ravi Sara".split() for last in "KLMNPRST"]
FILLER = "".join(
    f'<li class="menu-item menu-item-{i}"><a href="/section/{i}?ref=nav" data-track="nav-{i}">Section {i}</a></li>'
    for i in range(150)
)


def write_pages(
    folder: Path, count: int, *, comments: int = MEAN, texts: int | None = None, seed: int = 1
) -> int:
    """Write `count` pages with about `comments` comments each, of `texts` different ones, into `folder`.

    Returns how many comments there are.

    A thousand pages go into a folder of their own, since no file system likes a million files in one.
    """
    total = 0
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        own = min(2_000, round(comments * rng.lognormvariate(-0.5, 1)))
        place = folder / f"{number // 1000:04}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07}.html").write_text(page(number, own, texts, rng), encoding="utf-8")
        total += own
    return total


def page(number: int, comments: int, texts: int | None, rng: random.Random) -> str:
    """One page with its comments."""
    paragraphs = "".join(f"<p>{sentence(rng, 60)}</p>" for _ in range(10))
    said = "".join(comment(i, texts, rng) for i in range(comments))
    title = f"{sentence(rng, 6)} {number}"
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Paper</title>
<link rel="canonical" href="https://example.org/2024/05/{number}"><meta property="og:site_name" content="The Paper">
<meta property="article:published_time" content="2024-05-{number % 28 + 1:02}T10:00:00+00:00"></head><body>
<header><nav><ul>{FILLER}</ul></nav></header><main><article><h1>{title}</h1><p class="byline">By Jane Roe</p>
<div class="share-bar"><a href="#">Share</a><a href="#">Tweet</a></div><div class="entry-content">{paragraphs}</div></article>
<section id="comments" class="comments-area"><h2 class="comments-title">{comments} Comments</h2>
<ol class="comment-list">{said}</ol></section></main><aside><h3>Related</h3><ul>{FILLER}</ul></aside>
<footer>Copyright The Paper</footer></body></html>"""


def comment(number: int, texts: int | None, rng: random.Random) -> str:
    """One comment in the markup that WordPress has given them for fifteen years."""
    words = rng if texts is None else random.Random(rng.randrange(texts))
    text = sentence(words, words.randint(4, 45))
    return (
        f'<li id="comment-{number}" class="comment"><article class="comment-body"><footer class="comment-meta">'
        f'<div class="comment-author vcard"><b class="fn">{rng.choice(NAMES)}</b></div><div class="comment-metadata">'
        f'<time datetime="2024-05-{rng.randint(1, 28):02}T1{number % 10}:{rng.randint(10, 59)}:00+00:00">May</time></div>'
        f'</footer><div class="comment-content"><p>{text}</p></div><div class="reply"><a href="#">Reply</a></div>'
        "</article></li>"
    )


def sentence(rng: random.Random, words: int) -> str:
    """So many words, the first with a capital, and a full stop."""
    return f"{' '.join(rng.choices(WORDS, k=words)).capitalize()}."


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--comments", type=int, default=MEAN)
    parser.add_argument("--texts", type=int, help="different ones; none are alike without it")
    given = parser.parse_args()
    made = write_pages(given.folder, given.pages, comments=given.comments, texts=given.texts)
    print(f"{given.pages:,} pages, {made:,} comments")
