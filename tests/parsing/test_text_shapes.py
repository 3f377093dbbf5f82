"""Shapes that text copies come in: wrapped, prefixed, exported by systems, with rules over the comments."""

from __future__ import annotations

import textwrap

import pytest

from comments.parsing.text import read_text

ARTICLE = """Council votes on bridge

The council voted on Monday to repair the old bridge after years of complaints from the far bank.

The work will take two years and cost nine million, officials said at the town hall meeting.

The vote was held in public, and some forty residents came to hear what their members had to say.
"""
BODY = "\n\n".join(ARTICLE.strip().split("\n\n")[1:])
SAID = (
    "It took far too long, and everybody knows why it did. The far bank has been cut off for half a year now.",
    "Good news for the town at last, and for my mother, who will be able to walk to the market once again.",
    "They promised the same thing ten years ago and then they did not do it, so why should it be true today?",
)
NAMES = ("Bob", "Ali Khan", "Sara")


def said(text: str) -> tuple[str, ...]:
    reading = read_text(text)
    assert reading.body == BODY
    return tuple(comment.text for comment in reading.comments)


def thread(pattern: str = "{name} says:\n{said}\nReply", heading: str = "3 Comments") -> str:
    comments = (pattern.format(name=n, said=s) for n, s in zip(NAMES, SAID, strict=True))
    return f"{ARTICLE}\n{heading}\n\n" + "\n\n".join(comments) + "\n"


def wrapped(text: str, width: int) -> str:
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False) for line in text.split("\n")
    )


@pytest.mark.parametrize("width", [36, 40, 50, 72])
def test_a_page_wrapped_at_few_columns_reads_as_unwrapped(width):
    assert said(wrapped(thread("{said}\n\nReply").replace("\n", "\n\n"), width)) == SAID


@pytest.mark.parametrize("prefix", ["> ", "* ", "| ", "# ", ">", "│ "])
def test_a_sign_before_every_line_is_taken_off(prefix):
    assert said("\n".join(prefix + line for line in thread().split("\n"))) == SAID


def test_so_is_a_box_around_them_and_a_prefix_before_wrapped_lines():
    boxed = "\n".join(f"| {line:<110} |" for line in thread().split("\n"))
    assert said(boxed) == SAID
    text = wrapped(thread("{said}\n\nReply").replace("\n", "\n\n"), 40)
    assert said("\n".join(f"> {line}" for line in text.split("\n"))) == SAID


def test_a_list_keeps_its_signs():
    title, first, *_ = ARTICLE.strip().split("\n\n")
    items = "* Bread\n* Salt\n* Water that has stood in the sun for an hour."
    assert "* Bread" in read_text(f"{title}\n\n{first}\n\n{items}\n").body


LEADS = [
    "Submitted by {name} on Fri, 10/12/2012 - 3:04pm.", "Submitted by {name} (not verified) on October 5, 2012 - 15:04",
    "Soumis par {name} le ven, 12/10/2012 - 15:04", "Gespeichert von {name} am Fr, 12.10.2012 - 15:04",
    "Enviado por {name} el Vie, 12/10/2012 - 15:04", "Inviato da {name} il Ven, 12/10/2012 - 15:04",
    "Posted by {name} | 5 October 2012 at 15:04 | permalink", "{name} wrote on October 5, 2012 at 15:04",
    "#1 {name} October 5, 2012 15:04", "By {name} on October 5, 2012 15:04", "{name}, yesterday at 15:04",
]  # fmt: skip


@pytest.mark.parametrize("heading", ["3 Comments", "Comments"])
@pytest.mark.parametrize("lead", LEADS)
def test_the_leads_of_many_systems_give_author_and_no_text(lead, heading):
    text = thread(lead + "\n{said}\npermalink\nreply", heading)
    assert said(text) == SAID
    assert tuple(comment.author for comment in read_text(text).comments) == NAMES


def test_a_subject_over_a_drupal_lead_stays_with_its_comment():
    text = thread(
        "On {name}'s bridge\nSubmitted by {name} on October 5, 2012 - 15:04\n{said}\nreply"
    )
    assert said(text) == tuple(
        f"On {name}'s bridge\n\n{text}" for name, text in zip(NAMES, SAID, strict=True)
    )


