"""Comment systems as data: how to know one, and where it keeps the fields of a comment.

Selectors are CSS. `marks` are strings of which at least one stands in a class or id (lower case),
item type or loaded address of every page of the system, or `seen` in its markup, so that the
selectors of absent systems are never run. `tests/parsing/pages/html` has a page of each of the main ones.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class System:
    """One comment system.

    `author`, `time`, `text`, `likes` and `dislikes` list selectors, the best first: the first that
    matches inside a record counts; `ids` likewise, where the record itself has not the site's id.
    `record` is one comment; or, where `flat`, the first node of one, which
    lasts to the next. `replies` holds the answers to a comment where they are not nested in it. `level` is a class
    prefix that a number follows. `parent` is an attribute, or a link's target, that ends in the
    parent's id.
    """

    name: str
    record: str
    marks: tuple[str, ...] = ()
    seen: str = ""
    author: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    drop: str = ""
    replies: str = ""
    level: str = ""
    parent: str = ""
    flat: bool = False


SYSTEMS: tuple[System, ...] = (
    System(
        name="wpdiscuz",
        marks=("wpd-comment", "wc-comment"),
        record=".wpd-comment, .wc-comment",
        author=(".wpd-comment-author", ".wc-comment-author"),
        time=(".wpd-comment-date", ".wc-comment-date"),
        text=(".wpd-comment-text", ".wc-comment-text"),
        likes=(".wpd-vote-result", ".wc-vote-result"),
        ids=(".wpd-comment-right[id]", ".wc-comment-right[id]"),
        drop=".wpd-comment-footer, .wc-comment-footer, .wpd-reply-to, .wpd-form",
        level="wpd_comment_level-",
    ),
    System(
        name="wordpress-blocks",
        marks=("wp-block-comment-template",),
        record=".wp-block-comment-template li",
        author=(".wp-block-comment-author-name",),
        time=(".wp-block-comment-date time", ".wp-block-comment-date"),
        text=(".wp-block-comment-content",),
    ),
    System(
        name="disqus",
        marks=("post-message",),
        record="li.post",
        author=(".post-byline .author", ".author"),
        time=(".time-ago", ".post-meta time"),
        text=(".post-message",),
        likes=(".vote-up .count", "[data-role=likes]"),
        dislikes=(".vote-down .count", "[data-role=dislikes]"),
        replies="ul.children",
        parent=".parent-link",
    ),
    System(
        name="disqus-crawler",
        marks=("dsq-comment-message", "dsq-comment-body"),
        record="[id^=dsq-comment-]:has(> [id^=dsq-comment-header]), li[id^=dsq-comment-]",
        author=("[id^=dsq-cite-]", "[id^=dsq-author-user-]", ".dsq-commenter-name"),
        time=(".dsq-header-time", ".dsq-comment-header-time"),
        text=("[id^=dsq-comment-message-]", ".dsq-comment-message"),
    ),
    System(
        name="coral",
        marks=("coral-comment",),
        record=".coral-comment",
        author=(".coral-comment-username", ".coral-comment-author-username"),
        time=(".coral-comment-timestamp",),
        text=(".coral-comment-content", ".coral-content-body"),
        likes=(".coral-reaction-count", ".coral-comment-reactButton"),
        level="coral-indent-",
    ),
    System(
        name="guardian",
        marks=("d-comment__body",),
        record="li.d-comment, li[id^=comment-]:has(.d-comment__body)",
        author=(".d-comment__author",),
        time=("time", ".d-comment__timestamp"),
        text=(".d-comment__body",),
        likes=(".d-comment__recommend-count",),
        replies=".d-thread--responses",
    ),
    System(
        name="livefyre",
        marks=("fyre-comment",),
        record="article.fyre-comment-article",
        author=(".fyre-comment-username",),
        time=("time.fyre-comment-date", ".fyre-comment-date"),
        text=(".fyre-comment",),
        likes=(".fyre-comment-like-count",),
    ),
    System(
        name="facebook-plugin",
        marks=("uficomment",),
        record=".UFIComment, .UFIRow[data-ft]",
        author=(".UFICommentActorName",),
        time=("[data-utime]",),
        text=(".UFICommentBody",),
        likes=(".UFICommentLikeButton", ".UFICommentLikeCount"),
        replies=".UFIReplyList",
    ),
    System(
        name="openweb-stacks",
        marks=("spcv_message-stack", "sppre_message-stack"),
        record=".spcv_message-stack, .sppre_message-stack",
        author=(
            '[data-spot-im-class="message-username"]',
            '[class*="Username-index__wrapper"]',
            ".sppre_username",
        ),
        time=('[data-spot-im-class="message-timestamp"]', ".sppre_posted-at"),
        text=('[data-spot-im-class="message-text"]', ".sppre_text-entity"),
        likes=('[aria-label="Vote Up"] [class*=votesCounter]',),
        dislikes=('[aria-label="Vote Down"] [class*=votesCounter]',),
        ids=("[data-message-id]",),
        replies='[class*="spcv_children-list"], [class*="sppre_children-list"]',
    ),
    System(
        name="openweb",
        marks=("message-text", "comment-username"),
        record='[data-spot-im-class="comment"], [data-spot-im-class="message-view"]',
        author=(
            '[data-spot-im-class="comment-username"]',
            '[data-spot-im-class="message-username"]',
        ),
        time=(
            '[data-spot-im-class="comment-timestamp"]',
            '[data-spot-im-class="message-timestamp"]',
        ),
        text=('[data-spot-im-class="message-text"]',),
        replies='[class*="spcv_children-list"]',
    ),
    System(
        name="viafoura",
        marks=("vf3-comment", "vf-comment"),
        record=".vf3-comment, .vf-comment, .vf-comment-container",
        author=(
            ".vf-commenter-name",
            ".vf-comment-username",
            ".vf-username",
            ".vf3-comment__author",
        ),
        time=(".vf-comment-date", ".vf-date", "time"),
        text=(
            ".vf-comment-html-content",
            ".vf-comment-html",
            ".vf-comment-content",
            ".vf3-comment-content",
            ".vf3-comment__content",
        ),
        likes=(".vf-count-likes", ".vf3-like-count"),
        dislikes=(".vf-count-dislikes", ".vf3-dislike-count"),
        replies=".vf-comment-replies, .vf3-comment__replies, .vf3-comment-replies",
    ),
    System(
        name="facebook-site",
        seen='aria-label="Comment by ',
        record='[role=article][aria-label^="Comment by "], [role=article][aria-label^="Reply by "]',
        text=("div[dir=auto]",),
    ),
    System(
        name="discourse-embed",
        marks=("cooked",),
        record="article.post",
        author=(".author .username", ".username", ".author"),
        time=(".post-date", "time"),
        text=(".cooked",),
        likes=(".like-count",),
        drop=".in-reply-to, .post-replies, .embed-post-index",
        parent=".in-reply-to",
    ),
    System(
        name="blogger-old",
        marks=("comments-block",),
        record="#comments-block dt",
        author=(".comment-author", "dt"),
        time=(".comment-timestamp", ".comment-footer"),
        text=("dd.comment-body", ".comment-body"),
        drop=".item-control, .comment-delete, .icon_delete_comment",
        flat=True,
    ),
    System(
        name="blogger",
        marks=("comment-thread", "comment-replies"),
        record=".comment-thread li.comment",
        author=("cite.user", ".comment-header .user"),
        time=(".comment-header .datetime", ".comment-timestamp"),
        text=(".comment-content",),
        replies=".comment-replies",
    ),
    System(
        name="isso",
        marks=("isso-comment",),
        record=".isso-comment",
        author=(".isso-author", ".author"),
        time=("time",),
        text=(".isso-text", ".text"),
        likes=(".isso-votes", ".votes"),
        replies=".isso-follow-up",
    ),
    System(
        name="commento",
        marks=("commento-card",),
        record=".commento-card",
        author=(".commento-name",),
        time=(".commento-timeago",),
        text=(".commento-body > div", ".commento-body"),
        likes=(".commento-score",),
    ),
    System(
        name="remark42",
        marks=("comment__text",),
        record=".comment:has(.comment__text)",
        author=(".comment__username", ".comment__author"),
        time=(".comment__time",),
        text=(".comment__text",),
        likes=(".comment__score-value",),
        parent=".comment__link-to-parent",
    ),
    System(
        name="intensedebate",
        marks=("idc-c-t",),
        record=".idc-c",
        author=(".idc-c-h .idc-i span", ".idc-c-h .idc-i", ".idc-i"),
        time=(".IDCommentTime", ".idc-time"),
        text=(".idc-c-t-inner", ".idc-c-t"),
        likes=(".idc-v-total",),
        replies=".idc-thread",
    ),
    System(
        name="giscus",
        marks=("gsc-comment",),
        record=".gsc-comment, .gsc-reply",
        author=(".gsc-comment-author .link-primary", ".gsc-reply-author .link-primary"),
        time=(".gsc-comment-author time", ".gsc-reply-author time", "time"),
        text=(".gsc-comment-content", ".gsc-reply-content"),
        likes=(".gsc-upvotes",),
        replies=".gsc-replies",
    ),
    System(
        name="utterances",
        marks=("timeline-comment",),
        record="article.timeline-comment",
        author=(".comment-header .text-link", ".comment-header strong"),
        time=(".comment-header relative-time", ".comment-header a[href*=issuecomment]"),
        text=(".markdown-body",),
    ),
    System(
        name="jcomments",
        marks=("comment-body-",),
        record="[id^=comment-item-]",
        author=(".comment-author",),
        time=(".comment-date",),
        text=(".comment-body", "[id^=comment-body-]"),
        likes=(".comment-vote", ".comments-vote .vote-good", ".comments-vote .vote-poor"),
        replies=".comments-list-child",
    ),
    System(
        name="drupal",
        marks=("comment-body", "comment__content"),
        record=(
            ".comment:has(.field-name-comment-body), .comment:has(.field--name-comment-body), "
            "article.comment:has(.comment__content)"
        ),
        author=(".username", ".comment__author"),
        time=(".comment__time", ".comment__submitted", ".submitted"),
        text=(".field-name-comment-body", ".field--name-comment-body", ".comment__content"),
        drop=".field-name-comment-body > .field-label, .links, .comment__links, .comment__permalink",
        replies=".indented",
    ),
    System(
        name="wordpress",
        marks=(
            "comment-reply-link",
            "commentlist",
            "comment-list",
            "commentmetadata",
            "comment-metadata",
        ),
        record=(
            "li.comment, ol.commentlist > li, ul.commentlist > li, .commentlist .children > li, "
            "li.pingback, li.trackback, "
            "div.comment[id*=comment-], article.comment, div.comment[class*=depth-]"
        ),
        author=(
            ".comment-author .fn",
            ".vcard .fn",
            "cite.fn",
            ".fn",
            ".comment-author cite",
            ".comment-author",
            "cite",
        ),
        time=(
            ".comment-metadata time",
            ".comment-meta time",
            ".comment-metadata a",
            ".commentmetadata",
            ".comment-meta",
            ".comment-date",
            ".comment-time",
            "time",
        ),
        text=(".comment-content", ".comment-text", ".commenttext", ".comment-entry"),
        drop=(
            ".reply, .comment-reply-link, .comment-edit-link, .says, .comment-awaiting-moderation, "
            ".comment-likes, .comment-like-feedback, .sharedaddy, .comment-respond"
        ),
        replies="ol.children, ul.children",
        level="depth-",
    ),
    System(
        name="wordpress-definition-list",
        marks=("comment-reply-link", "comment_list", "commentlist"),
        record="dl > dt.comment",
        author=(".comment_author", ".comment-author .fn", ".fn", "cite"),
        time=(".comment_time", ".comment-date", "time"),
        text=(".format_text",),
        drop=".reply, .comment-reply-link, .comment-edit-link, .comment_num, .bypostauthor .says",
        level="depth-",
        flat=True,
    ),
    System(
        name="xenforo",
        marks=("message--post",),
        record=".message--post",
        author=(".message-name .username", ".message-name", ".message-userDetails .username"),
        time=(".message-attribution-main time", ".message-attribution time"),
        text=(".message-body .bbWrapper", ".message-body"),
        drop=".bbCodeBlock-expandLink, .bbCodeBlock-shrinkLink, .message-lastEdit",
    ),
    System(
        name="bbpress",
        marks=("bbp-reply-header",),
        record=".bbp-replies .bbp-body > .bbp-reply-header",
        author=(".bbp-author-name",),
        time=(".bbp-reply-post-date", ".bbp-meta"),
        text=(".bbp-reply-content",),
        drop=".bbp-reply-permalink, .bbp-admin-links, .bbp-author-role",
        flat=True,
    ),
    System(
        name="bbpress-bare",
        marks=("bbp-reply-content",),
        record=".bbp-replies .bbp-body > div.reply",
        author=(".bbp-author-name",),
        time=(".bbp-reply-post-date", ".bbp-meta"),
        text=(".bbp-reply-content",),
        drop=".bbp-reply-permalink, .bbp-admin-links, .bbp-author-role",
    ),
    System(
        name="stack-exchange",
        marks=("js-comments-container", "js-answer"),
        record=".js-answer, .js-comment",
        author=(
            ".comment-user",
            ".post-signature:last-child .user-details [itemprop=name]",
            ".post-signature:last-child .user-details a",
            ".post-signature:last-child .user-details",
        ),
        time=(".comment-date span", "[itemprop=dateCreated]", ".user-action-time span"),
        text=(".comment-copy", ".js-post-body", "[itemprop=text]"),
        likes=(".comment-score span", ".js-vote-count"),
    ),
    System(
        name="microdata",
        marks=("/Comment", "/UserComments", "/Answer"),
        record='[itemtype$="schema.org/Comment"], [itemtype$="schema.org/UserComments"], [itemtype$="schema.org/Answer"]',
        author=(
            "[itemprop=author] [itemprop=name]",
            "[itemprop=creator] [itemprop=name]",
            "[itemprop=author]",
            "[itemprop=creator]",
        ),
        time=("[itemprop=dateCreated]", "[itemprop=datePublished]", "[itemprop=commentTime]"),
        text=("[itemprop=text]", "[itemprop=commentText]"),
        likes=("[itemprop=upvoteCount]",),
        dislikes=("[itemprop=downvoteCount]",),
    ),
    System(
        name="microformats",
        marks=("h-cite",),
        record=".u-comment.h-cite, .p-comment.h-cite, .u-comment.h-entry",
        author=(".p-author .p-name", ".p-author"),
        time=(".dt-published",),
        text=(".e-content", ".p-content"),
    ),
)


@dataclass(frozen=True, slots=True)
class Widget:
    """A service whose comments are loaded by a script and are often not in a saved file."""

    name: str
    marks: tuple[str, ...]


WIDGETS: tuple[Widget, ...] = (
    Widget("Disqus", ("disqus_thread", "disqus.com/embed", "disqus_shortname")),
    Widget(
        "Facebook", ("fb-comments", "fb:comments", "plugins/comments.php", "plugins/feedback.php")
    ),
    Widget("OpenWeb (Spot.IM)", ("launcher.spot.im", "spotim", "spot-id")),
    Widget("Viafoura", ("vf-conversations", "viafoura-comments", "viafoura.co/")),
    Widget("Hyvor Talk", ("hyvor-talk-comments", "talk.hyvor.com/embed")),
    Widget("Livefyre", ("livefyre",)),
    Widget("Coral", ("coral_thread", "coral-stream", "coral-talk", "Coral.createStreamEmbed")),
    Widget("Insticator", ("insticator-commenting",)),
    Widget("Vuukle", ("vuukle-comments", "vuukle.com/platform")),
    Widget("GraphComment", ("graphcomment",)),
    Widget("Commento", ("cdn.commento.io", "commento-root")),
    Widget("Remark42", ("remark42", "remark_config")),
    Widget("Isso", ("isso-thread",)),
    Widget("utterances", ("utteranc.es/client.js",)),
    Widget("giscus", ("giscus.app/client.js",)),
    Widget("Cusdis", ("cusdis_thread",)),
    Widget("IntenseDebate", ("intensedebate.com/js", "idc-container", "IDCommentsHead")),
    Widget("Echo (JS-Kit)", ("js-kit-comments", "js-kit.com/comments")),
    Widget("Civil Comments", ("civilcomments",)),
    Widget("Talk", ("talk-embed",)),
)
