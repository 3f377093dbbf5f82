"""Evidence of known comment systems: the table of signals applied to a page."""

from __future__ import annotations

from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence
from comments.parsing.html.records import read_records, spans_of
from comments.parsing.html.signals import SYSTEMS, WIDGETS


def known_systems(tree: Tree, excluded: list[bool]) -> list[Evidence]:
    """What each system that left its marks in the page yields, where it is comments or pingbacks."""
    found = []
    marked = tree.marks()
    for system in SYSTEMS:
        if any(mark in marked for mark in system.marks) or (
            system.seen and system.seen in tree.html
        ):
            records = tree.select(system.record)
            records = [i for i in records if not excluded[i]]
            if records:
                evidence = read_records(
                    tree, system.name, spans_of(tree, records, system.flat), system
                )
                if evidence.comments or evidence.pingbacks:
                    found.append(evidence)
    return found


def absent_widgets(tree: Tree) -> list[str]:
    """Names of the services whose scripts would have loaded comments into this page."""
    scripts = (
        text for attributes, text in tree.scripts if "json" not in (attributes.get("type") or "")
    )
    loaded = "\n".join((tree.marks(), " ".join(tree.by_tag), *scripts))
    return [w.name for w in WIDGETS if any(mark in loaded for mark in w.marks)]
