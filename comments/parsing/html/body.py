"""The article's body, after the comments are cut out: the densest part of what is left."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from comments.parsing.html.cues import COUNT_HEADING, EMPTY_STATE
from comments.parsing.html.dom import TEXT, Tree
from comments.parsing.html.lines import only_controls
from comments.parsing.html.rendering import BLOCKS, paragraphs

_FURNITURE_TAGS = frozenset("nav aside footer form button dialog fieldset".split())
_FURNITURE = re.compile(
    r"[ _-](?:nav|navbar|navigation|menu|breadcrumbs?|sidebar|side-bar|footer|foot|share|sharing|sharebar|sharethis"
    r"|social|sociable|addtoany|addthis|sharedaddy|related|relatedposts|yarpp|recommended|newsletter|subscribe|promo"
    r"|advert|advertisement|ads?|sponsor|sponsored|banner|popup|modal|cookie|login|pagination|pager|paging|tagcloud"
    r"|toolbar|screen-reader-text|sr-only|print-only|copyright|disclaimer|outbrain|taboola|linkwithin|postmetadata"
    r"|post-meta|entry-meta|entry-utility|entry-footer|post-footer|rating|ratings|respond|commentform|comment-form"
    r"|author-box|author-bio|about-author|authorbox|shareaholic|jp-relatedposts|more-stories|trending|popular"
    r"|comments?|commentlist|comments?-?(?:area|list|section|wrap|wrapper|block|container)|disqus_thread)(?= |s |[-_](?!content|body|main))"
)
_ARTICLE = re.compile(
    r"[ _-](?:article|articlebody|article-body|story|story-body|storybody|entry|entry-content|post|post-body|post-content|postcontent|content|content-body|body|text|main|hentry|blog|page|news|single|copy)(?= |-)"
)
_WHOLE_ARTICLE = re.compile(
    r" (?:entry|post|hentry|article|story|type-post|(?:entry|post|article|story)-?(?:content|body|text)) "
)
"""Names that a page gives to a whole article, among whose categories any word can be."""
_PROSE = frozenset(("p", "blockquote", "pre", "li", "dd"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ABOUT_QUESTION = frozenset(
    "author datecreated datepublished datemodified upvotecount answercount".split()
)
"""Properties of a schema.org Question that are not its text."""
_NOT_DISPLAYED = re.compile(r"display\s*:\s*none")
_MAX_FURNITURE = 0.35
"""Share of the page's unlinked words from which a box is no furniture, whatever it is called."""
_DECAY = 0.62
_NAMED_BONUS = 3.0
_NEAR_BONUS = (3.0, 3.0, 1.5, 1.0)
_MAX_NOTICE = 80
_KEEP = frozenset(("body", "html", "article", "main"))


@dataclass(slots=True)
class Body:
    """The article's paragraphs, the node they stand in (None: no article), and what it leaves out."""

    lines: list[str] = field(default_factory=list)
    root: int | None = None
    left_out: set[int] = field(default_factory=set)


def read_body(tree: Tree, cut: set[int], anchor: int | None) -> Body:
    """The article; `cut` are nodes that are known not to be of it.

    `anchor` is the heading that the title stands in: the article is after it, not before.
    """
    drop = cut | _furniture(tree, cut, anchor)
    if anchor is not None:
        drop.add(anchor)
    blocks = _blocks(tree, drop)
    if not blocks:
        return Body()
    root = _container(tree, blocks, anchor)
    if root is None:
        return Body()
    if not _WHOLE_ARTICLE.search(tree.names[root]):
        drop |= _lists_of_links(tree, root, drop)
    lines = _before_comments(paragraphs(tree, root, tree.end[root], drop))
    return Body(lines, root, drop)


def _before_comments(lines: list[str]) -> list[str]:
    """Without lines that count comments, and without what follows an empty comment section."""
    kept: list[str] = []
    for line in lines:
        if len(line) < _MAX_NOTICE:
            if kept and EMPTY_STATE.match(line):
                break
            if COUNT_HEADING.match(line) or only_controls(line):
                continue
        kept.append(line)
    return kept


