"""Why a page was read as it was, region by region, for people."""

from __future__ import annotations

from collections.abc import Iterator

from comments.parsing.html.body import Body
from comments.parsing.html.dom import Tree
from comments.parsing.html.evidence import Evidence, Found
from comments.parsing.html.parts import BODY, COMMENT, Part
from comments.parsing.html.reader import Separation, parts_in, separate, trust, weight
from comments.parsing.regions import Region

_FIRST_WORDS = 12
_STEPS = 3
_MAX_CLASSES = 2
_SAMPLE_NODES = 200


def explain(
    data: bytes | str, *, charset: str | None = None, frames: tuple[bytes, ...] = ()
) -> list[Region]:
    """Every reading of the comments that was weighed, the winner first; then the page from its top.

    The layers of evidence have the kinds "chosen reading" and "other reading". A place is a path of
    tags with their ids and classes ("div#comments > ol.commentlist > li.comment").
    """
    page = separate(data, charset=charset, frames=frames)
    told = list(_readings(page))
    for tree, evidence, body, parts in parts_in(page):
        for part in parts:
            told += _regions(tree, evidence, body, part)
    return told


def _readings(page: Separation) -> Iterator[Region]:
    chosen = page.evidence
    listed = [(page.tree, layer) for layer in page.layers]
    listed += [(frame.tree, frame.evidence) for frame in page.frames if frame.evidence.comments]
    listed.sort(key=lambda read: (read[1] is not chosen, -weight(read[1])))
    for tree, layer in listed:
        kind = "chosen reading" if layer is chosen else "other reading"
        signs = list(_weighed(layer))
        if tree is not page.tree:
            signs.append("in a frame of the page")
        if layer is not chosen:
            signs.append(f"outweighed by {chosen.rule} with {weight(chosen):.1f}")
        place = _path(tree, layer.spans[0][0]) if layer.spans else "script"
        first = next((c.text for c in layer.comments if c.text), "")
        yield Region(place, kind, layer.rule, tuple(signs), _first_words(first))
    if not listed:
        yield Region("page", "chosen reading", "none", ("no layer found a comment",), "")


def _weighed(layer: Evidence) -> Iterator[str]:
    number = len(layer.comments)
    yield f"{number:,} comment{'' if number == 1 else 's'}"
    yield f"{sum(c.completeness for c in layer.comments) / max(1, number):.0%} complete"
    yield f"weight {weight(layer):.1f} with a trust of {trust(layer):.1f} in {layer.rule}"


def _regions(tree: Tree, evidence: Evidence, body: Body, part: Part) -> Iterator[Region]:
    if part.kind == COMMENT:
        for comment in evidence.comments:
            if comment.span and part.start <= comment.span[0] < part.stop:
                place = _path(tree, comment.span[0])
                signs = tuple(_signs(comment))
                yield Region(place, COMMENT, part.rule, signs, _first_words(comment.text))
        return
    at = body.root if part.kind == BODY and body.root is not None else part.start
    inside = " ".join(tree.text[part.start : min(part.stop, part.start + _SAMPLE_NODES)])
    words = tree.words[part.stop] - tree.words[part.start]
    links = tree.linked[part.stop] - tree.linked[part.start]
    signs = (f"{words:,} word{'' if words == 1 else 's'}, {links:,} of them in links",)
    yield Region(_path(tree, at), part.kind, part.rule, signs, _first_words(inside))


def _signs(comment: Found) -> Iterator[str]:
    time = comment.shown_time or comment.time
    yield "an author" if comment.author else "no author"
    yield f"a time ({time})" if time else "no time"
    if comment.likes is not None:
        yield f"{comment.likes:,} likes"
    if comment.removal:
        yield "a notice that it was taken away"
    if comment.depth:
        yield f"an answer, {comment.depth} deep"


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _path(tree: Tree, k: int) -> str:
    """The node and its nearest ancestors that have a name."""
    nodes = [n for n in (k, *tree.ancestors(k)) if not tree.tag[n].startswith("-")]
    named = [n for n in nodes if n == nodes[0] or tree.names[n]]
    return " > ".join(_step(tree, n) for n in reversed(named[:_STEPS]))


def _step(tree: Tree, k: int) -> str:
    name = tree.attribute(k, "id")
    classes = tree.attribute(k, "class").split()[:_MAX_CLASSES]
    return tree.tag[k] + (f"#{name}" if name else "") + "".join(f".{c}" for c in classes)
