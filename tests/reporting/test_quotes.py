"""Quotes: only where asked for, chosen by rule, and never obeyed as markup."""

import pytest
from pypdf import PdfReader
from reporting_samples import (
    AUTHOR,
    HOSTILE,
    PROVENANCE,
    URDU,
    article,
    articles_table,
    comment,
    comments_table,
    words,
)

from comments.reporting import write_article_report
from comments.reporting.quotes import EACH, quotes_part
from comments.reporting.settings import DEFAULTS


def attack(position, p_hostile, target="journalist", **columns):
    text = columns.pop("text", f"Comment number {position}.")
    return comment(
        position,
        hostility=2,
        hostility_target=[target],
        p_hostile=p_hostile,
        text=text,
        **columns,
    )


def quoted(rows):
    """The quotes by the heading that they stand under."""
    parts = quotes_part(comments_table(rows), in_nastaliq=False)
    return {
        group["name"]: [words["text"] for words in group["quotes"]]
        for part in parts
        for group in part["groups"]
    }


def report(path, rows, *, quotes, **columns):
    table = articles_table([article(found_comments=len(rows), **columns)])
    settings = DEFAULTS.changed(quotes=quotes)
    write_article_report(table.iloc[0], comments_table(rows), PROVENANCE, path, settings)
    return words(path)


def test_quotes_are_those_nearest_to_the_median_of_their_target():
    rows = [attack(i, p) for i, p in enumerate([0.1, 0.5, 0.52, 0.9, 0.95], start=1)]
    # The median is 0.52: the third comment, then the second at a distance of 0.02.
    assert quoted(rows) == {
        "journalist or outlet (5)": ["“Comment number 3.”", "“Comment number 2.”"]
    }


def test_of_two_as_near_the_earlier_on_the_page_is_quoted():
    rows = [attack(i, p) for i, p in enumerate([0.75, 0.25, 0.25, 0.75], start=1)]
    assert quoted(rows)["journalist or outlet (4)"] == [
        "“Comment number 1.”",
        "“Comment number 2.”",
    ]


def test_the_most_attacked_target_comes_first_and_no_text_stands_twice():
    both = attack(1, 0.5) | {"hostility_target": ["state", "commenter"]}
    rows = [both, attack(2, 0.5, "state"), attack(3, 0.5, "state", text="Comment number 2.")]
    assert list(quoted(rows).items()) == [
        ("state, government, army (3)", ["“Comment number 1.”", "“Comment number 2.”"]),
    ]


def test_removed_comments_and_comments_without_attack_are_not_quoted():
    rows = [comment(1, text="civil"), attack(2, 0.9, removal="moderator")]
    assert quoted(rows) == {}


def test_names_that_a_comment_calls_are_replaced_and_long_ones_cut():
    (found,) = quoted([attack(1, 0.5, text="@Ali.Raza said " + "much " * 200)]).values()
    assert found[0].startswith("“@… said much")
    assert found[0].endswith("…”")
    assert len(found[0]) < 300


def test_a_report_quotes_only_where_asked_to(tmp_path):
    rows = [attack(i, 0.5, text=f"Nobody may find this {i}") for i in range(1, 13)]
    assert "Nobody may find this" not in report(tmp_path / "a.pdf", rows, quotes=False)
    text = report(tmp_path / "b.pdf", rows, quotes=True)
    assert text.count("Nobody may find this") == EACH
    assert "Search engines find a comment" in text
    assert AUTHOR not in text


def test_a_quoted_comment_is_never_markup(tmp_path):
    rows = [attack(i, 0.5, text=HOSTILE if i == 1 else f"{i} #panic()") for i in range(1, 13)]
    text = report(tmp_path / "a.pdf", rows, quotes=True)
    assert HOSTILE.replace("@ref", "@…") in text
    assert "#panic()" in text


@pytest.mark.parametrize(
    "text", ["中文", "\u202eevil\u202c", "\x00", " ", "x" * 5000, "اردو " * 500]
)
def test_any_comment_can_be_quoted(tmp_path, text):
    rows = [attack(i, 0.5, text=text) for i in range(1, 13)]
    report(tmp_path / "a.pdf", rows, quotes=True)
    assert len(PdfReader(tmp_path / "a.pdf").pages) <= 3


def test_urdu_titles_and_quotes_are_in_nastaliq_on_request_and_no_others(tmp_path):
    rows = [attack(i, 0.5, text=f"{URDU} {i}", language="ur") for i in range(1, 13)]

    def embedded(title, language, *, nastaliq):
        table = articles_table([article(title=title, language=language)])
        settings = DEFAULTS.changed(nastaliq=nastaliq)
        path = tmp_path / "a.pdf"
        write_article_report(table.iloc[0], comments_table(rows), PROVENANCE, path, settings)
        return any(
            "Nastaliq" in font.get_object()["/BaseFont"]
            for page in PdfReader(path).pages
            for font in page["/Resources"]["/Font"].values()
        )

    assert embedded(URDU, "ur", nastaliq=True)
    assert not embedded(URDU, "ur", nastaliq=False)
    assert not embedded(URDU, "ar", nastaliq=True)
