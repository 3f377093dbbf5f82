"""What both documents say in the same words: the summary, the caveats, the methods, the footer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from comments.reporting.document import address, ours
from comments.reporting.fonts import drawable, isolated, one_line
from comments.reporting.tables import (
    COMMUNITIES_SHOWN,
    class_name,
    class_rows,
    detail_tables,
    effective,
    mean_words,
    of_people,
    share_table,
    share_words,
)
from comments.reporting.wording import listed, named, number, runs_right_to_left, say
from comments.study.clusters import FEWEST_ARTICLES
from comments.study.prevalence import FEWEST, FEWEST_AUTHORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from comments.reporting.document import Words
    from comments.reporting.provenance import Provenance
    from comments.study.prevalence import Prevalence, Share


STOPS = ".۔"
"""Full stops, of which Urdu has its own."""

REMOVERS = ("moderator", "author", "unknown")
"""Who removes comments, in the order in which they are named."""


def present(value: object) -> str | None:
    """A table's cell as text on one line; None for a null in any of its guises, and for blanks."""
    return (one_line(value) or None) if isinstance(value, str) else None


def declared_number(value: float | None) -> int | None:
    """A cell of `declared_comments`; None where the page states none."""
    return None if value is None or value != value else int(value)  # noqa: PLR0124 - NaN


def column_name(by: str) -> str:
    """What a column is called in a sentence: by its name in the tables, if the catalogue has none."""
    return named(f"by.{by}", isolated(by))


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
        few = say("summary_few", n=n, people=of_people(shares["hostile"]))
        return [few + " " + say("summary_counts", **counts)]
    words = {name: _counted(share, first=name == "negative") for name, share in shares.items()}
    differing = listed(
        (
            say("summary_mean", name=class_name(share), mean=mean_words(share))
            for share in shares.values()
            if share.estimates_differ
        ),
        "semicolon",
    )
    return [
        " ".join(
            [
                say("summary_shares", n=n, **words),
                *_worth(shares["hostile"]),
                *independent_note(shares["hostile"]),
            ]
        ),
        *([say("summary_differ", names=differing)] if differing else []),
    ]


def footer(provenance: Provenance) -> dict[str, Any]:
    """The line at the foot of every page."""
    later = _drawn_later(provenance)
    version = provenance.package_version
    return ours(
        say(
            "footer",
            version=f"{version} / {later}" if later else version,
            model=isolated(provenance.model_name),
            digest=isolated(provenance.model_digest[:12]),
        )
    )


def caveats(quote: str | None) -> dict[str, Any]:
    """What holds for every figure, with a sentence to quote where a share can be stated."""
    texts = [say("caveat_readers"), say("caveat_model"), say("caveat_people")]
    texts += [quote] if quote else []
    return {"heading": say("caveats"), "text": texts}


def methods(provenance: Provenance) -> dict[str, Any]:
    """How the figures came about."""
    limits = {"fewest": FEWEST, "authors": FEWEST_AUTHORS, "articles": FEWEST_ARTICLES}
    uncalibrated = "probabilities" in provenance.settings
    texts = [
        say("method_scores"),
        *([say("method_uncalibrated")] if uncalibrated else []),
        say("method_intervals", **limits),
    ]
    return {"heading": say("methods"), "text": texts}


def removed_by(comments: pd.DataFrame) -> str:
    """Who removed the removed ones of `comments`: "2 by moderators, 1 by its author"."""
    counts = comments["removal"].value_counts()
    known = [name for name in REMOVERS if name in counts]
    return listed(say(f"removed.{name}", n=int(counts[name])) for name in known)


def removed_note(comments: pd.DataFrame) -> list[str]:
    """A sentence on removed comments, if there are any."""
    n = int(comments["removal"].notna().sum())
    return [say("removed", n=n, by=removed_by(comments))] if n else []


def abstained_note(found: Prevalence, outside: Mapping[str, int]) -> list[str]:
    """On how many comments the model abstained, and in which languages, if there are any; `outside`
    are the comments in each language outside the model.
    """
    foreign = Counter(outside)
    by = listed(
        f"{say('language_unknown') if code == 'und' else isolated(code)} {number(n)}"
        for code, n in foreign.most_common()
    )
    n = found.sentiment[0].abstained
    return [
        *([say("abstained", n=n)] if n else []),
        *([say("outside_model", n=foreign.total(), languages=by)] if foreign else []),
    ]


def facts(
    provenance: Provenance, own: Sequence[tuple[str, Words]], behind: Mapping[str, int]
) -> list[dict[str, Any]]:
    """What a figure's reader needs to find its origin: `own` facts of the document under
    their keys in the catalogue, then the run's.

    `behind` is the number of comments behind each figure, by its label.
    """
    settings = " · ".join(
        f"{named(f'setting.{name}', isolated(name))}: {named(f'setting.{value}', isolated(value))}"
        for name, value in sorted(provenance.settings.items())
    )
    figures = " · ".join(
        say("behind", figure=figure.rstrip(STOPS), n=n) for figure, n in behind.items()
    )
    failed = len(provenance.failures)
    later = _drawn_later(provenance)
    of_run = [
        ("fact_package", address(say("author", version=provenance.package_version))),
        *([("fact_drawn_by", address(say("author", version=later)))] if later else []),
        ("fact_model", address(provenance.model_name)),
        ("fact_digest", address(provenance.model_digest)),
        *_receipt(provenance),
        ("fact_settings", ours(settings or say("settings_none"))),
        ("fact_sources", ours(say("sources_read", sources=provenance.sources, failed=failed))),
        *([("fact_behind", ours(figures))] if figures else []),
    ]
    return [{"name": say(key), "value": value} for key, value in [*own, *of_run]]


