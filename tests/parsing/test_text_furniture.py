"""What a page puts around its comments is none of them, and what readers wrote is kept."""

from __future__ import annotations

import pytest

from comments.parsing.text import read_text

ARTICLE = """Council votes on bridge

The council voted on Monday to repair the old bridge after years of complaints from the far bank.

The work will take two years and cost nine million, officials said at the town hall meeting.
"""
BODY = "\n\n".join(ARTICLE.strip().split("\n\n")[1:])
SAID = (
    "It took far too long, and everybody knows why it did.",
    "Good news for the town at last.",
    "My mother will be able to walk to the market, which she has not done for years.",
    "They promised the same thing ten years ago.",
)


def shown(text: str) -> tuple[int | None, tuple[str, ...]]:
    reading = read_text(text)
    assert reading.body == BODY
    return reading.declared_comments, tuple(comment.text for comment in reading.comments)


def page(
    *, heading: str = "4 Comments", said: tuple[str, ...] = SAID, control: str = "", tail: str = ""
) -> str:
    below = f"\n\n{control}" if control else ""
    return (
        f"{ARTICLE}\n{heading}\n\n"
        + "\n\n".join(f"{text}{below}" for text in said)
        + f"\n\n{tail}\n"
    )


COUNTS = [
    "Number of comments: 4", "4 comments so far", "Showing 4 of 4 comments", "Showing 3 of 4 comments",
    "Join the conversation (4)", "Discussion (4)", "Il y a 4 commentaires", "Nombre de commentaires : 4",
    "Número de comentarios: 4", "شاهد التعليقات (4)", "4 تبصرہ (جات)", "دیدگاه ها: ۴", "۴ مورد نظر",
    "Yorum sayısı: 4", "4 yorum yapıldı", "टिप्पणियों की संख्या: 4", "4 टिप्पणी(याँ)",
    "“Council votes” için 4 yorum", "“Council votes” पर 4 टिप्पणियाँ", "“Council votes” پر 4 تبصرے",
]  # fmt: skip


@pytest.mark.parametrize("heading", COUNTS)
def test_a_count_is_read_in_the_wordings_of_many_sites(heading: str) -> None:
    assert shown(page(heading=heading)) == (4, SAID)


def test_the_arabic_thousands_sign_belongs_to_the_number() -> None:
    assert shown(page(heading="١٬٢٣٤ تعليق", control="رد")) == (1234, SAID)


CLOSINGS = [
    "Load more", "Comments are closed.", "1 2 3 Next", "Show more comments", "تحميل المزيد", "عرض المزيد",
    "مزید دیکھیں", "نمایش بیشتر", "دیدگاه‌ها بسته شده‌اند.", "Daha fazla yükle", "और देखें", "Voir plus",
    "Charger plus de commentaires", "Les commentaires sont fermés.", "Ver más", "Cargar más",
    "Los comentarios están cerrados.", "Sign up for our daily newsletter", "Bültenimize abone olun",
    "Inscrivez-vous à notre newsletter", "Suscríbete a nuestro boletín", "اشترك في نشرتنا الإخبارية",
    "عضویت در خبرنامه", "हमारे न्यूज़लेटर की सदस्यता लें",
]  # fmt: skip


@pytest.mark.parametrize("control", ["", "Reply"], ids=["no control", "a control"])
@pytest.mark.parametrize("closing", CLOSINGS)
def test_what_closes_a_section_is_no_comment(closing: str, control: str) -> None:
    assert shown(page(control=control, tail=closing)) == (4, SAID)


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(
    "word",
    ["👍", "😂😂😂", "Agree", "Like", "Share", "Yes", "No comment", "J'aime", "Oui", "Katılıyorum",
     "إعجاب", "نعم", "لا تعليق", "पसंद", "..."],
)  # fmt: skip
@pytest.mark.parametrize("control", ["", "Reply"], ids=["no control", "a control"])
def test_a_reader_may_write_no_more_than_a_button_says(word: str, place: int, control: str) -> None:
    said = (*SAID[:place], word, *SAID[place:])
    assert shown(page(heading="5 Comments", said=said, control=control)) == (5, said)


@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize(
    "toggle",
    ["1 reply", "2 replies", "Hide 1 reply", "Reply (1)", "1 réponse", "Voir 2 réponses", "رد واحد", "1 yanıt"],
)  # fmt: skip
@pytest.mark.parametrize("declared", [4, 9])
def test_replies_that_are_counted_under_a_comment_are_no_section(
    toggle: str, place: int, declared: int
) -> None:
    blocks = [f"{text}\n\nReply" for text in SAID]
    blocks[place] += f"\n\n{toggle}"
    text = f"{ARTICLE}\n{declared} Comments\n\n" + "\n\n".join(blocks) + "\n"
    assert shown(text) == (declared, SAID)


