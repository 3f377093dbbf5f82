"""Looks words up in the tables of `cues`: what roles a word has, whether words are a known phrase."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from comments.parsing.letters import words
from comments.parsing.text import cues
from comments.parsing.text.stems import STEMS

Role = tuple[str, str]


_PHRASES = ("CONTROLS", "HEADINGS", "WEAK_HEADINGS", "ENDS", "SITE", "QUOTES")
"""Tables of whole phrases."""
_NONE: frozenset[Role] = frozenset()
_HEAD, _LONGEST = 3, 20
"""Letters of the shortest stem that stands for the beginning of a word, and of the longest."""


@cache
def _stems() -> tuple[dict[str, frozenset[Role]], dict[str, frozenset[Role]], frozenset[str]]:
    """Roles of whole words and of beginnings of words, and the heads of the latter."""
    whole: dict[str, set[Role]] = {}
    prefix: dict[str, set[Role]] = {}
    for language, roles in STEMS.items():
        for role, stems in roles.items():
            for stem in stems.split():
                table = prefix if stem.endswith("-") else whole
                # A stem like "e-mail" is more than one word to `words`; its last word is enough.
                parts = words(stem)
                table.setdefault(parts[-1], set()).add((language, role))
    return (
        {stem: frozenset(found) for stem, found in whole.items()},
        {stem: frozenset(found) for stem, found in prefix.items()},
        frozenset(stem[:_HEAD] for stem in prefix),
    )


def roles(word: str) -> frozenset[Role]:
    """Roles that a folded word has, as (language, role)."""
    return _NONE if word.isdigit() else _roles(word)[0]


@lru_cache(maxsize=65536)
def _roles(word: str) -> tuple[frozenset[Role], frozenset[str]]:
    """Roles of a word by language, and of any language."""
    whole, prefix, heads = _stems()
    found = _NONE
    for form in _forms(word):
        found |= whole.get(form, _NONE)
        if form[:_HEAD] in heads:
            for end in range(_HEAD, min(len(form), _LONGEST) + 1):
                found |= prefix.get(form[:end], _NONE)
    return found, frozenset(role for _, role in found)


def _forms(word: str) -> Iterable[str]:
    forms = [word]
    if "'" in word:
        forms += (part for part in word.split("'") if len(part) > 2)
    # Arabic writes "and", "by", "for" and the article in one word with what follows.
    if word[:1] in _PARTICLE_LETTERS:
        forms += (
            word[len(particle) :]
            for particle in _PARTICLES
            if word.startswith(particle) and len(word) - len(particle) > 2
        )
    return forms


_PARTICLES = ("ال", "و", "وال", "بال", "لل", "ل", "ب")
_PARTICLE_LETTERS = frozenset(particle[0] for particle in _PARTICLES)


_DECIDING = ("comment", "reply", "two", "newsletter", "load", "letters", "email", "like")
"""Roles without one of which the others tell nothing of a line."""


def may_be_cue(tokens: tuple[str, ...]) -> bool:
    """Whether any rule can make more of the words than a text: that of most lines is settled here.

    A word decides, or begins a phrase that may be followed by others, or all words are known ones.
    """
    if tells(tokens, *_DECIDING) or (tokens and tokens[0] == "1"):
        return True
    first = next((token for token in tokens if not token.isdigit()), "")
    return first in ends_openings() or all(map(_is_known, tokens))


def _is_known(word: str) -> bool:
    return len(word) == 1 or word.isdigit() or word in _cue_words() or bool(roles(word))


@cache
def ends_openings() -> frozenset[str]:
    """First words of phrases that end an article or a section, whatever may follow them."""
    return frozenset(("copyright", *(phrase[0] for phrase in phrases("ENDS"))))


@cache
def _cue_words() -> frozenset[str]:
    listed = (word for name in _PHRASES for phrase in phrases(name) for word in phrase)
    return frozenset((*listed, *words(cues.ADVERTISING)))


@cache
def phrases(name: str) -> dict[tuple[str, ...], frozenset[str]]:
    table: dict[str, str] = getattr(cues, name)
    found: dict[tuple[str, ...], set[str]] = {}
    for language, alternatives in table.items():
        for phrase in alternatives.split("|"):
            if key := words(phrase):
                found.setdefault(key, set()).add(language)
    return {key: frozenset(languages) for key, languages in found.items()}


def in_phrases(name: str, tokens: tuple[str, ...]) -> bool:
    """Whether the words, as a whole, are a phrase of the table `cues.<name>`."""
    return tokens in phrases(name)


def languages_with(tokens: tuple[str, ...], *wanted: str) -> bool:
    """Whether in one language the words have all the wanted roles, each borne by its own word."""
    if not _told(tokens).issuperset(wanted):
        return False
    borne: dict[str, dict[str, set[int]]] = {}
    for place, token in enumerate(tokens):
        for language, role in roles(token):
            if role in wanted:
                borne.setdefault(language, {}).setdefault(role, set()).add(place)
    for by_role in borne.values():
        if len(by_role) == len(wanted) and len(set().union(*by_role.values())) >= len(wanted):
            return True
    return False


def tells(tokens: tuple[str, ...], *wanted: str) -> bool:
    """Whether any of the words has one of the roles in any language."""
    return not _told(tokens).isdisjoint(wanted)


@lru_cache(maxsize=1024)
def _told(tokens: tuple[str, ...]) -> frozenset[str]:
    """The roles that the words have; what is asked of one line is asked many times in a row."""
    return frozenset().union(*(_roles(token)[1] for token in tokens if not token.isdigit()))


def has_role(token: str, *wanted: str) -> bool:
    """Whether the word has one of the roles in any language."""
    return not token.isdigit() and not _roles(token)[1].isdisjoint(wanted)


def is_made_of(name: str, tokens: tuple[str, ...]) -> bool:
    """Whether words are nothing but phrases of a table in a row, single letters aside."""
    known, place = phrases(name), 0
    while place < len(tokens):
        length = next((n for n in (4, 3, 2, 1) if tokens[place : place + n] in known), 0)
        if not length and len(tokens[place]) > 1:
            return False
        place += length or 1
    return any(len(token) > 1 for token in tokens)
