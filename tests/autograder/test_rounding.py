"""What is recorded and named does not hang on last digits, which differ between processors."""

import numpy as np
import pytest

from autograder.course.content import load_misconceptions, load_solution
from autograder.course.model import find_course
from autograder.course.record import shaken
from autograder.engine.checker import ModuleChecker
from autograder.engine.naming import ENOUGH, NOISE, digest, name_mistake
from autograder.engine.subject import local

COURSE = find_course()


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_a_mistake_is_named_however_it_is_rounded(module):
    checker = ModuleChecker(COURSE, module)
    for function in load_misconceptions(COURSE, module):
        about = function.misconception
        variant = load_solution(COURSE, module, {about["of"]: function})
        wrong = local(shaken(getattr(variant, about["of"]), seed=9))
        result = checker.examine(about["of"], wrong, shrink=False)
        assert result.first_failure.misconception == about["id"]


def test_single_precision_is_told_apart_by_nothing():
    assert isinstance(digest(np.float32([1.5])), str)
    assert isinstance(digest(np.complex64(1.5)), str)
    assert digest(np.float64([1.5])) == [1.0, 1.0, 1.5]


def test_noise_neither_names_a_mistake_nor_hides_one():
    mine = {"law": [[0.0, 3.0], *[[0.0, -1.0]] * ENOUGH]}
    right = {"law": [NOISE, *[[0.0, 1.0]] * ENOUGH]}
    flipped = {"law": [[0.0, 4.0], *[[0.0, -1.0]] * ENOUGH]}
    assert name_mistake(mine, right, {"flipped": flipped}) == "flipped"
    partly = {"law": [[0.0, 4.0], NOISE, *[[0.0, -1.0]] * (ENOUGH - 1)]}
    assert name_mistake(mine, right, {"partly": partly}) == "partly"
    mostly = {"law": [[0.0, 4.0], *[NOISE] * (ENOUGH - 1), [0.0, -1.0]]}
    assert name_mistake(mine, right, {"mostly": mostly}) is None
