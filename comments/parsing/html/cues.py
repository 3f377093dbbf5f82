"""Words that websites put around reader comments, as data; matched against folded text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16_384)
def folded(text: str) -> str:
    """Text for comparison with the tables: compatibility forms, no vowel marks, lower case."""
    if text.isascii():
        return " ".join(text.lower().split())
    text = (
        unicodedata.normalize("NFKC", text)
        .replace("\u0640", "")
        .replace("ي", "ی")
        .replace("ك", "ک")
    )
    return " ".join(text.lower().split())


def _any_of(names: str) -> str:
    """A pattern for one of the names, by first letter: a tenth of the time of a plain list."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(set(names.split("|")), key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(name[1:].replace(" ", r"\s"))
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _words(table: str) -> frozenset[str]:
    return frozenset(folded(word) for word in table.replace("\n", "").split("|"))


_REPLY_WORDS = """reply|reply to this|reply to this comment|reply to comment|respond|log in to reply|login to reply
    |antworten|antwort|auf diesen kommentar antworten|répondre|répondre à ce commentaire|responder
    |contestar|rispondi|odpowiedz|ответить|відповісти|відповіcти|yanıtla|cevapla|balas|beantwoorden|reageer
    |reageren|svar|svara|vastaa|رد|ردّ|الرد|رد على التعليق|پاسخ|پاسخ دهید|پاسخ دادن|جواب|جواب دیں|ځواب|ځواب ورکړئ
    |जवाब दें|उत्तर दें|रिप्लाई|जवाब|উত্তর|জবাব|জবাব দিন|返信|回复|回覆|답글"""

_CONTROL_WORDS = """link to comment|reply to comment|digg|digg this|reddit|stumbleupon|delicious|del.icio.us|tweet this|share this|share this:|linkedin|pinterest|whatsapp|telegram|email this|print this|edited|edited:|bearbeitet|modifié|editado|modificato|like|likes|like or dislike|dislike|unlike|share|report|report abuse|report comment|report this comment|flag
|flag as inappropriate|flag comment|permalink|link|link to this comment|#|edit|edit this|delete|remove|quote|up|down|upvote|downvote
|vote|vote up|vote down|thumb up|thumb down|thumbs up|thumbs down|recommend|recommended|recommend this|more|less|read more|see more|show more
|show less|view more|expand|collapse|hide|show|hide replies|show replies|view replies|close|cancel|cancel reply|follow|copy link
|profile|view profile|offensive|disagree|agree|off topic|actions|reply actions|recs|rec|abuse|email|print|tweet|facebook|twitter|embed|mute|block|ignore|in reply to|parent|parent comment|top|back to top|mark as spam|spam|+|-|+1|−|–|»|«|·|•|\\||ago|reply with quote
|log in to vote|log in or register to post comments|log in to post comments|login or register to post comments|login to post comments|is this spam?|respect|helpful|unhelpful|good|bad
|melden|kommentar melden|verstoß melden|gefällt mir|gefällt mir nicht|teilen|zitieren|bearbeiten|löschen|link kopieren|mehr anzeigen|weiterlesen|permanenter link|empfehlen
|signaler|signaler un abus|signaler ce commentaire|j'aime|j’aime|je n'aime pas|partager|citer|alerter|recommander|voir plus|lien permanent|modifier|supprimer
|denunciar|reportar|me gusta|no me gusta|compartir|citar|enlace permanente|ver más|gosto|curtir|descurtir|compartilhar|denunciar comentário|mi piace|non mi piace|condividi|segnala
|пожаловаться|нравится|не нравится|поделиться|цитировать|ссылка|показать ещё|beğen|beğenme|şikayet et|paylaş|suka|tidak suka|bagikan|laporkan
|أعجبني|إعجاب|لم يعجبني|بلّغ|بلغ|إبلاغ|تبليغ|الإبلاغ|شارك|مشاركة|إلغاء الرد|پسندیدم|نپسندیدم|گزارش|گزارش تخلف|اشتراک گذاری|لغو پاسخ|پسند|ناپسند|شیئر کریں|رپورٹ کریں|پسند کریں
|पसंद|पसंद करें|शेयर करें|रिपोर्ट करें|পছন্দ|শেয়ার|রিপোর্ট"""

REPLY = _words(_REPLY_WORDS)
CONTROLS = REPLY | _words(_CONTROL_WORDS)

