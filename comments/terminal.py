"""What `comments read` shows: an article for people, or for programs, and why it was read so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from comments.running.progress import printable

if TYPE_CHECKING:
    from comments.parsing.regions import Region
    from comments.records import Article, Comment


def summary(article: Article) -> str:
    """An article for a terminal: facts, confidence, warnings, what was left out, and each comment."""
    return "\n".join(map(printable, _summary(article)))


def json_line(article: Article) -> str:
    """An article as one line of JSON, names as in `records`."""
    import json
    from dataclasses import asdict

    record = asdict(article)
    for comment in record["comments"]:
        comment["extra"] = dict(comment["extra"])
    return json.dumps(record, ensure_ascii=False)


def explanation(name: str, regions: list[Region]) -> str:
    """Why a document was read as it was, two lines a region."""
    return "\n".join(map(printable, _explanation(name, regions)))


def _summary(article: Article) -> Iterator[str]:
    facts = [article.outlet, article.byline, article.published_at, article.language]
    declared = article.declared_comments
    stated = "" if declared is None else f" (page declares {declared:,})"
    yield article.title or article.source
    yield "  " + " · ".join(f for f in facts if f)
    yield (
        f"  {len(article.body.split()):,} words, {article.found_comments:,} comments{stated}"
        f" [{article.parser}]"
    )
    yield f"  {article.confidence} confidence: {'; '.join(article.reasons)}"
    yield from (f"  ! {warning}" for warning in article.warnings)
    if article.dropped:
        parts = [f"{d.reason} ({d.characters:,} characters)" for d in article.dropped]
        yield f"  left out: {', '.join(parts)}"
    yield from map(_comment, article.comments)


def _comment(comment: Comment) -> str:
    indent = "    " + "  " * comment.depth
    who = f"{comment.author}: " if comment.author else ""
    repeat = " (repeats an earlier one)" if comment.duplicate_of else ""
    return f"{indent}{comment.position}. {who}{' '.join(comment.text.split())}{repeat}"


def _explanation(name: str, regions: list[Region]) -> Iterator[str]:
    yield name
    for region in regions:
        evidence = f"; {', '.join(region.evidence)}" if region.evidence else ""
        yield f"  {region.place}  {region.kind} [{region.rule}]{evidence}"
        if region.text:
            yield f"      {region.text}"
    if not regions:
        yield "  structured data: its own fields say what is what"
