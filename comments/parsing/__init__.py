"""From saved pages to articles with their comments. `parse` reads one page, `read` many sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeGuard, TypeVar

from comments.errors import NotAPageError, SourceError
from comments.parsing.assemble import assemble
from comments.parsing.decoding import decode, is_html, refuse_binary, refuse_cut, refuse_data
from comments.parsing.documents import Document, Page, Thread
from comments.parsing.html import read_html
from comments.parsing.html.explain import explain as explain_html
from comments.parsing.language import LANGUAGES
from comments.parsing.opening import open_bytes, open_source
from comments.parsing.reading import Reading
from comments.parsing.regions import Region
from comments.parsing.sources import Source, broke, expand
from comments.parsing.text import read_text
from comments.parsing.text.explain import explain as explain_text
from comments.records import Article

if TYPE_CHECKING:
    import datasets
    import pandas as pd
    import pyarrow as pa

    Frame: TypeAlias = pd.DataFrame | pa.Table | datasets.Dataset | datasets.IterableDataset

Used = TypeVar("Used")

__all__ = [
    "documents_in",
    "explain",
    "explain_document",
    "is_frame",
    "parse",
    "read",
    "read_document",
    "read_frame",
]


def parse(
    data: bytes | str,
    url: str | None = None,
    *,
    source: str = "<page>",
    keep_authors: bool = False,
    author_key: bytes | None = None,
) -> Article:
    """The article and the comments of one page, told by its content: HTML, MHTML, a plain-text copy,
    or an export that holds one thread.

    `keep_authors` keeps the names that the page shows; else authors become pseudonyms, keyed by
    `author_key` where one is given. Raises SourceError, naming `source`, for what is no page and
    for what holds several.
    """
    document: Document
    if isinstance(data, str):
        document = Page(source, data, url=url)
    else:
        document = _only(open_bytes(data, source), source)
        if url is not None and isinstance(document, Page):
            document = replace(document, url=url)
    return read_document(document, keep_authors=keep_authors, author_key=author_key)


def _only(items: Iterator[Document | SourceError], source: str) -> Document:
    first = next(items)
    if isinstance(first, SourceError):
        raise first
    if next(items, None) is not None:
        raise SourceError(source, "more than one page or thread in it", "use comments.read on it")
    return first


def read_document(
    document: Document,
    *,
    keep_authors: bool = False,
    author_key: bytes | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> Article:
    """The article and the comments of one document out of a source. Raises SourceError.

    `languages` are the study's: ISO 639-1 codes among which the language of each text is told.
    """
    name = document.name
    if isinstance(document, Thread):
        return assemble(
            document.reading,
            source=name,
            keep_authors=keep_authors,
            author_key=author_key,
            languages=languages,
        )
    try:
        reading = _read_page(document)
    except SourceError:
        raise
    except Exception as error:  # one page that breaks a reader must not end a run over thousands
        raise broke(name, error) from error
    if reading.title is None and not reading.body and not reading.comments:
        raise SourceError(name, "no readable text in it", "save the page again as text or HTML")
    return assemble(
        reading,
        source=name,
        url=document.url,
        keep_authors=keep_authors,
        author_key=author_key,
        languages=languages,
    )


def _read_page(page: Page) -> Reading:
    text = _text_copy(page)
    if text is not None:
        return read_text(text, saved_at=page.saved_at)
    return read_html(
        page.data, url=page.url, charset=page.charset, saved_at=page.saved_at, frames=page.frames
    )


def _text_copy(page: Page) -> str | None:
    """The text of a page that is a plain-text copy, None for HTML. Raises SourceError for no page."""
    data = page.data
    if isinstance(data, str):
        sample = data[:65_536].encode("utf-8", "surrogatepass")
        return None if is_html(sample) else data
    refuse_binary(data, page.name)
    refuse_data(data, page.name)
    if not is_html(data):
        return decode(data, page.name)
    refuse_cut(data, page.name)
    return None


def read(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    keep_columns: Sequence[str] = (),
    keep_authors: bool = False,
    author_key: bytes | None = None,
    on_error: Callable[[SourceError], object] | None = None,
    passed_over: Counter[str] | None = None,
) -> Iterator[Article]:
    """Articles of any number of files, folders and glob patterns, streamed in order.

    What cannot be read is handed to `on_error` and the rest goes on; without `on_error` its
    SourceError is raised. What lies beside pages and is none is counted by kind in `passed_over`.
    `columns` name the columns of tables ("text" to "Kommentar"); the cells of those in `keep_columns`
    come out in each comment's `extra`.
    """
    use = partial(read_document, keep_authors=keep_authors, author_key=author_key)
    return _each(paths, use, columns, keep_columns, on_error, passed_over)


def explain(
    paths: str | Path | Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    on_error: Callable[[SourceError], object] | None = None,
    passed_over: Counter[str] | None = None,
) -> Iterator[tuple[str, list[Region]]]:
    """Why each page of `paths` was read as it was: its name, and its regions in order; no regions
    for structured data. Everything else is as in `read`.
    """
    return _each(paths, lambda d: (d.name, explain_document(d)), columns, (), on_error, passed_over)


def _each(
    paths: str | Path | Iterable[str | Path],
    use: Callable[[Document], Used],
    columns: Mapping[str, str] | None,
    keep_columns: Sequence[str],
    on_error: Callable[[SourceError], object] | None,
    passed_over: Counter[str] | None,
) -> Iterator[Used]:
    given = [paths] if isinstance(paths, (str, Path)) else paths
    for source in expand(given):
        for item in documents_in(
            source, columns=columns, keep_columns=keep_columns, passed_over=passed_over
        ):
            try:
                if isinstance(item, SourceError):
                    raise item
                used = use(item)
            except SourceError as error:
                if on_error is None:
                    raise
                on_error(error)
            else:
                yield used


def documents_in(
    source: Source | SourceError,
    *,
    columns: Mapping[str, str] | None = None,
    keep_columns: Sequence[str] = (),
    passed_over: Counter[str] | None = None,
) -> Iterator[Document | SourceError]:
    """The pages and threads of a source, each failure in its place.

    What lies in a folder and is data of no known kind is counted in `passed_over` and is no
    failure: researchers keep their notes beside their pages.
    """
    if isinstance(source, SourceError):
        yield source
        return
    counts = Counter[str]() if passed_over is None else passed_over
    for item in open_source(source, columns=columns, keep=keep_columns, passed_over=counts):
        if isinstance(item, NotAPageError) and not source.is_named:
            counts[item.kind] += 1
        else:
            yield item


def explain_document(document: Document) -> list[Region]:
    """Why a document was read as it was; empty for structured data. Raises SourceError."""
    if isinstance(document, Thread):
        return []
    text = _text_copy(document)
    try:
        if text is not None:
            return explain_text(text)
        return explain_html(document.data, charset=document.charset, frames=document.frames)
    except Exception as error:  # as in `read_document`
        raise broke(document.name, error) from error


def is_frame(source: object) -> TypeGuard[Frame]:
    """Whether this is a table in memory, told by its columns: neither library is imported for it."""
    return hasattr(source, "column_names") or hasattr(source, "columns")


def read_frame(
    frame: Frame,
    *,
    columns: Mapping[str, str] | None = None,
    keep_columns: Sequence[str] = (),
    keep_authors: bool = False,
    author_key: bytes | None = None,
) -> Iterator[Article]:
    """Articles of a table in memory: pandas, Arrow or `datasets`, one row a comment.

    `columns` and `keep_columns` are as in `read`. Raises SourceError where no column can be taken for
    the text.
    """
    from comments.parsing.tables.frames import threads_of

    for thread in threads_of(frame, columns=columns, keep=keep_columns):
        yield read_document(thread, keep_authors=keep_authors, author_key=author_key)
