"""Outlets by the domain of a page's address, as a study names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from comments.errors import RunError
from comments.records import Article


def domain(name: str) -> str:
    """A domain as addresses are compared by: lower case, in ASCII, as `dawn.com`.

    Raises ValueError for what is none, and for a single word, which would stand for half the web.
    """
    plain = name.strip().rstrip(".").lower()
    if not plain.isascii():
        plain = plain.encode("idna").decode("ascii")
    labels = plain.split(".")
    if len(labels) < 2 or not all(_is_label(label) for label in labels):
        raise ValueError(f"{name!r} is no domain")
    return plain


def by_domain(outlets: Mapping[str, str]) -> dict[str, str]:
    """The outlets with their keys as `domain` gives them. Raises RunError."""
    try:
        return {domain(name): outlet for name, outlet in outlets.items()}
    except ValueError as error:
        raise RunError(f"outlets: {error}; write domains, as 'dawn.com'") from error


def _is_label(label: str) -> bool:
    return label.replace("-", "").replace("_", "").isalnum()


def with_outlet(article: Article, outlets: Mapping[str, str]) -> Article:
    """The article under the outlet that `outlets` has for its address: by the domain itself or the
    nearest one above it; as it was where there is none. The keys are as `by_domain` gives them.
    """
    labels = _host(article.url).split(".")
    for i in range(len(labels)):
        if name := outlets.get(".".join(labels[i:])):
            return replace(article, outlet=name)
    return article


def _host(url: str | None) -> str:
    if not url:
        return ""
    try:
        return domain(urlsplit(url if "//" in url else f"//{url}").hostname or "")
    except ValueError:
        return ""
