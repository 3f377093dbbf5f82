"""Saved HTML pages: bytes in, article and reader comments out."""

from comments.parsing.html.reader import read_html

__all__ = ["read_html"]
