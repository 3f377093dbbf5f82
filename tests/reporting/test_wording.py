"""The catalogue of words, and how numbers are written."""

from pathlib import Path

import pytest

import comments.reporting
from comments.records import (
    FRAMES,
    FRAMINGS,
    HOSTILITY_LEVELS,
    HOSTILITY_TARGETS,
    HOSTILITY_TYPES,
    SENTIMENTS,
)
from comments.reporting.wording import ENGLISH, interval, percent, say

CLASSES = {
    "sentiment": SENTIMENTS,
    "hostility": HOSTILITY_LEVELS,
    "hostility_from": ("uncivil", "hostile"),
    "sectarian": FRAMINGS,
    "hostility_types": HOSTILITY_TYPES,
    "hostility_target": HOSTILITY_TARGETS,
    "frames": FRAMES,
}


@pytest.mark.parametrize("measure", CLASSES)
def test_every_class_of_the_codebook_has_a_name(measure):
    assert {f"{measure}.{value}" for value in CLASSES[measure]} <= ENGLISH.keys()


def test_every_text_of_the_catalogue_is_used():
    folder = Path(comments.reporting.__file__).parent
    code = "".join(
        file.read_text("utf-8") for file in folder.glob("*.py") if file.name != "wording.py"
    )
    named = {key for key in ENGLISH if "." not in key and key not in CLASSES}
    assert not [key for key in named if f'"{key}"' not in code]


@pytest.mark.parametrize(
    ("share", "n", "written"),
    [
        (1 / 3, 12, "33%"),
        (0.125, 40, "13%"),
        (0.175, 40, "18%"),
        (1 / 3, 2000, "33.3%"),
        (0, 12, "0%"),
        (1, 5000, "100.0%"),
    ],
)
def test_percentages_have_no_more_digits_than_comments_can_bear(share, n, written):
    assert percent(share, n) == written


def test_an_interval_names_its_two_ends():
    assert interval(0.4677, 0.9111, 12) == "47–91%"


def test_one_thing_and_several_things_are_worded_apart():
    assert say("summary_repeats", n=1) == "1 comment repeats an earlier one and is counted."
    assert say("summary_repeats", n=1200).startswith("1,200 comments repeat")
