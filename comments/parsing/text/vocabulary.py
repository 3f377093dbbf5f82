"""Looks words up in the tables of `cues`: what roles a word has, whether words are a known phrase."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from comments.parsing.letters import words
from comments.parsing.text import cues
from comments.parsing.text.stems import STEMS

Role = tuple[str, str]


@cache
def _stems() -> tuple[dict[str, frozenset[Role]], dict[str, frozenset[Role]]]:
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
    )


@lru_cache(maxsize=65536)
def roles(word: str) -> frozenset[Role]:
    """Roles that a folded word has, as (language, role)."""
    whole, prefix = _stems()
    found: set[Role] = set()
    for form in _forms(word):
        found |= whole.get(form, frozenset())
        for end in range(3, min(len(form), 20) + 1):
            found |= prefix.get(form[:end], frozenset())
    return frozenset(found)


def _forms(word: str) -> Iterable[str]:
    yield word
    if "'" in word:
        yield from (part for part in word.split("'") if len(part) > 2)
    # Arabic writes "and", "by", "for" and the article in one word with what follows.
    for particle in ("ال", "و", "وال", "بال", "لل", "ل", "ب"):
        if word.startswith(particle) and len(word) - len(particle) > 2:
            yield word[len(particle) :]


@cache
def phrases(name: str) -> dict[tuple[str, ...], frozenset[str]]:
    table: dict[str, str] = getattr(cues, name)
    found: dict[tuple[str, ...], set[str]] = {}
    for language, alternatives in table.items():
        for phrase in alternatives.split("|"):
            if key := tuple(words(phrase)):
                found.setdefault(key, set()).add(language)
    return {key: frozenset(languages) for key, languages in found.items()}


def in_phrases(name: str, tokens: tuple[str, ...]) -> bool:
    """Whether the words, as a whole, are a phrase of the table `cues.<name>`."""
    return tokens in phrases(name)


def languages_with(tokens: Iterable[str], *wanted: str) -> bool:
    """Whether in one language the words have all the wanted roles, each borne by its own word."""
    borne: dict[str, dict[str, set[int]]] = {}
    for place, token in enumerate(tokens):
        for language, role in roles(token):
            if role in wanted:
                borne.setdefault(language, {}).setdefault(role, set()).add(place)
    for by_role in borne.values():
        if len(by_role) == len(wanted) and len(set().union(*by_role.values())) >= len(wanted):
            return True
    return False


def has_role(token: str, *wanted: str) -> bool:
    """Whether the word has one of the roles in any language."""
    return not _role_names(token).isdisjoint(wanted)


@lru_cache(maxsize=65536)
def _role_names(token: str) -> frozenset[str]:
    return frozenset(role for _, role in roles(token))


def is_made_of(name: str, tokens: tuple[str, ...]) -> bool:
    """Whether words are nothing but phrases of a table in a row, single letters aside."""
    known, place = phrases(name), 0
    while place < len(tokens):
        length = next((n for n in (4, 3, 2, 1) if tokens[place : place + n] in known), 0)
        if not length and len(tokens[place]) > 1:
            return False
        place += length or 1
    return any(len(token) > 1 for token in tokens)
