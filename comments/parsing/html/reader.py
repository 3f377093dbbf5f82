"""One saved HTML page to a `Reading`: comments first, then the article without them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from comments.parsing.html.article import Metadata, fill_from_lines, read_metadata
from comments.parsing.html.body import Body, read_body
from comments.parsing.html.clock import Now, page_now
from comments.parsing.html.confidence import judge
from comments.parsing.html.dating import Dated, date_comments
from comments.parsing.html.dom import Tree
from comments.parsing.html.dropped import OTHER_FRAME, account, length, merged
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.frames import (
    Frame,
    best_frame,
    inner_documents,
    read_document,
    read_frames,
)
from comments.parsing.html.json_fields import Json
from comments.parsing.html.parts import Part, parts_of
from comments.parsing.html.records import elsewhere
from comments.parsing.html.repeated import repeated_records
from comments.parsing.html.sections import count_declared, record_nodes, section_around
from comments.parsing.html.settling import settle
from comments.parsing.html.structured import linked_comments, linked_data, state_comments
from comments.parsing.html.systems import absent_widgets, known_systems
from comments.parsing.html.times import moment
from comments.parsing.reading import ReadComment, Reading
from comments.records import Dropped

_NONE = Evidence("none", [])
_TRUST = {"names": 1.0, "structure": 0.9, "json-ld": 0.9, "state": 0.8}
_TRUST_IN_SYSTEMS = 1.1
_WHOLE = 0.9
"""Completeness from which a known system's comments need no second opinion."""
_PLACE = re.compile(r" (?:comments|comments-area|respond|comment-form|commentform) ")
"""Class or id of a box where pages keep comments; it is there even if there are none."""
_IN_DATA = frozenset(("json-ld", "state"))


@dataclass(slots=True)
class Separation:
    """A page taken apart, with everything as it is printed.

    `layers` is all evidence that was weighed, `frames` the documents inside the page, `frame` the one
    of them whose comments are the page's, and `cut` the nodes around the comments that are no part
    of the article.
    """

    tree: Tree
    evidence: Evidence
    metadata: Metadata
    body: Body
    warnings: list[str]
    layers: list[Evidence] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)
    frames: list[Frame] = field(default_factory=list)
    frame: Frame | None = None


def read_html(
    data: bytes | str,
    *,
    url: str | None = None,
    charset: str | None = None,
    saved_at: str | None = None,
    frames: tuple[bytes, ...] = (),
) -> Reading:
    """Article and comments of one saved page; an empty reading where there is nothing to read.

    `charset` is what the HTTP header said, `saved_at` (ISO 8601) when the page was saved, `frames`
    the documents that it shows in itself: where one of them has more comments than the page, they
    are the page's.
    """
    page = separate(data, charset=charset, frames=frames)
    return hand_over(page, url=url, saved_at=saved_at)


def trust(evidence: Evidence) -> float:
    """How much a comment of this layer counts against one of another."""
    return _TRUST.get(evidence.rule, _TRUST_IN_SYSTEMS)


def weight(evidence: Evidence) -> float:
    """How much a layer's comments count against those of another layer."""
    return evidence.weight * trust(evidence)


def hand_over(page: Separation, *, url: str | None = None, saved_at: str | None = None) -> Reading:
    """The reading of a page that was taken apart: times in ISO 8601, the rest accounted for."""
    found, meta = page.evidence, page.metadata
    languages = (meta.language,) if meta.language else ()
    published = moment(meta.published, languages)
    declared = found.declared if found.declared is not None else meta.declared

    def now_of(known: Iterable[str]) -> Now | None:
        article = (published, moment(meta.modified, languages))
        return page_now(page.tree, saved_at=saved_at, article=article, known=known)

    dated, about_times = date_comments(found.comments, languages, now_of, published)
    absent = [] if found.comments else absent_widgets(page.tree)
    warnings = [*page.warnings, *about_times]
    if absent:
        warnings.append(
            f"comments loaded by a third-party widget ({', '.join(absent)}), not in this file"
        )
    place = not found.comments and _PLACE.search(page.tree.marks()) is not None
    verdict = judge(found, declared, [o for o in page.layers if o is not found], absent, place)
    if page.frame:
        verdict.reasons.insert(0, "the comments stand in a document inside the page, in a frame")
    return Reading(
        title=meta.title,
        body="\n\n".join(page.body.lines),
        parser=f"html:{found.rule if found.comments else _NONE.rule}",
        byline=meta.byline,
        published_at=published,
        outlet=meta.outlet,
        url=url or meta.url,
        language=meta.language,
        declared_comments=declared,
        comments=tuple(map(_comment, found.comments, dated)),
        confidence=verdict.level,
        reasons=tuple(verdict.reasons),
        dropped=merged(*_accounts(page)),
        warnings=tuple(warnings),
    )


