"""Folders of pages also hold data: readings as JSON, exports. It is no page and no failure."""

from __future__ import annotations

from pathlib import Path

import pytest

import comments

SEEDS = Path(__file__).parents[2] / "seeds"


def test_the_seeds_are_five_articles_though_their_readings_lie_beside_them() -> None:
    articles = list(comments.read(SEEDS))
    assert [a.source.rsplit("/", 1)[1][:3] for a in articles] == ["000", "001", "002", "003", "004"]
    assert [a.found_comments for a in articles] == [12, 0, 12, 0, 0]


@pytest.mark.parametrize("text", ['{"a": 1}', '\ufeff [\n {"a": 1}]', '[["x"]]', '["x", "y"]'])
def test_json_that_is_named_is_an_error_with_a_remedy(tmp_path: Path, text: str) -> None:
    file = tmp_path / "export.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(comments.SourceError, match=r"export\.json: JSON data, not a saved page; "):
        list(comments.read(file))


@pytest.mark.parametrize("text", ["[Photo: Reuters]\n\nThe town woke up.", "{} is not a page"])
def test_a_page_may_begin_with_a_bracket(text: str) -> None:
    assert comments.parse(text.encode()).body or comments.parse(text.encode()).title
