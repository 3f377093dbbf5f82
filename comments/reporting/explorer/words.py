"""Every word that the page says, in one catalogue, so that languages can be added.

Texts with two forms, divided by ` | `, have one for a single thing and one for several; `{name}` is
filled in by the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from comments.reporting.catalogue import Language, catalogue
from comments.study.measures import MEASURES

WORDS: Mapping[str, str] = {
    **{
        key: text
        for key, text in catalogue(Language.ENGLISH).items()
        if key.split(".")[0] in MEASURES and isinstance(text, str)
    },
    "language": "en",
    "title": "Comment explorer",
    "ethics_short": "For your own reading. Do not publish this file.",
    "ethics": (
        "The words of a comment can be found by search engines, and with them the person who wrote"
        " it. That holds for this page and for what you export from it. In a publication,"
        " paraphrase, or quote only what cannot be traced. Scores are for groups of comments; they"
        " are not a verdict on any single comment or person."
    ),
    "sample": (
        "This page shows a random sample: {n} of the {total} comments of this run, of every article"
        " its part. Shares and intervals here are of the sample; those of all comments are in"
        " comparison.pdf and in charts/, and all comments in comments.csv and comments.parquet."
    ),
    "no_script": "This page needs JavaScript, which this browser does not run.",
    "loading": "Reading the comments …",
    "skip": "To the comments",
    "empty_run": "There are no comments in this run.",
    # toolbar
    "search": "Search the comments",
    "search_hint": "Search, “a phrase”, -without",
    "search_help": (
        "All words must occur, in any order; “…” for a phrase, - before what must not occur. Case,"
        " accents, vowel signs, hamza and the forms of yeh and kaf make no difference."
    ),
    "sort": "Order",
    "sort_page": "as on the page",
    "sort_time": "time",
    "ascending": "lowest first",
    "descending": "highest first",
    "oldest": "oldest first",
    "newest": "newest first",
    "show_filters": "Filters",
    "export": "Export CSV",
    "export_title": "Export the selection as a table (e)",
    "help": "Help",
    "help_title": "Keys and explanations (?)",
    "close": "Close",
    # filters
    "chosen": "Filters: {filters}",
    "chosen_search": "text with {query}",
    "chosen_facet": "{name}: {values}",
    "chosen_range": "probability of {name}: {low} to {high}",
    "filters": "Filters",
    "clear": "Clear all filters",
    "facet_article": "Article",
    "facet_outlet": "Outlet",
    "facet_language": "Language",
    "facet_sentiment": "Sentiment",
    "facet_hostility": "Hostility level",
    "facet_hostility_types": "Type of attack",
    "facet_hostility_target": "Who is attacked",
    "facet_sectarian": "Sectarian framing",
    "facet_frames": "Sectarian frames",
    "facet_groups": "Communities named",
    "facet_removal": "Removed",
    "facet_repeat": "Repeats",
    "facet_place": "Place in the thread",
    "all_articles": "all articles",
    "unknown": "not known",
    "unscored": "not scored",
    "none_of_list": "none",
    "removal.standing": "standing",
    "removal.moderator": "removed by a moderator",
    "removal.author": "removed by its author",
    "removal.unknown": "removed, not said by whom",
    "repeat.first": "no repeat",
    "repeat.repeat": "same text as an earlier one",
    "place.comment": "comments on the article",
    "place.reply": "replies",
    "probabilities": "Probabilities",
    "at_least": "{name}, at least",
    "at_most": "{name}, at most",
    "p_negative": "negative",
    "p_neutral": "neutral",
    "p_positive": "positive",
    "p_uncivil": "uncivil or worse",
    "p_hostile": "hostile or worse",
    "p_violent": "violent",
    "p_sectarian": "sectarian",
    "p_bridging": "bridging",
    # summary
    "selected": "{count} of {n} comment | {count} of {n} comments",
    "under": "under {n} article | under {n} articles",
    "nothing": "No comment passes these filters.",
    "listed": (
        "The first {n} are listed; the shares and the export are of all. Narrow the selection to"
        " see the rest."
    ),
    "count_of": "{count} of {n}",
    "differs": "but mean probability {mean}: state both",
    "too_few": "too few to say",
    "too_few_why": "Shares are given from {fewest} comments and {authors} known authors up.",
    "share_line": "{share} ({low}–{high})",
    "all_shares": "All shares of this selection",
    "column_class": "Class",
    "column_count": "Comments",
    "column_share": "Share (95% interval)",
    "column_mean": "Mean probability",
    "shares_note": (
        "Share of the scored comments in the selection, with its 95% Wilson interval, widened for"
        " comments that belong together ({clusters}) as in the reports. Filters that look at a"
        " score decide its share: filter by language or article, not by level, to compare levels."
    ),
    "independent": "none found to",
    "way_articles": "{n} articles",
    "way_threads": "{n} threads",
    "way_authors": "{n} authors",
    # comment
    "position": "No. {position}",
    "reply_to": "reply to no. {position}",
    "reply": "reply",
    "repeat_of": "same text as no. {position}",
    "repeat": "same text as an earlier one",
    "time_exact": "As the page states it; exact to the {precision}",
    "time_given": "As the page states it",
    "likes": "{n} like | {n} likes",
    "dislikes": "{n} dislike | {n} dislikes",
    "open_thread": "Thread",
    "show_all": "Show all ({n} characters)",
    "show_less": "Show less",
    "evidence": "evidence, weight {weight}",
    "not_selected": "not in the selection",
    "untitled": "Untitled page",
    # thread
    "thread": "Thread",
    "leave_thread": "Back to the list (t)",
    "thread_counts": "Declared by the page: {declared} · found: {found}",
    "not_declared": "not stated",
    "confidence": "Reading: {confidence} confidence",
    "confidence.high": "high",
    "confidence.medium": "medium",
    "confidence.low": "low",
    "warnings": "Warnings",
    "reasons": "What speaks for and against the reading",
    "thread_note": "Comments outside the selection are shown pale, so that the talk can be followed.",
    # help
    "keys": "Keys",
    "key_search": "search",
    "key_next": "next comment",
    "key_previous": "previous comment",
    "key_thread": "thread of this comment, and back",
    "key_export": "export the selection as CSV",
    "key_help": "this help",
    "key_escape": "leave the search field, the help or the thread",
    "legend": "Signs",
    "legend_text": (
        "Point: share of the comments so classified; bar: its 95% interval; upright stroke: mean of the"
        " model’s probabilities, a second estimate of the same share."
        " Beside a comment, bars show probabilities, from left to right: negative, neutral, positive; civil, uncivil,"
        " hostile, violent; sectarian, bridging, neither. Point at a bar for the numbers. Words"
        " that a score rests on, where they are known, are underlined while you point at a comment"
        " or move to it by key."
    ),
    "citing": "Citing a view",
    "citing_text": (
        "The address of this page holds the filters, the order and the comment you are at. Keep it"
        " with the run to come back to this view."
    ),
    "made_by": "comments {version} · model {model} · SHA-256 {digest}",
}
