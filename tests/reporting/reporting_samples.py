"""Articles and comments in many scripts, made up for the tests."""

import random
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pypdf import PdfReader

from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
    article_schema,
    scored_schema,
)
from comments.reporting import Failure, Provenance

URDU = 'BBC اردو 42٪ قارئین کے تبصرے: "کوئٹہ میں زائرین" پر ردِ عمل'
ARABIC = "لبنان: احتجاجات بعد خطاب Nasrallah عن «الوحدة» و42% من القراء"
PERSIAN = "می‌گویند خبرنگارانِ بی‌طرف کم‌اند؛ نگاهی به ۱۲ نظر"
PASHTO = "د کوټې زائرين بېرته راستانه شول؛ لوستونکي څه وايي؟"
HINDI = 'तीर्थयात्रियों की वापसी पर पाठकों की टिप्पणियाँ — "सरकार चुप क्यों?"'
BENGALI = "বাংলাদেশে নির্বাচন নিয়ে পাঠকদের মন্তব্য — “সরকার নীরব কেন?” ২০২৪"
TURKISH = "Şii hacılar Taftan sınırından geçti: İranlı yetkililer ne diyor?"
HOSTILE = '*bold* #import "x" $x$ @ref \\ <script>alert(1)</script> [unbalanced ( {'

AUTHOR = "reader-seventeen"
SAID = "A sentence that no report may quote."
PROVENANCE = Provenance(
    package_version="9.8.7",
    model_name="test model",
    model_digest="0123456789abcdef" * 4,
    settings={"batch": "32", "seed": "0"},
    sources=3,
)
WITH_FAILURES = Provenance(
    package_version="9.8.7",
    model_name="test model",
    model_digest="0123456789abcdef" * 4,
    sources=5,
    failures=(
        Failure("pages/broken.html", "bytes that are no text", "save the page again"),
        Failure("pages/پښتو.zip", "an empty archive", "leave it out"),
    ),
)


def article(article_id: str = "a", **columns) -> dict:
    """A row of `articles.parquet`."""
    return {
        "article_id": article_id,
        "source": f"pages/{article_id}.html",
        "url": f"https://example.org/{article_id}",
        "outlet": "The Paper",
        "title": f"Article {article_id}",
        "byline": "A. Writer",
        "published_at": "2021-03-04",
        "language": "en",
        "body": "Body.",
        "declared_comments": None,
        "found_comments": 0,
        "parser": "html:test",
        "confidence": "high",
        "reasons": [],
        "dropped": [],
        "warnings": [],
        **columns,
    }


def comment(position: int, article_id: str = "a", **columns) -> dict:
    """A row of `comments.parquet`: a civil, neutral comment unless `columns` say otherwise."""
    return {
        "comment_id": f"{article_id}-{position}",
        "article_id": article_id,
        "position": position,
        "depth": 0,
        "author": f"{AUTHOR}-{article_id}-{position}",
        "text": SAID,
        "language": "en",
        "sentiment": "neutral",
        "p_negative": 0.2,
        "p_neutral": 0.7,
        "p_positive": 0.1,
        "hostility": 0,
        "p_uncivil": 0.2,
        "p_hostile": 0.1,
        "p_violent": 0.0,
        "hostility_types": [],
        "hostility_target": [],
        "sectarian": "none",
        "p_sectarian": 0.1,
        "p_bridging": 0.0,
        "frames": [],
        "groups": [],
        "windows": 1,
        **columns,
    }


def abstained(position: int, article_id: str = "a") -> dict:
    """A comment that the model gave no scores."""
    read = comment(position, article_id)
    scores = list(read).index("sentiment")
    return dict(list(read.items())[:scores])


def removed(position: int, article_id: str = "a", by: str = "moderator", **columns) -> dict:
    """A comment of which the page shows the place only."""
    return abstained(position, article_id) | {"removal": by, "text": "Removed."} | columns


def thread(n: int, article_id: str = "a", seed: int = 0) -> list[dict]:
    """`n` comments of every kind."""
    rng = random.Random(seed)  # noqa: S311 - a test
    rows = []
    for position in range(1, n + 1):
        sentiment, level = rng.choice(SENTIMENTS), rng.randrange(4)
        framing = rng.choice(FRAMINGS)
        p = {name: 0.8 if name == sentiment else 0.1 for name in SENTIMENTS}
        rows.append(
            comment(
                position,
                article_id,
                sentiment=sentiment,
                p_negative=p["negative"],
                p_neutral=p["neutral"],
                p_positive=p["positive"],
                hostility=level,
                hostility_types=[rng.choice(HOSTILITY_TYPES)] if level else [],
                hostility_target=[rng.choice(HOSTILITY_TARGETS)] if level else [],
                sectarian=framing,
                frames=[rng.choice(FRAMES)] if framing == "sectarian" else [],
                groups=[rng.choice(["shia", "sunni"])] if framing != "none" else [],
            )
        )
    return rows


def discussion(n: int, article_id: str = "a", seed: int = 0) -> list[dict]:
    """`n` comments of every kind by many authors, half of them replies, a few removed."""
    rng = random.Random(seed)  # noqa: S311 - a test
    rows = thread(n, article_id, seed)
    for row in rows[1:]:
        if rng.random() < 0.5:
            position = row["position"]
            parent = rng.randrange(max(1, position - 8), position)
            row |= {"parent_id": f"{article_id}-{parent}", "depth": 1}
        row["author"] = f"{AUTHOR}-{rng.randrange(max(6, n // 2))}"
    gone = {n // 2 + 40 * number for number in range(n // 80)}
    return [
        removed(row["position"], article_id) if row["position"] in gone else row for row in rows
    ]


def articles_table(rows: list[dict]) -> pd.DataFrame:
    return pa.Table.from_pylist(rows, schema=article_schema()).to_pandas()


def comments_table(rows: list[dict]) -> pd.DataFrame:
    return pa.Table.from_pylist(rows, schema=scored_schema()).to_pandas()


def words(pdf: Path) -> str:
    """The text of a PDF with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(pdf).pages).split())
