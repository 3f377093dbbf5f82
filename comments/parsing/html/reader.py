"""One saved HTML page to a `Reading`: comments first, then the article without them."""

from __future__ import annotations

from dataclasses import dataclass

from comments.parsing.html.article import Metadata, fill_from_lines, read_metadata
from comments.parsing.html.body import read_body
from comments.parsing.html.decode import decode
from comments.parsing.html.dom import Tree, parse
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.json_fields import Json
from comments.parsing.html.records import elsewhere
from comments.parsing.html.repeated import repeated_records
from comments.parsing.html.sections import count_declared, record_nodes, section_around
from comments.parsing.html.settling import settle
from comments.parsing.html.structured import linked_comments, linked_data, state_comments
from comments.parsing.html.systems import absent_widgets, known_systems
from comments.parsing.html.times import moment
from comments.parsing.reading import ReadComment, Reading

_NONE = Evidence("none", [])
_TRUST = {"names": 1.0, "structure": 0.9, "json-ld": 0.9, "state": 0.8}
_TRUST_IN_SYSTEMS = 1.1
"""How much a layer counts against another that found as many comments."""
_WHOLE = 0.9
"""Completeness from which a known system's comments need no second opinion."""


@dataclass(slots=True)
class Separation:
    """A page taken apart, with everything as it is printed."""

    tree: Tree
    evidence: Evidence
    metadata: Metadata
    body: list[str]
    warnings: list[str]


def read_html(data: bytes | str, *, url: str | None = None) -> Reading:
    """Article and comments of one saved page; an empty reading where there is nothing to read."""
    return hand_over(separate(data), url=url)


def hand_over(page: Separation, *, url: str | None = None) -> Reading:
    """The reading of a page that was taken apart: times in ISO 8601, nothing else changed."""
    found, meta = page.evidence, page.metadata
    language = meta.language
    languages = (language,) if language else ()
    return Reading(
        title=meta.title,
        body="\n\n".join(page.body),
        parser=f"html:{found.rule}",
        byline=meta.byline,
        published_at=moment(meta.published, languages),
        outlet=meta.outlet,
        url=url or meta.url,
        language=language,
        declared_comments=found.declared if found.declared is not None else meta.declared,
        comments=tuple(_comment(c, languages) for c in found.comments),
        warnings=tuple(page.warnings),
    )


def separate(data: bytes | str) -> Separation:
    """The page as evidence, before times are read and anything is thrown away."""
    tree = parse(decode(data))
    data_islands = linked_data(tree)
    evidence = _strongest(tree, data_islands)
    warnings = [*evidence.warnings, *settle(evidence)]
    if not evidence.comments and (absent := absent_widgets(tree)):
        warnings.append(
            f"comments loaded by a third-party widget ({', '.join(absent)}), not in this file"
        )
    metadata = read_metadata(tree, data_islands, record_nodes(tree, evidence))
    cut = section_around(tree, evidence, metadata.heading)
    evidence.declared = count_declared(tree, evidence)
    body = read_body(tree, cut, metadata.heading)
    fill_from_lines(metadata, body)
    return Separation(tree, evidence, metadata, body, warnings)


def _strongest(tree: Tree, data_islands: list[Json]) -> Evidence:
    excluded = elsewhere(tree)
    layers = known_systems(tree, excluded)
    if not any(e.weight > _WHOLE * len(e.comments) for e in layers):
        layers += repeated_records(tree, excluded)
    for island in (linked_comments(data_islands), state_comments(tree)):
        if island:
            layers.append(island)
    return max(
        layers, key=lambda e: e.weight * _TRUST.get(e.rule, _TRUST_IN_SYSTEMS), default=_NONE
    )


def _comment(found: Found, languages: tuple[str, ...]) -> ReadComment:
    return ReadComment(
        text=found.text,
        author=found.author,
        posted_at=moment(found.time, languages) or moment(found.shown_time, languages),
        likes=found.likes,
        parent=found.parent,
        depth=found.depth,
    )