def _drawn_later(provenance: Provenance) -> str | None:
    """The version that drew the documents and computed their figures, if it is not the run's."""
    drawn = provenance.drawn_by
    return None if drawn in {None, provenance.package_version} else drawn


def _receipt(provenance: Provenance) -> list[tuple[str, Words]]:
    """The receipt, or why a run's document has none."""
    if provenance.receipt:
        return [("fact_receipt", address(provenance.receipt.hash))]
    return [("fact_receipt", ours(say("no_receipt")))] if provenance.drawn_by else []


def caption(behind: dict[str, int], key: str, n: int, **values: str) -> dict[str, str]:
    """The next figure's caption; notes in `behind` that it rests on `n` comments."""
    label = say("figure", number=len(behind) + 1)
    behind[label] = n
    return {"label": label, "text": say(key, n=n, **values)}


def continued(
    tables: Iterable[dict[str, Any]], label: dict[str, str], note: str
) -> Iterator[dict[str, Any]]:
    """A figure in pieces that each fit a page, the note under the last."""
    figure, stop = label["label"].rstrip(STOPS), label["label"][-1]
    again = {**label, "label": say("continued", figure=figure) + stop}
    pieces = list(tables)
    for place, table in enumerate(pieces, start=1):
        yield {
            "kind": "table",
            "caption": label if place == 1 else again,
            "note": note if place == len(pieces) else None,
            "table": table,
        }


def listing(
    rows: list[list[str | Words]],
    heading: str,
    columns: Sequence[tuple[str, int]],
    text: str | None = None,
) -> list[dict[str, Any]]:
    """A plain table under a heading; nothing where it has no rows.

    `columns` are keys of the catalogue with widths in millimetres.
    """
    if not rows:
        return []
    return [
        {
            "kind": "list",
            "heading": say(heading),
            "text": text,
            "columns": [width for _, width in columns],
            "header": [say(key) for key, _ in columns],
            "rows": rows,
        }
    ]


def citation(provenance: Provenance) -> dict[str, Any]:
    """How to cite the software and its figures."""
    software = say(
        "cite_software",
        version=provenance.package_version,
        model=drawable(provenance.model_name),
        digest=provenance.model_digest,
    )
    # In languages that run from the right it stays in Latin letters, and runs from the left.
    cited = address(software) if runs_right_to_left() else software
    return {"heading": say("cite"), "text": [cited, say("cite_figures")]}


def shares_part(found: Prevalence, behind: dict[str, int]) -> dict[str, Any]:
    """The main figure: sentiment, hostility and framing."""
    n = max(share.n for share in found.all_shares)
    rows = class_rows(found)
    sayable = [share for row in rows for share in row.shares if share.is_sayable]
    differ = any(share.estimates_differ for share in sayable)
    notes = [say("shares_note"), *([say("means_note")] if differ else [])]
    return {
        "kind": "table",
        "caption": caption(behind, "figure_shares", n),
        "note": " ".join(notes) if found.sentiment[0].is_sayable else None,
        "table": share_table(rows, n),
    }


def details_part(found: Prevalence, behind: dict[str, int]) -> dict[str, Any]:
    """The figure of targets, types, frames and communities, or a sentence if there are none."""
    tables = detail_tables(found)
    n = max(share.n for share in found.all_shares)
    if not tables:
        return {"kind": "prose", "text": say("no_details", n=n)}
    more = len(found.groups) - COMMUNITIES_SHOWN
    notes = [say("details_note"), *([say("details_more", n=more)] if more > 0 else [])]
    return {
        "kind": "tables",
        "caption": caption(behind, "figure_details", n),
        "note": " ".join(notes),
        "tables": tables,
    }


def quotable(key: str, found: Prevalence, provenance: Provenance) -> str | None:
    """The sentence `key` of the catalogue, to quote; None where the share cannot be stated."""
    share = found.of("hostility_from", "hostile")
    if not share.is_sayable:
        return None
    words, ends = share_words(share)
    mean = mean_words(share)
    return say(
        key,
        n=share.n,
        mean=say("quote_mean", mean=mean) if mean else "",
        worth=say("quote_worth", worth=worth) if (worth := effective(share)) < share.n else "",
        count=share.count,
        share=words,
        interval=ends,
        version=provenance.package_version,
        model=isolated(provenance.model_name),
        independent="".join(f" {note}" for note in independent_note(share)),
    )


def independent_note(share: Share) -> list[str]:
    """A warning where nothing is known of which comments belong together."""
    return [say("independent")] if share.authors is None and not share.clusters else []


def _worth(share: Share) -> list[str]:
    """A sentence on the effective number of comments, where it is below their number."""
    worth = effective(share)
    if worth >= share.n:
        return []
    kinds = [say(f"worth.{kind}") for kind, _ in reversed(share.clusters)]
    named = say("worth.and", first=kinds[0], second=kinds[1]) if len(kinds) > 1 else kinds[0]
    return [say("worth", kinds=named, n=share.n, worth=worth)]


def _counted(share: Share, *, first: bool) -> str:
    """A share as part of a sentence: `9 (75%, 95% interval 47–91%)`, then `2 (17%, 5–45%)`."""
    words, ends = share_words(share)
    key = "summary_first" if first else "summary_next"
    return say(key, count=share.count, share=words, interval=ends)
