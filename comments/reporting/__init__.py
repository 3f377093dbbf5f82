"""Findings to charts and documents: one PDF per article, one for the whole run, and the charts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from comments.reporting.provenance import Failure, Provenance
from comments.reporting.settings import DocumentSettings

if TYPE_CHECKING:
    from comments.reporting.article import write_article_report
    from comments.reporting.comparison import write_comparison
    from comments.reporting.export import write_charts
    from comments.reporting.findings import find

__all__ = [
    "DocumentSettings",
    "Failure",
    "Provenance",
    "find",
    "write_article_report",
    "write_charts",
    "write_comparison",
]

_WRITERS = {
    "find": "findings",
    "write_article_report": "article",
    "write_charts": "export",
    "write_comparison": "comparison",
}


def __getattr__(name: str) -> Any:
    """A writer, imported when it is first asked for: the command line needs the settings alone."""
    if name not in _WRITERS:
        raise AttributeError(name)
    return getattr(import_module(f"comments.reporting.{_WRITERS[name]}"), name)
