"""What `comments read --explain` shows: one part of a page, and the evidence that decided about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """One part of a page.

    `place` is where it stands: line numbers of a text copy ("12-14"), or a path in HTML
    ("html > body > article"). `kind` is what it was read as ("comment", "body", "navigation" …),
    `rule` the rule that decided, `evidence` what the rule saw, `text` the part's first characters.
    """

    place: str
    kind: str
    rule: str
    evidence: tuple[str, ...]
    text: str
