"""The HTML of one comment as text, in the form that `records.Comment` describes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comments.parsing.html.dom import TEXT, Tree, parse
from comments.parsing.html.rendering import paragraphs, stretches

_BLANK_LINES = re.compile(r"\n\s*\n")
_TAG_OR_NEWLINE = re.compile(r"<[a-zA-Z/!][^<>]*>|\r\n?|\n")


def to_text(html: str, *, without: str = "") -> str:
    """Text of a comment's HTML: one blank line between paragraphs, "> " before quoted lines.

    Entities are decoded; links stand by their text and pictures by their `alt`; `<br>` breaks a
    line; `<pre>` keeps its lines; scripts and styles are dropped. As in a browser, a line break of
    the source is a space. `without` is a CSS selector of elements that are left out.
    """
    if "<" not in html and "&" not in html:
        return " ".join(html.split())
    tree = parse(f"<body>{html}")
    for i, tag in enumerate(tree.tag):
        if tag == "img":
            tree.tag[i], tree.text[i] = TEXT, f" {tree.attribute(i, 'alt')} "
    for i in tree.select(without) if without else ():
        for k in range(i, tree.end[i]):
            tree.text[k] = ""
    return "\n\n".join(_paragraphs(tree))


def lines_to_text(html: str) -> str:
    """`to_text` of HTML whose line breaks are meant: many systems show them as `<br>`."""
    return to_text(_TAG_OR_NEWLINE.sub(lambda m: m[0] if m[0][0] == "<" else "<br>", html))


def _paragraphs(tree: Tree) -> Iterator[str]:
    """Paragraphs of the whole tree, cut wherever a quotation or a `<pre>` begins or ends."""
    boxes = [i for i, tag in enumerate(tree.tag) if tag in {"blockquote", "pre"}]
    for start, stop, inside in stretches(tree, 0, len(tree), boxes):
        quoted = "> " * sum(tree.tag[i] == "blockquote" for i in inside)
        is_verbatim = any(tree.tag[i] == "pre" for i in inside)
        found = _verbatim(tree, start, stop) if is_verbatim else paragraphs(tree, start, stop)
        for paragraph in found:
            yield "\n".join(quoted + line for line in paragraph.split("\n"))


def _verbatim(tree: Tree, start: int, stop: int) -> list[str]:
    pieces = ("\n" if tree.tag[i] == "br" else tree.text[i] for i in range(start, stop))
    found = _BLANK_LINES.split("".join(pieces))
    return [p for part in found if (p := part.strip("\n").rstrip())]
