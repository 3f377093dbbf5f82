"""A synthetic study with known answers: 6 outlets, 60 articles, 8,000 comments, four languages.

    python scripts/make_study.py work/study                 # pages/ and truth/, always the same
    python scripts/make_study.py work/study --check         # reading the pages gives what was written
    comments run work/study/pages --out work/study-run
    python scripts/make_study.py work/study --against work/study-run

The pages are saved in several systems: WordPress in two languages, Coral, schema.org, plain-text
copies, a WordPress export. Each of ten stories stands on one day under all six outlets. Comments come from the
sentences of `study_texts.toml`; heated writers and articles, replies that take after what they
answer, texts that are copied from page to page, and removed comments are among them. `truth/`
has every comment with its labels (`comments.csv`), the outlets' true shares (`shares.csv`) and the
stories (`stories.csv`).

Sentences made from templates are easier to score than what people write: that the estimates of
`--against` come near the truth says that the machinery is right, not how good the model is.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from study_pages import FORMS, Page, export
from study_writing import labels, study_pages

SHARES = {
    "negative": ("sentiment", "negative"),
    "uncivil": ("hostility_from", "uncivil"),
    "hostile": ("hostility_from", "hostile"),
    "sectarian": ("sectarian", "sectarian"),
}


def write_study(out: Path, pages: Sequence[Page]) -> None:
    """Write the pages into `out/pages` and what is true of them into `out/truth`."""
    place = out / "pages"
    for page in pages:
        if page.form != "export":
            file = place / source_of(page)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(FORMS[page.form](page), "utf-8")
    exported = [page for page in pages if page.form == "export"]
    (place / f"{exported[0].folder}.xml").write_text(export(exported), "utf-8")
    truth = out / "truth"
    truth.mkdir(exist_ok=True)
    _write_csv(truth / "comments.csv", _rows(pages))
    _write_csv(
        truth / "stories.csv",
        [{"source": source_of(page), "story": page.story + 1} for page in pages],
    )
    shares = [{"outlet": outlet, **found} for outlet, found in true_shares(pages).items()]
    _write_csv(truth / "shares.csv", shares)


def source_of(page: Page) -> str:
    """The page as the package names it: its file, or its place in the export."""
    if page.form == "export":
        return f"{page.folder}.xml/{page.story + 1}"
    ending = "txt" if page.form == "copy" else "html"
    return f"{page.folder}/{page.folder}-{page.story + 1:02}.{ending}"


def _own(source: str) -> str:
    """A source of a run as `source_of` names it."""
    return source.rpartition("pages/")[2]


def true_shares(pages: Sequence[Page]) -> dict[str, dict[str, float]]:
    """True shares of each outlet's comments, without removed ones."""
    kinds = labels()
    found = {}
    for outlet in dict.fromkeys(page.outlet for page in pages):
        own = [page for page in pages if page.outlet == outlet]
        said = [kinds[c.kind] for page in own for c in page.comments if not c.removal]
        counts = Counter(name for label in said for name in _classes(label))
        found[outlet] = {"comments": len(said)} | {
            name: round(counts[name] / len(said), 4) for name in SHARES
        }
    return found


def differences(out: Path, pages: Sequence[Page]) -> Iterator[str]:
    """What reading the study gives that was not written, a line each."""
    import comments

    expected = {source_of(page): page for page in pages}
    for article in comments.read(out / "pages", keep_authors=True):
        page = expected.pop(_own(article.source), None)
        if page is None:
            yield f"{article.source}: not written"
            continue
        if (article.title, article.outlet) != (page.title, page.outlet):
            yield f"{article.source}: title or outlet {article.title} · {article.outlet}"
        if article.body != "\n\n".join(page.body):
            yield f"{article.source}: another body"
        place = {c.comment_id: number for number, c in enumerate(article.comments)}
        read = [
            (c.author, c.text, place.get(c.parent_id or ""), (c.posted_at or "")[:10], c.removal)
            for c in article.comments
        ]
        written = [
            (c.author, c.text, c.parent, c.posted_at.date().isoformat(), c.removal)
            for c in page.comments
        ]
        if read != written:
            other = [pair for pair in zip_longest(read, written) if pair[0] != pair[1]]
            yield f"{article.source}: {len(other)} other comments, the first {other[0][0]} for {other[0][1]}"
    yield from (f"{source}: not read" for source in expected)


