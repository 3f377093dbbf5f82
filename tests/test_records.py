"""The columns that travel are the ones that the documents promise."""

from dataclasses import fields

from comments.records import (
    Article,
    Comment,
    article_schema,
    comment_schema,
    score_schema,
    title_schema,
)


def test_a_table_has_a_column_for_each_field_of_its_record() -> None:
    assert set(comment_schema().names) == {field.name for field in fields(Comment)} - {"extra"}
    articles = {field.name for field in fields(Article)} - {"comments"} | {"found_comments"}
    assert set(article_schema().names) - set(title_schema().names) == articles


def test_what_every_record_has_cannot_be_null() -> None:
    required = {field.name for field in comment_schema() if not field.nullable}
    assert required == {"comment_id", "article_id", "position", "depth", "text", "language"}


def test_the_columns_of_scores_are_those_of_the_codebook() -> None:
    assert (
        score_schema().names
        == (
            "sentiment p_negative p_neutral p_positive hostility p_uncivil p_hostile p_violent "
            "hostility_types hostility_target sectarian p_sectarian p_bridging frames groups windows"
        ).split()
    )
