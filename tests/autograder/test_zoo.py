"""No free lunch: what answers without doing the work earns next to nothing."""

import pytest
from zoo import MOST, earned

from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker

COURSE = find_course()


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
@pytest.mark.filterwarnings("ignore")
def test_no_animal_earns_more_than_a_tenth(module):
    shares = earned(ModuleChecker(COURSE, module))
    assert {animal: share for animal, share in shares.items() if share > MOST} == {}


@pytest.mark.filterwarnings("ignore")
def test_a_question_under_another_name_is_no_new_one():
    # Silence is the same signal for every seed. In this class's examples there is so much of it that
    # the public answers by heart were right in 0.41 of the examples that are not public.
    checker = ModuleChecker(COURSE, COURSE.module("decibels"))
    assert earned(checker, seed=8)["spl_db: examples"] <= MOST
