"""Pages look as they were approved by eye: rendered small and in grey, compared with a picture.

After a change that you want, look at the new pages and approve them:

    COMMENTS_APPROVE=1 pytest tests/reporting/test_look.py

writes tests/reporting/approved/ anew; look at each picture before you commit it.
"""

import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reporting_samples import (
    ARABIC,
    BENGALI,
    HINDI,
    PERSIAN,
    PROVENANCE,
    TURKISH,
    URDU,
    article,
    articles_table,
    comment,
    comments_table,
    discussion,
)

from comments.reporting import write_article_report
from comments.reporting.settings import DEFAULTS

APPROVED = Path(__file__).parent / "approved"
BLOCK = 3  # pixels whose mean is compared: renderers smooth edges each in their own way
DIFFERENT = 40  # of 255 steps of grey
ALLOWED = 0.00025  # share of blocks that may differ so much: some seven of a page

PAGES = {
    "article-en": {"title": "Pilgrims return from Taftan: 42% of readers ask why"},
    "article-en-letter": {"title": HINDI, "paper": "letter"},
    "article-en-long": {"title": BENGALI, "n": 1200},
    "article-ar": {"title": ARABIC, "language": "ar"},
    "article-ur-nastaliq": {"title": URDU, "language": "ur", "nastaliq": True, "quotes": True},
    "article-fa": {"title": PERSIAN, "language": "fa"},
    "article-tr": {"title": TURKISH, "language": "tr"},
    "article-fr": {"title": "Reader's title", "language": "fr", "n": 9},
}


def draw(path, title, n=130, **settings):
    rows = [
        row if i % 3 else row | {"text": f"{URDU} {i}", "language": "ur"}
        for i, row in enumerate(discussion(n))
    ]
    table = articles_table(
        [
            article(
                title=title,
                found_comments=n,
                declared_comments=n + 4,
                language=settings.get("language", "en"),
            )
        ]
    )
    chosen = DEFAULTS.changed(**settings)
    write_article_report(table.iloc[0], comments_table(rows), PROVENANCE, path, chosen)
    return path


def blocks(page):
    """Mean grey of each block of pixels."""
    height, width = (side // BLOCK * BLOCK for side in page.shape)
    cut = page[:height, :width].astype(float)
    return cut.reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK).mean(axis=(1, 3))


def differing(first, second):
    """Share of blocks that differ visibly; all of them where the pages are not of one size."""
    if first.shape != second.shape:
        return 1.0
    return float((np.abs(blocks(first) - blocks(second)) > DIFFERENT).mean())


@pytest.mark.parametrize("name", PAGES)
def test_pages_look_as_approved(tmp_path, pages, name):
    found = pages(draw(tmp_path / f"{name}.pdf", **PAGES[name]))
    files = [APPROVED / f"{name}-{number}.png" for number in range(1, len(found) + 1)]
    if os.environ.get("COMMENTS_APPROVE") == "1":
        APPROVED.mkdir(exist_ok=True)
        for old in APPROVED.glob(f"{name}-[0-9].png"):
            old.unlink()
        for file, page in zip(files, found, strict=True):
            Image.fromarray(page).quantize(16).save(file, optimize=True)
    assert sorted(APPROVED.glob(f"{name}-[0-9].png")) == files
    for file, page in zip(files, found, strict=True):
        with Image.open(file) as picture:
            approved = np.asarray(picture.convert("L"))
        assert differing(page, approved) <= ALLOWED, file.name


def test_a_lost_mark_or_word_would_be_seen(tmp_path, pages):
    rows = [comment(i, hostility=i % 4) for i in range(1, 41)]
    table = articles_table([article()])
    seen = []
    for level in (0, 3):
        rows[20] |= {"hostility": level}
        path = tmp_path / f"{level}.pdf"
        write_article_report(table.iloc[0], comments_table(rows), PROVENANCE, path)
        seen.append(pages(path)[0])
    assert differing(*seen) > ALLOWED
    assert differing(seen[0], seen[0]) == 0
