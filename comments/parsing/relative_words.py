"""Words of relative times ("3 hours ago") in sixteen languages. Data only; `relative` reads it.

Phrases are separated by "|" and compared after `letters.fold`, so that case, accents, vowel signs
and the forms of one Arabic letter make no difference.
"""

from __future__ import annotations

from comments.records import Precision

UNITS: dict[str, dict[Precision, str]] = {
    "en": {
        "second": "s|sec|secs|second|seconds",
        "minute": "m|min|mins|minute|minutes",
        "hour": "h|hr|hrs|hour|hours",
        "day": "d|day|days",
        "week": "w|wk|wks|week|weeks",
        "month": "mo|mos|mth|mths|month|months",
        "year": "y|yr|yrs|year|years",
    },
    "ar": {
        "second": "ثانية|ثواني|ثوان|ث",
        "minute": "دقيقة|دقائق|دقايق|د",
        "hour": "ساعة|ساعات|س",
        "day": "يوم|يوما|أيام|ي",
        "week": "أسبوع|أسبوعا|أسابيع",
        "month": "شهر|شهرا|أشهر|شهور",
        "year": "سنة|سنوات|سنين|عام|عاما|أعوام",
    },
    "fa": {
        "second": "ثانیه",
        "minute": "دقیقه",
        "hour": "ساعت",
        "day": "روز",
        "week": "هفته",
        "month": "ماه",
        "year": "سال",
    },
    "ur": {
        "second": "سیکنڈ|سیکنڈز|سیکنڈوں",
        "minute": "منٹ|منٹس|منٹوں",
        "hour": "گھنٹہ|گھنٹے|گھنٹوں",
        "day": "دن|دنوں|روز|یوم",
        "week": "ہفتہ|ہفتے|ہفتوں",
        "month": "ماہ|مہینہ|مہینے|مہینوں",
        "year": "سال|سالوں|برس",
    },
    "ps": {
        "second": "ثانیه|ثانیې",
        "minute": "دقیقه|دقیقې|دقیقو",
        "hour": "ساعت|ساعته|ساعتونه|ساعتو",
        "day": "ورځ|ورځې|ورځو",
        "week": "اونۍ|اوونۍ|هفته|هفتې",
        "month": "میاشت|میاشتې|میاشتو",
        "year": "کال|کاله|کلونه|کلونو",
    },
    "tr": {
        "second": "saniye|sn",
        "minute": "dakika|dk|dak",
        "hour": "saat|sa",
        "day": "gün|g",
        "week": "hafta|hf|hft",
        "month": "ay",
        "year": "yıl|sene|y",
    },
    "hi": {
        "second": "सेकंड|सेकेंड|सेकेण्ड|सेकण्ड|सेकंडों|से॰|से",
        "minute": "मिनट|मिनटों|मि॰|मि",
        "hour": "घंटा|घंटे|घंटों|घण्टा|घण्टे|घण्टों|घं॰|घं",
        "day": "दिन|दिनों|दिवस",
        "week": "सप्ताह|सप्ताहों|हफ्ता|हफ्ते|हफ़्ते|हफ्तों",
        "month": "महीना|महीने|महीनों|माह|मास",
        "year": "साल|सालों|वर्ष|वर्षों|बरस",
    },
    "bn": {
        "second": "সেকেন্ড|সে",
        "minute": "মিনিট|মি",
        "hour": "ঘণ্টা|ঘন্টা|ঘঃ|ঘ",
        "day": "দিন",
        "week": "সপ্তাহ",
        "month": "মাস",
        "year": "বছর|বৎসর",
    },
    "fr": {
        "second": "s|sec|seconde|secondes",
        "minute": "min|mn|minute|minutes",
        "hour": "h|heure|heures",
        "day": "j|jour|jours",
        "week": "sem|semaine|semaines",
        "month": "mois",
        "year": "an|ans|année|années",
    },
    "de": {
        "second": "s|sek|sekunde|sekunden",
        "minute": "min|minute|minuten",
        "hour": "h|std|stunde|stunden",
        "day": "tag|tage|tagen|tg|tgn",
        "week": "wo|woche|wochen",
        "month": "mon|monat|monate|monaten",
        "year": "jahr|jahre|jahren",
    },
    "es": {
        "second": "s|seg|segs|segundo|segundos",
        "minute": "min|mins|minuto|minutos",
        "hour": "h|hr|hrs|hora|horas",
        "day": "d|día|días",
        "week": "sem|semana|semanas",
        "month": "mes|meses",
        "year": "año|años",
    },
    "pt": {
        "second": "s|seg|segs|segundo|segundos",
        "minute": "min|mins|minuto|minutos",
        "hour": "h|hr|hrs|hora|horas",
        "day": "d|dia|dias",
        "week": "sem|semana|semanas",
        "month": "mês|meses",
        "year": "ano|anos",
    },
    "it": {
        "second": "s|sec|secondo|secondi",
        "minute": "min|minuto|minuti",
        "hour": "h|ora|ore",
        "day": "g|gg|giorno|giorni",
        "week": "sett|settimana|settimane",
        "month": "mese|mesi",
        "year": "anno|anni",
    },
    "ru": {
        "second": "с|сек|секунда|секунду|секунды|секунд",
        "minute": "м|мин|минута|минуту|минуты|минут",
        "hour": "ч|час|часа|часов",
        "day": "д|дн|день|дня|дней|сутки|суток",
        "week": "н|нед|неделя|неделю|недели|недель",
        "month": "мес|месяц|месяца|месяцев",
        "year": "г|год|года|лет",
    },
    "id": {
        "second": "detik|dtk",
        "minute": "menit|mnt",
        "hour": "jam|j",
        "day": "hari|hr",
        "week": "minggu|mgg|pekan",
        "month": "bulan|bln",
        "year": "tahun|thn|th",
    },
    "he": {
        "second": "שנייה|שניה|שניות",
        "minute": "דקה|דקות",
        "hour": "שעה|שעות",
        "day": "יום|ימים",
        "week": "שבוע|שבועות",
        "month": "חודש|חודשים",
        "year": "שנה|שנים",
    },
}

