"""Records fingerprints.

The examples of a property are the same for everybody, so they are drawn once, with what the
reference and every misconception answer to them, and replayed at every check. The file holds
numbers only.
"""

import functools
import inspect
import json
import zlib

from autograder.course import lazy, mistakes
from autograder.course.content import (
    load_alternatives,
    load_misconceptions,
    load_properties,
    load_solution,
)
from autograder.course.fingerprints import to_json, version
from autograder.course.model import CourseError
from autograder.engine.quiet import quiet
from autograder.engine.subject import Subject, local

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
    with quiet():
        return _recorded(course, module, seed)


def _recorded(course, module, seed):
    own = seed is None
    seed = course.seed if own else seed
    laws, _ = load_properties(course, module)
    reference = load_solution(course, module)
    wrong = load_misconceptions(course, module) if own else []
    alternatives = load_alternatives(course, module) if own else []
    out = {
        "module": module.id,
        "seed": seed,
        "laws": version(course, module),
        "misconceptions": {},
        "exercises": {},
    }
    for function in wrong:
        about = function.misconception
        kept = ("of", "says", "between") if about["between"] else ("of", "says")
        out["misconceptions"][about["id"]] = {key: about[key] for key in kept}
    for exercise in module.exercises:
        entry = {"properties": {}, "right": {}, "variants": {}}
        for law in laws[exercise.id]:
            drawn, told = draw(law, getattr(reference, exercise.id), seed)
            entry["properties"][law.name] = {
                "examples": drawn,
                "reference": told,
                "easy": lazy.easy(law, drawn, told) if told else [],
            }
        if own:  # nobody's mistakes are named by a class's examples
            others = [f for f in alternatives if f.alternative == exercise.id]
            given = laws[exercise.id], getattr(reference, exercise.id), entry, others
            entry["right"] = mistakes.right_answers(*given)
            entry["variants"] = mistakes.variants(
                course, module, exercise.id, wrong, laws[exercise.id], entry, entry["right"]
            )
        out["exercises"][exercise.id] = entry
    return out


def _plain_example(law, example):
    try:
        return json.loads(json.dumps(example))
    except TypeError:
        raise CourseError(
            f"{law.test_name} draws something that is not plain JSON: draw physical "
            "parameters (numbers, strings, lists) and build arrays from them."
        ) from None
