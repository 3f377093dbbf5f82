"""The report on one article: a PDF of one or two pages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from comments.parsing.removals import NOTICE
from comments.records import HOSTILITY_LEVELS
from comments.reporting.charts import style, svg
from comments.reporting.document import Words, address, nastaliq, ours, outside, write_document
from comments.reporting.fonts import OMITTED, drawable, is_omitted, isolated, shortened
from comments.reporting.quotes import quotes_part
from comments.reporting.sections import (
    abstained_note,
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
from comments.reporting.settings import DEFAULTS, DocumentSettings
from comments.reporting.thread_marks import picture_of
from comments.reporting.thread_picture import thread_figure
from comments.reporting.wording import date, listed, number, say, speaking
from comments.scoring.languages import outside_by_language
from comments.study.prevalence import FEWEST, prevalence

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
    settings: DocumentSettings = DEFAULTS,
) -> None:
    """Write the report on `article`, a row of `article_schema`, to `path` as PDF.

    `comments` has the columns of `scored_schema`; rows of other articles are left aside. Equal
    input gives equal bytes. The report names no commenter, and quotes no comment unless `settings`
    ask for it.
    """
    row = {str(name): value for name, value in article.items()}
    row["source"] = provenance.place(str(row["source"]))
    with speaking(settings.language):
        write_document("article", _data(row, comments, provenance, settings), path, settings)


def _data(
    row: Mapping[str, Any],
    comments: pd.DataFrame,
    provenance: Provenance,
    settings: DocumentSettings,
) -> dict[str, Any]:
    provenance = provenance.of_article(row["article_id"])
    own = comments[comments["article_id"] == row["article_id"]]
    found = prevalence(own)
    written = found.comments > 0
    parts, behind = _parts(own, found) if written else (_empty_parts(row, own), {})
    parts += quotes_part(own, in_nastaliq=settings.nastaliq) if settings.quotes else []
    return {
        "title": present(row["title"]) or str(row["source"]),
        "author": say("author", version=provenance.package_version),
        "keywords": say("keywords"),
        "footer": footer(provenance),
        "kicker": say("article_kicker"),
        **_masthead(row, in_nastaliq=settings.nastaliq),
        "counts": _counts(row, own, found),
        "notices": _notices(row, own),
        "summary": _summary(own, found, provenance) if written else [],
        "parts": parts,
        "end": [[caveats(quotable("quote", found, provenance))], [methods(provenance)]]
        if written
        else [],
        "facts": facts(provenance, _source_facts(row), behind),
    }


def _masthead(row: Mapping[str, Any], *, in_nastaliq: bool) -> dict[str, Any]:
    language = present(row["language"])
    title = shortened(drawable(present(row["title"]) or ""), TITLE)
    heading = outside(title or say("untitled"), language)
    line = [outside(text) for name in ("outlet", "byline") if (text := present(row[name]))]
    if posted := present(row["published_at"]):
        shown = date(posted)
        line.append(outside(shown) if shown == posted else ours(shown))
    if not title or is_omitted(title):
        line.append(address(str(row["source"])))
    return {"heading": nastaliq(heading) if in_nastaliq else heading, "line": line}


def _counts(row: Mapping[str, Any], own: pd.DataFrame, found: Prevalence) -> list[dict[str, str]]:
    declared = declared_number(row["declared_comments"])
    written = own[own["removal"].isna()]
    numbers = {
        "declared": say("not_declared") if declared is None else number(declared),
        "found": number(found.comments),
        **({"removed_count": number(found.removed)} if found.removed else {}),
        "scored": number(found.sentiment[0].n),
        "replies": number(_replies(own)),
        "repeats": number(int(written["duplicate_of"].notna().sum())),
    }
    return [{"name": say(name), "value": value} for name, value in numbers.items()]


def _replies(own: pd.DataFrame) -> int:
    """Replies that are there to be read, whether or not what they answer is."""
    return int((own["parent_id"].notna() & own["removal"].isna()).sum())


def _notices(row: Mapping[str, Any], own: pd.DataFrame) -> list[dict[str, Any]]:
    declared = declared_number(row["declared_comments"])
    gone = int(own["removal"].notna().sum())
    # The summary says in the report's language how many are removed, and by whom.
    told = [text for text in row["warnings"] if present(text) and not (gone and NOTICE in text)]
    texts: list[str] = []
    # The reader of the page may have said the same in its own words; saying it twice is better
    # than trusting that it did, unless its sentence holds both numbers.
    if declared is not None and declared != len(own) and len(own):
        numbers = {f"{declared:,}", f"{len(own):,}"}
        said = any(numbers <= set(re.findall(r"\d[\d,]*\b", text)) for text in told)
        removed = say("differ_removed", n=gone) if gone else ""
        texts += [] if said else [say("differ", declared=declared, found=len(own), removed=removed)]
    if row["confidence"] in {"medium", "low"} and len(own):
        texts.append(say("doubtful", reading=_reading(row)))
    if OMITTED in outside(present(row["title"]) or "")["text"]:
        texts.append(say("omitted_letters"))
    # The reader of the page warns in English.
    return [*(outside(text, "en") for text in told), *map(ours, texts)]


def _summary(own: pd.DataFrame, found: Prevalence, provenance: Provenance) -> list[str]:
    repeats = int((own["duplicate_of"].notna() & own["removal"].isna()).sum())
    notes = [
        *removed_note(own),
        *([say("summary_repeats", n=repeats)] if repeats else []),
        *abstained_note(found, _outside(own, provenance)),
    ]
    return [*summary(found), *([" ".join(notes)] if notes else [])]


def _outside(own: pd.DataFrame, provenance: Provenance) -> Counter[str]:
    """Comments in each language outside the model."""
    known = None if provenance.languages is None else frozenset(provenance.languages)
    rows = (own[name] for name in ("text", "language", "removal"))
    return outside_by_language(zip(*rows, strict=True), known)


def _source_facts(row: Mapping[str, Any]) -> list[tuple[str, Words]]:
    facts = {"fact_source": "source", "fact_url": "url", "fact_parser": "parser"}
    dropped = listed(
        say("dropped", n=int(piece["characters"]), reason=isolated(piece["reason"]))
        for piece in row["dropped"]
    )
    return [
        *((key, address(text)) for key, name in facts.items() if (text := present(row[name]))),
        ("fact_reading", ours(_reading(row))),
        *([("fact_dropped", ours(dropped))] if dropped else []),
    ]


def _reading(row: Mapping[str, Any]) -> str:
    """How far the page's reading is to be trusted, and why."""
    confidence = say(f"reading.{row['confidence']}")
    if not len(row["reasons"]):
        return say("reading", confidence=confidence)
    return say(
        "reading_because", confidence=confidence, reasons=isolated("; ".join(row["reasons"]))
    )


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
    with style():
        parts = [shares_part(found, behind), _thread_part(own, found, behind)]
        return [*parts, details_part(found, behind)], behind


def _thread_part(own: pd.DataFrame, found: Prevalence, behind: dict[str, int]) -> dict[str, Any]:
    picture = picture_of(own)
    replies = sum(arc.count for arcs in picture.arcs for arc in arcs)
    trend = (
        say("thread_note_few", fewest=FEWEST)
        if picture.window is None
        else say("thread_note_trend", window=picture.window)
    )
    notes = [
        say("thread_note_lanes"),
        *([say("thread_note_arcs")] if replies else []),
        *([say("thread_note_together", n=picture.together)] if picture.together > 1 else []),
        say("thread_note_tone"),
        trend,
    ]
    return {
        "kind": "picture",
        "caption": caption(behind, "figure_thread", found.comments),
        "note": " ".join(notes),
        "svg": svg(thread_figure(picture)),
        "alt": _thread_alt(found, _replies(own)),
    }


def _thread_alt(found: Prevalence, replies: int) -> str:
    levels = listed(
        say("thread_alt_level", name=say(f"hostility.{name}"), n=share.count)
        for name, share in zip(HOSTILITY_LEVELS, found.hostility, strict=True)
    )
    return say("thread_alt", levels=levels, replies=replies)