COUNTED: dict[str, tuple[tuple[int, Precision, str], ...]] = {
    "ar": (
        (2, "second", "ثانيتين|ثانيتان"),
        (2, "minute", "دقيقتين|دقيقتان"),
        (2, "hour", "ساعتين|ساعتان"),
        (2, "day", "يومين|يومان"),
        (2, "week", "أسبوعين|أسبوعان"),
        (2, "month", "شهرين|شهران"),
        (2, "year", "سنتين|سنتان|عامين|عامان"),
        (30, "minute", "نصف ساعة"),
        (1, "minute", "دقيقة واحدة"),
        (1, "hour", "ساعة واحدة"),
        (1, "day", "يوم واحد"),
        (1, "week", "أسبوع واحد"),
        (1, "month", "شهر واحد"),
        (1, "year", "سنة واحدة|عام واحد"),
    ),
    "id": (
        (1, "second", "sedetik"),
        (1, "minute", "semenit"),
        (1, "hour", "sejam"),
        (1, "day", "sehari"),
        (1, "week", "seminggu|sepekan"),
        (1, "month", "sebulan"),
        (1, "year", "setahun"),
        (30, "minute", "setengah jam"),
    ),
    "bn": ((1, "day", "একদিন"), (2, "day", "দুদিন"), (30, "minute", "আধা ঘণ্টা|আধ ঘণ্টা")),
    "en": ((30, "minute", "half an hour|half hour"), (14, "day", "a fortnight|fortnight")),
    "de": ((30, "minute", "einer halben stunde"),),
    "es": ((30, "minute", "media hora"),),
    "fr": ((30, "minute", "une demi-heure|une demi heure"),),
    "hi": ((30, "minute", "आधा घंटा|आधे घंटे"),),
    "it": ((1, "hour", "un'ora"), (30, "minute", "mezz'ora|mezzora")),
    "pt": ((30, "minute", "meia hora"),),
    "ru": ((30, "minute", "полчаса"), (6, "month", "полгода")),
    "tr": ((30, "minute", "yarım saat"),),
    "fa": ((30, "minute", "نیم ساعت"),),
    "ur": ((30, "minute", "آدھا گھنٹہ|آدھے گھنٹے"),),
    "ps": ((30, "minute", "نیم ساعت"),),
    "he": (
        (2, "hour", "שעתיים"),
        (2, "day", "יומיים"),
        (2, "week", "שבועיים"),
        (2, "month", "חודשיים"),
        (2, "year", "שנתיים"),
        (30, "minute", "חצי שעה"),
    ),
}
"""Units that hold their number: the dual, prefixes of "one", halves."""

