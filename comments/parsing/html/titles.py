"""The article's title: what a page says it is, without the name of the site, and where it stands."""

from __future__ import annotations

import re
from typing import Any

from comments.parsing.html.dom import Tree
from comments.parsing.html.rendering import line_of

_HEADINGS = ("h1", "h2", "h3", "h4")
_NO_LETTER_OR_DIGIT = re.compile(r"[\W_]+")
_HEADLINE = re.compile("title|headline|heading")
_SEPARATOR = re.compile(r"\s+[|–—·•»«:/-]+\s+|\s*\|\s*|\s+::\s+")


def headlines(tree: Tree) -> list[int]:
    """Headings, by tag or by class, in document order."""
    found = {i for tag in _HEADINGS for i in tree.by_tag[tag]}
    for names, nodes in tree.by_names.items():
        if _HEADLINE.search(names):
            found.update(i for i in nodes if _HEADLINE.search(tree.attribute(i, "class")))
    return sorted(found)


def page_title(
    tree: Tree,
    article: dict[str, Any],
    meta: dict[str, str],
    outlet: str | None,
    skip: set[int],
    candidates: list[int],
) -> str | None:
    node = tree.parser.css_first("head title") or tree.parser.css_first("title")
    in_head = " ".join((node.text() if node else "").split())
    headings = [
        line
        for i in candidates
        if i not in skip and 0 < tree.words_in(i) <= 40 and (line := line_of(tree, i)) != outlet
    ]
    printed = max((h for h in headings if _alike(h, in_head)), key=len, default=None)
    candidate = (
        string(article.get("headline"))
        or meta.get("og:title")
        or printed
        or meta.get("twitter:title")
    )
    if candidate and printed and candidate != printed and printed in candidate:
        candidate = printed
    if candidate is None and in_head:
        candidate = in_head
    if candidate is None:
        return headings[0] if headings else None
    return _without_outlet(candidate, outlet)


def title_heading(
    tree: Tree, title: str | None, skip: set[int], candidates: list[int]
) -> int | None:
    """The heading that holds the title; the largest kind of heading first, then the first one."""
    wanted = _bare(title or "")
    if not wanted:
        return None
    best: tuple[float, int, int] | None = None
    for i in candidates:
        if i in skip or not 0 < tree.words_in(i) <= 60:
            continue
        own = _bare(line_of(tree, i))
        shorter, longer = sorted((own, wanted), key=len)
        if not shorter or shorter not in longer or len(shorter) < 0.4 * len(longer):
            continue
        rank = len(shorter) / len(longer) + (
            0.3 if tree.tag[i] == "h1" else 0.2 if tree.tag[i] in ("h2", "h3") else 0
        )
        if best is None or rank > best[0]:
            best = (rank, i, len(own))
    return best[1] if best else None


def _bare(text: str) -> str:
    return _NO_LETTER_OR_DIGIT.sub("", text.casefold())


def _alike(heading: str, title: str) -> bool:
    a, b = heading.casefold(), title.casefold()
    return bool(a) and len(a) > 3 and (a in b)


def _without_outlet(title: str, outlet: str | None) -> str:
    """A window title without the name of the site at its start or end."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if outlet:
        for part in (parts[-1], parts[0]):
            if part.casefold() == outlet.casefold():
                trimmed = (
                    title.removesuffix(part) if part is parts[-1] else title.removeprefix(part)
                )
                return trimmed.strip(" \t|–—·•»«:/-") or title
    return title


def string(value: Any) -> str | None:
    """A text on one line; None for anything that is no text."""
    return " ".join(value.split()) or None if isinstance(value, str) else None
