"""Laws are run, scored, shrunk and mistakes named, on the tiny course."""

import os

import numpy as np
import pytest
from tiny import write_course

from autograder.course import record
from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.page import exercise_html
from autograder.engine.quiet import quiet
from autograder.engine.subject import Died, TimedOut, local
from autograder.engine.words import exercise_text, headline


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    course = write_course(tmp_path_factory.mktemp("course"))
    return ModuleChecker(course, course.modules[0])


def examine(checker, function, **options):
    return checker.examine("double", local(function), **options)


def test_a_right_function_earns_everything(checker):
    result = examine(checker, lambda x: np.asarray(x) * 2.0)
    assert (result.status, result.score) == (results.PASSED, 10.0)
    assert exercise_text(result, {}, show="show(double)") == (
        "double: all 4 public properties passed (10 of 10 points).\n\n"
        "See how the course does it: show(double)"
    )


def test_a_failed_law_costs_its_share(checker):
    def wrong_for_long(x):
        return 2.0 * np.asarray(x) + (len(x) > 10)

    result = examine(checker, wrong_for_long)
    assert result.status == results.FAILED
    assert [p.passed for p in result.properties] == [True, True, False, False]
    assert result.score == 5.0


def test_the_counterexample_is_the_smallest(checker):
    result = examine(checker, lambda x: 2.0 * np.asarray(x) + (len(x) > 10))
    assert result.first_failure.failure.example == {"seed": 0, "n": 11}


def test_a_failed_anchor_earns_nothing(checker):
    result = examine(checker, lambda x: 3 * np.asarray(x))
    assert result.score == 0.0 and result.properties[0].passed
    assert "Points come once the known values are right, too." in headline(result)


def test_nothing_is_run_after_a_failed_shape_check(checker):
    result = examine(checker, lambda x: 2.0)
    assert len(result.properties) == 1 and result.score == 0.0
    assert "3 more were not run: they build on this one." in exercise_text(result, {})


def test_a_mistake_is_named(checker):
    result = examine(checker, lambda x: 1.5 * np.asarray(x) ** 2)
    assert result.first_failure.misconception == "GA-01"
    assert "Probably mistake GA-01: That is the square." in exercise_text(result, {})


def test_an_unknown_mistake_is_not_named(checker):
    assert examine(checker, lambda x: np.asarray(x) ** 3).first_failure.misconception is None


def test_a_right_formula_with_one_bad_case_is_not_taken_for_a_misconception(checker):
    def crashes_for_one_sample(x):
        if len(x) == 1:
            raise IndexError("one sample")
        return 2.0 * np.asarray(x)

    result = examine(checker, crashes_for_one_sample)
    assert result.status == results.ERROR
    assert result.first_failure.misconception is None


def test_not_written_is_no_error(checker):
    def stub(x):
        raise NotImplementedError

    result = examine(checker, stub)
    assert result.status == results.NOT_WRITTEN and result.properties == []
    assert exercise_text(result, {}).startswith("double is not written yet.")


def test_a_crash_is_shown_at_the_learners_line(checker):
    def crashes(x):
        y = x / 2
        return y.nothing

    sentence = examine(checker, crashes).first_failure.failure.sentence
    assert "AttributeError" in sentence and "`return y.nothing`" in sentence


def test_an_argument_changed_in_place_is_said_so(checker):
    def in_place(x):
        x *= 2
        return x

    sentence = examine(checker, in_place).first_failure.failure.sentence
    assert sentence.startswith("The function changes its argument in place")


@pytest.mark.parametrize(
    "trouble, status", [(TimedOut("late"), results.TIMEOUT), (Died("gone"), results.KILLED)]
)
def test_a_lost_worker_ends_the_exercise(checker, trouble, status):
    def lost(*args):
        raise trouble

    result = checker.examine("double", lost)
    assert result.status == status and result.score == 0.0


def test_a_right_function_that_is_too_slow_is_told_so(checker):
    calls = iter(range(100))

    def slow(x):
        if next(calls) == 99:
            raise TimedOut("late")
        return 2 * np.asarray(x, dtype=float)

    result = checker.examine("double", slow)
    assert result.first_failure.failure.sentence == "Right so far, but too slow. late"


def test_laws_that_hold_for_anything_earn_nothing(checker):
    known = {1.0: 2.0}  # the anchor by heart, and zero for the rest: linear, of the right shape

    def by_heart(x):
        return np.array([known.get(v, 0.0) for v in np.asarray(x).ravel()]).reshape(np.shape(x))

    result = examine(checker, by_heart)
    gates = [p for p in result.properties if p.kind in ("shape", "anchor")]
    assert all(p.passed for p in gates) and result.first_failure and result.score == 0.0


def test_prints_and_warnings_do_not_reach_the_page(checker, capsys):
    def noisy(x):
        print("debugging")
        return np.log(np.asarray(x) * 0) + 1

    examine(checker, noisy)
    assert capsys.readouterr() == ("", "")


def test_without_the_live_reference_recorded_answers_serve(checker):
    checker_in_class = ModuleChecker(checker.course, checker.module)
    checker_in_class.solution = None
    assert examine(checker_in_class, lambda x: 2.0 * np.asarray(x)).status == results.PASSED
    wrong = examine(checker_in_class, lambda x: np.where(np.ones_like(x) > 0, np.abs(x) * 2, 0))
    assert "agrees_with_the_reference" in [p.name for p in wrong.properties if not p.passed]


def test_the_html_form_is_inert(checker):
    def hostile(x):
        raise ValueError("<script>alert(1)</script>")

    html = exercise_html(examine(checker, hostile), {})
    assert "<script" not in html and "&lt;script&gt;" in html


def test_another_seed_draws_other_examples_the_same_way_twice(checker):
    one, again = (record.record(checker.course, checker.module, 99) for _ in range(2))
    assert one == again
    public = record.record(checker.course, checker.module)
    assert public["exercises"] != one["exercises"]


def test_what_libraries_write_past_python_is_not_shown(capfd):
    with quiet():
        os.write(2, b"** On entry to DLASCL parameter number 4 had an illegal value")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


def test_a_view_that_cannot_be_written_is_no_argument_that_is_changed(checker):
    def writes_a_view(x):
        frames = np.lib.stride_tricks.sliding_window_view(np.array(x, dtype=float), 1)
        frames *= 2
        return frames[:, 0]

    sentence = examine(checker, writes_a_view).first_failure.failure.sentence
    assert sentence.startswith("The function stopped with ValueError: output array is read-only")
    assert "sliding_window_view" in sentence and "Work on a copy" not in sentence


def test_single_precision_is_called_that(checker):
    def single(x):
        return np.asarray(x, dtype=np.float32) * np.float32(2.0000001)

    assert "single precision" in examine(checker, single).first_failure.failure.sentence


def test_an_exception_commands_no_terminal(checker):
    def paints(x):
        raise KeyError("\x1b[31mred\x1b[0m\x07")

    assert "\x1b" not in exercise_text(examine(checker, paints), {})
