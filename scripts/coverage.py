"""How often nominal 95 % intervals hold the truth when comments are clustered.

Comment sections are simulated: writers of very unequal activity, each with a tone of their own;
threads and articles with theirs; replies that take after the comment that they answer. The truth
is the mean of a simulation many times larger. Beside the package's intervals stand those of
independent comments ("naive"), of the cluster bootstrap, and of clusters made of all comments that
an author or a thread connects ("components"), with their width.

    python scripts/coverage.py            # the table of docs/statistics.md, some minutes
    python scripts/coverage.py --quick    # 60 studies of each world, under half a minute
"""

from __future__ import annotations

import argparse
import zlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from comments.study.clusters import Clusters, estimate
from comments.study.contrasts import Pair, gap
from comments.study.intervals import Interval, difference, wilson, wilson_share

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Table = dict[str, list[tuple[bool, float]]]

TRUTH = 2000  # simulated studies behind each truth
BOOTSTRAP = 399


@dataclass(frozen=True, slots=True)
class World:
    """What comment sections are like: `articles` of about `size` comments, the log-odds `level` of
    the class, standard deviations of the log-odds between writers, threads and articles, the pull
    of a parent on its replies, the share of replies, and possible writers per comment. `fixed`
    articles are the same in every study. In a second group the log-odds are higher by `shift`: it
    is the articles after the first `part`, every second writer, or the second of two articles on
    each story, which share most of what sets articles apart.
    """

    name: str
    articles: int
    size: int
    level: float
    writers: float = 1.5
    threads: float = 0.8
    between: float = 0.7
    pull: float = 1.0
    replies: float = 0.5
    crowd: float = 0.7
    fixed: bool = False
    groups: Literal["articles", "writers", "stories"] = "articles"
    part: float = 0.5
    shift: float = 0.0

    @property
    def seed(self) -> int:
        """The same for the same world."""
        return zlib.crc32(repr(self).encode())


@dataclass(frozen=True, slots=True)
class Studies:
    """Replicates of one study, rows studies, columns comments; `articles` is the same for all.

    `second` says which comments are in the second group.
    """

    articles: NDArray[np.intp]
    threads: NDArray[np.intp]
    writers: NDArray[np.intp]
    chances: NDArray[np.float64]
    labels: NDArray[np.bool_]
    second: NDArray[np.bool_]


ALONE = [
    World("1 article, 12 comments", 1, 12, -1, between=0, crowd=1.5),
    World("1 article, 20 comments", 1, 20, -1, between=0, crowd=1.5),
    World("1 article, 30 comments", 1, 30, -1, between=0),
    World("1 article, 60 comments", 1, 60, -1, between=0),
    World("1 article, 60 comments, a rare class", 1, 60, -3.5, between=0),
    World("1 article, 150 comments", 1, 150, -1, between=0),
    World("1 article, 150 comments, a rare class", 1, 150, -4, between=0),
    World("1 article, 150 comments, no clustering", 1, 150, -1, 0, 0, 0, 0),
    World("1 article, 400 comments", 1, 400, -1, between=0, crowd=0.4),
    World("1 article, 400 comments, few writers, heated", 1, 400, 0, 2.5, 1.5, 0, 2, 0.7, 0.15),
]
TOGETHER = [
    World("3 articles of 60, these articles", 3, 60, -1, fixed=True),
    World("3 articles of 60, as a sample", 3, 60, -1),
    World("5 articles of 60", 5, 60, -1),
    World("10 articles of 60", 10, 60, -1),
    World("10 articles of 60, a rare class", 10, 60, -4),
    World("20 articles of 30", 20, 30, -1),
    World("20 articles of 60, unlike each other", 20, 60, -1, between=1.5),
    World("60 articles of 130", 60, 130, -1),
]

APART = [
    World("10 and 10 articles of 60, no difference", 20, 60, -1),
    World("10 and 10 articles of 60", 20, 60, -1, shift=0.7),
    World("10 and 10 articles of 60, a rare class", 20, 60, -4, shift=0.7),
    World("6 and 18 articles of 30, no difference", 24, 30, -1, part=0.25),
    World("6 and 18 articles of 30", 24, 30, -1, part=0.25, shift=0.7),
    World("1 and 1 article of 150, no difference", 2, 150, -1, between=0),
    World("2 and 2 articles of 60, these articles", 4, 60, -1, fixed=True, shift=0.7),
    World("two kinds of writers under 20 articles, no difference", 20, 60, -1, groups="writers"),
    World("two kinds of writers under 20 articles", 20, 60, -1, groups="writers", shift=0.7),
    World("two kinds of writers under 1 article of 200", 1, 200, -1, between=0, groups="writers"),
    World("2 articles on each of 12 stories, no difference", 24, 60, -1, groups="stories"),
    World("2 articles on each of 12 stories", 24, 60, -1, groups="stories", shift=0.7),
    World("2 articles on each of 4 stories, as a sample", 8, 60, -1, groups="stories", shift=0.7),
]


