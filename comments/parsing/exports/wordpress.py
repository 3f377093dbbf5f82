"""WordPress: the XML export of a site (WXR), and comments and posts of its REST interface.

WXR is documented by the code that writes it, `export_wp` in wp-admin/includes/export.php, versions
1.0 to 1.2; the REST records in https://developer.wordpress.org/rest-api/reference/comments/ and
…/posts/. Pingbacks, trackbacks and notes of shops are no comments; spam and what awaits approval
was never seen by readers; all are counted. A comment in the trash keeps its place, as taken away
by a moderator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, BinaryIO

from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import has_fields
from comments.parsing.exports.json_stream import Json, objects
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.markup import lines_to_text, to_text
from comments.parsing.exports.threads import REMOVED, Hidden, discussed, gather, thread
from comments.parsing.exports.values import address, at, host, identity, iso, line, members, string
from comments.parsing.exports.xml_stream import begins_xml, by_name, children, local_name, text
from comments.parsing.reading import ReadComment, Reading

_ROOT = re.compile(rb"<rss\s[^>]{0,2000}xmlns:wp=[\"']https?://wordpress\.org/export/")
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_REASONS = {
    "0": "not approved",
    "hold": "not approved",
    "unapproved": "not approved",
    "spam": "spam",
    "pingback": "pingback",
    "trackback": "trackback",
}
"""Why readers do not see a comment of a status or type, under the names of WXR and REST."""
_TRASH = frozenset(("trash", "post-trashed"))
_COMMENT_TYPES = frozenset(("", "comment", "review"))
_COMMENT_PAGE = re.compile(r"comment-page-\d+/?$")
_MAX_OFFSET = timedelta(hours=14)


def _matches_wxr(head: bytes) -> bool:
    return begins_xml(head) and _ROOT.search(head) is not None


def _wxr(file: BinaryIO, name: str) -> Iterator[Thread]:
    return discussed(_items(file, name), name, "a WordPress export")


def _items(file: BinaryIO, name: str) -> Iterator[Thread]:
    site: dict[str, str] = {}
    for number, element in enumerate(children(file, name, "channel")):
        tag = local_name(element)
        if tag != "item":
            site.setdefault(tag, text(element))
            continue
        fields = {key: text(inner) for key, inner in by_name(element).items()}
        content = next((text(inner) for inner in element if inner.tag == _CONTENT), "")
        url = address(fields.get("link"))
        published_at = _moment(fields.get("post_date"), fields.get("post_date_gmt"))
        reading = Reading(
            title=line(fields.get("title")),
            body=lines_to_text(content),
            parser="export:wordpress-wxr",
            byline=line(fields.get("creator")),
            published_at=published_at or _from_mail(fields.get("pubDate", "")),
            outlet=line(site.get("title")) or host(url),
            url=url,
            language=line(site.get("language")),
            reasons=("structured export: WordPress WXR",),
        )
        found = [_wxr_comment(inner) for inner in element if local_name(inner) == "comment"]
        yield thread(f"{name}/{fields.get('post_id') or f'item {number}'}", reading, found)


def _wxr_comment(element: Any) -> Entry | Hidden:
    fields = {key: text(inner) for key, inner in by_name(element).items()}

    def field(key: str) -> str:
        return fields.get(f"comment_{key}", "")

    return _comment(
        key=identity(field("id")),
        parent_key=identity(field("parent")),
        said=lines_to_text(field("content")),
        author=line(field("author")),
        posted_at=_moment(field("date"), field("date_gmt")),
        status=field("approved"),
        kind=field("type"),
    )


def _rest(file: BinaryIO, name: str) -> Iterator[Thread]:
    gathered = gather(_rest_rows(file, name))
    read = (_rest_thread(f"{name}/{key}", rows, warnings) for key, rows, warnings in gathered)
    return discussed(read, name, "WordPress data")


def _rest_rows(file: BinaryIO, name: str) -> Iterator[tuple[str, Json]]:
    """Posts and comments, each with its post's id; embedded posts and replies by themselves."""
    for record in objects(file, name):
        if "author_name" in record:
            key = identity(record.get("post")) or ""
            up = members(at(record, "_embedded", "up"))
            yield from ((key, post) for post in up)
            yield key, {k: v for k, v in record.items() if k != "_embedded"}
        elif "title" in record:
            key = identity(record.get("id")) or ""
            yield key, record
            replies = at(record, "_embedded", "replies")
            for page in replies if isinstance(replies, list) else ():
                yield from ((key, reply) for reply in members(page))