def _furniture(tree: Tree, cut: set[int], anchor: int | None) -> set[int]:
    """Nodes that by tag or name are no part of an article, unless they hold most of the page."""
    found: set[int] = set()
    limit = _MAX_FURNITURE * max(1, tree.words[-1])
    stop = 0
    for k in sorted(cut | _like_furniture(tree)):
        if k < stop or (anchor is not None and k not in cut and tree.within(anchor, k)):
            continue
        if k in cut:
            stop = tree.end[k]
        elif tree.words_in(k) - tree.linked_in(k) < limit:
            found.add(k)
            stop = tree.end[k]
    return found


def _like_furniture(tree: Tree) -> set[int]:
    found = {k for tag in _FURNITURE_TAGS for k in tree.by_tag[tag]}
    for names, nodes in tree.by_names.items():
        if is_furniture(names):
            found.update(k for k in nodes if tree.tag[k] not in _KEEP)
    for k in tree.noted:
        if tree.attribute(k, "itemtype").endswith("schema.org/Question"):
            found.update(
                i
                for i in range(k + 1, tree.end[k])
                if tree.attribute(i, "itemprop").lower() in _ABOUT_QUESTION
            )
        if tree.tag[k] not in _KEEP and _NOT_DISPLAYED.search(tree.attribute(k, "style")):
            found.add(k)
    return found


@lru_cache(maxsize=16_384)
def is_furniture(names: str) -> bool:
    return bool(_FURNITURE.search(names)) and not _WHOLE_ARTICLE.search(names)


def _blocks(tree: Tree, drop: set[int]) -> dict[int, list[int]]:
    """Words and linked words of the text directly in each block, by the block's number."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    size = len(tree)
    owner: list[int] = [0] * size
    k = 0
    while k < size:
        if k in drop:
            k = tree.end[k]
            continue
        up = tree.parent[k]
        if tree.tag[k] == TEXT:
            n = tree.words[k + 1] - tree.words[k]
            if n:
                entry = found[owner[up]]
                entry[0] += n
                entry[1] += tree.linked[k + 1] - tree.linked[k]
        else:
            owner[k] = k if tree.tag[k] in BLOCKS or up < 0 else owner[up]
        k += 1
    return found


def _container(tree: Tree, blocks: dict[int, list[int]], anchor: int | None) -> int | None:
    """The node whose own and near descendants hold the most unlinked prose, near the heading."""
    scores: dict[int, float] = defaultdict(float)
    for block, (words, linked) in blocks.items():
        if words < 3 or linked > 0.5 * words or tree.tag[block] in _HEADINGS:
            continue
        score = (words - linked) ** 0.9 * min(1.0, words / 10)
        if anchor is not None and block < anchor:
            score *= 0.2
        up, share = tree.parent[block], 1.0
        if tree.tag[block] not in _PROSE:
            scores[block] += score
        while up >= 0 and share > 0.1:
            scores[up] += score * share
            share *= _DECAY
            up = tree.parent[up]
    if not scores:
        return None
    near = _distances(tree, anchor) if anchor is not None else {}
    for node in scores:
        if tree.tag[node] in ("article", "main") or _ARTICLE.search(tree.names[node]):
            scores[node] *= _NAMED_BONUS
        if near:
            k, steps = node, 0
            while k not in near and k >= 0:
                k, steps = tree.parent[k], steps + 1
            scores[node] *= _NEAR_BONUS[min(steps, len(_NEAR_BONUS) - 1)]
    return max(scores, key=lambda n: (scores[n], -n))


def _distances(tree: Tree, anchor: int) -> dict[int, int]:
    return {k: n for n, k in enumerate(tree.ancestors(anchor))}


def _lists_of_links(tree: Tree, root: int, drop: set[int]) -> set[int]:
    """Lists, tables and boxes inside the article that are mostly links."""
    found = set()
    k = root + 1
    while k < tree.end[root]:
        if k in drop:
            k = tree.end[k]
            continue
        if tree.tag[k] in ("ul", "ol", "div", "table", "section", "p", "dl"):
            words, linked = tree.words_in(k), tree.linked_in(k)
            if words and linked > 0.6 * words and words < 200:
                found.add(k)
                k = tree.end[k]
                continue
        k += 1
    return found