def simulate(world: World, studies: int, seed: int) -> Studies:
    """Draw `studies` replicates of a world."""
    rng = np.random.default_rng([world.seed, seed])
    shape = np.random.default_rng(world.seed)
    sizes = np.maximum(3, world.size * np.exp(shape.normal(-0.125, 0.5, world.articles)))
    if world.articles == 1:
        sizes = np.array([world.size])
    articles = np.repeat(np.arange(world.articles), sizes.astype(int))
    n = len(articles)
    writers = _writers(rng, studies, n, max(5, round(world.crowd * n)))
    tones = rng.normal(0, world.writers, (studies, int(writers.max()) + 1))
    moods = rng.normal(0, world.threads, (studies, n))
    second = _second(world, articles, writers)
    drawn = shape if world.fixed else rng
    kinds = world.articles // 2 if world.groups == "stories" else world.articles
    effects = drawn.normal(0, world.between, (1 if world.fixed else studies, kinds))
    if world.groups == "stories":
        effects = np.repeat(effects, 2, axis=1)
        effects = effects + rng.normal(0, world.between / 3, effects.shape)
    level = np.broadcast_to(world.level + effects, (studies, world.articles))
    usual = 1 / (1 + np.exp(-world.level))
    labels = np.zeros((studies, n), dtype=bool)
    chances = np.zeros((studies, n))
    threads = np.zeros((studies, n), dtype=np.intp)
    every = np.arange(studies)
    first = 0
    for place in range(n):
        if articles[place] != articles[first]:
            first = place
        answers = (rng.random(studies) < world.replies) & (place > first)
        parent = np.clip(place - rng.geometric(0.15, studies), first, max(place - 1, first))
        threads[:, place] = np.where(answers, threads[every, parent], place)
        odds = level[:, articles[place]] + world.shift * second[:, place]
        odds = odds + tones[every, writers[:, place]]
        odds = odds + moods[every, threads[:, place]]
        odds = odds + world.pull * answers * (labels[every, parent] - usual)
        chances[:, place] = 1 / (1 + np.exp(-odds))
        labels[:, place] = rng.random(studies) < chances[:, place]
    return Studies(articles, threads, writers, chances, labels, second)


def _second(
    world: World, articles: NDArray[np.intp], writers: NDArray[np.intp]
) -> NDArray[np.bool_]:
    if world.groups == "writers":
        return np.asarray(writers % 2 == 1)
    later = (
        articles % 2 == 1 if world.groups == "stories" else articles >= world.part * world.articles
    )
    return np.array(np.broadcast_to(later, writers.shape))


def _writers(rng: np.random.Generator, studies: int, n: int, crowd: int) -> NDArray[np.intp]:
    """Writer of each comment; a few write much."""
    activity = np.exp(rng.normal(0, 1.3, (studies, crowd))).cumsum(axis=1)
    draws = rng.random((studies, n)) * activity[:, -1:]
    return np.array(
        [np.searchsorted(*pair) for pair in zip(activity, draws, strict=True)], dtype=np.intp
    )


def truth(world: World) -> tuple[float, float, float]:
    """The class's share in a world, in its first group and in its second, from many studies."""
    studies = simulate(world, TRUTH, seed=1)
    labels, second = studies.labels, studies.second
    parts = [float(labels[side].mean()) if side.any() else 0.0 for side in (~second, second)]
    return float(labels.mean()), parts[0], parts[1]


def study_intervals(studies: Studies) -> Iterator[dict[str, Interval]]:
    """Intervals of the share in each study, by method."""
    rng = np.random.default_rng(0)
    for number in range(len(studies.labels)):
        labels = studies.labels[number]
        clusters = clusters_of(studies, number)
        ways = list(clusters.ways.values())
        values = np.column_stack([labels, studies.chances[number]]).astype(float)
        worth = estimate(values[:, :1], ways).effective[0]
        mean = estimate(values[:, 1:], ways)
        yield {
            "naive": wilson(int(labels.sum()), len(labels)),
            "bootstrap": bootstrap(labels, clusters, rng),
            "components": wilson_share(float(labels.mean()), components(labels, clusters)),
            "package": wilson_share(float(labels.mean()), float(worth)),
            "mean probability": wilson_share(float(mean.mean[0]), float(mean.effective[0])),
        }


