"""Every message that a wrong answer gets, in one file a module, for a reviewer to read.

``python tests/autograder/test_messages.py`` writes the files anew. The test compares them with
numbers masked, since the last digits differ between processors.
"""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from autograder.course.content import load_misconceptions, load_solution
from autograder.course.model import load_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.page import exercise_html
from autograder.engine.subject import local
from autograder.engine.words import exercise_text

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "messages"
COURSE = load_course(ROOT)


def wrong_kinds(right):
    """Return functions that answer with the wrong kind of thing, made from a right one."""

    def divides(*args):
        return 1 / 0

    def unknown(*args):
        return undefined_name  # noqa: F821

    def reads_too_far(*args):
        return [1, 2, 3][7]

    def endless(*args):
        return endless(*args)

    def changes_its_argument(x, *rest):
        x *= 3
        return right(x, *rest)

    def too_few_parameters():
        return 0.0

    return {
        "returns nothing": lambda *args: None,
        "returns a list": lambda *args: [right(*args)],
        "returns text": lambda *args: "loud",
        "returns a dictionary": lambda *args: {"answer": right(*args)},
        "returns True": lambda *args: True,
        "returns a complex number": lambda *args: times(1 + 0j, right(*args)),
        "returns NaN": lambda *args: times(math.nan, right(*args)),
        "returns an array in an array": lambda *args: (
            (right(*args),) if isinstance(right(*args), tuple) else np.array([right(*args)])
        ),
        "returns its first argument": lambda *args: args[0],
        "returns zero": lambda *args: 0.0,
        "divides by zero": divides,
        "uses an unknown name": unknown,
        "reads past the end": reads_too_far,
        "calls itself": endless,
        "changes its argument": changes_its_argument,
        "takes no arguments": too_few_parameters,
    }


def times(factor, answer):
    if isinstance(answer, tuple):
        return tuple(times(factor, part) for part in answer)
    return answer * factor if np.ndim(answer) == 0 else np.asarray(answer) * factor


def wrong_answers(checker):
    """Yield ``(title, exercise, function)``: misconceptions and what depends on them, wrong kinds."""
    for function in load_misconceptions(checker.course, checker.module):
        about = function.misconception
        variant = load_solution(checker.course, checker.module, {about["of"]: function})
        for exercise in checker.module.exercises:
            if about["id"] in checker.prints[exercise.id].variants:
                yield (
                    f"{about['id']} {function.__name__}",
                    exercise.id,
                    getattr(variant, exercise.id),
                )
    for exercise in checker.module.exercises:
        for title, function in wrong_kinds(getattr(checker.solution, exercise.id)).items():
            # Where complex numbers are right, they are no mistake.
            if title != "returns a complex number" or not _answers_complex(checker, exercise.id):
                yield title, exercise.id, function


def _answers_complex(checker, id):
    told = next(rows for rows in checker.prints[id].told.values() if rows)
    return isinstance(told[0][0], dict)


def messages(module):
    """Return ``[(heading, text, html, result)]`` for all wrong answers of a module."""
    checker = ModuleChecker(COURSE, module)
    found = []
    for title, id, function in wrong_answers(checker):
        result = checker.examine(id, local(function), survey=True)
        found.append(
            (
                f"{id}: {title}",
                exercise_text(result, checker.units),
                exercise_html(result, checker.units),
                result,
            )
        )
    return found


def golden(found):
    rule = "-" * 80
    return "\n\n".join(f"{rule}\n{heading}\n{rule}\n{text}" for heading, text, *_ in found) + "\n"


def masked(text):
    """Return a text without its numbers, line breaks and sparklines."""
    return " ".join(re.sub(r"[-+]?\d[\d.e+-]*|[▁-█×]+", "#", text).split())


@pytest.fixture(scope="module", params=COURSE.modules, ids=lambda module: module.id)
def module(request):
    return request.param


@pytest.fixture(scope="module")
def found(module):
    return messages(module)


def test_there_are_enough_wrong_answers(found):
    assert len(found) >= 40


def test_messages_are_for_learners(found):
    internals = re.compile(
        r"Traceback|[Hh]ypothesis|numpy\.|ufunc|0x[0-9a-f]+|\\x1b|lambda|"
        r"object at|site-packages|autograder"
    )
    for heading, text, html, _ in found:
        assert not internals.search(text.replace("np.", "")), f"{heading}\n{text}"
        assert "<script" not in html
        assert max(map(len, text.splitlines())) <= 80, heading
        assert "soundcheck-passed" not in html, heading


def test_counterexamples_are_those_that_a_person_would_choose(found):
    for heading, _, _, result in found:
        example = result.first_failure.failure.example
        for name, value in example.items():
            # The level that goes with a pressure has as many digits as it has.
            numbers = list(numbers_in(value)) if name != "pascals_and_db" else []
            assert len(numbers) <= 12, f"{heading}: {name} = {value}"
            for number in numbers:
                assert float(f"{number:.4g}") == number, f"{heading}: {name} = {value}"
        assert example.get("seed", 0) < 1000, f"{heading}: {example}"
        assert result.steady, heading


def numbers_in(value):
    if isinstance(value, list):
        for part in value:
            yield from numbers_in(part)
    elif isinstance(value, (int, float)):
        yield value


def test_messages_are_those_that_were_reviewed(module, found):
    reviewed = (FOLDER / f"{module.id}.txt").read_text(encoding="utf-8")
    assert masked(golden(found)) == masked(reviewed), "run python tests/autograder/test_messages.py"


if __name__ == "__main__":
    for one in COURSE.modules:
        (FOLDER / f"{one.id}.txt").write_text(golden(messages(one)), encoding="utf-8")
