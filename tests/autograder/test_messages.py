"""The messages that wrong answers get.

A reviewer reads each misconception's message once, in one file a module, and what the wrong kinds of
answers get, once for each kind of exercise, in ``kinds.txt``; ``python tests/autograder/test_messages.py``
writes these files anew. They are compared with numbers masked, since the last digits differ between
processors. What must be so in every message is asserted of all: every misconception in every
exercise that it shows in, and every wrong kind of answer in every exercise.
"""

import ast
import math
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import get_window

from autograder import laws
from autograder.course.content import load_misconceptions, load_solution
from autograder.course.model import load_course
from autograder.engine import words
from autograder.engine.checker import ModuleChecker
from autograder.engine.expression import CUT
from autograder.engine.naming import alike, digest
from autograder.engine.page import exercise_html
from autograder.engine.subject import freeze, local

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "messages"
COURSE = load_course(ROOT)

#: For whose wrong kinds of answers a reviewer reads the messages: a number, an array, several parts,
#: complex numbers.
READ = ("rms", "sine", "phasor_sum", "dft")


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


@dataclass
class Message:
    """What one wrong function is told; `own` where it is wrong in this very exercise."""

    title: str
    id: str
    function: object
    own: bool
    result: object
    units: dict

    @property
    def heading(self):
        return f"{self.id}: {self.title}"

    @property
    def text(self):
        return words.exercise_text(self.result, self.units)

    @property
    def failure(self):
        return self.result.first_failure.failure


def wrong_answers(checker):
    """Yield ``(title, exercise, function, own)``: misconceptions and what depends on them, wrong kinds."""
    for function in load_misconceptions(checker.course, checker.module):
        about = function.misconception
        variant = load_solution(checker.course, checker.module, {about["of"]: function})
        for exercise in checker.module.exercises:
            if about["id"] in checker.prints[exercise.id].variants:
                yield (
                    f"{about['id']} {function.__name__}",
                    exercise.id,
                    getattr(variant, exercise.id),
                    exercise.id == about["of"],
                )
    for exercise in checker.module.exercises:
        for title, function in wrong_kinds(getattr(checker.solution, exercise.id)).items():
            # Where complex numbers are right, they are no mistake.
            if title != "returns a complex number" or not _answers_complex(checker, exercise.id):
                yield title, exercise.id, function, False


def _answers_complex(checker, id):
    told = next(rows for rows in checker.prints[id].told.values() if rows)
    return isinstance(told[0][0], dict)


def messages(module):
    """Return the Message of each wrong answer of a module."""
    checker = ModuleChecker(COURSE, module)
    found = [
        Message(title, id, f, own, checker.examine(id, local(f), survey=True), checker.units)
        for title, id, f, own in wrong_answers(checker)
    ]
    # A function further on may be right for one spelling of a mistake and wrong for another.
    return [
        m for m in found if not re.match(r"[A-Z]{2}-\d", m.title) or m.own or m.result.first_failure
    ]


def kinds(found):
    return [m for m in found if m.id in READ and not re.match(r"[A-Z]{2}-\d", m.title)]


def golden(found):
    """Return messages for a reviewer, without the laws that hold or broke, too."""
    rule = "-" * 80
    blocks = []
    for message in found:
        text = re.split(r"\n\n(?:Also broken:|Holds:|\d+ more|Next: )", message.text)[0]
        blocks.append(f"{rule}\n{message.heading}\n{rule}\n{text}")
    return "\n\n".join(blocks) + "\n"


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
        r"Traceback|[Hh]ypothesis|numpy\.|ufunc|0x[0-9a-f]+|\\x1b|\x1b|"
        r"object at|site-packages|autograder"
    )
    for message in found:
        text, html = message.text, exercise_html(message.result, message.units)
        assert not internals.search(text.replace("np.", "")), f"{message.heading}\n{text}"
        assert "<script" not in html
        assert max(map(len, text.splitlines())) <= 80, message.heading
        assert "soundcheck-passed" not in html, message.heading


@pytest.mark.filterwarnings("ignore")  # of what a wrong function computes
def test_printed_calls_can_be_pasted_and_show_the_failure(found):
    for message in found:
        for call in message.failure.calls:
            printed = "\n".join([message.heading, *call.names, call.text])
            assert CUT not in printed, printed
            got = pasted(call, message.id, message.function)
            assert same(got, call.answer), f"{printed}\n{got}, not {call.answer}"


def test_an_expected_value_is_not_what_the_function_gives(found):
    """Where one answer is wrong, the printed call gives another one than the course's own solution."""
    for message in found:
        if message.failure.relation or not message.failure.calls:
            continue
        call = message.failure.calls[0]
        solution = getattr(load_solution(COURSE, module_of(message.id)), message.id)
        assert not same(pasted(call, message.id, solution), call.answer) or message.failure.kind, (
            f"{message.heading}: {call.text}"
        )


def pasted(call, name, function):
    """Return what a printed call gives, or the name of the exception that it stops with."""
    # Besides the vocabulary, what the lesson that needs it imports.
    space = {"np": np, "math": math, "get_window": get_window, **vars(laws), name: function}
    with np.errstate(all="ignore"):
        for line in call.names:
            exec(line, space)
        tree = ast.parse(call.text, mode="eval").body
        values = [eval(compile(ast.Expression(a), "call", "eval"), space) for a in tree.args]
        try:
            return function(*map(freeze, values))
        except (Exception, RecursionError) as error:
            return type(error).__name__


def same(one, other):
    """Whether two answers are equal; that of a call that stopped is None in the log."""
    if other is None or isinstance(one, str):
        return other is None or isinstance(other, str) and one == other
    return alike(digest(one), digest(other))


def module_of(id):
    return next(m for m in COURSE.modules if id in [e.id for e in m.exercises])


def test_counterexamples_are_those_that_a_person_would_choose(found):
    for message in found:
        heading, example = message.heading, message.failure.example
        for name, value in example.items():
            # The level that goes with a pressure has as many digits as it has.
            numbers = list(numbers_in(value)) if name != "pascals_and_db" else []
            assert len(numbers) <= 12, f"{heading}: {name} = {value}"
            for number in numbers:
                assert float(f"{number:.4g}") == number, f"{heading}: {name} = {value}"
        assert example.get("seed", 0) < 1000, f"{heading}: {example}"
        assert message.result.steady, heading


def numbers_in(value):
    if isinstance(value, list):
        for part in value:
            yield from numbers_in(part)
    elif isinstance(value, (int, float)):
        yield value


def test_messages_are_those_that_were_reviewed(module, found):
    reviewed = (FOLDER / f"{module.id}.txt").read_text(encoding="utf-8")
    own = golden([message for message in found if message.own])
    assert masked(own) == masked(reviewed), "run python tests/autograder/test_messages.py"
    of_kinds = (FOLDER / "kinds.txt").read_text(encoding="utf-8")
    for message in kinds(found):
        assert masked(golden([message])).strip() in masked(of_kinds), (
            "run python tests/autograder/test_messages.py"
        )


if __name__ == "__main__":
    of_kinds = []
    for one in COURSE.modules:
        all_of_one = messages(one)
        own = golden([message for message in all_of_one if message.own])
        (FOLDER / f"{one.id}.txt").write_text(own, encoding="utf-8")
        of_kinds += kinds(all_of_one)
    (FOLDER / "kinds.txt").write_text(golden(of_kinds), encoding="utf-8")