NUMBERS: dict[str, str] = {
    "en": "a,an,one|two,a couple of,couple of,couple|three|four|five|six|seven|eight|nine|ten|eleven"
    "|twelve",
    "ar": "واحد,واحدة|اثنين,اثنان,اثنتين|ثلاث,ثلاثة|أربع,أربعة|خمس,خمسة|ست,ستة|سبع,سبعة|ثمان,ثماني,ثمانية"
    "|تسع,تسعة|عشر,عشرة",
    "fa": "یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|یازده|دوازده",
    "ur": "ایک|دو|تین|چار|پانچ|چھ,چھے|سات|آٹھ|نو|دس|گیارہ|بارہ",
    "ps": "یو,یوه,یوې|دوه,دوو|درې,دریو|څلور,څلورو|پنځه,پنځو|شپږ,شپږو|اووه,اوه,اوو|اته,اتو|نهه,نه|لس,لسو"
    "|یوولس|دوولس",
    "tr": "bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on|on bir|on iki",
    "hi": "एक|दो|तीन|चार|पांच,पाँच|छह,छः,छ|सात|आठ|नौ|दस|ग्यारह|बारह",
    "bn": "এক,একটি|দুই,দু|তিন|চার|পাঁচ|ছয়|সাত|আট|নয়|দশ|এগারো|বারো",
    "fr": "un,une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze",
    "de": "ein,eine,einem,einer,einen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf",
    "es": "un,una,uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce",
    "pt": "um,uma|dois,duas|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze",
    "it": "un,una,uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici",
    "ru": "один,одну,одна|два,две|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать"
    "|двенадцать",
    "id": "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|dua belas",
    "he": "אחד,אחת|שתי,שני,שניים,שתיים|שלוש,שלושה|ארבע,ארבעה|חמש,חמישה|שש,שישה|שבע,שבעה|שמונה|תשע,תשעה|עשר,עשרה",
}
"""Written numbers from one on, "|" between numbers and commas between the forms of one."""

AND = "and|و|اور|او|ve|और|ও|et|und|y|e|и|dan"

FEW: dict[str, str] = {
    "en": "few|a few|several|some",
    "ar": "عدة|بضع|بضعة",
    "fa": "چند|چندین",
    "ur": "چند|کچھ|کئی",
    "ps": "څو|یو څو",
    "tr": "birkaç|bir kaç",
    "hi": "कुछ|कई|चंद",
    "bn": "কয়েক|কিছু",
    "fr": "quelques|plusieurs",
    "de": "einigen|ein paar|wenigen|mehreren|einige",
    "es": "unos|unas|algunos|algunas|varios|varias|pocos|unos pocos|unas pocas|pocas",
    "pt": "alguns|algumas|uns|umas|poucos|poucas",
    "it": "alcuni|alcune|pochi|poche|qualche",
    "ru": "несколько|пару",
    "id": "beberapa",
    "he": "כמה|מספר",
}
"""Numbers that are not told: the time is then exact to the next longer unit."""

