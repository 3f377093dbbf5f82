"""The solar Hijri calendar of Iran and Afghanistan."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(),
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت".split(),
    "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب".split(),
)
"""Months of the solar calendar as named in Iran, in Afghanistan in Dari, and in Pashto."""


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a date in the solar Hijri calendar; ValueError where there is none.

    Algorithm: K. M. Borkowski, "The Persian calendar for 3000 years", Earth, Moon and Planets 74
    (1996), in its 33-year approximation, exact for the years 1343 to 1472.

    1402-05-14 -> 2023-08-05
    """
    lengths = [31] * 6 + [30] * 5 + [30 if year % 33 in {1, 5, 9, 13, 17, 22, 26, 30} else 29]
    if not (1 <= month <= 12 and 1 <= day <= lengths[month - 1] and 1300 <= year < 1500):
        raise ValueError(f"{year}-{month}-{day} is not a day of the solar Hijri calendar")
    leaps = sum(y % 33 in {1, 5, 9, 13, 17, 22, 26, 30} for y in range(1300, year))
    days = (year - 1300) * 365 + leaps + sum(lengths[: month - 1]) + day - 1
    return date.fromordinal(date(1921, 3, 21).toordinal() + days)
