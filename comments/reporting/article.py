"""The report on one article: a PDF of one or two pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from comments.records import HOSTILITY_LEVELS
from comments.reporting.charts import style, svg, thread_figure
from comments.reporting.document import address, outside, write_document
from comments.reporting.fonts import OMITTED, drawable, is_omitted, shortened
from comments.reporting.sections import (
    caption,
    caveats,
    declared_number,
    details_part,
    facts,
    footer,
    methods,
    present,
    quotable,
    removed_by,
    removed_note,
    shares_part,
    summary,
)
from comments.reporting.wording import say
from comments.study.prevalence import FEWEST, prevalence
from comments.study.thread import tone_along

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from comments.reporting.provenance import Provenance
    from comments.study.prevalence import Prevalence

TITLE = 84
"""Longest title in em: three lines at its size."""


def write_article_report(
    article: Mapping[str, Any] | pd.Series[Any],
    comments: pd.DataFrame,
    provenance: Provenance,
    path: Path,
) -> None:
    """Write the report on `article`, a row of `article_schema`, to `path` as PDF.

    `comments` has the columns of `scored_schema`; rows of other articles are left aside. Equal
    input gives equal bytes. The report names no commenter and quotes no comment.
    """
    row = {str(name): value for name, value in article.items()}
    own = comments[comments["article_id"] == row["article_id"]]
    found = prevalence(own)
    written = found.comments > 0
    parts, behind = _parts(own, found) if written else (_empty_parts(row, own), {})
    data = {
        "title": present(row["title"]) or str(row["source"]),
        "author": say("author", version=provenance.package_version),
        "keywords": say("keywords"),
        "footer": footer(provenance),
        "kicker": say("article_kicker"),
        **_masthead(row),
        "counts": _counts(row, own, found),
        "notices": _notices(row, own),
        "summary": _summary(own, found) if written else [],
        "parts": parts,
        "end": [[caveats(quotable("quote", found, provenance))], [methods()]] if written else [],
        "facts": facts(provenance, _source_facts(row), behind),
    }
    write_document("article", data, path)


def _masthead(row: Mapping[str, Any]) -> dict[str, Any]:
    language = present(row["language"])
    title = shortened(drawable(present(row["title"]) or ""), TITLE)
    heading = outside(title or say("untitled"), language)
    names = ("outlet", "byline", "published_at")
    line = [outside(text) for name in names if (text := present(row[name]))]
    if not title or is_omitted(title):
        line.append(address(str(row["source"])))
    return {"heading": heading, "line": line}


def _counts(row: Mapping[str, Any], own: pd.DataFrame, found: Prevalence) -> list[dict[str, str]]:
    declared = declared_number(row["declared_comments"])
    written = own[own["removal"].isna()]
    numbers = {
        "declared": say("not_declared") if declared is None else f"{declared:,}",
        "found": f"{found.comments:,}",
        **({"removed_count": f"{found.removed:,}"} if found.removed else {}),
        "scored": f"{found.sentiment[0].n:,}",
        "replies": f"{int(written['parent_id'].notna().sum()):,}",
        "repeats": f"{int(written['duplicate_of'].notna().sum()):,}",
    }
    return [{"name": say(name), "value": value} for name, value in numbers.items()]


def _notices(row: Mapping[str, Any], own: pd.DataFrame) -> list[dict[str, Any]]:
    declared = declared_number(row["declared_comments"])
    texts = [text for text in row["warnings"] if present(text)]
    # The reader of the page may have said the same in its own words; saying it twice is better
    # than trusting that it did, unless its sentence holds both numbers.
    if declared is not None and declared != len(own) and len(own):
        numbers = {f"{declared:,}", f"{len(own):,}"}
        said = any(numbers <= set(re.findall(r"\d[\d,]*\b", text)) for text in texts)
        gone = int(own["removal"].notna().sum())
        removed = say("differ_removed", n=gone) if gone else ""
        texts += [] if said else [say("differ", declared=declared, found=len(own), removed=removed)]
    if row["confidence"] in {"medium", "low"} and len(own):
        texts.append(say("doubtful", reading=_reading(row)))
    shown = [outside(text) for text in texts]
    if OMITTED in outside(present(row["title"]) or "")["text"]:
        shown.append(outside(say("omitted_letters")))
    return shown


def _summary(own: pd.DataFrame, found: Prevalence) -> list[str]:
    abstained = found.sentiment[0].abstained
    repeats = int((own["duplicate_of"].notna() & own["removal"].isna()).sum())
    notes = [
        *removed_note(own),
        *([say("summary_repeats", n=repeats)] if repeats else []),
        *([say("abstained", n=abstained)] if abstained else []),
    ]
    return [*summary(found), *([" ".join(notes)] if notes else [])]


def _source_facts(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts = {"fact_source": "source", "fact_url": "url", "fact_parser": "parser"}
    dropped = ", ".join(
        say("dropped", n=int(piece["characters"]), reason=piece["reason"])
        for piece in row["dropped"]
    )
    return [
        *((say(key), text) for key, name in facts.items() if (text := present(row[name]))),
        (say("fact_reading"), _reading(row)),
        *([(say("fact_dropped"), dropped)] if dropped else []),
    ]


def _reading(row: Mapping[str, Any]) -> str:
    """How far the page's reading is to be trusted, and why."""
    confidence = say(f"reading.{row['confidence']}")
    if not len(row["reasons"]):
        return say("reading", confidence=confidence)
    return say("reading_because", confidence=confidence, reasons="; ".join(row["reasons"]))


def _empty_parts(row: Mapping[str, Any], own: pd.DataFrame) -> list[dict[str, Any]]:
    declared = declared_number(row["declared_comments"])
    if len(own):
        texts = [say("empty_removed", n=len(own), by=removed_by(own))]
    elif declared is None:
        texts = [say("empty_undeclared"), say("empty_remedy")]
    elif declared == 0:
        texts = [say("empty_zero")]
    else:
        texts = [say("empty_missing", declared=declared), say("empty_remedy")]
    return [
        {"kind": "heading", "text": say("empty_heading")},
        *({"kind": "prose", "text": text} for text in [*texts, say("empty_figures")]),
    ]


def _parts(own: pd.DataFrame, found: Prevalence) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The figures in order, and the number of comments behind each."""
    behind: dict[str, int] = {}
    thread = tone_along(own)
    note = say("thread_note")
    trend = (
        say("thread_note_few", fewest=FEWEST)
        if thread.window is None
        else say("thread_note_trend", window=thread.window)
    )
    with style():
        shares = shares_part(found, behind)
        along = {
            "kind": "picture",
            "caption": caption(behind, "figure_thread", found.comments),
            "note": f"{note} {trend}",
            "svg": svg(thread_figure(thread, own.loc[own["removal"].notna(), "position"])),
            "alt": _thread_alt(found),
        }
        return [shares, along, details_part(found, behind)], behind


def _thread_alt(found: Prevalence) -> str:
    levels = ", ".join(
        say("thread_alt_level", name=say(f"hostility.{name}"), n=share.count)
        for name, share in zip(HOSTILITY_LEVELS, found.hostility, strict=True)
    )
    return say("thread_alt", levels=levels)
