"""Tables in and out for the commands that do one step: `comments read -o` and `comments score`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from comments.durable import write_atomically
from comments.errors import RunError
from comments.records import Article, comment_schema
from comments.running.folder import to_csv, write_table
from comments.running.progress import Progress

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def save_comments(articles: Iterable[Article], path: Path) -> int:
    """Write the comments of `articles` with their article's title, outlet and source; how many articles.

    Raises RunError for an ending other than .parquet, .csv, .jsonl, before anything is read.
    """
    import pyarrow as pa

    _check_ending(path)
    rows = []
    count = 0
    for article in articles:
        count += 1
        about = {"source": article.source, "outlet": article.outlet, "title": article.title}
        rows += [asdict(comment) | about for comment in article.comments]
    extra = [pa.field(name, pa.string()) for name in ("source", "outlet", "title")]
    save(pa.Table.from_pylist(rows, schema=pa.schema([*comment_schema(), *extra])), path)
    return count


def score_table(path: Path, output: Path, *, column: str, model: str, progress: Progress) -> int:
    """Add the score columns to the table in `path` and write it to `output`; the number of rows.

    Columns of the same name are replaced. An empty text gets no scores. Raises RunError for a table
    that cannot be read or has no such column, BundleError for an unsound bundle.
    """
    import pyarrow as pa

    from comments.scoring.bundle import load, resolve
    from comments.scoring.scorer import score_texts

    _check_ending(output)
    frame = _load(path)
    if column not in frame.columns:
        names = ", ".join(map(str, frame.columns))
        raise RunError(
            f"{path}: no column {column!r}; its columns are {names}: name one with --column"
        )
    texts = ["" if text != text or text is None else str(text) for text in frame[column]]  # noqa: PLR0124
    bundle = load(resolve(model))
    with progress.stage("Scoring", len(texts), "texts") as stage:
        scores = score_texts(texts, bundle, stage.advance)
    kept = frame[[name for name in frame.columns if name not in scores.column_names]]
    table = pa.Table.from_pandas(kept, preserve_index=False)
    for name in scores.column_names:
        table = table.append_column(scores.schema.field(name), scores[name])
    save(table, output)
    return len(texts)


def save(table: pa.Table, path: Path) -> None:
    """Write a table as its file's ending says."""
    _check_ending(path)
    if path.suffix == ".parquet":
        write_table(table, path)
    elif path.suffix == ".csv":
        write_atomically(path, to_csv(table.to_pandas()))
    else:
        lines = table.to_pandas().to_json(orient="records", lines=True, force_ascii=False)
        write_atomically(path, (lines or "").encode("utf-8", "replace"))


def _check_ending(path: Path) -> None:
    if path.suffix not in (".parquet", ".csv", ".jsonl"):
        raise RunError(
            f"{path}: cannot write {path.suffix or 'a file without an ending'}; name a .parquet, .csv or .jsonl file"
        )


def _load(path: Path) -> pd.DataFrame:
    import pandas as pd

    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".parquet": pd.read_parquet,
        ".csv": lambda p: pd.read_csv(p, encoding="utf-8-sig"),
        ".tsv": lambda p: pd.read_csv(p, sep="\t", encoding="utf-8-sig"),
        ".jsonl": lambda p: pd.read_json(p, lines=True),
    }
    if path.suffix not in readers:
        raise RunError(
            f"{path}: cannot read {path.suffix or 'a file without an ending'}; give a .csv, .tsv, .jsonl or .parquet table"
        )
    try:
        return readers[path.suffix](path)
    except (OSError, ValueError) as error:
        raise RunError(
            f"{path}: not a readable table ({str(error).splitlines()[0][:160]}); check the file"
        ) from error
