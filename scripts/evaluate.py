"""Measure a bundle on the evaluation half of dev; write evaluation.json and the model card.

    python scripts/evaluate.py CORPUS BASELINE BUNDLE [--rows-a-set 250] [--test]

CORPUS is what prepare_data.py wrote, BASELINE what baseline.py wrote. Texts go through the
scorer that users run. Intervals are percentile bootstraps over comments (1,000 resamples, Efron 1979).
With --test the whole test splits are measured too: once, for a release, when nothing will be chosen by it.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from build_bundle import write_json
from model_card import card

from comments.scoring.bundle import inspect, write_sums
from comments.scoring.evaluation import evaluate_on

EVERY = sys.maxsize
"""Rows of a set where none is left out."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    for name in ("corpus", "baseline", "bundle"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--rows-a-set", type=int, default=250)
    parser.add_argument("--test", action="store_true", help="read the test splits")
    arguments = parser.parse_args()
    info = inspect(arguments.bundle)
    evaluation = evaluate_on(
        arguments.corpus,
        str(arguments.bundle),
        rows_a_set=arguments.rows_a_set,
        baseline=arguments.baseline,
    )
    if arguments.test:
        evaluation["test"] = evaluate_on(
            arguments.corpus,
            str(arguments.bundle),
            split="test",
            rows_a_set=EVERY,
            baseline=arguments.baseline,
        )
    write_json(arguments.bundle / "evaluation.json", evaluation)
    data_card = json.loads((arguments.corpus / "data_card.json").read_text())
    text = card(info, evaluation, data_card)
    (arguments.bundle / "README.md").write_text(text, encoding="utf-8")
    write_sums(arguments.bundle)
    for measured in (evaluation, evaluation.get("test", {})):
        print(json.dumps({k: v["all"] for k, v in measured.get("macro_f1", {}).items()}, indent=1))


if __name__ == "__main__":
    main()
