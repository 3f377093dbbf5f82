"""The five documents that the project started from, as saved and as other sites would show them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from comments.parsing.reading import Reading
from comments.parsing.text import read_text

SEEDS = Path(__file__).parents[2] / "seeds"
PAGES = sorted(SEEDS.glob("*.txt"))
WITH_COMMENTS = [page for page in PAGES if page.name.startswith(("000", "002"))]


def text_of(page: Path) -> str:
    return page.read_bytes().decode("utf-8")


def expected(page: Path) -> dict:
    return json.loads((SEEDS / "expected" / f"{page.stem}.json").read_text("utf-8"))


def shown(reading: Reading) -> dict:
    return {
        "title": reading.title,
        "byline": reading.byline,
        "published_at": reading.published_at,
        "outlet": reading.outlet,
        "url": reading.url,
        "declared_comments": reading.declared_comments,
        "body": reading.body.split("\n\n"),
        "comments": [(c.text, c.author, c.posted_at) for c in reading.comments],
    }


def gold(page: Path) -> dict:
    wanted = expected(page)
    del wanted["language"]
    wanted["comments"] = [(c["text"], c["author"], c["posted_at"]) for c in wanted["comments"]]
    return wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_a_seed_reads_as_it_was_read_by_hand(page):
    assert shown(read_text(text_of(page))) == gold(page)


def test_the_comment_that_repeats_another_is_kept():
    page = next(page for page in PAGES if page.name.startswith("002"))
    texts = [comment.text for comment in read_text(text_of(page)).comments]
    assert len(texts) == 12
    assert texts[10] == texts[1]


def double_blank_lines(text: str) -> str:
    return re.sub(r"\n(?=\n)", "\n\n", text)


SHAPES = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "cr": lambda text: text.replace("\n", "\r"),
    "unicode line separators": lambda text: text.replace("\n", "\u2028"),
    "tabs before every line": lambda text: re.sub(r"^(?=.)", "\t\t", text, flags=re.M),
    "uneven indentation": lambda text: re.sub(
        r"^(?=(.))", lambda m: " " * (2 + ord(m[1]) % 7), text, flags=re.M
    ),
    "trailing spaces": lambda text: re.sub(r"$", "   ", text, flags=re.M),
    "every newline doubled": lambda text: text.replace("\n", "\n\n"),
    "every blank line doubled": double_blank_lines,
    "blank lines collapsed to one": lambda text: re.sub(r"\n\s*\n", "\n\n", text),
    "no blank lines": lambda text: re.sub(r"\n\s*\n", "\n", text),
    "blank lines hold spaces": lambda text: re.sub(r"\n(?=\n)", "\n \t", text),
    "blank lines hold no-break spaces": lambda text: re.sub(r"\n(?=\n)", "\n\u00a0", text),
    "no-break spaces for spaces": lambda text: text.replace(" ", "\u00a0"),
    "byte order mark": lambda text: "\ufeff" + text,
    "direction marks": lambda text: re.sub(r"^(?=.)", "\u200e", text, flags=re.M),
    "zero-width spaces": lambda text: text.replace(" ", " \u200b"),
    "blank lines around": lambda text: "\n\n\n" + text + "\n\n\n\n",
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_line_endings_indentation_and_blank_lines_make_no_difference(page, shape):
    assert shown(read_text(SHAPES[shape](text_of(page)))) == gold(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem[:3])
def test_a_page_wrapped_at_72_columns_reads_as_unwrapped(page):
    import textwrap

    wrapped = "\n".join(
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)
        for line in text_of(page).splitlines()
    )
    assert shown(read_text(wrapped)) == gold(page)


# By-line, question, count heading, policy, reply control, reply form: as sites in the language
# show them. The reader has no list of these wordings.
FURNITURE = {
    "ar": (
        "بقلم {name}",
        "هل أعجبك هذا المقال؟",
        "١٢ تعليقاً",
        "سياسة التعليقات * يشير إلى الحقول المطلوبة ١٥٠٠ / ١٥٠٠",
        "رد",
        "اترك تعليقاً\n\nلن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    ),
    "ar, other words": (
        "إعداد: {name}",
        "هل نال هذا الموضوع إعجابك؟",
        "عدد التعليقات: 12",
        "قواعد النشر * حقل إلزامي 1500/1500",
        "الرد على التعليق",
        "أضف تعليقك\n\nالاسم *\n\nالبريد الإلكتروني *",
    ),
    "fa": (
        "نوشته {name}",
        "آیا این مقاله را پسندیدید؟",
        "۱۲ دیدگاه",
        "سیاست نظردهی * فیلد ضروری را نشان می‌دهد ۱۵۰۰ / ۱۵۰۰",
        "پاسخ",
        "دیدگاهتان را بنویسید\n\nنشانی ایمیل شما منتشر نخواهد شد. بخش‌های موردنیاز علامت‌گذاری شده‌اند *",
    ),
    "fa, other words": (
        "نویسنده: {name}",
        "این خبر برای شما مفید بود؟",
        "نظرات (۱۲)",
        "قوانین ارسال نظر * موارد الزامی ۱۵۰۰/۱۵۰۰",
        "پاسخ به این نظر",
        "نظر شما چیست؟\n\nارسال نظر",
    ),
    "ur": (
        "تحریر: {name}",
        "کیا آپ کو یہ مضمون پسند آیا؟",
        "۱۲ تبصرے",
        "تبصرہ پالیسی * لازمی خانوں کی نشاندہی کرتا ہے ۱۵۰۰ / ۱۵۰۰",
        "جواب",
        "اپنا تبصرہ لکھیں\n\nآپ کا ای میل ایڈریس شائع نہیں کیا جائے گا۔ ضروری خانوں کو * سے نشان زد کیا گیا ہے",
    ),
    "ur, other words": (
        "از {name}",
        "کیا یہ خبر آپ کو اچھی لگی؟",
        "12 تبصرہ(جات)",
        "تبصرے کی پالیسی * ضروری فیلڈ 1500 / 1500",
        "جواب دیں",
        "جواب دیں\n\nآپ کا ای میل ایڈریس شائع نہیں کیا جائے گا",
    ),
    "ps": (
        "لیکوال: {name}",
        "ایا دا مقاله مو خوښه شوه؟",
        "۱۲ تبصرې",
        "د تبصرو تګلاره * اړینې برخې ښیي ۱۵۰۰ / ۱۵۰۰",
        "ځواب",
        "ځواب پرېږدئ\n\nستاسو برېښنالیک به خپور نه شي",
    ),
    "tr": (
        "Yazan {name}",
        "Bu makaleyi beğendiniz mi?",
        "12 Yorum",
        "Yorum Politikası * Zorunlu alanı belirtir 1500 / 1500",
        "Yanıtla",
        "Bir yanıt yazın\n\nE-posta adresiniz yayınlanmayacak. Gerekli alanlar * ile işaretlenmişlerdir",
    ),
    "tr, other words": (
        "{name} tarafından",
        "Haberi beğendin mi?",
        "Yorumlar (12)",
        "Yorum kuralları * Doldurulması gereken alan 1500/1500",
        "Cevap Yaz",
        "Yorum yapın\n\nAdınız *",
    ),
    "hi": (
        "लेखक: {name}",
        "क्या आपको यह लेख पसंद आया?",
        "१२ टिप्पणियाँ",
        "टिप्पणी नीति * आवश्यक फ़ील्ड दर्शाता है १५०० / १५००",
        "जवाब दें",
        "टिप्पणी करें\n\nआपका ईमेल पता प्रकाशित नहीं किया जाएगा. आवश्यक फ़ील्ड चिह्नित हैं *",
    ),
    "hi, other words": (
        "{name} द्वारा",
        "यह खबर आपको कैसी लगी?",
        "12 कमेंट्स",
        "टिप्पणी के नियम * अनिवार्य 1500 / 1500",
        "रिप्लाई करें",
        "अपनी प्रतिक्रिया दें",
    ),
    "bn": (
        "লেখক: {name}",
        "আপনার কি এই প্রতিবেদনটি ভালো লেগেছে?",
        "১২টি মন্তব্য",
        "মন্তব্য নীতিমালা * আবশ্যক ঘর ১৫০০ / ১৫০০",
        "জবাব দিন",
        "মন্তব্য করুন\n\nআপনার ই-মেইল এ্যাড্রেস প্রকাশিত হবে না।",
    ),
    "fr": (
        "Par {name}",
        "Avez-vous aimé cet article ?",
        "12 commentaires",
        "Politique de commentaires * Champ obligatoire 1500 / 1500",
        "Répondre",
        "Laisser un commentaire\n\nVotre adresse e-mail ne sera pas publiée. Les champs obligatoires "
        "sont indiqués avec *",
    ),
    "fr, other words": (
        "Propos recueillis par {name}",
        "Cet article vous a plu ?",
        "12 réactions",
        "Charte de modération * Saisie obligatoire 1500/1500",
        "Répondre à ce message",
        "Réagissez à cet article",
    ),
    "de": (
        "Von {name}",
        "Hat Ihnen dieser Artikel gefallen?",
        "12 Kommentare",
        "Kommentarrichtlinien * Pflichtfeld 1500 / 1500",
        "Antworten",
        "Schreibe einen Kommentar\n\nDeine E-Mail-Adresse wird nicht veröffentlicht. Erforderliche "
        "Felder sind mit * markiert",
    ),
    "es": (
        "Por {name}",
        "¿Le ha gustado este artículo?",
        "12 comentarios",
        "Política de comentarios * Indica campo obligatorio 1500 / 1500",
        "Responder",
        "Deja una respuesta\n\nTu dirección de correo electrónico no será publicada. Los campos "
        "obligatorios están marcados con *",
    ),
    "es, other words": (
        "Escrito por {name}",
        "¿Te resultó útil esta nota?",
        "Hay 12 comentarios",
        "Normas de participación * Campos requeridos 1500/1500",
        "Contestar",
        "Escribe tu comentario",
    ),
    "pt": (
        "Por {name}",
        "Você gostou deste artigo?",
        "12 comentários",
        "Política de comentários * Campo obrigatório 1500 / 1500",
        "Responder",
        "Deixe um comentário\n\nO seu endereço de e-mail não será publicado. Campos obrigatórios são "
        "marcados com *",
    ),
    "it": (
        "Di {name}",
        "Ti è piaciuto questo articolo?",
        "12 commenti",
        "Regole per i commenti * Campo obbligatorio 1500 / 1500",
        "Rispondi",
        "Lascia un commento\n\nIl tuo indirizzo email non sarà pubblicato. I campi obbligatori sono "
        "contrassegnati *",
    ),
    "ru": (
        "Автор: {name}",
        "Вам понравилась эта статья?",
        "12 комментариев",
        "Правила комментирования * Обязательное поле 1500 / 1500",
        "Ответить",
        "Добавить комментарий\n\nВаш адрес email не будет опубликован. Обязательные поля помечены *",
    ),
    "id": (
        "Oleh {name}",
        "Apakah Anda menyukai artikel ini?",
        "12 Komentar",
        "Kebijakan Komentar * Menunjukkan kolom wajib 1500 / 1500",
        "Balas",
        "Tinggalkan Balasan\n\nAlamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *",
    ),
    "en, other words": (
        "Written by {name}",
        "Was this story helpful?",
        "Comments (12)",
        "Please read our comment rules. Fields with * are required 1500 characters left",
        "Reply to this comment",
        "Post a Comment\n\nName (required)",
    ),
}


SWAHILI = (
    "Na {name}",
    "Umependa makala hii?",
    "Maoni 12",
    "Sera ya maoni * Sehemu ya lazima 1500 / 1500",
    "Jibu",
    "",
)
"""A language of which the reader knows no word."""


def with_furniture(page: Path, furniture: tuple[str, ...]) -> str:
    byline, question, count, policy, control, form = furniture
    text = text_of(page)
    name = expected(page)["byline"]
    text = text.replace(f"By {name}", byline.format(name=name))
    text = text.replace("Do you like this article?", question)
    text = re.sub(r"^12 Comment(\(s\))?$", count, text, flags=re.M)
    text = text.replace("Comment Policy * Denotes required field 1500 / 1500", policy)
    text = re.sub(r"^Reply$", control, text, flags=re.M)
    return f"{text}\n\n{form}\n" if form else text


@pytest.mark.parametrize("language", FURNITURE)
@pytest.mark.parametrize("page", WITH_COMMENTS, ids=lambda page: page.stem[:3])
def test_the_language_of_the_furniture_makes_no_difference(page, language):
    assert shown(read_text(with_furniture(page, FURNITURE[language]))) == gold(page)


@pytest.mark.parametrize("page", WITH_COMMENTS, ids=lambda page: page.stem[:3])
def test_comments_are_found_by_their_form_where_no_word_is_known(page):
    text = with_furniture(page, SWAHILI)
    reading = shown(read_text(text))
    wanted = gold(page)
    assert reading["comments"] == wanted["comments"]
    assert reading["declared_comments"] == 12


@pytest.mark.parametrize("shape", ["no blank lines", "blank lines collapsed to one", "cr"])
@pytest.mark.parametrize("language", FURNITURE)
@pytest.mark.parametrize("page", WITH_COMMENTS, ids=lambda page: page.stem[:3])
def test_nor_does_it_where_blank_lines_are_lost(page, language, shape):
    assert shown(read_text(SHAPES[shape](with_furniture(page, FURNITURE[language])))) == gold(page)


OTHER_WORDINGS = {
    "ar 1": (
        "عبد الغني كاكر",
        "كتب عبد الغني كاكر",
        "هل أعجبتك هذه المقالة؟",
        "12 تعليق",
        "سياسة التعليق * الحقول المطلوبة 1500 / 1500",
        "إضافة رد",
        "شارك برأيك\n\nالاسم (مطلوب)",
    ),
    "ar 2": (
        "عبد الغني كاكر",
        "من عبد الغني كاكر",
        "ما رأيك في المقال؟",
        "التعليقات 12",
        "شروط التعليق: * حقل إجباري ١٥٠٠/١٥٠٠",
        "ردّ",
        "أضف تعليقاً جديداً",
    ),
    "ar 3": (
        "عبد الغني كاكر",
        "عبد الغني كاكر",
        "قيّم هذا المقال",
        "12 ردود على “العنوان”",
        "* يشير إلى حقل مطلوب ... 1500 حرف متبقٍ",
        "أجب",
        "لن يتم نشر بريدك الإلكتروني",
    ),
    "ur 1": (
        "عبدالغنی کاکڑ",
        "از عبدالغنی کاکڑ",
        "کیا آپ کو یہ آرٹیکل پسند ہے؟",
        "12 تبصرہ",
        "تبصرہ کرنے کی پالیسی * مطلوبہ فیلڈ کو ظاہر کرتا ہے 1500 / 1500",
        "جواب دیجیے",
        "اپنی رائے کا اظہار کریں",
    ),
    "ur 2": (
        "عبدالغنی کاکڑ",
        "عبدالغنی کاکڑ کی تحریر",
        "آپ کو یہ کہانی کیسی لگی؟",
        "تبصرے: ۱۲",
        "تبصرے کے قواعد * لازمی 1500/1500",
        "جواب لکھیں",
        "تبصرہ لکھیں",
    ),
    "ur 3": (
        "عبدالغنی کاکڑ",
        "مصنف : عبدالغنی کاکڑ",
        "یہ مضمون مفید تھا؟",
        "کل تبصرے (12)",
        "پالیسی برائے تبصرہ * درکار معلومات 1500 / 1500",
        "ریپلائی",
        "ایک تبصرہ چھوڑیں",
    ),
    "fa 1": (
        "عبدالغنی کاکر",
        "توسط عبدالغنی کاکر",
        "آیا از این مقاله خوشتان آمد؟",
        "۱۲ نظر",
        "خط‌مشی نظرات * فیلدهای الزامی ۱۵۰۰ / ۱۵۰۰",
        "پاسخ دادن",
        "نظر بدهید",
    ),
    "fa 2": (
        "عبدالغنی کاکر",
        "از عبدالغنی کاکر",
        "آیا این مطلب را دوست داشتید؟",
        "12 نظرات",
        "پالیسی نظردهی * نشان دهندهٔ فیلد ضروری است 1500 / 1500",
        "جواب دهید",
        "نظر خود را بنویسید",
    ),
    "fa 3": (
        "عبدالغنی کاکر",
        "به قلم عبدالغنی کاکر",
        "این گزارش را می‌پسندید؟",
        "تعداد نظرات: ۱۲",
        "قوانین * پر کردن این قسمت الزامی است 1500/1500",
        "پاسخ به دیدگاه",
        "دیدگاه خود را ثبت کنید",
    ),
    "tr 1": (
        "Abdul Ghani Kakar",
        "Abdul Ghani Kakar yazdı",
        "Bu haber hoşunuza gitti mi?",
        "12 yorum var",
        "Yorum İlkeleri * Zorunlu alanlar 1500 / 1500",
        "Yanıt ver",
        "Yorum Ekle",
    ),
    "tr 2": (
        "Abdul Ghani Kakar",
        "Haber: Abdul Ghani Kakar",
        "Makaleyi faydalı buldunuz mu?",
        "Toplam 12 yorum",
        "Yorum politikası * işareti zorunlu alanı gösterir 1500 / 1500",
        "Cevapla",
        "Sen de yorum yaz",
    ),
    "tr 3": (
        "Abdul Ghani Kakar",
        "Kaleme alan: Abdul Ghani Kakar",
        "Bu yazıyı sevdiniz mi?",
        "Okuyucu Yorumları (12)",
        "Kurallar * zorunlu 1500 karakter kaldı",
        "Yoruma yanıt ver",
        "E-posta hesabınız yayımlanmayacak.",
    ),
    "hi 1": (
        "अब्दुल ग़नी काकर",
        "अब्दुल ग़नी काकर द्वारा",
        "क्या आपको यह आलेख अच्छा लगा?",
        "12 टिप्पणी",
        "टिप्पणी नीति * आवश्यक क्षेत्र को दर्शाता है 1500 / 1500",
        "उत्तर दें",
        "अपनी टिप्पणी लिखें",
    ),
    "hi 2": (
        "अब्दुल ग़नी काकर",
        "लेखक अब्दुल ग़नी काकर",
        "क्या यह लेख उपयोगी था?",
        "टिप्पणियां (12)",
        "नियम और शर्तें * ज़रूरी 1500/1500",
        "जवाब",
        "टिप्पणी पोस्ट करें",
    ),
    "hi 3": (
        "अब्दुल ग़नी काकर",
        "रिपोर्ट: अब्दुल ग़नी काकर",
        "आपको यह समाचार कैसा लगा?",
        "पाठकों की 12 प्रतिक्रियाएँ",
        "कमेंट पॉलिसी * अनिवार्य फ़ील्ड 1500 / 1500",
        "रिप्लाय",
        "कमेंट करें",
    ),
    "fr 1": (
        "Abdul Ghani Kakar",
        "De Abdul Ghani Kakar",
        "Aimez-vous cet article?",
        "12 Commentaire(s)",
        "Règlement des commentaires * Indique un champ requis 1500 / 1500",
        "Répondre à Jean",
        "Ajouter un commentaire",
    ),
    "fr 2": (
        "Abdul Ghani Kakar",
        "Écrit par Abdul Ghani Kakar",
        "Vous avez aimé cet article ?",
        "Commentaires (12)",
        "Conditions d'utilisation * Champs obligatoires 1500 caractères restants",
        "Réagir",
        "Votre réaction",
    ),
    "fr 3": (
        "Abdul Ghani Kakar",
        "Auteur : Abdul Ghani Kakar",
        "Cet article vous a-t-il été utile ?",
        "12 avis de lecteurs",
        "Les commentaires sont modérés * obligatoire 1500/1500",
        "Répondre",
        "Poster un commentaire",
    ),
    "es 1": (
        "Abdul Ghani Kakar",
        "de Abdul Ghani Kakar",
        "¿Te gusta este artículo?",
        "12 Comentario(s)",
        "Política sobre comentarios * Denota campo requerido 1500 / 1500",
        "Responder",
        "Añadir comentario",
    ),
    "es 2": (
        "Abdul Ghani Kakar",
        "Autor: Abdul Ghani Kakar",
        "¿Le gustó esta noticia?",
        "Comentarios: 12",
        "Reglas para comentar * obligatorio 1500 / 1500",
        "Responder a este comentario",
        "Publicar un comentario",
    ),
    "es 3": (
        "Abdul Ghani Kakar",
        "Una nota de Abdul Ghani Kakar",
        "¿Qué te pareció este contenido?",
        "12 opiniones",
        "* Campo obligatorio - Máximo 1500/1500",
        "Contestar",
        "Deja tu opinión",
    ),
}
"""Name of the author, then as in `FURNITURE`; here the by-line is in the language, too."""


@pytest.mark.parametrize("shape", ["no blank lines", "every newline doubled", "crlf"])
@pytest.mark.parametrize("wording", OTHER_WORDINGS)
@pytest.mark.parametrize("page", WITH_COMMENTS, ids=lambda page: page.stem[:3])
def test_nor_do_other_wordings_and_a_by_line_in_the_language(page, wording, shape):
    name, *furniture = OTHER_WORDINGS[wording]
    text = SHAPES[shape](with_furniture(page, tuple(furniture)))
    assert shown(read_text(text)) == gold(page) | {"byline": name}
