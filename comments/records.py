"""What travels between the steps: articles and comments, and the columns of the two tables.

Every step imports this module and nothing of the steps after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

Sentiment = Literal["negative", "neutral", "positive"]
Framing = Literal["none", "mention", "sectarian", "bridging"]
Precision = Literal["year", "month", "week", "day", "hour", "minute", "second"]
Removal = Literal["moderator", "author", "unknown"]
Confidence = Literal["high", "medium", "low"]

SENTIMENTS: tuple[Sentiment, ...] = ("negative", "neutral", "positive")
HOSTILITY_LEVELS = ("civil", "uncivil", "hostile", "violent")
"""Names of the hostility levels 0 to 3, in order."""
HOSTILITY_TYPES = (
    "insult",
    "mockery",
    "accusation",
    "profanity",
    "dehumanisation",
    "identity_attack",
    "threat",
)
HOSTILITY_TARGETS = (
    "journalist",
    "commenter",
    "public_figure",
    "state",
    "organisation",
    "group",
    "other",
)
FRAMINGS: tuple[Framing, ...] = ("none", "mention", "sectarian", "bridging")
FRAMES = (
    "othering",
    "threat",
    "disloyalty",
    "excommunication",
    "victimhood",
    "glorification",
    "exclusion",
)


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader comment, as it stood under one article.

    `position` counts from 1 in page order. `depth` is 0 for a comment on the article itself and
    `parent_id` names the comment that a reply answers. `author` is a pseudonym unless names were
    asked for. `posted_at` is ISO 8601 with exactly the zone and the digits that the page gives, and
    `posted_precision` says how exact it is: a time that the page states as "3 hours ago" is counted
    back from the page's own date, and is exact to the hour at best. `original_id` is the site's own
    id. In `text`, paragraphs are separated by one blank line, and each line that quotes another
    text begins with "> ". `removal` says who took a comment away whose place the page still shows;
    its text is then the page's notice, and it has no scores. `language` is an ISO 639-1 code
    (`ur-Latn`, `hi-Latn` for romanised text, `und` where unknown). `duplicate_of` names the earlier
    comment under the same article that has the same text. `extra` holds the cells of the columns
    that the user keeps of a table: pairs of the column's name and its text, none for a gap.
    """

    comment_id: str
    article_id: str
    position: int
    text: str
    parent_id: str | None = None
    depth: int = 0
    author: str | None = None
    posted_at: str | None = None
    posted_precision: Precision | None = None
    likes: int | None = None
    dislikes: int | None = None
    original_id: str | None = None
    removal: Removal | None = None
    language: str = "und"
    duplicate_of: str | None = None
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dropped:
    """What was read as neither article nor comment, for one `reason` ("form", "share bar" …).

    `blocks` counts the pieces of the page, `characters` their text without white space.
    """

    reason: str
    blocks: int
    characters: int


@dataclass(frozen=True, slots=True)
class Article:
    """One page: its article, and the comments that readers left under it.

    `body` holds paragraphs separated by one blank line. `declared_comments` is the number that the
    page itself states, None where it states none. `parser` names the reader and the rule that
    found the comments. `confidence` says how far to trust that the comments are all there and
    nothing else, and `reasons` what speaks for and against it. `dropped` accounts for the text of
    the page that is in neither. `warnings` are sentences for the researcher.
    """

    article_id: str
    source: str
    title: str | None
    body: str
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published_at: str | None = None
    language: str = "und"
    declared_comments: int | None = None
    comments: tuple[Comment, ...] = ()
    parser: str = ""
    confidence: Confidence = "high"
    reasons: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def found_comments(self) -> int:
        """Number of comments that were read from the page."""
        return len(self.comments)


def article_schema() -> pa.Schema:
    """Columns of `articles.parquet`, one row an article.

    `found_comments` stands in for `Article.comments`, whose rows are in `comments.parquet`. The
    columns of `title_schema` come last; they are null before scoring.
    """
    import pyarrow as pa

    dropped = pa.struct(
        [
            pa.field("reason", pa.string(), nullable=False),
            pa.field("blocks", pa.int32(), nullable=False),
            pa.field("characters", pa.int64(), nullable=False),
        ]
    )
    return pa.schema(
        [
            pa.field("article_id", pa.string(), nullable=False),
            pa.field("source", pa.string(), nullable=False),
            pa.field("url", pa.string()),
            pa.field("outlet", pa.string()),
            pa.field("title", pa.string()),
            pa.field("byline", pa.string()),
            pa.field("published_at", pa.string()),
            pa.field("language", pa.string(), nullable=False),
            pa.field("body", pa.string(), nullable=False),
            pa.field("declared_comments", pa.int32()),
            pa.field("found_comments", pa.int32(), nullable=False),
            pa.field("parser", pa.string(), nullable=False),
            pa.field("confidence", pa.string(), nullable=False),
            pa.field("reasons", pa.list_(pa.string()), nullable=False),
            pa.field("dropped", pa.list_(dropped), nullable=False),
            pa.field("warnings", pa.list_(pa.string()), nullable=False),
            *title_schema(),
        ]
    )


