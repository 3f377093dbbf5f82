"""What a run left out or did not find, counted: nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from comments.running.folder import RunFolder
from comments.running.progress import counted
from comments.running.results import rows

MOST_REASONS = 5
"""Reasons that the summary names; `run.json` has all."""


def losses(folder: RunFolder, today: date) -> dict[str, Any]:
    """For `run.json`, of the finished tables: what pages declare against what was found on them, what
    was read as neither article nor comment, by reason, and what has a date that is still to come.

    Only articles that declare a number count for the first; `pages short` are those on which fewer
    comments were found than declared. Characters are without white space.
    """
    declaring = declared = found = short = 0
    dropped: dict[str, dict[str, int]] = {}
    for stated, count, pieces in rows(
        folder, "articles", ("declared_comments", "found_comments", "dropped")
    ):
        if stated is not None:
            declaring, declared, found = declaring + 1, declared + stated, found + count
            short += count < stated
        for piece in pieces:
            own = dropped.setdefault(piece["reason"], {"articles": 0, "blocks": 0, "characters": 0})
            own["articles"] += 1
            own["blocks"] += piece["blocks"]
            own["characters"] += piece["characters"]
    largest = sorted(dropped.items(), key=lambda item: (-item[1]["characters"], item[0]))
    return {
        "pages that declare comments": declaring,
        "comments declared there": declared,
        "comments found there": found,
        "pages short": short,
        "left out": dict(largest),
        "dated after the run": {
            "articles": _ahead(folder, "articles", "published_at", today),
            "comments": _ahead(folder, "comments", "posted_at", today),
        },
    }


def _ahead(folder: RunFolder, table: str, column: str, today: date) -> int:
    """How many rows have a date later than tomorrow, which has begun in the east."""
    latest = (today + timedelta(days=1)).isoformat()
    times = (time for (time,) in rows(folder, table, [column]))
    return sum(time is not None and time[: len(latest)] > latest for time in times)


def told(counts: Mapping[str, Any], lost: Mapping[str, Any]) -> list[str]:
    """The summary for people: counts, and what was lost."""
    lines = [
        f"Counted   {counted(counts['sources'], 'source')}: {counted(counts['articles'], 'article')}, "
        f"{counts['articles with comments']:,} with comments; {counted(counts['comments'], 'comment')}, "
        f"{counts['comments without scores']:,} without scores, "
        f"{counted(counts['repeated comments'], 'repeat')}; {counted(counts['failures'], 'failure')}"
    ]
    if lost["pages that declare comments"]:
        lines.append(
            f"Declared  {lost['comments declared there']:,} comments on "
            f"{lost['pages that declare comments']:,} pages, {lost['comments found there']:,} found; "
            f"{lost['pages short']:,} pages are short (see declared_comments in articles.csv)"
        )
    if lost["left out"]:
        largest = list(lost["left out"].items())[:MOST_REASONS]
        named = ", ".join(f"{reason} ({n['characters']:,} characters)" for reason, n in largest)
        more = len(lost["left out"]) - len(largest)
        lines.append(f"Left out  {named}{f' and {more} more kinds' if more else ''}")
    ahead = lost["dated after the run"]
    if any(ahead.values()):
        lines.append(
            f"Dates     later than today: {counted(ahead['articles'], 'article')}, "
            f"{counted(ahead['comments'], 'comment')} (see published_at and posted_at in the tables); "
            "figures over time have them where the pages put them"
        )
    return lines