_COMMENT_NOUNS = (
    r"comments?|comment\(s\)|responses?|replies|reply|reactions?|thoughts?|feedback|reader comments?|discussion|kommentare?|leserkommentare?"
    r"|antworten|gedanken?|reaktionen|leserbriefe|meinungen|beiträge|commentaires?|réactions?|réponses?|avis|comentarios?|comentários?|respuestas?|respostas?"
    r"|opiniones|commenti|commento|risposte|pensieri|reacties?|komentarz[ey]?|kommentarer|комментари[йяеив]+|комментар[а-я]+|отзыв[а-я]*|коментар[а-яії]*|обсуждени[ея]|ответ[а-я]*"
    r"|yorum(?:lar)?|okuyucu yorumları|komentar|tanggapan|تعليقات|التعليقات|تعليق|تعليقا|تعليقاً|تعليقات القراء|تعليقات الزوار|ردود|نظرات|نظر|دیدگاه ?ها|دیدگاه‌ها|دیدگاه|نظرات کاربران|انتشار یافته"
    r"|تبصرے|تبصرہ|تبصرے|آرا|نظرونه|تبصرې|څرګندونې|टिप्पणियाँ|टिप्पणियां|टिप्पणी|कमेंट|प्रतिक्रियाएं|প্রতিক্রিয়া|মন্তব্য|コメント|评论|評論|댓글"
)
_NOUNS = _COMMENT_NOUNS.replace(" ", r"\s")
_STEMS = {re.split(r"[\\[( ]|.\?", noun)[0][:6] for noun in _COMMENT_NOUNS.split("|")} | {
    max(words.split(), key=len)[:5] for words in REPLY
}
MAY_HEAD_OR_REPLY = re.compile(
    rf"(?:(?<!\w)(?:{_any_of('|'.join(_STEMS))})|[\u0300-\u036f\u0600-\u06ff])[^\n]*"
)
"""Occurs in the lower case of every line that heads comments or is a reply control: it has to begin
with such a word, or have one after a space.
"""
COUNT_HEADING = re.compile(
    r"^\W*(?:there\s+(?:are|is)\s+|total\s+|(?:view\s+|read\s+|show\s+)?all\s+|alle\s+|bisher\s+|currently\s+)?(?:"
    r"(?P<before>\d[\d.,٬]*|one|no|zero|keine?|eine?|une?|un[ao]|aucun)\s+(?:(?:reader|user|\w+)\s+)?"
    rf"(?:{_NOUNS})(?!\w)(?P<rest>.*)"
    rf"|(?:{_NOUNS})\s*[:\s(\[|–—-]+\s*(?P<after>\d[\d.,٬]*)\s*[)\]]?\W*(?:در\sانتظار.*)?)$",
    re.IGNORECASE,
)
PLAIN_HEADING = re.compile(
    rf"^\W*(?:\w+['’]?s?\s+)?(?:{_NOUNS})(?:\s+(?:on|to|zu|von|sur|sobre|su|к)\b.*)?\W*$",
    re.IGNORECASE,
)
NUMBER_WORDS = {
    "one": 1, "no": 0, "zero": 0, "ein": 1, "eine": 1, "un": 1, "une": 1, "uno": 1, "una": 1,
    "kein": 0, "keine": 0, "aucun": 0,
}  # fmt: skip

