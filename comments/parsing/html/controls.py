"""What a record has to be clicked: reply, report, forms; and the likes and dislikes it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from comments.parsing.html.cues import CONTROLS, folded
from comments.parsing.html.dom import TEXT, Tree, is_custom
from comments.parsing.html.lines import Fields
from comments.parsing.html.rendering import line_of

_TOOL_NAMES = re.compile(
    r"[ _-](?:reply|replies-link|actions?|controls?|toolbar|tools|buttons?|vote|votes|voting|rating|ratings|likes?|share|sharing|avatar|gravatar|report|flag|permalink|edit-link|badge|badges|reputation|karma|sig|signature)(?= )"
)
_LIKES_NAMES = re.compile(
    r"like|vote|recommend|upvote|karma|rating-?(?:count|value)|thumbs?-?up|points|score|ups(?![a-z])|[ _-](?:up|plus|positive)(?= )"
)
_DISLIKES_NAMES = re.compile(
    r"dis-?like|down-?vote|vote-?down|thumbs?-?down|not-?recommend|downs(?![a-z])|[ _-](?:down|minus|negative)(?= )"
)
_NUMBER = re.compile(r"^\W*?([+−-]?\d{1,3}(?:[.,\u202f\u00a0٬]\d{3})+|[+−-]?\d+)\W*$")
_MAX_CONTROL_WORDS = 8
_MAX_LABEL_WORDS = 3
_MAX_LIKES_WORDS = 5
_MAX_LIKES_DIGITS = 9
_FORMS = frozenset(("form", "select", "fieldset", "nav"))
_CLICKED = frozenset(("a", "button", "span", "div", "p", "li", "ul", "small", "em", "i"))
_LABELS = frozenset(("a", "button", "span", "li", "small"))
_REPLY_STARTS = ("reply to ", "antworten auf ")
_AROUND_LABEL = " .:·|()[]»«›‹→←↩⤷↓↑▼▲"


def read_controls(
    tree: Tree, own: list[int], likes: Sequence[int], dislikes: Sequence[int], found: Fields
) -> set[int]:
    """Nodes of the record that are there to be clicked: reply, report, votes, forms.

    Takes the numbers of likes and dislikes from them, first from the nodes that a table points out.
    """
    found.likes = _first_number(tree, likes)
    against = _first_number(tree, dislikes)
    found.dislikes = None if against is None else abs(against)
    skip = {*likes, *dislikes}
    boxes = []
    for k in own[1:]:
        tag = tree.tag[k]
        if tag in _FORMS:
            skip.add(k)
        elif tag in _CLICKED or is_custom(tag):
            if _is_vote_box(tree, k):
                boxes.append(k)
            elif _is_control(tree, k, found):
                skip.add(k)
    return skip.union(boxes)


def _first_number(tree: Tree, nodes: Sequence[int]) -> int | None:
    shown = (line_of(tree, k) or tree.attribute(k, "content") for k in nodes)
    return next((number for text in shown if (number := likes_in(text)) is not None), None)


def _is_vote_box(tree: Tree, k: int) -> bool:
    """Whether a box holds likes and dislikes, each in a part of its own that has yet to be read."""
    if not 0 < tree.words_in(k) <= _MAX_CONTROL_WORDS or not _meaning(_names(tree, k))[0]:
        return False
    texts = (tree.text[i] for i in range(k, tree.end[k]) if tree.tag[i] == TEXT)
    return sum(any(map(str.isdigit, text)) for text in texts) > 1


def _names(tree: Tree, k: int) -> str:
    """Class, id, and the label for screen readers, which alone says what a picture means."""
    label = tree.attribute(k, "aria-label")
    return f"{tree.names[k]} {label.lower()} " if label else tree.names[k]


@lru_cache(maxsize=8_192)
def _meaning(names: str) -> tuple[bool, bool, bool]:
    """Whether the names are those of a tool, of a number of likes, and of dislikes."""
    patterns = (_TOOL_NAMES, _LIKES_NAMES, _DISLIKES_NAMES)
    tool, likes, dislikes = (bool(names and pattern.search(names)) for pattern in patterns)
    return tool, likes, dislikes


def _is_control(tree: Tree, k: int, found: Fields) -> bool:
    """Whether node `k` is there to be clicked; takes the number of likes or dislikes from it."""
    if not 0 < tree.words_in(k) <= _MAX_CONTROL_WORDS:
        return False
    names = _names(tree, k)
    tool, counts_likes, against = _meaning(names)
    labelled = tool or tree.tag[k] in _LABELS or is_custom(tree.tag[k])
    if not (labelled or against or counts_likes):
        return False
    label = folded(line_of(tree, k)).strip(_AROUND_LABEL)
    if labelled and (label in CONTROLS or "reply-link" in names or label.startswith(_REPLY_STARTS)):
        return True
    known = found.dislikes if against else found.likes
    if not (tool or ((against or counts_likes) and known is None)):
        return False
    number = likes_in(label)
    if number is not None and known is None:
        if against:
            found.dislikes = abs(number)
        elif counts_likes:
            found.likes = number
    return number is not None or (labelled and tree.words_in(k) <= _MAX_LABEL_WORDS)


def likes_in(text: str) -> int | None:
    """The number in "12", "+3", "12 likes"; None in any longer text."""
    for part in (text, *text.split()[:1], *text.split()[-1:]):
        if match := _NUMBER.match(part):
            digits = re.sub(r"[^\d−-]", "", match[1]).replace("−", "-")
            short = len(text.split()) <= _MAX_LIKES_WORDS and len(digits) <= _MAX_LIKES_DIGITS
            return int(digits) if short else None
    return None
