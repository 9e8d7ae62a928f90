"""What the laws compare: right values with the answer to one call, or answers with each other.

One answer is moved a little at a time, by less than any tolerance. What moves with it follows from
it: an expected value must not, nor may a comparison with one follow from several calls.
"""

from contextlib import suppress

import numpy as np
import pytest

from autograder import laws
from autograder.course.content import load_properties, load_solution
from autograder.course.model import find_course
from autograder.engine.checker import ModuleChecker
from autograder.engine.examine import _try
from autograder.engine.quiet import quiet
from autograder.engine.subject import Subject, _equal, local
from autograder.laws import assertions
from autograder.laws.assertions import witnessed
from autograder.laws.broken import Broken

COURSE = find_course()
EXAMPLES = 3  # of each law
CALLS = 12  # of each example


@pytest.fixture(params=COURSE.modules, ids=lambda module: module.id)
def checker(request):
    return ModuleChecker(COURSE, request.param)


def examples(checker):
    """Yield laws, right functions and a few of the recorded examples."""
    solution = load_solution(COURSE, checker.module)
    found, _ = load_properties(COURSE, checker.module)
    for exercise, own in found.items():
        for law in own:
            for example in checker.prints[exercise].drawn[law.name][:EXAMPLES]:
                yield law, getattr(solution, exercise), example


def changing(right, place, change, made):
    """Return `right` with the answer to one of its calls changed; all answers are put into `made`."""

    def function(*args, **named):
        answer = right(*args, **named)
        made.append(_changed(answer, change) if len(made) == place else answer)
        return made[-1]

    return function


def _changed(answer, change):
    if isinstance(answer, tuple):
        return tuple(_changed(part, change) for part in answer)
    part = np.asarray(answer)
    return answer if part.dtype.kind in "iu" else change(part)[()]


def _same(shown, answer):
    """Whether an answer is the one shown, which is a copy of it, part by part."""
    if isinstance(answer, tuple):
        return isinstance(shown, tuple) and all(map(_same, shown, answer))
    return np.array_equal(shown, answer, equal_nan=True)


def _nudged(x):
    moved = x * (1 + 1e-14)
    return np.where(moved == x, x + 1e-300, moved)


def _spoiled(x):
    return np.where(np.isfinite(x), 1.5 * x + 0.3 + np.arange(x.size).reshape(x.shape) / 7, 3.0)


def test_what_is_expected_is_no_answer_and_what_is_compared_is_one(checker, monkeypatch):
    monkeypatch.setattr(assertions, "_further_off", _both_parts)
    found = []
    for law, right, example in examples(checker):

        def compared(place, law=law, right=right, example=example):
            made = []
            subject = Subject(law.exercise, local(changing(right, place, _nudged, made)))
            # Where a law asks for equality to the last bit, it breaks, and what it saw till then serves.
            with quiet(), witnessed() as seen, suppress(Broken):
                law.hold(subject, local(right), example)
            return seen, len(made)

        base, calls = compared(-1)
        behind = [set() for _ in base]
        for place in range(min(calls, CALLS)):
            for i, (one, other) in enumerate(zip(base, compared(place)[0], strict=False)):
                if one.names != assertions.Compared.names:
                    continue
                if one.expected.tobytes() != other.expected.tobytes():
                    found.append(f"{law.test_name}: an answer is expected: use agree")
                if one.got.tobytes() != other.got.tobytes():
                    behind[i].add(place)
        if any(len(places) > 1 for places in behind):
            found.append(
                f"{law.test_name}: several answers in one comparison: use agree, or a loop"
            )
    assert not found, "\n".join(dict.fromkeys(found))


def test_the_call_that_was_answered_wrong_is_shown(checker):
    found = []
    for law, right, example in examples(checker):
        calls = 1
        place = 0
        while place < min(calls, CALLS):
            made = []
            subject = Subject(law.exercise, local(changing(right, place, _spoiled, made)))
            with quiet():
                failure = _try(law, subject, local(right), example)
            calls = max(calls, len(made))
            if failure and not any(_same(call.answer, made[place]) for call in failure.calls):
                found.append(f"{law.test_name}: call {place} of {calls}: {failure.sentence}")
            place += 1
    assert not found, "\n".join(dict.fromkeys(found))


def test_what_is_not_the_whole_answer_has_a_name(checker, monkeypatch):
    bounded = []

    def at_most(got, bound, **about):
        bounded.append((got, about.get("what")))
        return assertions.at_most(got, bound, **about)

    monkeypatch.setattr(laws, "at_most", at_most)
    monkeypatch.setattr(assertions, "_further_off", lambda got, want: (want, got, ""))
    found = []
    for law, right, example in examples(checker):
        made = []
        bounded.clear()
        subject = Subject(law.exercise, local(changing(right, -1, None, made)))
        with quiet(), witnessed() as seen:
            law.hold(subject, local(right), example)
        told = [(c.got, c.what or c.at_unit) for c in seen if c.names == assertions.Compared.names]
        for got, what in told + bounded:
            # An answer of several parts has to name even the whole of one of them.
            if np.size(got) and not what and not any(_equal(answer, got) for answer in made):
                found.append(f"{law.test_name}: what=... is missing")
    assert not found, "\n".join(dict.fromkeys(found))


def _both_parts(got, want):
    return want.real + 0.3 * want.imag, got.real + 0.3 * got.imag, ""
