"""No free lunch: what answers without doing the work earns next to nothing."""

import pytest

from autograder.course.model import find_course
from autograder.course.zoo import MOST, earned
from autograder.engine.checker import ModuleChecker

COURSE = find_course()


@pytest.mark.filterwarnings("ignore")
def test_a_question_under_another_name_is_no_new_one():
    # Silence is the same signal for every seed. In this class's examples there is so much of it that
    # the public answers by heart were right in 0.41 of the examples that are not public.
    checker = ModuleChecker(COURSE, COURSE.module("decibels"))
    assert earned(checker, seed=8)["spl_db: constant 0"] <= MOST
