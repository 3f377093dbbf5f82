"""The synthetic study's discussions: who writes what under which article, drawn from a seed."""

from __future__ import annotations

import math
import random
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from study_pages import Page, Written

TEXTS = Path(__file__).with_name("study_texts.toml")
STORIES = 10
FIRST_DAY = datetime(2024, 3, 4, 6)
DAYS_APART = 4
DEEPEST = 3
CAMPAIGN = 0.015
REMOVERS = ("moderator", "author")
HEAT = {0: 0.0, 1: 0.8, 2: 1.2, 3: 1.5}
"""How much the log-odds of a hostility level rise with the heat of writer, article and parent."""

Crowd = Mapping[str, tuple[str, float, float]]
"""Language, activity and temper of each author of an outlet."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words of one language, with what is drawn for them."""

    words: Mapping[str, Any]
    rng: random.Random

    def fill(self, template: str, topic: str) -> str:
        """`template` with its slots filled; the same slot takes the same words throughout."""
        slots = {
            name: self.rng.choice(self.words[name])
            for name in ("place", "month", "years", "who", "community")
        }
        return template.format(topic=topic, **slots)

    def say(self, kind: str, story: int, paragraphs: bool) -> str:
        """A comment of a kind about a story, now and then in two paragraphs."""
        topic = self.words["topics"][story]
        if kind == "campaign":  # word for word the same wherever it stands
            fixed = Speaker(self.words, random.Random(f"{story}"))
            return fixed.fill(self.words["campaign"][story % 2], topic)
        count = 1 + (self.rng.random() < 0.4)
        chosen = self.rng.sample(self.words[kind], count)
        first, *more = (self.fill(sentence, topic) for sentence in chosen)
        between = "\n\n" if paragraphs and self.rng.random() < 0.2 else " "
        opener, closer = (
            self.fill(self.rng.choice(self.words[name]), topic) for name in ("openers", "closers")
        )
        return between.join(filter(None, [f"{opener} {first}".strip(), *more, closer]))


