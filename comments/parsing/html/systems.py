"""Evidence of known comment systems: the table of signals applied to a page."""

from __future__ import annotations

from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence
from comments.parsing.html.records import read_records, spans_of
from comments.parsing.html.signals import SYSTEMS, WIDGETS

_MARKED = ("itemtype", "src", "data-spot-im-class", "data-spotim-module", "data-spot-id")


def known_systems(tree: Tree, excluded: list[bool]) -> list[Evidence]:
    """What each system that left its marks in the page yields; only those with comments."""
    found = []
    marked = _marked(tree)
    for system in SYSTEMS:
        if any(mark in marked for mark in system.marks):
            records = tree.select(system.record)
            records = [i for i in records if not excluded[i]]
            if records:
                evidence = read_records(
                    tree, system.name, spans_of(tree, records, system.flat), system
                )
                if evidence.comments:
                    found.append(evidence)
    return found


def absent_widgets(tree: Tree) -> list[str]:
    """Names of the services whose scripts would have loaded comments into this page."""
    scripts = (
        text for attributes, text in tree.scripts if "json" not in (attributes.get("type") or "")
    )
    loaded = "\n".join((_marked(tree), " ".join(set(tree.tag)), *scripts))
    return [w.name for w in WIDGETS if any(mark in loaded for mark in w.marks)]


def _marked(tree: Tree) -> str:
    """Every class, id, item type and loaded address of the page, once: where systems leave marks."""
    found = set(tree.names)
    for i in tree.select(", ".join(f"[{name}]" for name in _MARKED)):
        found.update(value for name in _MARKED if (value := tree.attribute(i, name)))
    return "\n".join(found)