FORMS = [
    "Name\nEmail\nComment\nSubmit", "Name:\nEmail:\nComment:\nSubmit", "Nom\nE-mail\nCommentaire\nEnvoyer",
    "الاسم\nالبريد الإلكتروني\nالتعليق\nإرسال", "نام\nای میل\nتبصرہ\nبھیجیں", "نام:\nایمیل:\nمتن نظر:\nارسال",
    "Adınız\nE-posta\nYorumunuz\nGönder", "नाम\nईमेल\nटिप्पणी\nभेजें", "Nombre\nCorreo\nComentario\nEnviar",
    "Comment *\nName *\nEmail *\nWebsite\n"
    "Save my name, email, and website in this browser for the next time I comment.",
]  # fmt: skip


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("form", FORMS)
def test_the_labels_of_a_form_are_neither_comments_nor_article(form: str, gap: str) -> None:
    form = form.replace("\n", gap)
    assert shown(f"{ARTICLE}\nComments\n\n{form}\n") == (None, ())
    assert shown(page(heading=f"4 Comments\n\n{form}")) == (4, SAID)
    assert shown(page(tail=form)) == (4, SAID)


@pytest.mark.parametrize(
    "note",
    ["You must be logged in to post a comment.", "Loading comments...",
     "Please enable JavaScript to view the comments powered by Disqus."],
)  # fmt: skip
def test_a_note_in_the_place_of_comments_is_none(note: str) -> None:
    assert shown(f"{ARTICLE}\nComments\n\n{note}\n") == (None, ())


@pytest.mark.parametrize("heading", ["Comments", "Yorumlar", "التعليقات", "Commentaires"])
def test_a_heading_with_nothing_under_it_is_no_part_of_the_article(heading: str) -> None:
    assert shown(f"{ARTICLE}\n{heading}\n") == (None, ())


@pytest.mark.parametrize(
    "first", ["Soyez le premier à commenter", "Sé el primero en comentar", "Seja o primeiro a comentar", "كن أول من يعلق"]
)  # fmt: skip
def test_an_invitation_to_be_the_first_says_that_there_are_none(first: str) -> None:
    assert shown(f"{ARTICLE}\n{first}\n") == (0, ())


def test_a_bar_of_buttons_is_a_control_and_no_form() -> None:
    assert shown(page(control="Reply Share ›")) == (4, SAID)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reactions to the policy were mixed.",
        "The bank closed without comment.",
        "Dominican archaeologist Ann Lee is shown here at the site where the letters were found last May.",
        "Point your browser at the city's site for more.",
        "½ cup water for each post",
    ],
)
def test_a_sentence_that_shares_words_with_furniture_stays_in_the_article(sentence: str) -> None:
    title, first, second = ARTICLE.strip().split("\n\n")
    reading = read_text("\n\n".join([title, first, sentence, second]) + "\n")
    assert reading.body.split("\n\n") == [first, sentence, second]


def test_a_by_line_with_a_stroke_is_no_picture_credit() -> None:
    title, *paragraphs = ARTICLE.strip().split("\n\n")
    assert read_text("\n\n".join([title, "بقلم/ آن لي", *paragraphs])).byline == "آن لي"


def test_a_mailer_s_quotation_marks_and_a_long_address_change_nothing() -> None:
    plain = page()
    quoted = "\n".join(f"> {line}" for line in plain.splitlines())
    assert shown(quoted) == (4, SAID)


LONG = "\n\n".join(
    f"Paragraph {n} says that the long-standing, well-known plan for the river-side road was put off by "
    "the council for the third time, and that nobody in the old part of the town could say why it was."
    for n in range(12)
)  # fmt: skip


@pytest.mark.parametrize("width", [60, 72, 100, 120, 160])
@pytest.mark.parametrize(
    "address", ["", f"https://example.org/{'a' * 220}\n\n"], ids=["", "address"]
)
def test_a_page_wrapped_at_any_width_even_at_hyphens_reads_as_unwrapped(
    width: int, address: str
) -> None:
    import textwrap

    text = f"A road by the river\n\n{LONG}\n"
    wrapped = "\n".join(
        textwrap.fill(line, width, break_long_words=False) for line in text.split("\n")
    )
    assert read_text(address + wrapped).body == LONG
