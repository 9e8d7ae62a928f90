"""Proves that the laws kill: no wrong copy of a reference passes, but for those that are no wrong ones.

A mutant that no law can tell from the reference stands in ``tests/mutants/MODULE.yml``, with the
reason; one that survives and does not stand there is a finding, and so is one that stands there for
nothing.
"""

import functools
import os
import resource
import signal
import zlib
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import yaml

from autograder.course import fingerprints, record, shortcuts
from autograder.course.content import load_misconceptions, load_solution
from autograder.course.model import CourseError
from autograder.course.mutants import mutants
from autograder.engine import results
from autograder.engine.checker import ModuleChecker
from autograder.engine.subject import TimedOut, freeze, local

_MEMORY = 4 << 30  # bytes: a mutant may ask for far too many samples
_ROUNDING = 1e-9
_ANOTHER = 3  # seed, of examples that nobody else is asked
_SECRET = 1  # any seed but the course's own, as a class has one


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant: killed by the public examples, by a class's own too, or by neither.

    `broken` are the laws that broke for it, by the names of their tests.
    """

    mutant: object
    public: bool
    killed: bool
    broken: frozenset = frozenset()


def verify(course, modules):
    """Make every mutant of some modules, print findings and counts; return 0 if there is no finding, else 1."""
    wrong = []
    for module, done in verdicts(course, modules):
        found = list(findings(course, module, done))
        n = count(done)
        print(
            f"{'ok    ' if not found else 'WRONG '} {module.stem}: {n['mutants']} mutants "
            f"({n['shortcuts']} of them shortcuts), "
            f"{n['public']} killed by the public examples, {n['all']} with a class's own, "
            f"{n['equivalent']} survive",
            flush=True,
        )
        wrong += [f"{module.id}: {finding}" for finding in found]
    print("\n".join([*wrong, f"{len(wrong)} findings in {len(modules)} modules."]))
    return 1 if wrong else 0


def verdicts(course, modules, sample=1):
    """Yield ``(module, [Verdict, ...])``.

    Parameters
    ----------
    course : Course
    modules : list of Module
    sample : int, optional
        Take every mutant, or about one of so many: the same ones each time.
    """
    with ProcessPoolExecutor(os.cpu_count(), initializer=_limit) as pool:
        work = [
            (course, module, exercise, sample)
            for module in modules
            for exercise in module.exercises
        ]
        done = pool.map(_exercise, *zip(*work, strict=True))
        for module in modules:
            yield module, [verdict for _ in module.exercises for verdict in next(done)]


def survivors(course, module):
    """Return ``{(exercise, was, now): because}``, the mutants that are known to be no wrong ones."""
    path = course.survivors(module)
    if not path.is_file():
        return {}
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CourseError(f"{path.name}, line {line}: not YAML: put quotes around it.") from None
    known = {}
    for row in rows:
        if set(row) != {"of", "was", "now", "because"} or not all(row.values()):
            raise CourseError(f"{path.name}: every entry has of, was, now and because.")
        known[row["of"], row["was"], row["now"]] = row["because"]
    return known


def findings(course, module, done, whole=True):
    """Yield what is wrong: survivors without a reason and, of the `whole`, what is there for nothing.

    That is a reason without a survivor, and a law that breaks for no mutant and no misconception.
    """
    known = survivors(course, module)
    alive = {verdict.mutant.key for verdict in done if not verdict.killed}
    for exercise, was, now in sorted(alive - known.keys()):
        yield f"{exercise}: no law breaks for the mutant: {was}  ->  {now}"
    if whole:
        for exercise, was, now in sorted(known.keys() - alive):
            yield f"{exercise}: listed as a survivor, but it is none: {was}  ->  {now}"
        checker = ModuleChecker(course, module)
        needed = set().union(*(v.broken for v in done), _broken_by_misconceptions(checker))
        for law in sum(checker.laws.values(), []):
            if law.kind != "shape" and law.test_name not in needed:
                yield f"{law.test_name} breaks for no mutant and no misconception"


def _broken_by_misconceptions(checker):
    """Return the names of the tests that break for a mistake in the function itself or one it calls."""
    broken = set()
    for function in load_misconceptions(checker.course, checker.module):
        about = function.misconception
        variant = load_solution(checker.course, checker.module, {about["of"]: function})
        for exercise in checker.module.exercises:
            if about["id"] in checker.prints[exercise.id].variants:
                result = checker.examine(
                    exercise.id, local(getattr(variant, exercise.id)), shrink=False
                )
                broken.update(_names(exercise.id, result))
    return broken


def _names(exercise, result):
    return {f"test_{exercise}_{p.name}" for p in result.properties if not p.passed}


def count(done):
    """Return the numbers of a module for the table."""
    return {
        "mutants": len(done),
        "shortcuts": sum(v.mutant.is_shortcut for v in done),
        "public": sum(v.public for v in done),
        "all": sum(v.killed for v in done),
        "equivalent": sum(not v.killed for v in done),
    }


_kept = {}  # the module that this process had last


def _exercise(course, module, exercise, sample):
    if module.id not in _kept:
        _kept.clear()
        _kept[module.id] = _Proved(course, module)
    proved = _kept[module.id]
    law = next((law for law in proved.checker.laws[exercise.id] if law.domain), None)
    right = getattr(proved.checker.solution, exercise.id)
    calls = [law.domain.arguments(e) for e in record.draw(law, right, _ANOTHER)[0]] if law else []
    return [
        _verdict(proved, mutant)
        for mutant in mutants(course, module, exercise, law and law.domain)
        if zlib.crc32(repr(mutant.key).encode()) % sample == 0
        and (not mutant.is_shortcut or _differs(proved, mutant, right, calls))
    ]


class _Proved:
    """A module under proof: loaded once in a process, its class's examples when first asked for."""

    def __init__(self, course, module):
        self.checker = ModuleChecker(course, module)

    @functools.cached_property
    def secret(self):
        return fingerprints.prints(record.record(self.checker.course, self.checker.module, _SECRET))


