"""What a page says of its article: title, byline, time, outlet, address, language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comments.parsing.html.cues import LEAD_IN, time_in
from comments.parsing.html.dom import Tree
from comments.parsing.html.json_fields import integer
from comments.parsing.html.lines import clean_name
from comments.parsing.html.records import SIDEBAR
from comments.parsing.html.rendering import line_of
from comments.parsing.html.titles import headlines, page_title, string, title_heading

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", re.IGNORECASE)
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$", re.IGNORECASE)
_EDGE = 3
_MAX_BESIDE_TIME = 60
_MAX_BYLINE = 200
_MAX_BYLINE_WORDS = 12
_MAX_TIME = 80
_REACH_BEFORE = 30
_REACH_AFTER = 60
_WORDS_AFTER = 60


_BYLINE_KEYS = "author article:author dc.creator parsely-author byl sailthru.author".split()
_PUBLISHED_KEYS = (
    "article:published_time datepublished date dc.date dc.date.issued pubdate publishdate publish-date "
    "parsely-pub-date sailthru.date og:published_time article.published"
).split()
_MODIFIED_KEYS = ("article:modified_time", "og:updated_time", "last-modified")
"""Names of `meta` elements, the surest first."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What an element bears: an attribute, and where `value` is given, that value or class.

    `also` is another attribute that it must have, `inside` the value of an element around it.
    """

    attribute: str
    value: str = ""
    tag: str = ""
    also: str = ""
    inside: str = ""


_BYLINES = (
    _Mark("itemprop", "name", inside="author"),
    _Mark("itemprop", "author"),
    _Mark("rel", "author"),
    _Mark("class", "byline"),
    _Mark("class", "author-name"),
    _Mark("class", "author"),
)
_TIMES = (
    _Mark("itemprop", "datePublished"),
    _Mark("datetime", tag="time"),
    _Mark("class", "published", tag="abbr", also="title"),
    _Mark("class", "published"),
    _Mark("class", "entry-date"),
    _Mark("class", "post-date"),
    _Mark("class", "date"),
)


@dataclass(slots=True)
class Metadata:
    """Everything as the page gives it; `published` and `modified` are not yet read as dates."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    declared: int | None = None
    heading: int | None = None


def read_metadata(tree: Tree, linked_data: list[dict[str, Any]], skip: set[int]) -> Metadata:
    """Linked data first, then `meta`, then what is printed outside the comments (`skip`)."""
    meta = _meta(tree)
    article = next((d for d in linked_data if d.get("headline") or d.get("articleBody")), {})
    found = Metadata()
    found.outlet = (
        _name(article.get("publisher"))
        or meta.get("og:site_name")
        or meta.get("application-name")
        or meta.get("twitter:site", "").lstrip("@")
        or None
    )
    candidates = headlines(tree)
    found.title = page_title(tree, article, meta, found.outlet, skip, candidates)
    found.heading = title_heading(tree, found.title, skip, candidates)
    found.byline = (
        _name(article.get("author"))
        or _stated(meta, _BYLINE_KEYS)
        or _printed_byline(tree, found.heading, skip)
    )
    if found.byline:
        found.byline = LEAD_IN.sub("", found.byline).strip() or None
    found.published = (
        string(article.get("datePublished"))
        or _stated(meta, _PUBLISHED_KEYS)
        or _printed_time(tree, found.heading, skip)
    )
    found.modified = string(article.get("dateModified")) or _stated(meta, _MODIFIED_KEYS)
    found.url = _address(tree, meta)
    found.language = _language(tree, meta)
    found.declared = _declared(article, meta)
    return found


def _declared(article: dict[str, Any], meta: dict[str, str]) -> int | None:
    """The number of comments that the page states to machines (schema.org, new form and old)."""
    counters = article.get("interactionStatistic")
    stated = (
        article.get("commentCount"),
        *(
            counter.get("userInteractionCount")
            for counter in (counters if isinstance(counters, list) else [counters])
            if isinstance(counter, dict) and "Comment" in str(counter.get("interactionType"))
        ),
        meta.get("interactioncount", "").partition("UserComments:")[2],
        meta.get("commentcount"),
    )
    return next((number for value in stated if (number := integer(value)) is not None), None)


def fill_from_lines(found: Metadata, lines: list[str]) -> None:
    """A missing byline and time from a line such as "Posted by NAME on TIME" at either end."""
    for line in (*lines[:_EDGE], *lines[-_EDGE:]):
        shown = time_in(line)
        if not shown or len(line) > len(shown) + _MAX_BESIDE_TIME:
            continue
        found.published = found.published or shown
        if found.byline is None and LEAD_IN.match(line):
            found.byline = clean_name(line.partition(shown)[0])


