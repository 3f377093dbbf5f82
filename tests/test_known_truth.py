"""The synthetic study: its pages read as they were written, and its truth is what was written."""

import csv
from pathlib import Path

import pytest
from make_study import differences, study_pages, true_shares, write_study

SMALL = 900


def test_reading_the_study_gives_exactly_the_comments_that_were_written(tmp_path: Path) -> None:
    pages = study_pages(SMALL)
    write_study(tmp_path, pages)
    assert list(differences(tmp_path, pages)) == []


def test_a_page_that_lost_a_comment_is_told_of(tmp_path: Path) -> None:
    pages = study_pages(SMALL)
    write_study(tmp_path, pages)
    file = tmp_path / "pages" / "meridian-post" / "meridian-post-03.html"
    whole = file.read_text("utf-8")
    start = whole.index('<div class="coral coral-comment" id="comment-2"')
    end = whole.index('<div class="coral coral-comment" id="comment-3"')
    file.write_text(whole[:start] + whole[end:], "utf-8")
    (line,) = differences(tmp_path, pages)
    assert "meridian-post/meridian-post-03.html" in line


def test_the_study_is_the_same_every_time() -> None:
    assert study_pages(SMALL) == study_pages(SMALL)
    assert study_pages(SMALL, seed=6) != study_pages(SMALL)


def test_it_has_six_outlets_sixty_articles_eight_thousand_comments_in_four_languages() -> None:
    pages = study_pages()
    comments = [comment for page in pages for comment in page.comments]
    assert (len({page.outlet for page in pages}), len(pages), len(comments)) == (6, 60, 8000)
    assert {comment.language for comment in comments} == {"en", "ar", "ur", "tr"}
    assert {page.form for page in pages} == {"wordpress", "coral", "microdata", "copy", "export"}
    assert {comment.removal for comment in comments} == {None, "moderator", "author"}
    assert max(comment.depth for comment in comments) > 1
    days = {(page.story, page.published_at.date()) for page in pages}
    assert len(days) == len({page.story for page in pages}) == 10


def test_the_true_shares_are_those_of_the_comments_that_were_not_removed(tmp_path: Path) -> None:
    pages = study_pages(SMALL)
    write_study(tmp_path, pages)
    with (tmp_path / "truth" / "comments.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if not row["removal"]]
    for outlet, shares in true_shares(pages).items():
        own = [row for row in rows if row["outlet"] == outlet]
        assert shares["comments"] == len(own)
        hostile = sum(int(row["hostility"]) >= 2 for row in own) / len(own)
        assert shares["hostile"] == pytest.approx(hostile, abs=1e-4)
