"""What the vocabulary says when a law breaks: one sentence, for every kind of wrong answer."""

import math

import numpy as np
import pytest

from autograder.engine.subject import Crashed, Other, Subject, local
from autograder.laws import array, at_most, close, equal, number, refuses
from autograder.laws.broken import Broken


def said(call, *args, **kwargs):
    with pytest.raises(Broken) as caught:
        call(*args, **kwargs)
    return caught.value.sentence


@pytest.mark.parametrize(
    "got, sentence",
    [
        (None, "The function returned nothing: is its `return` missing?"),
        ([1.0], "The function returned a list, expected one number: return the number itself."),
        ("loud", "The function returned a str, expected one number."),
        (Other("DataFrame"), "The function returned a DataFrame, expected one number."),
        (True, "The function returned True or False, expected one number."),
        (1j, "The answer is complex, expected one number that is real."),
        (np.ones(3), "The function returned an array of shape (3,), expected one number."),
        (math.nan, "The answer is NaN (not a number)."),
        (12.5, "Expected 3.5 Pa, got 12.5 Pa."),
        (math.inf, "Expected 3.5 Pa, got inf Pa."),
    ],
)
def test_a_wrong_number_has_its_own_sentence(got, sentence):
    assert said(close, got, 3.5, unit="Pa", because="why") == sentence


@pytest.mark.parametrize(
    "got, sentence",
    [
        (
            [1.0, 2.0],
            "The function returned a list, expected an array of shape (2,): turn it into an "
            "array with np.array.",
        ),
        (1.0, "The function returned one number, expected an array of shape (2,)."),
        (
            np.ones((2, 1)),
            "The function returned an array of shape (2, 1), expected an array of shape (2,).",
        ),
        (np.array([1.0, math.nan]), "The answer is NaN (not a number) at index 1."),
        (np.array([1.0, 3.0]), "Expected 2 at index 1, got 3."),
        (np.array(["a", "b"]), "The answer has dtype <U1, expected an array of shape (2,)."),
    ],
)
def test_a_wrong_array_has_its_own_sentence(got, sentence):
    assert said(close, got, np.array([1.0, 2.0]), because="why") == sentence


@pytest.mark.parametrize("got", [2, 2.0, np.float32(2), np.int64(2), np.array(2.0)])
def test_every_kind_of_real_number_is_one(got):
    close(got, 2.0, because="the same number")
    number(got)


def test_nearly_right_answers_show_enough_digits_and_the_tolerance():
    with pytest.raises(Broken) as caught:
        close(1.0 + 1e-9, 1.0, rtol=1e-12, because="rounding")
    assert caught.value.sentence == "Expected 1, got 1.000000001."
    assert caught.value.tolerance == "1e-12 relative"


def test_the_worst_sample_is_reported():
    got, want = np.array([1.0, 2.1, 9.0]), np.array([1.0, 2.0, 3.0])
    assert said(close, got, want, because="why") == "Expected 3 at index 2, got 9."


def test_infinities_are_equal_to_themselves_only():
    equal(-math.inf, -math.inf, because="silence")
    assert said(equal, -200.0, -math.inf, because="silence") == "Expected -inf, got -200."


def test_number_and_array_want_finite_values():
    assert said(number, math.inf) == "The answer is inf, expected a finite number."
    assert said(array, np.array([0.0, math.nan]), 2) == "The answer has NaN at index 1."


def test_at_most():
    at_most(1.0, 1.0, because="equal is allowed")
    assert said(at_most, 2.0, 1.0, unit="dB", because="x") == "Expected at most 1 dB, got 2 dB."
    assert said(at_most, math.nan, 1.0, because="x") == "The answer is NaN (not a number)."


def test_refuses_wants_a_value_error():
    def refusing(kind):
        if kind:
            raise kind("no")
        return 3.0

    subject = Subject("f", local(refusing))
    refuses(subject, ValueError, because="bad")
    assert said(refuses, subject, None, because="bad") == (
        "Expected a ValueError (bad), but it returned 3."
    )
    assert said(refuses, subject, KeyError, because="bad").startswith(
        "Expected a ValueError (bad), but it stopped with KeyError"
    )


def test_arguments_arrive_read_only_and_as_copies():
    x = np.zeros(3)

    def writes(x):
        x[0] = 1

    with pytest.raises(Crashed, match="read-only") as caught:
        Subject("f", local(writes))(x)
    assert caught.value.source == "x[0] = 1"
    assert x.flags.writeable and not x.any()


def test_a_list_that_is_changed_in_place_is_a_copy():
    room = [[4.0, 3.0]]

    def writes(x):
        x *= 3
        x[0].append(0.0)

    Subject("f", local(writes))(room)
    assert room == [[4.0, 3.0]]


class TestComplexAnswers:
    @pytest.mark.parametrize("got", [1 + 2j, np.complex64(1 + 2j), np.array(1 + 2j)])
    def test_a_complex_number_is_close_to_itself(self, got):
        close(got, 1 + 2j, because="exact")

    def test_the_part_that_is_further_off_is_told(self):
        with pytest.raises(Broken, match=r"^Expected 0 in the imaginary part at 440 Hz, got 1\.$"):
            close(
                np.array([1 + 2j, 3 + 1j]),
                np.array([1 + 2j, 3.01]),
                because="exact",
                at=[0, 440],
                at_unit="Hz",
            )

    @pytest.mark.parametrize("bad", [np.nan, 1j * np.inf, complex(0, np.nan)])
    def test_a_part_that_is_no_number_breaks(self, bad):
        with pytest.raises(Broken):
            close(np.array([bad, 1]), np.array([0j, 1]), because="exact", atol=1.0)
        with pytest.raises(Broken):
            array(np.array([bad, 1]), 2, dtype=complex)
        with pytest.raises(Broken):
            number(bad, dtype=complex)

    def test_where_a_real_answer_is_expected_a_complex_one_breaks(self):
        with pytest.raises(Broken, match="is complex"):
            close(np.array([1 + 0j]), np.array([1.0]), because="exact")

    def test_an_index_in_two_dimensions_is_a_row_and_a_column(self):
        with pytest.raises(Broken, match=r"at index \(1, 2\)"):
            close(np.eye(3), np.eye(3) + [[0, 0, 0], [0, 0, 1], [0, 0, 0]], because="exact")
