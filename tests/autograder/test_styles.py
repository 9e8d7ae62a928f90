"""A right solution is spared, however it is written."""

import pytest
from styles import styles

from autograder.course.content import load_alternatives
from autograder.course.model import find_course
from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import local

COURSE = find_course()
ENOUGH = 5


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_every_style_earns_everything(module):
    checker = ModuleChecker(COURSE, module)
    others = [f.alternative for f in load_alternatives(COURSE, module)]
    for exercise in module.exercises:
        written = styles(getattr(checker.solution, exercise.id))
        assert len(written) + others.count(exercise.id) >= ENOUGH
        for style, function in written.items():
            result = checker.examine(exercise.id, local(function), shrink=False)
            assert (result.status, result.score, style) == (results.PASSED, exercise.points, style)
