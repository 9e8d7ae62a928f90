"""Records fingerprints.

The examples of a property are the same for everybody, so they are drawn once, with what the
reference and every misconception answer to them, and replayed at every check. The file holds
numbers only.
"""

import functools
import inspect
import json
import zlib

import numpy as np

from autograder.course import lazy
from autograder.course.content import load_misconceptions, load_properties, load_solution
from autograder.course.fingerprints import Told, to_json, version
from autograder.course.model import CourseError
from autograder.engine.naming import NOISE, PROBES, alike, digest
from autograder.engine.subject import Crashed, Subject, Trouble, local

EXAMPLES = 60
#: The simplest one, which everybody can guess, and others.
EXAMPLES_OF_A_CASE = 3


def run_given(law, body, subject, reference, seed, *, shrink=False, examples=EXAMPLES, case=""):
    """Run `body` in place of the test's own body, under the course's fixed Hypothesis profile.

    `case` is one of the cases of the law's domain, to draw no other.
    """
    import hypothesis
    from hypothesis import HealthCheck, Phase, settings

    phases = [Phase.generate, Phase.shrink] if shrink else [Phase.explicit, Phase.generate]
    profile = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    strategies = {"example": law.domain.case(case)} if case else law.strategies
    names = inspect.signature(law.body).parameters

    @functools.wraps(law.body)
    def named(*args, **arguments):
        body(**dict(zip(names, args, strict=False)), **arguments)

    test = hypothesis.given(**strategies)(named)
    hypothesis.seed(seed ^ zlib.crc32(f"{law.test_name}{case}".encode()))(profile(test))(
        **law.fixtures(subject, reference)
    )


def draw(law, reference, seed, examples=EXAMPLES):
    """Return the examples of one property and what the reference answers in each.

    Parameters
    ----------
    law : Property
    reference : callable
        The reference; the property must hold for it.

    Returns
    -------
    drawn : list of dict
        Keyword arguments, plain JSON.
    told : list of list
        Per example the reference's answers in the order of the calls; empty where the property does
        not ask for the reference.
    """
    drawn, told = [], []
    subject = Subject(law.exercise, local(reference))

    def body(**arguments):
        example = _plain_example(law, law.example_of(arguments))
        oracle = Subject(law.exercise, local(reference))
        law.hold(subject, oracle, example)
        if example not in drawn:
            drawn.append(example)
            told.append([to_json(answer) for answer in oracle.answers])

    if not law.drawn:
        body()
        return drawn, told if law.uses_reference else []
    if law.domain:
        for case in law.domain.cases:
            run_given(law, body, subject, subject, seed, examples=EXAMPLES_OF_A_CASE, case=case)
    else:
        run_given(law, body, subject, subject, seed, examples=examples)
    return drawn, told if law.uses_reference else []


def record(course, module, seed=None):
    """Return the fingerprints of a module as a dict that goes to JSON.

    With another `seed` than the course's own they are without misconceptions: mistakes are named by
    the public examples.
    """
    own = seed is None
    seed = course.seed if own else seed
    laws, _ = load_properties(course, module)
    reference = load_solution(course, module)
    wrong = load_misconceptions(course, module) if own else []
    out = {
        "module": module.id,
        "seed": seed,
        "laws": version(course, module),
        "misconceptions": {},
        "exercises": {},
    }
    for function in wrong:
        about = function.misconception
        out["misconceptions"][about["id"]] = {"of": about["of"], "says": about["says"]}
    for exercise in module.exercises:
        entry = {"properties": {}, "variants": {}}
        for law in laws[exercise.id]:
            drawn, told = draw(law, getattr(reference, exercise.id), seed)
            entry["properties"][law.name] = {
                "examples": drawn,
                "reference": told,
                "easy": lazy.easy(law, drawn, told) if told else [],
            }
        function = getattr(reference, exercise.id)
        right = _answers(laws[exercise.id], function, entry)
        if own:  # nobody's mistakes are named by a class's examples
            _mark_noise(right, laws[exercise.id], function, entry)
        for mistake in wrong:
            about = mistake.misconception
            variant = load_solution(course, module, {about["of"]: mistake})
            function = getattr(variant, exercise.id)
            answers = _answers(laws[exercise.id], function, entry)
            if _differ(answers, right):
                _mark_noise(answers, laws[exercise.id], function, entry)
            if _differ(answers, right):
                entry["variants"][about["id"]] = answers
        entry["right"] = right
        out["exercises"][exercise.id] = entry
    return out


def _differ(answers, right):
    return any(
        NOISE not in pair and not alike(*pair)
        for name, row in right.items()
        for pair in zip(answers[name], row, strict=True)
    )


def _mark_noise(rows, laws, function, entry):
    """Put `NOISE` for answers of which rounding decides.

    The phase of a bin that holds nothing is another on each processor, and in each right solution.
    """
    for seed in range(2):
        others = _answers(laws, shaken(function, seed), entry)
        for name, row in rows.items():
            pairs = zip(row, others[name], strict=True)
            rows[name] = [mine if alike(mine, other) else NOISE for mine, other in pairs]


def shaken(function, seed):
    """Return `function` of signals that differ in their last digits."""

    def shake(value):
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "fc":
            return value
        return value * (1 + 2**-52 * np.random.default_rng(seed).integers(-2, 3, value.shape))

    return lambda *args: function(*map(shake, args))


def _answers(laws, function, entry):
    """Return the digests of the first answers of `function` to the first examples of each law."""
    subject = _Once(laws[0].exercise, local(function))
    rows = {}
    for law in laws:
        recorded = entry["properties"][law.name]
        row = []
        for i, example in enumerate(recorded["examples"][:PROBES]):
            subject.answers.clear()
            told = Told(recorded["reference"][i]) if law.uses_reference else None
            try:
                with np.errstate(all="ignore"):
                    law.hold(subject, told, example)
            except (_Answered, AssertionError, Crashed, TypeError, ValueError, ArithmeticError):
                pass
            except Trouble as trouble:
                raise CourseError(
                    f"{law.exercise}: a misconception gives no answer: {trouble}"
                ) from None
            row.append(digest(subject.answers[0]) if subject.answers else "?nothing")
        rows[law.name] = row
    return rows


class _Once(Subject):
    """A subject that ends the law after its first answer: what follows is not recorded."""

    def __call__(self, *args, **kwargs):
        super().__call__(*args, **kwargs)
        raise _Answered


class _Answered(Exception):
    pass


def _plain_example(law, example):
    try:
        return json.loads(json.dumps(example))
    except TypeError:
        raise CourseError(
            f"{law.test_name} draws something that is not plain JSON: draw physical "
            "parameters (numbers, strings, lists) and build arrays from them."
        ) from None