def against(run: Path, pages: Sequence[Page]) -> None:
    """Print the estimates of a run of the study beside the truth."""
    import pandas as pd

    from comments.study.prevalence import prevalence_by

    articles = pd.read_parquet(run / "articles.parquet")
    comments = pd.read_parquet(run / "comments.parquet")
    found = prevalence_by(comments, articles, "outlet")
    held = Counter[str]()
    errors: dict[str, list[float]] = {}
    print("| outlet | share | true | labels counted (95 %) | mean probability (95 %) |")
    print("|---|---|---|---|---|")
    for outlet, true in true_shares(pages).items():
        for name, key in SHARES.items():
            share = found[outlet].of(*key)
            cells = []
            for way, estimate, ends in (
                ("labels counted", share.share, share.interval),
                ("mean probability", share.expected, share.expected_interval),
            ):
                if estimate is None or ends is None:
                    cells.append("–")
                    continue
                holds = ends.low <= true[name] <= ends.high
                held[way] += holds
                errors.setdefault(way, []).append(abs(estimate - true[name]))
                sign = "" if holds else " ✗"
                cells.append(f"{estimate:.1%} ({ends.low:.1%}–{ends.high:.1%}){sign}")
            print(f"| {outlet} | {name} | {true[name]:.1%} | {' | '.join(cells)} |")
    for way, gaps in errors.items():
        print(
            f"\n{way}: mean distance from the truth {100 * sum(gaps) / len(gaps):.1f} points,"
            f" largest {100 * max(gaps):.1f}; the interval holds the truth in {held[way]} of {len(gaps)}"
        )
    _agreement(articles, comments, pages)


def _agreement(articles: Any, comments: Any, pages: Sequence[Page]) -> None:
    """Print, by language, how often the labels of single comments are the true ones."""
    kinds = labels()
    names = dict(zip(articles["article_id"], articles["source"], strict=True))
    truth = {
        (source_of(page), place): comment
        for page in pages
        for place, comment in enumerate(page.comments, start=1)
    }
    rows = Counter[tuple[str, str]]()
    for row in comments[comments["removal"].isna()].to_dict("records"):
        source = _own(names[row["article_id"]])
        written = truth[source, row["position"]]
        true = kinds[written.kind]
        rows[written.language, "n"] += 1
        for name in ("sentiment", "hostility", "sectarian"):
            rows[written.language, name] += row[name] == true[name]
        rows[written.language, "language"] += row["language"] == written.language
    columns = ("sentiment", "hostility", "sectarian", "language")
    print(f"\n| comments rightly labelled | n | {' | '.join(columns)} |\n|---|---|---|---|---|---|")
    for language in dict.fromkeys(name for name, _ in rows):
        n = rows[language, "n"]
        cells = [f"{rows[language, name] / n:.1%}" for name in columns]
        print(f"| {language} | {n:,} | {' | '.join(cells)} |")


def _classes(label: Mapping[str, Any]) -> Iterator[str]:
    """Names in `SHARES` that a label counts for."""
    if label["sentiment"] == "negative":
        yield "negative"
    if label["hostility"] >= 1:
        yield "uncivil"
    if label["hostility"] >= 2:
        yield "hostile"
    if label["sectarian"] == "sectarian":
        yield "sectarian"


def _rows(pages: Sequence[Page]) -> list[dict[str, Any]]:
    kinds = labels()
    return [
        {
            "source": source_of(page),
            "outlet": page.outlet,
            "story": page.story + 1,
            "position": place,
            "parent": "" if comment.parent is None else comment.parent + 1,
            "author": comment.author,
            "posted_at": comment.posted_at.isoformat(),
            "removal": comment.removal or "",
            "language": comment.language,
            "text": comment.text,
            "kind": comment.kind,
            **kinds[comment.kind],
        }
        for page in pages
        for place, comment in enumerate(page.comments, start=1)
    ]


def _write_csv(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the study, check its reading, or compare a run of it with the truth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--check", action="store_true", help="read the pages and compare")
    parser.add_argument("--against", type=Path, metavar="RUN", help="a finished run of the pages")
    given = parser.parse_args()
    pages = study_pages()
    if given.against:
        against(given.against, pages)
    elif given.check:
        found = list(differences(given.out, pages))
        print("\n".join(found) or f"{len(pages)} pages read as they were written")
        raise SystemExit(bool(found))
    else:
        write_study(given.out, pages)
        total = sum(len(page.comments) for page in pages)
        print(f"{given.out}: {len(pages)} articles, {total:,} comments")


if __name__ == "__main__":
    main()
