"""A class's own examples: they decide about points, and never come back to the students.

Whoever knew them could answer them by heart, or hand them on to those who are graded later. So a
notebook is examined in two rounds.

1. All its exercises by the public examples. Everything that is told in full (a counterexample, what
   the function returned, the text of an exception) is found here, before the notebook's process has
   heard a single secret number.
2. All its exercises by the class's own examples. A law that held before and breaks here is told as
   broken, and no more than that: no example, no call, no answer, no word that the learner's code
   said. Where the function stopped, it is told with which of Python's own exceptions, and in which
   line, if that line is in the notebook as it was handed in.

So what a hostile notebook could carry out is the choice of a line and of an exception for each
exercise, and which laws break, which it may always choose.
"""

import builtins
from dataclasses import replace

from autograder.engine import results
from autograder.engine.results import ExerciseResult, Failure, PropertyResult
from autograder.engine.subject import Crashed

_OWN = " for one of the class's own examples, which are not shown."
_BUILT_IN = {name for name, kind in vars(builtins).items() if isinstance(kind, type)}


def lines_of(cells):
    """Return the lines of a notebook's cells as the set of (number, text) that may be quoted."""
    return {
        (number, line.strip()[:200])
        for cell in cells
        for number, line in enumerate(cell.splitlines(), 1)
    }


def veiled(function, lines):
    """Return `function`, whose exceptions say nothing in words of the learner's code.

    Parameters
    ----------
    function : callable
        Raises only Trouble.
    lines : set of (int, str)
        From :func:`lines_of`.
    """

    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Crashed as crash:
            raise _veil(crash, lines) from None

    return call


def veiled_many(many, lines):
    """Return `many`, which makes many calls at once, veiled like :func:`veiled`."""
    return lambda calls: [
        _veil(outcome, lines) if isinstance(outcome, Crashed) else outcome
        for outcome in many(calls)
    ]


def joined(public, secret):
    """Return the ExerciseResult of both rounds.

    Parameters
    ----------
    public, secret : ExerciseResult
        The second one of all laws, or of those that held in the first; its function was veiled.
    """
    again = {prop.name: prop for prop in secret.properties}
    if secret.status == results.NOT_WRITTEN:
        return ExerciseResult(public.id, secret.status, public.max_score, total=public.total)
    out = replace(public, properties=[], steady=public.steady and secret.steady)
    for prop in public.properties:
        if prop.passed and prop.name in again:
            prop = _without_example(again[prop.name], secret.status)
        elif prop.passed:
            continue  # the second round ended before: nobody knows
        out.properties.append(prop)
    if out.status == results.PASSED:
        out.status = secret.status
    out.missing = results.missing(out.properties) or secret.missing
    out.score = 0.0 if out.missing else results.score(out.properties, out.total, out.max_score)
    return out


def _veil(crash, lines):
    known = crash.type in _BUILT_IN
    quoted = (crash.line, crash.source) in lines
    where = (crash.line, crash.source) if quoted else (None, None)
    return Crashed(crash.type if known else "an exception of its own", "", *where)


def _without_example(prop, status):
    if prop.passed:
        return prop
    if prop.failure.crash:
        sentence = prop.failure.sentence.removesuffix(".")
    elif status == results.TIMEOUT:
        sentence = "The function took too long"
    elif status == results.KILLED:
        sentence = "The function ended its process"
    else:
        sentence = "This does not hold"
    failure = Failure(sentence + _OWN, {}, crash=prop.failure.crash, secret=True)
    return PropertyResult(prop.name, prop.law, prop.kind, False, failure)
