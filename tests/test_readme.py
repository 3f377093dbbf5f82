"""The README's figures of the model are those of the model that ships."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
QUESTIONS = {
    "sentiment, three classes": "sentiment",
    "hostile or not": "hostile (public sets)",
    "hostility level": "hostility level",
    "framing": "framing",
    "hostility types": "hostility_types",
    "hostility targets": "hostility_target",
    "frames": "frames",
}


@pytest.mark.parametrize(("question", "name"), QUESTIONS.items())
def test_the_readme_has_the_figure_of_the_test_splits(question: str, name: str) -> None:
    evaluation = json.loads((ROOT / "models/default/evaluation.json").read_text())["test"]
    measured = (evaluation["macro_f1"] | evaluation["labels"])[name]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    line = next(x for x in readme.split("\n") if x.startswith(f"| {question}"))
    found = re.search(r"(0\.\d+) \((\.\d+)–(\.\d+)\)", line)
    assert found is not None
    expected = measured.get("all", measured)["model"]
    assert [float(x) for x in found.groups()] == [round(x, 3) for x in expected]