def _rest_thread(name: str, rows: list[Json], warnings: tuple[str, ...]) -> Thread:
    # The same post is embedded in each of its comments, without its text.
    posts = sorted(
        (row for row in rows if "author_name" not in row), key=lambda p: "content" not in p
    )
    post = posts[0] if posts else {}
    comments = [row for row in rows if "author_name" in row]
    url = address(post.get("link")) or next(filter(None, map(_article_url, comments)), None)
    authors = members(at(post, "_embedded", "author"))
    reading = Reading(
        title=line(to_text(string(at(post, "title", "rendered")))),
        body=to_text(string(at(post, "content", "rendered"))),
        parser="export:wordpress-rest",
        byline=line(authors[0].get("name")) if authors else None,
        published_at=_moment(post.get("date"), post.get("date_gmt")),
        outlet=host(url),
        url=url,
        reasons=("structured export: WordPress REST",),
        warnings=warnings,
    )
    return thread(name, reading, [_rest_comment(row) for row in comments])


def _rest_comment(row: Json) -> Entry | Hidden:
    return _comment(
        key=identity(row.get("id")),
        parent_key=identity(row.get("parent")),
        said=to_text(string(at(row, "content", "rendered"))),
        author=line(to_text(string(row.get("author_name")))),
        posted_at=_moment(row.get("date"), row.get("date_gmt")),
        status=string(row.get("status")),
        kind=string(row.get("type")),
    )


def _comment(
    *,
    key: str | None,
    parent_key: str | None,
    said: str,
    author: str | None,
    posted_at: str | None,
    status: str,
    kind: str,
) -> Entry | Hidden:
    reason = _REASONS.get(kind) or _REASONS.get(status)
    if reason is None and kind not in _COMMENT_TYPES:
        reason = "not by a reader"
    if reason is not None:
        return Hidden(reason, said)
    is_trash = status in _TRASH
    return Entry(
        key,
        parent_key,
        ReadComment(
            text=REMOVED if is_trash else said,
            author=author,
            posted_at=posted_at,
            original_id=key,
            removal="moderator" if is_trash else None,
        ),
    )


def _article_url(row: Json) -> str | None:
    """Address of the article, of a comment's own "…/article/comment-page-2/#comment-31"."""
    link = address(row.get("link"))
    return link and _COMMENT_PAGE.sub("", link.partition("#")[0])


def _moment(local: Any, gmt: Any) -> str | None:
    """ISO 8601 of a site's own clock, with the zone that follows from the same moment in GMT."""
    here, there = iso(local), iso(gmt)
    if here is None or there is None:
        return here or (f"{there}Z" if there else None)
    try:
        offset = datetime.fromisoformat(here) - datetime.fromisoformat(there)
    except TypeError:  # a zone is there already
        return here
    minutes = round(offset.total_seconds() / 60)
    if abs(offset) > _MAX_OFFSET or minutes % 15:
        return f"{there}Z"
    if not minutes:
        return f"{here}Z"
    sign = "-" if minutes < 0 else "+"
    return f"{here}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _from_mail(moment: str) -> str | None:
    """ISO 8601 of "Mon, 21 May 2007 15:46:57 +0000"."""
    try:
        return parsedate_to_datetime(moment).isoformat().replace("+00:00", "Z")
    except ValueError:
        return None


_is_comments = has_fields("id", "author_name", "content.rendered", "parent")
_is_posts = has_fields("id", "slug", "title.rendered", "content.rendered")

WXR = Format("WordPress WXR", _matches_wxr, _wxr)
REST = Format("WordPress REST", lambda head: _is_comments(head) or _is_posts(head), _rest)