BEFORE: dict[str, str] = {
    "ar": "منذ|قبل|من",
    "fa": "قبل",
    "fr": "il y a|il ya|y a|ça fait",
    "de": "vor",
    "es": "hace",
    "pt": "há|faz",
    "he": "לפני",
}
ONE_BY_ITSELF = ("ar", "fa", "he", "id", "ru")
"""Languages in which the unit alone is one: "منذ ساعة", "час назад"."""

AFTER: dict[str, str] = {
    "en": "ago",
    "ar": "مضت|خلت",
    "fa": "پیش|قبل",
    "ur": "پہلے|قبل",
    "ps": "مخکې|مخکي|وړاندې|پخوا|دمخه",
    "tr": "önce|evvel",
    "hi": "पहले|पूर्व",
    "bn": "আগে|পূর্বে",
    "es": "atrás",
    "pt": "atrás",
    "it": "fa|or sono",
    "ru": "назад|тому назад",
    "id": "lalu|yang lalu|yg lalu|silam",
}
"""What says "ago", before and after number and unit."""

ABOUT: dict[str, str] = {
    "en": "about|around|almost|over|nearly|more than|less than|approximately|roughly",
    "ar": "حوالي|نحو|قرابة|أكثر من|أقل من|ما يقارب|تقريبا",
    "fa": "حدود|حدودا|تقریبا|بیش از|کمتر از|نزدیک به",
    "ur": "تقریبا|قریبا|لگ بھگ|قریب",
    "ps": "شاوخوا|نږدې|تقریبا",
    "tr": "yaklaşık|yaklaşık olarak|neredeyse",
    "hi": "लगभग|करीब|क़रीब|तकरीबन",
    "bn": "প্রায়",
    "fr": "environ|près de|plus de|moins de|presque",
    "de": "etwa|ungefähr|rund|circa|ca|über|fast|mehr als|weniger als|knapp",
    "es": "casi|más de|menos de|aproximadamente|alrededor de|cerca de|unos|unas",
    "pt": "cerca de|quase|mais de|menos de|aproximadamente",
    "it": "circa|quasi|più di|meno di|oltre",
    "ru": "около|примерно|почти|более|больше|менее|меньше|более чем",
    "id": "sekitar|kira kira|hampir|lebih dari|kurang dari",
    "he": "כ|בערך|כמעט|יותר מ",
}