def _meta(tree: Tree) -> dict[str, str]:
    found: dict[str, str] = {}
    for i in tree.by_tag["meta"]:
        own = tree.attributes[i]
        key = own.get("property") or own.get("name") or own.get("itemprop")
        content = " ".join((own.get("content") or "").split())
        if key and content:
            found.setdefault(key.lower(), content)
    return found


def _stated(meta: dict[str, str], keys: Sequence[str]) -> str | None:
    """What the page gives under the first of the keys that it has; an address is no answer."""
    return next((value for key in keys if (value := meta.get(key)) and "://" not in value), None)


def _name(value: Any) -> str | None:
    """A name out of a string, a Person or Organization, or a list of them."""
    values = value if isinstance(value, list) else [value]
    names = [string(v.get("name") if isinstance(v, dict) else v) for v in values[:10]]
    kept = [n for n in names if n and "://" not in n]
    return ", ".join(dict.fromkeys(kept)) or None


def _printed_byline(tree: Tree, heading: int | None, skip: set[int]) -> str | None:
    for i in _near(tree, _BYLINES, heading, skip):
        line = line_of(tree, i)
        if line and len(line) < _MAX_BYLINE and len(line.split()) <= _MAX_BYLINE_WORDS:
            shown = time_in(line)
            return (clean_name(line.partition(shown)[0]) if shown else None) or line
    return None


def _printed_time(tree: Tree, heading: int | None, skip: set[int]) -> str | None:
    for i in _near(tree, _TIMES, heading, skip):
        for name in ("content", "datetime", "title"):
            value = tree.attribute(i, name)
            if any(c.isdigit() for c in value):
                return value
        line = line_of(tree, i)
        if len(line) < _MAX_TIME and any(c.isdigit() for c in line):
            return line
    return None


def _near(tree: Tree, marks: tuple[_Mark, ...], heading: int | None, skip: set[int]) -> list[int]:
    """Nodes with one of the marks, the best mark first, that stand right around the heading.

    Anywhere else, times and names belong to other articles.
    """
    if heading is None:
        return []
    stop = min(len(tree), tree.end[heading] + _REACH_AFTER + 1)
    around = [
        i
        for i in range(max(0, heading - _REACH_BEFORE), stop)
        if tree.attributes[i] and tree.words[i] - tree.words[tree.end[heading]] <= _WORDS_AFTER
    ]
    return [
        i
        for mark in marks
        for i in around
        if _bears(tree, i, mark)
        and not any(
            k in skip or SIDEBAR.search(tree.names[k]) or _is_other_item(tree, k)
            for k in (i, *tree.ancestors(i))
        )
    ]


def _is_other_item(tree: Tree, k: int) -> bool:
    """Whether a node is a reader's review or comment, which has an author and a date of its own."""
    return (
        tree.attribute(k, "itemtype")
        .rstrip("/")
        .endswith(("Review", "Comment", "UserComments", "Answer"))
    )


def _bears(tree: Tree, i: int, mark: _Mark) -> bool:
    own = tree.attributes[i]
    if mark.attribute not in own or mark.tag not in ("", tree.tag[i]):
        return False
    value = own[mark.attribute] or ""
    if mark.value and mark.value not in (value.split() if mark.attribute == "class" else (value,)):
        return False
    return (not mark.also or mark.also in own) and (
        not mark.inside
        or any(tree.attribute(k, mark.attribute) == mark.inside for k in tree.ancestors(i))
    )


def _address(tree: Tree, meta: dict[str, str]) -> str | None:
    link = next(
        (i for i in tree.by_tag["link"] if tree.attribute(i, "rel").lower() == "canonical"), None
    )
    saved = _SAVED_FROM.search(tree.html[:4_096])
    for candidate in (
        (tree.attribute(link, "href") if link is not None else None),
        meta.get("og:url"),
        saved[1] if saved else None,
    ):
        if candidate and candidate.strip().startswith(("http://", "https://")):
            return candidate.strip()
    return None


def _language(tree: Tree, meta: dict[str, str]) -> str | None:
    own = tree.attributes[0] if len(tree) else {}
    for candidate in (
        own.get("lang"),
        own.get("xml:lang"),
        meta.get("og:locale"),
        meta.get("language"),
        meta.get("content-language"),
    ):
        if candidate and _LANGUAGE.match(candidate.strip()):
            return re.split(r"[-_]", candidate.strip())[0].lower()
    return None
