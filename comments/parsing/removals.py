"""Notices that stand in the place of a comment that was taken away, in fifteen languages, as data.

The wordings are those of Blogger, Disqus, Coral, OpenWeb, Viafoura, Isso, Commento, Reddit and of
newspapers' own systems. Only a text that is nothing but such a notice counts: a reader who writes
"this comment was removed, and I know why" wrote a comment.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from comments.records import Removal

NOTICE = "a notice stands there"
"""The end of the sentence by which a reader of pages tells of such notices."""

_MAX_NOTICE = 320
"""Characters; the longest real notice (the Guardian's) has about 200."""

_MODERATORS = {
    "en": "(?:(?:site|blog|forum|community|content|our) )?(?:moderators?|moderation(?: team)?|mods?|admin(?:istrator)?s?|editors?|editorial (?:team|staff)|staff|team|system|site owner|publisher|us|censors?)",
    "ar": "(?:احد )?(?:ال)?(?:مشرف(?:ين|ي)?(?: المدونه)?|اداره(?: الموقع)?|مدير|محرر|مسوول)(?: (?:الموقع|المدونه))?",
    "fa": "(?:یک )?(?:مدیران|مدیریت|مدیر|ناظر|گرداننده|سردبیر|ادمین)(?: (?:سایت|وبلاگ))?",
    "ur": "(?:ایک )?(?:منتظمین|منتظم|ناظمین|ناظم|انتظامیہ|ماڈریٹر|ایڈمن|مدیر)",
    "ps": "(?:مدیر|چلونکی|اداری|اداره|ناظر|ادمین|څارونکی)",
    "tr": "(?:bir |site |blog )*(?:moderator(?:ler)?|yonetici(?:si)?|editor(?:u)?|admin|yonetim)",
    "hi": "(?:एक |किसी )?(?:ब्लॉग )?(?:मॉडरेटर|व्यवस्थापक|संपादक|एडमिन|प्रशासक)",
    "bn": "(?:একজন |একটি )?(?:ব্লগ )?(?:মডারেটর|প্রশাসক|সম্পাদক|এডমিন|অ্যাডমিন|ব্যবস্থাপক)(?:ের)?",
    "fr": "(?:(?:un|une|la|le|les|l|notre|nos)[ '’])?(?:moderateurs?|moderatrice|moderation|administrateur(?: du blog)?|redaction|equipe(?: de moderation)?)",
    "de": "(?:(?:ein(?:en|em|er)?|de[nrm]|die|unser(?:en|e|er)?) )?(?:moderator(?:en|in)?|moderation|redaktion|administrator(?:en)?(?: des blogs)?|blog-administrator|admins?|forenbetreiber|betreiber)",
    "es": "(?:(?:un|el|la|los|nuestros?|l) ?)?(?:moderador(?:es)?|moderacion|administrador(?: del blog)?|editor|redaccion|equipo(?: de moderacion)?)",
    "pt": "(?:(?:um|o|a|os) )?(?:moderador(?:es)?|moderacao|administrador(?: do blog)?|gestor(?: do blogue)?|editor|redacao|equipe)",
    "it": "(?:(?:un|il|la|gli|i) )?(?:moderator[ei]|moderazione|amministrator[ei](?: del blog)?|redazione|staff)",
    "ru": "(?:модератор(?:ом|ами|а|ы)?|модераци(?:ей|и)|администратор(?:ом|а)?(?: блога)?|администраци(?:ей|и)|редакци(?:ей|и)|редактором)",
    "id": "(?:seorang )?(?:moderator|admin|administrator(?: blog)?|pengelola|redaksi|editor)",
}  # fmt: skip
_AUTHORS = {
    "en": "(?:original |comment )?(?:author|users?|posters?|commenter|owner|writer|creator|op)",
    "ar": "(?:ال)?(?:مولف|كاتب(?:ه|ها)?|صاحب(?:ه|ها)?|مستخدم|معلق)",
    "fa": "(?:خود )?(?:نویسنده|کاربر|صاحب|فرستنده)(?: ان)?",
    "ur": "(?:خود )?(?:مصنف|صارف|لکهاری|تبصره نگار)",
    "ps": "(?:لیکوال|کارونکی|کاروونکی|لیکونکی)",
    "tr": "(?:yazar(?:i)?|kullanici(?:si)?|sahibi|yorumcu)",
    "hi": "(?:लेखक|उपयोगकर्ता|यूजर|टिप्पणीकार)",
    "bn": "(?:লেখক|ব্যবহারকারী|মন্তব্যকারী)(?:র|ের)?",
    "fr": "(?:(?:son|sa|l|le|un)[ '’])?(?:auteure?|utilisateur|internaute|proprietaire)",
    "de": "(?:(?:vom|de[nrm]|die|seine[mr]?) )?(?:autor(?:in)?|verfasser(?:in)?|benutzer|nutzer(?:in)?|user)",
    "es": "(?:(?:su|el|la) )?(?:autora?|usuari[oa]|propietario)",
    "pt": "(?:(?:o|seu|proprio|um) )*(?:autora?|usuari[oa]|utilizador)",
    "it": "(?:(?:suo|l|il) ?['’]?)?(?:autore|autrice|utente)",
    "ru": "(?:самим )?(?:автор(?:ом|а)?|пользовател(?:ем|я))",
    "id": "(?:pengarang|penulis|pengguna|pemilik|pembuat)(?:nya)?",
}
"""Who took it away. Folded; the words around them ("by", "von") are in the notices."""

_NOTICES = {
    "en": (
        "(?:(?:this|the|that|your|a) )?(?:comments?|posts?|messages?|reply|response|answers?|content|commenter|contribution)(?: (?:has|have) been| was| were| is)? (?:removed|deleted|hidden|withdrawn|moderated|blocked|rejected|redacted|disabled|unpublished|censored)(?: or (?:removed|deleted))?(?: by (?:(?:a|an|the|its|their|this|his|her|our|one of our) )?(?:{who}))?",
        "(?:removed|deleted|hidden|withdrawn)(?: by (?:(?:a|an|the|its|their|this|our) )?(?:{who}))?",
        "(?:(?:the|a|an) )?(?:{who}) (?:has )?(?:removed|deleted|hidden|withdrew) (?:this|the|their|his|her) (?:comment|post|message)",
        "(?:this|the) (?:comment|post|message) (?:was|has been) (?:marked|flagged) as spam",
        "(?:this|the) (?:comment|post|message) (?:has )?violate[sd] (?:our|the) [a-z ]{3,40}",
        "(?:this|the) (?:comment|post|message|content) is no longer available",
    ),
    "ar": (
        "(?:لقد )?(?:تم|تمت) (?:حذف|ازاله|اخفاء|حجب) (?:هذا |هذه )?(?:ال)?(?:تعليق|مشاركه|رد)(?: (?:من قبل|من|بواسطه|من طرف) (?:{who}))?",
        "(?:تعليق|التعليق|هذا التعليق) (?:محذوف|محجوب|تم حذفه|حذف)(?: (?:من قبل|من|بواسطه) (?:{who}))?",
        "(?:حذف|ازال|حذفت|ازالت|قام) (?:{who}) (?:بحذف |بازاله )?(?:هذا )?التعليق",
        "حذف (?:هذا )?التعليق(?: (?:من قبل|بواسطه) (?:{who}))?",
    ),
    "fa": (
        "(?:این )?(?:نظر|دیدگاه|پیام|کامنت)(?: (?:توسط|از سوی|به دست) (?:{who}))? (?:حذف|پاک|مخفی) (?:شده است|شده|شد|گردیده است|گردید)",
        "(?:{who}) این (?:نظر|دیدگاه|پیام) را (?:حذف|پاک) (?:کرده است|کرده|کرد)",
    ),
    "ur": (
        "(?:یہ |اس )?(?:تبصره|کمنٹ|پیغام)(?: کو)?(?: (?:{who}) (?:نے|کی جانب سے|کی طرف سے|کے ذریعے))? (?:حذف|ہٹا|مٹا|ڈیلیٹ)(?: (?:کر|دیا|دی))*(?: گیا)?(?: ہے)?",
    ),
    "ps": (
        "(?:دا |دغه )?(?:تبصره|څرگندونه|نظر|پیغام)(?: د (?:{who}) (?:لخوا|له خوا))? (?:حذف|لرې|لری|پاکه|پاک|ړنگه|ړنگ)(?: کړل)?(?: شوی| شوې| شوه| شو| شوي)?(?: ده| دی)?",
    ),
    "tr": (
        "(?:bu )?(?:yorum|mesaj|ileti|icerik)(?: (?:{who}) tarafindan)? (?:silindi|silinmistir|silinmis|kaldirildi|kaldirilmistir|yayindan kaldirildi|gizlendi)",
        "(?:{who}) bu yorumu (?:sildi|kaldirdi)",
    ),
    "hi": (
        "(?:यह |इस )?(?:टिप्पणी|कमेंट|संदेश)(?: को)?(?: (?:{who}) (?:द्वारा|ने|के द्वारा))? हटा(?:ई|या)?(?: (?:दी|दिया|दीया))?(?: (?:गई|गया|गयी))?(?: है)?",
    ),
    "bn": (
        "(?:এই )?মন্তব্য(?:টি)?(?: (?:{who}) (?:দ্বারা|কর্তৃক|এর দ্বারা))? (?:মুছে (?:ফেলা|দেওয়া)|মুছে ফেলেছেন|সরানো|সরিয়ে (?:ফেলা|দেওয়া)|অপসারণ করা)(?: হয়েছে| হয়েছে)?",
    ),
    "fr": (
        "(?:(?:ce|cette|le|la|votre) )?(?:commentaire|message|contenu|contribution|reponse|publication)(?: a ete| est)? (?:supprimee?|retiree?|moderee?|effacee?|masquee?)(?: (?:par|de) (?:{who}))?",
    ),
    "de": (
        "(?:(?:dieser|dieses|diese|der|das|die|ihr|dein) )?(?:kommentar|beitrag|posting|nachricht|antwort|inhalt)(?: (?:wurde|ist|wird))?(?: (?:von|vom|durch) (?:{who}))? (?:entfernt|geloscht|gesperrt|ausgeblendet|zuruckgezogen)(?: worden)?(?: (?:von|vom|durch) (?:{who}))?",
        "(?:{who}) hat diesen (?:kommentar|beitrag) (?:entfernt|geloscht)",
        "entfernt",
    ),
    "es": (
        "(?:(?:este|el|su|tu) )?(?:comentario|mensaje|contenido)(?: (?:ha sido|fue|esta))? (?:eliminado|borrado|suprimido|retirado|ocultado|moderado)(?: (?:por|del) (?:{who}))?",
    ),
    "pt": (
        "(?:(?:este|esse|o|seu) )?(?:comentario|mensagem|conteudo)(?: (?:foi|esta))? (?:removid[oa]|apagad[oa]|excluid[oa]|eliminad[oa]|ocultad[oa])(?: (?:por|pelo|pela|pelos) (?:{who}))?",
    ),
    "it": (
        "(?:(?:questo|il|tuo) )?(?:commento|messaggio|contenuto)(?: e stato)? (?:rimosso|eliminato|cancellato|nascosto|moderato)(?: (?:da|dal|dalla|dall['’]?|dai) ?(?:{who}))?",
    ),
    "ru": (
        "(?:(?:этот|данный|это|ваш) )?(?:комментарии|комментарий|сообщение|отзыв|пост)(?: был[ои]?)? (?:удален[ои]?|скрыт[ои]?|заблокирован[ои]?|стерт[ои]?)(?: (?:{who}))?",
        "(?:{who}) удалил[аи]? (?:этот|данныи) комментарии",
    ),
    "id": (
        "komentar(?: ini)?(?: telah| sudah)? (?:dihapus|disembunyikan|dihilangkan|ditarik)(?: (?:oleh )?(?:{who}))?",
    ),
}
"""Whole notices, without what may follow; `{who}` stands for any moderator or author above."""

_POLICY = (
    "violat|standard|guideline|rules?\\b|polic(?:y|ies)|terms|spam|abus|offens|inappropriat|off-?topic|reported|abide|account"
    "|verst(?:oß|oss|o)|richtlinie|regeln|netiquette|nutzungsbeding|charte|regles|conditions|normas|reglas|condiciones|incumpl|regras|diretrizes|termos"
    "|regole|linee guida|violazione|нарушен|правил|kural|ihlal|melanggar|aturan|ketentuan|قواعد|سياسه|شروط|مخالف|ضوابط|انتهاك|مقررات|قوانین|ضابط|قوانین|نيتن"
    "|خلاف ورزی|قانون|नियम|उल्लंघन|दिशानिर्देश|নিয়ম|নীতি|লঙ্ঘন|নিযম"
)
"""Stems of one of which must be in the reason that follows a notice."""
_NO_READER = "\\b(?:i|my|me|we|you|ich|je|yo|eu|io|я|ben|saya)\\b"
_BRACKETED: dict[str, Removal] = {"removed": "moderator", "deleted": "author"}
"""What Reddit, and Commento after it, print in brackets for each."""
_LEFT = "deleted their account"
_AROUND = " \t\n.:!·•|()[]{}<>«»\"'“”„*_-–—…۔।。\u200f\u200e"


def removal_of(text: str) -> Removal | None:
    """Who took a comment away, where `text` is a notice of that and nothing else; else None.

    "unknown" where the notice does not say who.
    """
    if len(text) > _MAX_NOTICE or "?" in text or "؟" in text:
        return None
    return _removal_of(text)


@lru_cache(maxsize=4_096)
def _removal_of(text: str) -> Removal | None:
    folded = " ".join(_fold(text.casefold()).split())
    bare = folded.strip(_AROUND)
    if folded[:1] == "[" and folded[-1:] == "]" and bare in _BRACKETED:
        return _BRACKETED[bare]
    for notice, moderator, author in _patterns(bare[:1].isascii()):
        match = notice.match(bare)
        if match is None:
            continue
        rest = bare[match.end() :].strip(_AROUND)
        if rest and (not _policy().search(rest) or re.search(_NO_READER, rest)):
            continue
        if moderator.search(match[0]):
            return "moderator"
        if author.search(match[0]) or _LEFT in rest:
            return "author"
        return "moderator" if _policy().search(bare) else "unknown"
    return None


@cache
def _patterns(
    is_latin: bool,
) -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """Notices, moderators and authors of each language whose folded notices begin with such a letter."""
    compiled = []
    for language, notices in _NOTICES.items():
        if notices[0].lstrip("(?:")[0].isascii() is not is_latin:
            continue
        moderators, authors = _MODERATORS[language], _AUTHORS[language]
        listed = "|".join(notice.replace("{who}", f"{moderators}|{authors}") for notice in notices)
        compiled.append(
            (
                re.compile(_fold(rf"(?:{listed})(?!\w)")),
                re.compile(_fold(rf"(?<!\w)(?:{moderators})(?!\w)")),
                re.compile(_fold(rf"(?<!\w)(?:{authors})(?!\w)")),
            )
        )
    return tuple(compiled)


@cache
def _policy() -> re.Pattern[str]:
    return re.compile(_fold(_POLICY))


def _fold(text: str) -> str:
    """Compatibility forms without accents and vowel marks; one form of each Arabic letter."""
    return text if text.isascii() else text.translate(_FOLDED)


class _Folded(dict[int, str]):
    """What each letter becomes, worked out when it first comes.

    Every comment is folded: letter by letter in Python, that took a third of the time of a table.
    """

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code)).translate(_LETTERS)
        self[code] = "".join(c for c in letters if unicodedata.category(c) != "Mn")
        return self[code]


_LETTERS = str.maketrans("يىېكګةہھۀı\u200c", "یییکگههههi ", "\u0640\u200d")
_FOLDED = _Folded()
