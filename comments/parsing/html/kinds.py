"""What a box of a page is for, by its tag, class and id, as data."""

from __future__ import annotations

import re
from functools import lru_cache

from comments.parsing.html.dom import Tree

_BY_TAG = {
    "nav": "navigation",
    "footer": "page footer",
    "form": "form",
    "fieldset": "form",
    "aside": "sidebar",
    "button": "control",
    "dialog": "notice",
}
_BY_NAME = (
    ("comment form", r"respond|comment-?form|reply-?form|post-?comment|add-?comment|replyform"),
    ("share bar", r"shar(?:e|es|ing)|sharebar|sharethis|social|sociable|addtoany|addthis|sharedaddy|shareaholic|follow-?us"),
    ("related articles", r"related|relatedposts|jp-relatedposts|yarpp|recommend(?:ed|ations?)|more-?(?:stories|news|articles|from)|read-?(?:next|more|also)|trending|popular|most-?(?:read|viewed|shared)|outbrain|taboola|linkwithin|teasers?|also-?read"),
    ("advertisement", r"advert|advertisement|ads?|adv|ad-?(?:container|slot|unit|wrapper|box)|adsense|adsbygoogle|dfp|sponsor|sponsored|promo|banner"),
    ("navigation", r"nav|navbar|navigation|menu|breadcrumbs?|pagination|pager|paging|tagcloud|tags|toolbar|skip-?links?"),
    ("notice", r"newsletter|subscri(?:be|ption)|popup|modal|cookies?|consent|login|log-?in|sign-?up|paywall|disclaimer|overlay"),
    ("byline and date", r"byline|post-?meta(?:data)?|entry-?meta|article-?meta|entry-utility|dateline|author-?(?:box|bio|info)|about-author|authorbox|timestamp|date"),
    ("sidebar", r"sidebar|side-bar|widgets?|rail"),
    ("page footer", r"footer|foot|copyright|colophon|imprint"),
    ("page header", r"header|masthead|top-?bar|branding|logo|site-?title"),
    ("comment section", r"comments?|comment-?(?:area|list|section|wrap|wrapper|block|container)|commentlist|disqus_thread"),
    ("hidden", r"screen-reader-text|sr-only|visually-?hidden|print-only|noscript"),
)  # fmt: skip
"""What a class or id says a box is; the first kind that matches counts."""
_NAMED = tuple((kind, re.compile(rf"[ _-](?:{names})(?=[ _-])")) for kind, names in _BY_NAME)
_DISPLAY_NONE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def kind_of(tree: Tree, k: int) -> tuple[str, str] | None:
    """What node `k` is by itself, and what says so; None where nothing does."""
    own = tree.attributes[k]
    if own and ("hidden" in own or _DISPLAY_NONE.search(own.get("style") or "")):
        return "hidden", "hidden by its style"
    return _named(tree.tag[k], tree.names[k])


@lru_cache(maxsize=16_384)
def _named(tag: str, names: str) -> tuple[str, str] | None:
    for kind, pattern in _NAMED if names else ():
        if match := pattern.search(names):
            return kind, f"named {match[0].strip(' _-')}"
    if tag in _BY_TAG:
        return _BY_TAG[tag], f"a <{tag}>"
    return None
