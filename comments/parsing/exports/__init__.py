"""Structured exports of comment systems and platforms, one module each.

A file is read by the first format that matches its start. Every format asks for marks that no
other has, so that the order does not decide; the tests hold it to that.
"""

from comments.parsing.exports import (
    coral,
    discourse,
    disqus,
    facebook,
    facebook_download,
    hackernews,
    reddit,
    telegram,
    wordpress,
    youtube,
    youtube_tools,
)
from comments.parsing.exports.format import Format

FORMATS: tuple[Format, ...] = (
    disqus.FORMAT,
    wordpress.WXR,
    wordpress.REST,
    coral.STREAM,
    coral.DATABASE,
    discourse.FORMAT,
    hackernews.NESTED,
    hackernews.ITEMS,
    facebook.FORMAT,
    facebook_download.FORMAT,
    *youtube.FORMATS,
    *youtube_tools.FORMATS,
    *reddit.FORMATS,
    telegram.FORMAT,
)

__all__ = ["FORMATS", "Format"]
