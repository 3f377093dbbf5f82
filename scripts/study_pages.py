"""The synthetic study's discussions as sites and systems save them; `make_study.py` writes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}
SAID = {"en": "says:", "ar": "يقول:"}
COUNTED = {"en": "{n} comments", "ar": "{n} تعليق", "ur": "{n} تبصرے", "tr": "{n} yorum"}
REPLY = {"en": "Reply", "ar": "رد", "ur": "جواب دیں", "tr": "Yanıtla"}
FORM = {"en": "Leave a Reply", "ar": "اترك تعليقاً", "ur": "تبصرہ کریں", "tr": "Yorum yap"}
HOME = {"en": "Home", "ar": "الرئيسية", "ur": "صفحۂ اول", "tr": "Ana sayfa"}
MORE = {"en": "Related news", "ar": "أخبار ذات صلة", "ur": "متعلقہ خبریں", "tr": "İlgili haberler"}
RIGHTS = {
    "en": "All rights reserved",
    "ar": "جميع الحقوق محفوظة",
    "ur": "جملہ حقوق محفوظ ہیں",
    "tr": "Tüm hakları saklıdır",
}


@dataclass(frozen=True, slots=True)
class Written:
    """One comment with what is true of it; `parent` is its parent's place in page order, from 0."""

    text: str
    author: str
    posted_at: datetime
    parent: int | None
    depth: int
    kind: str
    language: str
    removal: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One article of the study with its comments in page order."""

    outlet: str
    folder: str
    form: str
    language: str
    story: int
    title: str
    body: tuple[str, ...]
    published_at: datetime
    elsewhere: tuple[str, ...]
    comments: tuple[Written, ...]


def wordpress(page: Page) -> str:
    """A page of WordPress, replies inside the comment that they answer."""
    said, reply = SAID[page.language], REPLY[page.language]

    def element(number: int, comment: Written, replies: str) -> str:
        when = comment.posted_at
        return (
            f'<li id="comment-{number + 1}" class="comment depth-{comment.depth + 1}"><article class="comment-body">'
            f'<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{escape(comment.author)}</b>'
            f' <span class="says">{said}</span></div><div class="comment-metadata"><a href="#comment-{number + 1}">'
            f'<time datetime="{when.isoformat()}">{_date(when, page.language)}</time></a></div></footer>'
            f'<div class="comment-content">{_paragraphs(comment.text)}</div>'
            f'<div class="reply"><a class="comment-reply-link" href="#">{reply}</a></div></article>{replies}</li>'
        )

    listed = _nested(page.comments, element, '<ol class="children">{}</ol>'.format)
    section = (
        f'<div id="comments" class="comments-area"><h2 class="comments-title">{_count(page)}</h2>'
        f'<ol class="comment-list">{listed}</ol><div id="respond" class="comment-respond">'
        f'<h3>{FORM[page.language]}</h3><form><textarea name="comment"></textarea></form></div></div>'
    )
    return _site(page, section)


def coral(page: Page) -> str:
    """A page with the stream of Coral, replies by their indent."""
    boxes = [
        f'<div class="coral coral-comment" id="comment-{number}"><div class="coral coral-indent-{comment.depth}">'
        f'<div class="coral coral-comment-topBar"><button class="coral coral-comment-username"><span>{escape(comment.author)}</span>'
        f'</button><time class="coral coral-comment-timestamp" datetime="{comment.posted_at.isoformat()}.000Z">'
        f"{_date(comment.posted_at, page.language)}</time></div>"
        f'<div class="coral coral-content coral-comment-content">{_paragraphs(comment.text)}</div>'
        '<div class="coral coral-comment-actionBar"><button class="coral coral-comment-reactButton">Respect</button>'
        '<button class="coral coral-comment-replyButton">Reply</button></div></div></div>'
        for number, comment in enumerate(page.comments)
    ]
    return _site(
        page,
        f'<div id="coral_thread"><div id="coral" class="coral coral-stream"><section aria-label="Comments">'
        f'<div class="coral coral-allComments-count">{len(page.comments)}</div>{"".join(boxes)}</section></div></div>',
    )


def microdata(page: Page) -> str:
    """A page of a newspaper's own system, marked up with schema.org."""

    def element(number: int, comment: Written, replies: str) -> str:
        when = comment.posted_at
        return (
            f'<div class="yorum" itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="y{number}">'
            f'<p class="kim"><span itemprop="author">{escape(comment.author)}</span> '
            f'<time itemprop="dateCreated" datetime="{when.isoformat()}">{_date(when, page.language)}</time></p>'
            f'<div itemprop="text">{_paragraphs(comment.text)}</div>{replies}</div>'
        )

    listed = _nested(page.comments, element, '<div class="yanitlar">{}</div>'.format)
    return _site(page, f'<div class="yorumlar"><h3>{_count(page)}</h3>{listed}</div>')


