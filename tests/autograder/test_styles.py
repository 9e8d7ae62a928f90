"""A right solution is spared, however it is written: in a notebook, in a terminal and in a class."""

import inspect
import re
from collections import defaultdict

import pytest
import styles

from autograder.course.content import load_alternatives
from autograder.course.model import find_course
from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import local
from autograder.grading.grade import Grader
from autograder.grading.reading import Cell, Notebook

COURSE = find_course()
ENOUGH = 5
SPACE = "__import__('types').SimpleNamespace(**globals())"
FRONTS = {"terminal": Grader(COURSE, sandbox=False), "class": Grader(COURSE, class_seed=2024)}


@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_every_style_earns_everything(module):
    checker = ModuleChecker(COURSE, module)
    others = [f.alternative for f in load_alternatives(COURSE, module)]
    for exercise in module.exercises:
        written = styles.styles(getattr(checker.solution, exercise.id))
        assert len(written) + others.count(exercise.id) >= ENOUGH
        for style, function in written.items():
            result = checker.examine(exercise.id, local(function), shrink=False)
            assert (result.status, result.score, style) == (results.PASSED, exercise.points, style)


def notebooks(module):
    """Yield notebooks that together have every alternative, and the styles in turn."""
    right = COURSE.solution(module).read_text(encoding="utf-8")
    others = defaultdict(list)
    for function in load_alternatives(COURSE, module):
        others[function.alternative].append(function.__name__)
    names = list(styles.styles(None))
    for i in range(max(map(len, others.values()))):
        last = []
        for j, exercise in enumerate(module.exercises):
            if i < len(others[exercise.id]):
                last.append(f"{exercise.id} = {others[exercise.id][i]}")
            else:
                style = names[(i + j) % len(names)]
                last.append(f"{exercise.id} = styles({exercise.id})[{style!r}]")
        # An alternative may call the other functions of the solution; in a notebook they are its own.
        text = COURSE.alternatives(module).read_text(encoding="utf-8")
        text = re.sub(r"from solutions import \w+ as (\w+)", rf"\1 = {SPACE}", text)
        cells = (right, inspect.getsource(styles), text, "\n".join(last))
        yield Notebook([Cell(cell) for cell in cells], module.id, "right")


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("module", COURSE.modules, ids=lambda module: module.id)
def test_the_verdict_is_the_same_in_a_terminal_and_in_a_class(module, front):
    for i, notebook in enumerate(notebooks(module)):
        if i and front == "terminal":
            break  # what differs is where the code runs
        report = FRONTS[front].grade(notebook, module)
        short = [
            (notebook.cells[-1].source, r.id, r.status, r.first_failure and r.first_failure.message)
            for r in report.exercises
            if r.status != results.PASSED
        ]
        assert short == [] and report.score == report.max_score
