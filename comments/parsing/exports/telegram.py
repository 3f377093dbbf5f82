"""Telegram Desktop's export (`result.json`), of one chat or of a whole account.

Written by export_output_json.cpp of https://github.com/telegramdesktop/tdesktop. Readers comment on
a channel in its discussion group, into which Telegram forwards every post; a reader's message answers
the post or another message. Each post and, in a forum, each topic is a discussion; what answers
neither is one under the group's own name. Only groups are read: a channel's own export has its
posts but no comments, and what was said in private is nobody's comment.

Likes and dislikes are the reactions 👍 and 👎; the others say too many things to be either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from comments.errors import SourceError
from comments.parsing.documents import Thread
from comments.parsing.exports.format import Format
from comments.parsing.exports.json_marks import json_paths
from comments.parsing.exports.json_stream import Json, places
from comments.parsing.exports.linking import Entry
from comments.parsing.exports.platforms import prose, title_of
from comments.parsing.exports.threads import Hidden, discussed, gather, thread
from comments.parsing.exports.values import at, count, epoch, identity, iso, line, members, string
from comments.parsing.reading import ReadComment, Reading

_CHATS = ("", "chats.list.item", "left_chats.list.item")
_ROOTS = tuple(f"{chat}." if chat else "" for chat in _CHATS)
_ABOUT = ("name", "type", "id")
_ACCOUNT = ("about", "personal_information.user_id")
"""How the export of a whole account begins; its chats may be megabytes further on."""

_KEPT = "id from date date_unixtime text reactions sticker_emoji poll title".split()
_NOT_GROUPS = {
    "public_channel": "channels",
    "private_channel": "channels",
    "personal_chat": "private chats",
    "bot_chat": "private chats",
    "saved_messages": "private chats",
    "replies": "private chats",
    "verification_codes": "private chats",
}
"""Types of chats that hold no readers' comments."""


@dataclass(slots=True)
class _Chat:
    """The chat that is being read. `discussions` has the post, by id, that each message is under."""

    number: int
    about: Json = field(default_factory=dict)
    discussions: dict[str, str] = field(default_factory=dict)
    latest: str | None = None
    early: int = 0

    @property
    def kind(self) -> str:
        return string(self.about.get("type"))

    def place(self, message: Json) -> Iterator[tuple[str, Json]]:
        """The message with the key of its discussion. What the app itself says goes with the latest."""
        key = identity(message.get("id")) or ""
        is_topic = message.get("action") == "topic_created"
        if message.get("type") == "service" and not is_topic:
            self.early += 1
        else:
            answered = None if "reply_to_peer_id" in message else message.get("reply_to_message_id")
            above = identity(answered)
            is_post = is_topic or _is_forwarded_post(message)
            post = key if is_post else self.discussions.get(above or "")
            if key and post:
                self.discussions[key] = post
            chat = identity(self.about.get("id")) or f"chat {self.number}"
            self.latest = f"{chat}/{post}" if post else chat
            row = {name: message[name] for name in _KEPT if name in message}
            row |= {"post": is_post, "above": None if above == post else above}
            row |= {"chat": self.about.get("name"), "url": self._url(chat, post)}
            yield self.latest, row
        if self.latest:
            yield from ((self.latest, {"service": True}) for _ in range(self.early))
            self.early = 0

    def _url(self, chat: str, post: str | None) -> str | None:
        """Address of a post for members of the group; only supergroups have any."""
        return f"https://t.me/c/{chat}/{post}" if post and "supergroup" in self.kind else None


def _is_forwarded_post(message: Json) -> bool:
    """Whether Telegram forwarded it from the channel, in the channel's name."""
    is_forwarded = "forwarded_from" in message or "saved_from" in message
    return is_forwarded and string(message.get("from_id")).startswith("channel")


def _matches(head: bytes) -> bool:
    paths = json_paths(head)
    marks = [(f"{root}messages.item.id", f"{root}messages.item.type") for root in _ROOTS]
    return any(paths.issuperset(each) for each in (*marks, _ACCOUNT))


