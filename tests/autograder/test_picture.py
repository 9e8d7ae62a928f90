"""The picture of a failure: drawn where it helps, left out where it cannot be, never an error."""

import re

import numpy as np
import pytest

from autograder.engine.picture import picture_html, sketch
from autograder.engine.results import Failure
from autograder.laws.assertions import Compared


def numbers(*pairs, unit="dB"):
    survey = [Compared(np.array(w), np.array(g), unit) for w, g in pairs]
    return Failure("wrong", {}, compared=survey[0] if survey else None, survey=survey)


def curve(expected, got, **about):
    return Failure("wrong", {}, compared=Compared(np.asarray(expected), np.asarray(got), **about))


def alt(html):
    return re.search(r'alt="([^"]+)"', html)[1]


def test_numbers_are_drawn_over_the_expected_ones():
    html = picture_html(numbers((20.0, 10.0), (0.0, 0.0), (40.0, 20.0)))
    assert "expected 20, yours 10" in alt(html) and "(dB)" in alt(html)
    assert "data:image/png" in html and "<script" not in html


@pytest.mark.parametrize(
    "pairs", [((20.0, 21.0), (0.0, 1.0), (40.0, 41.0)), ((1.0, 0.99), (1e-3, 0.99e-3), (10.0, 9.9))]
)
def test_numbers_too_near_for_the_eye_are_drawn_as_differences(pairs):
    assert alt(picture_html(numbers(*pairs))).startswith("How far your answers are")


def test_a_number_is_not_sketched():
    assert sketch(numbers((20.0, 10.0), (0.0, 0.0), (40.0, 20.0))) == []


def test_a_curve_says_where_it_is_worst_in_its_own_unit():
    t = np.arange(100) / 100
    html = picture_html(curve(np.sin(t), np.sin(t) + (t == 0.25), unit="Pa", at=t, at_unit="s"))
    assert "largest at 0.25 s: expected 0.247404, yours 1.2474 (Pa)" in alt(html)


def test_few_numbers_are_those_of_this_example_alone():
    pair, other = (
        Compared(np.array(w), np.array(g)) for w, g in (((1, 2), (1, 5)), ((7, 8), (7, 9)))
    )
    rows = sketch(Failure("wrong", {}, compared=pair, survey=[pair, other]))
    assert rows == [("expected", "1, 2"), ("yours", "1, 5")]


def test_few_numbers_have_the_digits_that_tell_them_apart_and_no_rounding():
    failure = curve([1.0, 2.0, 0.0], [1.0, 2.0 + 1e-9, -1e-16], bound=1e-12)
    assert sketch(failure) == [("expected", "1,           2, 0"), ("yours", "1, 2.000000001, 0")]


def test_a_small_table_is_told_by_rows():
    assert sketch(curve([[1.0, 2.0], [3.0, 4.0]], [[1.0, 3.0], [2.0, 4.0]], unit="Pa")) == [
        ("expected", "[[1, 2], [3, 4]] Pa"),
        ("yours", "[[1, 3], [2, 4]] Pa"),
    ]


def test_a_curve_is_sketched_as_blocks():
    got = np.arange(10.0)
    got[9] = np.nan
    rows = dict(sketch(curve(np.arange(10.0), got, unit="Pa")))
    assert rows == {"expected": "▁▂▃▃▄▅▆▆▇█", "yours": "▁▂▃▃▄▅▆▆▇×  0 to 9 Pa"}


def test_what_is_right_has_the_bars_of_what_is_expected():
    got = np.full(10, 0.5)
    got[3], got[4:] = 0.9, 0.5 - 1e-16
    rows = dict(sketch(curve(np.full(10, 0.5), got, bound=1e-12)))
    assert rows == {"expected": "▁" * 10, "yours": "▁▁▁█▁▁▁▁▁▁  0.5 to 0.9"}


def test_bars_that_show_no_difference_are_left_out():
    x = np.linspace(0, 1, 10)
    assert sketch(curve(x, x + 1e-6)) == []


def test_rounding_far_below_does_not_flatten_decibels():
    x = np.array([0.0, 6.0, 0.0, -20.0, -40.0, -20.0, 0.0, 6.0, -60.0, 0.0])
    rows = dict(sketch(curve(x, x * 1.5, unit="dB")))
    deep = x.copy()
    deep[8] = -318.0
    assert len(set(dict(sketch(curve(deep, deep * 1.5, unit="dB")))["expected"])) >= 3
    assert len(set(rows["expected"])) >= 3


def test_a_long_curve_is_not_sketched():
    assert sketch(curve(np.zeros(1000), np.ones(1000))) == []


def test_a_sound_has_two_players():
    t = np.arange(2400) / 24000
    html = picture_html(curve(np.sin(600 * t), np.cos(600 * t), fs=24000))
    assert html.count("<audio") == 2 and "yours" in html and "expected" in html


@pytest.mark.parametrize(
    "failure",
    [
        Failure("no numbers at all", {}),
        numbers((20.0, 10.0)),
        numbers((20.0, 10.0), (20.0, 10.0), (20.0, 10.0)),
        numbers((1.0, np.nan), (2.0, np.inf), (3.0, 3.0)),
        curve([0.0, 1.0, 2.0, 3.0], [0.0, np.nan, 2.0, 3.0]),
        curve(np.zeros((2, 3, 3)), np.ones((2, 3, 3))),
        curve(np.zeros(0), np.zeros(0)),
    ],
)
def test_what_cannot_be_drawn_is_left_out(failure):
    assert picture_html(failure) == ""
    sketch(failure)


def test_silence_has_no_player_but_the_rest_stays():
    html = picture_html(curve(np.ones(4800), np.zeros(4800), fs=24000))
    assert html.count("<audio") == 1 and "data:image/png" in html


def test_a_short_counterexample_borrows_a_longer_one():
    failure = curve([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 5.0])
    x = np.arange(20.0)
    failure.survey = [Compared(x, x + 1)]
    assert "20 values" in alt(picture_html(failure))


def test_planes_are_drawn_side_by_side_with_the_worst_place_in_words():
    right = np.arange(12.0).reshape(3, 4)
    wrong = right + 5 * (right == 6)
    html = picture_html(curve(right, wrong, unit="dB"))
    assert "3 rows of 4" in alt(html) and "row 1, column 2: expected 6, yours 11 (dB)" in alt(html)
    assert picture_html(curve(right, wrong * np.nan)) == ""
