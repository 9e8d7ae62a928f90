"""No run of a law passes without its hard cases: what its examples can be, they are every time."""

import numpy as np
import pytest
from hard import cases, drawn_laws, gaps, missed

from autograder.course import corners, record
from autograder.course.fingerprints import ExercisePrints
from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker

ONE_CLASS = [1]


@pytest.mark.parametrize("id", [module.id for module in find_course().modules])
def test_everybody_and_a_class_see_the_same_hard_cases(id):
    found = {name: gaps(id, name, ONE_CLASS) for name in drawn_laws(id)}
    found = {name: gap for name, gap in found.items() if gap}
    assert not found, "add what python tests/autograder/hard.py says"


@pytest.mark.parametrize("module", find_course().modules, ids=lambda module: module.id)
def test_a_class_meets_every_case_of_the_domains(module):
    checker = ModuleChecker(find_course(), module)
    for id, laws in checker.laws.items():
        right = getattr(checker.solution, id)
        laws = [law for law in laws if law.domain]
        drawn = {law.name: record.draw(law, right, 1) for law in laws}
        prints = ExercisePrints(
            1, {n: rows for n, (rows, _) in drawn.items()}, {n: t for n, (_, t) in drawn.items()}
        )
        assert corners.unmet(laws, right, prints) == []


def test_a_case_that_a_run_did_not_see_is_missed():
    seen = {("x", "silence"): {"n": 1}, ("x", "odd"): {"n": 3}}
    assert missed([seen, {("x", "odd"): {"n": 1}}]) == {("x", "silence"): {"n": 1}}
    assert missed([seen, seen]) == {}


@pytest.mark.parametrize(
    "value, expected",
    [
        (np.zeros(3), {"odd", "silence"}),
        (np.ones(4), {"even", "constant"}),
        (np.ones(1, dtype=np.float32), {"one", "float32"}),
        ([1, 2], {"a list", "even", "integers"}),
        (np.array([]), {"empty"}),
        (np.array([1.0, np.nan]), {"not finite"}),
        (0.0, {"zero"}),
        (1, {"one"}),
        (np.sin, set()),
        ("hann", set()),
    ],
)
def test_hard_cases(value, expected):
    assert set(cases(value)) == expected
