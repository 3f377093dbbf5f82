"""What each layer of evidence hands over: comments with their place in the page."""

from __future__ import annotations

from dataclasses import dataclass, field

from comments.records import Removal


@dataclass(slots=True)
class Found:
    """One comment as found; `parent` indexes the list it stands in.

    `time` is as given to machines, `shown_time` as printed. `answered` names whom it answers, where
    the page says no more than that. `span` is its record in the tree, None
    where it was read from data. A comment that was taken away (`removal`) may have no text.
    """

    text: str
    author: str | None = None
    time: str | None = None
    shown_time: str | None = None
    likes: int | None = None
    dislikes: int | None = None
    original_id: str | None = None
    removal: Removal | None = None
    answered: str | None = None
    parent: int | None = None
    depth: int = 0
    span: tuple[int, int] | None = None

    @property
    def completeness(self) -> float:
        """0 to 1: a text with a person and a time is a whole record."""
        if not self.text:
            return 0.0
        return 0.5 + 0.25 * (self.author is not None) + 0.25 * bool(self.time or self.shown_time)


@dataclass(slots=True)
class Evidence:
    """Comments that one rule found, and the spans (start, stop) of the tree that they cover.

    `doubles` are the spans of comments that the page shows a second time, `pingbacks` those of
    records that no reader wrote.
    """

    rule: str
    comments: list[Found]
    spans: list[tuple[int, int]] = field(default_factory=list)
    declared: int | None = None
    warnings: list[str] = field(default_factory=list)
    doubles: list[tuple[int, int]] = field(default_factory=list)
    pingbacks: list[tuple[int, int]] = field(default_factory=list)

    @property
    def weight(self) -> float:
        return sum(comment.completeness for comment in self.comments)