def separate(
    data: bytes | str, *, charset: str | None = None, frames: tuple[bytes, ...] = ()
) -> Separation:
    """The page as evidence, before times are read and anything is thrown away."""
    tree = read_document(data, charset)
    data_islands = linked_data(tree)
    layers = _layers(tree, data_islands)
    evidence = max(layers, key=weight, default=_NONE)
    inner, unread = read_frames([*frames, *inner_documents(tree)], _strongest)
    frame = best_frame(inner, weight)
    if frame and weight(frame.evidence) <= weight(evidence):
        frame = None
    on_page = _NONE if frame else evidence
    if evidence.rule in _IN_DATA:
        _cover_twin(evidence, layers)
    chosen = frame.evidence if frame else evidence
    warnings = [*chosen.warnings, *settle(chosen)]
    if unread:
        warnings.append(f"{unread:,} of the documents inside the page were left unread.")
    metadata = read_metadata(tree, data_islands, record_nodes(tree, on_page))
    cut = section_around(tree, on_page, metadata.heading)
    chosen.declared = count_declared(frame.tree if frame else tree, chosen)
    body = read_body(tree, cut, metadata.heading)
    fill_from_lines(metadata, body.lines)
    return Separation(tree, chosen, metadata, body, warnings, layers, cut, inner, frame)


def _strongest(tree: Tree) -> Evidence:
    return max(_layers(tree, linked_data(tree)), key=weight, default=_NONE)


def _layers(tree: Tree, data_islands: list[Json]) -> list[Evidence]:
    excluded = elsewhere(tree)
    layers = known_systems(tree, excluded)
    if not any(e.weight > _WHOLE * len(e.comments) for e in layers):
        layers += repeated_records(tree, excluded)
    for island in (linked_comments(data_islands), state_comments(tree)):
        if island:
            layers.append(island)
    return layers


def _cover_twin(evidence: Evidence, layers: list[Evidence]) -> None:
    """Comments read from data are mostly drawn on the page as well: that is the same text twice."""
    drawn = max((o for o in layers if o.spans), key=weight, default=None)
    if drawn:
        evidence.spans = evidence.doubles = drawn.spans


def parts_in(page: Separation) -> Iterator[tuple[Tree, Evidence, Body, list[Part]]]:
    """Each document that was read, the page first, part by part."""
    on_page = _NONE if page.frame else page.evidence
    parts = parts_of(page.tree, on_page, page.body, page.cut, page.metadata.heading)
    yield page.tree, on_page, page.body, parts
    if page.frame:
        tree, inside = page.frame.tree, page.frame.evidence
        around = section_around(tree, inside, None)
        yield tree, inside, Body(), parts_of(tree, inside, Body(), around, None)


def _accounts(page: Separation) -> Iterator[list[Dropped]]:
    state = next((o for o in page.layers if o.rule == "state" and o is not page.evidence), None)
    for tree, evidence, body, parts in parts_in(page):
        yield account(tree, parts, evidence, body, state if tree is page.tree else None)
    for frame in page.frames:
        if frame is not page.frame:
            yield [Dropped(OTHER_FRAME, 1, length(frame.tree.text))]


def _comment(found: Found, dated: Dated) -> ReadComment:
    return ReadComment(
        text=found.text,
        author=found.author,
        posted_at=dated.moment,
        precision=dated.precision,
        likes=found.likes,
        dislikes=found.dislikes,
        original_id=found.original_id,
        removal=found.removal,
        parent=found.parent,
        depth=found.depth,
    )
