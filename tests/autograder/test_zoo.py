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