def copy(page: Page) -> str:
    """A page saved as plain text, the browser's title first."""
    language = page.language
    lines = [
        f"{page.title} - {page.outlet}",
        HOME[language],
        page.title,
        _date(page.published_at, language),
        *page.body,
        _count(page),
    ]
    for comment in page.comments:
        head = f"{comment.author}\n{_date(comment.posted_at, language)}"
        foot = "" if comment.removal else f"\n{REPLY[language]}"
        lines.append(f"{head}\n{comment.text}{foot}")
    lines += [FORM[language], "\n".join([MORE[language], *page.elsewhere]), RIGHTS[language]]
    return "\n\n".join(lines) + "\n"


def export(pages: Sequence[Page]) -> str:
    """The export of a whole WordPress site (WXR 1.2)."""
    items = "".join(_item(number, page) for number, page in enumerate(pages, start=1))
    first = pages[0]
    return (
        '<?xml version="1.0" encoding="UTF-8" ?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>'
        f"<title>{escape(first.outlet)}</title><link>https://{first.folder}.example</link>"
        f"<language>{first.language}</language><wp:wxr_version>1.2</wp:wxr_version>\n{items}</channel></rss>\n"
    )


FORMS = {"wordpress": wordpress, "coral": coral, "microdata": microdata, "copy": copy}
"""How the pages of an outlet are saved, by the outlet's `form`; "export" is one file."""


def _item(number: int, page: Page) -> str:
    link = f"https://{page.folder}.example/{page.story:02}/"
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in page.body)
    comments = "".join(
        f"<wp:comment><wp:comment_id>{1000 * number + place}</wp:comment_id>"
        f"<wp:comment_author>{_cdata(comment.author)}</wp:comment_author>"
        f"<wp:comment_date>{_cdata(comment.posted_at.strftime('%Y-%m-%d %H:%M:%S'))}</wp:comment_date>"
        f"<wp:comment_content>{_cdata(comment.text)}</wp:comment_content>"
        f"<wp:comment_approved>{_cdata('1')}</wp:comment_approved><wp:comment_type>{_cdata('comment')}</wp:comment_type>"
        f"<wp:comment_parent>{0 if comment.parent is None else 1000 * number + comment.parent}</wp:comment_parent>"
        "</wp:comment>\n"
        for place, comment in enumerate(page.comments)
    )
    return (
        f"<item><title>{_cdata(page.title)}</title><link>{link}</link><dc:creator>{_cdata('desk')}</dc:creator>"
        f"<content:encoded>{_cdata(body)}</content:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date>{_cdata(page.published_at.strftime('%Y-%m-%d %H:%M:%S'))}</wp:post_date>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n{comments}</item>\n"
    )


def _site(page: Page, section: str) -> str:
    language, title = page.language, escape(page.title)
    related = "".join(f'<li><a href="#">{escape(other)}</a></li>' for other in page.elsewhere)
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.body)
    return (
        f'<!DOCTYPE html><html lang="{language}"{_direction(language)}><head><meta charset="utf-8">'
        f'<title>{title} - {escape(page.outlet)}</title><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{escape(page.outlet)}">'
        f'<meta property="article:published_time" content="{page.published_at.isoformat()}"></head>'
        f'<body><nav><a href="/">{HOME[language]}</a></nav><main><article class="post"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-content">{body}</div></article>{section}</main><aside><h3>{MORE[language]}</h3>'
        f"<ul>{related}</ul></aside><footer>{RIGHTS[language]}</footer></body></html>\n"
    )


def _nested(
    comments: Sequence[Written],
    element: Callable[[int, Written, str], str],
    around: Callable[[str], str],
) -> str:
    """Comments as elements, replies inside what they answer."""
    inside: dict[int | None, list[str]] = {}
    for number in reversed(range(len(comments))):
        replies = "".join(reversed(inside.get(number, [])))
        made = element(number, comments[number], around(replies) if replies else "")
        inside.setdefault(comments[number].parent, []).append(made)
    return "".join(reversed(inside.get(None, [])))


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n"))


def _count(page: Page) -> str:
    return COUNTED[page.language].format(n=len(page.comments))


def _date(when: datetime, language: str) -> str:
    return f"{when.day} {MONTHS[language].split()[when.month - 1]} {when.year}"


def _direction(language: str) -> str:
    return ' dir="rtl"' if language in {"ar", "ur"} else ""


def _cdata(text: str) -> str:
    return f"<![CDATA[{text}]]>"
