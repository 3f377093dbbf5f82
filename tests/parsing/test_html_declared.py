"""The number of comments that a page states to machines, and replies to comments it does not show."""

from __future__ import annotations

import json

import pytest

from comments.parsing.html import read_html

ARTICLE = (
    "<h1>Tram line opens</h1><div class='story'><p>The tram line to the airport opened on Monday, "
    "four years late and two stops shorter than it had been planned in the spring of 2014.</p></div>"
)


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ({"commentCount": 7}, 7),
        ({"commentCount": 0}, 0),
        ({"commentCount": "12"}, 12),
        (
            {
                "interactionStatistic": {
                    "@type": "InteractionCounter",
                    "interactionType": "https://schema.org/CommentAction",
                    "userInteractionCount": 31,
                }
            },
            31,
        ),
        (
            {
                "interactionStatistic": [
                    {"interactionType": {"@type": "LikeAction"}, "userInteractionCount": 900},
                    {"interactionType": {"@type": "CommentAction"}, "userInteractionCount": "4"},
                ]
            },
            4,
        ),
    ],
)
def test_linked_data_declares_the_number(data: dict[str, object], declared: int) -> None:
    article = json.dumps({"@type": "NewsArticle", "headline": "Tram line opens", **data})
    page = f'<script type="application/ld+json">{article}</script>{ARTICLE}'
    assert read_html(page).declared_comments == declared


@pytest.mark.parametrize(
    "meta",
    [
        "<meta itemprop='interactionCount' content='UserComments:9'>",
        "<meta itemprop='commentCount' content='9'>",
    ],
)
def test_microdata_declares_the_number(meta: str) -> None:
    assert read_html(f"{meta}{ARTICLE}").declared_comments == 9


def livefyre(number: int, parent: int | None) -> str:
    up = "" if parent is None else f" data-parent-id='{parent}'"
    return (
        f"<article class='fyre-comment-article' data-message-id='{number}'{up}><span class='fyre-comment-username'>"
        f"Ana</span><time class='fyre-comment-date' datetime='2013-05-0{number}T10:00Z'>May {number}</time>"
        f"<div class='fyre-comment'><p>Remark number {number} of mine</p></div></article>"
    )


def test_a_reply_to_a_comment_that_is_not_shown_is_told() -> None:
    reading = read_html(
        f"<body>{ARTICLE}{livefyre(1, None)}{livefyre(2, 1)}{livefyre(3, 77)}</body>"
    )
    assert [c.parent for c in reading.comments] == [None, 0, None]
    assert reading.warnings == (
        "1 comment answers a comment that is not there; read as a comment on the article.",
    )


def test_ids_of_which_none_is_a_comments_are_no_replies() -> None:
    reading = read_html(
        f"<body>{ARTICLE}{livefyre(1, 900)}{livefyre(2, 900)}{livefyre(3, 900)}</body>"
    )
    assert [c.parent for c in reading.comments] == [None, None, None]
    assert reading.warnings == ()
