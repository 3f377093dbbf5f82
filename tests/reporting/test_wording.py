"""How words are inflected and numbers written."""

import pytest

from comments.reporting.wording import interval, percent, say


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
