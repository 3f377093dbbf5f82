"""Findings to charts and documents: one PDF per article, one for the whole run, and the charts."""

from comments.reporting.article import write_article_report
from comments.reporting.comparison import write_comparison
from comments.reporting.export import write_charts
from comments.reporting.provenance import Failure, Provenance

__all__ = [
    "Failure",
    "Provenance",
    "write_article_report",
    "write_charts",
    "write_comparison",
]
