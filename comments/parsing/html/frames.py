"""Documents inside a page: frames saved with it or in its attributes, and opened shadow roots."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from comments.parsing.html.decode import decode
from comments.parsing.html.dom import Tree, parse
from comments.parsing.html.evidence import Evidence

_TEMPLATE = re.compile(r"<(/?)template\b([^<>]{0,2000})>", re.IGNORECASE)
_SHADOW = re.compile(r"\bshadow(?:root)?(?:mode)?\s*=", re.IGNORECASE)
_MAX_FRAMES = 40
_DATA_URL = "data:text/html"


@dataclass(frozen=True, slots=True)
class Frame:
    """A document inside the page, and the strongest evidence of comments in it."""

    tree: Tree
    evidence: Evidence


def read_frames(
    documents: Sequence[bytes | str], strongest: Callable[[Tree], Evidence]
) -> tuple[list[Frame], int]:
    """The documents and those inside them, as far as they hold text; and how many were too many."""
    read: list[Frame] = []
    waiting = deque(documents)
    while waiting and len(read) < _MAX_FRAMES:
        tree = read_document(waiting.popleft())
        waiting.extend(inner_documents(tree))
        if tree.words[-1]:
            read.append(Frame(tree, strongest(tree)))
    return read, len(waiting)


def best_frame(frames: Iterable[Frame], weight: Callable[[Evidence], float]) -> Frame | None:
    """The frame with the most convincing comments, None where none has any."""
    best = max(frames, key=lambda frame: weight(frame.evidence), default=None)
    return best if best and best.evidence.comments else None


def inner_documents(tree: Tree) -> list[bytes | str]:
    """Documents that stand in the attributes of frames, as SingleFile and WebScrapBook save them."""
    found: list[bytes | str] = []
    for i in tree.by_tag["iframe"]:
        if written := tree.attribute(i, "srcdoc"):
            found.append(written)
        elif tree.attribute(i, "src").startswith(_DATA_URL):
            head, _, body = tree.attribute(i, "src").partition(",")
            data = unquote_to_bytes(body)
            found.append(_from_base64(data) if head.endswith(";base64") else data)
    return found


def _from_base64(data: bytes) -> bytes:
    try:
        return b64decode(data)
    except ValueError:
        return b""


def read_document(data: bytes | str, charset: str | None = None) -> Tree:
    """The tree of a page or of a frame, with declarative shadow roots as plain boxes.

    Hosted comment widgets draw themselves in a shadow root, which programs that save pages write as
    `<template shadowrootmode="open">` (HTML Standard, 4.12.3). Other templates stay unseen.
    """
    html = decode(data, charset)
    tree = parse(html)
    templates = (name for i in tree.by_tag["template"] for name in tree.attributes[i])
    return parse(_opened(html)) if any(name.startswith("shadow") for name in templates) else tree


def _opened(html: str) -> str:
    """The markup with `<div>` for each shadow root."""
    opened: list[bool] = []

    def box(tag: re.Match[str]) -> str:
        if not tag[1]:
            opened.append(_SHADOW.search(tag[2]) is not None)
            return "<div>" if opened[-1] else tag[0]
        return "</div>" if opened and opened.pop() else tag[0]

    return _TEMPLATE.sub(box, html)
