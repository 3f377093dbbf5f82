"""Tools that take a page apart, each as a function from its bytes to (body, comments)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

Separated = tuple[str, str]
Extract = Callable[[bytes], Separated]


def comments_extract() -> Extract:
    from comments.parsing.html.reader import hand_over, separate

    def extract(data: bytes) -> Separated:
        page = separate(data)
        reading = hand_over(page)
        shown = (
            " ".join(filter(None, (c.author, c.shown_time, c.text))) for c in page.evidence.comments
        )
        return reading.body, "\n".join(shown)

    return extract


def trafilatura_extract(with_metadata: bool = False) -> Extract:
    import trafilatura

    def extract(data: bytes) -> Separated:
        found: Any = trafilatura.bare_extraction(
            data, include_comments=True, with_metadata=with_metadata
        )
        read = found.as_dict() if found else {}
        return read.get("text") or "", read.get("comments") or ""

    return extract


def resiliparse_extract() -> Extract:
    import difflib

    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    options = {"main_content": True, "alt_texts": False, "links": False, "form_fields": False}

    def extract(data: bytes) -> Separated:
        text = bytes_to_str(data, detect_encoding(data))
        body, whole = (
            extract_plain_text(HTMLTree.parse(text), comments=comments, **options)
            for comments in (False, True)
        )
        lines, more = body.splitlines(), whole.splitlines()
        codes = difflib.SequenceMatcher(None, lines, more, autojunk=False).get_opcodes()
        added = [more[b0:b1] for kind, _, _, b0, b1 in codes if kind in {"insert", "replace"}]
        return body, "\n".join(line for part in added for line in part)

    return extract


def newspaper_extract() -> Extract:
    import newspaper

    def extract(data: bytes) -> Separated:
        article = newspaper.Article("https://page.example/", fetch_images=False)
        article.download(input_html=decoded(data))
        article.parse()
        return article.text, ""

    return extract


def readability_extract() -> Extract:
    from lxml import html
    from readability import Document

    def extract(data: bytes) -> Separated:
        summary = Document(decoded(data)).summary(html_partial=True)
        tree = html.fromstring(summary)
        for block in tree.iter("br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "td"):
            block.tail = " " + (block.tail or "")
        return tree.text_content(), ""

    return extract


def justext_extract() -> Extract:
    import justext

    stoplist = justext.get_stoplist("English")

    def extract(data: bytes) -> Separated:
        kept = (p.text for p in justext.justext(data, stoplist) if not p.is_boilerplate)
        return "\n".join(kept), ""

    return extract


def decoded(data: bytes) -> str:
    """Text for the tools that take no bytes."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def named_comment_extract() -> Extract:
    """The baseline: the outermost elements with "comment" in class or id, and all the rest."""
    from lxml import etree, html

    unseen = ("script", "style", "noscript", "form", "head", "select", "textarea", "iframe")
    named = "//body//*[contains(translate(concat(@class,' ',@id),'COMENT','coment'),'comment')]"

    def text(element: Any) -> str:
        return "\n".join(t.strip() for t in element.itertext() if isinstance(t, str) and t.strip())

    def extract(data: bytes) -> Separated:
        parser = html.HTMLParser(encoding="utf-8")
        tree = html.document_fromstring(decoded(data).replace("\0", "").encode(), parser=parser)
        for element in [*tree.iter(*unseen), *tree.iter(etree.Comment)]:
            if element.getparent() is not None:
                element.drop_tree()
        found = set(tree.xpath(named))
        outermost = [e for e in tree.xpath(named) if found.isdisjoint(e.iterancestors())]
        comments = "\n".join(map(text, outermost))
        for element in outermost:
            element.drop_tree()
        return text(tree), comments

    return extract


TOOLS: dict[str, tuple[str, Callable[[], Extract]]] = {
    "comments": ("comments", comments_extract),
    "trafilatura": ("trafilatura", trafilatura_extract),
    "trafilatura+metadata": ("trafilatura", partial(trafilatura_extract, with_metadata=True)),
    "resiliparse": ("resiliparse", resiliparse_extract),
    "newspaper4k": ("newspaper", newspaper_extract),
    "readability": ("readability", readability_extract),
    "jusText": ("justext", justext_extract),
    'named "comment"': ("lxml", named_comment_extract),
}
BODY_ONLY = frozenset(("newspaper4k", "readability", "jusText"))
