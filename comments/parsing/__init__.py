"""From saved pages to articles with their comments. `parse` reads one page, `read` many sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from comments.errors import NotAPageError, SourceError
from comments.parsing.assemble import assemble
from comments.parsing.decoding import decode, is_html, refuse_binary, refuse_cut, refuse_data
from comments.parsing.html import read_html
from comments.parsing.reading import Reading
from comments.parsing.sources import Source, expand, load
from comments.parsing.text import read_text
from comments.records import Article

__all__ = ["is_beside_pages", "parse", "read"]


def parse(
    data: bytes | str,
    url: str | None = None,
    *,
    source: str = "<page>",
    keep_authors: bool = False,
    author_key: bytes | None = None,
) -> Article:
    """The article and the comments of one page, HTML or a plain-text copy, told by its content.

    `keep_authors` keeps the names that the page shows; else authors become pseudonyms, keyed by
    `author_key` where one is given. Raises SourceError, naming `source`, for what is no page.
    """
    if isinstance(data, bytes):
        refuse_binary(data, source)
        refuse_data(data, source)
    try:
        reading = _read_page(data, url, source)
    except SourceError:
        raise
    except Exception as error:  # one page that breaks a reader must not end a run over thousands
        raise SourceError(
            source,
            f"our reader failed on it ({type(error).__name__})",
            "leave it out and send it to us",
        ) from error
    if reading.title is None and not reading.body and not reading.comments:
        raise SourceError(source, "no readable text in it", "save the page again as text or HTML")
    return assemble(
        reading, source=source, url=url, keep_authors=keep_authors, author_key=author_key
    )


def _read_page(data: bytes | str, url: str | None, source: str) -> Reading:
    if isinstance(data, str):
        sample = data[:65_536].encode("utf-8", "surrogatepass")
        return read_html(data, url=url) if is_html(sample) else read_text(data)
    if is_html(data):
        refuse_cut(data, source)
        return read_html(data, url=url)
    return read_text(decode(data, source))


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    keep_authors: bool = False,
    author_key: bytes | None = None,
    on_error: Callable[[SourceError], object] | None = None,
) -> Iterator[Article]:
    """Articles of any number of files, folders and glob patterns, streamed in order.

    A source that cannot be read is handed to `on_error` and the rest goes on; without `on_error`
    its SourceError is raised. Files of data that lie in a folder are passed over.
    """
    given = [paths] if isinstance(paths, (str, Path)) else paths
    for source in expand(given):
        try:
            if isinstance(source, SourceError):
                raise source
            article = parse(
                load(source), source=source.name, keep_authors=keep_authors, author_key=author_key
            )
        except SourceError as error:
            if is_beside_pages(source, error):
                continue
            if on_error is None:
                raise
            on_error(error)
        else:
            yield article


def is_beside_pages(source: Source | SourceError, error: SourceError) -> bool:
    """Whether `error` only says that a file found in a folder is data and no page."""
    return isinstance(error, NotAPageError) and isinstance(source, Source) and not source.is_named
