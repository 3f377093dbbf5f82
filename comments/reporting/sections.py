"""What both documents say in the same words: the summary, the caveats, the methods, the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from comments.reporting.document import address, outside
from comments.reporting.fonts import isolated, one_line
from comments.reporting.tables import (
    COMMUNITIES_SHOWN,
    class_name,
    class_rows,
    detail_rows,
    share_table,
    share_words,
)
from comments.reporting.wording import percent, say
from comments.study.prevalence import FEWEST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from comments.reporting.provenance import Provenance
    from comments.study.prevalence import Prevalence, Share


def present(value: object) -> str | None:
    """A table's cell as text on one line; None for a null in any of its guises, and for blanks."""
    return (one_line(value) or None) if isinstance(value, str) else None


def declared_number(value: float | None) -> int | None:
    """A cell of `declared_comments`; None where the page states none."""
    return None if value is None or value != value else int(value)  # noqa: PLR0124 - NaN


def headline(found: Prevalence) -> dict[str, Share]:
    """The four shares that a reader asks for first, by their word in the catalogue."""
    return {
        "negative": found.of("sentiment", "negative"),
        "uncivil": found.of("hostility_from", "uncivil"),
        "hostile": found.of("hostility_from", "hostile"),
        "sectarian": found.of("sectarian", "sectarian"),
    }


def summary(found: Prevalence) -> list[str]:
    """The headline shares in a sentence or two, and where their two estimates differ."""
    shares = headline(found)
    n = max(share.n for share in shares.values())
    if any(not share.is_sayable for share in shares.values()):
        counts = {name: share.count for name, share in shares.items()}
        return [say("summary_few", n=n) + " " + say("summary_counts", **counts)]
    words = {name: _counted(share, first=name == "negative") for name, share in shares.items()}
    differing = "; ".join(
        say("summary_mean", name=class_name(share), mean=percent(share.expected, share.n))
        for share in shares.values()
        if share.expected is not None and share.estimates_differ
    )
    return [
        say("summary_shares", n=n, **words),
        *([say("summary_differ", names=differing)] if differing else []),
    ]


def footer(provenance: Provenance) -> dict[str, Any]:
    """The line at the foot of every page."""
    return outside(
        say(
            "footer",
            version=provenance.package_version,
            model=provenance.model_name,
            digest=provenance.model_digest[:12],
        )
    )


def caveats(quote: str | None) -> dict[str, Any]:
    """What holds for every figure, with a sentence to quote where a share can be stated."""
    texts = [say("caveat_readers"), say("caveat_model"), say("caveat_people")]
    texts += [quote] if quote else []
    return {"heading": say("caveats"), "text": texts}


def methods() -> dict[str, Any]:
    """How the figures came about."""
    texts = [say("method_scores"), say("method_intervals", fewest=FEWEST)]
    return {"heading": say("methods"), "text": texts}


def facts(
    provenance: Provenance, own: Sequence[tuple[str, str]], behind: Mapping[str, int]
) -> list[dict[str, Any]]:
    """What a figure's reader needs to find its origin: `own` facts of the document, then the run's.

    `behind` is the number of comments behind each figure, by its label.
    """
    settings = " · ".join(f"{name}: {value}" for name, value in sorted(provenance.settings.items()))
    figures = " · ".join(
        say("behind", figure=figure.rstrip("."), n=n) for figure, n in behind.items()
    )
    failed = len(provenance.failures)
    named = [
        *own,
        (say("fact_package"), say("author", version=provenance.package_version)),
        (say("fact_model"), provenance.model_name),
        (say("fact_digest"), provenance.model_digest),
        (say("fact_settings"), settings or say("settings_none")),
        (say("fact_sources"), say("sources_read", sources=provenance.sources, failed=failed)),
        *([(say("fact_behind"), figures)] if figures else []),
    ]
    return [{"name": name, "value": address(value)} for name, value in named]


def caption(behind: dict[str, int], key: str, n: int) -> dict[str, str]:
    """The next figure's caption; notes in `behind` that it rests on `n` comments."""
    label = say("figure", number=f"{len(behind) + 1}")
    behind[label] = n
    return {"label": label, "text": say(key, n=n)}


def shares_part(found: Prevalence, behind: dict[str, int]) -> dict[str, Any]:
    """The main figure: sentiment, hostility and framing."""
    n = max(share.n for share in found.all_shares)
    return {
        "kind": "table",
        "caption": caption(behind, "figure_shares", n),
        "note": say("shares_note") if n >= FEWEST else None,
        "table": share_table(class_rows(found), n),
    }


def details_part(found: Prevalence, behind: dict[str, int]) -> dict[str, Any]:
    """The figure of targets, types, frames and communities, or a sentence if there are none."""
    rows = detail_rows(found)
    n = max(share.n for share in found.all_shares)
    if not rows:
        return {"kind": "prose", "text": say("no_details", n=n)}
    more = len(found.groups) - COMMUNITIES_SHOWN
    notes = [say("details_note"), *([say("details_more", n=more)] if more > 0 else [])]
    return {
        "kind": "table",
        "caption": caption(behind, "figure_details", n),
        "note": " ".join(notes),
        "table": share_table(rows, n),
    }


def quotable(key: str, found: Prevalence, provenance: Provenance) -> str | None:
    """The sentence `key` of the catalogue, to quote; None where the share cannot be stated."""
    share = found.of("hostility_from", "hostile")
    if not share.is_sayable:
        return None
    words, ends = share_words(share)
    mean = share.expected
    return say(
        key,
        n=share.n,
        mean="" if mean is None else say("quote_mean", mean=percent(mean, share.n)),
        count=share.count,
        share=words,
        interval=ends,
        version=provenance.package_version,
        model=isolated(provenance.model_name),
    )


def _counted(share: Share, *, first: bool) -> str:
    """A share as part of a sentence: `9 (75%, 95% interval 47–91%)`, then `2 (17%, 5–45%)`."""
    words, ends = share_words(share)
    key = "summary_first" if first else "summary_next"
    return say(key, count=share.count, share=words, interval=ends)
