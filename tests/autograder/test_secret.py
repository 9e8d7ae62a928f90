"""What a class's own examples ask never comes back to a student, whatever the function does with it."""

import json

import pytest
from tiny import write_course

from autograder.engine.foresight import foresee
from autograder.engine.page import exercise_html
from autograder.engine.words import exercise_text
from autograder.grading.grade import Grader
from autograder.grading.reading import Cell, Notebook

BEGINNING = "import numpy as np\nheard, words = set(), []\n"
# `new` holds what only the class asks; a function that wants to tell it can do so in these ways.
SPY = """
def double(x):
    asked = [repr(float(v)) for v in np.ravel(x)]
    new = [v for v in asked if v not in PUBLIC]
    words.extend(new)
    if words:
        {tell}
    return 2 * np.asarray(x, dtype=float)
"""
WAYS = {
    "the text of an exception": "raise ValueError(' '.join(words[-50:]))",
    "the name of an exception": "raise type(words[-1], (Exception,), {})('x')",
    "a forged NameError": "raise NameError(f'name {words[-1]!r} is not defined')",
    "a read-only array": "raise ValueError('read-only ' + words[-1])",
    "an argument's name": "raise TypeError(f'x.missing argument {words[-1]}')",
    "not implemented": "raise NotImplementedError(words[-1])",
    "the answer": "return np.full(np.shape(x), float(words[-1]))",
    "the answer, turned": "return -np.asarray(x)",
    "a shape": "return np.zeros(int(words[-1][-3:]))",
    "a text": "return words[-1]",
    "a type": "return type(words[-1], (), {})()",
    "an exit status": "import os; os._exit(hash(words[-1]) % 200 + 1)",
    "a line of its own": "exec(compile(f'raise ValueError # {words[-1]}', '<cell>', 'exec'), {})",
}


@pytest.fixture(scope="module")
def class_grader(tmp_path_factory):
    course = write_course(tmp_path_factory.mktemp("tiny"))
    return Grader(course, class_seed=4711, sandbox=False)


@pytest.fixture(scope="module")
def numbers(class_grader):
    """The samples that the public examples ask for, and those that only the class's do."""
    module = class_grader.course.modules[0]
    checker, own = class_grader._load(module)

    def asked(prints):
        calls = foresee(checker.laws["double"], checker.solution.double, prints)
        return {
            repr(float(v))
            for rows in calls.values()
            for row in rows
            for args, _ in row
            for v in args[0]
        }

    public = asked(checker.prints["double"])
    secret = asked(own["double"]) - public
    assert len(secret) > 100
    return public, secret


def graded(grader, source):
    module = grader.course.modules[0]
    return grader.grade(Notebook([Cell(BEGINNING + source)], "gain", "01_gain"), module)


def everything(report):
    texts = [report.to_json(), *report.flags]
    for result in report.exercises:
        texts += [exercise_html(result, {}), exercise_text(result, {})]
    return "\n".join(texts)


@pytest.mark.parametrize("way", WAYS)
def test_nothing_secret_comes_back(way, class_grader, numbers):
    public, secret = numbers
    spy = SPY.format(tell=WAYS[way]).replace("PUBLIC", repr(public))
    report = graded(class_grader, spy)
    told = everything(report)
    assert report.score < 10.0  # it did tell, or try to
    assert not [v for v in secret if v in told]
    if "is not written" not in told:
        assert "one of the class's own examples, which are not shown" in told
    assert [p["counterexample"] for p in json.loads(report.to_json())["exercises"][0]["properties"]
            if p["counterexample"]] == []  # fmt: skip
    assert graded(class_grader, spy).to_json() == report.to_json()


def test_what_was_heard_is_not_told_with_a_public_example(class_grader, numbers):
    """In the order of the laws: the first law's secret numbers, in the second law's message."""
    _, secret = numbers
    report = graded(
        class_grader,
        "def double(x):\n"
        "    words.extend(repr(float(v)) for v in np.ravel(x))\n"
        "    if len(x) == 3 and set(x) == {1.0}:\n"
        "        raise ValueError(' '.join(words))\n"
        "    return 2 * np.asarray(x, dtype=float)\n",
    )
    told = everything(report)
    assert "The function stopped with ValueError: " in told  # a public example is told in full
    assert not [v for v in secret if v in told]


def test_a_public_failure_is_told_in_full(class_grader):
    report = graded(class_grader, "def double(x):\n    return 3 * np.asarray(x, dtype=float)\n")
    told = everything(report)
    assert "not shown" not in told and "double(np." in told


def test_line_and_exception_of_a_crash_are_told(class_grader, numbers):
    public, _ = numbers
    report = graded(class_grader, SPY.format(tell="x[99]").replace("PUBLIC", repr(public)))
    told = everything(report)
    assert "IndexError, line 9: `x[99]` for one of the class's own examples" in told
