"""Tone along a thread: a running mean by hand, and when none is drawn."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.study.thread import tone_along, trend_window


def thread(tones):
    """Comments in page order with the given tones; None is an abstention."""
    known = pd.Series(tones, dtype="float64")
    return pd.DataFrame(
        {
            "position": range(1, len(tones) + 1),
            "hostility": pd.array([None if tone is None else 0 for tone in tones], dtype="float64"),
            "p_positive": known.clip(lower=0),
            "p_negative": (-known).clip(lower=0),
        }
    )


tones = st.lists(st.none() | st.floats(-1, 1, width=32), max_size=60)


def test_tone_is_the_probability_of_positive_minus_that_of_negative():
    found = tone_along(thread([0.5, -0.25, 0.0]))
    assert found.points["tone"].tolist() == [0.5, -0.25, 0.0]


def test_the_trend_of_twelve_comments_is_the_mean_of_five():
    found = tone_along(thread([0, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0]))
    assert found.window == 5
    # In the middle two neighbours on each side; at the ends as many as there are.
    assert found.points["trend"].round(3).tolist() == [
        *(0, 0, 0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4, 0.25, 0)
    ]


@pytest.mark.parametrize(
    ("n", "window"), [(0, None), (9, None), (10, 5), (12, 5), (40, 11), (100, 25), (1000, 251)]
)
def test_the_window_is_a_quarter_of_the_comments_and_odd(n, window):
    assert trend_window(n) == window


@given(st.lists(st.none() | st.floats(-1, 1, width=32), max_size=9))
def test_under_ten_comments_have_no_trend(few):
    found = tone_along(thread(few))
    assert found.window is None
    assert found.points["trend"].isna().all()


@given(tones)
def test_the_trend_stays_within_the_tones(found_tones):
    points = tone_along(thread(found_tones)).points.dropna(subset="trend")
    scored = [tone for tone in found_tones if tone is not None]
    assert (points["trend"] >= min(scored, default=0) - 1e-9).all()
    assert (points["trend"] <= max(scored, default=0) + 1e-9).all()


@given(tones, st.randoms(use_true_random=False))
def test_rows_in_any_order_give_the_same_thread(found_tones, random):
    comments = thread(found_tones)
    order = random.sample(range(len(comments)), len(comments))
    pd.testing.assert_frame_equal(
        tone_along(comments).points, tone_along(comments.iloc[order]).points
    )


def test_comments_that_were_not_scored_have_a_place_but_no_tone():
    found = tone_along(thread([0.5, None, *[0.5] * 10]))
    assert found.points["position"].tolist() == list(range(1, 13))
    assert np.isnan(found.points["tone"][1])
    assert np.isnan(found.points["trend"][1])
    assert found.points["trend"].notna().sum() == 11
