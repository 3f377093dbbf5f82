"""The explorer: all comments of a run in one HTML page that works from disk, without a network.

The page is `page.html` with `style.css` and the scripts inlined; its data are JSON beside them.
Its content-security policy allows exactly this style and this script, by their hashes, and forbids
all else: a comment cannot run, load or send anything, whatever is in it.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from importlib.resources import files
from typing import TYPE_CHECKING

from comments.durable import write_atomically
from comments.reporting import palette
from comments.reporting.explorer.data import Evidence, data_blocks
from comments.reporting.explorer.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

    from comments.reporting.provenance import Provenance

SCRIPTS = (
    *("page", "data", "fold", "filters", "clusters", "shares", "text", "comment"),
    *("list", "thread", "panel", "summary", "csv", "state", "main"),
)
"""The page's scripts, in the order in which they make one."""

POLICY = (
    "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:;"
    " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""With trusted types and no policy of them, a browser refuses every sink of markup (innerHTML)."""


def write_explorer(
    articles: pa.Table,
    comments: pa.Table,
    provenance: Provenance,
    path: Path,
    evidence: Evidence | None = None,
    *,
    sampled_from: int | None = None,
) -> None:
    """Write the page of `articles` (`article_schema`, the body can be left out) and their `comments`
    (`scored_schema`).

    `evidence` names the words that a score rests on, by comment id: (start, end, weight), in
    characters of the comment's text. Equal input gives equal bytes. The page is written in pieces,
    so that memory holds the tables and not the page. Where the comments are a sample of a larger
    number, `sampled_from`, the page says so.
    """
    total = comments.num_rows if sampled_from is None else sampled_from
    write_atomically(path, _page(articles, comments, provenance, evidence or {}, total))


def _page(
    articles: pa.Table,
    comments: pa.Table,
    provenance: Provenance,
    evidence: Evidence,
    total: int,
) -> Iterator[bytes]:
    script = "\n".join(["'use strict';", *(_part(f"{name}.js") for name in SCRIPTS)])
    style = _filled(_part("style.css"), vars(palette))
    policy = POLICY.format(script=_digest(script), style=_digest(style))
    n = comments.num_rows
    told = WORDS["sample"].format(n=f"{n:,}", total=f"{total:,}") if n < total else ""
    names = {key: html.escape(text) for key, text in {**WORDS, "sample": told}.items()}
    frame = _filled(_part("page.html"), names | {"policy": html.escape(policy)})
    before, between, after = re.split("{{style}}|{{data}}", frame)
    yield f"{before}{style}{between}".encode()
    for block in data_blocks(articles, comments, provenance, evidence):
        yield f'<script type="application/json">{block}</script>\n'.encode()
    yield after.replace("{{script}}", script).encode()


def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _filled(template: str, values: dict[str, str]) -> str:
    """The template with each `{{name}}` that has a value replaced by it."""
    return re.sub(r"{{(\w+)}}", lambda m: values.get(m[1], m[0]), template)


def _digest(text: str) -> str:
    """A policy's name for an inline style or script: the hash of its exact text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
