"""Asking many questions at once changes how often a function is asked, and nothing else."""

import numpy as np
import pytest
from tiny import write_course

from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import NotWritten, TimedOut, Trouble, local


@pytest.fixture(scope="module")
def checker(tmp_path_factory):
    course = write_course(tmp_path_factory.mktemp("course"))
    return ModuleChecker(course, course.modules[0])


class Far:
    """A function that counts how it is asked."""

    def __init__(self, function):
        self.function = local(function)
        self.single = self.together = 0

    def __call__(self, *args, **kwargs):
        self.single += 1
        return self.function(*args, **kwargs)

    def many(self, calls):
        self.together += len(calls)
        outcomes = []
        for args, kwargs in calls:
            try:
                outcomes.append(self.function(*args, **kwargs))
            except Trouble as trouble:
                outcomes.append(trouble)
        return outcomes


def both(checker, function):
    """Return the result with calls one by one, with many at once, and the counting function."""
    alone = checker.examine("double", local(function))
    far = Far(function)
    return alone, checker.examine("double", far, many=far.many), far


def wrong_for_long(x):
    return 2.0 * np.asarray(x) + (len(x) > 10)


def crashes_for_long(x):
    return 2.0 * np.asarray(x) if len(x) <= 10 else x.nothing


@pytest.mark.parametrize("function", [
    lambda x: 2.0 * np.asarray(x),
    lambda x: 1.5 * np.asarray(x) ** 2,
    lambda x: 3.0,
    lambda x: None,
    wrong_for_long,
    crashes_for_long,
])  # fmt: skip
def test_the_result_is_the_same(checker, function):
    alone, together, _ = both(checker, function)
    assert plain(alone) == plain(together)


def plain(result):
    laws = [
        (p.name, p.passed, p.message, p.misconception, p.failure and p.failure.example)
        for p in result.properties
    ]
    return result.status, result.score, result.steady, laws


def test_a_right_function_is_hardly_asked_alone(checker):
    _, together, far = both(checker, lambda x: 2.0 * np.asarray(x))
    assert together.status == results.PASSED
    # Once before anything else, and once for each law to see that it is steady.
    assert far.single < 10 and far.together > 200


def test_a_function_that_is_not_written_is_not_asked_many_times(checker):
    far = Far(lambda x: None)
    far.function = lambda x: (_ for _ in ()).throw(NotWritten())
    result = checker.examine("double", far, many=far.many)
    assert result.status == results.NOT_WRITTEN and far.together == 0


def test_a_function_that_hangs_is_not_asked_many_times(checker):
    far = Far(lambda x: None)
    far.function = lambda x: (_ for _ in ()).throw(TimedOut("late"))
    result = checker.examine("double", far, many=far.many)
    assert result.status == results.TIMEOUT and far.together == 0
    assert [p.name for p in result.properties] == ["keeps_the_shape"]


def test_random_answers_are_noticed(checker):
    rng = np.random.default_rng(0)
    result = checker.examine("double", local(lambda x: 2.0 * np.asarray(x) + rng.standard_normal()))
    assert not result.steady