FIXED: dict[str, tuple[tuple[int, Precision, str], ...]] = {
    "en": (
        (0, "minute", "just now|now|right now|moments ago|a moment ago|seconds ago|a few moments ago"),
        (0, "day", "today"),
        (1, "day", "yesterday"),
        (2, "day", "day before yesterday|the day before yesterday"),
        (1, "week", "last week"),
        (1, "month", "last month"),
        (1, "year", "last year"),
    ),
    "ar": (
        (0, "minute", "الآن|للتو|منذ لحظات|قبل لحظات|منذ لحظة|قبل لحظة|منذ ثوان|قبل ثوان"),
        (0, "hour", "قبل قليل|منذ قليل|منذ دقائق|قبل دقائق"),
        (0, "day", "اليوم|منذ ساعات|قبل ساعات"),
        (1, "day", "أمس|بالأمس|الأمس|يوم أمس|البارحة"),
        (2, "day", "أول أمس|أول من أمس"),
        (0, "week", "منذ أيام|قبل أيام"),
        (1, "week", "الأسبوع الماضي"),
        (1, "month", "الشهر الماضي"),
        (1, "year", "العام الماضي|السنة الماضية"),
    ),
    "fa": (
        (0, "minute", "اکنون|هم اکنون|همین الان|الان|هم‌اکنون|لحظاتی پیش|لحظاتی قبل|چند لحظه پیش|چند لحظه قبل"),
        (0, "hour", "دقایقی پیش|دقایقی قبل"),
        (0, "day", "امروز|ساعاتی پیش|ساعاتی قبل"),
        (1, "day", "دیروز"),
        (2, "day", "پریروز"),
        (1, "week", "هفته گذشته"),
        (1, "month", "ماه گذشته"),
        (1, "year", "سال گذشته|پارسال"),
    ),
    "ur": (
        (0, "minute", "ابھی|ابھی ابھی|چند لمحے پہلے|چند لمحے قبل|چند لمحات قبل"),
        (0, "hour", "کچھ دیر پہلے|کچھ دیر قبل|تھوڑی دیر پہلے"),
        (0, "day", "آج"),
        (1, "day", "کل|گزشتہ روز|گزشتہ کل"),
        (2, "day", "پرسوں"),
        (1, "week", "گزشتہ ہفتے|پچھلے ہفتے"),
        (1, "month", "گزشتہ ماہ|پچھلے مہینے|پچھلے ماہ"),
        (1, "year", "گزشتہ سال|پچھلے سال"),
    ),
    "ps": (
        (0, "minute", "اوس|همدا اوس|څو شیبې مخکې|څو شېبې مخکې|څو شیبې وړاندې"),
        (0, "day", "نن"),
        (1, "day", "پرون"),
        (2, "day", "اوله ورځ|بله ورځ"),
        (1, "week", "تېره اونۍ|تیره اونۍ"),
        (1, "month", "تېره میاشت|تیره میاشت"),
        (1, "year", "تېر کال|تیر کال|پروسږکال"),
    ),
    "tr": (
        (0, "minute", "az önce|şimdi|şu an|şu anda|demin|hemen şimdi"),
        (0, "hour", "biraz önce"),
        (0, "day", "bugün"),
        (1, "day", "dün"),
        (2, "day", "evvelsi gün|önceki gün"),
        (1, "week", "geçen hafta"),
        (1, "month", "geçen ay"),
        (1, "year", "geçen yıl|geçen sene"),
    ),
    "hi": (
        (0, "minute", "अभी|अभी अभी|कुछ पल पहले|कुछ क्षण पहले|अभी-अभी"),
        (0, "hour", "कुछ देर पहले|थोड़ी देर पहले"),
        (0, "day", "आज"),
        (1, "day", "कल|बीता कल|बीते कल"),
        (2, "day", "परसों"),
        (1, "week", "पिछले सप्ताह|पिछले हफ्ते"),
        (1, "month", "पिछले महीने|पिछले माह"),
        (1, "year", "पिछले साल|पिछले वर्ष"),
    ),
    "bn": (
        (0, "minute", "এইমাত্র|এই মাত্র|এখন|এখনই|কয়েক মুহূর্ত আগে"),
        (0, "hour", "কিছুক্ষণ আগে|একটু আগে"),
        (0, "day", "আজ"),
        (1, "day", "গতকাল|গত কাল|কাল"),
        (2, "day", "গত পরশু|পরশু"),
        (1, "week", "গত সপ্তাহ|গত সপ্তাহে"),
        (1, "month", "গত মাস|গত মাসে"),
        (1, "year", "গত বছর"),
    ),
    "fr": (
        (0, "minute", "à l'instant|maintenant|il y a un instant|il y a quelques instants|il y a un moment"),
        (0, "day", "aujourd'hui"),
        (1, "day", "hier"),
        (2, "day", "avant-hier|avant hier"),
        (1, "week", "la semaine dernière|semaine dernière"),
        (1, "month", "le mois dernier|mois dernier"),
        (1, "year", "l'année dernière|l'an dernier"),
    ),
    "de": (
        (0, "minute", "gerade eben|soeben|eben|jetzt|vor wenigen augenblicken|vor einem augenblick|vor einem moment"),
        (0, "day", "heute"),
        (1, "day", "gestern"),
        (2, "day", "vorgestern"),
        (1, "week", "letzte woche|vorige woche"),
        (1, "month", "letzten monat|letzter monat"),
        (1, "year", "letztes jahr"),
    ),
    "es": (
        (0, "minute", "ahora|ahora mismo|justo ahora|hace un momento|hace unos momentos|hace instantes|hace un instante|hace unos instantes"),
        (0, "day", "hoy"),
        (1, "day", "ayer"),
        (2, "day", "anteayer|antes de ayer"),
        (1, "week", "la semana pasada"),
        (1, "month", "el mes pasado"),
        (1, "year", "el año pasado"),
    ),
    "pt": (
        (0, "minute", "agora|agora mesmo|há instantes|há um instante|há momentos|há um momento|neste momento"),
        (0, "hour", "há pouco"),
        (0, "day", "hoje"),
        (1, "day", "ontem"),
        (2, "day", "anteontem"),
        (1, "week", "semana passada|na semana passada|a semana passada"),
        (1, "month", "mês passado|no mês passado|o mês passado"),
        (1, "year", "ano passado|no ano passado|o ano passado"),
    ),
    "it": (
        (0, "minute", "adesso|ora|proprio ora|un momento fa|un attimo fa|pochi istanti fa"),
        (0, "hour", "poco fa"),
        (0, "day", "oggi"),
        (1, "day", "ieri"),
        (2, "day", "l'altro ieri|altro ieri|ieri l'altro|avantieri"),
        (1, "week", "la settimana scorsa|settimana scorsa|la scorsa settimana"),
        (1, "month", "il mese scorso|mese scorso|lo scorso mese"),
        (1, "year", "l'anno scorso|anno scorso|lo scorso anno"),
    ),
    "ru": (
        (0, "minute", "только что|сейчас|прямо сейчас"),
        (0, "hour", "недавно"),
        (0, "day", "сегодня"),
        (1, "day", "вчера"),
        (2, "day", "позавчера"),
        (1, "week", "на прошлой неделе"),
        (1, "month", "в прошлом месяце"),
        (1, "year", "в прошлом году"),
    ),
    "id": (
        (0, "minute", "baru saja|sekarang|barusan|beberapa saat lalu|beberapa saat yang lalu"),
        (0, "day", "hari ini"),
        (1, "day", "kemarin"),
        (2, "day", "kemarin lusa|kemarin dulu"),
    ),
    "he": (
        (0, "minute", "עכשיו|הרגע|לפני רגע|כעת"),
        (0, "day", "היום"),
        (1, "day", "אתמול"),
        (2, "day", "שלשום"),
        (1, "week", "שבוע שעבר"),
        (1, "month", "חודש שעבר"),
        (1, "year", "שנה שעברה"),
    ),
}  # fmt: skip
"""Whole phrases."""

UNCLEAR: dict[str, str] = {"tr": "h d s m", "id": "d h m"}
"""Units of one letter that mean other things in these languages than in English."""

AROUND = (
    "edited|posted|commented|updated|published|replied|modified|written|submitted|added|created"
    "|معدل|تم التعديل|نشر|نشرت|كتب|عدل|ویرایش شده|ویرایش|منتشر شده|ارسال شده|نوشته شده|ترمیم شدہ|شائع|سمون شوی|خپور شوی"
    "|düzenlendi|gönderildi|yayınlandı|yazıldı|संपादित|सम्पादित|प्रकाशित|সম্পাদিত|প্রকাশিত"
    "|modifié|publié|posté|écrit|envoyé|le|bearbeitet|geschrieben|veröffentlicht|editado|publicado|escrito|enviado"
    "|modificato|pubblicato|scritto|inviato|изменено|отредактировано|опубликовано|написано|ред|diedit|diposting|ditulis|dikirim"
)
"""What a page may put before or after a time."""