def _threads(file: BinaryIO, name: str) -> Iterator[Thread]:
    left_out: Counter[str] = Counter()
    gathered = gather(_rows(file, name, left_out))
    read = (_discussion(f"{name}/{key}", rows, told) for key, rows, told in gathered)
    found = discussed(read, name, "Telegram messages")
    try:
        first = next(found)
    except SourceError as error:
        if not left_out:
            raise
        told = f"a Telegram export of {_listed(left_out)}, which hold no readers' comments"
        raise SourceError(name, told, "export the channel's discussion group") from error
    if left_out:
        told = f"The export has more than groups; left out: {_listed(left_out)}."
        warnings = (*first.reading.warnings, told)
        first = replace(first, reading=replace(first.reading, warnings=warnings))
    yield first
    yield from found


def _rows(file: BinaryIO, name: str, left_out: Counter[str]) -> Iterator[tuple[str, Json]]:
    """Messages, each with the key of its discussion; `left_out` counts the chats that are no group."""
    fields = {f"{root}{about}": about for root in _ROOTS for about in _ABOUT}
    messages = {f"{root}messages.item" for root in _ROOTS}
    chat = _Chat(0)
    for place, value in places(file, name, *_CHATS, *fields, *messages):
        if place in fields:
            chat.about[fields[place]] = value
        elif place in _CHATS:
            chat = _Chat(chat.number + 1)
        elif chat.kind in _NOT_GROUPS:
            left_out[_NOT_GROUPS[chat.kind]] += chat.latest is None
            chat.latest = chat.kind
        elif isinstance(value, dict):
            yield from chat.place(value)


def _listed(counted: Counter[str]) -> str:
    return " and ".join(f"{kind} ({number:,})" for kind, number in sorted(counted.items()))


def _discussion(name: str, rows: list[Json], told: tuple[str, ...]) -> Thread:
    said = [row for row in rows if "service" not in row]
    post = next((row for row in said if row["post"]), {})
    chat = line(said[0].get("chat"))
    body = _text(post)
    reading = Reading(
        title=(line(post.get("title")) or title_of(body)) if post else chat,
        body=body,
        parser="export:telegram",
        published_at=_moment(post),
        outlet=line(post.get("from")) or chat,
        url=said[0].get("url"),
        reasons=("structured export: Telegram Desktop",),
        warnings=(*told, *_other_reactions(said)),
    )
    service = [Hidden("service message")] * (len(rows) - len(said))
    entries = [_comment(row) for row in said if not row["post"]]
    return thread(name, reading, [*entries, *service])


def _comment(row: Json) -> Entry:
    key = identity(row.get("id"))
    reactions = _reactions(row)
    return Entry(
        key,
        row["above"],
        ReadComment(
            text=_text(row),
            author=line(row.get("from")),
            posted_at=_moment(row),
            likes=reactions["👍"] if reactions else None,
            dislikes=reactions["👎"] if reactions else None,
            original_id=key,
        ),
    )


def _moment(row: Json) -> str | None:
    """In UTC; older exports have only the clock of the computer that wrote them, without a zone."""
    second = count(row.get("date_unixtime"))
    return iso(row.get("date")) if second is None else epoch(second)


def _text(row: Json) -> str:
    found = row.get("text")
    text = prose("".join(map(_piece, found if isinstance(found, list) else [found])))
    return text or prose(at(row, "poll", "question")) or prose(row.get("sticker_emoji"))


def _piece(piece: Any) -> str:
    """A part of a text: plain, or set in a style; quotes in lines of their own."""
    text = string(at(piece, "text") if isinstance(piece, dict) else piece)
    if at(piece, "type") != "blockquote":
        return text
    lines = prose(text).split("\n")
    return "\n\n" + "\n".join(f"> {quoted}" if quoted else "" for quoted in lines) + "\n\n"


def _reactions(row: Json) -> Counter[str]:
    reactions: Counter[str] = Counter()
    for reaction in members(row.get("reactions")):
        kind = string(reaction.get("emoji")) or string(reaction.get("type")).replace("_", " ")
        reactions[kind.strip("\ufe0f")] += max(0, count(reaction.get("count")) or 0)
    return reactions


def _other_reactions(rows: list[Json]) -> Iterator[str]:
    others: Counter[str] = Counter()
    for row in rows:
        others.update(_reactions(row) if not row["post"] else ())
    del others["👍"], others["👎"]
    if listed := ", ".join(f"{kind} {number:,}" for kind, number in others.most_common(10)):
        yield f"Reactions that count neither as likes nor as dislikes: {listed}."


FORMAT = Format("Telegram Desktop", _matches, _threads)
