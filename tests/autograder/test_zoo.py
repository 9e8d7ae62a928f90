"""No free lunch: what answers without doing the work earns next to nothing."""

import numpy as np
import pytest
from zoo import Zoo

from autograder.course import record
from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker

COURSE = find_course()
SECRET = 2  # the seed of a class: who has learned the public examples by heart has not seen its own


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
@pytest.mark.filterwarnings("ignore")
def test_no_animal_earns_more_than_a_tenth(module):
    checker = ModuleChecker(COURSE, module)
    secret = record.prints(record.record(COURSE, module, SECRET))
    prints = {id: public.joined(secret[id]) for id, public in checker.prints.items()}
    with np.errstate(all="ignore"):
        earned = {
            f"{exercise.id}: {animal}": share
            for exercise in module.exercises
            for animal, share in Zoo(checker, exercise.id).earns(prints).items()
        }
    assert {name: share for name, share in earned.items() if share > 0.1} == {}
