"""Which hard cases the examples of a law hold: silence, DC, one sample, an odd number of them ...

``python tests/autograder/hard.py [module ...]`` writes, for every case that a law can draw and that some
run of it did not, the line that mends it.
"""

import inspect
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from autograder.course import fingerprints, record
from autograder.course.content import load_properties, load_solution
from autograder.course.model import find_course
from autograder.engine.subject import Subject, local

SEEDS = range(1, 9)  # of classes


def gaps(id, name, seeds):
    """Return :func:`missed` for one law: the course's own run of it and one for each of `seeds`."""
    course = find_course()
    module = course.module(id)
    laws, _ = load_properties(course, module)
    law = next(law for law in sum(laws.values(), []) if law.test_name == name)
    right = getattr(load_solution(course, module), law.exercise)
    own = fingerprints.load(course, module)[law.exercise].drawn[law.name]
    runs = [own, *(record.draw(law, right, seed)[0] for seed in seeds)]
    return missed([_cases_of(law, right, examples) for examples in runs])


def missed(runs):
    """Return ``{(parameter, case): example}``: what some run has seen and another has not."""
    return {
        case: min((run[case] for run in runs if case in run), key=lambda e: len(repr(e)))
        for case in sorted(set().union(*runs) - set.intersection(*map(set, runs)))
    }


def _cases_of(law, right, examples):
    """Return ``{(parameter, case): the first example that has it}``."""
    names = list(inspect.signature(right).parameters)
    found = {}

    def spy(*args, **named):
        for case in _cases(dict(zip(names, args, strict=False)) | named):
            found.setdefault(case, example)
        return right(*args, **named)

    with np.errstate(all="ignore"):
        for example in examples:
            law.hold(Subject(law.exercise, local(spy)), local(right), example)
    return found


def _cases(arguments):
    for name, value in arguments.items():
        yield from ((name, case) for case in cases(value))
    f, fs = arguments.get("f"), arguments.get("fs")
    if isinstance(f, float) and isinstance(fs, float) and abs(f) == fs / 2 > 0:
        yield "f", "half the rate"


def cases(value):
    """Yield the hard cases that an argument is."""
    if callable(value) or isinstance(value, (str, bool)) or value is None:
        return
    if isinstance(value, list):
        yield "a list"
    try:
        x = np.asarray(value)
    except ValueError:  # rows of unequal lengths
        return
    if x.dtype.kind not in "iufc":
        return
    if not np.isfinite(x).all():
        yield "not finite"
    elif x.ndim == 0:
        yield from ["zero"] * (not x)
        if isinstance(value, int):
            yield "one" if value == 1 else "odd" if value % 2 else "even"
    elif not x.size:
        yield "empty"
    else:
        yield "one" if x.shape[-1] == 1 else "odd" if x.shape[-1] % 2 else "even"
        if not x.any():
            yield "silence"
        elif x.ndim == 1 and x.size > 2 and (x == x[0]).all():
            yield "constant"
        if x.dtype.kind == "i":
            yield "integers"
        if x.dtype == np.float32:
            yield "float32"


def drawn_laws(id):
    """Return the names of the tests of a module that draw examples, but not over a domain."""
    course = find_course()
    laws, _ = load_properties(course, course.module(id))
    return [law.test_name for law in sum(laws.values(), []) if law.drawn and not law.domain]


def main():
    ids = sys.argv[1:] or [module.id for module in find_course().modules]
    with ProcessPoolExecutor() as pool:
        for id in ids:
            names = drawn_laws(id)
            n = len(names)
            for name, found in zip(
                names, pool.map(gaps, [id] * n, names, [SEEDS] * n), strict=True
            ):
                for (parameter, case), example in found.items():
                    given = ", ".join(f"{k}={v!r}" for k, v in example.items())
                    print(f"{id} {name}: {parameter} is {case}: @example({given})", flush=True)


if __name__ == "__main__":
    main()
