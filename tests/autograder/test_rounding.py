"""What is recorded and named does not hang on last digits, which differ between processors."""

import math

import numpy as np
import pytest

from autograder.course.content import load_misconceptions, load_solution
from autograder.course.mistakes import shaken
from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.naming import ENOUGH, NOISE, digest, fitting, masked
from autograder.engine.subject import local

COURSE = find_course()


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_a_mistake_is_named_however_it_is_spelled_and_rounded(module):
    checker = ModuleChecker(COURSE, module)
    # Where shaken delays make even a right room response longer, no name could be told.
    shown = {exercise.id: held(checker, exercise.id) for exercise in module.exercises}
    for function in load_misconceptions(COURSE, module):
        about = function.misconception
        for spelling in function.spellings:
            variant = load_solution(COURSE, module, {about["of"]: spelling})
            wrong = local(shaken(getattr(variant, about["of"]), seed=9))
            result = checker.examine(about["of"], wrong, shrink=False, laws=shown[about["of"]])
            if not result.first_failure:  # it breaks none but those
                result = checker.examine(about["of"], wrong, shrink=False)
            named = result.first_failure.misconception, spelling.__name__
            assert named == (about["id"], spelling.__name__)


def held(checker, id):
    """Return the names of the laws that hold for the right function with shaken arguments."""
    right = local(shaken(getattr(checker.solution, id), seed=9))
    # One law at a time: after the first that breaks others might not be run.
    return [
        law.name
        for law in checker.laws[id]
        if not checker.examine(id, right, shrink=False, laws=[law.name]).first_failure
    ]


def test_single_precision_is_told_apart_by_nothing():
    assert isinstance(digest(np.float32([1.5])), str)
    assert isinstance(digest(np.complex64(1.5)), str)
    assert digest(np.float64([1.5])) == [1.0, 1.0, 1.5]


def test_noise_neither_names_a_mistake_nor_hides_one():
    mine = {"law": [[0.0, 3.0], *[[0.0, -1.0]] * ENOUGH]}
    right = {"law": [NOISE, *[[0.0, 1.0]] * ENOUGH]}

    def fits(*answers):
        rows = {"law": list(answers)}
        return fitting(mine, right, {"flipped": [(rows, rows)]}) == ["flipped"]

    assert fits([0.0, 4.0], *[[0.0, -1.0]] * ENOUGH)
    assert fits([0.0, 4.0], NOISE, *[[0.0, -1.0]] * (ENOUGH - 1))
    assert not fits([0.0, 4.0], *[NOISE] * (ENOUGH - 1), [0.0, -1.0])


def test_a_number_that_is_noise_hides_nothing_of_its_answer():
    mine = {"law": [[1.0, 2.0, 8.0, -0.3]] * ENOUGH}
    right = {"law": [[1.0, 2.0, 4.0, None]] * ENOUGH}
    for wrong, fits in (([1.0, 2.0, 8.0, 0.7], True), ([1.0, 2.0, 7.0, -0.3], False)):
        rows = {"law": [wrong] * ENOUGH}
        assert (fitting(mine, right, {"doubled": [(rows, rows)]}) == ["doubled"]) is fits


def test_noise_is_what_another_rounding_changes():
    one = digest(np.array([1.0, 1e-17, 0.5]))
    assert masked(one, digest(np.array([1.0, 1e-17, 0.4]))) == [1.0, 3.0, 1.0, 1e-17, None]
    assert masked(one, digest(np.zeros(2))) == NOISE
    assert masked(one, "ValueError") == NOISE
    assert masked("ValueError", "ValueError") == "ValueError"


def test_one_number_of_a_long_answer_that_is_noise_leaves_others():
    phases = np.linspace(0, 1, 100)
    turned = phases.copy()
    turned[-1] = -1
    kept = masked(digest(phases), digest(turned))
    assert None in kept and kept.count(None) < len(kept) / 2


def test_answers_between_those_of_two_spellings_are_the_same_mistake():
    right = {"law": [[0.0, 1.0]] * ENOUGH + [[0.0, -math.inf]]}
    low = {"law": [[0.0, 1.0]] * ENOUGH + [[0.0, -200.0]]}
    high = {"law": [[0.0, 1.1]] * ENOUGH + [[0.0, -100.0]]}

    def fits(*answers):
        return bool(fitting({"law": list(answers)}, right, {"floor": [(low, high)]}))

    assert fits(*[[0.0, 1.05]] * ENOUGH, [0.0, -150.0])
    assert not fits(*[[0.0, 1.2]] * ENOUGH, [0.0, -150.0])
    assert not fits(*right["law"])
