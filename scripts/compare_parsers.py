"""Measures what HTML parsers need to parse a page and to visit all its nodes.

    python scripts/compare_parsers.py PAGES

PAGES is a folder with `.html` files at any depth. The visit takes what `comments` needs of a node:
its tag, attributes, text and parent. Milliseconds of processor time a page; parsers that are not
installed are named and left out (`pip install .[bench]`).
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Parse = Callable[[str], Any]
Visit = Callable[[Any], object]


def lexbor() -> tuple[Parse, Visit]:
    from selectolax.lexbor import LexborHTMLParser

    def visit(parser: Any) -> object:
        nodes = parser.root.traverse(include_text=True)
        return [
            (n.tag, n.parent, n.text_content if n.tag == "-text" else n.attributes) for n in nodes
        ]

    return LexborHTMLParser, visit


def lxml() -> tuple[Parse, Visit]:
    from lxml import html

    def parse(page: str) -> Any:
        return html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))

    def visit(tree: Any) -> object:
        return [(n.tag, n.getparent(), n.text, n.tail, n.items()) for n in tree.iter()]

    return parse, visit


def resiliparse() -> tuple[Parse, Visit]:
    from resiliparse.parse.html import HTMLTree, NodeType

    def visit(tree: Any) -> object:
        found, waiting = [], [tree.document]
        while waiting:
            node = waiting.pop()
            own = node.attrs if node.type == NodeType.ELEMENT else node.value
            found.append((node.tag, node.parent, own))
            waiting += list(node.child_nodes)
        return found

    return HTMLTree.parse, visit


PARSERS = {"selectolax": lexbor, "lxml": lxml, "resiliparse": resiliparse}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("pages", type=Path)
    files = sorted(arguments.parse_args().pages.rglob("*.html"))
    texts = [text for file in files if (text := file.read_text("utf-8", "replace")).strip()]
    for name, prepare in PARSERS.items():
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed, left out (pip install '.[bench]')")
            continue
        parse, visit = prepare()
        parsing = visiting = 0.0
        for text in texts:
            start = time.process_time()
            tree = parse(text)
            parsed = time.process_time()
            visit(tree)
            parsing += parsed - start
            visiting += time.process_time() - parsed
        each = 1000 / len(texts)
        print(f"{name}: parse {parsing * each:.2f} ms, visit {visiting * each:.2f} ms a page")


if __name__ == "__main__":
    main()