EMPTY_STATE = re.compile(
    r"""^\W*(?:no\ (?:comments?|responses?|replies)\b|0\ comments?\b|there\ (?:are|is)\ (?:currently\ )?no\ (?:comments?|responses?)|be\ the\ first
    |comments?\ (?:are|is)\ (?:now\ )?(?:closed|disabled|off|moderated|subject|currently\ closed)|commenting\ is|sorry,\ comments|loading\ comments|comments\ loading|click\ here\ to\ (?:load|view)
    |(?:blog\ )?comments\ powered\ by|please\ enable\ javascript|you\ must\ (?:be\ logged|log|register|sign)|log\ ?in\ (?:or|to)\b|sign\ in\ to|register\ to|login\ (?:or|to)
    |to\ post\ a\ comment|please\ note:|leave\ a\ (?:reply|comment|response)|post\ (?:a\ |new\ |your\ )?comments?$|add\ (?:a\ |your\ |new\ )?comments?$|write\ a\ comment|your\ email\ address|required\ fields|have\ an\ opinion
    |join\ the\ (?:conversation|discussion)|you\ can\ follow\ this|verify\ your\ comment|previewing\ your|this\ is\ only\ a\ preview|your\ comment\ (?:could|has|will|is\ awaiting)|the\ letters\ and\ numbers|as\ a\ final\ step|having\ trouble\ reading
    |(?:neuen\ )?kommentar\ (?:schreiben|verfassen)|keine\ kommentare|noch\ keine\ kommentare|schreibe?\ (?:einen|den\ ersten)|deine\ e-mail|kommentare\ (?:sind\ )?(?:geschlossen|deaktiviert)|aucun\ commentaire|soyez\ le\ premier|les\ commentaires\ sont|laisser\ un\ commentaire|votre\ adresse
    |no\ hay\ comentarios|sé\ el\ primero|deja\ un|tu\ dirección|nenhum\ comentário|seja\ o\ primeiro|nessun\ commento|lascia\ un\ commento|комментариев\ нет|пока\ нет|добавить\ комментарий|оставить\ комментарий
    |henüz\ yorum|ilk\ yorum|belum\ ada|jadilah\ yang|لا\ توجد\ تعليقات|لا\ يوجد|كن\ أول|اترك\ تعليق|أضف\ تعليق|لن\ يتم\ نشر|نظری\ ثبت|هنوز\ نظری|اولین\ نفر|دیدگاهتان\ را|نشانی\ ایمیل|کوئی\ تبصرہ|तبصره\ نشته|कोई\ टिप्पणी|अपनी\ राय)""",
    re.IGNORECASE | re.VERBOSE,
)

