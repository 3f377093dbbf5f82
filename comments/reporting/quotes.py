"""Comments quoted word for word, for those who asked for it; chosen by a rule, not by a taste."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from comments.records import HOSTILITY_TARGETS
from comments.reporting.document import nastaliq, ours, outside
from comments.reporting.fonts import drawable, shortened
from comments.reporting.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from comments.reporting.document import Words

EACH = 2
"""Quotes of each target."""

LENGTH = 110
"""Longest quote in em, about three lines."""

HANDLE = re.compile(r"@\w[\w.-]*")


def quotes_part(own: pd.DataFrame, *, in_nastaliq: bool) -> list[dict[str, Any]]:
    """Typical comments on each target that is attacked, most attacked first; nothing without one.

    Typical are those nearest to the target's median of `p_hostile`. No comment stands twice, and
    neither does a text.
    """
    groups = list(_groups(own[own["removal"].isna() & own["hostility"].notna()], in_nastaliq))
    if not groups:
        return []
    return [
        {
            "kind": "quotes",
            "heading": say("quotes_heading"),
            "warning": ours(say("quotes_warning")),
            "rule": say("quotes_rule", n=EACH),
            "groups": groups,
        }
    ]


def _groups(scored: pd.DataFrame, in_nastaliq: bool) -> Iterator[dict[str, Any]]:
    attacked = {
        target: scored[[target in targets for targets in scored["hostility_target"]]]
        for target in HOSTILITY_TARGETS
    }
    seen: set[str] = set()
    for target, found in sorted(attacked.items(), key=lambda item: -len(item[1])):
        distance = (found["p_hostile"] - found["p_hostile"].median()).abs()
        ordered = found.assign(distance=distance).sort_values(["distance", "position"])
        chosen: list[Words] = []
        for row in ordered.to_dict("records"):
            text = _quoted(row["text"])
            if len(chosen) < EACH and text and text not in seen:
                seen.add(text)
                words = outside(text, row["language"])
                chosen.append(nastaliq(words) if in_nastaliq else words)
        if chosen:
            name = say("quotes_of", name=say(f"hostility_target.{target}"), n=len(found))
            yield {"name": name, "quotes": chosen}


def _quoted(text: str) -> str:
    """A comment on one line, without the names it calls; the quotation marks are the report's."""
    shown = shortened(drawable(HANDLE.sub("@…", text)), LENGTH)
    return say("quoted", text=shown) if shown else ""