def clusters_of(studies: Studies, number: int) -> Clusters:
    """Articles, threads and authors of one study."""
    every = np.arange(len(studies.articles))
    return Clusters(studies.articles, studies.threads[number], studies.writers[number]).at(every)


def bootstrap(labels: NDArray[np.bool_], clusters: Clusters, rng: np.random.Generator) -> Interval:
    """Percentile interval of the cluster bootstrap (Field & Welsh 2007, J. Royal Statistical Society
    B 69, p. 369-390) over articles, or authors where there is one.
    """
    codes = clusters.articles if clusters.articles.max() else clusters.authors
    assert codes is not None  # noqa: S101 - simulated comments have authors
    sizes, counts = np.bincount(codes), np.bincount(codes, labels)
    drawn = rng.integers(0, len(sizes), (BOOTSTRAP, len(sizes)))
    low, high = np.quantile(counts[drawn].sum(1) / sizes[drawn].sum(1), [0.025, 0.975])
    return Interval(float(low), float(high))


def components(labels: NDArray[np.bool_], clusters: Clusters) -> float:
    """Effective number of comments if all that hang together through an author or a thread were one
    cluster.
    """
    assert clusters.authors is not None  # noqa: S101 - simulated comments have authors
    n, apart = len(labels), int(clusters.threads.max()) + 1
    joined = coo_array(
        (np.ones(n), (clusters.threads, apart + clusters.authors)), shape=(2 * n, 2 * n)
    )
    codes = connected_components(joined, directed=False)[1][clusters.threads]
    codes = np.unique(codes, return_inverse=True)[1]
    ways = [codes] if codes.max() else []
    # One cluster says nothing of the variance between clusters: it is worth one comment.
    return float(estimate(labels[:, None].astype(float), ways).effective[0]) if ways else 1.0


def measure_shares(world: World, studies: int) -> Table:
    """Whether each interval of a share in each study holds the truth, and its width, by method."""
    true, _, _ = truth(world)
    found: Table = defaultdict(list)
    for intervals in study_intervals(simulate(world, studies, seed=2)):
        for method, interval in intervals.items():
            found[method].append(_held(interval, true))
    return found


def measure_gaps(world: World, studies: int) -> Table:
    """The same for the difference and the ratio of two groups, and how often p < 0.05."""
    _, first, second = truth(world)
    found: Table = defaultdict(list)
    drawn = simulate(world, studies, seed=2)
    for number in range(studies):
        in_first = ~drawn.second[number]
        labels = drawn.labels[number]
        sides = [labels[in_first], labels[~in_first]]
        plain = [wilson(int(side.sum()), len(side)) for side in sides]
        strata = drawn.articles // 2 if world.groups == "stories" else None
        pair = Pair(clusters_of(drawn, number), in_first, labels, drawn.chances[number], strata)
        result = gap(pair, seed=number)
        assert result is not None  # noqa: S101 - every story has both groups
        shares = [float(side.mean()) for side in sides]
        naive = difference(shares[0], plain[0], shares[1], plain[1])
        found["naive"].append(_held(naive, first - second))
        found["package"].append(_held(result.difference_interval, first - second))
        if result.expected_interval is not None:
            found["mean probability"].append(_held(result.expected_interval, first - second))
        ratio = result.ratio_interval
        holds = ratio is None or ratio.low <= first / second <= ratio.high
        found["ratio"].append((holds, float("nan")))
        found["p < 0.05"].append((result.p_value < 0.05, float("nan")))
    return found


def _held(interval: Interval, true: float) -> tuple[bool, float]:
    return interval.low <= true <= interval.high, interval.high - interval.low


def table(title: str, rows: dict[str, Table]) -> None:
    """Print coverage and mean width in percent, a line a world."""
    methods = list(next(iter(rows.values())))
    print(f"\n| {title} | {' | '.join(methods)} |")
    print("|---|" + "---|" * len(methods))
    for name, found in rows.items():
        cells = []
        for method in methods:
            holds, widths = np.array(found[method]).mean(axis=0) * 100
            cells.append(f"{holds:.1f}" + ("" if np.isnan(widths) else f" ({widths:.0f})"))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="60 studies of each world, not 1,000")
    studies = 60 if parser.parse_args().quick else 1000
    for title, worlds in (("share", ALONE), ("share of several articles", TOGETHER)):
        table(title, {world.name: measure_shares(world, studies) for world in worlds})
    table("difference", {world.name: measure_gaps(world, studies) for world in APART})


if __name__ == "__main__":
    main()