_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december"
    "|januar|jänner|februar|märz|mär|mai|juni|juli|oktober|okt|dezember|dez|janvier|janv|février|févr|fév|mars|avril|avr|juin|juillet|juil|août|septembre|octobre|novembre|décembre|déc"
    "|enero|ene|febrero|marzo|abril|abr|mayo|junio|julio|agosto|ago|septiembre|setiembre|octubre|noviembre|diciembre|dic|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|fev|set|out"
    "|gennaio|gen|febbraio|aprile|maggio|mag|giugno|giu|luglio|lug|settembre|ottobre|ott|dicembre|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    "|januari|februari|maret|agustus|mei|desember|maart|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
    "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|янв|фев|мар|апр|июн|июл|авг|сен|окт|ноя|дек|січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
    "|يناير|فبراير|مارس|أبريل|ابريل|إبريل|مايو|يونيو|يوليو|أغسطس|اغسطس|سبتمبر|أكتوبر|اكتوبر|نوفمبر|ديسمبر|كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"
    "|فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند|ژانویه|فوریه|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر|جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر"
    "|जनवरी|फरवरी|फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|सितम्बर|अक्टूबर|अक्तूबर|नवंबर|नवम्बर|दिसंबर|दिसम्बर|জানুয়ারি|ফেব্রুয়ারি|মার্চ|এপ্রিল|মে|জুন|জুলাই|আগস্ট|সেপ্টেম্বর|অক্টোবর|নভেম্বর|ডিসেম্বর"
)
_WEEKDAYS = (
    "mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|lunes|martes|miércoles|jueves|viernes|sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|segunda|terça|quarta|quinta|sexta"
    "|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar|senin|selasa|rabu|kamis|jumat|sabtu|minggu|пн|вт|ср|чт|пт|сб|вс"
    "|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت"
    "|شنبه|یکشنبه|دوشنبه|سه‌شنبه|چهارشنبه|پنجشنبه|جمعه|اتوار|پیر|منگل|بدھ|جمعرات|ہفتہ|सोमवार|मंगलवार|बुधवार|गुरुवार|शुक्रवार|शनिवार|रविवार"
)
_MONTH = _any_of(_MONTHS)
_WEEKDAY = _any_of(_WEEKDAYS)
_CLOCK = r"\d{1,2}\s?[:.h]\s?\d{2}(?:\s?:\s?\d{2})?(?:\s?(?:[ap]\.?\s?m\b\.?|uhr|ص|م))?|\d{1,2}\s?[ap]m\b"
_NUMERIC_DAY = r"\d{4}\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}日?|\d{1,2}\s?[-./]\s?\d{1,2}\s?[-./]\s?(?:\d{4}|\d{2})(?!\d)"
_DAY_MONTH = (
    rf"\d{{1,2}}(?:st|nd|rd|th|\.|er|º)?\s*(?:de\s+|of\s+|[./-]\s*)?(?:{_MONTH})(?![^\W\d_])\.?"
    r"(?:\s*(?:de\s+|del\s+)?[,./-]?\s*(?:\d{4}|['’]?\d{2}(?!\s*[:\d])))?"
)
_MONTH_DAY = rf"(?:{_MONTH})\.?\s*[./-]?\s*\d{{1,2}}(?:st|nd|rd|th)?\b(?!\s*[ap]m)(?:\s*[,./-]?\s*(?:\d{{4}}|['’]\d{{2}}))?"
_JOIN = r"(?:t|\s*(?:,|\||/|@|–|—|-|~|at|um|à|a\slas|às|alle|в|saat|pukul|في|الساعة|ساعت|و|on|am|le|el|\(|•|·)?\s*){0,3}"
_DAY_THEN_CLOCK = rf"(?:{_JOIN}(?:{_CLOCK}))?(?:\s*\)|\s*(?:[a-z]{{2,4}}|gmt[+-]?\d*|[+-]\d{{4}})\b)?(?:\s+\d{{4}}\b)?"
_UNIT_WORDS = r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|mos?|months?|y|yrs?|years?)"
_DAYS = (
    "yesterday|today|gestern|heute|hier|ayer|ontem|ieri|вчера|сегодня|dün|bugün|kemarin|أمس|اليوم|دیروز|امروز"
    r"|گزشتہ\sروز|کل|आज"
)
_AGO = r"fa|назад|önce|(?:yang\s+)?lalu|پیش|قبل|پہلے|पहले|আগে"
_ONE = "bir|یک|یه|ایک|एक|এক|один|одну|satu|una?"
_TIME = (
    rf"(?:(?<!\w)(?:{_WEEKDAY})\.?,?\s+)?"
    rf"(?:(?=\d)(?:(?:{_DAY_MONTH}|{_NUMERIC_DAY}){_DAY_THEN_CLOCK}"
    rf"|(?:{_CLOCK}){_JOIN}(?:(?:{_WEEKDAY})\.?,?\s+)?(?:{_DAY_MONTH}|{_MONTH_DAY}|{_NUMERIC_DAY})"
    rf"|\d+\s*{_UNIT_WORDS}(?:\s*,?\s*(?:and\s+)?\d+\s*{_UNIT_WORDS})*\s+ago\b"
    rf"|\d+\s+\S{{1,12}}\s+(?:{_AGO})(?!\w))"
    rf"|(?<!\w)(?:(?:{_MONTH_DAY}){_DAY_THEN_CLOCK}"
    rf"|(?:an?|one)\s+{_UNIT_WORDS}\s+ago\b|(?:{_ONE})\s+\S{{1,12}}\s+(?:{_AGO})(?!\w)|(?:vor|hace|há|منذ|قبل)\s+(?:\d+\s+|\w{{2,6}}\s+)?\S{{2,12}}|il\s+y\s+a\s+\w+\s+\w+"
    rf"|(?:{_DAYS}){_JOIN}(?:{_CLOCK})))"
)
TIME = re.compile(_TIME, re.IGNORECASE)
_LOWER_TIME = re.compile(_TIME)
"""The same for text in lower case, in two thirds of the time."""
_TIME_WORDS = frozenset(
    word
    for name in (
        f"{_MONTHS}|ago|vor|il|hace|há|fa|назад|önce|lalu|منذ|قبل|پیش|پہلے|पहले|আগে|yesterday|today|gestern|heute"
        "|hier|ayer|ontem|ieri|вчера|сегодня|dün|bugün|kemarin|أمس|اليوم|دیروز|امروز|گزشتہ|کل|आज|am|pm"
    ).split("|")
    for word in name.split()
)
_TIME_SIGNS = re.compile(r"\d\s?[:./年h-]\s?\d|\d(?:[a-zªº]|de|\.)", re.IGNORECASE)
DIGIT_OR_TIME_WORD = re.compile(rf"(?:\d|ago|vor\s|hace\s|há\s|منذ|قبل|il\s|(?:{_ONE})\s)[^\n]*")
"""Occurs in the lower case of every text with a time; few kinds of time are without a digit."""
BARE_AGO = re.compile(rf"\W*(?:\d{{1,3}}\s?{_UNIT_WORDS}|{_DAYS})\W*")
"""A text in lower case that is a time only where nothing else stands in it."""
_NO_LETTER = re.compile(r"[\s\d.,;:()\[\]|/–—•·'’-]+")
BARE_CLOCK = re.compile(rf"^\W*(?:{_CLOCK})\W*$", re.IGNORECASE)

