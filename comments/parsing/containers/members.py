"""Which members of an archive are pages: the rules of folders, applied to names and first bytes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from itertools import count, islice

from comments.errors import NotAPageError
from comments.parsing.containers.file import File, Items
from comments.parsing.decoding import is_html
from comments.parsing.sources import COPIES, pages_of_companion

_SYSTEM = frozenset(("__MACOSX", "Thumbs.db", "desktop.ini", "Icon\r", COPIES))
_CODE = (".css", ".js", ".mjs", ".map", ".js.download", ".css.download", ".js.descarga")
"""Endings of style sheets and scripts, which no first bytes tell from a text."""

_SITE_FILES = frozenset(
    "robots.txt ads.txt app-ads.txt security.txt humans.txt llms.txt hts-log.txt cookies.txt".split()
)
"""Texts that a site has for machines, and those that HTTrack writes beside its mirror."""

_ROOT = re.compile(r"^(?:\.?/)+")

MAX_PATH = 4_096
"""Characters of a path that any system writes."""

_MAX_COMPANIONS = 4
"""Companion folders that are looked at in one path; browsers make one, or two inside each other."""

_PICTURE = re.compile(
    b"|".join(
        (
            rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|\x00\x00[\x01\x02]\x00",
            rb"RIFF.{4}(?:WEBP|WAVE|AVI )|ID3[\x02-\x04]\x00|\xff[\xfb\xf3\xf2]|OggS\x00|fLaC\x00",
            rb"\x1a\x45\xdf\xa3|\x00\x00\x00.ftyp",
            rb"wOF[F2](?:\x00\x01\x00\x00|OTTO|true)|OTTO\x00|\x00\x01\x00\x00\x00",
            rb"\s{0,9}(?:<\?xml[^>]{0,200}>\s{0,9})?(?:<!--[^>]{0,500}-->\s{0,9})?"
            rb"(?:<!DOCTYPE svg[^>]{0,500}>\s{0,9})?<svg\b",
        )
    ),
    re.DOTALL,
)
"""First bytes of pictures, sound and film, fonts, and drawings."""


def furniture(path: str, head: bytes) -> str | None:
    """What kind of thing a member is that belongs to pages and is none; None for all others."""
    if _PICTURE.match(head):
        return "picture, font or film"
    if is_html(head):
        return None
    if path.lower().endswith(_CODE):
        return "style sheet or script"
    if posixpath.basename(path).lower() in _SITE_FILES:
        return "file for machines"
    return None


def open_member(member: File, path: str) -> Items:
    """What the member is; nothing, but a count, for furniture and for data beside the pages."""
    passed_over = member.opening.passed_over
    if kind := furniture(path, member.head):
        passed_over[kind] += 1
        return
    for item in member.opening.open(member):
        if isinstance(item, NotAPageError):
            passed_over[item.kind] += 1
        else:
            yield item


def is_hidden(path: str) -> bool:
    """Whether any part of the path is hidden, or is a system's own."""
    return any(
        (part.startswith(".") and part not in {".", ".."}) or part in _SYSTEM
        for part in path.split("/")
    )


def place(path: str) -> str:
    """The path below its archive: absolute paths and "./" name the same place as without."""
    return _ROOT.sub("", path)


def stem(path: str) -> str:
    """The path without its file's ending."""
    return posixpath.splitext(posixpath.normpath(path))[0]


def companion_to(path: str) -> list[str]:
    """Stems of the pages that the member may belong to, by the names of the folders it lies in."""
    if len(path) > MAX_PATH:
        return []
    folders = posixpath.normpath(path).split("/")[:-1]
    owners = (
        posixpath.join(*folders[:depth], page)
        for depth, folder in enumerate(folders)
        for page in pages_of_companion(folder)
    )
    return list(islice(owners, _MAX_COMPANIONS))


def is_companion(path: str, stems: Collection[str]) -> bool:
    """Whether the member lies in the companion folder of one of the pages with these stems."""
    return any(page in stems for page in companion_to(path))


def resolved(page: str, reference: str) -> str:
    """The path that a relative reference in `page` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), reference))


class Names:
    """Gives each document of a file a name of its own: a second "a" is "a (2)"."""

    def __init__(self) -> None:
        # By hash, for a web archive may hold millions of addresses; the number to try next.
        self._next: dict[int, int] = {}

    def free(self, name: str) -> str:
        """`name`, or the first of "name (2)", "name (3)" … that is not taken."""
        if hash(name) not in self._next:
            return name
        numbered = (f"{name} ({number})" for number in count(self._next[hash(name)]))
        return next(candidate for candidate in numbered if hash(candidate) not in self._next)

    def take(self, name: str) -> str:
        """The free name for `name`, which is not free any more."""
        found = self.free(name)
        if found != name:
            self._next[hash(name)] = int(found[len(name) + 2 : -1]) + 1
        self._next[hash(found)] = 2
        return found
