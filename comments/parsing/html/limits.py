"""What would cost the parser quadratic time, taken out of a page before it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_DEPTH = 500
"""Nesting kept, near what browsers keep (Chromium: 512). Lexbor needs quadratic time beyond."""

_MAX_OPTIONS = 5_000
_OPTIONS = frozenset(("option", "optgroup"))
_OPTION = re.compile("<[oO][pP][tT]")
_LARGE = 30_000
"""Pages of fewer characters cannot hold the attributes that Lexbor needs a fifth of a second for."""
_ATTRIBUTE = r"""[\s/]*+(?>=[^\s/>=]*+|[^\s/>=]++)(?>\s*+=\s*+(?>"[^"]*+"|'[^']*+'|[^\s>"']*+))?+"""
"""As browsers read it: with "=" at the start of a name, "<" in it, and no space before the next."""
_MANY_ATTRIBUTES = re.compile(rf"<([a-zA-Z][^\s/<>]*+)(?=[\s/])(?>{_ATTRIBUTE}){{500,}}+[^>]*+>?")
"""Searched for at every "<", since scripts can hold what only looks like the start of a tag. Where a
search fails it has passed 500 attributes at most, and so no more than 500 such starts."""
_MAX_REBUILT = 1_000_000
_FEW_TAGS = 2_000
"""Of so many tags, n formatting and m others cannot make more than n * m = `_MAX_REBUILT` nodes."""
_SMALL = 4_000
_OPENINGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SELF_CLOSING = frozenset(
    "p li dd dt td th tr tbody thead tfoot option optgroup html head body rt rp colgroup".split()
)
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_TAG = re.compile(
    "<(/?)(?:{})(?=[\\s/>])".format(
        # Twice as fast as re.IGNORECASE.
        "|".join("".join(f"[{c}{c.upper()}]" for c in name) for name in sorted(_FORMATTING))
    )
)


def limit(html: str) -> str:
    """The page without what Lexbor needs quadratic time for; no text is dropped.

    That is: tags nested deeper than `MAX_DEPTH`, thousands of attributes on one element, thousands of
    options, and unclosed formatting. HTML reopens every unclosed `<b>` or `<font>` in each following
    paragraph, so that a page of n tags can ask for n² nodes (HTML Standard, 13.2.4.3).
    """
    if len(html) > _LARGE:
        html = _MANY_ATTRIBUTES.sub(r"<\1>", html)
    tags = html.count("<")
    if tags < _FEW_TAGS:
        return html
    if _most_open(_FORMATTING_TAG.findall(html)) * tags > _MAX_REBUILT:
        html = _drop(html, _FORMATTING, 0)
    if tags < _SMALL:
        return html
    if len(_OPTION.findall(html)) > _MAX_OPTIONS:
        html = _drop(html, _OPTIONS, 0)
    nesting = (
        closing
        for closing, written in _OPENINGS.findall(html)
        if (name := written.lower()) not in _VOID and name not in _SELF_CLOSING
    )
    return _drop(html, frozenset(), MAX_DEPTH) if _most_open(nesting) > MAX_DEPTH else html


def _most_open(tags: Iterable[str]) -> int:
    """The most that are open at once of tags given as "" for an opening and "/" for a closing."""
    unclosed = most = 0
    for closing in tags:
        if not closing:
            unclosed += 1
            most = max(most, unclosed)
        elif unclosed:
            unclosed -= 1
    return most


def _drop(html: str, names: frozenset[str], max_depth: int) -> str:
    """Without the tags called `names`, or where there are none, without those nested too deep."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        if names:
            return "" if name in names else tag[0]
        if name in _VOID or name in _SELF_CLOSING:
            return tag[0] if depth <= max_depth else " "
        depth += -1 if tag[1] else 1
        over = depth >= max_depth if tag[1] else depth > max_depth
        depth = max(0, depth)
        return " " if over else tag[0]

    return _TAG.sub(keep, html)