def study_pages(comments: int = 8000, seed: int = 5) -> list[Page]:
    """All pages, the same for the same seed, with about `comments` comments in all."""
    texts = tomllib.loads(TEXTS.read_text("utf-8"))
    rng = random.Random(seed)
    outlets = texts["outlets"]
    weights = [math.exp(rng.gauss(0, 0.4)) for _ in range(STORIES * len(outlets))]
    sizes = _portions(comments, weights)
    pages = []
    for place, outlet in enumerate(outlets):
        crowd = _crowd(rng, texts, outlet, comments // 20)
        for story in range(STORIES):
            size = sizes[place * STORIES + story]
            pages.append(_page(rng, texts, outlet, crowd, story, size))
    return pages


def labels() -> dict[str, dict[str, Any]]:
    """Labels of each kind of comment."""
    kinds: dict[str, dict[str, Any]] = tomllib.loads(TEXTS.read_text("utf-8"))["kinds"]
    return kinds


def _page(
    rng: random.Random,
    texts: Mapping[str, Any],
    outlet: Mapping[str, Any],
    crowd: Crowd,
    story: int,
    size: int,
) -> Page:
    main = next(iter(outlet["languages"]))
    speaker = Speaker(texts[main], rng)
    words = texts[main]
    topic = words["topics"][story]
    tone = "sharp" if rng.random() < outlet["sharp"] else "plain"
    published_at = FIRST_DAY + timedelta(days=DAYS_APART * story, minutes=rng.randrange(0, 600))
    elsewhere = [words["topics"][other] for other in range(STORIES) if other != story]
    return Page(
        outlet=outlet["name"],
        folder=outlet["folder"],
        form=outlet["form"],
        language=main,
        story=story,
        title=speaker.fill(rng.choice(words[tone]), topic),
        body=tuple(speaker.fill(paragraph, topic) for paragraph in words["body"]),
        published_at=published_at,
        elsewhere=tuple(
            speaker.fill(words["plain"][1], other) for other in rng.sample(elsewhere, 3)
        ),
        comments=tuple(_thread(rng, texts, outlet, crowd, story, size, published_at)),
    )


def _thread(
    rng: random.Random,
    texts: Mapping[str, Any],
    outlet: Mapping[str, Any],
    crowd: Crowd,
    story: int,
    size: int,
    published_at: datetime,
) -> list[Written]:
    """Comments as they were posted, put in page order: replies under what they answer."""
    mood = rng.gauss(0, 0.4)
    authors, activity = list(crowd), [activity for _, activity, _ in crowd.values()]
    moments = sorted(rng.expovariate(1 / 20) for _ in range(size))
    made: list[Written] = []
    for number, hours in enumerate(moments):
        author = rng.choices(authors, activity)[0]
        language, _, temper = crowd[author]
        parent = None
        if made and rng.random() < outlet["replies"]:
            parent = max(0, number - 1 - int(rng.expovariate(1 / 6)))
            if made[parent].depth == DEEPEST or made[parent].removal:
                parent = made[parent].parent
        heated = parent is not None and texts["kinds"][made[parent].kind]["hostility"] > 1
        heat = temper + mood + 0.9 * heated + 0.6 * (number / size - 0.5)
        comment = Written(
            text="",
            author=author,
            posted_at=(published_at + timedelta(hours=hours)).replace(second=0, microsecond=0),
            parent=parent,
            depth=0 if parent is None else made[parent].depth + 1,
            kind=_kind(rng, texts, outlet["shares"], heat),
            language=language,
        )
        # An export of WordPress has no notices in the place of removed comments.
        if rng.random() < outlet["removed"] and outlet["form"] != "export":
            notices = texts[language]["removed"]
            which = rng.randrange(len(notices))
            comment = replace(comment, text=notices[which], removal=REMOVERS[which])
        else:
            # In a copy, a paragraph that is an earlier comment's whole text reads as a quotation of
            # it; here it would be chance.
            broken = outlet["form"] != "copy"
            text = Speaker(texts[language], rng).say(comment.kind, story, broken)
            comment = replace(comment, text=text)
        made.append(comment)
    return _in_page_order(made)


def _in_page_order(made: Sequence[Written]) -> list[Written]:
    """Each comment followed by its replies, `parent` counted in the new order."""
    below: dict[int | None, list[int]] = {}
    for number, comment in enumerate(made):
        below.setdefault(comment.parent, []).append(number)
    order: list[int] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        number = waiting.pop()
        order.append(number)
        waiting += reversed(below.get(number, []))
    place = {number: new for new, number in enumerate(order)}
    return [
        replace(c, parent=None if c.parent is None else place[c.parent])
        for c in (made[number] for number in order)
    ]


def _kind(
    rng: random.Random, texts: Mapping[str, Any], shares: Mapping[str, float], heat: float
) -> str:
    if rng.random() < CAMPAIGN:
        return "campaign"
    kinds = list(shares)
    weights = [
        shares[kind] * math.exp(heat * HEAT[texts["kinds"][kind]["hostility"]]) for kind in kinds
    ]
    return rng.choices(kinds, weights)[0]


def _crowd(
    rng: random.Random, texts: Mapping[str, Any], outlet: Mapping[str, Any], size: int
) -> dict[str, tuple[str, float, float]]:
    """Authors of an outlet with their language, activity and temper; a few write much."""
    crowd = {}
    for language, part in outlet["languages"].items():
        words = texts[language]
        names = [f"{a} {b}" for a in words["names"].split() for b in words["surnames"].split()]
        for name in rng.sample(names, min(len(names), max(6, round(part * size)))):
            crowd[name] = (language, math.exp(rng.gauss(0, 1)), rng.gauss(0, 0.7))
    # Activity is the part of a language as well.
    for language, part in outlet["languages"].items():
        whole = sum(activity for own, activity, _ in crowd.values() if own == language)
        for name, (own, activity, temper) in crowd.items():
            if own == language:
                crowd[name] = (own, part * activity / whole, temper)
    return crowd


def _portions(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `whole`."""
    ends = [round(whole * sum(weights[:n]) / sum(weights)) for n in range(len(weights) + 1)]
    return [end - start for start, end in pairwise(ends)]