RULES = [
    "Comments are moderated and may take a while to appear.", "Please keep your comments civil and on topic.",
    "Comments that break our rules will be deleted. Read our guidelines before you post.",
    "You must be registered and signed in to comment. Comments are the responsibility of their writers.",
    "Comment as a guest", "Commenting policy: be polite.",
    "Les commentaires sont modérés. Merci de respecter la charte.",
    "Bitte beachten Sie unsere Netiquette. Kommentare werden moderiert.",
    "Los comentarios son responsabilidad de sus autores y pueden ser moderados.",
    "Os comentários são de responsabilidade dos autores.", "I commenti sono moderati dalla redazione.",
    "Комментарии модерируются в соответствии с правилами сайта.", "Yorumlar onaylandıktan sonra yayınlanır.",
    "التعليقات لا تعبر عن رأي الموقع وتخضع للمراجعة.", "نظرات حاوی توهین منتشر نمی‌شود.", "ادارہ کا تبصرہ نگاروں کی آراء سے متفق ہونا ضروری نہیں۔",
    "टिप्पणियाँ पाठकों के निजी विचार हैं।", "Komentar sepenuhnya menjadi tanggung jawab komentator.",
]  # fmt: skip


@pytest.mark.parametrize("heading", ["3 Comments", "Comments"])
@pytest.mark.parametrize(
    "pattern",
    ["{said}\n\nReply", "{name} says:\n{said}\nReply", "{name} • March 5, 2020 4:15 pm\n{said}\nReply"],
    ids=["controls", "says", "dated"],
)  # fmt: skip
@pytest.mark.parametrize("rule", RULES)
def test_the_rules_over_the_comments_are_none_of_them(rule, pattern, heading):
    assert said(thread(pattern, f"{heading}\n\n{rule}")) == SAID


def test_a_first_comment_about_the_rules_stays_a_comment():
    first = "Comments that break your rules are left, and mine are deleted by the moderators."
    text = thread().replace(SAID[0], first)
    assert said(text) == (first, *SAID[1:])
    assert said(thread("{said}\n\nReply").replace(SAID[0], first)) == (first, *SAID[1:])


ACCOUNTS = ("bob_22", "http://example.org/ali Ali Khan", "SaraW", "Tom", "bob_22")


def named(names: tuple[str, ...] = ACCOUNTS) -> str:
    texts = (*SAID, "Well said.", "It was not so, as I could have told you.")
    blocks = (f"{name}\n\n{text}" for name, text in zip(names, texts, strict=False))
    return f"{ARTICLE}\n" + "\n\n".join(blocks) + "\n"


def test_names_of_accounts_over_paragraphs_show_comments_and_the_reader_is_told_to_check():
    reading = read_text(named())
    assert [c.author for c in reading.comments] == ["bob_22", "Ali Khan", "SaraW", "Tom", "bob_22"]
    assert reading.body == BODY
    assert reading.parser == "text:name-lines"
    assert reading.confidence == "medium"
    assert [w for w in reading.warnings if "check where they begin" in w]


def test_fewer_than_five_names_are_trusted_less():
    assert read_text(named(ACCOUNTS[:4])).confidence == "low"


def test_subheadings_show_none():
    reading = read_text(named(("The plan", "The cost", "Bridge Street", "Ferries", "Outlook")))
    assert reading.comments == ()


def test_paragraphs_that_stand_apart_after_the_article_are_pointed_out():
    reading = read_text(f"{ARTICLE}\n\n\n" + "\n\n\n".join(SAID) + "\n")
    assert reading.comments == ()
    assert reading.confidence == "low"
    assert reading.warnings[0].startswith("The lines from 11 on may be comments")
    assert 'put a line "Comments" before them' in reading.warnings[0]


def test_and_the_remedy_works():
    assert said(f"{ARTICLE}\nComments\n\n\n" + "\n\n\n".join(SAID) + "\n") == SAID


def test_so_are_paragraphs_in_which_people_talk():
    talk = (
        "finally!!",
        "not in my street 😡",
        "@bob you said that last year too",
        "lol, ten years :)",
    )
    assert read_text(f"{ARTICLE}\n" + "\n\n".join(talk)).warnings


def test_an_article_alone_gives_no_warning():
    reading = read_text(ARTICLE)
    assert (reading.comments, reading.warnings, reading.confidence) == ((), (), "medium")


def test_a_date_in_two_calendars_is_the_articles_date_and_no_title() -> None:
    reading = read_text(
        "طرح تازه برای کشاورزان\n\nتاریخ انتشار: ۱۴ مرداد ۱۴۰۲ - ۱۴:۰۵ - 05 August 2023\n\n"
        "وزیر کشور روز دوشنبه گفت که طرح تازه‌ای برای کشاورزان آماده شده است و دو سال طول می‌کشد.\n"
    )
    assert (reading.title, reading.published_at) == ("طرح تازه برای کشاورزان", "2023-08-05T14:05")
