"""Colour, shape and hatch of each class, so that it is told apart in colour and in grey print.

Colours are those of Okabe & Ito 2008, "Color Universal Design", distinguishable with the common
colour deficiencies; from civil to violent they also grow darker or fuller in grey.
"""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1a1a1a"
SOFT_INK = "#595959"
"""Grey text; 7:1 on white, where WCAG 2.2 asks for 4.5:1."""
RULE = "#bfbfbf"
GRID = "#d9d9d9"
AXIS_INK = "#8c8c8c"

BLUE = "#0072b2"
GREEN = "#009e73"
GREY = "#767676"
ORANGE = "#e69f00"
VERMILION = "#d55e00"


@dataclass(frozen=True, slots=True)
class Mark:
    """How a class is drawn: `marker` and `hatch` in matplotlib's notation."""

    colour: str
    marker: str = "o"
    fill: bool = True
    hatch: str = ""


PLAIN = Mark(BLUE)

MARKS = {
    ("hostility", "civil"): Mark(BLUE, "o", fill=False),
    ("hostility", "uncivil"): Mark(ORANGE, "^", hatch="...."),
    ("hostility", "hostile"): Mark(VERMILION, "s", hatch="//////"),
    ("hostility", "violent"): Mark(INK, "D"),
    ("hostility_from", "uncivil"): Mark(ORANGE, "^"),
    ("hostility_from", "hostile"): Mark(VERMILION, "s"),
    ("sentiment", "negative"): Mark(VERMILION, "o"),
    ("sentiment", "neutral"): Mark(GREY, "o"),
    ("sentiment", "positive"): Mark(BLUE, "o"),
    ("sectarian", "none"): Mark(GREY, "o", fill=False),
    ("sectarian", "mention"): Mark(GREY, "o"),
    ("sectarian", "sectarian"): Mark(VERMILION, "o"),
    ("sectarian", "bridging"): Mark(GREEN, "o"),
}
"""Mark of (measure, class); every other class is drawn `PLAIN`."""


def mark(measure: str, value: str) -> Mark:
    """The mark of one class."""
    return MARKS.get((measure, value), PLAIN)