def _differs(proved, mutant, right, calls):
    """Whether a mutant answers some call otherwise than the reference, beyond rounding.

    A shortcut that does not is none: nobody sorts in vain.
    """
    function = _compiled(proved.checker, mutant)
    with np.errstate(all="ignore"):
        return function is None or not all(
            _equal(_answer(right, arguments), _answer(function, arguments)) for arguments in calls
        )


def _answer(function, arguments):
    try:
        return function(**{name: freeze(value) for name, value in arguments.items()})
    except Exception as error:
        return type(error).__name__


def _equal(one, other):
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(_equal, one, other))
    return np.shape(one) == np.shape(other) and np.allclose(one, other, _ROUNDING, 0, True)


def _verdict(proved, mutant):
    function = _compiled(proved.checker, mutant)
    if function is None:
        return Verdict(mutant, public=True, killed=True)
    killed, broken = _breaks(proved.checker, mutant, function)
    if killed:
        return Verdict(mutant, public=True, killed=True, broken=broken)
    killed, broken = _breaks(proved.checker, mutant, function, proved.secret)
    return Verdict(mutant, public=False, killed=killed, broken=broken)


def _compiled(checker, mutant):
    """Return the mutant as a function among the other functions of its module."""
    variant = load_solution(checker.course, checker.module)
    try:
        vars(variant).update(shortcuts.NAMES)
        exec(compile(mutant.source, "<mutant>", "exec"), vars(variant))
    except Exception:
        return None
    return getattr(variant, mutant.exercise)


def _breaks(checker, mutant, function, prints=None):
    """Return whether a mutant is found out, and the names of the tests that break for it."""
    limit = checker.course.limits.exercise
    try:
        with _alarm(limit):
            result = checker.examine(mutant.exercise, local(function), prints=prints, shrink=False)
    except TimedOut:
        return True, frozenset()
    found = result.status != results.PASSED or not result.steady
    return found, frozenset(_names(mutant.exercise, result))


@contextmanager
def _alarm(seconds):
    def ring(*_):
        raise TimedOut("too slow")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _limit():
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):  # LAPACK complains there of what mutants hand to it
        os.dup2(nowhere, descriptor)
