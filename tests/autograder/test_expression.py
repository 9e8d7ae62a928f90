"""What is written can be pasted, and gives the very value again."""

import math

import numpy as np
import pytest

from autograder.engine.expression import CUT, shown_as, written
from autograder.laws import noise, signal

SPACE = {"np": np, "math": math, "noise": noise, "signal": signal}


@pytest.mark.parametrize(
    "value",
    [
        3,
        0.1 + 0.2,
        math.nan,
        -math.inf,
        1 - 2j,
        complex(-0.0, 0.0),
        True,
        None,
        "hann",
        np.float32(0.1),
        np.uint16(440),
        [1.0, math.nan],
        [[0.0, 1.0], [0, 1]],
        (1.0,),
        np.zeros(0),
        np.zeros((0, 3)),
        np.array([0.1, math.inf]),
        np.array([1, 2], dtype=np.int16),
        np.array([[1 + 2j, -0.5j], [0j, 1e-300 + 0j]]),
        np.array([complex(-0.0, 0.0)]),
        np.full((2, 40), 0.3),
        np.zeros(100, dtype=np.float32),
        np.arange(40) / 48000,
        0.25 + np.arange(100) * 0.1,
        np.arange(1000),
        0.5 * noise(3, 100),
        -noise(3, 100)[::-1],
        noise(3, 100)[:40],
        np.append(np.zeros(7), 2 * noise(3, 100)),
        np.stack([0.5 * noise(3, 100), np.zeros(100)]),
        np.tile(signal("sine", 1, 20), 3),
        np.random.default_rng(0).random(60),
    ],
    ids=repr,
)
def test_what_is_written_gives_the_value_again(value):
    noise(3, 100), signal("sine", 1, 20)  # described lately, whatever else was since
    text = written(value)
    again = eval(text, dict(SPACE))
    assert type(again) is type(value) and CUT not in text
    one, other = np.asarray(value), np.asarray(again)
    assert one.dtype == other.dtype and one.shape == other.shape
    if one.dtype.kind in "iufc":
        assert one.tobytes() == other.tobytes() or math.isnan(np.sum(one))
        assert np.array_equal(one, other, equal_nan=True)
    assert len(text) < 90 or one.size <= 64


def test_a_long_array_without_a_text_is_cut():
    assert CUT in written(np.random.default_rng(0).random(100))


def test_whoever_makes_a_value_says_how():
    x = shown_as(np.random.default_rng(0).random(100), "np.random.default_rng(0).random(100)")
    assert np.array_equal(eval(written(x), dict(SPACE)), x)
    assert CUT in written(x.copy() ** 2)
