"""Relative times in the languages of the reader, and the moments that they stand for."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.parsing.relative import Ago, count_back, parse_relative

SAID = {
    "en": {
        "3 hours ago": (3, "hour"), "5d ago": (5, "day"), "about an hour ago": (1, "hour"), "two weeks ago": (2, "week"),
        "a year ago": (1, "year"), "1 hr. ago": (1, "hour"), "2mo": (2, "month"), "7 minutes": (7, "minute"),
        "a couple of days ago": (2, "day"), "half an hour ago": (30, "minute"), "1 hour(s) ago": (1, "hour"),
        "2 years, 3 months ago": (27, "month"), "last week": (1, "week"), "over 2 years ago": (2, "year"),
    },
    "ar": {
        "منذ ساعتين": (2, "hour"), "قبل 3 ايام": (3, "day"), "قبل يومين": (2, "day"), "منذ 15 دقيقة": (15, "minute"),
        "منذ أسبوع": (1, "week"), "قبل ثلاثة أشهر": (3, "month"), "منذ حوالي ساعة": (1, "hour"), "قبل سنتين": (2, "year"),
        "٢٠ ساعة مضت": (20, "hour"), "قبل عشر دقائق": (10, "minute"), "منذ يوم واحد": (1, "day"),
    },
    "fa": {
        "۳ روز پیش": (3, "day"), "۲ ساعت قبل": (2, "hour"), "یک هفته پیش": (1, "week"), "قبل ۳ روز": (3, "day"),
        "ده دقیقه پیش": (10, "minute"), "حدود ۲ ماه پیش": (2, "month"), "سال پیش": (1, "year"),
    },
    "ur": {
        "3 گھنٹے پہلے": (3, "hour"), "ایک دن پہلے": (1, "day"), "۵ منٹ قبل": (5, "minute"), "دو ہفتے پہلے": (2, "week"),
        "چھ ماہ قبل": (6, "month"), "دس سال پہلے": (10, "year"),
    },
    "ps": {
        "۵ ساعته مخکې": (5, "hour"), "دوه ورځې وړاندې": (2, "day"), "یوه اونۍ مخکې": (1, "week"), "۱۰ دقیقې مخکې": (10, "minute"),
        "درې میاشتې مخکې": (3, "month"), "یو کال مخکې": (1, "year"),
    },
    "tr": {
        "2 dk önce": (2, "minute"), "3 saat önce": (3, "hour"), "bir gün önce": (1, "day"), "iki hafta önce": (2, "week"),
        "yaklaşık 5 ay önce": (5, "month"), "on yıl önce": (10, "year"), "3 sa": (3, "hour"),
    },
    "hi": {
        "३ घंटे पहले": (3, "hour"), "एक दिन पहले": (1, "day"), "5 मिनट पहले": (5, "minute"), "दो सप्ताह पहले": (2, "week"),
        "लगभग 3 महीने पहले": (3, "month"), "दस साल पहले": (10, "year"),
    },
    "bn": {
        "৩ ঘণ্টা আগে": (3, "hour"), "একদিন আগে": (1, "day"), "দুই দিন আগে": (2, "day"), "৫ মিনিট আগে": (5, "minute"),
        "এক সপ্তাহ আগে": (1, "week"), "প্রায় ৩ মাস আগে": (3, "month"), "দশ বছর আগে": (10, "year"),
    },
    "fr": {
        "il y a 3 heures": (3, "hour"), "il y a une semaine": (1, "week"), "il y a environ 2 ans": (2, "year"), "il y a 5 min": (5, "minute"),
        "3 j": (3, "day"), "il y a deux mois": (2, "month"),
    },
    "de": {
        "vor 3 Std.": (3, "hour"), "vor einer Stunde": (1, "hour"), "vor zwei Tagen": (2, "day"), "vor 5 Minuten": (5, "minute"),
        "vor über 2 Jahren": (2, "year"), "vor 3 Minute(n)": (3, "minute"), "vor einem Monat": (1, "month"), "2 Wo.": (2, "week"),
    },
    "es": {
        "hace 2 días": (2, "day"), "hace una hora": (1, "hour"), "hace unos 3 meses": (3, "month"), "hace diez minutos": (10, "minute"),
        "2 semanas atrás": (2, "week"), "hace un año": (1, "year"),
    },
    "pt": {
        "há 3 dias": (3, "day"), "2 horas atrás": (2, "hour"), "faz uma semana": (1, "week"), "há cerca de 2 meses": (2, "month"),
        "há 10 minutos": (10, "minute"), "há um ano": (1, "year"),
    },
    "it": {
        "2 ore fa": (2, "hour"), "un'ora fa": (1, "hour"), "tre giorni fa": (3, "day"), "circa 2 mesi fa": (2, "month"),
        "5 minuti fa": (5, "minute"), "una settimana fa": (1, "week"), "un anno fa": (1, "year"),
    },
    "ru": {
        "3 часа назад": (3, "hour"), "час назад": (1, "hour"), "две недели назад": (2, "week"), "5 мин. назад": (5, "minute"),
        "около 2 месяцев назад": (2, "month"), "5 лет назад": (5, "year"), "3 дн": (3, "day"),
    },
    "id": {
        "2 jam yang lalu": (2, "hour"), "sejam lalu": (1, "hour"), "3 hari lalu": (3, "day"), "dua minggu yang lalu": (2, "week"),
        "sekitar 5 bulan lalu": (5, "month"), "setahun lalu": (1, "year"), "5 mnt": (5, "minute"),
    },
    "he": {"לפני 3 שעות": (3, "hour"), "לפני יומיים": (2, "day"), "לפני חודש": (1, "month")},
}  # fmt: skip
CASES = [(language, text, ago) for language, times in SAID.items() for text, ago in times.items()]


@pytest.mark.parametrize(("language", "text", "ago"), CASES)
def test_a_distance_is_read_in_every_language(language, text, ago):
    assert parse_relative(text, (language,)) == Ago(*ago)


@pytest.mark.parametrize(
    ("language", "text", "ago"), [c for c in CASES if c[1] not in {"3 j", "3 sa", "3 дн", "5 mnt"}]
)
def test_nor_need_the_language_be_known(language, text, ago):
    assert parse_relative(text) == Ago(*ago)


NOW = [
    "just now", "a moment ago", "الآن", "همین الان", "ابھی", "اوس", "az önce", "अभी", "এইমাত্র", "à l'instant",
    "gerade eben", "ahora mismo", "agora mesmo", "adesso", "только что", "baru saja",
]  # fmt: skip
YESTERDAY = [
    "yesterday", "أمس", "دیروز", "گزشتہ روز", "پرون", "dün", "कल", "গতকাল", "hier", "gestern", "ayer", "ontem", "ieri",
    "вчера", "kemarin",
]  # fmt: skip


@pytest.mark.parametrize("text", NOW)
def test_now_is_exact_to_the_minute(text):
    assert parse_relative(text) == Ago(0, "minute")


@pytest.mark.parametrize("text", YESTERDAY)
def test_yesterday_is_one_day_and_keeps_a_time_of_day_beside_it(text):
    assert parse_relative(text) == Ago(1, "day")
    assert parse_relative(f"{text} 14:05") == Ago(1, "day", "T14:05")


@pytest.mark.parametrize(
    "text",
    ["3 days ago at 2:05 pm", "vor 3 Tagen um 14:05 Uhr", "il y a 3 jours à 14h05", "hace 3 días a las 14:05",
     "3 дня назад в 14:05", "3 giorni fa alle 14:05"],
)  # fmt: skip
def test_the_time_of_day_after_a_number_of_days_is_kept(text):
    assert parse_relative(text) == Ago(3, "day", "T14:05")


@pytest.mark.parametrize(
    "text",
    ["• 3 hours ago", "3 hours ago (edited)", "Posted 3 hours ago |", "3 Hours Ago.", "(3 hours ago)", "3h",
     "3 hours ago (edited 1 hour ago)", "Edited · 3h"],
)  # fmt: skip
def test_what_pages_put_around_a_time_is_no_part_of_it(text):
    assert parse_relative(text) == Ago(3, "hour")


@pytest.mark.parametrize(
    ("text", "unit"),
    [("a few minutes ago", "hour"), ("il y a quelques heures", "day"), ("несколько дней назад", "week"),
     ("vor einigen Wochen", "month"), ("منذ عدة أشهر", "year")],
)  # fmt: skip
def test_a_number_that_is_not_told_leaves_the_next_longer_unit(text, unit):
    assert parse_relative(text) == Ago(0, unit)


@pytest.mark.parametrize(
    "text",
    ["I was there 3 years ago and saw it", "Bob 3 hours ago", "one day", "years ago", "in 3 hours", "3", "", "ago",
     "day", "14:05", "3 hours and a half", "July 7, 2012", "300 years ago", "week by week", "قبل الحرب", "прошло 3 часа",
     "that was 3 days ago at 14:05", "1.5 hours ago", "x" * 1_000_000],
)  # fmt: skip
def test_anything_else_is_no_distance(text):
    assert parse_relative(text) is None


def test_letters_that_mean_other_units_in_turkish_are_not_read_there():
    assert parse_relative("3s") == Ago(3, "second")
    assert parse_relative("3s", ("tr",)) is None


def test_the_language_settles_what_an_abbreviation_means():
    assert parse_relative("5 hr", ("id",)) == Ago(5, "day")
    assert parse_relative("5 hr", ("en", "id")) == Ago(5, "hour")


@pytest.mark.parametrize(
    ("ago", "base", "moment", "precision"),
    [
        (Ago(3, "hour"), "2023-07-26T14:05", "2023-07-26T11", "hour"),
        (Ago(3, "hour"), "2023-07-26T14:05:30+02:00", "2023-07-26T11+02:00", "hour"),
        (Ago(3, "hour"), "2023-07-26", "2023-07-26", "day"),
        (Ago(20, "hour"), "2023-07-26", "2023-07-25", "day"),
        (Ago(5, "minute"), "2023-07-26T14", "2023-07-26T14", "hour"),
        (Ago(30, "second"), "2023-07-26T00:00:10Z", "2023-07-25T23:59:40Z", "second"),
        (Ago(1, "day"), "2023-03-01T09:00", "2023-02-28", "day"),
        (Ago(1, "day", "T14:05"), "2023-03-01", "2023-02-28T14:05", "minute"),
        (Ago(1, "day", "T14:05"), "2023-03", "2023-03", "month"),
        (Ago(2, "week"), "2023-07-26T14:05", "2023-07-12", "week"),
        (Ago(1, "month"), "2023-03-31", "2023-02", "month"),
        (Ago(7, "month"), "2023-03-31", "2022-08", "month"),
        (Ago(2, "year"), "2024-02-29", "2022", "year"),
        (Ago(3, "day"), "2023", "2023", "year"),
        (Ago(0, "minute"), "2023-07-26T14:05", "2023-07-26T14:05", "minute"),
    ],
)
def test_no_more_is_stated_than_unit_and_base_give(ago, base, moment, precision):
    assert count_back(ago, base) == (moment, precision)


@pytest.mark.parametrize("base", ["", "yesterday", "26.07.2023", "2023-7-1"])
def test_a_base_that_is_no_date_is_an_error(base):
    with pytest.raises(ValueError, match="ISO 8601"):
        count_back(Ago(1, "day"), base)


def test_there_is_nothing_before_the_year_1():
    with pytest.raises(ValueError, match="before the year 1"):
        count_back(Ago(5, "year"), "0003-01-01")


@given(st.text(max_size=80))
def test_any_text_is_a_distance_or_none(text):
    ago = parse_relative(text)
    assert ago is None or count_back(ago, "2023-07-26T14:05")


UNITS = ["second", "minute", "hour", "day", "week", "month", "year"]


@given(st.integers(0, 90), st.sampled_from(UNITS), st.datetimes(datetime(1970, 1, 1)))
def test_what_is_longer_ago_is_no_later(amount, unit, base):
    now = base.isoformat(timespec="minutes")
    later, earlier = (count_back(Ago(n, unit), now)[0] for n in (amount, amount + 1))
    assert earlier <= later <= now
