"""Tables of scored comments, made up for the tests."""

from collections.abc import Sequence

import pandas as pd
import pyarrow as pa

from comments.records import scored_schema


def scores(
    sentiment="negative", hostility=0, sectarian="none", types=(), targets=(), frames=(), groups=()
):
    """Scores of one comment whose probabilities are sure of its labels."""
    return {
        "sentiment": sentiment,
        "p_negative": float(sentiment == "negative"),
        "p_neutral": float(sentiment == "neutral"),
        "p_positive": float(sentiment == "positive"),
        "hostility": hostility,
        "p_uncivil": float(hostility >= 1),
        "p_hostile": float(hostility >= 2),
        "p_violent": float(hostility == 3),
        "hostility_types": list(types),
        "hostility_target": list(targets),
        "sectarian": sectarian,
        "p_sectarian": float(sectarian == "sectarian"),
        "p_bridging": float(sectarian == "bridging"),
        "frames": list(frames),
        "groups": list(groups),
        "windows": 1,
    }


def frame(rows: Sequence[dict], articles: Sequence[str] | None = None) -> pd.DataFrame:
    """A comments table as it comes back from Parquet, one row for each of `rows`."""
    names = articles or ["a"] * len(rows)
    table = [
        {
            "comment_id": f"c{i}",
            "article_id": name,
            "position": i + 1,
            "depth": 0,
            "text": "x",
            "language": "en",
            **row,
        }
        for i, (row, name) in enumerate(zip(rows, names, strict=True))
    ]
    return pa.Table.from_pylist(table, schema=scored_schema()).to_pandas()


def articles_of(comments: pd.DataFrame, **columns) -> pd.DataFrame:
    """A table of the articles of `comments`, in order of their ids, with further columns."""
    names = sorted(comments["article_id"].unique())
    plain = {"article_id": names, "outlet": None, "language": "en", "published_at": None}
    return pd.DataFrame({**plain, **columns})
