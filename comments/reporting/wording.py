"""Every word that a chart or document says, in one catalogue, so that languages can be added.

Texts with two forms, divided by ` | `, have one for a single thing and one for several.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

ENGLISH: Mapping[str, str] = {
    # classes of the codebook
    "sentiment": "Sentiment",
    "sentiment.negative": "negative",
    "sentiment.neutral": "neutral",
    "sentiment.positive": "positive",
    "hostility": "Hostility, exact level",
    "hostility.civil": "0 civil",
    "hostility.uncivil": "1 uncivil",
    "hostility.hostile": "2 hostile",
    "hostility.violent": "3 violent",
    "hostility_from": "Hostility, at or above a level",
    "hostility_from.uncivil": "uncivil (levels 1–3)",
    "hostility_from.hostile": "hostile (levels 2–3)",
    "sectarian": "Sectarian framing",
    "sectarian.none": "none",
    "sectarian.mention": "mention only",
    "sectarian.sectarian": "sectarian",
    "sectarian.bridging": "bridging",
    "hostility_target": "Who is attacked",
    "hostility_target.journalist": "journalist or outlet",
    "hostility_target.commenter": "another commenter",
    "hostility_target.public_figure": "public figure",
    "hostility_target.state": "state, government or army",
    "hostility_target.organisation": "organisation",
    "hostility_target.group": "people, faith or ethnic group",
    "hostility_target.other": "other or unclear",
    "hostility_types": "How",
    "hostility_types.insult": "insult",
    "hostility_types.mockery": "mockery",
    "hostility_types.accusation": "accusation of bad faith",
    "hostility_types.profanity": "profanity",
    "hostility_types.dehumanisation": "dehumanisation",
    "hostility_types.identity_attack": "attack on an identity",
    "hostility_types.threat": "threat or wish of harm",
    "frames": "Sectarian frames",
    "frames.othering": "othering",
    "frames.threat": "group as a threat",
    "frames.disloyalty": "disloyalty",
    "frames.excommunication": "excommunication",
    "frames.victimhood": "victimhood",
    "frames.glorification": "glorification",
    "frames.exclusion": "exclusion",
    "groups": "Communities named",
    # charts
    "tone_negative": "−1 negative",
    "tone_positive": "+1 positive",
    "thread_axis": "Place of the comment on the page",
    "thread_trend": "running mean of {window} comments",
    "thread_unscored": "not scored",
    "thread_removed": "removed",
    # every document
    "author": "comments {version}",
    "footer": "comments {version} · model {model} · {digest}",
    "keywords": "reader comments, sentiment, hostility, sectarian framing",
    "figure": "Figure {number}.",
    "methods": "Methods",
    "caveats": "What these figures do and do not say",
    "column_comments": "Comments",
    "column_share": "Share",
    "column_interval": "95% interval",
    "column_effective": "Effective n",
    "column_mean": "Mean probability",
    "count_of": "{count} of {n}",
    "too_few_chart": (
        "Too few to say: {n} comment was scored{people}. Shares are given from {fewest} comments"
        " and, where authors are known, {authors} authors up."
        " | Too few to say: {n} comments were scored{people}. Shares are given from {fewest}"
        " comments and, where authors are known, {authors} authors up."
    ),
    "of_people": " of {people}",
    "people": "{n} author | {n} authors",
    "shares_note": (
        "Mark: share of the comments so classified; bar: its 95% interval; upright stroke: mean"
        " of the model’s calibrated probabilities, a second estimate of the same share. Effective"
        " n: how many independent comments would leave the share as uncertain."
    ),
    "shares_alt": (
        "Shares of the classes with their 95% intervals. The numbers stand beside the marks in"
        " the same table."
    ),
    "abstained": (
        "The model abstained on {n} comment, which is in no share."
        " | The model abstained on {n} comments, which are in no share."
    ),
    "removed": (
        "{n} more comment was removed ({by}) and is in no figure but as an empty place."
        " | {n} more comments were removed ({by}) and are in no figure but as empty places."
    ),
    "removed.moderator": "{n} by moderators",
    "removed.author": "{n} by its author | {n} by their authors",
    "removed.unknown": "{n} by whom is not said",
    "worth": (
        "Comments of {kinds} resemble each other: for the share of hostile ones, the {n} comments"
        " are worth about {worth} independent ones."
    ),
    "worth.authors": "one author",
    "worth.threads": "one thread",
    "worth.articles": "one article",
    "worth.and": "{first} or {second}",
    "settings_none": "none stated",
    "fact_reading": "Reading",
    "fact_dropped": "Left out",
    "reading": "{confidence} confidence",
    "reading_because": "{confidence} confidence, because {reasons}",
    "reading.high": "high",
    "reading.medium": "medium",
    "reading.low": "low",
    "dropped": "{reason} ({n} character) | {reason} ({n} characters)",
    "doubtful": "Reading: {reading}. Compare the page with what was found before you use the figures.",
    "fact_source": "Source",
    "fact_url": "Address",
    "fact_parser": "Read with",
    "fact_model": "Model",
    "fact_digest": "Model SHA-256",
    "fact_package": "Software",
    "fact_settings": "Run settings",
    "fact_sources": "Sources",
    "fact_behind": "Comments behind",
    "sources_read": "{sources}, of which {failed} could not be read",
    "behind": "{figure}: {n}",
    "method_scores": (
        "Each comment was classified by the model named below after the project’s codebook: its"
        " tone towards whatever it speaks of; how far it attacks someone, from 0 (civil) to 3"
        " (threat, call for violence); and whether it frames people or events by religious,"
        " sectarian or ethnic belonging. The level given is the highest that a comment reaches or"
        " passes with a probability of at least one half; tone and framing are the most probable"
        " class."
    ),
    "method_intervals": (
        "Intervals are Wilson’s at 95% with the effective number of comments in the place of their"
        " number (Franco and others 2019), since comments are not independent: those of one author"
        " belong together, and those of one article where there are {articles} articles or more,"
        " else of one thread. Variance: CR2 by cluster (Bell and McCaffrey 2002), both ways"
        " together (Cameron, Gelbach and Miller 2011); few clusters lower the effective number"
        " (Korn and Graubard 1998). Shares of fewer than {fewest} comments, or of fewer than"
        " {authors} authors where authors are known, are not stated. Percentages are of the"
        " comments scored."
    ),
    "caveat_readers": (
        "The figures describe the comments that stood under the page when it was saved. They do"
        " not describe the article’s readers, the outlet’s audience or public opinion: those"
        " who comment are few and choose themselves, and moderators may have removed comments."
    ),
    "caveat_model": (
        "The intervals allow for chance in which comments were written, not for mistakes of the"
        " classifier, which reads words and misses much irony and context. Before a share is"
        " published, code a sample of the comments by hand and report how far coders and model"
        " agree."
    ),
    "caveat_people": (
        "The scores are for groups of comments. They are not a verdict on any single comment or"
        " on the person who wrote it."
    ),
    # article report
    "quote": (
        "To quote: “Of {n} reader comments under the article{worth}, {count} ({share}; 95% interval"
        " {interval}{mean}) were classified as hostile (comments {version}, model {model}). The"
        " classification is automatic; the interval does not allow for its mistakes.”"
    ),
    "article_kicker": "Reader comments · article report",
    "untitled": "Untitled page",
    "declared": "Declared by the page",
    "found": "Found",
    "scored": "Scored",
    "replies": "Replies",
    "repeats": "Repeats",
    "removed_count": "Removed",
    "not_declared": "not stated",
    "differ": (
        "The page declares {declared} comment, and {found} were found in it{removed}. All figures"
        " are of those found."
        " | The page declares {declared} comments, and {found} were found in it{removed}. All"
        " figures are of those found."
    ),
    "differ_removed": ", {n} of them removed",
    "omitted_letters": (
        "[…] stands for letters outside the scripts that this report can draw (Latin, Greek,"
        " Cyrillic, Arabic, Devanagari, Bengali). The tables hold the full text."
    ),
    "summary_shares": (
        "Of the {n} comments scored, the model classified {negative} as negative, {uncivil} as"
        " uncivil or worse, {hostile} as hostile or worse and {sectarian} as sectarian."
    ),
    "summary_first": "{count}\u00a0({share}, 95% interval {interval})",
    "summary_next": "{count}\u00a0({share}, {interval})",
    "summary_differ": (
        "The second estimate, the mean of the model’s probabilities, lies outside the interval"
        " of: {names}. Where they differ, state both."
    ),
    "summary_mean": "{name}, {mean}",
    "quote_worth": ", worth about {worth} independent ones",
    "quote_mean": "; mean of the model’s probabilities {mean}",
    "summary_few": (
        "{n} comment was scored{people}: too few to say anything about shares."
        " | {n} comments were scored{people}: too few to say anything about shares."
    ),
    "summary_counts": (
        "As counts, the model classified {negative} as negative, {uncivil} as uncivil or worse,"
        " {hostile} as hostile or worse and {sectarian} as sectarian."
    ),
    "summary_repeats": (
        "{n} comment repeats an earlier one and is counted."
        " | {n} comments repeat an earlier one and are counted."
    ),
    "figure_shares": (
        "Sentiment, hostility and sectarian framing of {n} comment, as classified by the model."
        " | Sentiment, hostility and sectarian framing of {n} comments, as classified by the"
        " model."
    ),
    "figure_thread": (
        "Tone along the thread, {n} comment in page order."
        " | Tone along the thread, {n} comments in page order."
    ),
    "thread_note": (
        "Tone: the model’s probability of positive minus that of negative, from −1 to 1. The"
        " shape gives the level of hostility by the model."
    ),
    "thread_note_trend": (
        "The line is the mean of each comment and its neighbours, {window} in all and fewer at"
        " the ends."
    ),
    "thread_note_few": "No trend is drawn through fewer than {fewest} comments.",
    "thread_alt": "Each comment as a mark, by its place on the page and its tone. {levels}.",
    "thread_alt_level": "{name}: {n}",
    "figure_details": (
        "Attacks and frames as classified by the model, communities as found by a word list ({n}"
        " comment)."
        " | Attacks and frames as classified by the model, communities as found by a word list"
        " ({n} comments)."
    ),
    "details_note": (
        "Shares are of all comments scored. One comment can count in several lines. Targets and"
        " types are given from level 1 up, frames where the framing is sectarian; communities"
        " wherever the word list finds one in a scored comment, attacked or not."
    ),
    "details_more": (
        "The word list found {n} further community. | The word list found {n} further communities."
    ),
    "no_details": (
        "In the {n} comment scored, the model marked no target or type of attack and no sectarian"
        " frame, and the word list found no community."
        " | In the {n} comments scored, the model marked no target or type of attack and no"
        " sectarian frame, and the word list found no community."
    ),
    "empty_heading": "No comments to report on",
    "empty_undeclared": (
        "No reader comments were found in the saved page, and the page does not say how many it"
        " has. Nobody may have commented, the site may have no comment section, or the comments"
        " may have been loaded by a script and are not in the saved file."
    ),
    "empty_zero": "The page says that it has no comments, and none were found in it.",
    "empty_missing": (
        "The page declares {declared} comment, but none is in the saved file."
        " | The page declares {declared} comments, but none are in the saved file."
    ),
    "empty_removed": (
        "The page shows the place of {n} comment, which was removed ({by})."
        " | The page shows the places of {n} comments, all of which were removed ({by})."
    ),
    "empty_remedy": (
        "Many sites load comments by a script after the page itself. Open the page, scroll"
        " until the comments are shown, unfold them all, save it again and repeat the run."
    ),
    "empty_figures": (
        "There are therefore no shares, no charts and no scores for this article. This says"
        " nothing about how its readers responded."
    ),
    # comparison report
    "comparison_kicker": "Reader comments · comparison report",
    "comparison_title": "Reader comments under {n} article | Reader comments under {n} articles",
    "comparison_outlets": "{n} outlet | {n} outlets",
    "comparison_comments": "{n} comment | {n} comments",
    "count_sources": "Sources",
    "count_failed": "Not readable",
    "count_articles": "Articles",
    "count_commented": "With comments",
    "comparison_none": (
        "No comment was found under any of these articles, so that there are no shares to"
        " report. The articles are listed below with what each page declares."
    ),
    "comparison_pooled": (
        "All comments are counted alike here, so that long threads weigh more than short ones."
    ),
    "comparison_removed": "{n} more removed",
    "these_articles": (
        "The comments stand under {n} articles, fewer than {fewest}: the intervals hold for these"
        " articles only, and other articles may differ by more."
    ),
    "few_articles": (
        "{n} article has fewer than {fewest} scored comments, or fewer than {authors} authors: too"
        " few to say."
        " | {n} articles have fewer than {fewest} scored comments, or fewer than {authors}"
        " authors: too few to say."
    ),
    "figure_articles": (
        "The articles, with the hostility of their comments as classified by the model ({n}"
        " comment)."
        " | The articles, with the hostility of their comments as classified by the model ({n}"
        " comments)."
    ),
    "figure_by_article": (
        "Shares by article, the highest share classified as hostile first ({n} comment)."
        " | Shares by article, the highest share classified as hostile first ({n} comments)."
    ),
    "figure_by_group": (
        "Shares by {by}, the highest share classified as hostile first ({n} comment)."
        " | Shares by {by}, the highest share classified as hostile first ({n} comments)."
    ),
    "differences_kicker": "Reader comments · comparison of groups",
    "differences_title": "Reader comments by {by}",
    "differences_none": (
        "No difference can be stated: fewer than two groups have {fewest} scored comments of"
        " {authors} authors or more, or the groups have nothing in common to be matched by."
    ),
    "figure_gaps": "Differences between these groups ({n} comment)."
    " | Differences between these groups ({n} comments).",
    "gaps_title": "Difference of the shares, percentage points",
    "gaps_note": (
        "Difference: the first share less the second, in percentage points, with its 95% interval"
        " (Newcombe 1998; Zou and Donner 2008); mark and bar show it, the upright stroke the"
        " difference of the mean probabilities. h: Cohen’s effect size, 0.2 small, 0.5 medium, 0.8"
        " large."
    ),
    "gaps_tests": (
        "p: whole articles, authors or threads change groups 1,999 times. It is the only test."
        " | p: whole articles, authors or threads change groups 1,999 times; adjusted for all {n}"
        " tests (Benjamini and Hochberg 1995), so that of the differences called at 0.05 at most"
        " 5% are false on average."
    ),
    "gaps_matched": (
        "Only comments that agree in {columns} are compared: the differences are within these,"
        " and the two shares are those of the comments so compared, weighted alike."
    ),
    "gaps_unmatched": (
        "{n} pair has nothing in common in these columns and is not compared."
        " | {n} pairs have nothing in common in these columns and are not compared."
    ),
    "gaps_alt": (
        "Differences of the shares between groups with their 95% intervals. The numbers stand"
        " beside the marks in the same table."
    ),
    "column_group": "Group",
    "column_reference": "Compared with",
    "column_shares": "Shares",
    "column_difference": "Difference (interval)",
    "column_p": "Adj. p",
    "column_effect": "h",
    "shares_pair": "{first}, {second}",
    "difference_interval": "{difference} ({low} to {high})",
    "the_rest": "all the rest",
    "confounds": "What else differs between these groups",
    "confounds_text": (
        "Each of these may be why shares differ: groups that moderators clean more, that a few"
        " people fill, or that are written in another language are not the same groups with"
        " another tone. Length: median letters of a comment. Removed: by moderators, of all places"
        " in the thread. Most active: what the {active} most active authors wrote, of the comments"
        " whose author is known."
    ),
    "column_articles": "Articles",
    "column_found": "Comments",
    "column_languages": "Languages",
    "column_length": "Length",
    "column_replies": "Replies",
    "column_repeated": "Repeats",
    "column_moderated": "Removed",
    "column_active": "Most active",
    "continued": "{figure} (continued)",
    "levels_note": (
        "Bars, from left to right: civil (white), uncivil (dotted), hostile (hatched), violent"
        " (black). Shares with 95% intervals in brackets."
    ),
    "levels_alt": (
        "Bars of the shares of comments classified as civil, uncivil, hostile and violent, a bar"
        " for each article. The table gives the shares of negative and hostile comments."
    ),
    "panels_note": (
        "Marks, bars and strokes as in Figure 1; effective n is of the share of hostile ones."
        " Intervals that overlap may still differ, and many comparisons at once find differences"
        " by chance."
    ),
    "panels_few": "Too few to say, with their scored comments: {names}.",
    "panels_few_item": "{name} ({n})",
    "panels_these": (
        "Under fewer than {fewest} articles, so that the interval holds for these articles only:"
        " {names}."
    ),
    "group_unknown": (
        "{n} comment whose {by} is not known is not in it."
        " | {n} comments whose {by} is not known are not in it."
    ),
    "figure_movement": (
        "Shares by place in the thread and by depth of reply ({n} comment)."
        " | Shares by place in the thread and by depth of reply ({n} comments)."
    ),
    "position.1/3": "First third of the threads",
    "position.2/3": "Second third",
    "position.3/3": "Last third",
    "depth.0": "Comments on the article",
    "depth.1": "Replies",
    "depth.2": "Replies to replies",
    "depth.3+": "Deeper replies",
    "movement_note": (
        "Place: rank among all comments of the article, so that long and short threads count alike."
    ),
    "answer": (
        "After a hostile comment: among replies to hostile comments ({hostile}) the share"
        " classified as hostile differs by {difference} percentage points (95% interval {low} to"
        " {high}{mean}; p {p}) from that among replies to civil ones ({civil}) under the same"
        " articles, answers to oneself left out. This is a difference and not an effect: what makes"
        " a comment hostile may make its replies so."
    ),
    "answer_mean": "; {mean} by mean probabilities",
    "repeats_heading": "Texts that stand several times",
    "repeats_text": (
        "{n} text of {letters} letters or more stands under several articles or by several"
        " authors, word for word or nearly, in {comments} comments. Copying is no proof of"
        " organisation: prayers, song lines and news agencies are copied too."
        " | {n} texts of {letters} letters or more stand under several articles or by several"
        " authors, word for word or nearly, in {comments} comments. Copying is no proof of"
        " organisation: prayers, song lines and news agencies are copied too."
    ),
    "repeats_more": "The {shown} that stand most often:",
    "column_repeat": "Text",
    "column_exact": "Word for word",
    "column_authors": "Authors",
    "column_dates": "First and last",
    "not_known": "not known",
    "few_heading": "Articles with too few comments to say",
    "few_text": (
        "These articles have fewer than {fewest} scored comments each, or comments of fewer than"
        " {authors} authors. Their comments are in the figures of all comments and in no figure by"
        " article."
    ),
    "column_number": "No.",
    "column_article": "Article",
    "column_scored": "Scored",
    "column_levels": "Hostility",
    "column_negative": "Negative",
    "column_uncivil": "Uncivil or worse",
    "column_hostile": "Hostile or worse",
    "column_sectarian": "Sectarian",
    "column_declared": "Declared",
    "column_source": "Source",
    "column_reason": "What was found",
    "column_remedy": "What to do",
    "share_interval": "{share} ({interval})",
    "all_comments": "All comments",
    "empty_articles": "Articles without comments",
    "empty_articles_text": (
        "Nothing was found to score under these pages. Where a page declares comments, they"
        " were probably loaded by a script after the page and are not in the saved file."
    ),
    "failures": "Sources that could not be read",
    "cite": "How to cite",
    "cite_software": (
        "The comments authors. comments: reader-comment discourse analysis (version {version})"
        " [computer software]. Model: {model}, SHA-256 {digest}."
    ),
    "cite_figures": (
        "With a figure, state the number of comments and articles behind it, the model and its"
        " digest, and how the model was checked by hand on comments of the same kind."
    ),
    "quote_all": (
        "To quote: “Of {n} reader comments{worth}, {count} ({share}; 95% interval {interval}{mean})"
        " were classified as hostile (comments {version}, model {model}). The classification is"
        " automatic; the interval does not allow for its mistakes.”"
    ),
}

SMALLEST_P, TWO_DIGITS = 0.001, 0.1  # p-values are written with three digits between
CERTAIN_DECIMALS = 1000  # from this many comments on, a tenth of a percentage point means something


def say(key: str, **values: object) -> str:
    """The text of `key` with its values filled in; numbers get thousands separators.

    Of two forms, the first is taken where the value `n` (or else the first value) is 1.
    """
    forms = ENGLISH[key].split(" | ")
    number = values.get("n", next(iter(values.values()), None))
    form = forms[0] if number == 1 else forms[-1]
    return form.format_map({name: _shown(value) for name, value in values.items()})


def percent(share: float, n: int) -> str:
    """A share in [0, 1] of `n` comments as a percentage without false precision.

    0.3333 of 12: 33% · 0.3333 of 2,000: 33.3%
    """
    return f"{_rounded(share, n)}%"


def interval(low: float, high: float, n: int) -> str:
    """An interval's two ends as percentages: 39–86%."""
    return f"{_rounded(low, n)}–{_rounded(high, n)}%"


def points(difference: float, n: int) -> str:
    """A difference of shares in percentage points, with its sign: +12, −3.5 from 1,000 comments up."""
    return signed(100 * difference, 1 if n >= CERTAIN_DECIMALS else 0)


def signed(value: float, places: int) -> str:
    """A number with its sign, but for nought: +0.31, −1.2, 0.0."""
    written = f"{value:+.{places}f}"
    zero = float(written) == 0
    return written.lstrip("+-") if zero else written.replace("-", "−")


def p_value(p: float) -> str:
    """A p-value: 0.34, 0.012, <0.001."""
    if p < SMALLEST_P:
        return f"<{SMALLEST_P}"
    return f"{p:.2f}" if p >= TWO_DIGITS else f"{p:.3f}"


def _rounded(share: float, n: int) -> str:
    """Halves go up, as readers expect: 12.5 is 13."""
    places = 1 if n >= CERTAIN_DECIMALS else 0
    steps: float = 10**places
    return f"{floor(100 * share * steps + 0.5) / steps:.{places}f}"


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