_SAYS_WORDS = (
    "say|says|said|wrote|writes|commented|replied|responded|sagt|sagte|schrieb|schreibt|meint|meinte|a dit|a écrit|dit"
    "|dice|dijo|escribió|disse|diz|ha detto|scrive|pisze|mówi|говорит|пишет|сказал|dedi ki|diyor ki|berkata|mengatakan"
    "|يقول|تقول|قال|كتب|می‌گوید|میگوید|گفت|کہتے ہیں|نے کہا|وايي|कहते हैं|ने कहा"
)
_AFTER_SAYS = ("on", "at", "this", "am", "le")
SAYS = re.compile(
    rf"\s*[,:]?\s*(?:{_any_of(_SAYS_WORDS)})\s*(?:{'|'.join(_AFTER_SAYS)})?\s*[:.…,]*\s*$",
    re.IGNORECASE,
)
_SAYS_ENDS = tuple(words.split()[-1] for words in _SAYS_WORDS.split("|"))
NUMBERING = re.compile(
    r"(?:(?:link|permalink|permanent link|link zu) (?:to|zu) (?:this|diesem).{0,40}|(?:comment|kommentar|commentaire|comentario)"
    r"(?: number| nr| no| n°)?\W*\d+|\w{2,30}['’]s picture|(?:please )?rate this.{0,40}|this comment has been (?:well-received|rated).{0,60})\W*$"
)
"""Folded lines that number, link or picture a comment."""
REPLIED = re.compile(
    r"^\W*(?:responded|replied|replying|in reply|in response|reply|antwort|antwortete|en réponse|en respuesta|in risposta)"
    r"\s+(?:to|an|à|a|al)\s.*",
    re.IGNORECASE,
)
"""The start of a line that says whom a comment answers."""
POINTS = re.compile(
    r"\W*[+−-]?\d[\d.,]*k?\s*(?:points?|pts|likes?|votes?|upvotes?|recs?|punkte?|stimmen)\W*$",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"^\W*(?:(?:comment(?:ed)?|posted|written|submitted|left|added|reply|kommentar|geschrieben|verfasst|publié|écrit|rédigé|publicado|escrito|enviado|inviato|scritto|автор)\s+(?:by|from|von|par|por|da)|كتبت?|كتبه|بقلم|بواسطة|نوشته|نویسنده|نگارنده|تحریر|از\sقلم|by|from|von|par|por|name|author|user|posted\s+by)\s*:?\s+",
    re.IGNORECASE,
)
_MAX_TIME_LINE = 160


def may_hold_time(text: str) -> bool:
    """A cheap test that hardly any text without a time passes."""
    return bool(_TIME_SIGNS.search(text)) or not _TIME_WORDS.isdisjoint(
        _NO_LETTER.split(text.lower())
    )


def says_at_end(text: str) -> re.Match[str] | None:
    """The match of `SAYS`; hardly any text without one is searched for it."""
    end = text.rstrip().rstrip(":.…,").rstrip().lower()
    if end.endswith(_SAYS_ENDS) or any(
        end.endswith(word) and end.removesuffix(word).rstrip().endswith(_SAYS_ENDS)
        for word in _AFTER_SAYS
    ):
        return SAYS.search(text)
    return None


@lru_cache(maxsize=16_384)
def time_in(text: str) -> str | None:
    """The longest time that a short line holds, as printed; None where it holds none."""
    if len(text) > _MAX_TIME_LINE or not may_hold_time(text):
        return None
    lower = text.lower()
    matches = _LOWER_TIME.finditer(lower) if len(lower) == len(text) else TIME.finditer(text)
    best = max((text[slice(*m.span())].strip() for m in matches), key=len, default="")
    return best or (text.strip() if BARE_CLOCK.match(text) else None)
