"""A character n-gram baseline for every question, trained on the same rows as the model.

    python scripts/baseline.py CORPUS OUT

TF-IDF of hashed character n-grams (2 to 5, within words) and logistic regression by stochastic gradient
descent, one classifier a question. OUT receives a Parquet file: for each row of the evaluation half of
dev and of test that carries the label, what the baseline says, and the majority class of the train rows.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import SGDClassifier
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer

from comments.scoring.evaluation import is_for_calibration

CLASSES = ("sentiment", "level", "hostile", "framing")
LISTS = ("types", "targets", "frames")


def classifier() -> SGDClassifier:
    return SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=30, random_state=1)


def pipeline(model: Any) -> Any:
    grams = HashingVectorizer(
        analyzer="char_wb", ngram_range=(2, 5), n_features=2**20, alternate_sign=False
    )
    return make_pipeline(grams, TfidfTransformer(sublinear_tf=True), model)


def answered(rows: list[dict[str, Any]], question: str) -> list[dict[str, Any]]:
    return [row for row in rows if row[question] is not None]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    train = pq.read_table(arguments.corpus / "train.parquet").to_pylist()
    dev = pq.read_table(arguments.corpus / "dev.parquet").to_pylist()
    rows = [r for r in dev if not is_for_calibration(r["text"])]
    rows += pq.read_table(arguments.corpus / "test.parquet").to_pylist()
    out: list[dict[str, Any]] = []
    for question in CLASSES:
        known, asked = answered(train, question), answered(rows, question)
        labels = [row[question] for row in known]
        model = pipeline(classifier()).fit([row["text"] for row in known], labels)
        majority = Counter(labels).most_common(1)[0][0]
        for row, said in zip(asked, model.predict([row["text"] for row in asked]), strict=True):
            out.append(answer(row, question, [str(said)], [str(majority)]))
        print(f"{question}: {len(known):,} rows", flush=True)
    for question in LISTS:
        known, asked = answered(train, question), answered(rows, question)
        names = MultiLabelBinarizer().fit([row[question] for row in known])
        truth = names.transform([row[question] for row in known])
        model = pipeline(OneVsRestClassifier(classifier())).fit(
            [row["text"] for row in known], truth
        )
        majority = [
            n for n, share in zip(names.classes_, truth.mean(axis=0), strict=True) if share > 0.5
        ]
        said = names.inverse_transform(model.predict([row["text"] for row in asked]))
        out += [
            answer(row, question, list(s), majority) for row, s in zip(asked, said, strict=True)
        ]
        print(f"{question}: {len(known):,} rows, {np.round(truth.mean(axis=0), 3)}", flush=True)
    pq.write_table(pa.Table.from_pylist(out), arguments.out)


def answer(
    row: dict[str, Any], question: str, said: list[str], majority: list[str]
) -> dict[str, Any]:
    return {
        "source": row["source"],
        "text": row["text"],
        "question": question,
        "ngram": said,
        "majority": majority,
    }


if __name__ == "__main__":
    main()