def title_schema() -> pa.Schema:
    """Columns for the scores of an article's title, named after those of a comment, "title_" before."""
    import pyarrow as pa

    scores = score_schema()
    return pa.schema([pa.field(f"title_{name}", scores.field(name).type) for name in TITLE_SCORES])


TITLE_SCORES = (
    *("sentiment", "p_negative", "p_neutral", "p_positive"),
    *("hostility", "p_uncivil", "p_hostile", "p_violent"),
)
"""Scores of a title that its comments are set against."""


def comment_schema(keep: Sequence[str] = ()) -> pa.Schema:
    """Columns of a comment as it was read, before scoring; one row a comment.

    `keep` names the columns of tables that the user keeps, which come last (see `kept_name`).
    """
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("comment_id", pa.string(), nullable=False),
            pa.field("article_id", pa.string(), nullable=False),
            pa.field("parent_id", pa.string()),
            pa.field("position", pa.int32(), nullable=False),
            pa.field("depth", pa.int32(), nullable=False),
            pa.field("author", pa.string()),
            pa.field("posted_at", pa.string()),
            pa.field("posted_precision", pa.string()),
            pa.field("likes", pa.int64()),
            pa.field("dislikes", pa.int64()),
            pa.field("original_id", pa.string()),
            pa.field("removal", pa.string()),
            pa.field("text", pa.string(), nullable=False),
            pa.field("language", pa.string(), nullable=False),
            pa.field("duplicate_of", pa.string()),
            *(pa.field(kept_name(name), pa.string()) for name in keep),
        ]
    )


def comment_row(comment: Comment) -> dict[str, Any]:
    """The comment by the names of `comment_schema`; of kept columns, those that have a text."""
    named = (field.name for field in fields(comment) if field.name != "extra")
    row = {name: getattr(comment, name) for name in named}
    return row | {kept_name(name): text for name, text in comment.extra}


@cache
def kept_name(name: str) -> str:
    """Name in our tables of a column of the user's: its own, or "table_language" where it is one of
    ours, or begins as the names do by which comparisons group ("posted_month", "article.language").
    """
    ours = {*scored_schema().names, *article_schema().names}
    return f"table_{name}" if name in ours or name.startswith(_TAKEN) else name


_TAKEN = ("posted_", "published_", "article.", "table_")
"""The last keeps two columns `language` and `table_language` apart."""


def score_schema() -> pa.Schema:
    """Columns that scoring adds beside a comment, named after the codebook.

    Every `p_` is a calibrated probability in [0, 1]. `hostility` is the highest level k, 0 to 3, with
    P(level >= k) of at least 1/2, so that `hostility` >= 2 means `p_hostile` >= 1/2. `groups` come
    from a word list, whatever the framing. `windows` is the number of pieces that a long text was scored in (1 for nearly all).
    """
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("sentiment", pa.string()),
            pa.field("p_negative", pa.float32()),
            pa.field("p_neutral", pa.float32()),
            pa.field("p_positive", pa.float32()),
            pa.field("hostility", pa.int8()),
            pa.field("p_uncivil", pa.float32()),
            pa.field("p_hostile", pa.float32()),
            pa.field("p_violent", pa.float32()),
            pa.field("hostility_types", pa.list_(pa.string())),
            pa.field("hostility_target", pa.list_(pa.string())),
            pa.field("sectarian", pa.string()),
            pa.field("p_sectarian", pa.float32()),
            pa.field("p_bridging", pa.float32()),
            pa.field("frames", pa.list_(pa.string())),
            pa.field("groups", pa.list_(pa.string())),
            pa.field("windows", pa.int32()),
        ]
    )


def scored_schema(keep: Sequence[str] = ()) -> pa.Schema:
    """Columns of `comments.parquet`: a comment, with the columns that the user keeps, and its scores."""
    import pyarrow as pa

    return pa.schema([*comment_schema(keep), *score_schema()])
