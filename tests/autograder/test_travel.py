"""Everything that a law hands to a function can travel to the worker: a class gets the marks of a notebook."""

import numpy as np
import pytest

from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.foresight import foresee
from autograder.grading import wire

COURSE = find_course()


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_what_laws_ask_can_travel(module):
    checker, asked = ModuleChecker(COURSE, module), 0
    for id, laws in checker.laws.items():
        with np.errstate(all="ignore"):
            calls = foresee(laws, getattr(checker.solution, id), checker.prints[id])
        asked += sum(map(len, calls.values()))  # none of laws that hand over functions
        for law, rows in calls.items():
            for args, _ in sum(rows, []):
                try:
                    wire.dump({"args": list(args)}, strict=True)
                except wire.WireError as error:
                    pytest.fail(f"{id}, {law}: {error}")
    assert asked > 100
